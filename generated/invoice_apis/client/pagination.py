"""Pagination with a receipt about completeness. `cursors.py` has what the styles of pagination differ in.

An end that the server states is the end: no token or address of a next page, or its word that no more records follow.
A page without the object that would hold the token or the records states nothing: it ends pagination, and confirms
completeness only if it is shorter than the pages before it (the first one: than the requested size) or every counted
record was seen.
Where it states none, vendors do not always document whether a count covers all records or one page, so a count alone
never ends pagination. It ends at an empty page, at a page without a new record, or at a short page once exactly the
counted number of records was seen. A count that changed, or that always equalled the size of the page, does not confirm
completeness: a page may also be short because the server returns fewer records than the requested page size.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from hashlib import blake2b
from typing import Any, Generic, TypeVar

from ..errors import IncompletePages, InvalidRequest, InvoiceApisError
from ..jsontext.pointer import split
from ..models.base import Model, Reply, get_member, has_parent
from ..operation import Operation
from ..receipt import Receipt
from ..validation.report import Finding, Report
from .cursors import CURSORS, parent
from .links import Link

MOST_EMPTY = 1_000
"""Pages in a row without a record, after which a service is no longer believed that more follow."""
Item = TypeVar("Item", bound=Model)


class Paginator(Generic[Item]):
    """State of one iteration: the next page, the records seen, and whether they are complete."""

    def __init__(self, operation: Operation, arguments: Mapping[str, Any], base_url: str = "") -> None:
        if operation.paging is None:
            raise TypeError(f"{operation.id} is not paginated")
        self._operation, self._paging = operation, operation.paging
        self._cursor = CURSORS[self._paging.style](self._paging, base_url)
        self._page_argument = operation.argument_at(self._paging.page_pointer)
        self._arguments = dict(arguments)
        self._size = self._page_size()
        self._contents: set[bytes] = set()
        self._keys: set[Any] = set()
        self._counts: list[int] = []
        self._pages = self._fetched = self._duplicates = 0
        self._empty = self._largest = 0
        self._is_page_count = True
        self._has_changed = False
        self._end_reason = self._incomplete_reason = ""

    def next_arguments(self) -> dict[str, Any]:
        """Arguments of the next call."""
        if self._page_argument is None or self._cursor.value is None:
            return dict(self._arguments)
        parameter, rest = self._page_argument
        value = _with_member(self._arguments.get(parameter.name), split(rest), self._cursor.value)
        return {**self._arguments, parameter.name: value}

    @property
    def next_link(self) -> Link | None:
        """Address of the next page, where the service names one."""
        return self._cursor.link

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
        self._check_end(reply, items, len(new), count)
        self._largest = max(self._largest, len(items))
        return new

    def breaks_off(self, error: InvoiceApisError) -> bool:
        """End the pagination if a request could not be made of what the page before it gave; False if it is not so."""
        place = self._paging.page_pointer
        if not self._pages or not isinstance(error, InvalidRequest):
            return False
        found = [finding for finding in error.report.errors if finding.pointer == place]
        if found:
            self._break_off(f"leads to a page that the contract does not allow, {place}: {found[0].message}")
        return bool(found)

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
        doubt = self._incomplete_reason or self._find_incomplete_reason(total)
        end = self._end_reason if self._counts else f"{self._end_reason}; the server reports no total"
        return Receipt(self._fetched, total, self._pages, self._duplicates, not doubt, doubt or end)

    def _page_size(self) -> int | None:
        """The requested page size, if there is one."""
        found = self._operation.argument_at(self._paging.size_pointer)
        if found is None:
            return None
        parameter, rest = found
        size: Any = self._arguments.get(parameter.name)
        for name in split(rest):
            size = size.get(name) if isinstance(size, Mapping) else None
        return size if isinstance(size, int) else None

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

    def _check_end(self, reply: Reply, items: Sequence[Item], new: int, count: Any) -> None:
        is_last = self._cursor.is_last(reply)
        self._empty = 0 if items else self._empty + 1
        if not items and is_last is False and not (self._cursor.names_next and self._empty < MOST_EMPTY):
            self._break_off("is empty, and the server says that more records follow")
        elif not items and is_last is not False:
            self._end_reason = f"page {self._pages} is empty"
            if is_last is None and not self._seen_all() and not has_parent(reply, self._paging.items):
                self._break_off(f"has no {parent(self._paging.items)}, which would hold its records")
        elif items and not new:
            self._end_reason = f"page {self._pages} has no new record"
            if not self._seen_all() or self._is_page_count:
                self._break_off("repeats earlier records")
        elif is_last:
            self._end_reason = f"page {self._pages} is the last one, as the server says"
        elif is_last is None and self._cursor.names_next and self._is_shorter(len(items)):
            self._end_reason = f"page {self._pages} is short and names no next page"
        elif is_last is None and self._is_last_counted(len(items), count):
            length = "short" if self._is_short(len(items)) else "full"
            self._end_reason = f"page {self._pages} is {length} and all {self._fetched} records were seen"
        elif problem := self._cursor.advance(reply, items):
            self._break_off(problem)

    def _break_off(self, problem: str) -> None:
        """End the pagination at a page that can't be the end."""
        self._incomplete_reason = f"page {self._pages} {problem}"
        self._end_reason = self._end_reason or self._incomplete_reason

    def _seen_all(self) -> bool:
        return bool(self._counts) and self._fetched >= max(self._counts)

    def _is_short(self, items: int) -> bool:
        return self._size is not None and items < self._size

    def _is_shorter(self, items: int) -> bool:
        """Whether a page has fewer records than those before it; the first one, than were requested."""
        return items < (self._largest or self._size or 0)

    def _is_last_counted(self, items: int, count: Any) -> bool:
        """Whether the count says that no page follows."""
        may_be_last = self._is_short(items) and isinstance(count, int)
        return (may_be_last or self._cursor.names_next) and self._count_confirms()

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


def _with_member(value: Any, path: Sequence[str], member: Any) -> Any:
    """Copy of an argument with a member of its object replaced; the member itself where the path is empty."""
    if not path:
        return member
    known = dict(value) if isinstance(value, Mapping) else {}
    return {**known, path[0]: _with_member(known.get(path[0]), path[1:], member)}
