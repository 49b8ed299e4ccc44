"""The receipt of a pagination: how many records were fetched, and whether they are complete."""

from __future__ import annotations

from typing import NamedTuple


class Receipt(NamedTuple):
    """What a pagination has fetched so far, and whether that is complete."""

    fetched: int = 0
    """Distinct records."""
    total: int | None = None
    """The largest total that the server reported; None when it reported none."""
    pages: int = 0
    """Pages received."""
    duplicates: int = 0
    """Records that came again and were dropped."""
    complete: bool = False
    """Whether the pagination has ended and all evidence confirms that no record is missing. One change is invisible to page
    numbers: a list that loses a fetched record and gains another one."""
    reason: str = "the pagination has not ended"
    """Why the pagination is complete or incomplete."""
