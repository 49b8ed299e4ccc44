"""Responses of every kind: the result is a complete reply or an error, never an empty success."""

from __future__ import annotations

import gzip
import zlib
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from typing import Any

import invoice_apis as ia
import pytest
from invoice_apis.operation import Operation
from support.calling import (
    OPERATIONS,
    case_id,
    documented_call,
    documented_response,
)
from support.emitted import reply_of
from support.service import CannedResponse, ScriptedServer
from support.slow import all_but_first

from .conftest import Clients

EACH = pytest.mark.parametrize("operation", OPERATIONS, ids=case_id)
HTML = b"<!DOCTYPE html><html><body>Service down</body></html>"

UNUSABLE = {
    "an empty object": b"{}",
    "an empty list": b"[]",
    "null": b"null",
    "text": b'"Success"',
    "a number": b"0",
    "true": b"true",
    "nothing": b"",
    "white space": b" \r\n",
    "a page": HTML,
    "cut off": b'{"success": true, "Success": true, "invoices": [',
    "two values": b"{}{}",
    "not text": b"\xff\xfe\x00",
    "zeros": bytes(64),
    "an unknown object": b'{"status": "UP"}',
}
"""Bodies that no contract accepts."""


def call(clients: Clients, operation: Operation) -> Any:
    return clients.get(operation)(operation, **documented_call(operation).arguments)


def failed_call(service: ScriptedServer, clients: Clients, operation: Operation, response: CannedResponse) -> Any:
    """The error for a response, after one request."""
    service.respond_with(response)
    with pytest.raises((ia.ApiError, ia.InvalidResponse, ia.TransportError)) as raised:
        call(clients, operation)
    assert len(service.requests) == 1
    return raised.value


def trace_headers(operation: Operation) -> dict[str, str]:
    """Headers with a request id, if the contract defines any."""
    return dict.fromkeys(operation.envelope.request_id_headers, "trace-1") if operation.envelope else {}


def trace(operation: Operation) -> str | None:
    return next(iter(trace_headers(operation).values()), None)


@EACH
@pytest.mark.parametrize("status", all_but_first([400, 401, 404, 418, 429, 500, 503, 599]))
@pytest.mark.parametrize("body", UNUSABLE)
def test_an_error_status_without_a_usable_body_raises_api_error(
    service: ScriptedServer, clients: Clients, operation: Operation, status: int, body: str
) -> None:
    error = failed_call(
        service, clients, operation, CannedResponse(status, UNUSABLE[body], headers=trace_headers(operation))
    )
    assert isinstance(error, ia.ApiError)
    assert (error.status, error.code, error.request_id) == (status, None, trace(operation))
    assert error.retryable is (status == 429 or status >= 500)
    assert error.message


@EACH
@pytest.mark.parametrize("status", [300, 400, 404, 500, 503])
def test_an_error_status_overrides_a_successful_body(
    service: ScriptedServer, clients: Clients, operation: Operation, status: int
) -> None:
    error = failed_call(service, clients, operation, CannedResponse(status, documented_response(operation)))
    assert isinstance(error, ia.ApiError)
    assert error.status == status


@EACH
@pytest.mark.parametrize("status", all_but_first([200, 206]))
@pytest.mark.parametrize("body", UNUSABLE)
def test_a_success_status_without_a_usable_body_is_an_invalid_response(
    service: ScriptedServer, clients: Clients, operation: Operation, status: int, body: str
) -> None:
    error = failed_call(
        service, clients, operation, CannedResponse(status, UNUSABLE[body], headers=trace_headers(operation))
    )
    assert isinstance(error, ia.InvalidResponse)
    assert (error.status, error.request_id) == (status, trace(operation))
    assert error.report.errors
    assert error.report.contract == f"{operation.id}.response"


@EACH
@pytest.mark.parametrize("status", [204, 205])
def test_no_content_is_an_invalid_response(
    service: ScriptedServer, clients: Clients, operation: Operation, status: int
) -> None:
    error = failed_call(service, clients, operation, CannedResponse(status, content_type=""))
    assert isinstance(error, ia.InvalidResponse)
    assert error.status == status


@EACH
@pytest.mark.parametrize("name", ["text/html", "text/html; charset=utf-8", "application/xml", "image/png", "TEXT/HTML"])
def test_html_and_other_media_types_are_an_invalid_response(
    service: ScriptedServer, clients: Clients, operation: Operation, name: str
) -> None:
    """Regardless of the body: a proxy or login page may repeat it."""
    error = failed_call(
        service, clients, operation, CannedResponse(200, documented_response(operation), name, trace_headers(operation))
    )
    assert isinstance(error, ia.InvalidResponse)
    assert (error.status, error.request_id) == (200, trace(operation))
    assert name.partition(";")[0] in str(error)


