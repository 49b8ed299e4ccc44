"""The signers give what the vendors' own signers and pages give: each text on the way, and what is sent."""

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
from support.calling import WAYS, api_of, asked, called
from support.emitted import SCHEMAS, reply_of

Json = dict[str, Any]
FILES = {
    (file.parents[1].name, file.stem): json.loads(file.read_bytes()) for file in sorted(SCHEMAS.glob("*/vectors/*"))
}
VECTORS = [(content["scheme"], vector) for content in FILES.values() for vector in content["vectors"]]
FORMS = {"acs3-hmac-sha256": "%Y-%m-%dT%H:%M:%SZ", "sdk-hmac-sha256": "%Y%m%dT%H%M%SZ"}
SIGNED = [(operation, scheme) for operation, scheme in WAYS if scheme.scheme in FORMS]


def shown(value: Any) -> str | None:
    return value["name"] if isinstance(value, dict) else called(value)


class At(Environment):
    """The moment of a vector, with its nonce."""

    def __init__(self, scheme: str, vector: Json) -> None:
        self._now = datetime.strptime(vector["input"]["timestamp"], FORMS[scheme]).replace(tzinfo=UTC)
        self._nonce = vector["input"].get("nonce", "")

    def now(self) -> datetime:
        return self._now

    def nonce(self) -> str:
        return str(self._nonce)


def key_of(vector: Json) -> AccessKey:
    given = vector["input"]
    return AccessKey(given["access_key"], given["secret_key"], given["security_token"])


def request_of(vector: Json) -> Request:
    """The request before it is signed; what has no value is not sent."""
    given = vector["input"]
    domain = {"X-Domain-Id": given["domain_id"]} if given.get("domain_id") else {}
    headers = {name: value for name, value in {**given["headers"], **domain}.items() if value is not None}
    query = tuple((name, str(value)) for name, value in given["query"] if value is not None)
    body = base64.b64decode(given["body_base64"])
    return Request(given["method"], f"https://{given['host']}", given["path"], query, tuple(headers.items()), body)


def signed(scheme: str, vector: Json) -> Request:
    request, key, at = request_of(vector), key_of(vector), At(scheme, vector)
    if scheme == "acs3-hmac-sha256":
        return acs3.signed(request, key, at.now(), at.nonce())
    return sdk_hmac.signed(request, key, at.now())


def signature(scheme: str, vector: Json) -> Signature:
    """The signature over all headers of the vector."""
    key, stamp = key_of(vector), vector["input"]["timestamp"]
    if scheme == "acs3-hmac-sha256":
        request = request_of(vector)
        content = request.header("x-acs-content-sha256") or ""
        return acs3.sign(request.method, request.whole_path, request.query, request.headers, content, key)
    request = signed(scheme, vector)
    headers = [(name, value) for name, value in request.headers if name != "Authorization"]
    content = sdk_hmac.payload_hash(request)
    return sdk_hmac.sign(request.method, request.whole_path, request.query, headers, content, stamp, key)


@pytest.mark.parametrize(("scheme", "vector"), VECTORS, ids=shown)
def test_each_text_on_the_way_to_a_signature(scheme: str, vector: Json) -> None:
    given = signature(scheme, vector)._asdict()
    wanted = {name: text for name, text in vector["output"].items() if name in given}
    assert {name: given[name] for name in wanted} == wanted
    assert {"canonical_request", "string_to_sign"} <= wanted.keys()


def says_all(scheme: str, vector: Json) -> bool:
    """Whether the official SDK sends and signs what this package does; it signs its own user-agent and more."""
    extra = {"accept", "user-agent", "x-custom", "x-acs-credentials-provider"}
    return "authorization" in vector["output"] and (
        scheme != "acs3-hmac-sha256" or not extra & {name.lower() for name in vector["input"]["headers"]}
    )


@pytest.mark.parametrize(
    ("scheme", "vector"), [(scheme, vector) for scheme, vector in VECTORS if says_all(scheme, vector)], ids=shown
)
def test_a_signed_request_has_the_headers_of_the_official_sdk(scheme: str, vector: Json) -> None:
    request = signed(scheme, vector)
    headers = {name.lower(): value for name, value in request.headers}
    assert headers.pop("authorization") == vector["output"]["authorization"]
    sent = vector["output"].get("sent_headers") or {
        name: value for name, value in vector["input"]["headers"].items() if value is not None
    }
    assert headers == {name.lower(): value for name, value in sent.items()}


@pytest.mark.parametrize(
    ("scheme", "vector"), [way for way in VECTORS if "request_target" in way[1]["output"]], ids=shown
)
def test_path_and_query_mean_what_the_official_sdk_sends(scheme: str, vector: Json) -> None:
    ours, theirs = urlsplit(request_of(vector).target), urlsplit(vector["output"]["request_target"])
    assert ours.path == theirs.path
    assert sorted(parse_qsl(ours.query, True)) == sorted(parse_qsl(theirs.query, True))


@pytest.mark.parametrize(("operation", "scheme"), SIGNED, ids=called)
def test_a_whole_call_is_signed_as_the_official_sdk_signs_it(operation: Operation, scheme: SecurityScheme) -> None:
    """The first vector of each file is a documented call with nothing around it."""
    api = api_of(operation)
    vector = FILES[api.id, scheme.scheme]["vectors"][0]
    given = vector["input"]
    names = Route(api, operation.method, operation.path).groups(given["path"])
    say = asked(operation, {"path": names, "query": dict(given["query"])})
    settings = ClientState.of(
        api.api, key_of(vector), say.values, {"base_url": f"https://{given['host']}"}, None, At(scheme.scheme, vector)
    )
    flow = settings.exchange.call(operation, reply_of(operation.id), say.arguments, settings.limits)
    step = next(flow)
    assert isinstance(step, Send)
    assert step.request.header("Authorization") == vector["output"]["authorization"]
    flow.close()


def test_every_signature_scheme_has_vectors() -> None:
    assert {(api_of(operation).id, scheme.scheme) for operation, scheme in SIGNED} == set(FILES)
