"""Pagination by page number, with a receipt about completeness.

Vendors do not always document whether a count covers all records or one page, so a count alone never ends pagination.
It ends at an empty page, at a page without a new record, or at a short page once exactly the counted number of records
was seen. A count that changed, or that always equalled the size of the page, does not confirm completeness: a page may
also be short because the server returns fewer records than the requested page size.
"""

from __future__ import annotations

from collections.abc import Mapping
from hashlib import blake2b
from typing import Any, Generic, TypeVar

from ..errors import IncompletePages, InvoiceApisError
from ..models.base import Model, Reply, get_member
from ..operation import Operation
from ..receipt import Receipt
from ..validation.report import Finding, Report

Item = TypeVar("Item", bound=Model)


class Paginator(Generic[Item]):
    """State of one iteration: the next page, the records seen, and whether they are complete."""

    def __init__(self, operation: Operation, arguments: Mapping[str, Any]) -> None:
        if operation.paging is None:
            raise TypeError(f"{operation.id} is not paginated")
        names = {parameter.wire: parameter.name for parameter in operation.parameters if parameter.place == "query"}
        self._operation, self._paging = operation, operation.paging
        self._page_argument, self._size = names[self._paging.page], arguments[names[self._paging.size]]
        self._arguments = dict(arguments)
        self._contents: set[bytes] = set()
        self._keys: set[Any] = set()
        self._counts: list[int] = []
        self._pages = self._fetched = self._duplicates = 0
        self._is_page_count = True
        self._has_changed = False
        self._end_reason = self._incomplete_reason = ""

    def next_arguments(self) -> dict[str, Any]:
        """Arguments of the next call."""
        return {**self._arguments, self._page_argument: self._pages + 1}

    @property
    def is_done(self) -> bool:
        """Whether no further page is requested."""
        return bool(self._end_reason)

    def add_page(self, reply: Reply) -> list[Item]:
        """Add a page. Returns its new records."""
        items: list[Item] = list(get_member(reply, self._paging.items) or ())
        new = [item for item in items if self._is_new(item)]
        self._pages += 1
        self._fetched += len(new)
        self._duplicates += len(items) - len(new)
        count = get_member(reply, self._paging.total) if self._paging.total else None
        if isinstance(count, int):
            self._counts.append(int(count))
            self._is_page_count &= count == len(items)
        self._check_end(len(items), len(new), count)
        return new

    def fail(self, error: InvoiceApisError) -> None:
        """Stop after a failed page."""
        self._end_reason = self._incomplete_reason = f"page {self._pages + 1} failed: {type(error).__name__}"

    def finish(self, strict: bool) -> None:
        """End the iteration. Raises IncompletePages if it is strict and not complete."""
        receipt = self.receipt()
        if strict and not receipt.complete:
            finding = Finding("error", self._paging.items, "", "paging", receipt.reason)
            raise IncompletePages(Report(f"{self._operation.id}.response", None, (finding,)), receipt)

    def receipt(self) -> Receipt:
        """Receipt of the records seen so far."""
        total = max(self._counts, default=None)
        receipt = Receipt(self._fetched, total, self._pages, self._duplicates)
        if not self.is_done:
            return receipt
        reason = self._incomplete_reason or self._find_incomplete_reason(total)
        return Receipt(self._fetched, total, self._pages, self._duplicates, not reason, reason or self._end_reason)

    def _is_new(self, item: Item) -> bool:
        """Whether a record has new content. Notes a known key with new content."""
        content = blake2b(item.to_json(), digest_size=16).digest()  # whole records would not fit in memory
        if content in self._contents:
            return False
        self._contents.add(content)
        key = get_member(item, self._paging.key) if self._paging.key else None
        self._has_changed |= key is not None and key in self._keys
        self._keys.add(key)
        return True

    def _check_end(self, items: int, new: int, count: Any) -> None:
        seen_all = bool(self._counts) and self._fetched >= max(self._counts)
        if not items:
            self._end_reason = f"page {self._pages} is empty"
        elif not new:
            self._end_reason = f"page {self._pages} has no new record"
            if not seen_all or self._is_page_count:
                self._incomplete_reason = f"page {self._pages} repeats earlier records"
        elif isinstance(count, int) and items < self._size and self._count_confirms():
            self._end_reason = f"page {self._pages} is short and all {self._fetched} records were seen"

    def _count_confirms(self) -> bool:
        """Whether the count confirms completeness: it never changed, is met exactly and is not the size of the page."""
        return set(self._counts) == {self._fetched} and not self._is_page_count

    def _find_incomplete_reason(self, total: int | None) -> str:
        if self._has_changed:
            return "a record was returned twice with different content: the list changed during pagination"
        if total is None or self._is_page_count:
            return "records moved between pages during pagination" if self._duplicates else ""
        if any(later < earlier for earlier, later in zip(self._counts, self._counts[1:], strict=False)):
            return f"the server's count fell from {total} to {min(self._counts)} during pagination"
        return f"the server counts {total} records and {self._fetched} were seen" if self._fetched < total else ""
