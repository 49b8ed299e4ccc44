"""Common interface of the compared clients: one page, and all records."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Iterator
from decimal import Decimal
from typing import Any, ClassVar

from invoice_apis import AccessKey
from invoice_apis.sandbox import Sandbox

Record = dict[str, Any]
"""A record as JSON with the vendor's names. Nulls are removed, because not every client distinguishes them from absent members."""

SIZE = 100
BEGIN, END = "2019-01-28T11:48:41Z", "2019-12-28T11:48:41Z"


class TestedClient(ABC):
    """A client of one API, without retries."""

    api: ClassVar[str]
    name: ClassVar[str]

    @abstractmethod
    def __init__(self, sandbox: Sandbox, key: AccessKey) -> None: ...

    @abstractmethod
    def page(self, number: int) -> list[Record]:
        """Records of a page, from 1."""

    @abstractmethod
    def all_records(self) -> Iterator[Record]:
        """All records."""


def normalize(value: Any) -> Any:
    """Remove nulls; numbers as Decimal."""
    if isinstance(value, dict):
        return {name: normalize(member) for name, member in value.items() if member is not None}
    if isinstance(value, list):
        return [normalize(item) for item in value]
    is_number = isinstance(value, (int, float)) and not isinstance(value, bool)
    return Decimal(str(value)) if is_number else value
