"""Text that is safe to print: what controls a terminal, or turns the direction of writing, is escaped."""

from __future__ import annotations

import json
from typing import Any

from ... import jsontext


def json_text(value: Any) -> str:
    """A value as JSON on one line. Characters that do not print stand as JSON's own escapes, so no value is changed."""
    text = jsontext.write(value).decode()
    return text if text.isprintable() else "".join(map(_escaped, text))


def _escaped(char: str) -> str:
    return char if char.isprintable() else json.dumps(char)[1:-1]
