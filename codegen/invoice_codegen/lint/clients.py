"""The words that clients and the sandbox read: environment variables, refusals, ciphers, security that a client can offer."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import MISSING, fields

from .. import naming
from ..parse.client_args import given
from ..parse.extensions import AUTH_REASONS, Auth, Refusal
from ..parse.openapi import Parameter, Schema
from ..parse.resolve import Call, Resolved
from ..problem import Problem
from ..runtime.client.auth.registry import SCHEMES
from ..runtime.jsontext.pointer import join
from .names import collisions
from .unread import parts

Told = Iterator[tuple[str, str]]


def clients(resolved: Resolved) -> Iterator[Problem]:
    """Everything that a client could not do as it is written."""
    problem = resolved.checked.source.openapi.problem
    for name, scheme in resolved.checked.openapi.components.security_schemes.items():
        place = join(["components", "securitySchemes", name, "x-sdk-auth"])
        for message, remedy in (*_env(scheme.auth), *_reasons(scheme.auth.refusals, True), *_paths(scheme.auth)):
            yield problem(place, message, remedy)
    for call in resolved.calls:
        refusals = call.envelope.refusals if call.envelope else []
        for told in (_security(call), _reasons(refusals, False), _values(call), _filled(call), _ciphers(call)):
            for message, remedy in told:
                yield problem(call.pointer, message, remedy)
    for message, remedy in (*_one_client(resolved.calls), *_one_value(resolved.calls)):
        yield problem("/paths", message, remedy)
    yield from _methods(resolved)


def _env(auth: Auth) -> Told:
    """The environment gives parts of the credentials, under the names that they have in Python, with dashes."""
    parts = {
        part.name.replace("_", "-"): part.default is MISSING for part in fields(SCHEMES[auth.scheme].credentials_type)
    }
    for name in sorted(auth.env.keys() - parts.keys()):
        yield f"env: {auth.scheme!r} has no part {name!r}", f"choose from {', '.join(parts)}"
    lacking = [name for name, is_needed in parts.items() if is_needed and name not in auth.env]
    if auth.env and lacking:
        yield f"env: nothing gives {', '.join(lacking)}", "name a variable for each part that is needed"
    for variable, times in Counter(auth.env.values()).items():
        if times > 1:
            yield f"env: {variable!r} gives {times} parts", "name a variable for each part"


def _reasons(refusals: Iterable[Refusal], of_caller: bool) -> Told:
    seen: set[str] = set()
    for refusal in refusals:
        if (refusal.reason in AUTH_REASONS) != of_caller:
            place = "x-sdk-auth" if refusal.reason in AUTH_REASONS else "x-sdk-envelope"
            yield f"a refusal for the reason {refusal.reason!r} stands in the wrong word", f"move it to {place}"
        if refusal.reason in seen:
            yield f"two refusals for the reason {refusal.reason!r}", "keep one"
        seen.add(refusal.reason)


def _paths(auth: Auth) -> Told:
    """A login goes to the service's own host, so what is put behind the address must be a path."""
    for path in (auth.app_token_path, auth.login_path):
        if path is not None and (not naming.is_path(path) or set("{#") & set(path)):
            yield f"the path {path!a} of the login is not plain", "write it as /api/login: no host, query or braces"


def _security(call: Call) -> Told:
    for alternative in call.security:
        if len(alternative) > 1:
            message = f"unsupported construct: {' and '.join(alternative)} used together"
            yield message, "give each alternative of `security` one scheme"
        if not alternative:
            message = "unsupported construct: an alternative of `security` without a scheme"
            yield message, "write `security: []` on an operation that needs no proof of who calls"


def _one_client(calls: Iterable[Call]) -> Told:
    """A client has one way to prove who calls, and uses it for every operation that needs a proof."""
    ways = {frozenset(name for alternative in call.security for name in alternative): call for call in calls}
    ways.pop(frozenset(), None)
    if len(ways) > 1:
        ids = " and ".join(repr(call.id) for call in ways.values())
        message = f"unsupported construct: {ids} take different security schemes"
        yield message, "describe them in two folders: a client proves in one way who calls"


def _values(call: Call) -> Told:
    """What the client fills in may come from the environment; nothing else may."""
    roots = (call.body, *(parameter.value for parameter in call.parameters))
    sent: list[Parameter | Schema] = [*call.parameters, *(part for root in roots for _, part in parts(root))]
    for part in sent:
        if part.env and part.filled_by != "client":
            yield f"x-sdk-env {part.env!r} without x-sdk-from: client", "add that word, or remove this one"
    for variable in (part.env for root in (call.success, call.failure) for _, part in parts(root) if part.env):
        yield f"x-sdk-env {variable!r} where nothing is sent", "put it beside x-sdk-from: client"
    for value in given(call):
        if naming.field_name(value.wire) in naming.CONSTRUCTOR_NAMES:
            message = f"x-sdk-from: client on {value.wire!r}, whose name every client has for itself"
            yield message, "remove the word: then each call takes it"


def _one_value(calls: Iterable[Call]) -> Told:
    """A client is given a value once, whatever it is called on the wire, so it comes from one variable."""
    variables: dict[str, dict[str | None, str]] = {}
    for call in calls:
        for value in given(call):
            variables.setdefault(naming.field_name(value.wire), {}).setdefault(value.env, call.id)
    for name, found in variables.items():
        if len(found) > 1:
            told = ", ".join(f"{env or 'none'} in {id!r}" for env, id in found.items())
            yield f"the client's value {name!r} has several variables: {told}", "say the same x-sdk-env everywhere"


def _filled(call: Call) -> Told:
    """What is filled in is text, and nothing that is fixed already."""
    members = [(str(p.name), p.filled_by, p.value or Schema()) for p in call.parameters]
    members += [(pointer, None, part) for pointer, part in parts(call.body)]
    for name, word, schema in members:
        if (word or schema.filled_by) and schema.const is not None:
            yield f"x-sdk-from on {name!r}, which is fixed", "remove the word: what is fixed is always sent"
        elif (word or schema.filled_by) and schema.logical.types != ["string"]:
            yield f"x-sdk-from on {name!r}, which is no text", "remove the word: then each call takes it"


def _ciphers(call: Call) -> Told:
    for pointer, part in parts(call.body):
        if part.cipher and part.content_schema is None:
            yield f"x-sdk-cipher on body{pointer}, which is not encoded", "give it contentEncoding and contentSchema"
    roots = (call.success, call.failure, *(parameter.value for parameter in call.parameters))
    if any(part.cipher for root in roots for _, part in parts(root)):
        yield "x-sdk-cipher outside of a request's body", "put it on the request; answers are opened alike"


def _methods(resolved: Resolved) -> Iterator[Problem]:
    """Walks are methods of the client too; and its module has classes and constants."""
    document, calls = resolved.checked.source.openapi, resolved.calls
    methods = {naming.method_name(call.id): call.id for call in calls}
    walks = [(call.id, name) for call in calls if (name := naming.walk_name(call.operation.paging))]
    wires = [*methods.values(), *(f"pages of {id}" for id, _ in walks)]
    names = [*methods, *(name for _, name in walks)]
    yield from collisions(document, "/paths", "methods", wires, names, "name a walk with `walk` in x-sdk-paging")
    constants = {naming.constant_name(call.id): call.id for call in calls}
    for component in resolved.checked.openapi.components.schemas:
        if component in constants:
            message = f"the component {component!r} and the operation {constants[component]!r} would have one name"
            yield document.problem(join(["components", "schemas", component]), message, "rename the component")
