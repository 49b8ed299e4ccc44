"""Random contracts: any mixture of what the contract language allows."""

from __future__ import annotations

import json
import random
from pathlib import Path
from typing import Any

Json = dict[str, Any]

SOURCE = {"page": "random"}
NAMES = [
    "id",
    "type",
    "class",
    "requestId",
    "request_id2",
    "copy",
    "from_json",
    "toJson",
    "model_config",
    "str",
    "list",
    "dict",
]
NAMES += [
    "fooBar",
    "x-y",
    "a.b",
    "@at",
    "$money",
    "Import",
    "None",
    "self",
    "json",
    "schema",
    "report",
    "__init__",
    "_raw",
    "1st",
    "date",
]
FORMATS = {
    "string": ["decimal", "date-time", "local-date-time", "year-month", "date", "ms-json-date", "uuid"],
    "integer": ["int64", "year-month", "epoch-millis-shanghai", "epoch-seconds", "int32"],
    "number": ["decimal"],
}
ENVELOPES: list[Json] = [
    {"success": [{"pointer": "/ok", "in": [True]}], "failure": [{"pointer": "/ok", "in": [False]}]},
    {"success": [{"pointer": "/problem", "absent": True}], "failure": [{"pointer": "/problem", "present": True}]},
    {
        "success": [{"pointer": "/ok", "in": [True]}, {"pointer": "/code", "in": ["0", 0]}],
        "failure": [{"pointer": "/code", "not-in": ["0", 0]}, {"pointer": "/problem", "present": True}],
    },
    {"success": [{"pointer": "/encoded", "present": True}], "failure": [{"pointer": "/problem", "present": True}]},
]


