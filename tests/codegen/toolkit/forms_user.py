"""Run in a process of its own: a program that sends forms and objects in the query with the small made-up APIs.

`python -I forms_user.py FOLDER`; FOLDER holds `invoice_apis`.
"""

from __future__ import annotations

import asyncio
import importlib
import sys
from collections.abc import Callable
from decimal import Decimal
from functools import partial
from typing import Any

TRANSFER: dict[str, Any] = {
    "amount": 12,
    "currency": "EUR",
    "rate": Decimal("1.50"),
    "urgent": False,
    "notify": ["a@example.com", "b c+d&e"],
    "references": [1, 2],
    "expand": ["party"],
    "party": {"name": "Ä & Söhne = 100 %", "is_company": True, "address": {"lines": ["", "1 Main St"]}},
    "lines": [{"price": Decimal("0.10"), "taxes": [{"rate": Decimal("19")}, {"rate": 7}]}, {"price": 3}],
    "metadata": {"order": "6735", "a.b-c": "x"},
    "shares": {"Ä 1": [{"price": Decimal("1.50"), "taxes": [{"rate": 7}]}], "2": [{"price": 4}, {"price": 5}]},
}
BODY = (
    "amount=12&currency=EUR&rate=1.50&urgent=false&notify=a%40example.com%2Cb%20c%2Bd%26e&references=1&references=2"
    "&expand%5B0%5D=party"
    "&party%5Bname%5D=%C3%84%20%26%20S%C3%B6hne%20%3D%20100%20%25&party%5Bis_company%5D=true"
    "&party%5Baddress%5D%5Blines%5D%5B0%5D=&party%5Baddress%5D%5Blines%5D%5B1%5D=1%20Main%20St"
    "&lines%5B0%5D%5Bprice%5D=0.10&lines%5B0%5D%5Btaxes%5D%5B0%5D%5Brate%5D=19"
    "&lines%5B0%5D%5Btaxes%5D%5B1%5D%5Brate%5D=7&lines%5B1%5D%5Bprice%5D=3"
    "&metadata%5Border%5D=6735&metadata%5Ba.b-c%5D=x"
    "&shares%5B%C3%84%201%5D%5B0%5D%5Bprice%5D=1.50&shares%5B%C3%84%201%5D%5B0%5D%5Btaxes%5D%5B0%5D%5Brate%5D=7"
    "&shares%5B2%5D%5B0%5D%5Bprice%5D=4&shares%5B2%5D%5B1%5D%5Bprice%5D=5"
)


def send_a_form(package: Any) -> None:
    """The bytes of the form, what the service reads in it, and the type of the content."""
    requests, sandbox_requests = modules(package, "client.request", "sandbox.request")
    operation = operations(package)["CreateTransfer"]
    value = {"header": {"Idempotency-Key": "k"}, "body": TRANSFER}
    request = requests.build_request(operation, value, "https://cursor.example.com")
    assert request.body.decode() == BODY
    assert request.header("Content-Type") == "application/x-www-form-urlencoded"
    assert sandbox_requests.parse_request(operation, {}, request, []) == value
    with box() as service, client(package, "CursorDesk", service) as desk:
        assert desk.create_transfer(**TRANSFER).id
        assert service.requests[0].value["body"] == TRANSFER
    with box() as service:
        asyncio.run(send_awaiting(package, service))
        assert service.requests[0].value["body"] == TRANSFER


async def send_awaiting(package: Any, service: Any) -> None:
    async with client(package, "AsyncCursorDesk", service) as desk:
        await desk.create_transfer(**TRANSFER)


def send_objects_in_the_query(package: Any) -> None:
    with box() as service, client(package, "CursorDesk", service) as desk:
        desk.list_transfers(created={"gte": 1, "lt": 20}, kinds=["a", "b c"], tags=[1, 2, 3])
        desk.list_transfers(kinds=["a"], tags=[])
        desk.list_transfers(limits={"a": 7, "0": 8})
        first, second, third = [received.value for received in service.requests]
    assert first["query"] == {"created": {"gte": 1, "lt": 20}, "kinds": ["a", "b c"], "tags": [1, 2, 3]}
    assert second["query"] == {"kinds": ["a"]}
    assert third["query"] == {"limits": {"a": 7, "0": 8}}
    (requests,) = modules(package, "client.request")
    request = requests.build_request(operations(package)["ListTransfers"], first, "https://cursor.example.com")
    pairs = [("created[gte]", "1"), ("created[lt]", "20"), ("kinds", "a,b c"), ("tags", "1|2|3")]
    assert sorted(request.query) == pairs


