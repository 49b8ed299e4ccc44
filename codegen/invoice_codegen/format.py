"""Emitted Python in black's layout, proven to be Python."""

from __future__ import annotations

import black
from black.mode import TargetVersion

LINE_LENGTH = 120
_MODE = black.Mode(line_length=LINE_LENGTH, target_versions={TargetVersion.PY311})


def formatted(text: str) -> str:
    """The text as black writes it. Raises `black.InvalidInput` for what is not Python."""
    return black.format_str(text, mode=_MODE)
