"""`tc3-hmac-sha256`: signatures equal those of the vendor's SDK and page; the sandbox accepts the SDK's requests.

No contract of the package uses the scheme, so the vectors stand here.
"""

from __future__ import annotations

import base64
import json
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
from invoice_apis.client.auth.credentials import AccessKey
from invoice_apis.client.auth.tc3_hmac import Tc3Hmac, compute_signature, payload_hash, sign_request
from invoice_apis.client.auth.verification import Authenticator, AuthError
from invoice_apis.client.http.messages import Request
from invoice_apis.operation import Api, SecurityScheme, Server
from invoice_apis.sandbox.accounts import Account
from invoice_apis.sandbox.routes import Service

Json = dict[str, Any]
VECTORS = json.loads((Path(__file__).parent / "vectors" / "tc3-hmac-sha256.json").read_bytes())["vectors"]
EACH = pytest.mark.parametrize("vector", VECTORS, ids=lambda vector: vector["name"])
OF_THE_SDK = pytest.mark.parametrize(
    "vector", [vector for vector in VECTORS if "signature" in vector["output"]], ids=lambda vector: vector["name"]
)


def key_of(vector: Json) -> AccessKey:
    inputs = vector["input"]
    return AccessKey(inputs["access_key"], inputs["secret_key"], inputs["security_token"])


def request_of(vector: Json) -> Request:
    inputs = vector["input"]
    query = tuple((name, value) for name, value in inputs["query"])
    body = base64.b64decode(inputs["body_base64"])
    return Request(
        inputs["method"], f"https://{inputs['host']}", inputs["path"], query, tuple(inputs["headers"].items()), body
    )


def time_of(vector: Json) -> datetime:
    return datetime.fromtimestamp(vector["input"]["timestamp"], UTC)


def sent_by_the_sdk(vector: Json) -> Request:
    return request_of(vector).with_headers(
        {**vector["output"]["sent_headers"], "Authorization": vector["output"]["authorization"]}
    )


def authenticator(vector: Json) -> Authenticator:
    """The service's side, for a customer with the key of the vector."""
    scheme = SecurityScheme(
        "Signature", "tc3-hmac-sha256", "header", "Authorization", (("service", vector["input"]["service"]),)
    )
    account = Account.create(Service("some_api", Api("some_api", (Server("https://example.com"),), (scheme,)), ()), 0)
    account.credentials[scheme.name] = key_of(vector)
    return Tc3Hmac.authenticator(scheme, account)


def reason(own: Authenticator, request: Request, now: datetime) -> str:
    with pytest.raises(AuthError) as raised:
        own.verify(request, now, ())
    return raised.value.reason


@EACH
def test_intermediate_texts_of_a_signature(vector: Json) -> None:
    request, output = (
        sign_request(request_of(vector), key_of(vector), time_of(vector), vector["input"]["service"]),
        vector["output"],
    )
    names = output["canonical_request"].split("\n")[-2].split(";")
    headers = [(name, value) for name, value in request.headers if name.lower() in names]
    signature = compute_signature(
        request.method,
        request.full_path,
        request.query,
        headers,
        payload_hash(request),
        str(vector["input"]["timestamp"]),
        vector["input"]["service"],
        key_of(vector),
    )
    found = {name: text for name, text in signature._asdict().items() if name in output}
    assert found == {name: output[name] for name in found}
    assert {"canonical_request", "string_to_sign"} <= found.keys()


@OF_THE_SDK
def test_a_signed_request_has_the_headers_of_the_official_sdk(vector: Json) -> None:
    request = sign_request(request_of(vector), key_of(vector), time_of(vector), vector["input"]["service"])
    headers = {name.lower(): value for name, value in request.headers}
    assert "SignedHeaders=content-type;host;x-tc-action," in headers.pop("authorization")
    assert headers == {name.lower(): value for name, value in vector["output"]["sent_headers"].items()}
    ours, theirs = urlsplit(request.target), urlsplit(vector["output"]["request_target"])
    assert (ours.path, ours.query) == (theirs.path, theirs.query)


