"""JSON text in a form in which 1, 1.0 and 1.00 differ."""

from __future__ import annotations

import json
from typing import Any


def exactly(text: str | bytes) -> Any:
    """The value of a JSON text, every number as the text it was."""
    return json.loads(text, parse_float=lambda token: ("number", token), parse_int=lambda token: ("number", token))
