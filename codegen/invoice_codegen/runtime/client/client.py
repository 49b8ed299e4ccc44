"""What emitted clients extend: the drivers that take the steps of a flow, one that blocks and one that awaits."""

from __future__ import annotations

from collections.abc import Mapping
from types import TracebackType
from typing import TYPE_CHECKING, Any, ClassVar, Self, TypeVar

from ..errors import InvoiceApisError, TransportError
from ..operation import Api, Operation
from .auth.credentials import Credentials
from .http.effects import Alone, Ambient, Flow, Pause, Send
from .options import AsyncClientOptions, ClientOptions, Settings

if TYPE_CHECKING:
    from ..models.base import Model, Reply
    from .http.pool import AsyncHttp, Http
    from .pages import AsyncPages, Pages

OTHER = "the login of another call did not end in time"
T = TypeVar("T")
R = TypeVar("R", bound="Reply")
Item = TypeVar("Item", bound="Model")


class _Base:
    """What both kinds of clients have."""

    _api: ClassVar[Api]
    _settings: Settings

    @staticmethod
    def _models() -> Any:
        """The models of the API. They are loaded, with pydantic, when the first call needs them."""
        raise LookupError("an emitted client has models")

    def __repr__(self) -> str:
        return f"<{type(self).__name__} {self._settings.exchange.base}>"

    def _flow(
        self,
        operation: Operation[R],
        arguments: Mapping[str, Any],
        timeout: float | None,
        max_retries: int | None,
    ) -> Flow[R]:
        limits = self._settings.limits_of(timeout, max_retries)
        reply: type[R] = getattr(self._models(), operation.reply)
        return self._settings.exchange.call(operation, reply, arguments, limits)


class Client(_Base):
    """A client that blocks. Safe under threads. Close it, or use it in a `with` block."""

    def __init__(
        self,
        auth: Credentials | None,
        values: Mapping[str, Any],
        options: ClientOptions,
        aes_key: str | None = None,
    ) -> None:
        self._settings = Settings.of(self._api, auth, values, options, aes_key, Ambient())
        from .http.pool import Http

        self._http: Http = Http(self._settings.exchange.base, options.get("transport"))

    def close(self) -> None:
        """Give the connections back; calls that wait for an answer get it."""
        self._http.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        self.close()

    def _call(
        self,
        operation: Operation[R],
        arguments: Mapping[str, Any],
        timeout: float | None,
        max_retries: int | None,
    ) -> R:
        return self._run(self._flow(operation, arguments, timeout, max_retries))

    def _pages(
        self,
        operation: Operation[Any, Item],
        arguments: Mapping[str, Any],
        strict: bool,
        timeout: float | None,
        max_retries: int | None,
    ) -> Pages[Item]:
        def fetch(now: Mapping[str, Any]) -> Reply:
            reply: Reply = self._call(operation, now, timeout, max_retries)
            return reply

        from .pages import Pages

        return Pages(operation, arguments, fetch, strict)

    def _run(self, flow: Flow[T]) -> T:
        value: Any = None
        error: InvoiceApisError | None = None
        while True:
            try:
                step = flow.send(value) if error is None else flow.throw(error)
            except StopIteration as end:
                result: T = end.value
                return result
            value = error = None
            try:
                if isinstance(step, Send):
                    value = self._http.send(step)
                elif isinstance(step, Pause):
                    self._http.pause(step.seconds)
                elif isinstance(step, Alone):
                    value = self._alone(step)
            except InvoiceApisError as failure:
                error = failure

    def _alone(self, step: Alone) -> Any:
        lock = self._http.lock
        if not lock.acquire(timeout=step.within):
            raise TransportError(OTHER)
        try:
            return self._run(step.flow())
        finally:
            lock.release()


class AsyncClient(_Base):
    """A client that awaits. Safe under tasks of one event loop. Close it, or use it in an `async with` block."""

    def __init__(
        self,
        auth: Credentials | None,
        values: Mapping[str, Any],
        options: AsyncClientOptions,
        aes_key: str | None = None,
    ) -> None:
        self._settings = Settings.of(self._api, auth, values, options, aes_key, Ambient())
        from .http.pool import AsyncHttp

        self._http: AsyncHttp = AsyncHttp(self._settings.exchange.base, options.get("transport"))

    async def aclose(self) -> None:
        """Give the connections back; calls that wait for an answer get it."""
        await self._http.aclose()

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        await self.aclose()

    async def _call(
        self,
        operation: Operation[R],
        arguments: Mapping[str, Any],
        timeout: float | None,
        max_retries: int | None,
    ) -> R:
        return await self._run(self._flow(operation, arguments, timeout, max_retries))

    def _pages(
        self,
        operation: Operation[Any, Item],
        arguments: Mapping[str, Any],
        strict: bool,
        timeout: float | None,
        max_retries: int | None,
    ) -> AsyncPages[Item]:
        async def fetch(now: Mapping[str, Any]) -> Reply:
            return await self._call(operation, now, timeout, max_retries)

        from .pages import AsyncPages

        return AsyncPages(operation, arguments, fetch, strict)

    async def _run(self, flow: Flow[T]) -> T:
        value: Any = None
        error: InvoiceApisError | None = None
        while True:
            try:
                step = flow.send(value) if error is None else flow.throw(error)
            except StopIteration as end:
                result: T = end.value
                return result
            value = error = None
            try:
                if isinstance(step, Send):
                    value = await self._http.send(step)
                elif isinstance(step, Pause):
                    await self._http.pause(step.seconds)
                elif isinstance(step, Alone):
                    value = await self._alone(step)
            except InvoiceApisError as failure:
                error = failure

    async def _alone(self, step: Alone) -> Any:
        from anyio import move_on_after

        lock, has_lock = self._http.lock, False
        with move_on_after(step.within):
            await lock.acquire()
            has_lock = True
        if not has_lock:
            raise TransportError(OTHER)
        try:
            return await self._run(step.flow())
        finally:
            lock.release()
