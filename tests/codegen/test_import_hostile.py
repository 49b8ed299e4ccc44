"""Hostile documents do an import no harm: no file outside, no code, no endless run, no traceback, nothing half-written."""

from __future__ import annotations

import json
import time
from pathlib import Path
from typing import Any

import pytest
from invoice_codegen.runtime import jsontext
from toolkit.case import files, invoke
from toolkit.harmless import unexpected

SECONDS = 20
"""For one import on a busy machine; each takes far less."""
INJECTED = "'''\"\"\"); __import__('os').system('touch /tmp/harm') #\n{{ 7*7 }} {% raw %} <script>alert(1)</script> `x` | y \u202e"


def document(schema: Any, **more: Any) -> dict[str, Any]:
    """A document with one operation that replies with one member of this schema."""
    reply = {"type": "object", "properties": {"it": schema, "id": {"type": "string"}}}
    operation = {
        "operationId": "list",
        "responses": {"200": {"description": "d", "content": {"application/json": {"schema": reply}}}},
    }
    return {
        "openapi": "3.1.0",
        "info": {"title": "t", "version": "1"},
        "servers": [{"url": "https://api.example.com"}],
        "paths": {"/things": {"get": operation}},
    } | more


def tried(folder: Path, text: bytes | dict[str, Any], name: str = "vendor.json") -> Any:
    """The result of an import of everything, which is whole or writes nothing."""
    folder.mkdir(exist_ok=True)
    file = folder / name
    file.write_bytes(text if isinstance(text, bytes) else jsontext.write(text))
    before, start = sorted(path.name for path in folder.iterdir()), time.monotonic()
    done = invoke("import", file, "vendor", "--path", "/**", "--schemas", folder / "schemas")
    assert time.monotonic() - start < SECONDS
    assert done.exception is None or isinstance(done.exception, SystemExit), done.exception
    assert "Traceback" not in done.output
    if done.exit_code in (0, 3):
        assert invoke("check", "--schemas", folder / "schemas").exit_code == 0
    else:
        assert done.exit_code == 2
        assert sorted(path.name for path in folder.iterdir()) == before
    return done


def doubling(word: str, levels: int = 40) -> dict[str, Any]:
    """Components that use each next one twice."""

    def two(name: str) -> Any:
        ref = {"$ref": f"#/components/schemas/{name}"}
        parts = {"allOf": [ref, ref], "anyOf": [ref, ref], "items": ref, "properties": {"a": ref, "b": ref}}[word]
        return {word: parts} | ({"type": "object"} if word == "properties" else {})

    schemas: dict[str, Any] = {f"c{level}": two(f"c{level + 1}") for level in range(levels)}
    schemas[f"c{levels}"] = {"type": "object", "properties": {"x": {"type": "string"}}}
    return document({"$ref": "#/components/schemas/c0"}, components={"schemas": schemas})


def nested(levels: int) -> dict[str, Any]:
    schema: dict[str, Any] = {"type": "string"}
    for _ in range(levels):
        schema = {"type": "object", "properties": {"x": schema}}
    return schema


@pytest.mark.parametrize("word", ["allOf", "anyOf", "items", "properties"])
def test_components_that_double_at_each_level_end(tmp_path: Path, word: str) -> None:
    tried(tmp_path, doubling(word))


@pytest.mark.parametrize("levels", [30, 60, 90, 5000])
def test_deep_schemas_end(tmp_path: Path, levels: int) -> None:
    raw = jsontext.write(document("DEEP")) if levels > 100 else jsontext.write(document(nested(levels)))
    deep = b'{"type":"object","properties":{"x":' * levels + b"{}" + b"}}" * levels
    tried(tmp_path, raw.replace(b'"DEEP"', deep))


def test_deep_lists_end(tmp_path: Path) -> None:
    schema: dict[str, Any] = {"type": "string"}
    for _ in range(80):
        schema = {"type": "array", "minItems": 1000, "items": schema}
    tried(tmp_path, document(schema))


