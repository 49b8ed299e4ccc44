"""What a document says of the members of an operation, as rows of `documented.yaml`."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import Any

from ..parse.vendor_page import Row
from ..runtime.jsontext.pointer import join
from .calls import Call
from .convert import Draft, Located
from .part import Json, content_schema, request_body
from .replies import contents

_FACTS = {"minLength": "minLength", "maxLength": "maxLength", "minimum": "minimum", "maximum": "maximum"}
_FACTS |= {"pattern": "pattern", "enum": "codes", "const": "const"}


def rows(draft: Draft, call: Call) -> list[Row]:
    """One row for each member and parameter, in the order of the document."""
    found = []
    numbers: Counter[str] = Counter()
    for path, schema, mandatory in nodes(draft, call):
        side = path.partition("/")[0]
        is_item = path.endswith("/*")
        is_of_parameter = is_item and side == "request" and not path.startswith("request/body")
        has_facts = bool(_FACTS.keys() & schema.keys())
        if path in (side, "request/body") or is_of_parameter or (is_item and not has_facts):
            continue
        numbers[side] += 1
        types = schema.get("type")
        row: dict[str, Any] = {"path": path, "table": side, "row": numbers[side], "mandatory": mandatory}
        row |= {"json": types if isinstance(types, str) else types[0]} if types else {}
        row |= {fact: schema[word] for word, fact in _FACTS.items() if word in schema}
        found.append(Row.model_validate(row))
    return found


def nodes(draft: Draft, call: Call) -> Iterator[tuple[str, Json, bool]]:
    """Every schema of an operation with its path, and whether it is mandatory."""
    schemas = draft.value["components"]["schemas"]
    for parameter in call.value.get("parameters", ()):
        path = "request" + join([parameter["in"], parameter["name"]])
        yield from _walk(path, parameter["schema"], bool(parameter.get("required")), schemas)
    if body := request_body(call.value):
        yield from _walk("request/body", content_schema(body), True, schemas)
    for path, _, schema in contents(call.value):
        yield from _walk(path, schema, True, schemas)


def _walk(
    path: str, schema: Json, mandatory: bool, schemas: Json, above: tuple[str, ...] | None = None
) -> Iterator[tuple[str, Json, bool]]:
    """A schema and those in it; `above` has the components around it but that of the whole, as `parse/resolve.py` does."""
    name = schema.get("$ref", "").rpartition("/")[2]
    schema = schemas[name] if name else schema
    yield path, schema, mandatory
    if name and "properties" in schema:
        if name in (above or ()):
            return
        above = () if above is None else (*above, name)
    for wire, member in schema.get("properties", {}).items():
        yield from _walk(path + join([wire]), member, wire in schema.get("required", ()), schemas, above or ())
    for part in schema.get("oneOf", ()):
        yield from _walk(path + join([part["$ref"].rpartition("/")[2]]), part, False, schemas, above or ())
    for word in ("items", "additionalProperties"):
        if isinstance(schema.get(word), dict):
            yield from _walk(f"{path}/*", schema[word], False, schemas, above or ())


def places(draft: Draft, call: Call) -> Iterator[tuple[Located, str]]:
    """The losses of an operation, each with the nearest member that the contract has."""
    known = {path for path, _, _ in nodes(draft, call)}
    for located in draft.losses[call.operation.id]:
        path = located.path
        while path and located.side + path not in known:
            path = path.rpartition("/")[0]
        yield located, path
