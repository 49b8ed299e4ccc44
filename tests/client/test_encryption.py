"""Encrypted members of requests and responses."""

from __future__ import annotations

import base64
import os
import sys
from typing import Any

import invoice_apis as ia
import pytest
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from invoice_apis.operation import Operation
from support.calling import (
    OPERATIONS,
    Kind,
    case_id,
    documented_call,
    documented_response,
    open_client,
    path,
)
from support.emitted import decoded, encoded, exact
from support.mutate import at, dumps, replaced
from support.service import CannedResponse, ScriptedServer

from .client_options import configuration_error

ENCRYPTED = [operation for operation in OPERATIONS if operation.cipher]
AES_KEY, DERIVED = "synthetic-key", base64.b64decode("QRV4pRsmj5Vcn3z+fM22Qg==")


def encrypt_member(value: Any, place: tuple[str, ...]) -> bytes:
    """A payload with its encoded member encrypted, independently of the package."""
    nonce = os.urandom(12)
    return replaced(
        value,
        place,
        base64.b64encode(nonce + AESGCM(DERIVED).encrypt(nonce, dumps(at(value, place)).encode(), None)).decode(),
    )


def decrypt(text: str) -> Any:
    data = base64.b64decode(text, validate=True)
    return exact(AESGCM(DERIVED).decrypt(data[:12], data[12:], None))


def member(contract: ia.Contract) -> tuple[str, ...]:
    (pointer,) = encoded(contract)
    return tuple(pointer.split("/")[1:])


@pytest.mark.parametrize("operation", ENCRYPTED, ids=case_id)
def test_with_a_key_the_member_is_encrypted_both_ways(
    service: ScriptedServer, kind: Kind, operation: Operation
) -> None:
    request, response = (ia.contract(f"{operation.id}.{way}") for way in ("request", "response"))
    plain = decoded(response, exact(documented_response(operation)))
    service.respond_with(CannedResponse(body=dumps(encrypt_member(plain, member(response))).encode()))
    with open_client(operation, kind, service.url, aes_key=AES_KEY) as caller:
        replies = [caller(operation, **documented_call(operation).arguments) for _ in range(2)]
    assert exact(replies[0].to_json()) == plain
    sent = [at({"body": seen.json}, member(request)) for seen in service.requests]
    for parameter in operation.parameters:
        if parameter.name in documented_call(operation).arguments:
            inside = path(parameter)[len(member(request)) :]
            assert at(decrypt(sent[0]), inside) == documented_call(operation).arguments[parameter.name]
    assert sent[0] != sent[1], "the nonce repeats"


@pytest.mark.parametrize("operation", ENCRYPTED, ids=case_id)
def test_a_member_that_can_not_be_decrypted_is_an_invalid_response(
    service: ScriptedServer, kind: Kind, operation: Operation
) -> None:
    response = ia.contract(f"{operation.id}.response")
    good_one = encrypt_member(decoded(response, exact(documented_response(operation))), member(response))
    text = at(good_one, member(response))
    unencrypted = base64.b64encode(dumps(decrypt(text)).encode()).decode()
    damaged = [text[:-8] + "AAAAAAA=", text[:16], "AAAA", "not base64!", unencrypted]
    with open_client(operation, kind, service.url, aes_key=AES_KEY) as caller:
        for other in damaged:
            service.respond_with(CannedResponse(body=dumps(replaced(good_one, member(response), other)).encode()))
            with pytest.raises(ia.InvalidResponse, match="can't be decrypted") as raised:
                caller(operation, **documented_call(operation).arguments)
            assert ("it opens without a key: leave aes_key out" in str(raised.value)) is (other == unencrypted)
        wrapped = "\n".join([text[:76], text[76:]])
        service.respond_with(CannedResponse(body=dumps(replaced(good_one, member(response), wrapped)).encode()))
        caller(operation, **documented_call(operation).arguments)
    with open_client(operation, kind, service.url, aes_key="another-key") as caller:
        service.respond_with(CannedResponse(body=dumps(good_one).encode()))
        with pytest.raises(ia.InvalidResponse):
            caller(operation, **documented_call(operation).arguments)


NOT_ENCRYPTED = {
    "GBK": (base64.b64encode('[{"名称": "测试"}]'.encode("gb18030")).decode(), "this is GBK"),
    "JSON text": ('[{"billNo": "1"}]', "is plain JSON text"),
    "base64 of base64": (base64.b64encode(base64.b64encode(b'[{"billNo": "1"}]')).decode(), "base64 text of base64"),
    "no base64": ("not base64!", "it is not base64"),
}


@pytest.mark.parametrize("name", NOT_ENCRYPTED)
@pytest.mark.parametrize("operation", ENCRYPTED, ids=case_id)
def test_what_is_not_encrypted_is_named(service: ScriptedServer, kind: Kind, operation: Operation, name: str) -> None:
    text, words = NOT_ENCRYPTED[name]
    response = ia.contract(f"{operation.id}.response")
    whole = replaced(decoded(response, exact(documented_response(operation))), member(response), text)
    for aes_key in (AES_KEY, None):
        service.respond_with(CannedResponse(body=dumps(whole).encode()))
        key = {"aes_key": aes_key} if aes_key else {}
        with (
            open_client(operation, kind, service.url, **key) as caller,
            pytest.raises(ia.InvalidResponse, match=words) as raised,
        ):
            caller(operation, **documented_call(operation).arguments)
        assert "wrong key" not in str(raised.value)


@pytest.mark.parametrize("operation", ENCRYPTED, ids=case_id)
def test_encrypted_data_without_a_key_is_named(service: ScriptedServer, kind: Kind, operation: Operation) -> None:
    response = ia.contract(f"{operation.id}.response")
    plain = decoded(response, exact(documented_response(operation)))
    service.respond_with(CannedResponse(body=dumps(encrypt_member(plain, member(response))).encode()))
    with (
        open_client(operation, kind, service.url) as caller,
        pytest.raises(ia.InvalidResponse, match="give the client its aes_key"),
    ):
        caller(operation, **documented_call(operation).arguments)


@pytest.mark.parametrize("operation", ENCRYPTED, ids=case_id)
def test_aes_key_without_the_extra_says_what_to_install(
    kind: Kind, operation: Operation, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "cryptography.hazmat.primitives.ciphers.aead", None)
    assert "pip install 'invoice-apis[aes]'" in configuration_error(
        operation, kind, base_url="https://example.com", aes_key=AES_KEY
    )


@pytest.mark.parametrize("aes_key", ["", 7, b"bytes"])
@pytest.mark.parametrize("operation", ENCRYPTED, ids=case_id)
def test_aes_key_must_be_a_non_empty_string(kind: Kind, operation: Operation, aes_key: Any) -> None:
    assert "aes_key" in configuration_error(operation, kind, base_url="https://example.com", aes_key=aes_key)


@pytest.mark.parametrize("operation", [operation for operation in OPERATIONS if not operation.cipher], ids=case_id)
def test_aes_key_without_encryption_is_a_type_error(kind: Kind, operation: Operation) -> None:
    with (
        pytest.raises(TypeError, match="aes_key"),
        open_client(operation, kind, "https://example.com", aes_key=AES_KEY),
    ):
        pass
