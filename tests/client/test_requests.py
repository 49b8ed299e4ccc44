"""Invalid arguments are rejected before anything is sent; valid ones are sent as documented."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta, timezone
from decimal import Decimal
from typing import Any

import invoice_apis as ia
import pytest
from invoice_apis.operation import Operation, Parameter
from support.calling import (
    OPERATIONS,
    CallArguments,
    arguments_for,
    case_id,
    decode,
    documented_call,
    documented_response,
    operation_of,
    path,
)
from support.emitted import Payload, payloads
from support.mutate import at
from support.service import CannedResponse, ScriptedServer

from .conftest import Clients

BAD = [case for case in payloads("cases") if case.is_bad and case.contract.direction == "request"]
NOON = datetime(2026, 1, 2, 12, 0, 0, tzinfo=UTC)


def own(operation: Operation) -> list[Parameter]:
    """Parameters that a caller sets, in the client or the method."""
    return [
        parameter
        for parameter in operation.parameters
        if parameter.const is None and parameter.filled_by in (None, "client")
    ]


PARAMETERS = [(operation, parameter) for operation in OPERATIONS for parameter in own(operation)]
TIMES = [way for way in PARAMETERS if way[1].type == "datetime"]
IN_PATH = [way for way in PARAMETERS if way[1].place == "path"]


def shown(value: Any) -> str | None:
    return value.name if isinstance(value, Parameter) else case_id(value)


def missing_arguments(case: Payload) -> list[str]:
    """Required arguments that a case omits."""
    operation = operation_of(case)
    call = arguments_for(operation, decode(case), as_text=True).arguments
    return [
        parameter.name
        for parameter in own(operation)
        if parameter.required and not parameter.filled_by and parameter.name not in call
    ]


def changes_constant(case: Payload) -> bool:
    """Whether a case changes a constant."""
    found = decode(case)
    return any(
        at(found, path(parameter)) != parameter.const
        for parameter in operation_of(case).parameters
        if parameter.const is not None and parameter.required
    )


def call_with(operation: Operation, changed: Parameter, value: Any) -> CallArguments:
    """The first documented request with one argument changed."""
    usual = documented_call(operation)
    if changed.filled_by == "client":
        return CallArguments({**usual.values, changed.name: value}, usual.arguments)
    return CallArguments(usual.values, {**usual.arguments, changed.name: value})


def rejected_report(service: ScriptedServer, clients: Clients, operation: Operation, call: CallArguments) -> ia.Report:
    """The report of a call that is rejected before anything is sent."""
    service.respond_with(CannedResponse(body=documented_response(operation)))
    with clients.with_values(operation, call.values) as caller, pytest.raises(ia.InvalidRequest) as raised:
        caller(operation, **call.arguments)
    assert not service.requests
    assert str(raised.value) == str(raised.value.report)
    return raised.value.report


@pytest.mark.parametrize(
    "case", [case for case in BAD if not missing_arguments(case) and not changes_constant(case)], ids=str
)
def test_an_invalid_request_is_rejected_with_its_pointer(
    service: ScriptedServer, clients: Clients, case: Payload
) -> None:
    operation = operation_of(case)
    report = rejected_report(service, clients, operation, arguments_for(operation, decode(case), as_text=True))
    assert [finding.pointer for finding in report.errors] == [
        finding.pointer for finding in case.contract.check(case.raw).errors
    ]


@pytest.mark.parametrize("case", [case for case in BAD if missing_arguments(case)], ids=str)
def test_a_missing_required_argument_is_a_type_error(service: ScriptedServer, clients: Clients, case: Payload) -> None:
    operation = operation_of(case)
    call = arguments_for(operation, decode(case), as_text=True)
    with (
        clients.with_values(operation, call.values) as caller,
        pytest.raises(TypeError, match=missing_arguments(case)[0]),
    ):
        caller(operation, **call.arguments)


@pytest.mark.parametrize("case", [case for case in BAD if changes_constant(case)], ids=str)
def test_constants_are_sent_as_documented(service: ScriptedServer, clients: Clients, case: Payload) -> None:
    operation = operation_of(case)
    call = arguments_for(operation, decode(case))
    service.respond_with(CannedResponse(body=documented_response(operation)))
    with clients.with_values(operation, {**documented_call(operation).values, **call.values}) as caller:
        caller(operation, **{**documented_call(operation).arguments, **call.arguments})
    (seen,) = service.requests
    for parameter in operation.parameters:
        if parameter.const is not None and parameter.place == "header":
            assert seen.headers[parameter.wire.lower()] == parameter.const
        if parameter.const is not None and parameter.place == "body":
            assert at(seen.json, path(parameter)[1:]) == parameter.const


WRONG: dict[str, list[Any]] = {
    "str": [7, 1.5, True, b"text", ["text"], {"text": 1}, NOON, object()],
    "int": ["1", 1.5, True, Decimal("1.5"), float("nan"), float("inf"), 10**400, [1], NOON],
    "datetime": [7, 1.5, True, "yesterday", "2026-01-02", date(2026, 1, 2), NOON.time(), [NOON]],
}


@pytest.mark.parametrize(
    ("operation", "parameter", "value"),
    [(operation, parameter, value) for operation, parameter in PARAMETERS for value in WRONG[parameter.type]],
    ids=shown,
)
def test_an_argument_of_another_type_is_rejected_with_its_pointer(
    service: ScriptedServer, clients: Clients, operation: Operation, parameter: Parameter, value: Any
) -> None:
    report = rejected_report(service, clients, operation, call_with(operation, parameter, value))
    assert {finding.pointer for finding in report.errors} == {parameter.pointer}


@pytest.mark.parametrize(
    ("operation", "parameter"), [way for way in PARAMETERS if way[1].required and not way[1].filled_by], ids=shown
)
def test_none_counts_as_missing(
    service: ScriptedServer, clients: Clients, operation: Operation, parameter: Parameter
) -> None:
    report = rejected_report(service, clients, operation, call_with(operation, parameter, None))
    assert [finding.keyword for finding in report.errors] == ["required"]


@pytest.mark.parametrize(
    ("time", "word"),
    [
        (NOON.replace(tzinfo=None), "zone"),
        (NOON.replace(microsecond=1), "fraction"),
        (NOON.replace(microsecond=500_000), "fraction"),
        ("2026-01-02T12:00:00", ""),
        ("2026-01-02T12:00:00+00:00", ""),
        ("2026-01-02T12:00:00.000Z", ""),
        ("2026-02-30T12:00:00Z", ""),
    ],
)
@pytest.mark.parametrize(("operation", "parameter"), TIMES, ids=shown)
def test_a_time_that_does_not_fit_the_documented_format_is_rejected(
    service: ScriptedServer,
    clients: Clients,
    operation: Operation,
    parameter: Parameter,
    time: datetime | str,
    word: str,
) -> None:
    report = rejected_report(service, clients, operation, call_with(operation, parameter, time))
    assert {finding.pointer for finding in report.errors} == {parameter.pointer}
    assert word in str(report)


@pytest.mark.parametrize("hours", [-12, -3.5, 0, 5.75, 8, 14])
@pytest.mark.parametrize(("operation", "parameter"), TIMES, ids=shown)
def test_a_time_in_any_zone_is_sent_in_utc(
    service: ScriptedServer, clients: Clients, operation: Operation, parameter: Parameter, hours: float
) -> None:
    service.respond_with(CannedResponse(body=documented_response(operation)))
    there = NOON.astimezone(timezone(timedelta(hours=hours)))
    same = {other.name: there for owner, other in TIMES if owner is operation}  # no start is after its end
    clients.get(operation)(operation, **{**call_with(operation, parameter, there).arguments, **same})
    assert service.requests[0].query[parameter.wire] == "2026-01-02T12:00:00Z"


@pytest.mark.parametrize("text", ["", ".", "..", "/", "a/b", "../a", "a/..", "/a", "a/"])
@pytest.mark.parametrize(("operation", "parameter"), IN_PATH, ids=shown)
def test_no_argument_can_leave_the_path(
    service: ScriptedServer, clients: Clients, operation: Operation, parameter: Parameter, text: str
) -> None:
    report = rejected_report(service, clients, operation, call_with(operation, parameter, text))
    assert {finding.pointer for finding in report.errors} == {parameter.pointer}


@pytest.mark.parametrize("text", ["%2F", "%2e%2e", "a?b=c", "a#b", "a b", "a+b", "名", "a\\b", "a;b", "a&b", "{x}"])
@pytest.mark.parametrize(("operation", "parameter"), IN_PATH, ids=shown)
def test_any_other_text_in_the_path_arrives_unchanged(
    service: ScriptedServer, clients: Clients, operation: Operation, parameter: Parameter, text: str
) -> None:
    call = call_with(operation, parameter, text)
    service.respond_with(CannedResponse(body=documented_response(operation)))
    with clients.with_values(operation, call.values) as caller:
        caller(operation, **call.arguments)
    (seen,) = service.requests
    assert seen.path == operation.path.replace("{" + parameter.wire + "}", text)


def longest(operation: Operation, parameter: Parameter) -> int | None:
    schema: Any = ia.contract(f"{operation.id}.request").schema("documented")
    for name in path(parameter):
        schema = schema["properties"][name]
    return schema.get("maxLength")


@pytest.mark.parametrize(
    ("operation", "parameter"), [way for way in PARAMETERS if way[1].type == "str" and longest(*way)], ids=shown
)
def test_max_length_is_enforced(
    service: ScriptedServer, clients: Clients, operation: Operation, parameter: Parameter
) -> None:
    most = longest(operation, parameter) or 0
    report = rejected_report(service, clients, operation, call_with(operation, parameter, "x" * (most + 1)))
    assert [(finding.pointer, finding.keyword) for finding in report.errors] == [(parameter.pointer, "maxLength")]
    call = call_with(operation, parameter, "x" * most)
    with clients.with_values(operation, call.values) as caller:
        caller(operation, **call.arguments)
    assert len(service.requests) == 1


@pytest.mark.parametrize("operation", OPERATIONS, ids=case_id)
def test_an_unknown_argument_is_a_type_error(service: ScriptedServer, clients: Clients, operation: Operation) -> None:
    service.respond_with(CannedResponse(body=documented_response(operation)))
    for name in (
        "unheard_of",
        *(parameter.wire for parameter in operation.parameters if parameter.wire != parameter.name),
    ):
        with pytest.raises(TypeError, match="unexpected keyword"):
            clients.get(operation)(operation, **{**documented_call(operation).arguments, name: "x"})
    assert not service.requests


@pytest.mark.parametrize("operation", OPERATIONS, ids=case_id)
def test_an_argument_must_be_named(service: ScriptedServer, clients: Clients, operation: Operation) -> None:
    method = getattr(clients.get(operation).client, operation.name)
    with pytest.raises(TypeError, match="positional"):
        method(*documented_call(operation).arguments.values(), 1)
