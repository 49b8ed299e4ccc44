"""What a walk over pages gives: its records, one after the other, and a receipt."""

from __future__ import annotations

from collections.abc import AsyncIterator, Awaitable, Callable, Iterator, Mapping
from typing import Any, Generic, TypeVar

from ..errors import InvoiceApisError
from ..models.base import Model, Reply
from ..operation import Operation
from ..receipt import Receipt
from .pagination import Paginator

Item = TypeVar("Item", bound=Model)
Arguments = Mapping[str, Any]


class _Pages(Generic[Item]):
    def __init__(self, operation: Operation, arguments: Arguments, strict: bool) -> None:
        self._operation, self._arguments, self._strict = operation, arguments, strict
        self._walk: Paginator[Item] = self._new_walk()

    def _new_walk(self) -> Paginator[Item]:
        self._walk = Paginator(self._operation, self._arguments)
        return self._walk

    @property
    def receipt(self) -> Receipt:
        """What the latest walk has seen so far, and whether that was all."""
        return self._walk.receipt()

    def __repr__(self) -> str:
        return f"<{type(self).__name__} of {self._operation.id}: {self.receipt}>"


class Pages(_Pages[Item]):
    """All records of a list, fetched page by page while they are read; each `for` starts a new walk.

    A walk that can't vouch for having seen every record raises IncompletePages at its end, unless `strict=False`.
    """

    def __init__(
        self, operation: Operation, arguments: Arguments, fetch: Callable[[Arguments], Reply], strict: bool
    ) -> None:
        super().__init__(operation, arguments, strict)
        self._fetch = fetch

    def __iter__(self) -> Iterator[Item]:
        walk = self._new_walk()
        while not walk.is_over:
            try:
                reply = self._fetch(walk.next_arguments())
            except InvoiceApisError as error:
                walk.broke(error)
                raise
            yield from walk.take(reply)
        walk.finish(self._strict)


class AsyncPages(_Pages[Item]):
    """All records of a list, fetched page by page while they are read; each `async for` starts a new walk.

    A walk that can't vouch for having seen every record raises IncompletePages at its end, unless `strict=False`.
    """

    def __init__(
        self, operation: Operation, arguments: Arguments, fetch: Callable[[Arguments], Awaitable[Reply]], strict: bool
    ) -> None:
        super().__init__(operation, arguments, strict)
        self._fetch = fetch

    async def __aiter__(self) -> AsyncIterator[Item]:
        walk = self._new_walk()
        while not walk.is_over:
            try:
                reply = await self._fetch(walk.next_arguments())
            except InvoiceApisError as error:
                walk.broke(error)
                raise
            for item in walk.take(reply):
                yield item
        walk.finish(self._strict)
