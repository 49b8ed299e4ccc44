"""The scanner: judge JSON text by a contract in one pass, without parsing it.

It is written in C, and one-sided: what it is sure of is what the full validation says; of everything else it says that it
is unsure. Without the extension `load` returns None, and the full validation does the work.
"""

from __future__ import annotations

import os
from collections.abc import Mapping
from contextlib import suppress
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from ._scanner import Program

OFF = "INVOICE_APIS_NATIVE"
"""The environment variable that turns the scanner off when it is `0`."""
VERSION = 2
"""Of the programs; a module that was built for another version is not used."""

_extension: Any = None
if os.environ.get(OFF) != "0":
    with suppress(ImportError):
        from . import _scanner as _extension

UNSURE, SUCCESS, FAILURE = 0, 1, 2
"""Results of a scan. Without an envelope every response is a success. A judgement adds 2 where there are deviations."""
TYPE, VALUE, MEMBER, MISSING, ROUNDED = range(5)
"""Kinds of deviations: the type of a scalar, its value, a new member, a missing one, an identifier that may be rounded."""
native = getattr(_extension, "VERSION", None) == VERSION
"""Whether the scanner is in use: it was built for this version, and is not turned off."""


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
    if compiled is None or not native:
        return None
    from base64 import b64decode

    return Scanner(_extension.Program(b64decode(compiled["program"]), plain), tuple(compiled["paths"]))
