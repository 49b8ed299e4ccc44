"""Run in a process of its own: a program that uses tagged unions and maps of a small made-up API.

`python -I payment_desk_user.py FOLDER`; FOLDER holds `invoice_apis`.
"""

from __future__ import annotations

import asyncio
import importlib
import io
import json
import sys
from decimal import Decimal
from typing import Any

NAME = "payment_desk/CreatePayment"
UNKNOWN = b'{"id":"P1","source":{"object":"coin","limit":1.500,"deep":[1.10,{"z":null}]}}'


def read_alternatives(api: Any, ia: Any) -> None:
    """The tag chooses the class; what comes is written back digit for digit, with an unknown tag, too."""
    raw = (
        b'{"id":"P1","source":{"object":"iban","limit":"10","owner":{"name":"N","tags":{"a/b":"c","n":null}}},'
        b'"parts":[{"object":"card","number":"1234","limit":1.50},{"object":"share","share":7,"more":2.0}],'
        b'"links":{"a":{"object":"share","share":1.0},"b":{"object":"bank_account","limit":""},"c":null}}'
    )
    payment = api.CreatePaymentResponse.from_json(raw)
    assert payment.to_json() == raw
    assert isinstance(payment.source, api.Bank)
    assert payment.source.owner.tags["a/b"] == "c"
    assert [type(part) for part in payment.parts] == [api.Card, api.Share]
    assert [type(link) for link in payment.links.values()] == [api.Share, api.Bank, type(None)]
    assert (payment.parts[0].limit, payment.parts[1].model_extra) == (Decimal("1.50"), {"more": Decimal("2.0")})
    assert "1234" not in repr(payment)
    assert api.CreatePaymentResponse.model_validate(payment.model_dump()) == payment
    opaque = api.CreatePaymentResponse.from_json(UNKNOWN)
    assert type(opaque.source).__name__ == "JsonObject"
    assert (opaque.source["limit"], opaque.to_json()) == (Decimal("1.500"), UNKNOWN)
    assert found(ia, UNKNOWN) == [("drift", "/source/object", "enum")]


def write_alternatives(api: Any) -> None:
    """A constructor and an assignment take the classes, and objects with a tag."""
    payment = api.CreatePaymentResponse(id="P1", source=api.Card(object="card", number="1"))
    payment.parts = [{"object": "share", "share": 5}, api.Card(object="card")]
    assert isinstance(payment.parts[0], api.Share)
    assert payment.to_json() == (
        b'{"id":"P1","source":{"object":"card","number":"1"},"parts":[{"object":"share","share":5},{"object":"card"}]}'
    )
    payment.source = {"object": "coin", "a": 1}
    assert json.loads(payment.to_json())["source"] == {"object": "coin", "a": 1}


def find_at_the_member(ia: Any) -> None:
    """Errors and drift of an alternative stand at its member, never at the union."""
    sources: dict[bytes, list[tuple[str, str, str]]] = {
        b'{"object":"card","number":1}': [("error", "/source/number", "type")],
        b'{"object":"card","number":"12345"}': [("drift", "/source/number", "maxLength")],
        b'{"object":"card"}': [("drift", "/source", "required")],
        b'{"object":"card","number":"1","share":1}': [("drift", "/source/share", "additionalProperties")],
        b'{"object":"iban","limit":1}': [("error", "/source/limit", "type")],
        b'{"object":"share","share":"x"}': [("drift", "/source/object", "enum")],
        b'{"number":1}': [("drift", "/source", "required")],
        b'{"object":null}': [("drift", "/source/object", "enum")],
        b'{"object":[]}': [("error", "/source/object", "type")],
        b"null": [],
        b'"card"': [("error", "/source", "type")],
        b"[]": [("error", "/source", "type")],
    }
    for source, expected in sources.items():
        assert found(ia, b'{"id":"P1","source":%b}' % source) == expected, source
    masked = ia.contract(f"{NAME}.response").check(b'{"id":"P1","source":{"object":"card","number":4711}}')
    assert "4711" not in masked.findings[0].message


def found(ia: Any, raw: bytes) -> list[tuple[str, str, str]]:
    """The findings; the verdict is the same at every door."""
    contract = ia.contract(f"{NAME}.response")
    report = contract.check(raw)
    assert contract.accepts(raw) is contract.accepts(json.loads(raw)) is report.ok
    try:
        importlib.import_module("invoice_apis.payment_desk").CreatePaymentResponse.from_json(raw)
    except ia.InvalidResponse:
        assert not report.ok
    else:
        assert report.ok
    lines = contract.check_lines(io.BytesIO(raw))
    assert sum(counted.count for counted in lines.findings) == len(report.findings)
    return [(finding.severity, finding.pointer, finding.keyword) for finding in report.findings]


