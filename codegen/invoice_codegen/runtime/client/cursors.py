"""Cursors: how each style of pagination names the next page, and what a response says about the end."""

from __future__ import annotations

from collections.abc import Sequence
from hashlib import blake2b
from typing import Any

from ..jsontext.pointer import join, split
from ..models.base import Model, Reply, get_member, has_parent
from ..operation import Paging
from .links import Link, next_of, resolve
from .texts import text_problem

AGAIN = "leads to a page that was fetched before"
NOWHERE = "says that more records follow, but names no next page"


class Cursor:
    """The position of a pagination. This class counts pages."""

    names_next = False
    """Whether each response names the next page, so that an empty page is not the end."""

    def __init__(self, paging: Paging, base_url: str) -> None:
        self.paging, self.base_url = paging, base_url
        self.value: Any = self.start()
        """Of the argument that selects the page; None leaves it out."""
        self.link: Link | None = None
        """Address of the next page."""
        self._seen: set[bytes] = set()

    def start(self) -> Any:
        """What the first request asks for."""
        return self.paging.first

    def is_last(self, reply: Reply) -> bool | None:
        """Whether the response says that it is the last one; None where it says nothing."""
        more = get_member(reply, self.paging.more) if self.paging.more else None
        return not more if isinstance(more, bool) else None

    def advance(self, reply: Reply, items: Sequence[Model]) -> str:
        """Go to the next page. Returns what is wrong with it, or ""."""
        self.value += 1
        return ""

    def _is_again(self, place: str) -> bool:
        """Whether this place was named before. Notes it."""
        digest = blake2b(place.encode("utf-8", "surrogatepass"), digest_size=16).digest()
        is_again = digest in self._seen
        self._seen.add(digest)
        return is_again


class OffsetCursor(Cursor):
    """Counts records, also where the server returns fewer than the requested size."""

    def advance(self, reply: Reply, items: Sequence[Model]) -> str:
        """Skip the records of this page."""
        self.value += len(items)
        return ""


class LastIdCursor(Cursor):
    """Asks for the records after the last one."""

    def start(self) -> Any:
        """Nothing: the first request names no record."""
        return None

    def advance(self, reply: Reply, items: Sequence[Model]) -> str:
        """Take the key of the last record."""
        key = get_member(items[-1], self.paging.key or "") if items else None
        if key is None or key == "":
            return "has no key in its last record, which the next request needs"
        if problem := _flaw(str(key)):
            return f"has a key at {self.paging.key} in its last record that {problem}"
        self.value = key
        return AGAIN if self._is_again(str(key)) else ""


class TokenCursor(Cursor):
    """Repeats a token of the response in the next request."""

    names_next = True

    def start(self) -> Any:
        """Nothing: the first request has no token."""
        return None

    def is_last(self, reply: Reply) -> bool | None:
        """The word for the end counts, else the lack of a token. Without the object around a token, nothing is said."""
        said = super().is_last(reply)
        if said is not None or self._next(reply) is not None:
            return bool(said)
        return True if self.paging.next == "Link" or has_parent(reply, self.paging.next or "") else None

    def advance(self, reply: Reply, items: Sequence[Model]) -> str:
        """Take the token."""
        token = self._next(reply)
        if token is None and super().is_last(reply) is None:
            return f"has no {parent(self.paging.next or '')}, which would name the next page or none"
        if token is None:
            return NOWHERE
        return AGAIN if self._is_again(str(token)) else self._take(reply, token)

    def _take(self, reply: Reply, token: Any) -> str:
        if problem := _flaw(str(token)):
            return f"has a token of the next page at {self.paging.next} that {problem}"
        self.value = token
        return ""

    def _next(self, reply: Reply) -> Any:
        """The token; None if it is absent, null or empty."""
        token = get_member(reply, self.paging.next or "")
        return None if token == "" else token


class LinkCursor(TokenCursor):
    """Follows an address of the response, in its body or its header `Link`."""

    def _next(self, reply: Reply) -> Any:
        if self.paging.next == "Link":
            return next_of(reply.http.headers.get("Link", "")) if reply.http else None
        return super()._next(reply)

    def _take(self, reply: Reply, token: Any) -> str:
        found = resolve(self.base_url, reply.http.path if reply.http else "", str(token))
        if isinstance(found, str):
            return f"leads to {found}, which is not followed"
        self.link = found
        return ""


def parent(place: str) -> str:
    """The pointer to the object around a member."""
    return join(split(place)[:-1])


def _flaw(text: str) -> str | None:
    """What keeps a text of a response from being an argument of the next request."""
    problem = text_problem(text)
    return problem.partition(";")[0] if problem else None


CURSORS: dict[str, type[Cursor]] = {
    "page-number": Cursor,
    "offset": OffsetCursor,
    "token": TokenCursor,
    "next-link": LinkCursor,
    "last-id": LastIdCursor,
}
