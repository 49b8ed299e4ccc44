"""Services of the package and the routes to their operations."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from importlib import import_module
from typing import Any
from urllib.parse import unquote, urlsplit

from .. import jsontext
from ..client.auth.registry import SCHEMES
from ..client.forms import read_form, scalar_text
from ..client.http.messages import Request
from ..jsontext import pointer
from ..operation import Api, Operation, SecurityScheme
from ..resources import PACKAGE
from ..validation.contract import contracts

_PARAMETER = re.compile(r"\{([^{}]+)\}")


@dataclass(frozen=True)
class Service:
    """One API of the package."""

    id: str
    """First part of the ids of its contracts."""
    api: Api
    operations: tuple[Operation, ...]

    def schemes(self, operation: Operation) -> list[SecurityScheme]:
        """Security schemes of an operation, in the order of the contract."""
        named = [name for names in operation.security for name in names]
        return [scheme for scheme in self.api.security_schemes if scheme.name in named]


@dataclass(frozen=True)
class Route:
    """A path of a service, and the operation or login step behind it."""

    service: Service
    method: str
    path: str
    operation: Operation | None = None
    login: tuple[SecurityScheme, str] | None = None
    """A security scheme, and its option with the path of a request for a token."""

    @property
    def plain(self) -> int:
        """The number of characters of its path outside of parameters."""
        return len(_PARAMETER.sub("", self.path))

    def match(self, path: str) -> dict[str, str] | None:
        """Path parameters of a percent-encoded path; None if it does not match."""
        names = _PARAMETER.findall(self.path)
        found = re.fullmatch(f"(?:{self._base_paths()}){_pattern(self.path, '([^/]+)')}", path)
        return None if found is None else dict(zip(names, map(unquote, found.groups()), strict=True))

    def _base_paths(self) -> str:
        """Pattern of the paths in the server URLs: none, fixed, or one per customer."""
        paths = {urlsplit(server.url).path.rstrip("/") for server in self.service.api.servers}
        return "|".join(_pattern(path, "[^/]+") for path in sorted(paths | {""}))


def services() -> tuple[Service, ...]:
    """The APIs of the package with operations; of webhooks alone nothing can be called."""
    found = []
    for id in dict.fromkeys(contract.api for contract in contracts() if contract.direction == "request"):
        module: Any = import_module(f"{PACKAGE}.{id}.operations")
        found.append(Service(id, module.API, tuple(module.OPERATIONS)))
    return tuple(found)


def routes(services: Iterable[Service]) -> Iterator[Route]:
    """All routes of these services."""
    for service in services:
        for operation in service.operations:
            yield Route(service, operation.method, operation.path, operation=operation)
        for scheme in service.api.security_schemes:
            options = dict(scheme.options)
            for step in SCHEMES[scheme.scheme].token_paths:
                if step in options:
                    yield Route(service, "POST", urlsplit(str(options[step])).path, login=(scheme, step))


def find_route(routes: Iterable[Route], request: Request) -> tuple[Route, dict[str, str]] | None:
    """The route of a request and its path parameters. Constant headers and members distinguish operations of one path.

    Of several paths the one with the most plain text is meant: `/invoices/search` before `/invoices/{id}`.
    """
    ordered = sorted((route for route in routes if route.method == request.method), key=lambda route: -route.plain)
    matches = [(route, route.match(request.path or "/")) for route in ordered]
    found = [(route, names) for route, names in matches if names is not None]
    exact = [(route, names) for route, names in found if _has_constants(route, request)]
    return next(iter([*exact, *found]), None)


def _has_constants(route: Route, request: Request) -> bool:
    if route.operation is None:
        return True
    constants = [
        parameter for parameter in route.operation.parameters if parameter.const is not None and parameter.required
    ]
    has_body = any(parameter.place == "body" for parameter in constants)
    body = _read(request.body, route.operation.is_form) if has_body else None
    for parameter in constants:
        if parameter.place == "header" and request.header(parameter.wire) != parameter.const:
            return False
        expected = scalar_text(parameter.const) if route.operation.is_form else parameter.const
        if parameter.place == "body" and pointer.get({"body": body}, parameter.pointer) != expected:
            return False
    return True


def _read(body: bytes, is_form: bool) -> Any:
    try:
        return dict(read_form(body)) if is_form else jsontext.read(body)
    except ValueError:
        return None


def _pattern(path: str, part: str) -> str:
    """Regular expression for a path template."""
    return part.join(re.escape(fixed) for fixed in _PARAMETER.split(path)[::2])
