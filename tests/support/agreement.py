"""Validate a payload by all validators at once."""

from __future__ import annotations

import random
import sys
from collections.abc import Iterator
from functools import cache
from typing import Any

import invoice_apis as ia

from .emitted import decoded, encoded, exact, fingerprint, payloads, reply_class, schema_verdicts
from .mutate import at, changed, changed_once, dumps, encoded_as, full, places, replaced


def seeds(contract: ia.Contract) -> list[Any]:
    """Samples, cases and complete payloads, in wire form and in logical form."""
    values = [
        exact(payload.raw)
        for kind in ("samples", "cases")
        for payload in payloads(kind)
        if payload.contract is contract
    ]
    if contract.direction == "record":
        values += [*records(contract), contract.example(1), contract.example(2)]
    documented = contract.schema("documented")
    branches = [documented[name] for name in ("then", "else") if name in documented] or [documented]
    return values + [_decided(documented, full(branch), branch is branches[0]) for branch in branches]


def single_items(contract: ia.Contract, value: Any) -> list[Any]:
    """A payload in which one item stands in place of its list, where the contract accepts that."""
    places = [tuple(pointer.split("/")[1:]) for pointer in contract.rules["single_items"]]
    lists = [(path, at(value, path)) for path in places if len(path) == 1 and path[0] in value]
    return [replaced(value, path, items[0]) for path, items in lists if isinstance(items, list) and items]


def records(contract: ia.Contract) -> list[Any]:
    """The records of a contract in the documented responses of its API."""
    found = []
    for payload in payloads("samples"):
        if payload.contract.api == contract.api and payload.contract.direction == "response":
            whole = decoded(payload.contract, exact(payload.raw))
            parts = [at(whole, path) for path in places(whole)]
            found += [part for part in parts if isinstance(part, dict) and contract.check(part).findings == ()]
    return found


def _decided(schema: Any, value: Any, success: bool) -> Any:
    """A complete payload that says clearly whether it is a success."""
    tests = schema.get("if", {}).get("allOf", []) if success else schema.get("else", {}).get("anyOf", [])[:1]
    for test in tests:
        for name, part in test.get("properties", {}).items():
            if "enum" in part:
                value = {**value, name: part["enum"][0]}
    return value


@cache
def validators(contract: ia.Contract) -> tuple[Any, Any]:
    return schema_verdicts(contract, "compatible")


def agreed_verdict(contract: ia.Contract, value: Any) -> bool:
    """The verdict, on which all validators agree. `value` is the payload in wire form."""
    raw = dumps(value).encode()
    ok = contract.check(raw).ok
    assert contract.accepts(raw) is ok, raw
    payload = raw if isinstance(value, str) else value  # a text is JSON text
    assert contract.accepts(raw.decode()) is contract.accepts(payload) is contract.check(payload).ok is ok, raw
    try:
        logical = decoded(contract, value)
    except ValueError:
        assert not ok, raw
        return False
    python, rust = validators(contract)
    fits = all(map(beyond_schemas, contract.check(raw).errors))
    assert python.is_valid(logical) is fits, raw
    assert rust.is_valid(logical) is fits, raw
    if contract.direction != "request":
        assert is_written_back(contract, raw, logical) is ok, raw
    return ok


def beyond_schemas(finding: ia.Finding, profile: str = "compatible") -> bool:
    """Whether a finding is of a kind that a schema can't say: a reversed period, digits of an identifier that may be lost."""
    is_token = finding.keyword == "type" and "fraction or an exponent" in finding.message
    return finding.keyword in ("period", "rounded") or (
        is_token and (profile == "compatible" or not finding.schema_pointer)
    )


def is_written_back(contract: ia.Contract, raw: bytes, logical: Any) -> bool:
    """Whether `from_json` accepts a payload; an accepted one must be written back exactly."""
    try:
        reply = reply_class(contract).from_json(raw)
    except ia.InvalidResponse:
        return False
    assert fingerprint(exact(reply.to_json())) == fingerprint(logical), raw
    assert reply_class(contract).from_json(reply.to_json()).to_json() == reply.to_json()
    return True


def random_payloads(contract: ia.Contract, bases: list[Any], rng: random.Random, count: int) -> Iterator[Any]:
    """Every third one is drawn again until it is valid, so that good payloads are tried as hard as bad ones."""
    for number in range(count):
        value = drawn(contract, bases, rng)
        for _ in range(60 if number % 3 == 0 else 0):
            if validators(contract)[1].is_valid(value):
                break
            value = drawn(contract, bases, rng)
        yield wrapped(contract, value, rng)


def drawn(contract: ia.Contract, bases: list[Any], rng: random.Random) -> Any:
    value = rng.choice(bases)
    for _ in range(rng.choice([1, 1, 2, 3])):
        value = changed(value, rng)
    return value


def wrapped(contract: ia.Contract, value: Any, rng: random.Random) -> Any:
    """Now and then a structured member as base64 text, where the contract knows such members."""
    for pointer in encoded(contract):
        path = tuple(pointer.split("/")[1:])
        if path in places(value) and rng.random() < 0.3:
            value = replaced(value, path, encoded_as(at(value, path)))
    return value


def main(count: int) -> None:
    """Validate with all contracts of the package on the path; print how many payloads were validated and were valid."""
    verdicts: list[bool] = []
    for contract in ia.contracts():
        bases = seeds(contract)
        rng = random.Random(contract.id)
        verdicts += [agreed_verdict(contract, payload) for payload in random_payloads(contract, bases, rng, count)]
        verdicts += [agreed_verdict(contract, payload) for base in bases for payload in changed_once(base)]
    print(len(verdicts), sum(verdicts))


if __name__ == "__main__":
    main(int(sys.argv[1]))
