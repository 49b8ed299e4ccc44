"""What the error of a rejected call says: where, why, and what helps."""

from __future__ import annotations

import copy
import json
import pickle
import re
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from typing import Any

import invoice_apis as ia
import pytest
from invoice_apis.client.http.charset import CHARSETS
from invoice_apis.client.http.effects import Environment
from invoice_apis.client.http.messages import Response
from invoice_apis.client.response import parse_response
from invoice_apis.jsontext import pointer
from invoice_apis.operation import Operation
from support.calling import (
    AUTH_CASES,
    OPERATIONS,
    Kind,
    api_of,
    credentials,
    documented_call,
    documented_response,
    documented_responses,
    open_client,
    operation_of,
)
from support.emitted import reply_of
from support.service import CannedResponse, ScriptedServer
from support.slow import all_but_first

from .client_options import EACH

MESSAGE = "重复号，请勿再次提交"
CHARSETS_OF_BODIES = sorted({*CHARSETS} - {"ascii", "us-ascii", "latin1", "latin-1", "iso-8859-1"})
ODD_CHARSETS = ["punycode", "idna", "uu_codec", "rot13", "no-such", "utf-7", "hex", ""]


def rejected(kind: Kind, operation: Operation, base_url: str, **options: Any) -> ia.ApiError:
    with open_client(operation, kind, base_url, **options) as caller, pytest.raises(ia.ApiError) as raised:
        caller(operation, **documented_call(operation).arguments)
    return raised.value


def failure_body(operation: Operation, message: str = MESSAGE) -> dict[str, Any]:
    """A documented failure with this message."""
    assert operation.envelope is not None
    own, code = operation.envelope.message[0], operation.envelope.code[0]
    documented = [json.loads(it.raw) for it in documented_responses("failure") if operation_of(it) is operation]
    example = ia.contract(f"{operation.id}.response").example(0, outcome="failure")
    values = (value for value in [*documented, example] if pointer.get(value, code) is not pointer.MISSING)
    value = next(values)
    others = [pointer.split(place)[0] for place in operation.envelope.message]
    return {**{name: member for name, member in value.items() if name not in others}, pointer.split(own)[0]: message}


@EACH
def test_errors_say_where_they_happened(service: ScriptedServer, kind: Kind, operation: Operation) -> None:
    service.respond_with(CannedResponse(404))
    host = service.url.partition("//")[2]
    error = rejected(kind, operation, service.url)
    with open_client(operation, kind, "http://127.0.0.1:9") as caller, pytest.raises(ia.TransportError) as raised:
        caller(operation, **documented_call(operation).arguments)
    for found, where in ((error, host), (raised.value, "127.0.0.1:9")):
        assert (found.api, found.operation, found.host) == (api_of(operation).id, operation.id, where)
        assert str(found).startswith(f"{operation.id} at {where}: ")
        for made in (copy.copy(found), pickle.loads(pickle.dumps(found))):
            assert (str(made), made.operation, made.host) == (str(found), operation.id, where)


@EACH
@pytest.mark.parametrize("status", [200, 400])
def test_a_refusal_without_a_message_is_not_ok(
    service: ScriptedServer, kind: Kind, operation: Operation, status: int
) -> None:
    body = {name: value for name, value in failure_body(operation).items() if value != MESSAGE}
    service.respond_with(CannedResponse(status, json.dumps(body).encode()))
    message = rejected(kind, operation, service.url).message
    assert message == ("refused, without a message" if status == 200 else "Bad Request, without a message")


@EACH
@pytest.mark.parametrize("charset", all_but_first(CHARSETS_OF_BODIES))
@pytest.mark.parametrize("status", [200, 400])
def test_a_failure_keeps_code_and_message_in_any_charset(
    service: ScriptedServer, kind: Kind, operation: Operation, charset: str, status: int
) -> None:
    message = "refused" if charset in ("windows-1252", "cp1252", "euc-kr", "shift_jis", "euc-jp") else "重复"
    message = {"big5": "重複", "x-x-big5": "重複", "big5-hkscs": "重複"}.get(charset, message)
    body = failure_body(operation, message)
    raw = json.dumps(body, ensure_ascii=False).encode(CHARSETS[charset])
    service.respond_with(CannedResponse(status, raw, f'application/json; charset="{charset.upper()}"'))
    error = rejected(kind, operation, service.url)
    assert error.message == message
    assert error.code == next(str(body[place[1:]]) for place in operation.envelope.code if place[1:] in body)


