"""The words that clients and the sandbox read: environment variables, refusals, ciphers, security that a client can offer."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import MISSING, fields

from ..openapi import Parameter, Schema
from ..problem import Problem
from ..resolve import Call, Resolved
from ..runtime.auth import SCHEMES
from ..runtime.pointer import join
from ..vocabulary import AUTH_REASONS, Auth, Refusal
from .unread import parts


def clients(resolved: Resolved) -> Iterator[Problem]:
    """Everything that a client could not do as it is written."""
    problem = resolved.checked.source.openapi.problem
    for name, scheme in resolved.checked.openapi.components.security_schemes.items():
        place = join(["components", "securitySchemes", name, "x-sdk-auth"])
        for message, remedy in (*_env(scheme.auth), *_reasons(scheme.auth.refusals, True)):
            yield problem(place, message, remedy)
    for call in resolved.calls:
        refusals = call.envelope.refusals if call.envelope else []
        for message, remedy in (*_security(call), *_reasons(refusals, False), *_values(call), *_ciphers(call)):
            yield problem(call.pointer, message, remedy)


Told = Iterator[tuple[str, str]]


def _env(auth: Auth) -> Told:
    """The environment gives parts of the credentials, under the names that they have in Python, with dashes."""
    parts = {part.name.replace("_", "-"): part.default is MISSING for part in fields(SCHEMES[auth.scheme].takes)}
    for name in auth.env.keys() - parts.keys():
        yield f"env: {auth.scheme!r} has no part {name!r}", f"choose from {', '.join(parts)}"
    lacking = [name for name, is_needed in parts.items() if is_needed and name not in auth.env]
    if auth.env and lacking:
        yield f"env: nothing gives {', '.join(lacking)}", "name a variable for each part that is needed"


def _reasons(refusals: Iterable[Refusal], of_caller: bool) -> Told:
    seen: set[str] = set()
    for refusal in refusals:
        if (refusal.reason in AUTH_REASONS) != of_caller:
            place = "x-sdk-auth" if refusal.reason in AUTH_REASONS else "x-sdk-envelope"
            yield f"a refusal for the reason {refusal.reason!r} stands in the wrong word", f"move it to {place}"
        if refusal.reason in seen:
            yield f"two refusals for the reason {refusal.reason!r}", "keep one"
        seen.add(refusal.reason)


def _security(call: Call) -> Told:
    for alternative in call.security:
        if len(alternative) > 1:
            message = f"unsupported construct: {' and '.join(alternative)} used together"
            yield message, "give each alternative of `security` one scheme"


def _values(call: Call) -> Told:
    """What the client fills in may come from the environment; nothing else may."""
    given: list[Parameter | Schema] = [*call.parameters, *(part for _, part in parts(call.body))]
    for part in given:
        if part.env and part.filled_by != "client":
            yield f"x-sdk-env {part.env!r} without x-sdk-from: client", "add that word, or remove this one"
    roots = (call.success, call.failure, *(parameter.value for parameter in call.parameters))
    for variable in (part.env for root in roots for _, part in parts(root) if part.env):
        yield f"x-sdk-env {variable!r} where nothing is sent", "put it beside x-sdk-from: client"


def _ciphers(call: Call) -> Told:
    for pointer, part in parts(call.body):
        if part.cipher and part.content_schema is None:
            yield f"x-sdk-cipher on body{pointer}, which is not encoded", "give it contentEncoding and contentSchema"
    roots = (call.success, call.failure, *(parameter.value for parameter in call.parameters))
    if any(part.cipher for root in roots for _, part in parts(root)):
        yield "x-sdk-cipher outside of a request's body", "put it on the request; answers are opened alike"
