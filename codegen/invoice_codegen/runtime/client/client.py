"""Base classes of the emitted clients. Each drives flows: one blocks, one awaits."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping
from inspect import isawaitable, iscoroutine
from types import TracebackType
from typing import TYPE_CHECKING, Any, ClassVar, Self, TypeVar

from ..errors import InvoiceApisError, TransportError
from ..operation import Api, Operation
from ..validation.contract import contract
from . import work
from .auth.credentials import Credentials
from .http.effects import Ask, Environment, Flow, Locked, Send, Sleep, Work
from .options import AsyncClientOptions, ClientOptions, ClientState

if TYPE_CHECKING:
    from ..models.base import Model, Reply
    from .download import Download
    from .http.pool import AsyncHttpPool, HttpPool
    from .links import Link
    from .pages import AsyncPages, Pages

LOGIN_TIMED_OUT = "timed out waiting for the login of another call"
T = TypeVar("T")
R = TypeVar("R", bound="Reply | Download | None")
Item = TypeVar("Item", bound="Model")


class _Base:
    """Shared by both clients."""

    _api: ClassVar[Api]
    _operations: ClassVar[tuple[Operation, ...]]
    _state: ClientState

    @staticmethod
    def _models() -> Any:
        """The models module of the API; importing it imports pydantic."""
        raise LookupError("an emitted client has models")

    def __setattr__(self, name: str, value: Any) -> None:
        if not name.startswith("_") and not hasattr(type(self), name):
            raise AttributeError(f"a client has no attribute {name!r} to set: its options are arguments of its class")
        super().__setattr__(name, value)

    def __repr__(self) -> str:
        return f"<{type(self).__name__} {self._state.caller.base_url}>"

    def _flow(
        self,
        operation: Operation[R],
        arguments: Mapping[str, Any],
        timeout: float | None,
        max_retries: int | None,
        link: Link | None,
    ) -> Flow[R]:
        limits = self._state.call_limits(timeout, max_retries)
        reply: type[R] | None = getattr(self._models(), operation.reply) if operation.reply else None
        return self._state.caller.call(operation, reply, arguments, limits, link)


def _answer(effect: Ask) -> Any:
    """What the function of a blocking client returns. Raises TypeError for one that must be awaited."""
    value = effect.function()
    if not isawaitable(value):
        return value
    if iscoroutine(value):
        value.close()
    raise TypeError("auth is a function to await, which a blocking client can't do; use the async client")


class Client(_Base):
    """Blocking client. Thread-safe. Close it, or use it in a `with` block."""

    def __init__(
        self,
        auth: Credentials | Callable[[], Credentials] | None,
        values: Mapping[str, Any],
        options: ClientOptions,
        aes_key: str | None = None,
    ) -> None:
        parts = (self._api, self._operations, auth, values, options, aes_key, Environment())
        self._state = ClientState.create(*parts, models=self._models)
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
        link: Link | None = None,
    ) -> R:
        return self._run(self._flow(operation, arguments, timeout, max_retries, link))

    def _pages(
        self,
        operation: Operation[Any, Item],
        arguments: Mapping[str, Any],
        strict: bool,
        timeout: float | None,
        max_retries: int | None,
    ) -> Pages[Item]:
        def fetch(page_arguments: Mapping[str, Any], link: Link | None) -> Reply:
            reply: Reply = self._call(operation, page_arguments, timeout, max_retries, link)
            return reply

        from .pages import Pages

        return Pages(operation, arguments, fetch, strict, self._state.caller.base_url)

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
                elif isinstance(effect, Work):
                    value = work.do(effect)
                elif isinstance(effect, Ask):
                    value = _answer(effect)
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
        auth: Credentials | Callable[[], Credentials | Awaitable[Credentials]] | None,
        values: Mapping[str, Any],
        options: AsyncClientOptions,
        aes_key: str | None = None,
    ) -> None:
        parts = (self._api, self._operations, auth, values, options, aes_key, Environment())
        self._state = ClientState.create(*parts, models=self._models)
        from .http.pool import AsyncHttpPool

        self._prepare()
        self._http: AsyncHttpPool = AsyncHttpPool(self._state.caller.base_url, options.get("transport"))

    def _prepare(self) -> None:
        """Load what calls need, so that the first one takes no longer than others: a call must not block an event loop."""
        self._models()
        for operation in self._operations:
            for direction in operation.directions:
                contract(f"{operation.id}.{direction}").prepare()

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
        link: Link | None = None,
    ) -> R:
        return await self._run(self._flow(operation, arguments, timeout, max_retries, link))

    def _pages(
        self,
        operation: Operation[Any, Item],
        arguments: Mapping[str, Any],
        strict: bool,
        timeout: float | None,
        max_retries: int | None,
    ) -> AsyncPages[Item]:
        async def fetch(page_arguments: Mapping[str, Any], link: Link | None) -> Reply:
            return await self._call(operation, page_arguments, timeout, max_retries, link)

        from .pages import AsyncPages

        return AsyncPages(operation, arguments, fetch, strict, self._state.caller.base_url)

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
                elif isinstance(effect, Work):
                    value = await work.do_async(effect)
                elif isinstance(effect, Ask):
                    value = effect.function()
                    value = await value if isawaitable(value) else value
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