@EACH
def test_a_success_in_another_charset_is_drift(service: ScriptedServer, kind: Kind, operation: Operation) -> None:
    raw = documented_response(operation)
    for charset in ("GBK", "utf-16"):
        service.respond_with(CannedResponse(200, raw.decode().encode(charset), f"application/json;charset={charset}"))
        with open_client(operation, kind, service.url) as caller:
            reply = caller(operation, **documented_call(operation).arguments)
        same = type(reply).from_json(raw)
        assert reply.to_json() == same.to_json()
        is_changed = raw.decode().encode(charset) != raw
        assert [found.keyword for found in reply.report.findings][:1] == (["charset"] if is_changed else []) or (
            not is_changed and reply.report == same.report
        )


@EACH
def test_utf_8_wins_over_another_declared_charset(service: ScriptedServer, kind: Kind, operation: Operation) -> None:
    body = json.dumps(failure_body(operation), ensure_ascii=False).encode()
    service.respond_with(CannedResponse(400, body, "application/json; charset=GBK"))
    assert rejected(kind, operation, service.url).message == MESSAGE


BODIES: dict[str, tuple[str, bytes, str]] = {
    "plain text": ("text/plain", b"upstream connect error,\n reset before headers", "upstream connect error, reset before headers"),
    "a page": ("text/html", b"<html><body>Service <b>Unavailable</b></body></html>", "Service Unavailable"),
    "a page in GBK": (
        "text/html", "<html><meta charset=gbk><title>禁止访问</title></html>".encode("gbk"), "禁止访问"
    ),
    "XML in GBK": ("text/xml", '<?xml version="1.0" encoding="GBK"?><Message>禁止访问</Message>'.encode("gbk"), "禁止访问"),
    "XML with a prefix": (
        "application/xml", b'<e:Error xmlns:e="urn:x"><e:Code>X1</e:Code><e:Message>too late</e:Message></e:Error>', "too late"
    ),
    "SOAP": (
        "text/xml", b"<s:Fault><faultcode>s:Server</faultcode><faultstring>too late</faultstring></s:Fault>", "too late"
    ),
    "problem details": (
        "application/problem+json", b'{"type": "urn:x", "title": "Forbidden", "detail": "too late"}', "too late"
    ),
    "problem details without detail": ("application/problem+json", b'{"title": "Too late"}', "Too late"),
}  # fmt: skip


@EACH
@pytest.mark.parametrize("body", BODIES)
def test_the_message_of_a_common_body_is_found(
    service: ScriptedServer, kind: Kind, operation: Operation, body: str
) -> None:
    media_type, raw, message = BODIES[body]
    service.respond_with(CannedResponse(403, raw, media_type))
    error = rejected(kind, operation, service.url)
    assert error.message == message
    assert error.code == {"XML with a prefix": "X1", "SOAP": "s:Server"}.get(body)


@EACH
def test_a_long_text_is_no_message(service: ScriptedServer, kind: Kind, operation: Operation) -> None:
    for media_type in ("text/plain", "text/html"):
        service.respond_with(CannedResponse(403, b"<p>no</p> " * 200, media_type))
        assert rejected(kind, operation, service.url).message == "Forbidden, without a message"


@EACH
def test_a_failure_behind_a_byte_order_mark_keeps_its_code(
    service: ScriptedServer, kind: Kind, operation: Operation
) -> None:
    service.respond_with(CannedResponse(200, b"\xef\xbb\xbf" + json.dumps(failure_body(operation)).encode()))
    error = rejected(kind, operation, service.url)
    assert error.message == MESSAGE
    assert error.code


@EACH
@pytest.mark.parametrize("charset", all_but_first(ODD_CHARSETS))
def test_odd_charsets_are_read_as_utf_8(
    service: ScriptedServer, kind: Kind, operation: Operation, charset: str
) -> None:
    body = json.dumps(failure_body(operation), ensure_ascii=False).encode()
    service.respond_with(CannedResponse(400, body, f"application/json; charset={charset}"))
    assert rejected(kind, operation, service.url).message == MESSAGE


PAGES = {
    "<html><head><title>502 Bad\n Gateway</title></head><body>no</body></html>": "502 Bad Gateway",
    "\ufeff<!DOCTYPE html><HTML><TITLE lang='en'>Zugriff &amp; mehr</TITLE>": "Zugriff & mehr",
    "<html><body><h1>Blocked by WAF</h1></body></html>": "Blocked by WAF",
    "<?xml version='1.0'?><Error><Message>no &lt;access&gt;</Message></Error>": "no <access>",
    "<html><head><title></title></head></html>": None,
    "<html><title" + " x" * 60_000: None,
}