def refuse_what_has_no_text(package: Any) -> None:
    """Nothing is sent where the service would read another value."""
    with box() as service, client(package, "CursorDesk", service) as desk:
        wrong = [
            lambda: desk.list_transfers(kinds=["a,b"]),
            lambda: desk.create_transfer(**TRANSFER | {"metadata": {"a[b]": "x"}}),
            lambda: desk.create_transfer(**TRANSFER | {"metadata": {"": "x"}}),
            lambda: desk.create_transfer(**TRANSFER | {"shares": {"a]": [{"price": 1}]}}),
            lambda: desk.create_transfer(**TRANSFER | {"shares": {"a": [{"price": "1"}]}}),
            lambda: desk.list_transfers(limits={"a": 0}),
            lambda: desk.list_transfers(limits={"a": None}),
            lambda: desk.create_transfer(**TRANSFER | {"metadata": {"a": None}}),
            lambda: desk.create_transfer(**TRANSFER | {"notify": []}),
            lambda: desk.create_transfer(**TRANSFER | {"metadata": {}}),
            lambda: desk.create_transfer(**TRANSFER | {"party": {"address": {"lines": []}}}),
            lambda: desk.create_transfer(**TRANSFER | {"amount": "12"}),
            lambda: desk.create_transfer(**TRANSFER | {"lines": [{"price": "x"}]}),
        ]
        for call in wrong:
            assert is_refused(call, package.InvalidRequest)
        assert not service.requests


def read_what_was_written(package: Any) -> None:
    """Whatever a contract accepts reads back the same, but for what is empty: the query leaves it out, a form refuses it."""
    requests, sandbox_requests = modules(package, "client.request", "sandbox.request")
    for name, operation in operations(package).items():
        contract = package.contract(f"cursor_desk/{name}.request")
        for seed in range(300):
            value = contract.example(seed)
            if without_empty(value.get("body", {})) != value.get("body", {}):
                assert is_refused(partial(requests.build_request, operation, value, ""), package.InvalidRequest)
                value["body"] = without_empty(value["body"])
            request = requests.build_request(operation, value, "https://cursor.example.com")
            read = sandbox_requests.parse_request(operation, value.get("path", {}), request, [])
            assert read == without_empty(value), (name, seed, value, read)


def without_empty(value: Any) -> Any:
    if isinstance(value, dict):
        kept = {name: without_empty(member) for name, member in value.items()}
        return {name: member for name, member in kept.items() if member not in ({}, [])}
    return [without_empty(item) for item in value] if isinstance(value, list) else value


def refuse_other_forms(package: Any) -> None:
    """The sandbox reads brackets with and without numbers, and refuses what contradicts itself."""
    sandbox_requests, messages, refusals = modules(
        package, "sandbox.request", "client.http.messages", "sandbox.refusals"
    )
    operation = operations(package)["CreateTransfer"]
    kind = ("Content-Type", "application/x-www-form-urlencoded; charset=utf-8")

    def read(body: str, *headers: tuple[str, str]) -> Any:
        request = messages.Request("POST", "http://sandbox", "/transfers", (), headers or (kind,), body.encode())
        return sandbox_requests.parse_request(operation, {}, request, [])["body"]

    assert read("expand[]=a&expand[]=b")["expand"] == ["a", "b"]
    assert read("expand[1]=b&expand[0]=a")["expand"] == ["a", "b"]
    assert read("amount=1&amount=2")["amount"] == ["1", "2"]
    assert read("party[name]=A+B")["party"] == {"name": "A B"}
    deep = "party" + "[a]" * 100 + "=1"
    for body in ("party[name]=a&party[name]=b", "party=a&party[name]=b", "party[a]=1&party[a][b]=2", "%FF=%FF", deep):
        assert is_refused(partial(read, body), refusals.RequestRejected), body
    assert is_refused(partial(read, "{}", ("Content-Type", "application/json")), refusals.RequestRejected)


def is_refused(call: Callable[[], object], error: type[Exception]) -> bool:
    try:
        call()
    except error:
        return True
    return False


def operations(package: Any) -> dict[str, Any]:
    module = importlib.import_module(f"{package.__name__}.cursor_desk.operations")
    return {operation.id.partition("/")[2]: operation for operation in module.OPERATIONS}


def modules(package: Any, *names: str) -> list[Any]:
    return [importlib.import_module(f"{package.__name__}.{name}") for name in names]


def client(package: Any, name: str, service: Any) -> Any:
    module = importlib.import_module(f"{package.__name__}.cursor_desk")
    return getattr(module, name)(base_url=service.url, auth=service.auth("cursor_desk"), max_retries=0)


def box() -> Any:
    return importlib.import_module("invoice_apis.sandbox").Sandbox(rows=3)


if __name__ == "__main__":
    sys.path.insert(0, sys.argv[1])
    found = importlib.import_module("invoice_apis")
    send_a_form(found)
    send_objects_in_the_query(found)
    refuse_what_has_no_text(found)
    read_what_was_written(found)
    refuse_other_forms(found)
