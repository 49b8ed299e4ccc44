"""The scanner: judge JSON text by a contract in one pass, without parsing it.

It is written in C, and one-sided: what it is sure of is what the full validation says; of everything else it says that it
is unsure. Without the extension `load` returns None, and the full validation does the work.
"""

from __future__ import annotations

import os
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from ._scanner import Program

try:
    from . import _scanner as _extension
except ImportError:
    _extension = None  # type: ignore[assignment]

UNSURE, SUCCESS, FAILURE = 0, 1, 2
"""Results of a scan. Without an envelope every response is a success."""
TYPE, VALUE, MEMBER, MISSING, ROUNDED = range(5)
"""Kinds of deviations: the type of a scalar, its value, a new member, a missing one, an identifier that may be rounded."""
OFF = "INVOICE_APIS_NATIVE"
"""The environment variable that turns the scanner off when it is `0`."""
native = _extension is not None and os.environ.get(OFF) != "0"
"""Whether the scanner is in use: it was built, and is not turned off."""


RawDeviation = tuple[int, int, bytes]
"""What only the documented schema rejects: index of a place in the paths of the contract, kind, and the value as it
stands in the text, or the name of the member. ROUNDED is a suspicion: the full validation may find nothing."""
Result = int | tuple[int, tuple[RawDeviation, ...]]
"""UNSURE, SUCCESS or FAILURE; with deviations the outcome and those."""


class Scanner:
    """The scanner of one contract."""

    def __init__(self, program: Program, paths: tuple[str, ...]) -> None:
        self.scan, self.judge, self.lines, self.column = program.scan, program.judge, program.lines, program.column
        """Methods of the extension; their docstrings say what they take and return."""
        self.paths = paths
        """The pointer pattern of each node; `*` stands for any item of a list."""


def load(data: Mapping[str, Any], *, plain: bool = False) -> Scanner | None:
    """The scanner of a contract; None without the extension, or where the contract has no program.

    Args:
        data: The contract as data; see `validation/contract.py`.
        plain: Take the path for processors without SSE2, for tests.
    """
    compiled = data.get("scan")
    if compiled is None or _extension is None or not native:
        return None
    from base64 import b64decode

    return Scanner(_extension.Program(b64decode(compiled["program"]), plain), tuple(compiled["paths"]))
