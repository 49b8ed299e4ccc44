"""Texts of arguments that no request takes, and paths that would be sent twice."""

from __future__ import annotations

from typing import Any

import invoice_apis as ia
import pytest
from hypothesis import given
from hypothesis import strategies as st
from invoice_apis.client.texts import text_problem
from invoice_apis.operation import Operation, Parameter
from support.calling import OPERATIONS, Kind, api_of, case_id, documented_call, documented_response, open_client
from support.service import CannedResponse, ScriptedServer

from .client_options import EACH, configuration_error

TEXTS = [
    (operation, parameter)
    for operation in OPERATIONS
    for parameter in operation.parameters
    if parameter.type in ("str", "datetime") and parameter.const is None and parameter.filled_by is None
]


@pytest.mark.parametrize(("operation", "parameter"), TEXTS, ids=case_id)
@pytest.mark.parametrize("change", [" {}", "{} ", "{}\n", "{}\u3000", "{}\0x", "\x7f{}"])
def test_an_argument_with_a_wrong_text_is_not_sent(
    service: ScriptedServer, kind: Kind, operation: Operation, parameter: Parameter, change: str
) -> None:
    service.respond_with(CannedResponse(body=documented_response(operation)))
    arguments: dict[str, Any] = {**documented_call(operation).arguments, parameter.name: change.format("TEXT")}
    with open_client(operation, kind, service.url) as caller, pytest.raises(ia.InvalidRequest) as raised:
        caller(operation, **arguments)
    (finding,) = raised.value.report.findings
    assert finding.pointer == parameter.pointer
    assert f"the argument {parameter.name} " in finding.message
    assert not service.requests


@given(st.text(), st.booleans(), st.booleans())
def test_a_text_without_problems_is_safe_where_it_goes(text: str, is_header: bool, may_have_lines: bool) -> None:
    if text_problem(text, is_header=is_header, may_have_lines=may_have_lines) is None:
        assert text == text.strip()
        assert not any(ord(char) < 32 and not (may_have_lines and char in "\t\n\r") for char in text)
        assert not is_header or text.isascii()


@EACH
def test_a_base_url_with_the_path_of_an_operation_is_rejected(kind: Kind, operation: Operation) -> None:
    logins = [
        str(path) for scheme in api_of(operation).api.security_schemes for name, path in scheme.options
        if name.endswith("_path")
    ]  # fmt: skip
    for path in (operation.path, *logins):
        own = path.format_map({parameter.wire: "x" for parameter in operation.parameters})
        for prefix in ("https://example.com", "https://example.com/a/b"):
            if own.strip("/"):
                message = configuration_error(operation, kind, base_url=prefix + own)
                assert path in message
                assert message.endswith(f"give {prefix}")


@EACH
def test_an_unknown_attribute_can_not_be_set(service: ScriptedServer, kind: Kind, operation: Operation) -> None:
    service.respond_with(CannedResponse(body=documented_response(operation)))
    with open_client(operation, kind, service.url) as caller:
        for name in ("base_url", "timeout", "auth", "verify"):
            with pytest.raises(AttributeError, match=name):
                setattr(caller.client, name, 1)
        setattr(caller.client, operation.name, getattr(caller.client, operation.name))  # as mocks do
        caller(operation, **documented_call(operation).arguments)


PERIODS = [
    (operation, period)
    for operation in OPERATIONS
    for period in ia.contract(f"{operation.id}.request").rules.get("periods", ())
]


@pytest.mark.parametrize(("operation", "period"), PERIODS, ids=case_id)
def test_a_start_after_its_end_is_not_sent(
    service: ScriptedServer, kind: Kind, operation: Operation, period: dict[str, str]
) -> None:
    service.respond_with(CannedResponse(body=documented_response(operation)))
    arguments = documented_call(operation).arguments
    start, end = (
        next(parameter.name for parameter in operation.parameters if parameter.pointer == period[name])
        for name in ("start", "end")
    )
    with open_client(operation, kind, service.url) as caller, pytest.raises(ia.InvalidRequest, match="later than"):
        caller(operation, **{**arguments, start: arguments[end], end: arguments[start]})
    assert not service.requests
