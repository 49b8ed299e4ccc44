"""The schemas around the one that is being written: where one comes again, it contains itself."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager

from .part import Json

_REFERENCE = "#/components/schemas/"


class Around:
    """What is being written, from the outermost schema to the innermost."""

    def __init__(self) -> None:
        self._uses: list[object] = []
        self._components: list[tuple[object, int]] = []
        """The keys of components, each with the number of uses around it."""
        self._names: dict[object, str] = {}
        """The names of components that were needed before the component was whole."""
        self._takers: dict[object, Callable[[], str]] = {}
        self._unions = 0

    @property
    def depth(self) -> int:
        """How many schemas are around."""
        return len(self._uses)

    @property
    def is_union(self) -> bool:
        """Whether a union is around: what contains itself in there stands at the place of the other alternatives."""
        return self._unions > 0

    @contextmanager
    def use(self, key: object, is_union: bool = False) -> Iterator[None]:
        """What is written is inside this use of a schema."""
        self._uses.append(key)
        self._unions += is_union
        yield
        self._unions -= is_union
        self._uses.pop()

    @contextmanager
    def component(self, key: object, use: object, take: Callable[[], str]) -> Iterator[None]:
        """What is written is inside this component; `take` gives it a name when something inside needs it."""
        self._components.append((key, len(self._uses)))
        self._takers[key] = take
        with self.use(use):
            yield
        self._components.pop()

    def reference(self, key: object) -> Json | None:
        """A reference to a component that is around; None if it is not, or can't be referred to from here."""
        if self.is_union or all(key != known for known, _ in self._components):
            return None
        if key not in self._names:
            self._names[key] = self._takers[key]()
        return {"$ref": _REFERENCE + self._names[key]}

    def taken(self, key: object) -> str | None:
        """The name of a component that something inside needed."""
        return self._names.get(key)

    def is_inner(self, schema: Json) -> bool:
        """Whether a schema is a reference to a component that is around."""
        inner = [_REFERENCE + self._names[key] for key, _ in self._components if key in self._names]
        return schema.get("$ref") in inner

    def ends(self, use: object, has_members: bool) -> bool:
        """Whether a schema that comes again has to end here: no component is between, or a union is around."""
        if use not in self._uses:
            return False
        last = len(self._uses) - self._uses[::-1].index(use)
        is_between = has_members or any(depth >= last for _, depth in self._components)
        return self.is_union or not is_between
