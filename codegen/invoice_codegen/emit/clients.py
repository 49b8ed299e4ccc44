"""`client.py`: a blocking and an async client; each method is one statement."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from .. import ir
from ..runtime.client.auth.registry import SCHEMES
from ..runtime.operation import Operation, Paging, Parameter
from .arguments import Argument, method_arguments
from .client_docs import client_parts, method_parts, pages_parts
from .docstrings import docstring
from .markup import Markup
from .render import identifier, imports, literal, render

_HINTS = {
    "list": "Sequence[Any]",
    "dict": "dict[str, Any]",
    "date": "date | str",
    "epoch-seconds": "datetime | int",
    "ms-json-date": "datetime | str",
}


@dataclass(frozen=True)
class Method:
    """A method that makes one call."""

    name: str
    constant: str
    reply: Markup
    """What it returns."""
    docstring: Markup
    signature: tuple[Markup, ...]
    arguments: Markup
    """The dictionary of arguments that the call is made with."""
    pages: PagesMethod | None


@dataclass(frozen=True)
class PagesMethod:
    """A method that iterates over the pages of a list."""

    name: str
    item: str
    docstring: Markup
    signature: tuple[Markup, ...]
    arguments: Markup


@dataclass(frozen=True)
class ClientClass:
    """The blocking or the async client."""

    name: str
    base: str
    options: str
    pages: str
    docstring: Markup
    auth: Markup
    """Type of the argument `auth`."""
    is_async: bool


def client_module(api: ir.Api) -> str:
    """The source of `client.py`, not yet formatted."""
    methods = [_method(operation, api.codes) for operation in api.operations]
    typed = list(_typing_imports(api, methods))
    return render(
        "client.py.jinja",
        api=api,
        clients=_clients(api),
        methods=methods,
        imports=list(_imports(api, methods, is_typed=bool(typed))),
        typing_imports=typed,
        values=[Markup(f"{identifier(value.name)}: str | None = None") for value in api.values],
        filled=_dict(value.name for value in api.values),
        has_cipher=_has_cipher(api),
    )


def _clients(api: ir.Api) -> tuple[ClientClass, ClientClass]:
    blocking = docstring(client_parts(api, _credentials(api), _has_cipher(api)), 4)
    async_doc = docstring([f"Async client for {api.title}; see `{api.class_name}`."], 4)
    auth, twin_auth = _auth(api, ""), _auth(api, "Awaitable")
    return (
        ClientClass(api.class_name, "Client", "ClientOptions", "Pages", blocking, auth, False),
        ClientClass(
            f"Async{api.class_name}", "AsyncClient", "AsyncClientOptions", "AsyncPages", async_doc, twin_auth, True
        ),
    )


def _auth(api: ir.Api, awaitable: str) -> Markup:
    """The type of `auth`: credentials, or a function that returns them."""
    credentials = " | ".join(_credentials(api))
    if not credentials:
        return Markup("None")
    returned = f"{credentials} | {awaitable}[{credentials}]" if awaitable else credentials
    return Markup(f"{credentials} | Callable[[], {returned}] | None")


def _has_cipher(api: ir.Api) -> bool:
    return any(operation.descriptor.cipher for operation in api.operations)


def _credentials(api: ir.Api) -> list[str]:
    return list(dict.fromkeys(SCHEMES[auth.descriptor.scheme].credentials_type.__name__ for auth in api.auths))


def _method(operation: ir.Operation, codes: Sequence[ir.CodeList]) -> Method:
    arguments = method_arguments(operation)
    pages, paging = operation.pages, operation.descriptor.paging
    return Method(
        operation.descriptor.name,
        operation.constant,
        returned(operation.descriptor),
        docstring(method_parts(operation, arguments, codes), 8),
        tuple(map(_argument, arguments)),
        _dict(argument.parameter.name for argument in arguments),
        _pages(operation, pages, paging, arguments) if pages and paging else None,
    )


def _pages(operation: ir.Operation, pages: ir.Pages, paging: Paging, arguments: Sequence[Argument]) -> PagesMethod:
    kept = [argument for argument in arguments if argument.parameter.pointer != paging.page_pointer]
    size = next((argument.parameter for argument in kept if argument.parameter.pointer == paging.size_pointer), None)
    others = [argument for argument in kept if argument.parameter is not size]
    given = [argument.parameter.name for argument in others]
    return PagesMethod(
        operation.descriptor.walk or "",
        pages.item,
        docstring(pages_parts(operation, given, size.name if size else None), 8),
        (*map(_argument, others), *([_size(size, pages.size)] if size else [])),
        _dict(argument.parameter.name for argument in kept),
    )


def returned(operation: Operation) -> Markup:
    """The type of what a call returns."""
    parts = [operation.reply] if operation.reply else ["Download"] if operation.download else []
    return Markup(" | ".join([*map(identifier, parts), *(["None"] if operation.no_content else [])]))


def _size(parameter: Parameter, maximum: int | None) -> Markup:
    """The page size: the documented maximum by default, or else that of the service."""
    if maximum is None and not parameter.required:
        return Markup(f"{identifier(parameter.name)}: int | None = None")
    return Markup(f"{identifier(parameter.name)}: int{'' if maximum is None else f' = {maximum}'}")


def _argument(argument: Argument) -> Markup:
    parameter = argument.parameter
    hint = _HINTS.get(parameter.type, parameter.type)
    if argument.code_list and parameter.type == "list":
        hint = f"Sequence[{identifier(argument.code_list)} | str | int]"
    elif argument.code_list:
        hint = f"{identifier(argument.code_list)} | {hint}"
    default = "" if parameter.required else " = None"
    return Markup(
        f"{identifier(parameter.name)}: {hint}{' | None' if default or parameter.is_null_sent else ''}{default}"
    )


def _dict(names: Iterable[str]) -> Markup:
    return Markup("{" + ", ".join(f"{literal(name)}: {identifier(name)}" for name in names) + "}")


def _imports(api: ir.Api, methods: Sequence[Method], is_typed: bool) -> Iterator[Markup]:
    types = {parameter.type for operation in api.operations for parameter in operation.descriptor.parameters}
    abstract = ["Awaitable", "Callable"] if api.auths else []
    if abstract or "list" in types:
        yield imports([*abstract, *(["Sequence"] if "list" in types else [])], "collections.abc")
    hints = " ".join(_HINTS.get(name, name) for name in types).split()
    if times := sorted({"date", "datetime"} & {*hints}):
        yield imports(times, "datetime")
    if "Decimal" in types:
        yield imports(["Decimal"], "decimal")
    yield imports([*(["TYPE_CHECKING"] if is_typed else []), "Any", "Unpack"], "typing")
    yield Markup("")
    if credentials := _credentials(api):
        yield imports(sorted(credentials), "..client.auth.credentials")
    yield imports(["AsyncClient", "Client"], "..client.client")
    yield imports(["AsyncClientOptions", "ClientOptions"], "..client.options")
    yield imports(sorted({"API", "OPERATIONS", *(method.constant for method in methods)}), ".operations")


def _typing_imports(api: ir.Api, methods: Sequence[Method]) -> Iterator[Markup]:
    """Imports for type checkers only: the first response loads pydantic, not the client."""
    if any(operation.descriptor.download for operation in api.operations):
        yield imports(["Download"], "..client.download", 4)
    if any(method.pages for method in methods):
        yield imports(["AsyncPages", "Pages"], "..client.pages", 4)
    codes = {it.code_list for operation in api.operations for it in method_arguments(operation) if it.code_list}
    if codes:
        yield imports(sorted(codes), ".codes", 4)
    replies = {operation.descriptor.reply for operation in api.operations if operation.descriptor.reply}
    replies |= {method.pages.item for method in methods if method.pages}
    if replies:
        yield imports(sorted(replies), ".models", 4)
