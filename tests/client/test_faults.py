"""Every fault of the sandbox, as seen by both clients of every operation."""

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
from support.calling import OPERATIONS, Kind, api_of, can_drift, case_id, documented_call, schemes
from support.slow import all_but_first

from .authenticated import authenticated_client, documented_refusal, logins, received_values

EVERY = pytest.mark.parametrize("operation", OPERATIONS, ids=case_id)


@dataclass(frozen=True)
class Expected:
    """The error for a permanent fault."""

    error: type[Exception]
    status: int | None = None
    """None: the documented one."""
    reason: str | None = None
    """Reason of the documented refusal."""
    is_temporary: bool = False
    """Retryable for any code."""


LASTING = {
    "429": Expected(ApiError, 429, "throttled", is_temporary=True),
    "throttled": Expected(ApiError, None, "throttled"),
    "500": Expected(ApiError, 500, "server", is_temporary=True),
    "failure-200": Expected(ApiError, 200, "server"),
    "html": Expected(ApiError, 502, is_temporary=True),
    "redirect": Expected(ApiError, 302),
    "html-200": Expected(InvalidResponse, 200),
    "empty": Expected(InvalidResponse, 200),
    "wrong-shape": Expected(InvalidResponse, 200),
    "reset": Expected(TransportError, is_temporary=True),
    "truncated": Expected(TransportError, is_temporary=True),
}
DRIFT = get_args(Drift)
PAGING = ("repeated-page", "shrinking-count", "late-insert", "capped-limit", "page-count")
ASTRAY = (
    "ignored-page",
    "empty-page",
    "no-end",
    "repeated-token",
    "alternating-token",
    "foreign-link",
    "relative-link",
)
OTHERS = ("slow", "expired-token", "bad-base64")


def test_every_fault_is_covered() -> None:
    assert {fault.name for fault in FAULTS} == {*LASTING, *DRIFT, *PAGING, *ASTRAY, *OTHERS}


def may_pass(operation: Operation, expected_: Expected) -> bool:
    """Whether the failure is retryable, by status or by documented code."""
    expected = documented_refusal(operation, expected_.reason) if expected_.reason else None
    patterns = operation.envelope.retryable if operation.envelope else ()
    status = expected_.status or (expected.status if expected else 0)
    by_code = expected is not None and any(fnmatchcase(expected.code, pattern) for pattern in patterns)
    return expected_.is_temporary or by_code or status == 429 or status >= 500


@EVERY
@pytest.mark.parametrize("fault", all_but_first(LASTING))
def test_a_permanent_fault_is_raised_after_the_allowed_retries(kind: Kind, operation: Operation, fault: str) -> None:
    expected_ = LASTING[fault]
    with Sandbox(rows=2, faults=[fault]) as sandbox, authenticated_client(sandbox, operation, kind) as caller:
        with pytest.raises(expected_.error) as raised:
            caller(operation, **documented_call(operation).arguments)
        tries = len(received_values(sandbox, operation))
    error = raised.value
    assert type(error) is expected_.error
    assert tries == (3 if may_pass(operation, expected_) else 1)
    if isinstance(error, ApiError):
        expected = documented_refusal(operation, expected_.reason) if expected_.reason else None
        assert (error.status, error.code) == (expected_.status or expected.status, expected and expected.code)
        assert error.retryable is may_pass(operation, expected_)
        assert error.retry_after == (0 if fault == "429" else None)
        assert (expected.message if expected else "") in error.message
    elif isinstance(error, InvalidResponse):
        assert error.status == expected_.status
        assert not error.report.ok


TEMPORARY = [(operation, fault) for operation in OPERATIONS for fault in LASTING if may_pass(operation, LASTING[fault])]


@pytest.mark.parametrize(("operation", "fault"), TEMPORARY, ids=case_id)
def test_a_temporary_fault_is_hidden_by_retries(kind: Kind, operation: Operation, fault: str) -> None:
    with Sandbox(rows=2, faults=[f"{fault}=2"]) as sandbox, authenticated_client(sandbox, operation, kind) as caller:
        reply = caller(operation, **documented_call(operation).arguments)
        assert reply.http.status == 200
        assert len(received_values(sandbox, operation)) == 3


@EVERY
@pytest.mark.parametrize("fault", all_but_first(DRIFT))
def test_drift_is_reported_and_the_call_succeeds(kind: Kind, operation: Operation, fault: str) -> None:
    with Sandbox(rows=6, faults=[fault]) as sandbox, authenticated_client(sandbox, operation, kind) as caller:
        report = caller(operation, **documented_call(operation).arguments).report
    assert report.ok
    assert bool(report.drift) is can_drift(ia.contract(f"{operation.id}.response"), fault)


@EVERY
@pytest.mark.parametrize("fault", PAGING)
def test_pagination_faults_do_not_affect_a_single_call(kind: Kind, operation: Operation, fault: str) -> None:
    with Sandbox(rows=6, faults=[fault]) as sandbox, authenticated_client(sandbox, operation, kind) as caller:
        assert not caller(operation, **documented_call(operation).arguments).report.drift


@EVERY
def test_a_member_with_invalid_base64_is_an_invalid_response(kind: Kind, operation: Operation) -> None:
    with Sandbox(rows=2, faults=["bad-base64"]) as sandbox, authenticated_client(sandbox, operation, kind) as caller:
        if operation.encoded:
            with pytest.raises(InvalidResponse, match="base64"):
                caller(operation, **documented_call(operation).arguments)
        else:
            caller(operation, **documented_call(operation).arguments)


@EVERY
def test_a_slow_response_is_bounded_by_the_timeout(kind: Kind, operation: Operation) -> None:
    with Sandbox(rows=2, faults=["slow=0.01"]) as sandbox, authenticated_client(sandbox, operation, kind) as caller:
        caller(operation, **documented_call(operation).arguments)
    with (
        Sandbox(rows=2, faults=["slow=1000"]) as sandbox,
        authenticated_client(sandbox, operation, kind, max_retries=1) as caller,
    ):
        with pytest.raises(TransportError, match="no response in time"):
            caller(operation, **documented_call(operation).arguments, timeout=0.05)
        assert len(received_values(sandbox, operation)) == 2


KNOWN = Sandbox().credentials
WAYS = [(operation, way) for operation in OPERATIONS for way in KNOWN[api_of(operation).id]["auth"]]


@pytest.mark.parametrize(("operation", "way"), WAYS, ids=case_id)
def test_an_expired_token_is_renewed_if_the_scheme_can(kind: Kind, operation: Operation, way: str) -> None:
    """A login gets a new token; a static token is an error; keys without a token are unaffected."""
    with (
        Sandbox(rows=2, faults=["expired-token"]) as sandbox,
        authenticated_client(sandbox, operation, kind, way, max_retries=0) as caller,
    ):
        auth = sandbox.auth(api_of(operation).id, way)
        has_lost = isinstance(auth, AccessToken) or (isinstance(auth, AccessKey) and auth.security_token is not None)
        if has_lost:
            with pytest.raises(ApiError) as raised:
                caller(operation, **documented_call(operation).arguments)
            assert raised.value.code in {
                documented_refusal(operation, "token", scheme).code for scheme in schemes(operation)
            }
            assert not raised.value.retryable
        caller(operation, **documented_call(operation).arguments)
        assert len(received_values(sandbox, operation)) == (2 if has_lost or isinstance(auth, AppLogin) else 1)
        assert logins(sandbox) == (2 if isinstance(auth, AppLogin) else 0)
