"""Iterators over all records of a list that comes in pages."""

from __future__ import annotations

from collections.abc import AsyncIterator, Awaitable, Callable, Iterator, Mapping
from typing import Any, Generic, TypeVar

from ..errors import InvoiceApisError
from ..models.base import Model, Reply
from ..operation import Operation
from ..receipt import Receipt
from .links import Link
from .pagination import Paginator

Item = TypeVar("Item", bound=Model)
Arguments = Mapping[str, Any]


class _Pages(Generic[Item]):
    def __init__(self, operation: Operation, arguments: Arguments, strict: bool, base_url: str) -> None:
        self._operation, self._arguments, self._strict, self._base_url = operation, arguments, strict, base_url
        self._paginator: Paginator[Item] = self._new_paginator()

    def _new_paginator(self) -> Paginator[Item]:
        self._paginator = Paginator(self._operation, self._arguments, self._base_url)
        return self._paginator

    @property
    def receipt(self) -> Receipt:
        """Records, pages and completeness of the latest iteration so far."""
        return self._paginator.receipt()

    def __repr__(self) -> str:
        return f"<{type(self).__name__} of {self._operation.id}: {self.receipt}>"


class Pages(_Pages[Item]):
    """All records of a list. Pages are fetched during iteration; each `for` starts again at the first page.

    Raises IncompletePages at the end if completeness can't be confirmed (`strict=False` to skip).
    """

    def __init__(
        self,
        operation: Operation,
        arguments: Arguments,
        fetch: Callable[[Arguments, Link | None], Reply],
        strict: bool,
        base_url: str,
    ) -> None:
        super().__init__(operation, arguments, strict, base_url)
        self._fetch = fetch

    def __iter__(self) -> Iterator[Item]:
        paginator = self._new_paginator()
        while not paginator.is_done:
            try:
                reply = self._fetch(paginator.next_arguments(), paginator.next_link)
            except InvoiceApisError as error:
                if paginator.breaks_off(error):
                    break
                paginator.fail(error)
                raise
            yield from paginator.add_page(reply)
        paginator.finish(self._strict)


class AsyncPages(_Pages[Item]):
    """All records of a list. Pages are fetched during iteration; each `async for` starts again at the first page.

    Raises IncompletePages at the end if completeness can't be confirmed (`strict=False` to skip).
    """

    def __init__(
        self,
        operation: Operation,
        arguments: Arguments,
        fetch: Callable[[Arguments, Link | None], Awaitable[Reply]],
        strict: bool,
        base_url: str,
    ) -> None:
        super().__init__(operation, arguments, strict, base_url)
        self._fetch = fetch

    async def __aiter__(self) -> AsyncIterator[Item]:
        paginator = self._new_paginator()
        while not paginator.is_done:
            try:
                reply = await self._fetch(paginator.next_arguments(), paginator.next_link)
            except InvoiceApisError as error:
                if paginator.breaks_off(error):
                    break
                paginator.fail(error)
                raise
            for item in paginator.add_page(reply):
                yield item
        paginator.finish(self._strict)
