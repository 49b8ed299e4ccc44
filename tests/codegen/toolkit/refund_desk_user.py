"""Run in a process of its own: a program that uses the emitted package of the refund desk.

`python -I refund_desk_user.py FOLDER`; FOLDER holds `invoice_apis`.
"""

from __future__ import annotations

import asyncio
import http.client
import importlib
import io
import pickle
import sys
from collections.abc import Callable
from typing import Any

import httpx2
import pytest

TROUBLE = b'{"error": {"code": "no-receipt", "text": "No receipt R-1.", "id": "Q-1", "owner": "Ada"}}'


def answers(status: int, body: bytes, media_type: str = "application/json") -> httpx2.MockTransport:
    """A service that gives one answer."""
    return httpx2.MockTransport(
        lambda request: httpx2.Response(status, content=body, headers={"Content-Type": media_type})
    )


def client(transport: httpx2.MockTransport) -> Any:
    return api.RefundDesk(auth=ia.AccessToken("t"), base_url="https://refunds.example.com", transport=transport)


def raised(call: Callable[[Any], Any], status: int, body: bytes, media_type: str = "application/json") -> Any:
    """The error of a call that gets one answer."""
    with client(answers(status, body, media_type)) as desk:
        try:
            call(desk)
        except ia.InvoiceApisError as error:
            return error
    raise AssertionError("no error")


def open_refund(desk: Any) -> Any:
    return desk.open_refund(receipt="R-1", reason=None, max_retries=0)


def find_refund(desk: Any) -> Any:
    return desk.find_refund(number="F-1", max_retries=0)


def drop_refund(desk: Any) -> Any:
    return desk.drop_refund(number="F-1", max_retries=0)


def the_sandbox_answers_with_the_documented_status() -> None:
    with sandbox() as box, api.RefundDesk(auth=box.auth("refund_desk"), base_url=box.url) as desk:
        opened = open_refund(desk)
        assert (opened.http.status, str(opened.amount)) == (201, "12.50")
        assert find_refund(desk).http.status == 200
        assert drop_refund(desk) is None
        assert drop_refund(desk) is None, "the connection is still in order"
        plain = http.client.HTTPConnection("127.0.0.1", int(box.url.rpartition(":")[2]))
        plain.request("DELETE", "/v1/refunds/F-1", headers={"Authorization": f"Bearer {box.auth('refund_desk').token}"})
        response = plain.getresponse()
        assert (response.status, response.getheader("Content-Length"), response.read()) == (204, None, b"")
        plain.close()


def a_required_argument_that_may_be_null_is_sent_as_null() -> None:
    sent: list[bytes] = []

    def answer(request: httpx2.Request) -> httpx2.Response:
        sent.append(request.content)
        return httpx2.Response(201, json={"number": "F-1"})

    with client(httpx2.MockTransport(answer)) as desk:
        desk.open_refund(receipt="R-1", reason=None)
        desk.open_refund(receipt="R-1", reason="late")
        with pytest.raises(TypeError):
            desk.open_refund(receipt="R-1")
    assert sent == [b'{"receipt":"R-1","reason":null}', b'{"receipt":"R-1","reason":"late"}']


async def the_async_client_does_the_same() -> None:
    with sandbox() as box:
        async with api.AsyncRefundDesk(auth=box.auth("refund_desk"), base_url=box.url) as desk:
            assert (await desk.open_refund(receipt="R-1", reason="late")).http.status == 201
            assert await desk.drop_refund(number="F-1") is None
    with sandbox(faults=["500"]) as box:
        async with api.AsyncRefundDesk(auth=box.auth("refund_desk"), base_url=box.url, max_retries=0) as desk:
            with pytest.raises(ia.ApiError) as caught:
                await desk.drop_refund(number="F-1")
            assert isinstance(caught.value.failure, api.Trouble)


def the_sandbox_refuses_with_the_schema_of_the_failure() -> None:
    with sandbox(faults=["500"]) as box, api.RefundDesk(auth=box.auth("refund_desk"), base_url=box.url) as desk:
        for call in (open_refund, find_refund, drop_refund):
            with pytest.raises(ia.ApiError) as caught:
                call(desk)
            error = caught.value
            assert (error.status, error.code, error.message) == (500, "InternalError", "The service failed.")
            assert isinstance(error.failure, api.Trouble)
            assert not error.report.findings
            assert error.request_id == error.failure.error.id
    with sandbox() as box, api.RefundDesk(auth=ia.AccessToken("wrong"), base_url=box.url) as desk:
        with pytest.raises(ia.ApiError) as caught:
            open_refund(desk)
        assert (caught.value.status, caught.value.code) == (401, "Unauthorized")


def a_success_has_content_where_its_status_documents_it() -> None:
    for status in (204, 205):  # 205 is on no page: what comes decides
        with client(answers(status, b"")) as desk:
            assert find_refund(desk) is None
    with client(answers(203, b'{"number": "F-1"}')) as desk:
        assert find_refund(desk).number == "F-1"
    for call, status in ((find_refund, 200), (open_refund, 201), (open_refund, 202), (open_refund, 204)):
        error = raised(call, status, b"")
        assert isinstance(error, ia.InvalidResponse)
        assert error.status == status
    with client(answers(200, b"dropped", "text/plain")) as desk:
        assert drop_refund(desk) is None
    error = raised(drop_refund, 200, TROUBLE)
    assert (type(error), error.status, error.code) == (ia.ApiError, 200, "no-receipt")
    assert isinstance(raised(drop_refund, 200, b"<html><title>Log in</title></html>", "text/html"), ia.InvalidResponse)


