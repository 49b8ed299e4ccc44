"""Random replies as a document describes them, made without our own code: a second reading of its schemas."""

from __future__ import annotations

import random
import string
from collections.abc import Callable
from typing import Any

Json = dict[str, Any]
MOST_LEVELS = 7
_FORMATS: dict[str, Callable[[random.Random], str]] = {
    "date": lambda rng: f"20{rng.randint(10, 29)}-0{rng.randint(1, 9)}-1{rng.randint(0, 9)}",
    "date-time": lambda rng: f"20{rng.randint(10, 29)}-0{rng.randint(1, 9)}-1{rng.randint(0, 9)}T10:2{rng.randint(0, 9)}:00Z",
    "uuid": lambda rng: f"{rng.getrandbits(32):08x}-0000-4000-8000-{rng.getrandbits(48):012x}",
    "email": lambda rng: f"{_word(rng)}@example.com",
    "uri": lambda rng: f"https://example.com/{_word(rng)}",
    "byte": lambda rng: "YWJj",
}


class Impossible(Exception):
    """No value is made for this schema: it has a pattern, or no end."""


class Replies:
    """Values of the schemas of one document."""

    def __init__(self, root: Json, rng: random.Random) -> None:
        self.root, self.rng = root, rng

    def value(self, schema: Any, depth: int = 0) -> Any:
        """A value of a schema. Raises Impossible."""
        schema = self._followed(schema)
        if schema.get("nullable") and self.rng.random() < 0.1:
            return None
        for word in ("oneOf", "anyOf"):
            if schema.get(word):
                rest = {key: part for key, part in schema.items() if key != word}
                return self.value({**rest, **self._followed(self.rng.choice(schema[word]))}, depth + 1)
        if "allOf" in schema:
            return self.value(self._merged(schema), depth)
        if schema.get("enum"):
            return self.rng.choice([code for code in schema["enum"] if code is not None] or [None])
        if "const" in schema:
            return schema["const"]
        return self._of_type(schema, depth)

    def _of_type(self, schema: Json, depth: int) -> Any:
        kind = schema.get("type") or (
            "object" if "properties" in schema else "array" if "items" in schema else "string"
        )
        kind = (
            self.rng.choice([name for name in kind if name != "null"] or ["null"]) if isinstance(kind, list) else kind
        )
        makers: dict[str, Callable[[], Any]] = {
            "object": lambda: self._object(schema, depth),
            "array": lambda: self._array(schema, depth),
            "string": lambda: self._text(schema),
            "integer": lambda: self._integer(schema),
            "number": lambda: self._integer(schema) + self.rng.choice([0, 0.5, 0.25]),
            "boolean": lambda: self.rng.random() < 0.5,
        }
        return makers[kind]() if kind in makers else None

    def _object(self, schema: Json, depth: int) -> Json:
        required = schema.get("required") if isinstance(schema.get("required"), list) else []
        found = {}
        members = {
            name: part
            for name, part in (schema.get("properties") or {}).items()
            if not self._followed(part).get("writeOnly")
        }
        chosen = [name for name in members if name in required or (depth < MOST_LEVELS and self.rng.random() < 0.7)]
        for name in chosen or list(members)[:1]:  # an object without any member is something else
            try:
                found[name] = self._deeper(members[name], depth)
            except Impossible:
                if name in required:
                    raise
        more = schema.get("additionalProperties")
        if isinstance(more, dict) and more and depth < MOST_LEVELS:
            found[f"key {_word(self.rng)}"] = self._deeper(more, depth)
        return found

    def _deeper(self, schema: Any, depth: int) -> Any:
        if depth > 3 * MOST_LEVELS:
            raise Impossible
        return self.value(schema, depth + 1)

    def _array(self, schema: Json, depth: int) -> list[Any]:
        least = schema.get("minItems", 0)
        count = (
            least if depth >= MOST_LEVELS else self.rng.randint(least, max(least, min(schema.get("maxItems", 2), 2)))
        )
        return [self._deeper(schema.get("items", {}), depth) for _ in range(count)]

    def _text(self, schema: Json) -> str:
        if "pattern" in schema:
            example = schema.get("example")
            if not isinstance(example, str):
                raise Impossible
            return example
        make = _FORMATS.get(schema.get("format", ""))
        if make is not None:
            return make(self.rng)
        least = schema.get("minLength", 0)
        most = min(schema.get("maxLength", least + 12), least + 12)
        return "".join(
            self.rng.choice(string.ascii_letters + " é中") for _ in range(self.rng.randint(least, max(least, most)))
        )

    def _integer(self, schema: Json) -> int:
        low = int(schema["minimum"]) + 1 if isinstance(schema.get("minimum"), int | float) else 0
        high = int(schema["maximum"]) - 1 if isinstance(schema.get("maximum"), int | float) else max(low, 0) + 100_000
        return self.rng.randint(low, high) if low <= high else low

    def _followed(self, schema: Any, hops: int = 0) -> Json:
        if not isinstance(schema, dict):
            return {}
        ref = schema.get("$ref")
        if not isinstance(ref, str):
            return schema
        if not ref.startswith("#/") or hops > 20:
            raise Impossible
        node: Any = self.root
        for part in ref[2:].split("/"):
            name = part.replace("~1", "/").replace("~0", "~")
            if not isinstance(node, dict) or name not in node:
                raise Impossible
            node = node[name]
        return self._followed(node, hops + 1)

    def _merged(self, schema: Json) -> Json:
        merged: Json = {key: part for key, part in schema.items() if key != "allOf"}
        for each in schema["allOf"]:
            part = self._followed(each)
            part = self._merged(part) if "allOf" in part else part
            members = {**(merged.get("properties") or {}), **(part.get("properties") or {})}
            required = [*(merged.get("required") or []), *(part.get("required") or [])]
            merged = {**part, **merged}
            merged |= {"properties": members} if members else {}
            merged |= {"required": required} if required else {}
        return merged


def _word(rng: random.Random) -> str:
    return "".join(rng.choice(string.ascii_lowercase) for _ in range(6))
