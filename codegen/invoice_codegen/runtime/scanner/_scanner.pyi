"""A compiled contract that judges JSON text in one pass. See `invoice_apis.scanner`."""

from typing import TypeAlias, final

from typing_extensions import Buffer

Result: TypeAlias = int | tuple[int, tuple[tuple[int, int, bytes], ...]]
"""0 unsure, 1 success, 2 failure; with deviations `(1 or 2, ((node, kind, token), ...))`."""

VERSION: int
"""Of the programs that it reads."""

@final
class Program:
    def __init__(self, program: bytes, plain: bool = False) -> None: ...
    def scan(self, raw: Buffer, /) -> Result: ...
    def judge(self, raw: Buffer, /) -> int: ...  # as scan, but 3 and 4 for 1 and 2 with deviations
    def lines(
        self, block: Buffer, start: int = 0, end: int | None = None, /
    ) -> tuple[int, int, list[tuple[int, int, int, Result]]]: ...
    def column(self, data: Buffer, offsets: Buffer, width: int, offset: int, length: int, out: Buffer, /) -> int: ...
