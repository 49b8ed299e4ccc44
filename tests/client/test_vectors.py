"""Signatures, their intermediate texts and requests equal those of the vendors' own signers."""

from __future__ import annotations

import base64
import json
from datetime import UTC, datetime
from typing import Any
from urllib.parse import parse_qsl, urlsplit

import pytest
from invoice_apis.client.auth import acs3, sdk_hmac
from invoice_apis.client.auth.credentials import AccessKey
from invoice_apis.client.auth.signing import Signature
from invoice_apis.client.http.effects import Environment, Send
from invoice_apis.client.http.messages import Request
from invoice_apis.client.options import ClientState
from invoice_apis.operation import Operation, SecurityScheme
from invoice_apis.sandbox.routes import Route
from support.calling import AUTH_CASES, api_of, arguments_for, case_id
from support.emitted import SCHEMAS, reply_of

Json = dict[str, Any]
FILES = {
    (file.parents[1].name, file.stem): json.loads(file.read_bytes()) for file in sorted(SCHEMAS.glob("*/vectors/*"))
}
VECTORS = [(content["scheme"], vector) for content in FILES.values() for vector in content["vectors"]]
FORMS = {"acs3-hmac-sha256": "%Y-%m-%dT%H:%M:%SZ", "sdk-hmac-sha256": "%Y%m%dT%H%M%SZ"}
SIGNED = [(operation, scheme) for operation, scheme in AUTH_CASES if scheme.scheme in FORMS]


def shown(value: Any) -> str | None:
    return value["name"] if isinstance(value, dict) else case_id(value)


class FixedEnvironment(Environment):
    """Time and nonce of a vector."""

    def __init__(self, scheme: str, vector: Json) -> None:
        self._now = datetime.strptime(vector["input"]["timestamp"], FORMS[scheme]).replace(tzinfo=UTC)
        self._nonce = vector["input"].get("nonce", "")

    def now(self) -> datetime:
        return self._now

    def nonce(self) -> str:
        return str(self._nonce)


def key_of(vector: Json) -> AccessKey:
    inputs = vector["input"]
    return AccessKey(inputs["access_key"], inputs["secret_key"], inputs["security_token"])


def request_of(vector: Json) -> Request:
    """The request before signing, without values that are None."""
    inputs = vector["input"]
    domain = {"X-Domain-Id": inputs["domain_id"]} if inputs.get("domain_id") else {}
    headers = {name: value for name, value in {**inputs["headers"], **domain}.items() if value is not None}
    query = tuple((name, str(value)) for name, value in inputs["query"] if value is not None)
    body = base64.b64decode(inputs["body_base64"])
    return Request(inputs["method"], f"https://{inputs['host']}", inputs["path"], query, tuple(headers.items()), body)


def sign_request(scheme: str, vector: Json) -> Request:
    request, key, at = request_of(vector), key_of(vector), FixedEnvironment(scheme, vector)
    if scheme == "acs3-hmac-sha256":
        return acs3.sign_request(request, key, at.now(), at.nonce())
    return sdk_hmac.sign_request(request, key, at.now())


def compute_signature(scheme: str, vector: Json) -> Signature:
    """The signature over all headers of the vector."""
    key, stamp = key_of(vector), vector["input"]["timestamp"]
    if scheme == "acs3-hmac-sha256":
        request = request_of(vector)
        content = request.header("x-acs-content-sha256") or ""
        return acs3.compute_signature(request.method, request.full_path, request.query, request.headers, content, key)
    request = sign_request(scheme, vector)
    headers = [(name, value) for name, value in request.headers if name != "Authorization"]
    content = sdk_hmac.payload_hash(request)
    return sdk_hmac.compute_signature(request.method, request.full_path, request.query, headers, content, stamp, key)


@pytest.mark.parametrize(("scheme", "vector"), VECTORS, ids=shown)
def test_intermediate_texts_of_a_signature(scheme: str, vector: Json) -> None:
    inputs = compute_signature(scheme, vector)._asdict()
    expected = {name: text for name, text in vector["output"].items() if name in inputs}
    assert {name: inputs[name] for name in expected} == expected
    assert {"canonical_request", "string_to_sign"} <= expected.keys()


def has_same_headers(scheme: str, vector: Json) -> bool:
    """Whether the official SDK signs the same headers as this package; it may sign its own user-agent and others."""
    extra = {"accept", "user-agent", "x-custom", "x-acs-credentials-provider"}
    return "authorization" in vector["output"] and (
        scheme != "acs3-hmac-sha256" or not extra & {name.lower() for name in vector["input"]["headers"]}
    )


@pytest.mark.parametrize(
    ("scheme", "vector"),
    [(scheme, vector) for scheme, vector in VECTORS if has_same_headers(scheme, vector)],
    ids=shown,
)
def test_a_signed_request_has_the_headers_of_the_official_sdk(scheme: str, vector: Json) -> None:
    request = sign_request(scheme, vector)
    headers = {name.lower(): value for name, value in request.headers}
    assert headers.pop("authorization") == vector["output"]["authorization"]
    sent = vector["output"].get("sent_headers") or {
        name: value for name, value in vector["input"]["headers"].items() if value is not None
    }
    assert headers == {name.lower(): value for name, value in sent.items()}


@pytest.mark.parametrize(
    ("scheme", "vector"), [vector for vector in VECTORS if "request_target" in vector[1]["output"]], ids=shown
)
def test_path_and_query_mean_what_the_official_sdk_sends(scheme: str, vector: Json) -> None:
    ours, theirs = urlsplit(request_of(vector).target), urlsplit(vector["output"]["request_target"])
    assert ours.path == theirs.path
    assert sorted(parse_qsl(ours.query, True)) == sorted(parse_qsl(theirs.query, True))


@pytest.mark.parametrize(("operation", "scheme"), SIGNED, ids=case_id)
def test_a_whole_call_is_signed_as_the_official_sdk_signs_it(operation: Operation, scheme: SecurityScheme) -> None:
    """The first vector of each file is a documented call."""
    api = api_of(operation)
    vector = FILES[api.id, scheme.scheme]["vectors"][0]
    inputs = vector["input"]
    names = Route(api, operation.method, operation.path).match(inputs["path"])
    call = arguments_for(operation, {"path": names, "query": dict(inputs["query"])})
    settings = ClientState.create(
        api.api,
        api.operations,
        key_of(vector),
        call.values,
        {"base_url": f"https://{inputs['host']}"},
        None,
        FixedEnvironment(scheme.scheme, vector),
    )
    flow = settings.caller.call(operation, reply_of(operation.id), call.arguments, settings.limits)
    step = next(flow)
    assert isinstance(step, Send)
    assert step.request.header("Authorization") == vector["output"]["authorization"]
    flow.close()


def test_every_signature_scheme_has_vectors() -> None:
    assert {(api_of(operation).id, scheme.scheme) for operation, scheme in SIGNED} == set(FILES)
