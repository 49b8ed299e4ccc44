"""One verdict: on many thousand mutated payloads every way of judging says the same, and what is accepted comes back."""

from __future__ import annotations

import os
import random
from collections.abc import Iterator
from functools import cache
from typing import Any

import invoice_apis as ia
import pytest
from support.emitted import Payload, encoded, exact, fingerprint, opened, payloads, reply_class, schema_verdicts
from support.mutate import at, changed, changed_once, dumps, encoded_as, full, places, replaced

TOTAL = int(os.environ.get("PAYLOADS", "21000"))
SHARDS = 4
CONTRACTS = ia.contracts()


def seeds(contract: ia.Contract) -> list[Any]:
    """Samples, cases and complete payloads, in wire form and in logical form."""
    values = [
        exact(payload.raw)
        for kind in ("samples", "cases")
        for payload in payloads(kind)
        if payload.contract is contract
    ]
    documented = contract.schema("documented")
    branches = [documented[name] for name in ("then", "else") if name in documented] or [documented]
    return values + [_decided(documented, full(branch), branch is branches[0]) for branch in branches]


def _decided(schema: Any, value: Any, success: bool) -> Any:
    """A complete payload that says clearly whether it is a success."""
    tests = schema.get("if", {}).get("allOf", []) if success else schema.get("else", {}).get("anyOf", [])[:1]
    for test in tests:
        for name, part in test.get("properties", {}).items():
            if "enum" in part:
                value = {**value, name: part["enum"][0]}
    return value


@cache
def judges(contract: ia.Contract) -> tuple[Any, Any]:
    return schema_verdicts(contract, "compatible")


def agreed(contract: ia.Contract, value: Any) -> bool:
    """The verdict that every way gives. `value` is the payload as it would come over the wire."""
    raw = dumps(value).encode()
    ok = contract.check(raw).ok
    assert contract.accepts(raw) is ok, raw
    assert contract.accepts(raw.decode()) is contract.accepts(value) is contract.check(value).ok is ok, raw
    try:
        logical = opened(contract, value)
    except ValueError:
        assert not ok, raw
        return False
    python, rust = judges(contract)
    assert python.is_valid(logical) is ok, raw
    assert rust.is_valid(logical) is ok, raw
    if contract.direction == "response":
        assert comes_back(contract, raw, logical) is ok, raw
    return ok


def comes_back(contract: ia.Contract, raw: bytes, logical: Any) -> bool:
    """Whether `from_json` takes a payload; what it takes must be written again with every digit."""
    try:
        reply = reply_class(contract).from_json(raw)
    except ia.InvalidResponse:
        return False
    assert fingerprint(exact(reply.to_json())) == fingerprint(logical), raw
    assert reply_class(contract).from_json(reply.to_json()).to_json() == reply.to_json()
    return True


@pytest.mark.parametrize("shard", range(SHARDS))
@pytest.mark.parametrize("contract", CONTRACTS, ids=lambda contract: contract.id)
def test_random_changes(contract: ia.Contract, shard: int) -> None:
    dice = random.Random(f"{contract.id} {shard}")
    share = -(-TOTAL // (len(CONTRACTS) * SHARDS))
    bases = seeds(contract)
    verdicts = [agreed(contract, payload) for payload in random_payloads(contract, bases, dice, share)]
    assert len(verdicts) >= share
    assert sum(verdicts) >= 0.3 * share, f"only {sum(verdicts)} of {share} payloads are valid"
    assert sum(verdicts) <= 0.9 * share


def random_payloads(contract: ia.Contract, bases: list[Any], dice: random.Random, count: int) -> Iterator[Any]:
    """Every third one is drawn again until it is valid, so that good payloads are tried as hard as bad ones."""
    for number in range(count):
        value = drawn(contract, bases, dice)
        for _ in range(60 if number % 3 == 0 else 0):
            if judges(contract)[1].is_valid(value):
                break
            value = drawn(contract, bases, dice)
        yield wrapped(contract, value, dice)


def drawn(contract: ia.Contract, bases: list[Any], dice: random.Random) -> Any:
    value = dice.choice(bases)
    for _ in range(dice.choice([1, 1, 2, 3])):
        value = changed(value, dice)
    return value


def wrapped(contract: ia.Contract, value: Any, dice: random.Random) -> Any:
    """Now and then a structured member as base64 text, where the contract knows such members."""
    for pointer in encoded(contract):
        path = tuple(pointer.split("/")[1:])
        if path in places(value) and dice.random() < 0.3:
            value = replaced(value, path, encoded_as(at(value, path)))
    return value


@pytest.mark.parametrize("sample", payloads("samples"), ids=str)
def test_a_damaged_sample_is_refused_at_the_same_place_by_all(sample: Payload) -> None:
    contract, refused = sample.contract, 0
    python, rust = judges(contract)
    for payload in changed_once(opened(contract, exact(sample.raw))):
        try:
            logical = opened(contract, payload)
        except ValueError:
            assert contract.check(payload).errors[0].keyword == "contentEncoding"
            continue
        ours = {place(finding) for finding in contract.check(payload).errors}
        assert ours == {join(error.absolute_path) for error in python.iter_errors(logical)}, payload
        assert ours == {join(error.instance_path) for error in rust.iter_errors(logical)}, payload
        refused += bool(ours)
    assert refused > 100 or contract.direction == "request"


def place(finding: ia.Finding) -> str:
    """Schema engines report an unknown member at its object."""
    return finding.pointer.rpartition("/")[0] if finding.keyword == "additionalProperties" else finding.pointer


def join(path: Any) -> str:
    return "".join(f"/{part}" for part in path)


@pytest.mark.parametrize("contract", CONTRACTS, ids=lambda contract: contract.id)
def test_every_keyword_at_every_place_is_hit(contract: ia.Contract) -> None:
    """Each place of the compatible schema is damaged in each way; every type test there says no at least once."""
    hit: set[str] = set()
    _, rust = judges(contract)
    for base in seeds(contract):
        for payload in changed_once(base):
            agreed(contract, payload)
            try:
                logical = opened(contract, payload)
            except ValueError:
                continue
            hit |= {"/".join(map(str, error.schema_path)) for error in rust.iter_errors(logical)}
    wanted = set(keywords(contract.schema("compatible"))) - {"else/anyOf" if never_neither(contract) else ""}
    assert wanted <= hit, sorted(wanted - hit)


def never_neither(contract: ia.Contract) -> bool:
    """Whether failure is simply the opposite of success: the same member there, or not."""
    schema = contract.schema("compatible")
    success, failure = schema.get("if", {}).get("allOf", []), schema.get("else", {}).get("anyOf", [])
    opposite = [{"properties": {name: {"type": "null"}}} for test in failure for name in test["properties"]]
    return bool(success) and success == opposite


def keywords(schema: Any, path: str = "", inside_test: bool = False) -> Iterator[str]:
    """Where the keywords stand that can refuse a value; those of tests (`if`, `anyOf`, `not`) decide, and are not reported."""
    for name, part in schema.items():
        place = f"{path}/{name}".lstrip("/")
        if name in ("properties",):
            for member, below in part.items():
                yield from keywords(below, f"{place}/{member}")
        elif name in ("items", "then", "else"):
            yield from keywords(part, place)
        elif name == "allOf":
            for index, below in enumerate(part):
                yield from keywords(below, f"{place}/{index}")
        elif name in (
            "type",
            "required",
            "anyOf",
            "enum",
            "const",
            "minLength",
            "maxLength",
            "minimum",
            "maximum",
            "pattern",
        ) or (name == "additionalProperties" and part is False):
            yield place
