"""Lower a definition to the IR: every decision about the emitted package is taken here."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import replace
from typing import Any

from .. import ir, naming
from ..contract_json import contract_json
from ..parse.definition import ApiDefinition
from ..parse.openapi import Server, ServerVariable
from ..parse.security import OAuthFlow, SecurityScheme
from ..parse.vendor_page import Entry
from ..runtime import operation as descriptors
from ..runtime.jsontext import write
from .clients import client_values, refusals
from .contracts import request_contract, response_contracts, webhook_contract
from .models import code_lists, models
from .operations import operation
from .published import published
from .records import record_contracts
from .scan import compile_scan
from .texts import link, sources, text_of


def lower(definition: ApiDefinition) -> ir.Api:
    """The IR of one API."""
    return with_scans(lower_unscanned(definition))


def with_scans(api: ir.Api) -> ir.Api:
    """The IR with the programs of the scanner, which only the emitted package runs: they take longer than all the rest."""
    return replace(api, contracts=tuple(replace(contract, scan=_scan(contract)) for contract in api.contracts))


def lower_unscanned(definition: ApiDefinition) -> ir.Api:
    """The IR of one API without the programs of the scanner."""
    document, calls = definition.openapi, definition.calls
    contracts = [request_contract(definition, call) for call in calls]
    contracts += [contract for call in calls for contract in response_contracts(definition, call)]
    contracts += [webhook_contract(definition, webhook) for webhook in definition.webhooks]
    contracts += record_contracts(definition)
    return ir.Api(
        name=definition.name,
        class_name=naming.class_name(definition.name),
        title=document.info.title,
        version=document.info.version,
        text=text_of(document.info, document.info.summary),
        page=link(document.external_docs),
        sources=sources(document.source),
        servers=tuple(_server(server) for server in document.servers),
        auths=tuple(_auth(name, scheme, document.servers) for name, scheme in definition.security_schemes.items()),
        values=tuple(client_values(calls)),
        operations=tuple(operation(definition.name, call) for call in calls),
        codes=tuple(code_lists(definition)),
        models=tuple(models(definition)),
        contracts=tuple(sorted(contracts, key=lambda contract: contract.id)),
        samples=tuple(ir.Sample(item.file.name, item.raw) for item in definition.payloads if item.is_sample),
        aside=definition.aside,
        ledger=tuple(map(_entry, definition.ledger)),
        published=published(definition),
        documented_rows=sum(len(page.rows) for page in definition.pages),
    )


def _scan(contract: ir.Contract) -> dict[str, Any] | None:
    """The program of the scanner for the schemas as they are emitted."""
    direction = contract.name.partition(".")[2]
    data = json.loads(contract_json(contract))
    return compile_scan(data, is_request=direction == "request", is_failure=direction.startswith("failure"))


def _entry(entry: Entry) -> ir.Entry:
    effect, said = entry.effect, ir.Entry(entry.id, (*entry.pointers,), entry.conflict, entry.decision, entry.zh or "")
    if effect is None:
        return said
    values = [effect.value] if effect.values is None else effect.values
    return replace(said, keyword=effect.keyword, values=tuple(write(value).decode() for value in values))


def _server(server: Server) -> ir.Server:
    variables = server.variables or {}
    defaults = tuple((name, variable.default) for name, variable in variables.items())
    descriptor = descriptors.Server(server.url, tuple(server.regions or ()), defaults)
    return ir.Server(descriptor, text_of(server), tuple(_variable(*item) for item in variables.items()))


def _variable(name: str, variable: ServerVariable) -> ir.Variable:
    return ir.Variable(name, variable.default, tuple(variable.enum or ()), text_of(variable))


def _auth(name: str, scheme: SecurityScheme, servers: Iterable[Server]) -> ir.Auth:
    auth = scheme.auth
    values = auth.model_dump(exclude_unset=True, exclude={"scheme", "env", "refusals"})
    options = tuple((option, tuple(value) if isinstance(value, list) else value) for option, value in values.items())
    if scheme.flows:
        options += _flow_options(scheme.flows.client_credentials, servers)
    env = tuple((part.replace("-", "_"), variable) for part, variable in auth.env.items())
    errors = refusals(auth.refusals)
    descriptor = descriptors.SecurityScheme(name, auth.scheme, scheme.place, scheme.name, options, env, errors)
    text = text_of(scheme)
    if scheme.flows:
        text = _with_scopes(text, scheme.flows.client_credentials)
    return ir.Auth(descriptor, text)


def _flow_options(flow: OAuthFlow, servers: Iterable[Server]) -> tuple[tuple[str, str | tuple[str, ...]], ...]:
    """Where tokens come from: the servers decide whether a `base_url` is the caller's own."""
    scope = (("scope", " ".join(flow.scopes)),) if flow.scopes else ()
    known = () if flow.token_url.startswith("/") else (("servers", tuple(server.url for server in servers)),)
    return (("token_url", flow.token_url), *scope, *known)


def _with_scopes(text: ir.Text, flow: OAuthFlow) -> ir.Text:
    """The text of a scheme, and of each scope that its clients ask for."""
    scopes = "; ".join(f"{name} {note}".strip() for name, note in flow.scopes.items())
    return replace(text, en=" ".join(filter(None, [text.en, f"Scopes: {scopes}." if scopes else ""])))