@OF_THE_SDK
def test_the_sandbox_accepts_what_the_official_sdk_sends(vector: Json) -> None:
    own, request, now = authenticator(vector), sent_by_the_sdk(vector), time_of(vector)
    assert own.matches(request)
    own.verify(request, now, ())
    for minutes in (-5, 5):
        own.verify(request, now + timedelta(minutes=minutes), ())
    for seconds in (-301, 301):
        assert reason(own, request, now + timedelta(seconds=seconds)) == "clock"


@OF_THE_SDK
def test_the_sandbox_refuses_what_was_changed_after_signing(vector: Json) -> None:
    own, now = authenticator(vector), time_of(vector)
    request = sent_by_the_sdk(vector)
    for changed in (
        request._replace(query=(*request.query, ("added", "1"))),
        request._replace(method="PUT"),
        request.with_headers({"Host": "example.com"}),
        request.with_headers({"Content-Type": "text/plain"}),
        request.with_headers({"X-TC-Timestamp": str(vector["input"]["timestamp"] + 1)}),
        request.with_headers(
            {"Authorization": request.header("Authorization").replace("/tc3_request", "/tc4_request")}
        ),
        request.with_headers({"Authorization": request.header("Authorization").replace("content-type;host", "host")}),
    ):
        assert reason(own, changed, now) == "signature"
    if request.header("X-TC-Content-SHA256") is None:
        assert reason(own, request._replace(body=b"{ }"), now) == "signature"
    for timestamp in ("", "2026-01-02T03:04:05Z", "9" * 40, "-1"):
        assert reason(own, request.with_headers({"X-TC-Timestamp": timestamp}), now) == "clock"


def test_the_sandbox_tells_wrong_secrets_keys_and_tokens_apart() -> None:
    vector = VECTORS[0]
    own, now, key = authenticator(vector), time_of(vector), key_of(vector)
    for wrong, expected in (
        (replace(key, secret_key="wrong"), "signature"),
        (replace(key, access_key="wrong"), "unknown-key"),
        (replace(key, security_token="wrong"), "token"),
    ):
        assert reason(own, sign_request(request_of(vector), wrong, now, vector["input"]["service"]), now) == expected
    assert reason(own, sign_request(request_of(vector), key, now, "another"), now) == "signature"


def test_a_query_is_signed_as_it_was_sent() -> None:
    """The official SDK sends and signs a blank as `+` (3.1.195, made-up keys), the client as `%20`; a change is refused."""
    query = "Month=2026-01&Note=two+words+%26+more&Name=~a%2Ab%2B"
    pairs = (("Month", "2026-01"), ("Note", "two words & more"), ("Name", "~a*b+"))
    key = AccessKey("AKIDDEMONOTREAL0000000000000000000", "demoNotRealSecretKey000000000000")
    sent = (
        ("Content-Type", "application/x-www-form-urlencoded"),
        ("Host", "billing.tencentcloudapi.com"),
        ("X-TC-Timestamp", "1767323045"),
        (
            "Authorization",
            f"TC3-HMAC-SHA256 Credential={key.access_key}/2026-01-02/billing/tc3_request, SignedHeaders=content-type;host, "
            "Signature=34b3c896ed91c4e02c0886b10ffbc34064cba88900bc28c669e914c8aa399379",
        ),
    )
    own = authenticator(VECTORS[0] | {"input": VECTORS[0]["input"] | _inputs(key)})
    now = datetime.fromtimestamp(1767323045, UTC)
    request = Request("GET", "http://sandbox", "/", pairs, sent, received_query=query)
    own.verify(request, now, ())
    assert reason(own, request._replace(received_query=query.replace("more", "less")), now) == "signature"
    ours = sign_request(Request("GET", "https://billing.tencentcloudapi.com", "/", pairs), key, now, "billing")
    assert ours.target == "/?Month=2026-01&Note=two%20words%20%26%20more&Name=~a%2Ab%2B"
    own.verify(ours._replace(received_query=ours.target.partition("?")[2]), now, ())


def _inputs(key: AccessKey) -> Json:
    return {"access_key": key.access_key, "secret_key": key.secret_key, "security_token": None, "service": "billing"}
