"""Servers with their variables, and security schemes with their options."""

from __future__ import annotations

import re
from collections.abc import Iterator

from .. import naming
from ..parse.definition import ApiDefinition
from ..parse.extensions import AUTH_OPTIONS, Auth
from ..parse.openapi import Server
from ..parse.security import OAuthFlow, SecurityScheme
from ..problem import Message, Problem
from ..runtime.client.auth.registry import SCHEMES
from ..runtime.client.base_url import url_flaw
from ..runtime.client.http.protocol import OWN_HEADERS
from ..runtime.jsontext.pointer import join

_TOKEN = re.compile(r"[A-Za-z0-9!#$%&'*+.^_`|~-]+")
"""The name of a header, by RFC 9110."""
_SCOPE = re.compile(r"[!#-\[\]-~]+")
_OF_BODIES = frozenset({"accept", "content-type"})
_BRACES = re.compile(r"\{([^{}]*)\}")


def braces(template: str) -> list[str]:
    """The names in braces of a URL or path."""
    return _BRACES.findall(template)


def servers(definition: ApiDefinition) -> Iterator[Problem]:
    """The problems of URLs and their variables; only what is called needs a server."""
    if definition.calls and not definition.openapi.servers:
        message = "no server, though the contract has operations"
        yield definition.problem("/servers", message, "add `servers: [{url: https://…}]`, from the vendor's page")
    for index, server in enumerate(definition.openapi.servers):
        for place, message, remedy in [*_variables(server)] or _address(server):
            yield definition.problem(f"/servers/{index}{place}", message, remedy)


def _variables(server: Server) -> Iterator[tuple[str, str, str]]:
    variables, used = server.variables or {}, braces(server.url)
    if set("{}") & set(_BRACES.sub("", server.url)):
        yield "/url", f"unbalanced brace in {server.url!r}", "write variables as {name}"
    for name in sorted(set(used) - variables.keys()):
        yield "/url", f"the url uses {{{name}}}, which is not defined", "add it to variables"
    for name, variable in variables.items():
        place = join(["variables", name])
        if name not in used:
            yield place, f"the url does not use the variable {{{name}}}", "use it, or remove it"
        if variable.enum and variable.default not in variable.enum:
            message = f"the default {variable.default!r} is not in enum"
            yield f"{place}/default", message, "use a value of enum, or add the default to enum"


def _address(server: Server) -> Iterator[tuple[str, str, str]]:
    """The URL is held to what a client's `base_url` is held to. It is not shown: it may hold a password."""
    if flaw := next(filter(None, map(url_flaw, _urls(server))), None):
        yield "/url", f"the url {flaw}", "write scheme, host and path, for variables too"


def _urls(server: Server) -> Iterator[str]:
    """The URL with the defaults of its variables, and with each other value that one of them may have."""
    variables = server.variables or {}
    defaults = {name: variable.default for name, variable in variables.items()}
    others = ({name: value} for name, variable in variables.items() for value in variable.enum or [])
    yield from (_filled(server.url, defaults | other) for other in ({}, *others))


def _filled(template: str, values: dict[str, str]) -> str:
    return _BRACES.sub(lambda found: values[found[1]], template)


def security_schemes(definition: ApiDefinition) -> Iterator[Problem]:
    """The problems of types and options."""
    for name, scheme in definition.security_schemes.items():
        for message, remedy in _scheme(scheme):
            yield definition.problem(join(["components", "securitySchemes", name]), message, remedy)


def _scheme(scheme: SecurityScheme) -> Iterator[Message]:
    name = scheme.auth.scheme
    required, optional = AUTH_OPTIONS[name]
    options = scheme.auth.model_fields_set - {"scheme", "env", "refusals"}
    for option in Auth.aliases(required - options):
        yield f"the scheme {name!r} needs the option {option!r}", "add it to x-sdk-auth"
    for option in Auth.aliases(options - required - optional):
        yield f"the scheme {name!r} has no option {option!r}", "remove it from x-sdk-auth"
    kind, word = SCHEMES[name].openapi_type
    if (scheme.type, scheme.scheme) != (kind, word):
        remedy = f"write type: {kind}{f', scheme: {word}' if word else ''}"
        written = " ".join(filter(None, [scheme.type, scheme.scheme]))
        yield f"the scheme {name!r} does not match the type {written!r}", remedy
    elif kind != "apiKey" and (scheme.name or scheme.place):
        yield f"the type {kind!r} has neither name nor in", "remove them: its header is Authorization"
    elif kind == "oauth2" and scheme.flows is None:
        yield "an oauth2 scheme needs flows", "add clientCredentials with tokenUrl and scopes"
    elif kind != "oauth2" and scheme.flows:
        yield f"the type {kind!r} has no flows", "remove them"
    if scheme.type == "apiKey" and not (scheme.name and scheme.place):
        yield "an apiKey scheme needs name and in", "add both"
    if scheme.auth.prefix and scheme.place == "query":
        yield "prefix: the token is in the query", "remove it, or write in: header"
    if scheme.flows:
        yield from flow_problems(scheme.flows.client_credentials)
    for header in (scheme.name if scheme.place == "header" else None, scheme.auth.domain_header):
        if header and (flaw := header_problem(header, _OF_BODIES)):
            yield flaw


def flow_problems(flow: OAuthFlow) -> Iterator[Message]:
    """A token URL is the address of a service, or a path on the servers; scopes are words (RFC 6749, section 3.3)."""
    url, flaw = flow.token_url, None
    if not url.startswith("/"):
        flaw = url_flaw(url)
    elif not naming.is_path(url) or set("{#") & set(url):
        flaw = "is not a path"
    if flaw:
        yield f"tokenUrl {flaw}", "write scheme, host and path, or a path on the servers such as /oauth/token"
    for scope in flow.scopes:
        if not _SCOPE.fullmatch(scope):
            yield f"unsupported scope {scope!a}", "use ASCII letters, digits and signs, without blanks, quotes and \\"


def header_problem(name: str, more: frozenset[str] = frozenset()) -> Message | None:
    """Why a contract can't have a request header of this name; `more` are names that are taken too."""
    if not _TOKEN.fullmatch(name):
        return f"{name!a} can't be the name of a header", "use ASCII letters, digits and - ! # $ % & ' * + . ^ _ ` | ~"
    if name.lower() in OWN_HEADERS | more:
        return f"unsupported header {name!r}: the HTTP client sets it", "remove it, and say so in the description"
    return None
