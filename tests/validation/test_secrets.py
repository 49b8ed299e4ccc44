"""Reports, exceptions and reprs never contain the values of sensitive members."""

from __future__ import annotations

import json
import traceback
from decimal import Decimal
from pathlib import Path
from typing import Any

import invoice_apis as ia
import invoice_apis.testing
import pytest
from invoice_apis.validation.rules import Rules
from support.cli import flags, run
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


SCALARS = {
    "a text": CANARY,
    "a number": NUMBER,
    "a fraction": Decimal(f"{NUMBER}.5"),
    "JSON": dumps([{"x": CANARY}]),
    "JSON twice": dumps(dumps({"x": CANARY})),
}


def holders(contract: ia.Contract, value: Any) -> list[tuple[str | int, ...]]:
    """The paths of objects and lists that have sensitive members in them, however deep; one of each pattern."""
    patterns = {
        tuple(each.split("/")[1 : depth + 1]) for each in sensitive(contract) for depth in range(each.count("/"))
    }
    found = {tuple("*" if isinstance(part, int) else part for part in path): path for path in [(), *places(value)]}
    return [path for pattern, path in found.items() if pattern in patterns]


@pytest.mark.parametrize("scalar", SCALARS)
@pytest.mark.parametrize("contract", [each for each in ia.contracts() if sensitive(each)], ids=lambda each: each.id)
def test_what_stands_in_place_of_sensitive_members_is_not_shown(
    contract: ia.Contract, scalar: str, tmp_path: Path
) -> None:
    whole = contract.example(3)
    lines = [replaced(whole, path, SCALARS[scalar]) for path in holders(contract, whole)]
    file, page, rejects = (tmp_path / name for name in ("lines.ndjson", "page.html", "rejects"))
    file.write_text("\n".join(dumps(line) for line in lines), encoding="utf-8")
    seen = [repr(contract.check(line)) for line in lines]
    for line in lines:
        with pytest.raises(AssertionError) as failed:
            ia.testing.assert_valid(contract.id, line)
        seen.append(str(failed.value))
    for options in ({}, {"sensitive": "omit"}):
        with pytest.raises(ValueError, match="is rejected") as refused:
            contract.table(file, **options)
        seen.append(str(refused.value))
        ran = run("export", contract.id, file, "--output", tmp_path / "t.csv", "--rejects", rejects, *flags(options))
        seen += [ran.stderr.decode(), rejects.read_text()]
    for words in (["validate"], ["validate", "--format", "ndjson"], ["drift"], ["drift", "--format", "json"]):
        ran = run(words[0], contract.id, file, *words[1:])
        seen += [ran.stdout.decode(), ran.stderr.decode()]
    run("validate", contract.id, file, "--format", "html", "--output", page)
    seen += [str(contract.check_lines(file)), page.read_text("utf-8")]
    assert not any(CANARY in text or str(NUMBER) in text for text in seen)


@pytest.mark.parametrize("value", [{"addressInfo": ""}, {"taxList": "x"}, {"addressInfo": [1]}], ids=str)
def test_what_holds_nothing_sensitive_is_shown(value: Any) -> None:
    assert "masked" not in str(ia.contract("huawei_bssintl/Invoice").check(value))


def test_members_that_are_described_elsewhere_count_too() -> None:
    data = {"encoded": [], "known": [], "sensitive": ["/tree/name"], "described_at": {"/answer/child": "/tree"}}
    rules = Rules(data, "response")
    assert rules.is_sensitive(("answer",), "x")
    assert rules.is_sensitive(("answer", "child"), "x")
    assert rules.is_sensitive(("answer", "child", "name"))
    assert not rules.is_sensitive(("answer", "other"), "x")


def test_every_contract_names_its_sensitive_members() -> None:
    assert {contract.api for contract in ia.contracts() if sensitive(contract)} == {
        contract.api for contract in ia.contracts()
    }