@EACH
@pytest.mark.parametrize(("page", "message"), PAGES.items(), ids=range(len(PAGES)))
def test_pages_and_xml_give_their_message(
    service: ScriptedServer, kind: Kind, operation: Operation, page: str, message: str | None
) -> None:
    service.respond_with(CannedResponse(502, page.encode(), "text/html; charset=utf-8"))
    assert rejected(kind, operation, service.url).message == (message or "Bad Gateway, without a message")
    service.respond_with(CannedResponse(200, page.encode(), "text/html; charset=utf-8"))
    with open_client(operation, kind, service.url) as caller, pytest.raises(ia.InvalidResponse) as raised:
        caller(operation, **documented_call(operation).arguments)
    shown = f': "{message}"' if message else ""
    assert raised.value.report.findings[0].message == f"the response is text/html, not JSON{shown}"


@EACH
def test_xml_gives_code_message_and_request_id(service: ScriptedServer, kind: Kind, operation: Operation) -> None:
    envelope = operation.envelope
    assert envelope is not None
    names = [places[0].rpartition("/")[2] if places else "" for places in (envelope.code, envelope.message)]
    request_id = envelope.request_id[0].rpartition("/")[2] if envelope.request_id else "Other"
    page = f"<Error><{request_id}>R1</{request_id}><{names[0]}>E.1</{names[0]}><{names[1]}>no</{names[1]}></Error>"
    service.respond_with(CannedResponse(403, page.encode(), "text/xml"))
    error = rejected(kind, operation, service.url)
    assert (error.code, error.message) == ("E.1", "no")
    assert error.request_id == ("R1" if envelope.request_id else None)


LABELLED = [
    (operation, place, code)
    for operation in OPERATIONS
    for place in (operation.envelope.code[:1] if operation.envelope else ())
    for code in ia.contract(f"{operation.id}.response").documentation.member(place).codes
    if code.label.get("en") and operation.envelope and code.value not in operation.envelope.success[0].values
]


@pytest.mark.parametrize(("operation", "place", "code"), LABELLED, ids=lambda value: getattr(value, "id", None))
def test_a_known_code_is_explained(
    service: ScriptedServer, kind: Kind, operation: Operation, place: str, code: Any
) -> None:
    body = {**failure_body(operation, "no"), place[1:]: code.value}
    service.respond_with(CannedResponse(400, json.dumps(body).encode()))
    error = rejected(kind, operation, service.url)
    assert error.hint == code.label["en"].rstrip(".")
    assert str(error).endswith(f"; {error.hint}")


SIGNED = [case for case in AUTH_CASES if case[1].scheme.endswith("-hmac-sha256")]


@pytest.mark.parametrize(("operation", "scheme"), SIGNED, ids=lambda value: getattr(value, "name", None))
@pytest.mark.parametrize(("offset", "direction"), [(3600, "behind"), (-7200, "ahead of")])
def test_a_clock_error_says_by_how_much(
    service: ScriptedServer, kind: Kind, operation: Operation, scheme: Any, offset: int, direction: str
) -> None:
    envelope = operation.envelope
    assert envelope is not None
    clock = next((it for it in scheme.refusals if it.reason == "clock"), None)
    body = {**failure_body(operation), envelope.code[0][1:]: clock.code if clock else "Unauthorized"}
    date = format_datetime(datetime.now(UTC) + timedelta(seconds=offset), usegmt=True)
    service.respond_with(
        CannedResponse(clock.status if clock else 401, json.dumps(body).encode(), headers={"Date": date})
    )
    error = rejected(kind, operation, service.url, auth=credentials(scheme))
    assert error.hint is not None
    assert f" s {direction} the service's, by the header Date" in error.hint
    (seconds,) = re.findall("[0-9]+", error.hint)
    assert abs(int(seconds) - abs(offset)) < 60
    now = format_datetime(datetime.now(UTC), usegmt=True)
    service.respond_with(CannedResponse(401, json.dumps(body).encode(), headers={"Date": now}))
    assert "this machine's clock" not in str(rejected(kind, operation, service.url, auth=credentials(scheme)).hint)
    wrong = {**body, envelope.code[0][1:]: "Unauthorized"}
    for status, headers in ((401, {"Date": now}), (401, {}), (401, {"Date": "soon"}), (500, {"Date": date})):
        service.respond_with(CannedResponse(status, json.dumps(wrong).encode(), headers=headers))
        assert "clock" not in str(rejected(kind, operation, service.url, auth=credentials(scheme)).hint)


@pytest.mark.slow
@EACH
def test_a_large_bad_body_gives_few_findings(operation: Operation) -> None:
    """Thousands of findings would outlast the deadline of the call."""
    needs = operation.envelope.needs[0] if operation.envelope else ""
    value = json.loads(documented_response(operation))
    value = {**value, needs[1:].partition("/")[0]: [[]] * 1_000_000}
    response = Response(200, {"content-type": "application/json"}, json.dumps(value).encode())
    with pytest.raises(ia.InvalidResponse) as raised:
        parse_response(response, operation, reply_of(operation.id), tuple, Environment(), None)
    assert 0 < len(raised.value.report.findings) < 300
