"""A server that says what a test tells it to, and clients that are kept over the tests of a file."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from typing import Any

import pytest
from invoice_apis.operation import Operation
from support.calling import KINDS, Caller, Kind, calling, good
from support.service import Service, running


class Clients:
    """Clients of one kind for one server, each made once: the making of one costs more than hundreds of calls."""

    def __init__(self, kind: Kind, url: str, kept: ExitStack) -> None:
        self._kind, self._url, self._kept = kind, url, kept
        self._made: dict[str, Caller] = {}

    def of(self, operation: Operation) -> Caller:
        if operation.id not in self._made:
            self._made[operation.id] = self._kept.enter_context(calling(operation, self._kind, self._url))
        return self._made[operation.id]

    @contextmanager
    def given(self, operation: Operation, values: dict[str, Any]) -> Iterator[Caller]:
        """A client with these values, a new one where they differ from the usual ones."""
        if values == good(operation).values:
            yield self.of(operation)
        else:
            with calling(operation, self._kind, self._url, **values) as caller:
                yield caller


@pytest.fixture(scope="session")
def service() -> Iterator[Service]:
    with running() as made:
        yield made


@pytest.fixture(scope="module", params=KINDS)
def kind(request: pytest.FixtureRequest) -> Kind:
    kind: Kind = request.param
    return kind


@pytest.fixture(scope="module")
def clients(service: Service, kind: Kind) -> Iterator[Clients]:
    with ExitStack() as kept:
        yield Clients(kind, service.url, kept)
