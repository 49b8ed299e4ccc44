"""FastAPI endpoints that return our models send their exact JSON; the schema names members and codes."""

from __future__ import annotations

import importlib
import json
import re
from typing import Any

import invoice_apis as ia
import pytest
from fastapi import FastAPI
from fastapi.testclient import TestClient
from invoice_apis.huawei_bssintl import Invoice
from support.emitted import payloads, reply_class

RESPONSES = [sample for sample in payloads("samples") if sample.contract.direction == "response"]


@pytest.mark.parametrize("sample", RESPONSES, ids=str)
def test_an_endpoint_sends_what_to_json_writes(sample: Any) -> None:
    app, model = FastAPI(), reply_class(sample.contract)
    app.add_api_route("/reply", lambda: model.from_json(sample.raw), response_model=model)
    with TestClient(app) as client:
        written = model.from_json(sample.raw).to_json()
        through_floats = json.dumps(json.loads(written), ensure_ascii=False, separators=(",", ":")).encode()
        assert client.get("/reply").content == through_floats, "FastAPI writes 10.50 as 10.5"
        assert through_floats == written or re.search(rb"\d\.\d*0[,}\]]", written)


def test_an_endpoint_takes_a_record_and_sends_it_back() -> None:
    app = FastAPI()
    app.add_api_route("/invoice", _same, methods=["POST"], response_model=Invoice)
    record = {"requestId": "IV1", "invoiceAmount": 102.5, "invoiceState": 99, "colour": "red", "cancelReason": None}
    with TestClient(app) as client:
        assert client.post("/invoice", json=record).json() == record


def _same(invoice: Invoice) -> Invoice:
    return invoice


@pytest.mark.parametrize(
    "contract", [each for each in ia.contracts() if each.direction == "record"], ids=lambda each: each.id
)
def test_the_schema_of_an_endpoint_has_descriptions_and_codes(contract: ia.Contract) -> None:
    app, model = FastAPI(), getattr(importlib.import_module(f"invoice_apis.{contract.api}"), contract.id.split("/")[1])
    app.add_api_route("/record", lambda: None, response_model=model)
    schema = app.openapi()["components"]["schemas"][model.__name__]
    for name, member in contract.documentation.members.items():
        if name.count("/") == 1 and member.codes:
            own = schema["properties"][name[1:]]
            assert own["description"]
            text = json.dumps(own)
            assert all(json.dumps(code.value) in text for code in member.codes)
