"""`describe`, `schema` and `detect`, and `call --help`."""

from __future__ import annotations

import gzip
import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import invoice_apis as ia
import pytest
from invoice_apis.cli import describe
from invoice_apis.jsontext.reader import MAX_BYTES
from invoice_apis.validation.contract import Contract
from invoice_codegen import output, pipeline
from rich.cells import cell_len
from support.cli import ENVIRONMENT, PYTHON, run, run_process
from support.emitted import ROOT, Payload, payloads

SAMPLES = payloads("samples")
IDS = [contract.id for contract in ia.contracts()]
GOLDEN = Path(__file__).parent / "describe_golden"
COMMANDS = ("describe", "schema", "detect")


@pytest.fixture(scope="module")
def fourth(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A package with an API made for tests."""
    out = tmp_path_factory.mktemp("fourth")
    output.write(pipeline.generate(ROOT / "tests" / "codegen" / "fourth_api").files, out)
    return out


TABLES = [
    (operation, direction, lang, width)
    for operation in ("ListBills", "SubmitBill")
    for direction in ("request", "response")
    for lang, width in (("en", 100), ("zh", 72))
]


@pytest.mark.parametrize(("operation", "direction", "lang", "width"), TABLES)
def test_the_table_is_that_of_the_golden_file(
    fourth: Path, operation: str, direction: str, lang: str, width: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    """After a wanted change, delete the file and run this once: it is written anew, and fails that once."""
    guide = fourth / "invoice_apis" / "acme_bills" / "contracts" / f"{operation}.{direction}.guide.json"
    contract = Contract(f"acme_bills/{operation}.{direction}", lambda: b"", guide.read_bytes)
    monkeypatch.setattr(describe, "get_contract", {contract.id: contract}.get)
    ran = run("describe", contract.id, "--lang", lang, env={"COLUMNS": str(width)})
    assert (ran.returncode, ran.stderr) == (0, b"")
    golden = GOLDEN / f"describe.{operation}.{direction}.{lang}.txt"
    if not golden.exists():
        golden.parent.mkdir(exist_ok=True)
        golden.write_bytes(ran.stdout)
        pytest.fail(f"{golden.name} is new: read it, and run again")
    assert ran.stdout.decode() == golden.read_text(encoding="utf-8"), f"wanted? then delete {golden} and run twice"


@pytest.mark.slow
def test_a_process_prints_the_same_table(fourth: Path) -> None:
    operation, direction, lang, width = TABLES[0]
    words = ["describe", f"acme_bills/{operation}.{direction}", "--lang", lang]
    ran = run_process(*words, env={"PYTHONPATH": str(fourth), "COLUMNS": str(width)})
    assert ran.stdout == (GOLDEN / f"describe.{operation}.{direction}.{lang}.txt").read_bytes()


@pytest.mark.parametrize("id", IDS)
@pytest.mark.parametrize("lang", ["en", "zh"])
@pytest.mark.parametrize("width", [60, 100])
def test_a_table_fits_its_terminal_and_names_everything(id: str, lang: str, width: int) -> None:
    printed = run("describe", id, "--lang", lang, env={"COLUMNS": str(width)}).stdout.decode()
    lines = printed.splitlines()
    assert max(map(cell_len, lines)) <= width
    guide = ia.contract(id).documentation
    squeezed = "".join(printed.split())
    for member in guide.members.values():
        for words in (member.title, *(code.label for code in member.codes)):
            assert all(any(char in squeezed for char in text) for text in words.values())
    assert all(entry in printed for entry in guide.ledger)


@pytest.mark.slow
@pytest.mark.parametrize("locale", ["C", "C.UTF-8", "POSIX"])
def test_chinese_goes_through_the_pipe_of_a_process(locale: str) -> None:
    ran = run_process("describe", IDS[0], "--lang", "zh", env={"LC_ALL": locale, "PYTHONIOENCODING": ""})
    assert (ran.returncode, ran.stderr) == (0, b"")
    assert "成员" in ran.stdout.decode()
    assert b"\\u" not in ran.stdout


@pytest.mark.parametrize("charset", ["ascii", "latin-1", "utf-8"])
@pytest.mark.parametrize("id", IDS)
def test_chinese_goes_through_pipes(id: str, charset: str) -> None:
    ran = run("describe", id, "--lang", "zh", charset=charset)
    assert (ran.returncode, ran.stderr) == (0, b"")
    assert "成员" in ran.stdout.decode()
    assert b"\\u" not in ran.stdout


@pytest.mark.parametrize("id", IDS)
def test_the_guide_is_printed_whole_as_json(id: str) -> None:
    printed = json.loads(run("describe", id, "--format", "json").stdout)
    guide = ia.contract(id).documentation
    assert printed["contract"] == id
    assert [member["pointer"] for member in printed["members"]] == list(guide.members)
    assert printed["ledger"].keys() == guide.ledger.keys()
    for member in printed["members"]:
        assert len(member["codes"]) == len(guide.members[member["pointer"]].codes)


@pytest.mark.parametrize("id", IDS)
@pytest.mark.parametrize("profile", ["documented", "compatible", None])
def test_the_schema_is_that_of_the_contract(id: str, profile: Any) -> None:
    ran = run("schema", id, *(["--profile", profile] if profile else []))
    assert json.loads(ran.stdout) == ia.contract(id).schema(profile or "documented")
    assert ran.stdout.startswith(b'{\n  "$schema"')
    assert ran.stdout.endswith(b"}\n")


@pytest.mark.parametrize("sample", SAMPLES, ids=str)
def test_a_payload_is_named_from_a_file_and_from_standard_input(sample: Payload, tmp_path: Path) -> None:
    packed = tmp_path / "packed.json.gz"
    packed.write_bytes(gzip.compress(sample.raw))
    for ran in (run("detect", sample.file), run("detect", "-", stdin=sample.raw), run("detect", packed)):
        assert (ran.returncode, ran.stderr) == (0, b"")
        assert ran.stdout.decode().startswith(f"{sample.contract.id}: ")
        assert ran.stdout.count(b"\n") == 1


NO_FIT: dict[str, tuple[bytes, str]] = {
    "nothing in it": (b"{}", "no contract fits: no contract documents anything in it\n"),
    "no JSON": (b"{'a': None}", "  this is a Python literal: write it with json.dumps\n"),
    "empty": (b"", "no contract fits: the text is empty\n"),
    "control characters": (b'{"\\u001b[31m": 1}', "no contract fits"),
}


@pytest.mark.parametrize("way", NO_FIT)
def test_no_match_is_printed_with_the_reason(way: str) -> None:
    raw, expected = NO_FIT[way]
    ran = run("detect", "-", stdin=raw)
    assert (ran.returncode, ran.stderr) == (1, b"")
    assert ran.stdout.decode().startswith("no contract fits")
    assert expected in ran.stdout.decode()
    assert b"\x1b" not in ran.stdout
    assert run("detect", "-", "--lang", "zh", stdin=raw).stdout.decode().startswith("不符合任何契约")


@pytest.mark.parametrize("payload", [payload for payload in payloads("cases") if payload.is_bad][:3], ids=str)
def test_a_damaged_payload_prints_the_nearest_contract(payload: Payload) -> None:
    ran = run("detect", payload.file)
    assert ran.returncode == 1
    assert f"nearest: {payload.contract.id}: " in ran.stdout.decode()


@pytest.mark.parametrize("sample", SAMPLES, ids=str)
def test_a_payload_inside_another_one_is_named(sample: Payload) -> None:
    value = json.loads(sample.raw)
    expected = f'  the value at "/response/data" fits {sample.contract.id}\n'
    for raw in (json.dumps({"response": {"data": value}}), json.dumps({"response": {"data": sample.raw.decode()}})):
        ran = run("detect", "-", stdin=raw.encode())
        assert ran.returncode == 1
        assert ran.stdout.decode().endswith(expected)
    literal = run("detect", "-", stdin=repr(value).encode()).stdout.decode().splitlines()
    assert literal[1:] == [
        "  this is a Python literal: write it with json.dumps",
        f"  once converted, it fits {sample.contract.id}",
    ]


def test_a_record_where_the_nearest_contract_has_none_is_the_reply_of_another_interface() -> None:
    record = json.loads(json.dumps(ia.contract("kingdee_invoice/Invoice").example(1), default=str))
    reply = {"errorCode": "0", "success": True, "data": record}
    assert "fits kingdee_invoice/Invoice" in run("detect", "-", stdin=json.dumps(reply).encode()).stdout.decode()
    del record["billNo"]  # the member that it has in common with what is due there
    ran = run("detect", "-", stdin=json.dumps(reply).encode())
    assert ran.returncode == 1
    assert "the reply of another interface" in ran.stdout.decode()
    assert "fits kingdee_invoice/Invoice" not in ran.stdout.decode()


@pytest.mark.parametrize("command", ["describe", "schema"])
def test_an_unknown_id_is_one_line_with_the_closest_ids(command: str) -> None:
    for id in (IDS[0][:-1], IDS[0].lower(), IDS[0].replace("/", ".")):
        ran = run(command, id)
        assert (ran.returncode, ran.stdout) == (2, b"")
        assert ran.stderr.count(b"\n") == 1
        assert IDS[0] in ran.stderr.decode()
    ran = run(command, "\x1b[31m\nforged")
    assert (ran.returncode, ran.stderr.count(b"\n")) == (2, 1)
    assert b"\x1b" not in ran.stderr


def test_a_missing_or_broken_file_is_a_usage_error(tmp_path: Path) -> None:
    broken = tmp_path / "broken.gz"
    broken.write_bytes(gzip.compress(SAMPLES[0].raw)[:-9])
    for file in (tmp_path / "nothing.json", tmp_path, broken):
        ran = run("detect", file)
        assert (ran.returncode, ran.stdout) == (2, b"")
        assert str(file.name) in ran.stderr.decode().splitlines()[-1]


@pytest.mark.slow
def test_a_bomb_is_read_only_to_the_limit(tmp_path: Path) -> None:
    bomb = tmp_path / "bomb.gz"
    with gzip.open(bomb, "wb", compresslevel=1) as file:
        file.writelines(bytes(1 << 20) for _ in range(200))
    limit = "import resource, runpy; resource.setrlimit(resource.RLIMIT_AS, (320 << 20,) * 2)"
    command = f"{limit}; runpy.run_module('invoice_apis', run_name='__main__')"
    words = [sys.executable, "-c", command, "detect", str(bomb)]
    ran = subprocess.run(words, capture_output=True, check=False, timeout=60)
    expected = f"invoice-apis: {bomb}: larger than the limit of {MAX_BYTES} bytes\n"
    assert (ran.returncode, ran.stdout, ran.stderr.decode()) == (2, b"", expected)


def test_a_name_is_shown_without_what_controls_a_terminal(tmp_path: Path) -> None:
    (tmp_path / "a\x1b\n.gz").write_bytes(gzip.compress(SAMPLES[0].raw)[:-9])
    ran = run("detect", tmp_path / "a\x1b\n.gz")
    assert ran.stderr.decode() == (
        f"invoice-apis: {tmp_path}/a\\u001b\\u000a.gz: it can't be read: the gzip data ends too early\n"
    )


@pytest.mark.parametrize("command", COMMANDS)
def test_help(command: str) -> None:
    assert b"Usage: " in run(command, "--help").stdout


@pytest.mark.slow
@pytest.mark.parametrize("command", COMMANDS)
def test_a_closed_pipe_prints_nothing(command: str) -> None:
    words = [*PYTHON, command, IDS[1] if command != "detect" else str(SAMPLES[0].file)]
    with subprocess.Popen(words, stdout=subprocess.PIPE, stderr=subprocess.PIPE, env=ENVIRONMENT) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        process.stdout.close()
        assert process.stderr.read() == b""


def test_the_help_of_a_call_has_the_documentation() -> None:
    from invoice_apis.validation.documentation import title_text
    from support.calling import OPERATIONS

    for operation in OPERATIONS:
        guide = ia.contract(f"{operation.id}.request").documentation
        printed = "".join(run("call", *operation.id.split("/"), "--help").stdout.decode().split())
        for parameter in operation.parameters:
            member = guide.member(parameter.pointer)
            if member is not None and parameter.const is None and parameter.filled_by is None:
                assert "".join(title_text(member, "en").split()) in printed
