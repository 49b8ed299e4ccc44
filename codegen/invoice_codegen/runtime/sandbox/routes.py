"""The services that the emitted package knows, and which of their operations a request asks for."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from importlib import import_module
from typing import Any, Literal
from urllib.parse import unquote, urlsplit

from .. import jsontext
from ..client.http.messages import Request
from ..jsontext import pointer
from ..operation import Api, Operation, SecurityScheme
from ..resources import PACKAGE
from ..validation.contract import contracts

Step = Literal["app_token_path", "login_path"]
STEPS: tuple[Step, ...] = ("app_token_path", "login_path")


@dataclass(frozen=True)
class Service:
    """One API of the package."""

    id: str
    """Its folder: the first part of the ids of its contracts."""
    api: Api
    operations: tuple[Operation, ...]

    def schemes(self, operation: Operation) -> list[SecurityScheme]:
        """The ways to prove who calls it, as its contract has them."""
        named = [name for names in operation.security for name in names]
        return [scheme for scheme in self.api.security_schemes if scheme.name in named]


@dataclass(frozen=True)
class Route:
    """A path below the addresses of a service, and what answers there."""

    service: Service
    method: str
    path: str
    operation: Operation | None = None
    login: tuple[SecurityScheme, Step] | None = None

    def groups(self, path: str) -> dict[str, str] | None:
        """The path parameters of a percent-encoded path, or None when it is another path."""
        names = re.findall(r"\{([^{}]+)\}", self.path)
        found = re.fullmatch(f"(?:{self._before()}){_pattern(self.path, '([^/]+)')}", path)
        return None if found is None else dict(zip(names, map(unquote, found.groups()), strict=True))

    def _before(self) -> str:
        """What the addresses of the service have before the path: nothing, a fixed part, a customer's own part."""
        paths = {urlsplit(server.url).path.rstrip("/") for server in self.service.api.servers}
        return "|".join(_pattern(path, "[^/]+") for path in sorted(paths | {""}))


def services() -> tuple[Service, ...]:
    """All APIs of the package."""
    found = []
    for id in dict.fromkeys(contract.api for contract in contracts()):
        module: Any = import_module(f"{PACKAGE}.{id}.operations")
        found.append(Service(id, module.API, tuple(module.OPERATIONS)))
    return tuple(found)


def routes(known: Iterable[Service]) -> Iterator[Route]:
    """Every path that is answered."""
    for service in known:
        for operation in service.operations:
            yield Route(service, operation.method, operation.path, operation=operation)
        for scheme in service.api.security_schemes:
            options = dict(scheme.options)
            for step in STEPS:
                if scheme.scheme == "app-login" and step in options:
                    yield Route(service, "POST", str(options[step]), login=(scheme, step))


def asked_for(known: Iterable[Route], request: Request) -> tuple[Route, dict[str, str]] | None:
    """The route of a request and its path parameters; fixed headers and members tell apart what shares a path."""
    groups = [(route, route.groups(request.path or "/")) for route in known if route.method == request.method]
    found = [(route, names) for route, names in groups if names is not None]
    meant = [(route, names) for route, names in found if _is_meant(route, request)]
    return next(iter([*meant, *found]), None)


def _is_meant(route: Route, request: Request) -> bool:
    if route.operation is None:
        return True
    fixed = [
        parameter for parameter in route.operation.parameters if parameter.const is not None and parameter.required
    ]
    body = _read(request.body) if any(parameter.place == "body" for parameter in fixed) else None
    for parameter in fixed:
        if parameter.place == "header" and request.header(parameter.wire) != parameter.const:
            return False
        if parameter.place == "body" and pointer.get({"body": body}, parameter.pointer) != parameter.const:
            return False
    return True


def _read(body: bytes) -> Any:
    try:
        return jsontext.read(body)
    except jsontext.Unreadable:
        return None


def _pattern(path: str, part: str) -> str:
    """A pattern for a path whose parts in braces are any text."""
    return part.join(re.escape(fixed) for fixed in re.split(r"\{[^{}]+\}", path))