class RandomContract:
    """One random contract; the same seed gives the same."""

    def __init__(self, seed: int) -> None:
        self.random = random.Random(seed)
        self.components: Json = {}
        self.in_union = False

    def document(self) -> Json:
        envelope = self.random.choice(ENVELOPES)
        common = {
            "ok": self.of("boolean"),
            "code": {**self.of("string"), "x-sdk-accept": [{"type": "integer", "ledger": "D-1"}]},
        }
        success = {**common, "answer": self.schema(0), "encoded": self.encoded()}
        failure = {**common, "problem": self.of("string")}
        needs = ["/answer"] if self.random.random() < 0.5 else []
        self.components["AskResponse"] = self.object_of(success)
        self.components["ErrorResponse"] = self.object_of(failure)
        self.components["AskWholeResponse"] = self.whole()
        return {
            "openapi": "3.1.0",
            "info": {"title": "Random", "version": "1"},
            "x-sdk-source": [SOURCE],
            "servers": [{"url": "https://random.example.com"}],
            "x-sdk-envelope": {**envelope, "needs": needs, "code": ["/code"], "message": []},
            "paths": {
                "/ask": {"get": {"operationId": "Ask", "responses": self.responses()}},
                "/whole": {"get": {"operationId": "AskWhole", "responses": {"200": self.response("AskWholeResponse")}}},
            },
            "components": {"schemas": self.components},
        }

    def responses(self) -> Json:
        return {"200": self.response("AskResponse"), "default": self.response("ErrorResponse")}

    def response(self, name: str) -> Json:
        schema = {"$ref": f"#/components/schemas/{name}"}
        return {"description": name, "content": {"application/json": {"schema": schema}}}

    def whole(self) -> Json:
        """A response that is no object."""
        if self.random.random() < 0.6:
            return {"type": "array", "items": self.item(1), "x-sdk-source": [SOURCE]}
        scalar = self.scalar()
        kind = scalar["type"]
        return {**scalar, "type": kind if isinstance(kind, str) else kind[0]}

    def schema(self, depth: int) -> Json:
        kind = self.random.choice(
            ["object", "object", "array", "codes", "scalar", "scalar", "open", "map", "any", "union"]
        )
        if kind == "object" and depth < 3:
            wires = self.random.sample(NAMES, self.random.randrange(1, 7))
            members = {wire: self.schema(depth + 1) for wire in wires if wire not in ("toJson", "self")}
            return self.with_itself(self.named(self.object_of(members)))
        if kind == "array" and depth < 3:
            return {"type": self.maybe_null("array"), "items": self.item(depth + 1), "x-sdk-source": [SOURCE]}
        if kind == "codes":
            return self.named(self.codes())
        if kind == "map" and depth < 3:
            return {
                "type": self.maybe_null("object"),
                "additionalProperties": self.item(depth + 1),
                "x-sdk-source": [SOURCE],
            }
        if kind == "union" and depth < 3:
            return {**self.union(depth + 1), "x-sdk-source": [SOURCE]}
        if kind == "any":
            return {"x-sdk-source": [SOURCE]}
        if kind == "open":
            return {"type": "object", "additionalProperties": True, "x-sdk-source": [SOURCE]}
        return self.scalar()

    def with_itself(self, outer: Json) -> Json:
        """An object, sometimes with others of its own kind inside: a member, a list, a map, or in another object."""
        if self.in_union or self.random.random() < 0.7:
            return outer
        again = {"$ref": outer["$ref"]}
        inner: Json = self.random.choice(
            [again, {"type": "array", "items": again}, {"type": "object", "additionalProperties": again}]
        )
        inner = {**inner, "x-sdk-source": [SOURCE]}
        if self.random.random() < 0.3:
            inner = self.named(self.object_of({"inside": inner, "id": self.of("integer")}))
        self.components[outer["$ref"].rpartition("/")[2]]["properties"]["again"] = inner
        return outer

    def item(self, depth: int) -> Json:
        """A schema for the items of a list, which have no source of their own."""
        item = self.schema(depth)
        return {"$ref": item["$ref"]} if "$ref" in item else item

    def union(self, depth: int) -> Json:
        """Two or three objects that a member tells apart: by const, a list of codes, or the mapping of a discriminator."""
        is_text, is_mapped, refs, mapping = self.random.random() < 0.7, False, [], {}
        around, self.in_union = self.in_union, True
        for number in range(self.random.randrange(2, 4)):
            code = f"c{number}" if is_text else number
            tag: Json = self.of("string" if is_text else "integer")
            how = self.random.choice(["const", "enum", "mapping"] if is_text else ["const", "enum"])
            if how == "const":
                tag["const"] = code
            elif how == "enum":
                tag = self.named({"type": tag["type"], "enum": [code, f"d{number}" if is_text else 10 + number]})
            members = {wire: self.schema(depth) for wire in self.random.sample(NAMES[:6], self.random.randrange(0, 4))}
            ref = self.named({**self.object_of({"kind": tag, **members}), "required": ["kind"]})["$ref"]
            refs.append({"$ref": ref})
            if how == "mapping":
                is_mapped, mapping[code] = True, ref
        self.in_union = around
        words: Json = {self.random.choice(["oneOf", "anyOf"]): refs}
        if is_mapped or self.random.random() < 0.5:
            words["discriminator"] = {"propertyName": "kind"} | ({"mapping": mapping} if mapping else {})
        return {"type": self.maybe_null("object"), **words}

    def scalar(self) -> Json:
        kind = self.random.choice(["string", "integer", "number", "boolean"])
        node = {**self.of(kind), "type": self.maybe_null(kind)}
        if kind in FORMATS and self.random.random() < 0.5:
            node["format"] = self.random.choice(FORMATS[kind])
        elif kind == "string" and self.random.random() < 0.3:
            return {**node, "x-sdk-sensitive": True}
        if self.random.random() < 0.3:
            others = [name for name in ("string", "integer", "boolean", "number") if name != kind]
            node["x-sdk-accept"] = [{"type": self.random.choice(others), "ledger": "D-1"}]
        if kind in ("integer", "number") and self.random.random() < 0.3:
            node["maximum"] = 100
        return node

    def codes(self) -> Json:
        if self.random.random() < 0.5:
            kind = self.maybe_null("integer")
            return {"type": kind, "enum": [0, 1, 2, None] if kind != "integer" else [0, 1, 2]}
        return {"type": self.maybe_null("string"), "x-sdk-codes": [{"value": "0", "name": "ZERO", "source": "random"}]}

    def encoded(self) -> Json:
        inner = {"type": "array", "items": self.item(1)}
        content = {"contentEncoding": "base64", "contentMediaType": "application/json", "contentSchema": inner}
        return {"type": "string", **content, "x-sdk-source": [SOURCE]}

    def maybe_null(self, kind: str) -> str | list[str]:
        return [kind, "null"] if self.random.random() < 0.2 else kind

    def of(self, kind: str) -> Json:
        return {"type": kind, "x-sdk-source": [SOURCE]}

    def object_of(self, members: Json) -> Json:
        return {"type": "object", "x-sdk-source": [SOURCE], "properties": members}

    def named(self, schema: Json) -> Json:
        name = f"Part{len(self.components)}"
        self.components[name] = schema
        return {"$ref": f"#/components/schemas/{name}", "x-sdk-source": [SOURCE]}


def write(folder: Path, seed: int) -> None:
    """The folder of one random contract."""
    folder.mkdir(parents=True)
    (folder / "openapi.yaml").write_text(json.dumps(RandomContract(seed).document(), indent=1), encoding="utf-8")
    (folder / "documented.yaml").write_text("pages: []\n", encoding="utf-8")
    entry = {"id": "D-1", "at": "", "conflict": "none", "decision": "none"}
    (folder / "ledger.yaml").write_text(json.dumps([entry]), encoding="utf-8")
