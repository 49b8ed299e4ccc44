"""What a client needs: credentials, client arguments, ciphers, refusals, and methods without collisions."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import fields

from .. import naming
from ..parse.client_args import client_arguments
from ..parse.definition import ApiDefinition, Call
from ..parse.extensions import AUTH_REASONS, Auth, Refusal
from ..parse.openapi import Parameter
from ..parse.schema import Schema
from ..problem import Message, Problem
from ..runtime.client.auth.registry import SCHEMES
from ..runtime.jsontext.pointer import join
from .names import collisions


def clients(definition: ApiDefinition) -> Iterator[Problem]:
    """What a client could not do."""
    for name, scheme in definition.security_schemes.items():
        pointer = join(["components", "securitySchemes", name, "x-sdk-auth"])
        for message, remedy in (*_env(scheme.auth), *_reasons(scheme.auth.refusals, True), *_paths(scheme.auth)):
            yield definition.problem(pointer, message, remedy)
    for call in definition.calls:
        refusals = call.envelope.refusals if call.envelope else []
        for messages in (
            _security(call),
            _reasons(refusals, False),
            _arguments(call),
            _filled_in(call),
            _ciphers(call),
        ):
            for message, remedy in messages:
                yield definition.problem(call.pointer, message, remedy)
    for message, remedy in (*_one_client(definition.calls), *_one_variable(definition.calls)):
        yield definition.problem("/paths", message, remedy)
    yield from _methods(definition)


def _env(auth: Auth) -> Iterator[Message]:
    """The environment gives parts of the credentials, by their names in Python with dashes."""
    credentials = SCHEMES[auth.scheme].credentials_type
    parts = [part.name.replace("_", "-") for part in fields(credentials)]
    for name in sorted(auth.env.keys() - set(parts)):
        yield f"env: credentials of the scheme {auth.scheme!r} have no {name!r}", f"choose from {', '.join(parts)}"
    missing = [name for part in credentials.required_parts() if (name := part.replace("_", "-")) not in auth.env]
    if auth.env and missing:
        yield f"env: no variable for {', '.join(missing)}", "add a variable for each required part"
    for variable, times in Counter(auth.env.values()).items():
        if times > 1:
            yield f"env: {variable!r} is the variable of {times} parts", "use one variable for each part"


def _reasons(refusals: Iterable[Refusal], of_caller: bool) -> Iterator[Message]:
    seen: set[str] = set()
    for refusal in refusals:
        if (refusal.reason in AUTH_REASONS) != of_caller:
            extension = "x-sdk-auth" if refusal.reason in AUTH_REASONS else "x-sdk-envelope"
            yield f"a refusal with the reason {refusal.reason!r} in the wrong extension", f"move it to {extension}"
        if refusal.reason in seen:
            yield f"duplicate refusal with the reason {refusal.reason!r}", "keep one"
        seen.add(refusal.reason)


def _paths(auth: Auth) -> Iterator[Message]:
    """A login request goes to the service's own host, so only a path may be appended to the URL."""
    for option in SCHEMES[auth.scheme].token_paths:
        path = getattr(auth, option, None)
        if path is not None and (not naming.is_path(path) or set("{#") & set(path)):
            yield f"unsupported login path {path!a}", "use a path such as /api/login, without host, query or braces"


def _security(call: Call) -> Iterator[Message]:
    for alternative in call.security:
        if len(alternative) > 1:
            message = f"unsupported: {' and '.join(alternative)} used together"
            yield message, "use one scheme in each alternative of security"
        if not alternative:
            message = "unsupported: an alternative of security without a scheme"
            yield message, "write `security: []` on an operation without authentication"


def _one_client(calls: Iterable[Call]) -> Iterator[Message]:
    """A client authenticates in one way, for all operations that need it."""
    schemes = {frozenset(name for alternative in call.security for name in alternative): call for call in calls}
    schemes.pop(frozenset(), None)
    if len(schemes) > 1:
        ids = " and ".join(repr(call.id) for call in schemes.values())
        message = f"unsupported: {ids} use different security schemes"
        yield message, "describe them in two folders: a client authenticates in one way"


