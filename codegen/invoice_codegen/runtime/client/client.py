"""Base classes of the emitted clients. Each drives flows: one blocks, one awaits."""

from __future__ import annotations

from collections.abc import Mapping
from types import TracebackType
from typing import TYPE_CHECKING, Any, ClassVar, Self, TypeVar

from ..errors import InvoiceApisError, TransportError
from ..operation import Api, Operation
from .auth.credentials import Credentials
from .http.effects import Environment, Flow, Locked, Send, Sleep
from .options import AsyncClientOptions, ClientOptions, ClientState

if TYPE_CHECKING:
    from ..models.base import Model, Reply
    from .http.pool import AsyncHttpPool, HttpPool
    from .pages import AsyncPages, Pages

LOGIN_TIMED_OUT = "timed out waiting for the login of another call"
T = TypeVar("T")
R = TypeVar("R", bound="Reply")
Item = TypeVar("Item", bound="Model")


class _Base:
    """Shared by both clients."""

    _api: ClassVar[Api]
    _state: ClientState

    @staticmethod
    def _models() -> Any:
        """The models module of the API, imported with pydantic at the first call."""
        raise LookupError("an emitted client has models")

    def __repr__(self) -> str:
        return f"<{type(self).__name__} {self._state.caller.base_url}>"

    def _flow(
        self,
        operation: Operation[R],
        arguments: Mapping[str, Any],
        timeout: float | None,
        max_retries: int | None,
    ) -> Flow[R]:
        limits = self._state.call_limits(timeout, max_retries)
        reply: type[R] = getattr(self._models(), operation.reply)
        return self._state.caller.call(operation, reply, arguments, limits)


class Client(_Base):
    """Blocking client. Thread-safe. Close it, or use it in a `with` block."""

    def __init__(
        self,
        auth: Credentials | None,
        values: Mapping[str, Any],
        options: ClientOptions,
        aes_key: str | None = None,
    ) -> None:
        self._state = ClientState.create(self._api, auth, values, options, aes_key, Environment())
        from .http.pool import HttpPool

        self._http: HttpPool = HttpPool(self._state.caller.base_url, options.get("transport"))

    def close(self) -> None:
        """Close the connections. Calls in progress still complete."""
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
        def fetch(page_arguments: Mapping[str, Any]) -> Reply:
            reply: Reply = self._call(operation, page_arguments, timeout, max_retries)
            return reply

        from .pages import Pages

        return Pages(operation, arguments, fetch, strict)

    def _run(self, flow: Flow[T]) -> T:
        value: Any = None
        error: InvoiceApisError | None = None
        while True:
            try:
                effect = flow.send(value) if error is None else flow.throw(error)
            except StopIteration as end:
                result: T = end.value
                return result
            value = error = None
            try:
                if isinstance(effect, Send):
                    value = self._http.send(effect)
                elif isinstance(effect, Sleep):
                    self._http.sleep(effect.seconds)
                elif isinstance(effect, Locked):
                    value = self._run_locked(effect)
            except InvoiceApisError as caught:
                error = caught

    def _run_locked(self, effect: Locked) -> Any:
        lock = self._http.lock
        if not lock.acquire(timeout=effect.timeout):
            raise TransportError(LOGIN_TIMED_OUT)
        try:
            return self._run(effect.flow())
        finally:
            lock.release()


class AsyncClient(_Base):
    """Async client for the tasks of one event loop. Close it, or use it in an `async with` block."""

    def __init__(
        self,
        auth: Credentials | None,
        values: Mapping[str, Any],
        options: AsyncClientOptions,
        aes_key: str | None = None,
    ) -> None:
        self._state = ClientState.create(self._api, auth, values, options, aes_key, Environment())
        from .http.pool import AsyncHttpPool

        self._http: AsyncHttpPool = AsyncHttpPool(self._state.caller.base_url, options.get("transport"))

    async def aclose(self) -> None:
        """Close the connections. Calls in progress still complete."""
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
        async def fetch(page_arguments: Mapping[str, Any]) -> Reply:
            return await self._call(operation, page_arguments, timeout, max_retries)

        from .pages import AsyncPages

        return AsyncPages(operation, arguments, fetch, strict)

    async def _run(self, flow: Flow[T]) -> T:
        value: Any = None
        error: InvoiceApisError | None = None
        while True:
            try:
                effect = flow.send(value) if error is None else flow.throw(error)
            except StopIteration as end:
                result: T = end.value
                return result
            value = error = None
            try:
                if isinstance(effect, Send):
                    value = await self._http.send(effect)
                elif isinstance(effect, Sleep):
                    await self._http.sleep(effect.seconds)
                elif isinstance(effect, Locked):
                    value = await self._run_locked(effect)
            except InvoiceApisError as caught:
                error = caught

    async def _run_locked(self, effect: Locked) -> Any:
        from anyio import move_on_after

        lock, has_lock = self._http.lock, False
        with move_on_after(effect.timeout):
            await lock.acquire()
            has_lock = True
        if not has_lock:
            raise TransportError(LOGIN_TIMED_OUT)
        try:
            return await self._run(effect.flow())
        finally:
            lock.release()
