"""Documents of up to 20 MB that would exhaust time, memory or the stack of a careless reader; each is made when it is needed."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

Json = dict[str, Any]

OBJECT: Json = {"type": "object", "properties": {"id": {"type": "string"}}}
MILLION = 1_000_000
SIZE = 20 * MILLION


def _document(schema: Any, schemas: Json | None = None, version: str = "3.1.0", **more: Any) -> Json:
    """A document with one operation that replies with this schema."""
    content = {"application/json": {"schema": schema}}
    operation = {"operationId": "list", "responses": {"200": {"description": "d", "content": content}}}
    return {
        "openapi": version,
        "info": {"title": "t", "version": "1"},
        "servers": [{"url": "https://api.example.com"}],
        "paths": {"/p": {"get": operation | more}},
        "components": {"schemas": schemas or {}},
    }


def _ref(name: str) -> Json:
    return {"$ref": f"#/components/schemas/{name}"}


def _member(schema: Any) -> Json:
    return {"type": "object", "properties": {"x": schema}}


def _chain(link: Callable[[Json], Json], count: int) -> Json:
    """Components, each made of the next one."""
    links = {f"c{number}": link(_ref(f"c{number + 1}")) for number in range(count)}
    return _document(_ref("c0"), links | {f"c{count}": OBJECT})


def _nested(before: str, after: str, depth: int) -> bytes:
    text = json.dumps(_document("DEEP"))
    return text.replace('"DEEP"', before * depth + "{}" + after * depth).encode()


def _described(words: Json) -> Json:
    return _document({**OBJECT, **words})


def _circles() -> Json:
    value = _document(OBJECT, parameters=[{"$ref": "#/components/parameters/a"}])
    value["components"] |= {
        kind: {"a": {"$ref": f"#/components/{kind}/b"}, "b": {"$ref": f"#/components/{kind}/a"}}
        for kind in ("parameters", "responses", "requestBodies", "securitySchemes", "pathItems", "examples")
    }
    replies = {"200": {"$ref": "#/components/responses/a"}}
    body = {"$ref": "#/components/requestBodies/a"}
    value["paths"] |= {
        "/q": {"$ref": "#/paths/~1r"}, "/r": {"$ref": "#/paths/~1q"}, "/s": {"get": {"responses": replies}},
        "/t": {"post": {"requestBody": body, "responses": {"204": {"description": "d"}}}},
        "/u": {"$ref": "#/components/pathItems/a"},
    }  # fmt: skip
    return value


def _wide() -> str:
    """Operations one after the other, as YAML."""
    reply = "{description: d, content: {application/json: {schema: {type: object, properties: {id: {type: string}}}}}}"
    calls = "".join(f"  /p{number}: {{get: {{responses: {{'200': {reply}}}}}}}\n" for number in range(20_000))
    return f"openapi: 3.0.3\nservers: [{{url: 'https://a.example.com'}}]\npaths:\n{calls}"


_PROPERTY = '{"type":"object","properties":{"x":'

LARGE: dict[str, Callable[[], Json | str | bytes]] = {
    "codes.json": lambda: _document(_member({"type": "string", "enum": [f"value{n}" for n in range(500_000)]}), version="3.0.3"),
    "member-name.json": lambda: _document({"type": "object", "properties": {"n" * SIZE: {"type": "string"}}}),
    "operation-id.json": lambda: _document(OBJECT, operationId="i" * SIZE),
    "path.json": lambda: {**_document(OBJECT), "paths": {"/a" * (SIZE // 8): {"get": {"responses": {}}}}},
    "reference-chain.json": lambda: _chain(lambda ref: ref, 100_000),
    "allof-chain.json": lambda: _chain(lambda ref: {"allOf": [ref]}, 50_000),
    "allof-doubling.json": lambda: _chain(lambda ref: {"allOf": [ref, OBJECT, {"anyOf": [ref, OBJECT]}]}, 30),
    "oneof-doubling.json": lambda: _document(_member(_ref("c0")), _chain(lambda ref: {"oneOf": [ref, ref, OBJECT]}, 60)["components"]["schemas"]),
    "members-doubling.json": lambda: _chain(lambda ref: {"type": "object", "properties": {"a": ref, "b": ref}}, 60),
    "deep-members.json": lambda: _nested(_PROPERTY, "}}", 10_000),
    "deep-allof.json": lambda: _nested('{"allOf":[', "]}", 10_000),
    "deep-lists.json": lambda: b'{"openapi":"3.1.0","paths":' + b"[" * SIZE,
    "parameters.json": lambda: _document(OBJECT, parameters=[{"name": "q", "in": "query", "schema": {"type": "string"}}] * 50_000),
    "variables.json": lambda: {**_document(OBJECT), "servers": [{"url": "https://{a}.example.com/" + "{a}" * MILLION, "variables": {"a": {"default": "b" * MILLION}}}]},
    "numbers.json": lambda: json.dumps(_document(_member({"type": "integer", "minimum": -1, "maximum": "9"}))).replace('"9"', "9" * SIZE),
    "exponents.json": lambda: json.dumps(_document({"type": "object", "properties": {"x": {"type": "number", "maximum": "M"}, "y": {"type": "array", "items": {}, "minItems": "M"}}})).replace('"M"', "1e300"),
    "repeated.json": lambda: '{"openapi":"3.1.0","paths":{' + '"/a":{},' * (SIZE // 10) + '"/a":{}}}',
    "circles.json": _circles,
    "bomb.yaml": lambda: "a: &a [x, x, x]\n" + "".join(f"a{n}: &a{n} [*a, *a, *a]\n" for n in range(50)) + "openapi: 3.1.0\npaths: {}\n",
    "tags.yaml": lambda: "openapi: 3.1.0\npaths: {}\nx: " + "!!python/none " * MILLION,
    "dashes.yaml": lambda: "- " * (SIZE // 2),
    "indents.yaml": lambda: "openapi: 3.1.0\npaths:\n" + "".join(f"{' ' * n}a:\n" for n in range(1, 6_000)),
    "lines.yaml": lambda: "\n" * SIZE,
    "folded.yaml": lambda: "openapi: 3.1.0\npaths: {}\nx: >\n" + "  word\n" * (SIZE // 8),
    "not-utf-8.yaml": lambda: b"openapi: 3.1.0\npaths: {}\nx: " + b"a" * SIZE + b"\xff",
    "utf-16.json": lambda: json.dumps(_document(OBJECT)).encode("utf-16"),
    "two-marks.json": lambda: b"\xef\xbb\xbf" * 2 + json.dumps(_document(OBJECT)).encode(),
    "one-mark.json": lambda: b"\xef\xbb\xbf" + json.dumps(_document(OBJECT)).encode(),
    "one-mark.yaml": lambda: "\ufeff" + _wide()[:2_000].rpartition("\n")[0],
    "nul.json": lambda: b"\0" * SIZE,
    "too-large.json": lambda: b" " * (SIZE * 2),
}  # fmt: skip
ENDS = {
    **{key: {3} for key in ("codes.json", "exponents.json", "member-name.json")},
    **{key: {3} for key in ("circles.json", "oneof-doubling.json")},
    **{key: {0} for key in ("two-marks.json", "operation-id.json", "one-mark.json", "one-mark.yaml", "parameters.json")},
    **{key: {2, 3} for key in ("members-doubling.json", "allof-doubling.json")},
}  # fmt: skip
"""How the import of some ends: 0, or 3 where something is degraded. All others are refused with 2."""


def raw(name: str) -> bytes:
    """The bytes of a document."""
    made = LARGE[name]()
    text = json.dumps(made) if isinstance(made, dict) else made
    return text.encode() if isinstance(text, str) else text
