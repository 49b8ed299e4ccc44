"""Format emitted Python as black does, and check that it is Python."""

from __future__ import annotations

import ast

LINE_LENGTH = 120
_LONG_DEFAULT = "    ] = "


def formatted(text: str) -> str:
    """Format Python source. Raises SyntaxError.

    The templates print black's layout, except for lines that are too long and for long members with a default of their
    own. Black runs for those only: its import and run take as long as the rest of the generation. `make check` runs black
    over the result.
    """
    ast.parse(text)
    if not any(_widest(line) > LINE_LENGTH or line.startswith(_LONG_DEFAULT) for line in text.split("\n")):
        return text
    import black

    return black.format_str(text, mode=black.Mode(line_length=LINE_LENGTH))


def _widest(line: str) -> int:
    """An upper bound of the width that black measures; its Unicode tables may be newer than Python's."""
    return len(line) if line.isascii() else len(line) + sum(not char.isascii() for char in line)