def a_failure_that_repeats_the_token_is_masked() -> None:
    body = TROUBLE.replace(b"No receipt R-1.", b"bad token t-secret-77")
    auth, place = ia.AccessToken("t-secret-77"), "https://refunds.example.com"
    desk = api.RefundDesk(auth=auth, base_url=place, transport=answers(400, body))
    with desk, pytest.raises(ia.ApiError) as caught:
        open_refund(desk)
    error = caught.value
    assert error.failure.error.text == "bad token ***"
    assert "t-secret-77" not in f"{error!r}{error}{error.failure!r}{error.report}"


def a_failure_is_the_one_of_its_status() -> None:
    error = raised(open_refund, 400, TROUBLE)
    assert (error.status, error.code, error.message, error.request_id) == (400, "no-receipt", "No receipt R-1.", "Q-1")
    assert error.hint == "There is no such receipt"
    assert error.failure.error.code is api.ErrorCode.NO_RECEIPT
    assert "Ada" not in repr(error.failure) + repr(error) + str(error)
    assert error.report.contract == "refund_desk/OpenRefund.failure"
    assert not error.report.findings
    error = raised(open_refund, 409, b'{"reason": "open", "open": [{"number": "F-1", "amount": 1.10}]}')
    assert (error.status, error.code, error.message) == (409, None, "open")
    assert isinstance(error.failure, api.Conflict)
    assert str(error.failure.open[0].amount) == "1.10"
    assert error.report.contract == "refund_desk/OpenRefund.failure-409"
    for status in (503, 599):
        assert isinstance(raised(open_refund, status, TROUBLE).failure, api.Trouble)
    assert isinstance(raised(find_refund, 423, b'{"reason": "open"}').failure, api.Conflict), "by its class"
    assert isinstance(raised(find_refund, 404, TROUBLE).failure, api.Trouble), "by its own status"
    assert isinstance(raised(find_refund, 500, TROUBLE).failure, api.Trouble), "by default"
    again = pickle.loads(pickle.dumps(error))
    assert (again.status, again.failure, again.report) == (error.status, error.failure, error.report)


def what_breaks_the_contract_hides_nothing() -> None:
    error = raised(open_refund, 400, b'{"error": {"code": ["no-receipt"], "text": "No."}}')
    assert isinstance(error, ia.ApiError)
    assert (error.status, error.code, error.message) == (400, None, "No.")
    assert error.failure is None
    assert [one.pointer for one in error.report.errors] == ["/error/code"]
    error = raised(open_refund, 400, b'{"error": {"code": "new", "more": 1}}')
    assert error.failure.error.code == "new"
    assert [one.pointer for one in error.report.drift] == ["/error/more"]
    error = raised(open_refund, 418, TROUBLE)
    assert (error.status, error.code, error.failure, error.report) == (418, "no-receipt", None, None)
    error = raised(open_refund, 500, b"<html><title>Bad gateway</title></html>", "text/html")
    assert (error.status, error.message, error.failure, error.report) == (500, "Bad gateway", None, None)
    error = raised(open_refund, 500, b"")
    assert (error.status, error.failure, error.report) == (500, None, None)
    error = raised(open_refund, 400, b'{"error": ')
    assert (error.status, error.failure) == (400, None)
    assert not error.report.ok
    error = raised(open_refund, 400, b"[" * 100_000)
    assert (error.status, error.failure) == (400, None)


def the_contract_is_at_every_door() -> None:
    contract = ia.contract("refund_desk/OpenRefund.failure")
    assert (contract.operation, contract.direction) == ("OpenRefund", "failure")
    assert contract in ia.contracts()
    assert ia.contract("refund_desk/OpenRefund.failure-409").direction == "failure"
    for payload in (TROUBLE, TROUBLE.decode(), {"error": {"code": "x"}}):
        report = contract.check(payload)
        assert report.ok
        assert report.outcome == "failure"
        assert contract.accepts(payload)
    known = contract.check(b'{"error": {"code": "no-receipt", "id": null}}')
    assert [one.ledger for one in known.findings] == ["RF-01"]
    assert [one.keyword for one in contract.check(b"{}").drift] == ["required"]
    for seed in range(20):
        example = contract.example(seed)
        assert not contract.check(example).findings
        assert api.Trouble.from_json(example)
    for wrong in ("success", "other"):
        try:
            contract.example(outcome=wrong)
        except LookupError:
            continue
        raise AssertionError(wrong)
    assert {fit.contract for fit in ia.detect(TROUBLE)} >= {"refund_desk/OpenRefund.failure"}
    bulk = contract.check_lines(io.BytesIO(TROUBLE + b"\n" + contract.example(1, wire=True) + b"\n[]\n"))
    assert (bulk.documents, bulk.failures, bulk.successes, bulk.ok) == (3, 2, 0, False)
    assert dict(bulk.codes)["no-receipt"] == 1
    assert ia.contract("refund_desk/Refund").direction == "record"


def sandbox(**options: Any) -> Any:
    return importlib.import_module("invoice_apis.sandbox").Sandbox(**options)


if __name__ == "__main__":
    sys.path.insert(0, sys.argv[1])
    ia = importlib.import_module("invoice_apis")
    api = importlib.import_module("invoice_apis.refund_desk")
    the_sandbox_answers_with_the_documented_status()
    a_required_argument_that_may_be_null_is_sent_as_null()
    asyncio.run(the_async_client_does_the_same())
    the_sandbox_refuses_with_the_schema_of_the_failure()
    a_success_has_content_where_its_status_documents_it()
    a_failure_is_the_one_of_its_status()
    a_failure_that_repeats_the_token_is_masked()
    what_breaks_the_contract_hides_nothing()
    the_contract_is_at_every_door()
