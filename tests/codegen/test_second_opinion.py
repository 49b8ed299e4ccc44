"""`jsonschema` as a second validator of samples and cases: agreement, payloads beyond schemas, disagreement."""

from __future__ import annotations

from pathlib import Path

import invoice_apis as ia
import pytest
from invoice_codegen.parse.folder import Payload
from invoice_codegen.verify.second_opinion import SecondOpinion
from support.definitions import files_of
from support.emitted import SCHEMAS
from toolkit.case import invoke
from toolkit.process import run

FOLDERS = sorted(folder for folder in SCHEMAS.iterdir() if folder.is_dir())
PAYLOADS = [(folder.name, payload) for folder in FOLDERS for payload in files_of(folder).payloads]
RESPONSE = next(contract for contract in ia.contracts() if contract.direction == "response" and not contract.encoded)


def contract_of(api: str, payload: Payload) -> ia.Contract:
    return ia.contract(f"{api}/{payload.operation}.{payload.direction}")


def opinion_on(raw: bytes, contract: ia.Contract = RESPONSE) -> SecondOpinion:
    opinion = SecondOpinion()
    payload = Payload(Path("cases/made-up.json"), contract.operation, contract.direction, "made-up", raw)
    opinion.add(payload, contract)
    return opinion


@pytest.mark.parametrize(("api", "payload"), PAYLOADS, ids=lambda it: it.file.name if isinstance(it, Payload) else it)
def test_both_find_the_same_at_the_same_places(api: str, payload: Payload) -> None:
    opinion = SecondOpinion()
    opinion.add(payload, contract_of(api, payload))
    assert opinion.disagreements == []
    assert opinion.agreed + opinion.unreadable == 1


def test_most_payloads_have_something_to_agree_on() -> None:
    found = [contract_of(api, payload).check(payload.raw).findings for api, payload in PAYLOADS]
    assert sum(map(bool, found)) > len(found) / 2


@pytest.mark.parametrize("raw", [b"{", b'\xef\xbb\xbf{"a": 1}', b"[NaN]"])
def test_what_no_schema_sees_is_counted_apart(raw: bytes) -> None:
    opinion = opinion_on(raw)
    assert (opinion.agreed, opinion.unreadable, opinion.disagreements) == (0, 1, [])
    assert str(opinion) == (
        "jsonschema agrees on 0 of 0 samples and cases; 1 more can't be decoded, so no schema applies"
    )


def test_a_duplicate_key_is_no_disagreement() -> None:
    raw = b'{"count": 1, "count": 2}'
    assert "duplicate-key" in {finding.keyword for finding in RESPONSE.check(raw).findings}
    assert opinion_on(raw).disagreements == []


class Stricter(ia.Contract):
    """A contract that publishes another schema than the one it validates with."""

    def __init__(self) -> None:
        super().__init__(RESPONSE.id, RESPONSE._files.load)

    def schema(self, profile: object) -> dict[str, object]:
        return {"required": ["never"]}


def test_a_difference_names_file_keyword_and_place() -> None:
    opinion = opinion_on(b'{"odd": 1}', Stricter())
    name = f"  {RESPONSE.api}/cases/made-up.json: "
    first, *rest = str(opinion).splitlines()
    assert first == "jsonschema agrees on 0 of 1 samples and cases"
    assert f"{name}only jsonschema has the finding required at the root" in rest
    assert any(line.startswith(f"{name}only the package has the finding ") for line in rest)
    assert f"{name}only jsonschema has the error required at the root" in rest


BLIND = "\nValidator.findings = lambda *_: []\n"


@pytest.mark.slow
def test_the_summary_fails_where_the_package_does_not_see_what_jsonschema_sees(schemas: Path, tmp_path: Path) -> None:
    """A package that finds nothing any more would pass all samples otherwise."""
    out = tmp_path / "out"
    invoke("generate", "--schemas", schemas, "--output", out)
    validator = out / "invoice_apis" / "validation" / "validator.py"
    validator.write_text(validator.read_text(encoding="utf-8") + BLIND, encoding="utf-8")
    ended = run("summary", "--schemas", schemas, "--output", out)
    assert (ended.returncode, ended.stderr) == (1, "")
    _, row, opinion, *differences = ended.stdout.splitlines()
    assert row.split()[-4:] == ["1", "0", "0", "0"]
    assert opinion.startswith("jsonschema agrees on 0 of 1 ")
    assert differences
    assert all("only jsonschema has the finding" in line for line in differences)
