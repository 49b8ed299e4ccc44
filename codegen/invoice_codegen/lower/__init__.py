"""From a resolved contract to its meaning: every decision is taken here, none after it."""

from __future__ import annotations

from .. import ir
from .. import naming as names
from ..parse.openapi import SecurityScheme, Server, ServerVariable
from ..parse.resolve import Resolved
from ..runtime import operation as descriptors
from .calls import operation, request_contract, response_contract
from .clients import client_values, refusals
from .models import code_lists, models
from .texts import link, sources, text_of


def lower(resolved: Resolved) -> ir.Api:
    """The meaning of one API."""
    document, source = resolved.checked.openapi, resolved.checked.source
    api, entries = source.name, resolved.checked.ledger.entries
    contracts = [make(api, call, entries) for call in resolved.calls for make in (request_contract, response_contract)]
    info = document.info
    return ir.Api(
        name=api,
        class_name=names.class_name(api),
        title=info.title,
        version=info.version,
        text=text_of(info, info.summary),
        page=link(document.external_docs),
        sources=sources(document.source),
        servers=tuple(_server(server) for server in document.servers),
        auths=tuple(_auth(name, scheme) for name, scheme in document.components.security_schemes.items()),
        values=tuple(client_values(resolved.calls)),
        operations=tuple(operation(api, call) for call in resolved.calls),
        codes=tuple(code_lists(resolved)),
        models=tuple(models(resolved)),
        contracts=tuple(sorted(contracts, key=lambda contract: contract.id)),
        samples=tuple(ir.Sample(item.file.name, item.raw) for item in source.payloads if item.is_sample),
        documented_rows=sum(len(page.rows) for page in resolved.checked.documented.pages),
    )


def _server(server: Server) -> ir.Server:
    variables = server.variables or {}
    examples = tuple((name, variable.default) for name, variable in variables.items())
    descriptor = descriptors.Server(server.url, tuple(server.regions or ()), examples)
    return ir.Server(descriptor, text_of(server), tuple(_variable(*item) for item in variables.items()))


def _variable(name: str, variable: ServerVariable) -> ir.Variable:
    return ir.Variable(name, variable.default, tuple(variable.enum or ()), text_of(variable))


def _auth(name: str, scheme: SecurityScheme) -> ir.Auth:
    given = scheme.auth.model_dump(exclude_unset=True, exclude={"scheme", "env", "refusals"})
    options = tuple((option, tuple(value) if isinstance(value, list) else value) for option, value in given.items())
    env = tuple((part.replace("-", "_"), variable) for part, variable in scheme.auth.env.items())
    said = refusals(scheme.auth.refusals)
    descriptor = descriptors.SecurityScheme(name, scheme.auth.scheme, scheme.place, scheme.name, options, env, said)
    return ir.Auth(descriptor, text_of(scheme))
