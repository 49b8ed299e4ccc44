"""Members of failures that look like code, message and request id: comments for `x-sdk-envelope`, for the author to confirm."""

from __future__ import annotations

from collections.abc import Iterator

from .convert import Draft
from .part import Json
from .replies import contents

_CANDIDATES = {
    "code": ("/error/code", "/code", "/errorCode", "/error_code", "/error/type"),
    "message": (
        "/error/message",
        "/message",
        "/errorMessage",
        "/error_message",
        "/error_description",
        "/detail",
        "/title",
    ),
    "request-id": ("/error/request_id", "/error/trace_id", "/requestId", "/request_id", "/correlationId", "/trace_id"),
}
_SCALARS = {"string", "integer"}


def proposals(draft: Draft) -> Iterator[str]:
    """Lines of a comment; none where no failure has such a member."""
    schemas: dict[str, Json] = draft.value["components"]["schemas"]
    failures = {
        schema["$ref"]: None
        for call in draft.calls
        for side, _, schema in contents(call.value)
        if side.startswith("failure")
    }
    found = {
        word: [place for place in places if any(_has_scalar(schemas, ref, place) for ref in failures)]
        for word, places in _CANDIDATES.items()
    }
    if any(found.values()):
        yield "# Failures are told by HTTP status. Confirm what tells about them, and add it to x-sdk-envelope:"
        yield from (f"#   {word}: [{', '.join(places)}]" for word, places in found.items() if places)


def _has_scalar(schemas: dict[str, Json], ref: str, place: str) -> bool:
    schema = schemas[ref.rpartition("/")[2]]
    for name in place.split("/")[1:]:
        schema = schema.get("properties", {}).get(name, {})
        if "$ref" in schema:
            schema = schemas[schema["$ref"].rpartition("/")[2]]
    types = schema.get("type", ())
    return bool(_SCALARS & {types} if isinstance(types, str) else _SCALARS & set(types))