@pytest.mark.parametrize(
    "schemas",
    [
        {"a": {"$ref": "#/components/schemas/a"}},
        {"a": {"$ref": "#/components/schemas/b"}, "b": {"$ref": "#/components/schemas/a"}},
        {"a": {"allOf": [{"$ref": "#/components/schemas/a"}]}},
        {
            "a": {
                "allOf": [
                    {"$ref": "#/components/schemas/a"},
                    {"type": "object", "properties": {"x": {"type": "string"}}},
                ]
            }
        },
        {"a": {"anyOf": [{"$ref": "#/components/schemas/a"}, {"type": "string"}]}},
        {"a": {"type": "array", "items": {"$ref": "#/components/schemas/a"}}},
        {"a": {"$ref": "#"}},
        {"a": {"$ref": "#/paths"}},
    ],
)
def test_circles_end(tmp_path: Path, schemas: dict[str, Any]) -> None:
    done = tried(tmp_path, document({"$ref": "#/components/schemas/a"}, components={"schemas": schemas}))
    assert done.exit_code == 3


@pytest.mark.parametrize("word", ["properties", "additionalProperties", "items"])
def test_a_component_inside_itself_is_imported_whole(tmp_path: Path, word: str) -> None:
    inner: dict[str, Any] = {"$ref": "#/components/schemas/a"}
    inner = inner if word == "properties" else {"type": "object" if word != "items" else "array", word: inner}
    schemas = {"a": {"type": "object", "properties": {"x": inner}}}
    vendors = document({"$ref": "#/components/schemas/a"}, components={"schemas": schemas})
    failure = {"type": "object", "properties": {"cause": {"$ref": "#/components/schemas/a"}}}
    responses = vendors["paths"]["/things"]["get"]["responses"]
    responses |= {"400": {"description": "d", "content": {"application/json": {"schema": failure}}}}
    done = tried(tmp_path, vendors)
    assert done.exit_code == 0, done.output


@pytest.mark.parametrize(
    "ref",
    [
        "/etc/passwd",
        "../secret.json",
        "../../../../../../etc/passwd",
        "%2e%2e/secret.json#/x",
        "file:///etc/passwd",
        "https://127.0.0.1:1/x.json",
        "link.json#/x",
        "linked/secret.json",
        ".hidden.json",
        "a\\..\\secret.json",
        "\u0000",
        "pipe",
        "#anchor",
        "#/components/~2",
        "vendor.json#/components/schemas/0",
    ],
)
def test_references_stay_in_the_folder(tmp_path: Path, ref: str) -> None:
    secret = {
        "x": {"type": "object", "properties": {"secret": {"type": "string"}}},
        "type": "string",
        "description": "secret",
    }
    (tmp_path / "secret.json").write_text(json.dumps(secret), "utf-8")
    folder = tmp_path / "folder"
    folder.mkdir()
    (folder / ".hidden.json").write_text(json.dumps(secret), "utf-8")
    (folder / "link.json").symlink_to(tmp_path / "secret.json")
    (folder / "linked").symlink_to(tmp_path)
    done = tried(folder, document({"$ref": ref}))
    assert done.exit_code == 3
    assert all(b"secret.json" not in path.encode() for path in files(folder / "schemas"))
    assert b"secret" not in files(folder / "schemas")["vendor/openapi.yaml"]


@pytest.mark.parametrize(
    "text",
    [
        b"a: &a [x, x]\nb: [*a, *a]\nopenapi: 3.1.0\npaths: {}\n",
        b"openapi: 3.1.0\npaths: !!python/object/apply:os.system ['touch /tmp/harm']\n",
        b"openapi: 3.1.0\npaths: {<<: {a: 1}}\n",
        b"openapi: 3.1.0\npaths:\n" + b"".join(b" " * level + b"a:\n" for level in range(1, 400)),
        b"openapi: 3.1.0\npaths: " + b"[" * 5000,
        b"openapi: 3.1.0\npaths: {}\n---\nb: 1\n",
        b'{"openapi": "3.1.0", "paths": {"/a": 1e999}}',
        b'{"openapi": "3.1.0", "paths": ' + b'{"a":' * 100_000,
        b'{"openapi": "3.1.0", "paths": []}',
        b'{"openapi": "3.1.0", "paths": {}}',
        b'{"swagger": "2.0", "paths": {}}',
        b"\xff\xfe",
        b"",
        b"[]",
        b"null",
    ],
)
def test_no_text_does_harm(tmp_path: Path, text: bytes) -> None:
    assert tried(tmp_path, text, "vendor.yaml").exit_code == 2


