"""The schema engine: jsonschema-rs, with our formats and a regex engine whose time grows with the text alone."""

from __future__ import annotations

from typing import Any

import jsonschema_rs

from . import formats

END = "(?![\\s\\S])"
"""The end of the text in schemas: engines disagree on `$` before a final newline. The linear one has no look-ahead."""
FORMATS = {name: formats.format_checker(name) for name in formats.PARSERS}
_LINEAR = jsonschema_rs.RegexOptions()


def compile_schema(schema: Any) -> Any:
    """A validator for a schema of a contract."""
    return jsonschema_rs.Draft202012Validator(
        _with_plain_ends(schema), formats=FORMATS, validate_formats=True, offline=True, pattern_options=_LINEAR
    )


def _with_plain_ends(schema: Any) -> Any:
    """A copy of a schema whose patterns end with `$`, which means the end of the text in the linear engine."""
    if isinstance(schema, list):
        return [_with_plain_ends(part) for part in schema]
    if not isinstance(schema, dict):
        return schema
    plain = {keyword: _with_plain_ends(part) for keyword, part in schema.items()}
    pattern = plain.get("pattern")
    if isinstance(pattern, str) and pattern.endswith(END):
        plain["pattern"] = pattern.removesuffix(END) + "$"
    return plain
