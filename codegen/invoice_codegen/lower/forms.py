"""The schema of a form: there is no text for what is empty."""

from __future__ import annotations

from .schemas import Json


def with_text(form: Json) -> Json:
    """A form whose members are never an empty list or object, at any depth; the whole may be empty."""
    return form | {"properties": {name: _filled(part) for name, part in form.get("properties", {}).items()}}


def _filled(schema: Json) -> Json:
    if schema["type"] == "array":
        return schema | {"minItems": max(1, schema.get("minItems", 0)), "items": _filled(schema["items"])}
    if schema["type"] != "object":
        return schema
    return (with_text(schema) if "properties" in schema else schema) | {"minProperties": 1}
