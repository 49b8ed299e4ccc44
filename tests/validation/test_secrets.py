"""Reports, exceptions and reprs never contain the values of sensitive members."""

from __future__ import annotations

import json
import traceback
from pathlib import Path
from typing import Any

import invoice_apis as ia
import pytest
from support.emitted import decoded, exact, payloads, reply_class
from support.mutate import at, dumps, places, replaced

CANARY = "CANARY-7391"
NUMBER = 73910073910073

CHANGES: dict[str, Any] = {
    "text": CANARY,
    "long text": CANARY * 300,
    "a number": NUMBER,
    "a list": [CANARY],
    "an object": {"inside": CANARY},
    "with control characters": f"{CANARY}\u0000\u202e\n",
}


def sensitive(contract: ia.Contract) -> list[str]:
    name = contract.id.replace("/", "/contracts/") + ".json"
    patterns: list[str] = json.loads((Path(ia.__file__).parent / name).read_bytes())["sensitive"]
    return patterns


def with_sensitive_members(contract: ia.Contract, value: Any, change: Any) -> Any:
    patterns = {tuple(pattern.split("/")[1:]) for pattern in sensitive(contract)}
    for path in list(places(value)):
        if tuple("*" if isinstance(part, int) else part for part in path) in patterns and at(value, path) is not None:
            value = replaced(value, path, change)
    return value


@pytest.mark.parametrize("change", CHANGES)
@pytest.mark.parametrize("sample", payloads("samples"), ids=str)
def test_no_sensitive_value_is_shown(sample: Any, change: str) -> None:
    contract = sample.contract
    value = with_sensitive_members(contract, decoded(contract, exact(sample.raw)), CHANGES[change])
    seen = [str(contract.check(value)), repr(contract.check(value))]
    if contract.direction == "response":
        try:
            reply = reply_class(contract).from_json(dumps(value))
            seen += [repr(reply), str(reply), repr(reply.model_dump()), str(reply.report)]
            seen += [f"{member!r}" for _, member in reply]
        except ia.InvalidResponse as error:
            seen += [str(error), repr(error), "".join(traceback.format_exception(error))]
    assert not any(CANARY in text or str(NUMBER) in text for text in seen)


def test_every_contract_names_its_sensitive_members() -> None:
    assert {contract.api for contract in ia.contracts() if sensitive(contract)} == {
        contract.api for contract in ia.contracts()
    }