ODD = [None, 7, "x", [], [None], {"a": None}, True, {"$ref": 7}, {"type": 7}, {"type": "string", "enum": {}}]


@pytest.mark.parametrize("odd", ODD, ids=repr)
@pytest.mark.parametrize(
    "path",
    [
        "info", "servers", "security", "components", "components/schemas", "components/schemas/a",
        "components/schemas/a/properties", "components/schemas/a/required", "components/schemas/a/allOf",
        "components/schemas/a/properties/n/enum", "components/schemas/a/properties/n/minLength",
        "components/schemas/a/properties/n/pattern", "components/schemas/a/properties/n/description",
        "components/securitySchemes", "components/securitySchemes/k", "components/securitySchemes/k/name",
        "paths/~1things", "paths/~1things/parameters", "paths/~1things/get", "paths/~1things/get/parameters",
        "paths/~1things/get/parameters/0", "paths/~1things/get/parameters/0/name", "paths/~1things/get/parameters/0/schema",
        "paths/~1things/get/responses", "paths/~1things/get/responses/200", "paths/~1things/get/responses/200/content",
        "paths/~1things/get/tags", "paths/~1things/get/operationId", "paths/~1things/get/security",
    ],
)  # fmt: skip
def test_odd_values_in_any_place_are_no_crash(tmp_path: Path, path: str, odd: Any) -> None:
    member = {"type": "string", "enum": ["a"], "minLength": 1, "pattern": "^a$", "description": "d"}
    component = {"type": "object", "required": ["n"], "allOf": [{"type": "object"}], "properties": {"n": member}}
    value = document({"$ref": "#/components/schemas/a"}, security=[{"k": []}])
    scheme = {"type": "apiKey", "in": "header", "name": "X-Key"}
    value["components"] = {"schemas": {"a": component}, "securitySchemes": {"k": scheme}}
    value["paths"]["/things"]["parameters"] = []
    operation = value["paths"]["/things"]["get"]
    operation |= {
        "parameters": [{"name": "q", "in": "query", "schema": {"type": "string"}}],
        "tags": [],
        "security": [{"k": []}],
    }
    at: Any = value
    *parents, last = (part.replace("~1", "/") for part in path.split("/"))
    for part in parents:
        at = at[int(part)] if isinstance(at, list) else at[part]
    at[int(last) if isinstance(at, list) else last] = odd
    tried(tmp_path, value)


@pytest.mark.slow
def test_text_is_never_code(tmp_path: Path) -> None:
    """Names and texts of a document in Python, YAML, TOML, Markdown."""
    code = {"type": "string", "enum": [INJECTED, "'; x", "\\", "a\nb"], "description": INJECTED}
    plain = {"type": "string", "description": INJECTED, "default": INJECTED, "pattern": "^(" + "a" * 30 + "|b)$"}
    value = document({"$ref": "#/components/schemas/x"}, components={"schemas": {INJECTED: code, "x": {
        "type": "object", "title": INJECTED, "description": INJECTED,
        "properties": {INJECTED: plain, "__class__": plain, "self": plain, "model_config": plain, "c": code, "import": plain},
    }}})  # fmt: skip
    value["info"] = {"title": INJECTED, "version": INJECTED, "description": INJECTED}
    value["paths"]["/things"]["get"] |= {
        "operationId": INJECTED, "summary": INJECTED, "description": INJECTED,
        "parameters": [{"name": "self", "in": "query", "description": INJECTED, "schema": plain}],
    }  # fmt: skip
    done = tried(tmp_path, value)
    assert done.exit_code == 3, done.output
    assert "\u202e" not in done.output
    out = tmp_path / "out"
    generated = invoke("generate", "--schemas", tmp_path / "schemas", "--output", out)
    assert generated.exit_code == 0, generated.stderr
    for file in (out / "invoice_apis" / "vendor").glob("*.py"):
        assert unexpected(file.read_text("utf-8")) == []
