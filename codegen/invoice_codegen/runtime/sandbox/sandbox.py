"""The sandbox as tests and people hold it."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import datetime
from types import TracebackType
from typing import TYPE_CHECKING, Any, Self

from ..client.http.effects import Environment
from ..errors import ConfigurationError
from .accounts import Account
from .faults import Faults
from .routes import services
from .service import Desk, Received

if TYPE_CHECKING:
    from .server import Server


class Sandbox:
    """All services of this package on one port of this machine, with made-up accounts and records.

        with Sandbox(rows=237, faults=["throttled=2"]) as box:
            client = SomeClient(auth=box.auth("some_api"), base_url=box.url, **box.values("some_api"))

    `rows` is how many records each list has, `faults` what goes wrong (see `FAULTS`), `seed` chooses the records, `port`
    0 is any free one, and `clock` tells the time by which signatures and tokens are judged. Several may run at once.
    """

    def __init__(
        self,
        rows: int = 237,
        faults: Iterable[str] = (),
        seed: int = 0,
        port: int = 0,
        clock: Callable[[], datetime] | None = None,
    ) -> None:
        if rows < 0:
            raise ValueError("rows must be 0 or more")
        self._port = port
        self._server: Server | None = None
        self._desk = Desk(services(), rows, Faults(faults), seed, clock or Environment().now)

    def __repr__(self) -> str:
        return f"<Sandbox {self.url if self._server else 'not running'}>"

    def start(self) -> Self:
        """Begin to answer. Raises ConfigurationError when the port is taken or the extra is not installed."""
        if self._server is not None:
            raise ConfigurationError("the sandbox is running already")
        try:
            from .server import Server
        except ImportError:
            raise ConfigurationError("the sandbox needs the extra: pip install 'invoice-apis[sandbox]'") from None
        try:
            self._server = Server(self._desk.answer, self._port)
        except (OSError, OverflowError) as error:
            raise ConfigurationError(f"the sandbox can't have port {self._port}: {error}") from None
        return self

    def close(self) -> None:
        """Stop answering."""
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
        """The address that all services share: `base_url` of their clients."""
        if self._server is None:
            raise ConfigurationError("the sandbox is not running: use it in a `with` block, or call start()")
        return f"http://127.0.0.1:{self._server.port}"

    @property
    def requests(self) -> list[Received]:
        """What was received so far, in order."""
        return list(self._desk.requests)

    @property
    def credentials(self) -> dict[str, dict[str, Any]]:
        """For each service, as JSON: `auth`, credentials of every kind, and the `values` of its client."""
        return {api: account.told() for api, account in self._desk.accounts.items()}

    def auth(self, api: str, way: str | None = None) -> Any:
        """Credentials that the service believes; those that give a client the most work unless `way` names others.

        A way is the name of a security scheme, its word (`token`, `basic`, …), or `temporary` for a key with a token.
        """
        return self._account(api).auth(way)

    def values(self, api: str) -> dict[str, Any]:
        """The arguments besides `auth` that the service's client is given once."""
        return self._account(api).values

    def _account(self, api: str) -> Account:
        if api not in self._desk.accounts:
            raise LookupError(f"there is no API {api!r}; there are: {', '.join(self._desk.accounts)}")
        return self._desk.accounts[api]
