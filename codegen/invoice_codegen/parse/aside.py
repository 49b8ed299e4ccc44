"""Words of OpenAPI that only document, and those of other tools: a contract may have them, and the package does without.

They are taken out before the document is parsed, so that what is left has a meaning or is a problem. `example` of a schema
is read as `examples`.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, Literal

from ..runtime.jsontext.pointer import get
from .load import YamlDocument, walk

Shape = Literal["one", "list", "map"]
MOST = 12
"""Words in a line."""


@dataclass(frozen=True)
class _Kind:
    """A sort of object in OpenAPI: the words that are set aside in it, and the objects that it holds."""

    aside: frozenset[str] = frozenset()
    parts: Mapping[str, tuple[Shape, str]] = field(default_factory=dict)


def _kind(aside: str = "", /, **parts: tuple[Shape, str]) -> _Kind:
    return _Kind(frozenset(aside.split()), parts)


_METHODS: dict[str, tuple[Shape, str]] = dict.fromkeys(("get", "post", "put", "patch", "delete"), ("one", "operation"))
_SCHEMA = _kind(
    "deprecated",
    properties=("map", "schema"),
    items=("one", "schema"),
    contentSchema=("one", "schema"),
    additionalProperties=("one", "schema"),
)
_KINDS = {
    "document": _kind(
        "tags",
        info=("one", "info"),
        servers=("list", "server"),
        paths=("map", "path"),
        webhooks=("map", "webhook item"),
        components=("one", "components"),
    ),
    "info": _kind("contact license termsOfService"),
    "server": _kind(variables=("map", "variable")),
    "variable": _kind(),
    "path": _kind(**_METHODS),
    "operation": _kind(
        "tags deprecated",
        parameters=("list", "parameter"),
        requestBody=("one", "body"),
        responses=("map", "response"),
    ),
    "webhook item": _kind(post=("one", "webhook")),
    "webhook": _kind("tags deprecated responses", requestBody=("one", "webhook body")),
    "webhook body": _kind("required", content=("map", "media type")),
    "parameter": _kind("deprecated example examples", schema=("one", "request schema")),
    "body": _kind(content=("map", "media type")),
    "response": _kind("headers", content=("map", "media type")),
    "media type": _kind("example examples", schema=("one", "schema")),
    "components": _kind(
        "headers examples",
        parameters=("map", "parameter"),
        responses=("map", "response"),
        securitySchemes=("map", "security scheme"),
    ),
    "security scheme": _kind(),
    "schema": replace(_SCHEMA, aside=_SCHEMA.aside | {"default"}),
    "request schema": replace(
        _SCHEMA, parts={name: (shape, "request schema") for name, (shape, _) in _SCHEMA.parts.items()}
    ),
}


def aside_words() -> dict[str, tuple[str, ...]]:
    """For each kind of object in which words of other tools are set aside, the words of OpenAPI that are, too."""
    own = {"schema": {"example"}, "request schema": {"example"}}
    return {name: tuple(sorted(kind.aside | own.get(name, set()))) for name, kind in _KINDS.items()}


_OPEN = {"path", "response"}
"""The maps that may have words of other tools beside their own names: `paths` and `responses`."""


def open_maps() -> list[tuple[str, str]]:
    """These maps: the kind of the object that holds one, and its word there."""
    parts = ((name, word, part) for name, kind in _KINDS.items() for word, part in kind.parts.items())
    return [(name, word) for name, word, (shape, kind) in parts if shape == "map" and kind in _OPEN]


def set_aside(document: YamlDocument) -> tuple[YamlDocument, tuple[str, ...]]:
    """A document without the words that only document, and these words."""
    if not isinstance(document.value, dict):
        return document, ()
    reader = _Reader(set(_in_requests(document.value)))
    return replace(document, value=reader.without(document.value, "document")), tuple(sorted(reader.found))


def said(words: Sequence[str]) -> str:
    """One line about words that were set aside."""
    more = f" and {len(words) - MOST} more" if len(words) > MOST else ""
    return f"set aside, because they only document: {', '.join(words[:MOST])}{more}"


class _Reader:
    """Copies objects without such words, and notes them."""

    def __init__(self, in_requests: set[str]) -> None:
        self.in_requests, self.found = in_requests, set[str]()

    def without(self, value: Any, name: str) -> Any:
        """An object of a kind without the words that are set aside in it."""
        if not isinstance(value, dict):
            return value
        kind = _KINDS[name]
        kept: dict[str, Any] = {}
        for word, part in value.items():
            if word in kind.aside:
                self.found.add(word)
            elif self._is_of_others(word):
                continue
            elif word == "example" and "schema" in name and "examples" not in value:
                kept["examples"] = [part]
            elif name == "components" and word == "schemas" and isinstance(part, dict):
                kept[word] = {own: self.without(each, self._schema(own)) for own, each in part.items()}
            else:
                kept[word] = self._inside(part, *kind.parts[word]) if word in kind.parts else part
        return kept

    def _is_of_others(self, word: str) -> bool:
        """Whether this is a word of another tool. Notes it."""
        is_other = word.startswith("x-") and not word.startswith("x-sdk-")
        self.found.update([word] if is_other else ())
        return is_other

    def _schema(self, component: str) -> str:
        """The kind of a component: a default means something in a request."""
        return "request schema" if component in self.in_requests else "schema"

    def _inside(self, part: Any, shape: Shape, kind: str) -> Any:
        if shape == "map" and isinstance(part, dict):
            own = {name: each for name, each in part.items() if kind not in _OPEN or not self._is_of_others(name)}
            return {name: self.without(each, kind) for name, each in own.items()}
        if shape == "list" and isinstance(part, list):
            return [self.without(each, kind) for each in part]
        return self.without(part, kind) if shape == "one" else part


def _in_requests(root: dict[str, Any]) -> Iterator[str]:
    """The names of the components that requests reach."""
    schemas = get(root, "/components/schemas")
    seen = set[str]()
    todo = [part for path, part in walk(root) if _is_of_request(path)]
    while todo:
        for path, ref in walk(todo.pop()):
            name = ref.rpartition("/")[2] if path[-1:] == ("$ref",) and isinstance(ref, str) else ""
            if name and name not in seen:
                seen.add(name)
                yield name
                todo.append(schemas.get(name) if isinstance(schemas, dict) else None)


def _is_of_request(path: tuple[str | int, ...]) -> bool:
    """Whether a path leads to parameters or a request body."""
    match path:
        case ("paths", _, _, "parameters" | "requestBody") | ("components", "parameters"):
            return True
    return False
