"""The operation that the pages for users call, with arguments that its contract accepts, as text to place."""

from __future__ import annotations

import json
import shlex
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, fields
from datetime import UTC, datetime
from decimal import Decimal
from typing import Any

from .. import ir
from ..contract_json import contract_json
from ..runtime.cli.call_options import argument_flags
from ..runtime.client.auth.credentials import Credentials
from ..runtime.client.auth.registry import SCHEMES
from ..runtime.contract import Contract
from ..runtime.jsontext import pointer
from ..runtime.operation import Parameter, SecurityScheme
from .markdown import code
from .markup import Markup
from .render import identifier, literal

Values = Mapping[str, Any]
Calls = Iterable[tuple[ir.Api, ir.Operation]]


@dataclass(frozen=True)
class Example:
    """One operation as the pages call it: Python, shell and SQL text."""

    id: Markup
    contract: Markup
    """Its response, or a webhook where the package has no operation."""
    api: Markup
    name: Markup
    client: Markup
    """The class of the client; empty where the package has no operation, and what is about calls is empty too."""
    reply: Markup
    is_safe: bool
    """Whether the call is sent again after a failure."""
    imports: Markup
    """Import statements that the arguments need, a line for each and an empty one after them."""
    times: Markup
    """Assignments of the times among the arguments, after an empty line."""
    values: Markup
    """The arguments of the client beside `auth` and `base_url`, each after a comma."""
    call: Markup
    walk: Markup
    """The call of all pages; empty when the operation has no pages."""
    member: Markup
    """The pointer of a member of `contract` for a shell, if possible of one with codes."""
    member_name: Markup
    record: Markup
    """Members of a `record` for `print`."""
    items: Markup
    """The list of records in Spark SQL; empty when the operation has no pages."""
    columns: Markup
    """The members in Spark SQL, of a record `r`."""
    exports: Markup
    """The sandbox's credentials as `NAME=value`; empty when the environment can't hold all that the client needs."""
    options: Markup
    """Options of `invoice-apis call`: for all pages, or without pages for the one call."""


def example(apis: Iterable[ir.Api]) -> Example:
    """The operation with pages and most samples; without pages, one that only reads and takes few arguments."""
    apis = list(apis)
    if not any(api.operations for api in apis):
        return _of_webhook(apis)
    api, operation = min(((api, operation) for api in apis for operation in api.operations), key=_rank)
    needed, paging = _needed(operation), operation.descriptor.paging
    given = dict(_given(api, operation))
    paged = {paging.page_pointer, paging.size_pointer} if paging and operation.pages else set()
    walked = [parameter for parameter in needed if parameter.pointer not in paged]
    members, items = _record(api, operation)
    flags = argument_flags(api.values, operation.descriptor)
    return Example(
        id=Markup(operation.descriptor.id),
        contract=Markup(f"{operation.descriptor.id}.response"),
        api=identifier(api.name),
        name=identifier(operation.descriptor.id.partition("/")[2]),
        client=identifier(api.class_name),
        reply=identifier(operation.descriptor.reply or "None"),
        is_safe=operation.descriptor.safe,
        imports=_imports(needed, given),
        times=_times(needed, given),
        values=Markup("".join(f", {name}={_python(given[name])}" for name in _client_values(api, given))),
        call=_call(operation.descriptor.name, needed, given),
        walk=_call(operation.descriptor.walk or "", walked, given) if operation.pages else Markup(""),
        **_member(api, f"{operation.descriptor.id}.response"),
        record=Markup(", ".join(f"record.{member.name}" for member in members)),
        items=Markup(items),
        columns=Markup(", ".join(f'"r.{member.wire}"' for member in members)),
        exports=Markup(" ".join(_exports(api, given))),
        options=Markup(" ".join(f"{flags[own.name]} {_shell(given[own.name])}" for own in walked)),
    )


def _of_webhook(apis: Iterable[ir.Api]) -> Example:
    """A webhook in place of an operation: its contract has the same uses, and nothing is called."""
    own = ((api, contract) for api in apis for contract in api.contracts if contract.name.endswith(".webhook"))
    api, contract = next(own)
    texts = {part.name: Markup("") for part in fields(Example)}
    texts |= {"id": Markup(contract.id), "contract": Markup(contract.id), "api": identifier(api.name)}
    texts |= _member(api, contract.id)
    return Example(**texts | {"is_safe": False})  # type: ignore[arg-type]


def _member(api: ir.Api, contract: str) -> dict[str, Markup]:
    """A member of a contract whose documentation is short; the whole payload where none is documented."""
    guide: dict[str, Any] = next((own.documentation["members"] for own in api.contracts if own.id == contract), {})

    def rank(place: str) -> tuple[bool, bool, int]:
        codes = guide[place].get("codes", [])
        return place.endswith("/*"), not codes, len(codes)

    place = min(filter(None, guide), key=rank, default="")
    return {"member": Markup(_shell(place)), "member_name": code(pointer.split(f"/{place}")[-1])}


def credentials(api: ir.Api) -> list[Markup]:
    """What a client takes as `auth`: each kind of credentials once."""
    return [
        _made(kind) for kind in dict.fromkeys(SCHEMES[auth.descriptor.scheme].credentials_type for auth in api.auths)
    ]


def variables(api: ir.Api) -> Markup:
    """The environment variables that a client reads, those of one kind of credentials together."""
    groups = [[name for _, name in auth.descriptor.env] for auth in api.auths]
    groups.append([value.env for value in api.values if value.env])
    return Markup("; ".join(", ".join(map(code, names)) for names in groups if names))


