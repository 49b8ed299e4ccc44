"""Clients: what the template places, made here; each method is one statement and says what its arguments mean."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from .. import ir
from ..runtime.client.auth.registry import SCHEMES
from ..runtime.operation import Paging, Parameter
from .docstrings import joined
from .render import Source, identifier, imports, literal, render

_HINTS = {"list": "Sequence[Any]", "dict": "dict[str, Any]"}
_RAISES = "Raises InvalidRequest before anything is sent, ApiError, InvalidResponse and TransportError."


@dataclass(frozen=True)
class Method:
    """A method as the template places it."""

    name: str
    constant: str
    reply: str
    words: str
    arguments: tuple[Source, ...]
    given: Source
    pages: Pages | None


@dataclass(frozen=True)
class Pages:
    """The method that walks the pages of a list."""

    name: str
    item: str
    words: str
    arguments: tuple[Source, ...]
    given: Source


@dataclass(frozen=True)
class Kind:
    """One of the two kinds of clients."""

    prefix: str
    base: str
    options: str
    pages: str
    word: Source
    waits: Source


KINDS = (
    Kind("", "Client", "ClientOptions", "Pages", Source(""), Source("")),
    Kind("Async", "AsyncClient", "AsyncClientOptions", "AsyncPages", Source("async "), Source("await ")),
)


def client_module(api: ir.Api) -> str:
    """The source of `client.py`, not yet formatted."""
    methods = [_method(operation) for operation in api.operations]
    return render(
        "client.py.jinja",
        api=api,
        kinds=KINDS,
        methods=methods,
        imports=list(_imports(api, methods)),
        typing_imports=list(_typing_imports(methods)),
        auth=_auth(api),
        values=[Source(f"{identifier(value.name)}: str | None = None") for value in api.values],
        filled=_dict(value.name for value in api.values),
        has_cipher=any(operation.descriptor.cipher for operation in api.operations),
        words=_class_words(api),
    )


def _auth(api: ir.Api) -> Source:
    return Source(" | ".join([*_credentials(api), "None"]))


def _credentials(api: ir.Api) -> list[str]:
    return list(dict.fromkeys(SCHEMES[auth.descriptor.scheme].credentials_type.__name__ for auth in api.auths))


def _class_words(api: ir.Api) -> str:
    ways = " or ".join(_credentials(api)) or "none"
    told = [f"`auth` takes {ways}; without it, credentials come from the environment."]
    return "\n\n".join([joined(ir.Words(api.title + ".", "")), *told, joined(api.words)])


def _method(operation: ir.Operation) -> Method:
    parameters = list(zip(operation.descriptor.parameters, operation.parameters, strict=True))
    given = [
        (parameter, words) for parameter, words in parameters if parameter.const is None and not parameter.filled_by
    ]
    pages, paging = operation.pages, operation.descriptor.paging
    return Method(
        operation.descriptor.name,
        operation.constant,
        operation.descriptor.reply,
        _words(operation.words.en, given, *_page(operation), operation.words.zh),
        tuple(_argument(parameter) for parameter in _ordered(given)),
        _dict(parameter.name for parameter, _ in given),
        _pages(operation, pages, paging, given) if pages and paging else None,
    )


Given = Sequence[tuple[Parameter, ir.Words]]


def _pages(operation: ir.Operation, pages: ir.Pages, paging: Paging, given: Given) -> Pages:
    kept = [(parameter, words) for parameter, words in given if parameter.wire != paging.page]
    arguments = [parameter for parameter in _ordered(kept) if parameter.wire != paging.size]
    sizes = [parameter for parameter, _ in kept if parameter.wire == paging.size]
    default = f" = {pages.size}" if pages.size is not None else ""
    told = (
        f"All records of `{operation.descriptor.name}`, page after page, each once. A walk that can't vouch for having seen every"
        " record raises IncompletePages at its end, unless `strict` is false; `receipt` says what was seen."
    )
    return Pages(
        operation.descriptor.walk or "",
        pages.item,
        _words(told, kept),
        (*map(_argument, arguments), *(Source(f"{identifier(size.name)}: int{default}") for size in sizes)),
        _dict(parameter.name for parameter, _ in kept),
    )


def _ordered(given: Given) -> list[Parameter]:
    """Required arguments first."""
    return sorted((parameter for parameter, _ in given), key=lambda parameter: not parameter.required)


def _argument(parameter: Parameter) -> Source:
    hint = _HINTS.get(parameter.type, parameter.type)
    return Source(f"{identifier(parameter.name)}: {hint}{'' if parameter.required else ' | None = None'}")


def _dict(names: Iterable[str]) -> Source:
    return Source("{" + ", ".join(f"{literal(name)}: {identifier(name)}" for name in names) + "}")


def _page(operation: ir.Operation) -> list[str]:
    return [f"Vendor page: {operation.page.url}"] if operation.page else []


def _words(does: str, given: Given, *more: str) -> str:
    """What a method does, what its arguments mean, what it raises."""
    told = [f"- {parameter.name}: {joined(words).replace(chr(10) * 2, ' ')}" for parameter, words in given]
    arguments = "\n".join(["Arguments:", *told]) if told else ""
    parts = (does, arguments, _RAISES, *more)
    return "\n\n".join(part for part in parts if part)


def _imports(api: ir.Api, methods: Sequence[Method]) -> Iterator[Source]:
    types = {parameter.type for operation in api.operations for parameter in operation.descriptor.parameters}
    if "list" in types:
        yield imports(["Sequence"], "collections.abc")
    if "datetime" in types:
        yield imports(["datetime"], "datetime")
    if "Decimal" in types:
        yield imports(["Decimal"], "decimal")
    yield imports(["TYPE_CHECKING", "Any", "Unpack"], "typing")
    yield Source("")
    if credentials := _credentials(api):
        yield imports(sorted(credentials), "..client.auth.credentials")
    yield imports(["AsyncClient", "Client"], "..client.client")
    yield imports(["AsyncClientOptions", "ClientOptions"], "..client.options")
    yield imports(sorted({"API", *(method.constant for method in methods)}), ".operations")


def _typing_imports(methods: Sequence[Method]) -> Iterator[Source]:
    """What only type checkers need: pydantic is loaded when the first answer is read."""
    if any(method.pages for method in methods):
        yield imports(["AsyncPages", "Pages"], "..client.pages", 4)
    replies = {method.reply for method in methods} | {method.pages.item for method in methods if method.pages}
    yield imports(sorted(replies), ".models", 4)
