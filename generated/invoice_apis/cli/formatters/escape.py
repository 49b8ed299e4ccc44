"""JSON that is safe to print."""

from __future__ import annotations

import json
from typing import Any

from ... import jsontext


def json_text(value: Any) -> str:
    """JSON on one line. Unprintable characters become JSON escapes, which keep the value."""
    text = jsontext.write(value).decode()
    return text if text.isprintable() else "".join(map(_escape, text))


def _escape(char: str) -> str:
    return char if char.isprintable() else json.dumps(char)[1:-1]
