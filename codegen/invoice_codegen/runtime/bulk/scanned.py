"""What the scanner says of the lines of a block."""

from __future__ import annotations

from .. import scanner
from ..validation.contract import Contract

Scanned = tuple[int, int, list[tuple[int, int, int, scanner.Result]]]
"""How many lines a block has, how many of them are blank, and index, start, end and result of those that are not surely
clean successes."""


def scan_lines(contract: Contract, block: bytes) -> Scanned:
    """Scan whole lines."""
    own = contract.scanner
    if own is not None:
        try:
            return own.lines(block)
        except MemoryError:
            pass  # for a single line there may be enough
    return unsure_lines(block)


def scan_document(contract: Contract, raw: bytes, has_rows: bool) -> Scanned:
    """Scan one document; what its rows hold is judged later."""
    return 1, 0, [(0, 0, len(raw), scanner.UNSURE if has_rows else contract.scan(raw))]


def unsure_lines(block: bytes) -> Scanned:
    """The lines of a block as if the scanner were unsure of all."""
    listed: list[tuple[int, int, int, scanner.Result]] = []
    start = 0
    while start < len(block):
        end = block.find(b"\n", start)
        end = len(block) if end < 0 else end
        listed.append((len(listed), start, end, scanner.UNSURE))
        start = end + 1
    return len(listed), 0, listed