@EACH
@pytest.mark.parametrize(
    "name",
    ["", "application/json", "application/json;charset=UTF-8", "text/json", "application/problem+json", "text/plain"],
)
def test_json_is_accepted_under_several_media_types(
    service: ScriptedServer, clients: Clients, operation: Operation, name: str
) -> None:
    service.respond_with(CannedResponse(200, documented_response(operation), name))
    assert call(clients, operation) == reply_of(operation.id).from_json(documented_response(operation))


@EACH
@pytest.mark.parametrize("status", [301, 302, 303, 307, 308])
def test_a_redirect_is_not_followed(
    service: ScriptedServer, clients: Clients, operation: Operation, status: int
) -> None:
    elsewhere = {"Location": f"{service.url}/elsewhere?token=LOCATION"}
    error = failed_call(service, clients, operation, CannedResponse(status, b"", headers=elsewhere))
    assert isinstance(error, ia.ApiError)
    assert error.status == status
    assert not error.retryable
    assert "redirect" in str(error)
    assert "LOCATION" not in str(error)


@EACH
@pytest.mark.parametrize(
    ("encoding", "compress"), [("gzip", gzip.compress), ("deflate", zlib.compress), ("GZIP", gzip.compress)]
)
def test_a_compressed_body_is_decompressed(
    service: ScriptedServer, clients: Clients, operation: Operation, encoding: str, compress: Any
) -> None:
    service.respond_with(
        CannedResponse(200, compress(documented_response(operation)), headers={"Content-Encoding": encoding})
    )
    assert call(clients, operation) == reply_of(operation.id).from_json(documented_response(operation))


@EACH
@pytest.mark.parametrize("damage", ["not squeezed", "cut off", "changed"])
def test_a_corrupt_compressed_body_is_an_error(
    service: ScriptedServer, clients: Clients, operation: Operation, damage: str
) -> None:
    squeezed = gzip.compress(documented_response(operation))
    body = {
        "not squeezed": documented_response(operation),
        "cut off": squeezed[:-20],
        "changed": squeezed[:30] + b"\0" * 9 + squeezed[39:],
    }
    error = failed_call(
        service, clients, operation, CannedResponse(200, body[damage], headers={"Content-Encoding": "gzip"})
    )
    assert isinstance(error, (ia.TransportError, ia.InvalidResponse))


@EACH
def test_a_truncated_body_is_a_transport_error(service: ScriptedServer, clients: Clients, operation: Operation) -> None:
    body = documented_response(operation)
    error = failed_call(
        service, clients, operation, CannedResponse(200, body, headers={"Content-Length": str(len(body) + 1)})
    )
    assert isinstance(error, ia.TransportError)


WAITS: list[tuple[str, float | None]] = [
    ("7", 7.0),
    ("0", 0.0),
    (" 30 ", 30.0),
    ("Wed, 21 Oct 2015 07:28:00 GMT", 0.0),
    ("Wed, 21 Oct 2015 07:28:00", 0.0),
    ("-1", None),
    ("1.5", None),
    ("soon", None),
    ("", None),
    ("²", None),
    ("Wed, 99 Oct 2015 07:28:00 GMT", None),
    ("Wed, 21 Oct 99999 07:28:00 GMT", None),
    ("Wed, 21 Oct 2015 07:28:00 +99999999999", None),
    ("9" * 400, None),
    ("9" * 5000, None),
]


@EACH
@pytest.mark.parametrize(("text", "seconds"), WAITS)
def test_retry_after_is_parsed(
    service: ScriptedServer, clients: Clients, operation: Operation, text: str, seconds: float | None
) -> None:
    error = failed_call(service, clients, operation, CannedResponse(503, b"", headers={"Retry-After": text}))
    assert error.retry_after == seconds


@EACH
def test_a_retry_after_date_is_converted_to_seconds(
    service: ScriptedServer, clients: Clients, operation: Operation
) -> None:
    then = format_datetime(datetime.now(UTC) + timedelta(days=10), usegmt=True)
    error = failed_call(service, clients, operation, CannedResponse(429, b"", headers={"Retry-After": then}))
    assert round(error.retry_after / timedelta(days=1).total_seconds()) == 10


MILLISECONDS = [
    (operation, name)
    for operation in OPERATIONS
    if operation.envelope
    for name in operation.envelope.retry_after_ms_headers
]


@pytest.mark.parametrize(
    ("text", "seconds"),
    [("1500", 1.5), ("0", 0.0), ("soon", 9.0), ("-1", 9.0), ("", 9.0), ("9" * 400, 9.0), ("9" * 5000, 9.0)],
)
@pytest.mark.parametrize(("operation", "name"), MILLISECONDS, ids=case_id)
def test_a_header_in_milliseconds_takes_precedence(
    service: ScriptedServer, clients: Clients, operation: Operation, name: str, text: str, seconds: float
) -> None:
    error = failed_call(service, clients, operation, CannedResponse(429, b"", headers={name: text, "Retry-After": "9"}))
    assert error.retry_after == seconds
