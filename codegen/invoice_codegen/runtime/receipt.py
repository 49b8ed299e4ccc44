"""The receipt of a walk over pages."""

from __future__ import annotations

from typing import NamedTuple


class Receipt(NamedTuple):
    """What a walk over pages has seen so far."""

    fetched: int = 0
    """Records given, each once."""
    total: int | None = None
    """The largest count that the server told; None when it told none."""
    pages: int = 0
    """Pages that were answered."""
    duplicates: int = 0
    """Records that came again and were not given again."""
    complete: bool = False
    """Whether the walk came to an end and nothing speaks against having seen every record. A list that loses a record
    that was seen and gains another meanwhile looks as if it had not changed: no walk by page numbers can see that."""
    reason: str = "the walk has not come to its end"
    """Why the walk is complete, or why it is not."""
