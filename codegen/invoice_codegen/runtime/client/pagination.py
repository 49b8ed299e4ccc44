"""Lists that come in pages: walking them, and a receipt that says whether every record was seen.

What a server's count means is not always documented (all records, or those of the page), so it alone never ends a
walk. A walk ends at an empty page, at a page without a new record, and at a short page when exactly as many records were
seen as the server counts; a count that changed, or was always that of the page, does not say so, since a page may also
be short because the server gives fewer records than it was asked for.
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
    """One walk: which page is next, what was seen, and whether that was all."""

    def __init__(self, operation: Operation, arguments: Mapping[str, Any]) -> None:
        if operation.paging is None:
            raise TypeError(f"{operation.id} does not come in pages")
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
        self._end = self._doubt = ""

    def next_arguments(self) -> dict[str, Any]:
        """The arguments of the next call."""
        return {**self._arguments, self._page_argument: self._pages + 1}

    @property
    def is_over(self) -> bool:
        """Whether no page is to be asked for any more."""
        return bool(self._end)

    def take(self, reply: Reply) -> list[Item]:
        """The records of the next page that are new."""
        items: list[Item] = list(get_member(reply, self._paging.items) or ())
        new = [item for item in items if self._is_new(item)]
        self._pages += 1
        self._fetched += len(new)
        self._duplicates += len(items) - len(new)
        count = get_member(reply, self._paging.total) if self._paging.total else None
        if isinstance(count, int):
            self._counts.append(int(count))
            self._is_page_count &= count == len(items)
        self._look_for_the_end(len(items), len(new), count)
        return new

    def broke(self, error: InvoiceApisError) -> None:
        """The walk can't go on."""
        self._end = self._doubt = f"page {self._pages + 1} failed: {type(error).__name__}"

    def finish(self, strict: bool) -> None:
        """The end of the walk. Raises IncompletePages unless it is complete or not strict."""
        receipt = self.receipt()
        if strict and not receipt.complete:
            finding = Finding("error", self._paging.items, "", "paging", receipt.reason)
            raise IncompletePages(Report(f"{self._operation.id}.response", None, (finding,)), receipt)

    def receipt(self) -> Receipt:
        """What was seen so far."""
        total = max(self._counts, default=None)
        seen = Receipt(self._fetched, total, self._pages, self._duplicates)
        if not self.is_over:
            return seen
        doubt = self._doubt or self._other_doubt(total)
        return Receipt(self._fetched, total, self._pages, self._duplicates, not doubt, doubt or self._end)

    def _is_new(self, item: Item) -> bool:
        """Records are the same when nothing in them differs; a key that comes with other content is told of."""
        content = blake2b(item.to_json(), digest_size=16).digest()  # of long walks, the records would not fit in memory
        if content in self._contents:
            return False
        self._contents.add(content)
        key = get_member(item, self._paging.key) if self._paging.key else None
        self._has_changed |= key is not None and key in self._keys
        self._keys.add(key)
        return True

    def _look_for_the_end(self, items: int, new: int, count: Any) -> None:
        seen_all = bool(self._counts) and self._fetched >= max(self._counts)
        if not items:
            self._end = f"page {self._pages} is empty"
        elif not new:
            self._end = f"page {self._pages} has no new record"
            if not seen_all or self._is_page_count:
                self._doubt = f"page {self._pages} repeats records that came before"
        elif isinstance(count, int) and items < self._size and self._is_counted():
            self._end = f"page {self._pages} is short and all {self._fetched} records were seen"

    def _is_counted(self) -> bool:
        """Whether the server's count says that all was seen: it never changed, it is met exactly, and it is no page's."""
        return set(self._counts) == {self._fetched} and not self._is_page_count

    def _other_doubt(self, total: int | None) -> str:
        if self._has_changed:
            return "a record came twice with different content: the list changed during the walk"
        if total is None or self._is_page_count:
            return "records moved between pages during the walk" if self._duplicates else ""
        if any(later < earlier for earlier, later in zip(self._counts, self._counts[1:], strict=False)):
            return f"the server's count fell from {total} to {min(self._counts)} during the walk"
        return f"the server counts {total} records and {self._fetched} were seen" if self._fetched < total else ""
