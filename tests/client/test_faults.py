"""What callers see of a service in trouble: every fault of the sandbox, every operation, both kinds of clients."""

from __future__ import annotations

from dataclasses import dataclass
from fnmatch import fnmatchcase
from typing import get_args

import invoice_apis as ia
import pytest
from invoice_apis import ApiError, InvalidResponse, TransportError
from invoice_apis.client.auth.credentials import AccessKey, AccessToken, AppLogin
from invoice_apis.operation import Operation
from invoice_apis.sandbox import Sandbox
from invoice_apis.sandbox.faults import FAULTS
from invoice_apis.testing import Drift
from support.calling import OPERATIONS, Kind, api_of, called, can_drift, good, schemes

from .authenticated import asked_for, authenticated_client, logins, said

EVERY = pytest.mark.parametrize("operation", OPERATIONS, ids=called)


@dataclass(frozen=True)
class Seen:
    """What a caller sees of a fault that stays."""

    error: type[Exception]
    status: int | None = None
    """None: that of the documents."""
    reason: str | None = None
    """The documented refusal whose code the error has."""
    passes: bool = False
    """Whether it is worth another try, whatever its code."""


LASTING = {
    "429": Seen(ApiError, 429, "throttled", passes=True),
    "throttled": Seen(ApiError, None, "throttled"),
    "500": Seen(ApiError, 500, "server", passes=True),
    "failure-200": Seen(ApiError, 200, "server"),
    "html": Seen(ApiError, 502, passes=True),
    "redirect": Seen(ApiError, 302),
    "html-200": Seen(InvalidResponse, 200),
    "empty": Seen(InvalidResponse, 200),
    "wrong-shape": Seen(InvalidResponse, 200),
    "reset": Seen(TransportError, passes=True),
    "truncated": Seen(TransportError, passes=True),
}
DRIFT = get_args(Drift)
PAGING = ("repeated-page", "shrinking-count", "late-insert", "capped-limit", "page-count")
OTHERS = ("slow", "expired-token", "bad-base64")


def test_every_fault_is_tried() -> None:
    assert {fault.name for fault in FAULTS} == {*LASTING, *DRIFT, *PAGING, *OTHERS}


def may_pass(operation: Operation, seen: Seen) -> bool:
    """By status, or because the contract says it of the code."""
    told = said(operation, seen.reason) if seen.reason else None
    patterns = operation.envelope.retryable if operation.envelope else ()
    status = seen.status or (told.status if told else 0)
    by_code = told is not None and any(fnmatchcase(told.code, pattern) for pattern in patterns)
    return seen.passes or by_code or status == 429 or status >= 500


@EVERY
@pytest.mark.parametrize("fault", LASTING)
def test_a_fault_that_stays_is_told_after_as_many_tries_as_make_sense(
    kind: Kind, operation: Operation, fault: str
) -> None:
    seen = LASTING[fault]
    with Sandbox(rows=2, faults=[fault]) as box, authenticated_client(box, operation, kind) as caller:
        with pytest.raises(seen.error) as raised:
            caller(operation, **good(operation).arguments)
        tries = len(asked_for(box, operation))
    error = raised.value
    assert type(error) is seen.error
    assert tries == (3 if may_pass(operation, seen) else 1)
    if isinstance(error, ApiError):
        told = said(operation, seen.reason) if seen.reason else None
        assert (error.status, error.code) == (seen.status or told.status, told and told.code)
        assert error.retryable is may_pass(operation, seen)
        assert error.retry_after == (0 if fault == "429" else None)
        assert (told.message if told else "") in error.message
    elif isinstance(error, InvalidResponse):
        assert error.status == seen.status
        assert not error.report.ok


PASSING = [(operation, fault) for operation in OPERATIONS for fault in LASTING if may_pass(operation, LASTING[fault])]


@pytest.mark.parametrize(("operation", "fault"), PASSING, ids=called)
def test_a_fault_that_passes_is_not_seen(kind: Kind, operation: Operation, fault: str) -> None:
    with Sandbox(rows=2, faults=[f"{fault}=2"]) as box, authenticated_client(box, operation, kind) as caller:
        reply = caller(operation, **good(operation).arguments)
        assert reply.http.status == 200
        assert len(asked_for(box, operation)) == 3


@EVERY
@pytest.mark.parametrize("fault", DRIFT)
def test_drift_is_reported_and_fails_nothing(kind: Kind, operation: Operation, fault: str) -> None:
    with Sandbox(rows=6, faults=[fault]) as box, authenticated_client(box, operation, kind) as caller:
        report = caller(operation, **good(operation).arguments).report
    assert report.ok
    assert bool(report.drift) is can_drift(ia.contract(f"{operation.id}.response"), fault)


@EVERY
@pytest.mark.parametrize("fault", PAGING)
def test_faults_of_paging_do_not_trouble_one_call(kind: Kind, operation: Operation, fault: str) -> None:
    with Sandbox(rows=6, faults=[fault]) as box, authenticated_client(box, operation, kind) as caller:
        assert not caller(operation, **good(operation).arguments).report.drift


@EVERY
def test_an_encoded_member_that_does_not_open_is_an_invalid_response(kind: Kind, operation: Operation) -> None:
    with Sandbox(rows=2, faults=["bad-base64"]) as box, authenticated_client(box, operation, kind) as caller:
        if operation.encoded:
            with pytest.raises(InvalidResponse, match="base64"):
                caller(operation, **good(operation).arguments)
        else:
            caller(operation, **good(operation).arguments)


@EVERY
def test_a_slow_answer_is_waited_for_as_long_as_the_caller_wants(kind: Kind, operation: Operation) -> None:
    with Sandbox(rows=2, faults=["slow=0.01"]) as box, authenticated_client(box, operation, kind) as caller:
        caller(operation, **good(operation).arguments)
    with (
        Sandbox(rows=2, faults=["slow=1000"]) as box,
        authenticated_client(box, operation, kind, max_retries=1) as caller,
    ):
        with pytest.raises(TransportError, match="no answer in time"):
            caller(operation, **good(operation).arguments, timeout=0.05)
        assert len(asked_for(box, operation)) == 2


KNOWN = Sandbox().credentials
WAYS = [(operation, way) for operation in OPERATIONS for way in KNOWN[api_of(operation).id]["auth"]]


@pytest.mark.parametrize(("operation", "way"), WAYS, ids=called)
def test_a_token_that_ran_out_is_replaced_by_whoever_can(kind: Kind, operation: Operation, way: str) -> None:
    """A login gets another; of a token that was given the caller must know; keys without a token have none to lose."""
    with (
        Sandbox(rows=2, faults=["expired-token"]) as box,
        authenticated_client(box, operation, kind, way, max_retries=0) as caller,
    ):
        auth = box.auth(api_of(operation).id, way)
        has_lost = isinstance(auth, AccessToken) or (isinstance(auth, AccessKey) and auth.security_token is not None)
        if has_lost:
            with pytest.raises(ApiError) as raised:
                caller(operation, **good(operation).arguments)
            assert raised.value.code in {said(operation, "token", how).code for how in schemes(operation)}
            assert not raised.value.retryable
        caller(operation, **good(operation).arguments)
        assert len(asked_for(box, operation)) == (2 if has_lost or isinstance(auth, AppLogin) else 1)
        assert logins(box) == (2 if isinstance(auth, AppLogin) else 0)
