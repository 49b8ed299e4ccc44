"""Pages of the sandbox: which one a request asks for, and how the response leads to the next one."""

from __future__ import annotations

from functools import cached_property
from typing import Any, NamedTuple

from ..client.http.messages import Request, percent_encode
from ..jsontext import pointer
from ..operation import Paging
from ..testing.examples.schemas import outcome_schemas, set_member
from ..testing.examples.values import unique
from ..validation.contract import Contract, contract
from .faults import Faults
from .refusals import RequestRejected

MARK = "sandbox-page"
"""Query parameter in an address of the next page."""
SIZE = 100
"""Records per page where the request gives no size."""
ENDLESS = ("no-end", "repeated-token", "alternating-token")
ELSEWHERE = "http://elsewhere.example.com"


class Page(NamedTuple):
    """A page that a request asks for."""

    start: int
    """Index of its first record."""
    size: int
    number: int
    """From 1."""


class Pager:
    """Pages of one list. Tokens are those that the sandbox gave out before."""

    def __init__(self, contract: Contract, paging: Paging, faults: Faults) -> None:
        self.contract, self.paging, self.faults = contract, paging, faults
        self._positions: dict[Any, int] = {}

    def find(self, value: dict[str, Any], request: Request | None, keys: list[Any]) -> Page:
        """The page of a request; `keys` are those of all records. Raises RequestRejected."""
        size = pointer.get(value, self.paging.size_pointer) if self.paging.size else None
        size = max(1, size if isinstance(size, int) else SIZE)
        if "capped-limit" in self.faults:
            size = min(size, int(self.faults.value("capped-limit")))
        start = self._start(value, request, size, keys)
        if "ignored-page" in self.faults:
            start = 0
        number = start // size + 1
        if "repeated-page" in self.faults and number == self.faults.value("repeated-page"):
            start, number = start - size, number - 1
        return Page(start, size, number)

    def _start(self, value: dict[str, Any], request: Request | None, size: int, keys: list[Any]) -> int:
        style, asked = self.paging.style, self._asked(value, request)
        if asked is None:
            return 0
        if style == "page-number":
            return int((asked - self.paging.first) * size)
        if style == "offset":
            return int(asked - self.paging.first)
        known = {key: index + 1 for index, key in enumerate(keys)} if style == "last-id" else self._positions
        if asked not in known:
            where = self.paging.page_pointer.removeprefix("/") or f"query/{MARK}"
            raise RequestRejected("request", f"{where}: no page of this list")
        return known[asked] if style == "last-id" else known[asked] // 2

    def _asked(self, value: dict[str, Any], request: Request | None) -> Any:
        """What the request says about the page; None if it wants the first one."""
        if self.paging.style == "next-link":
            return dict(request.query).get(MARK) if request else None
        found = pointer.get(value, self.paging.page_pointer)
        return None if found is pointer.MISSING or found == "" else found

    def lead_on(
        self, value: Any, page: Page, end: int, rows: int, address: Request | None
    ) -> tuple[Any, dict[str, str]]:
        """The response with what leads to the page from `end` on, of a list of so many rows; and headers."""
        has_more = end < rows or any(fault in self.faults for fault in ENDLESS)
        if self.paging.more:
            value = set_member(value, pointer.split(self.paging.more), has_more)
        if self.paging.next is None:
            return value, {}
        position = 2 * self._next_start(page, end) + (end == page.start)
        if self.paging.style == "token":
            return self._with_next(value, self._token(position) if has_more else None), {}
        link = self._address(position, address) if has_more else None
        if self.paging.next == "Link":
            return value, {"Link": f'<{link}>; rel="next"'} if link else {}
        return self._with_next(value, link), {}

    def _next_start(self, page: Page, end: int) -> int:
        if "repeated-token" in self.faults:
            return page.size
        if "alternating-token" in self.faults:
            return page.size if page.number % 2 else 2 * page.size
        return end if end > page.start or "no-end" not in self.faults else end + 1

    def _with_next(self, value: Any, following: Any) -> Any:
        place = self.paging.next or ""
        if following is None:
            return without(value, place, self.contract)
        return set_member(value, pointer.split(place), following)

    def _token(self, position: int) -> Any:
        """A token for a position, which the contracts of the response and of the request accept."""
        token = unique(self._schema, pointer.split(self.paging.next or "")[-1], position)
        self._positions[token] = position
        return token

    @cached_property
    def _schema(self) -> dict[str, Any]:
        given = outcome_schemas(self.contract, "success")[0]
        taken: dict[str, Any] = contract(f"{self.contract.id.removesuffix('.response')}.request").schema("documented")
        for name in pointer.split(self.paging.next or ""):
            given = given["properties"][name]
        for name in pointer.split(self.paging.page_pointer):
            taken = taken["properties"][name]
        return {**given, **taken}

    def _address(self, position: int, request: Request | None) -> str:
        """The address of the request with a mark; in a test without a server, only its query."""
        mark = str(position)
        self._positions[mark] = position
        pairs = [pair for pair in (request.query if request else ()) if pair[0] != MARK] + [(MARK, mark)]
        query = "&".join(f"{percent_encode(name)}={percent_encode(text)}" for name, text in pairs)
        path = request.path if request else ""
        host = f"http://{request.header('Host')}" if request and request.header("Host") else ""
        if "foreign-link" in self.faults:
            host = ELSEWHERE
        return f"{'' if 'relative-link' in self.faults else host}{path}?{query}"


def without(value: Any, place: str, contract: Contract) -> Any:
    """A response without a member, or with null or an empty text there if its contract wants that."""
    *parents, name = pointer.split(place)
    around = pointer.get_parts(value, tuple(parents))
    if not isinstance(around, dict):
        return value
    absent = set_member(value, parents, {own: part for own, part in around.items() if own != name})
    candidates = (absent, *(set_member(value, (*parents, name), end) for end in (None, "")))
    return next((each for each in candidates if not contract.check(each).findings), absent)