def send_alternatives(api: Any, ia: Any) -> None:
    """A request with an alternative goes out; one with an unknown tag, or without one, does not."""
    sandbox = importlib.import_module("invoice_apis.sandbox").Sandbox
    with sandbox() as box, api.PaymentDesk(base_url=box.url, auth=box.auth("payment_desk")) as client:
        reply = client.create_payment(source={"kind": "card", "number": "1234"})
        assert box.requests[0].value["body"] == {"source": {"kind": "card", "number": "1234"}}
        assert reply.report.findings == ()
        for source, place in (
            ({"kind": "bank", "number": "1234"}, "/body/source"),
            ({"kind": "card", "number": "x"}, "/body/source/number"),
            ({"kind": "coin"}, "/body/source/kind"),
            ({"number": "1234"}, "/body/source"),
        ):
            assert place in refused(client, ia, source)
        assert len(box.requests) == 1
        assert asyncio.run(send_awaiting(api, box)).report.findings == ()


def refused(client: Any, ia: Any, source: Any) -> set[str]:
    """The places of the errors of a request that is not sent."""
    try:
        client.create_payment(source=source)
    except ia.InvalidRequest as error:
        places = {finding.pointer for finding in error.report.errors}
    else:
        places = set()
    return places


async def send_awaiting(api: Any, box: Any) -> Any:
    async with api.AsyncPaymentDesk(base_url=box.url, auth=box.auth("payment_desk")) as client:
        return await client.create_payment(source={"kind": "bank", "account": "A"})


def make_examples(api: Any, ia: Any) -> None:
    """Examples have each alternative, without findings, with required members only as well."""
    contract, request = ia.contract(f"{NAME}.response"), ia.contract(f"{NAME}.request")
    kinds, sent = set(), set()
    for seed in range(40):
        value = contract.example(seed)
        assert contract.check(value).findings == ()
        kinds |= {part["object"] for part in [value.get("source") or {"object": ""}, *value.get("parts", ())]}
        body = request.example(seed)["body"]
        sent.add(body["source"]["kind"])
    assert kinds >= {"card", "bank_account", "iban", "share"}
    assert sent == {"card", "bank"}
    assert {type(record) for record in map(api.Card.from_json, [b'{"object":"card","number":"1"}'])} == {api.Card}


def describe_alternatives(ia: Any) -> None:
    """The documentation names the alternatives with their codes, in both languages."""
    documentation = ia.contract(f"{NAME}.response").documentation
    text = documentation.members["/source"].description
    assert text["en"] == "What paid. One of several objects, by `object`: Card (card); Bank (bank_account, iban)."
    assert text["zh"] == "付款来源。按 `object` 区分的几种对象之一：Card（card）；Bank（bank_account、iban）。"
    assert [code.value for code in documentation.members["/source/object"].codes] == ["card", "bank_account", "iban"]
    assert documentation.members["/source/limit"].types == ("number", "string")


def put_into_columns() -> None:
    """A union is a column of JSON text."""
    arrow, pa = importlib.import_module("invoice_apis.arrow"), importlib.import_module("pyarrow")
    raw = b'{"id":"P1","source":{"object":"card","number":"1","limit":1.50},"parts":[{"object":"share","share":1}]}'
    batch = pa.record_batch({"value": pa.array([raw, UNKNOWN])})
    first, second = arrow.parse_arrow(f"{NAME}.response", batch).to_pylist()
    assert first["source"] == '{"object":"card","number":"1","limit":1.50}'
    assert first["parts"] == ['{"object":"share","share":1}']
    assert second["source"] == '{"object":"coin","limit":1.500,"deep":[1.10,{"z":null}]}'


def main() -> None:
    ia, api = importlib.import_module("invoice_apis"), importlib.import_module("invoice_apis.payment_desk")
    read_alternatives(api, ia)
    write_alternatives(api)
    find_at_the_member(ia)
    send_alternatives(api, ia)
    make_examples(api, ia)
    describe_alternatives(ia)
    put_into_columns()


if __name__ == "__main__":
    sys.path.insert(0, sys.argv[1])
    main()