def _made(kind: type[Credentials]) -> Markup:
    """How credentials are made: `ia.AccessKey(access_key, secret_key, security_token=None)`."""
    parts = (
        part.name if part.name in kind.required_parts() else f"{part.name}={literal(part.default)}"
        for part in fields(kind)
    )
    return code(f"ia.{kind.__name__}({', '.join(parts)})")


def _rank(call: tuple[ir.Api, ir.Operation]) -> tuple[bool, bool, bool, int, int]:
    api, operation = call
    _, _, name = operation.descriptor.id.partition("/")
    samples = sum(sample.name.startswith(f"{name}.") for sample in api.samples)
    is_without = not operation.descriptor.reply or bool(operation.descriptor.no_content)
    return is_without, operation.pages is None, not operation.descriptor.safe, -samples, len(_needed(operation))


def _needed(operation: ir.Operation) -> list[Parameter]:
    return [own for own in operation.descriptor.parameters if own.required and own.is_given]


def _given(api: ir.Api, operation: ir.Operation) -> Iterator[tuple[str, Any]]:
    """A value for each required parameter: the first page, starts of months, and what a made-up request holds."""
    id = f"{operation.descriptor.id}.request"
    data = next(contract_json(contract) for contract in api.contracts if contract.id == id)
    request, paging, months = Contract(id, lambda: data).example(), operation.descriptor.paging, 0
    for parameter in (own for own in operation.descriptor.parameters if own.required):
        if parameter.type == "datetime" and months < 12:
            months += 1
            yield parameter.name, datetime(2026, months, 1, tzinfo=UTC)
        elif paging and parameter.pointer == paging.page_pointer and paging.style in ("page-number", "offset"):
            yield parameter.name, paging.first
        else:
            yield parameter.name, pointer.get(request, parameter.pointer)


def _imports(needed: Sequence[Parameter], given: Values) -> Markup:
    kinds = {type(given[own.name]) for own in needed}
    lines = [
        *(["from datetime import UTC, datetime\n"] if datetime in kinds else []),
        *(["from decimal import Decimal\n"] if Decimal in kinds else []),
    ]
    return Markup("".join([*lines, *(["\n"] if lines else [])]))


def _times(needed: Sequence[Parameter], given: Values) -> Markup:
    times = [own.name for own in needed if isinstance(given[own.name], datetime)]
    lines = [f"{identifier(name)} = {_python(given[name])}\n" for name in times]
    return Markup("".join(["\n", *lines]))


def _call(method: str, needed: Sequence[Parameter], given: Values) -> Markup:
    """The method with its arguments; the times among them are variables."""
    texts = {
        own.name: own.name if isinstance(given[own.name], datetime) else _python(given[own.name]) for own in needed
    }
    return Markup(f"{identifier(method)}({', '.join(f'{identifier(name)}={text}' for name, text in texts.items())})")


def _client_values(api: ir.Api, given: Values) -> list[str]:
    return [value.name for value in api.values if value.required and value.name in given]


def _python(value: Any) -> str:
    if isinstance(value, datetime):
        return f"datetime({value.year}, {value.month}, {value.day}, tzinfo=UTC)"
    return (
        f'Decimal("{value}")'
        if isinstance(value, Decimal)
        else literal(value) if isinstance(value, str) else repr(value)
    )


def _shell(value: Any) -> str:
    if isinstance(value, datetime):
        return f"{value:%Y-%m-%dT%H:%M:%SZ}"
    text = value if isinstance(value, str) else json.dumps(value, default=str)
    return shlex.quote(text) if text.isprintable() else f"$'{_escaped(text)}'"


def _escaped(text: str) -> str:
    """A text on one line, for the quotes of bash that begin with a dollar sign."""
    return "".join(char if char.isprintable() and char not in "'\\" else f"\\U{ord(char):08x}" for char in text)


def _record(api: ir.Api, operation: ir.Operation) -> tuple[list[ir.Field], str]:
    """Two members of a record, its key and a number, and the list of records in SQL."""
    paging = operation.descriptor.paging
    if operation.pages is None or paging is None:
        return [], ""
    (model,) = (model for model in api.models if model.name == operation.pages.item)
    keys = [member for member in model.fields if f"/{member.wire}" == paging.key] or [*model.fields[:1]]
    numbers = [member for member in model.fields if ir.Value("DecimalNumber") in member.types][:1]
    return [*keys, *numbers], paging.items.strip("/").replace("/", ".")


def _exports(api: ir.Api, given: Values) -> Iterator[str]:
    """Nothing when a part of the credentials or a value of the client has no variable."""
    schemes = [auth.descriptor for auth in api.auths]
    scheme = next((scheme for scheme in schemes if _required(scheme) <= dict(scheme.env).keys()), None)
    values = [value for value in api.values if value.name in _client_values(api, given)]
    if (schemes and scheme is None) or not all(value.env for value in values):
        return
    for part, variable in scheme.env if scheme else ():
        if scheme and part in _required(scheme):
            yield f"{variable}=sandbox-{api.name}-{part}"
    for value in values:
        yield f"{value.env}={_shell(given[value.name])}"


def _required(scheme: SecurityScheme) -> set[str]:
    return {*SCHEMES[scheme.scheme].credentials_type.required_parts()}
