"""Follow the references of a schema: what comes out is a finite tree.

A component that contains itself, and in a large reply one that comes several times, is written out once in each whole, at
its home: the place where it comes first, level by level. Elsewhere in the whole it is a `Reference`. A whole itself is no
home, because it is a model of its own.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace

from .references import Reference, linked, recursive_components, shared_components, written_once
from .schema import Schema

BESIDE_REF = frozenset(
    {
        "ref",
        "title",
        "description",
        "zh",
        "source",
        "accept",
        "sensitive",
        "identifier",
        "sdk_name",
        "filled_by",
        "env",
        "examples",
    }
)
"""What may stand beside a $ref: information about this use of the component."""

MAX_DEPTH = 64
MAX_SCHEMAS = 20_000
"""Limits of a contract with its references followed: components that use each other twice double at each step."""
LARGE = 500
"""Schemas in a reply from which on components that come several times are written out once."""

Report = Callable[[str, str, str], None]
"""Takes the pointer, the message and the remedy of a problem."""


class TooLarge(Exception):
    """With its references followed the contract exceeds a limit."""


@dataclass(frozen=True)
class _At:
    """Where a schema stands."""

    written: str
    """JSON Pointer into the contract."""
    place: str = ""
    """Place in the payload, as in `Node.pointer`."""
    depth: int = 0
    above: tuple[str, ...] = ()
    """The components around it, up to the nearest object with members."""

    def inside(self, written: str, place: str = "") -> _At:
        """One level below."""
        return replace(self, written=self.written + written, place=self.place + place, depth=self.depth + 1)


class Follower:
    """Follows the references of one contract."""

    def __init__(self, components: Mapping[str, Schema], report: Report | None = None) -> None:
        """Without `report` the components are known to be sound, and not too large."""
        self._components = components
        self._recursive = recursive_components(self._components)
        self._report = report
        self._count = 0
        self._known: dict[tuple[str | None, bool] | None, Schema] = {}
        """Wholes that are nothing but a reference, by its target."""

    def whole(self, written: str, schema: Schema, is_reply: bool = False) -> Schema:
        """The schema at a pointer into the contract, which is that of a body or a parameter. Raises TooLarge."""
        key = (schema.ref, is_reply) if schema.model_fields_set == {"ref"} else None
        if key in self._known:
            return self._known[key]
        at, before = _At(written), self._count
        whole = linked(self._follow(at, schema, self._homes(at, schema) if self._recursive else {}))
        if is_reply and self._count - before > LARGE and (shared := shared_components(whole)):
            whole = written_once(whole, self._recursive | shared)
            self._count = before + sum(1 for _ in whole.walk())
        if key is not None:
            self._known[key] = whole
        return whole

    def _homes(self, at: _At, schema: Schema) -> dict[str, str]:
        """The place of each component that contains itself."""
        found: dict[str, str] = {}
        level = [(at, schema)]
        while level:
            below: list[tuple[_At, Schema]] = []
            for here, each in level:
                self._limit(here)
                if each.ref and here.place and each.component in self._recursive:
                    if each.component in found:
                        continue
                    found[each.component] = here.place
                inner, target = self._component(here, each) if each.ref else (here, each)
                below += _parts(inner, target) if each.component not in here.above else []
            level = below
        return found

    def _follow(self, at: _At, schema: Schema, homes: Mapping[str, str]) -> Schema:
        """A schema with all references in it followed."""
        self._limit(at)
        if schema.ref:
            if at.place and homes.get(schema.component, at.place) != at.place:
                return Reference.of(self._component(at, schema)[1])
            if schema.component in at.above:
                message = f"unsupported: the component {schema.component!r} contains itself, and no object between"
                remedy = "let an object with members contain itself, or remove the recursion"
                self._tell(at.written, message, remedy)
                return Schema()
            self._check_words(at, schema)
            at, schema = self._component(at, schema)
        return schema.with_parts(self._follow(inner, part, homes) for inner, part in _parts(at, schema))

    def _component(self, at: _At, use: Schema) -> tuple[_At, Schema]:
        """The component of a reference, with what this use says of it."""
        target = self._components[use.component]
        overrides = {name: getattr(use, name) for name in use.model_fields_set}
        if use.zh and target.zh:
            overrides["zh"] = target.zh.model_copy(update=use.zh.model_dump(exclude_none=True))
        above = () if target.properties else (*at.above, use.component)
        return replace(at, written=(use.ref or "")[1:], above=above), target.model_copy(update=overrides)

    def _check_words(self, at: _At, use: Schema) -> None:
        if more := use.model_fields_set - BESIDE_REF:
            remedy = "move it into the component; only titles, descriptions, examples and x-sdk- extensions may stand beside a $ref"
            self._tell(at.written, f"unsupported beside a $ref: {', '.join(Schema.aliases(more))}", remedy)

    def _tell(self, pointer: str, message: str, remedy: str) -> None:
        if self._report:
            self._report(pointer, message, remedy)

    def _limit(self, at: _At) -> None:
        """Give up at the first schema beyond a limit."""
        self._count += 1
        if self._report and (self._count > MAX_SCHEMAS or at.depth > MAX_DEPTH):
            limit = f"more than {MAX_SCHEMAS} schemas" if at.depth <= MAX_DEPTH else f"more than {MAX_DEPTH} levels"
            self._tell(at.written, f"with its references followed the contract has {limit}", "simplify it")
            raise TooLarge


def _parts(at: _At, schema: Schema) -> Iterator[tuple[_At, Schema]]:
    for written, place, part in schema.parts():
        inside = at.inside(written, place)
        yield replace(inside, above=()) if schema.properties is not None else inside, part
