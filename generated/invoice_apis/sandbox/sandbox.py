"""The public class `Sandbox`: start and stop the server, and give credentials for it."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import datetime
from types import TracebackType
from typing import TYPE_CHECKING, Any, Self

from ..client.base_url import variable
from ..client.http.effects import Environment
from ..client.logs import log_to_stderr
from ..errors import ConfigurationError
from ..i18n.message import Message
from ..i18n.suggest import unknown_name
from ..validation.contract import contracts
from .accounts import Account
from .faults import Faults
from .handler import Received, RequestHandler
from .routes import services

if TYPE_CHECKING:
    from .server import Server

ROWS = 237
"""Records of each list by default: enough for three pages of 100. `cli/sandbox.py` repeats it, to import nothing."""


class Sandbox:
    """All services of this package on one local port, with synthetic accounts and records.

        with Sandbox(rows=237, faults=["throttled=2"]) as sandbox:
            options = {"base_url": sandbox.url, **sandbox.values("some_api")}
            client = SomeClient(auth=sandbox.auth("some_api"), **options)

    Several may run at once.

    Args:
        rows: Number of records in each list.
        faults: Faults to simulate, see `FAULTS`.
        seed: Selects the records.
        port: Port to listen on; 0 for a free one.
        clock: Current time for signatures and tokens.
    """

    def __init__(
        self,
        rows: int = ROWS,
        faults: Iterable[str] = (),
        seed: int = 0,
        port: int = 0,
        clock: Callable[[], datetime] | None = None,
    ) -> None:
        if rows < 0:
            raise ValueError("rows must be 0 or more")
        self._port = port
        self._server: Server | None = None
        self._handler = RequestHandler(services(), rows, Faults(faults), seed, clock or Environment().now)

    def __repr__(self) -> str:
        return f"<Sandbox {self.url if self._server else 'not running'}>"

    def start(self) -> Self:
        """Start the server. Raises ConfigurationError if there is nothing to serve, the port is in use or the extra is missing."""
        if self._server is not None:
            raise ConfigurationError("the sandbox is already running")
        if not self._handler.accounts:
            raise ConfigurationError(Message("this package has no operations: the sandbox has nothing to serve"))
        log_to_stderr()
        try:
            from .server import Server
        except ImportError:
            raise ConfigurationError("the sandbox needs the extra: pip install 'invoice-apis[sandbox]'") from None
        try:
            self._server = Server(self._handler.handle, self._port)
        except (OSError, OverflowError) as error:
            raise ConfigurationError(f"the sandbox can't use port {self._port}: {error}") from None
        return self

    def close(self) -> None:
        """Stop the server."""
        server, self._server = self._server, None
        if server is not None:
            server.close()

    def __enter__(self) -> Self:
        return self.start()

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        self.close()

    @property
    def url(self) -> str:
        """URL of all services: `base_url` of their clients."""
        if self._server is None:
            raise ConfigurationError("the sandbox is not running: use it in a `with` block, or call start()")
        return f"http://127.0.0.1:{self._server.port}"

    @property
    def requests(self) -> list[Received]:
        """Requests received so far, in order."""
        return list(self._handler.requests)

    @property
    def credentials(self) -> dict[str, dict[str, Any]]:
        """For each service, as JSON: `auth` with credentials of every type, and the `values` of its client."""
        return {api: account.to_json() for api, account in self._handler.accounts.items()}

    @property
    def environment(self) -> dict[str, str]:
        """Environment variables with which clients and `invoice-apis call` use this sandbox, base URLs among them."""
        url, accounts = self.url, self._handler.accounts.values()
        own = {name: text for account in accounts for name, text in account.to_json()["env"].items()}
        return {**{variable(account.service.id): url for account in accounts}, **own}

    def auth(self, api: str, scheme: str | None = None) -> Any:
        """Valid credentials for a service. Default: the type that needs the most work from a client.

        Args:
            api: Name of the service.
            scheme: Name of a security scheme, its type (`token`, `basic`, …), or `temporary` for a key with a security token.
        """
        return self._account(api).auth(scheme)

    def values(self, api: str) -> dict[str, Any]:
        """Constructor arguments of the service's client, besides `auth`."""
        return self._account(api).values

    def _account(self, api: str) -> Account:
        if api not in self._handler.accounts and any(api == known.api for known in contracts()):
            raise LookupError(Message("{api} has no operations: the sandbox has nothing to serve", api=repr(api)))
        if api not in self._handler.accounts:
            raise LookupError(unknown_name(Message("API"), api, self._handler.accounts))
        return self._handler.accounts[api]