def _arguments(call: Call) -> Iterator[Message]:
    """Only arguments of the client may come from the environment."""
    inside = (node.schema for root in call.request_schemas for node in root.walk())
    sent: list[Parameter | Schema] = [*call.parameters, *inside]
    for part in sent:
        if part.env and part.filled_by != "client":
            message = f"x-sdk-env {part.env!r} without x-sdk-from: client"
            yield message, "add x-sdk-from: client, or remove x-sdk-env"
    for schema in (node.schema for root in call.response_schemas for node in root.walk()):
        if schema.env:
            yield f"x-sdk-env {schema.env!r} in a response", "move it to the request, beside x-sdk-from: client"
    for argument in client_arguments(call):
        if argument.name in naming.CONSTRUCTOR_NAMES:
            message = f"x-sdk-from: client on {argument.wire!r}, which is an argument of every client"
            yield message, "remove x-sdk-from, so that each call takes the argument; or give it an x-sdk-name"


def _one_variable(calls: Iterable[Call]) -> Iterator[Message]:
    """A client takes an argument once, whatever its wire names, so it has one variable."""
    variables: dict[str, dict[str | None, str]] = {}
    for call in calls:
        for argument in client_arguments(call):
            variables.setdefault(argument.name, {}).setdefault(argument.env, call.id)
    for name, found in variables.items():
        if len(found) > 1:
            places = ", ".join(f"{env or 'none'} in {id!r}" for env, id in found.items())
            yield f"the client argument {name!r} has several variables: {places}", "use the same x-sdk-env everywhere"


def _filled_in(call: Call) -> Iterator[Message]:
    """What a client fills in is a string without a const."""
    members = [(str(parameter.name), parameter.filled_by, parameter.value or Schema()) for parameter in call.parameters]
    members += [(node.pointer, None, node.schema) for node in (call.body.walk() if call.body else ())]
    for name, filled_by, schema in members:
        if (filled_by or schema.filled_by) and schema.const is not None:
            yield f"x-sdk-from on {name!r}, which has a const", "remove x-sdk-from: a const is always sent"
        elif (filled_by or schema.filled_by) and schema.logical.types != ["string"]:
            message = f"x-sdk-from on {name!r}, which is not a string"
            yield message, "remove x-sdk-from: then each call takes the argument"


def _ciphers(call: Call) -> Iterator[Message]:
    for node in call.body.walk() if call.body else ():
        if node.schema.cipher and node.schema.content_schema is None:
            message = f"x-sdk-cipher on body{node.pointer}, which is not encoded"
            yield message, "add contentEncoding, contentMediaType and contentSchema"
    roots = (*call.response_schemas, *call.parameter_schemas)
    if any(node.schema.cipher for root in roots for node in root.walk()):
        yield "x-sdk-cipher outside a request body", "move it to the request: responses are decrypted in the same way"


def _methods(definition: ApiDefinition) -> Iterator[Problem]:
    """Calls and iterators are methods of the client; its module also has classes and constants."""
    methods = {naming.method_name(call.id): call.id for call in definition.calls}
    iterators = [
        (call.id, naming.iterator_name(paging.items, paging.walk))
        for call in definition.calls
        if (paging := call.operation.paging)
    ]
    wires = [*methods.values(), *(f"pages of {id}" for id, _ in iterators)]
    names = [*methods, *(name for _, name in iterators)]
    remedy = "name an iterator with `walk` in x-sdk-paging"
    yield from collisions(definition, "/paths", "methods", wires, names, remedy)
    constants = {naming.constant_name(call.id): call.id for call in definition.calls}
    for component in definition.schemas:
        if component in constants:
            message = f"the component {component!r} has the name of the constant of {constants[component]!r}"
            yield definition.problem(join(["components", "schemas", component]), message, "rename the component")
