"""A scripted server, and clients shared by the tests of a file."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from typing import Any

import pytest
from invoice_apis.operation import Operation
from support.calling import AUTH_CASES, KINDS, OPERATIONS, ClientDriver, Kind, api_of, documented_call, open_client
from support.service import ScriptedServer, running_server

from .canaries import Output


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


PROXIES = ("http_proxy", "https_proxy", "all_proxy", "no_proxy")
VARIABLES = {
    *(variable for _, scheme in AUTH_CASES for _, variable in scheme.env),
    *(value.env for operation in OPERATIONS for value in api_of(operation).api.values if value.env),
    *(name for proxy in PROXIES for name in (proxy, proxy.upper())),
}


@pytest.fixture(autouse=True)
def clean_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    """No credentials, values or proxies in the environment."""
    for name in VARIABLES:
        monkeypatch.delenv(name, raising=False)


@pytest.fixture
def output(caplog: pytest.LogCaptureFixture) -> Output:
    caplog.set_level(1)
    for name in list(logging.Logger.manager.loggerDict):
        logging.getLogger(name).setLevel(logging.NOTSET)
    return Output(caplog)
