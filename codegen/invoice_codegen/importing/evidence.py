"""What a document says of the members of an operation, as rows of `documented.yaml`."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import Any

from ..parse.schema import Node
from ..parse.vendor_page import Row
from ..runtime.jsontext.pointer import join
from .calls import Call
from .convert import Draft, Located
from .part import content_schema, request_body
from .replies import contents

_FACTS = {"min_length": "minLength", "max_length": "maxLength", "minimum": "minimum", "maximum": "maximum"}
_FACTS |= {"pattern": "pattern", "enum": "codes", "const": "const"}
"""Facts of rows, by attribute of a schema."""


def rows(draft: Draft, call: Call) -> list[Row]:
    """One row for each member and parameter, in the order of the document."""
    found = []
    numbers: Counter[str] = Counter()
    for node in nodes(draft, call):
        path, schema = node.pointer, node.schema
        side = path.partition("/")[0]
        is_item = path.endswith("/*")
        is_of_parameter = is_item and side == "request" and not path.startswith("request/body")
        facts = {fact: getattr(schema, word) for word, fact in _FACTS.items() if word in schema.model_fields_set}
        if path in (side, "request/body") or is_of_parameter or (is_item and not facts):
            continue
        numbers[side] += 1
        row: dict[str, Any] = {"path": path, "table": side, "row": numbers[side], "mandatory": node.required}
        row |= {"json": schema.types[0]} if schema.types else {}
        found.append(Row.model_validate(row | facts))
    return found


def nodes(draft: Draft, call: Call) -> Iterator[Node]:
    """Every schema of an operation with its path, and whether it is mandatory."""
    for parameter in call.value.get("parameters", ()):
        path = "request" + join([parameter["in"], parameter["name"]])
        yield from draft.followed(parameter["schema"]).named(path, bool(parameter.get("required")))
    if body := request_body(call.value):
        yield from draft.followed(content_schema(body)).named("request/body", True)
    for path, _, schema in contents(call.value):
        yield from draft.followed(schema, is_reply=True).named(path, True)


def places(draft: Draft, call: Call) -> Iterator[tuple[Located, str]]:
    """The losses of an operation, each with the nearest member that the contract has."""
    known = {node.pointer for node in nodes(draft, call)}
    for located in draft.losses[call.operation.id]:
        path = located.path
        while path and located.side + path not in known:
            path = path.rpartition("/")[0]
        yield located, path
