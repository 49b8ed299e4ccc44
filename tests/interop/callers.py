"""What both sides of a comparison are here: a client of one API that reads records, by the page and all of them."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Iterator
from decimal import Decimal
from typing import Any, ClassVar

from invoice_apis import AccessKey
from invoice_apis.sandbox import Sandbox

Record = dict[str, Any]
"""A record as JSON with the vendor's names, without nulls, which not every client tells from what is absent."""

SIZE = 100
BEGIN, END = "2019-01-28T11:48:41Z", "2019-12-28T11:48:41Z"


class Caller(ABC):
    """One client. It never tries again by itself."""

    api: ClassVar[str]
    name: ClassVar[str]

    @abstractmethod
    def __init__(self, box: Sandbox, key: AccessKey) -> None: ...

    @abstractmethod
    def page(self, number: int) -> list[Record]:
        """The records of a page, from 1, as the client returns them."""

    @abstractmethod
    def walk(self) -> Iterator[Record]:
        """All records."""


def bare(value: Any) -> Any:
    """Without nulls, and with numbers that keep their digits."""
    if isinstance(value, dict):
        return {name: bare(member) for name, member in value.items() if member is not None}
    if isinstance(value, list):
        return [bare(item) for item in value]
    is_number = isinstance(value, (int, float)) and not isinstance(value, bool)
    return Decimal(str(value)) if is_number else value
