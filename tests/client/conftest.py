"""A scripted server, and clients shared by the tests of a file."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from typing import Any

import pytest
from invoice_apis.operation import Operation
from support.calling import KINDS, ClientDriver, Kind, documented_call, open_client
from support.service import ScriptedServer, running_server


class Clients:
    """Clients of one kind for one server, each created once: creating one costs more than hundreds of calls."""

    def __init__(self, kind: Kind, url: str, stack: ExitStack) -> None:
        self._kind, self._url, self._stack = kind, url, stack
        self._drivers: dict[str, ClientDriver] = {}

    def get(self, operation: Operation) -> ClientDriver:
        if operation.id not in self._drivers:
            self._drivers[operation.id] = self._stack.enter_context(open_client(operation, self._kind, self._url))
        return self._drivers[operation.id]

    @contextmanager
    def with_values(self, operation: Operation, values: dict[str, Any]) -> Iterator[ClientDriver]:
        """A client with these values; a new one if they differ from the default."""
        if values == documented_call(operation).values:
            yield self.get(operation)
        else:
            with open_client(operation, self._kind, self._url, **values) as caller:
                yield caller


@pytest.fixture(scope="session")
def service() -> Iterator[ScriptedServer]:
    with running_server() as server:
        yield server


@pytest.fixture(scope="module", params=KINDS)
def kind(request: pytest.FixtureRequest) -> Kind:
    kind: Kind = request.param
    return kind


@pytest.fixture(scope="module")
def clients(service: ScriptedServer, kind: Kind) -> Iterator[Clients]:
    with ExitStack() as stack:
        yield Clients(kind, service.url, stack)
