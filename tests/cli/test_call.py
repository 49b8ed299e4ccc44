"""`invoice-apis call`: output and exit codes."""

from __future__ import annotations

import json
import signal
import subprocess
import threading
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from invoice_apis.jsontext import pointer
from invoice_apis.operation import Operation
from invoice_apis.sandbox import Sandbox
from invoice_apis.sandbox.faults import Faults
from invoice_apis.sandbox.records import Records
from invoice_apis.sandbox.refusals import find_refusal
from invoice_apis.testing.examples.schemas import records_pointer
from support.calling import FROM_ENVIRONMENT, api_of, case_id, documented_response, schemes
from support.cli import ENVIRONMENT, PYTHON, all_pages_words, call_words, lines, run, run_process, variables
from support.service import CannedResponse, running_server

EVERY = pytest.mark.parametrize("operation", FROM_ENVIRONMENT, ids=case_id)
LISTS = pytest.mark.parametrize(
    "operation", [operation for operation in FROM_ENVIRONMENT if operation.walk], ids=case_id
)
FORMATS = ("json", "ndjson", "table")
FORMS = pytest.mark.parametrize("form", FORMATS)
ROWS = 105
"""More than a page."""


@pytest.fixture(scope="module")
def box() -> Iterator[Sandbox]:
    with Sandbox(rows=ROWS) as running_server:
        yield running_server


INNER = {"kingdee_invoice/QueryBillInvoices": "invoiceList"}
"""The list that holds the records of a table, where the items of the response are around them."""


def records_in(output: bytes, form: str) -> int:
    """How many records were printed."""
    if form == "json":
        return len(json.loads(output))
    return len(lines(output)) if form == "ndjson" else len(output.splitlines()) - 1


@EVERY
def test_one_call_prints_its_records_in_every_form(box: Sandbox, operation: Operation) -> None:
    forms = {}
    for form in FORMATS:
        ran = run(*call_words(operation, box.url), "--format", form, env=variables(box, operation))
        assert (ran.returncode, ran.stderr) == (0, b"")
        forms[form] = ran.stdout
    records = pointer.get(json.loads(forms["json"]), records_pointer(operation) or "")
    assert records
    assert lines(forms["ndjson"]) == records
    head, *rows = forms["table"].decode().splitlines()
    assert len(head.split()) >= max(map(len, records))
    inner = INNER.get(operation.id, "")
    assert len(rows) == sum(len(record.get(inner) or [record]) for record in records)


@LISTS
@FORMS
def test_all_pages_are_printed_with_a_receipt_on_standard_error(box: Sandbox, operation: Operation, form: str) -> None:
    ran = run(*all_pages_words(operation, box.url, "--format", form), env=variables(box, operation))
    assert ran.returncode == 0
    assert records_in(ran.stdout, form) == ROWS
    assert ran.stderr.decode().startswith(f"{operation.id}: {ROWS} records, complete: ")
    assert ran.stderr.count(b"\n") == 1


@LISTS
@FORMS
def test_incomplete_pages_are_printed_and_fail(operation: Operation, form: str) -> None:
    with Sandbox(rows=ROWS, faults=["shrinking-count"]) as box:
        ran = run(*all_pages_words(operation, box.url, "--format", form), env=variables(box, operation))
    assert ran.returncode == 1
    assert records_in(ran.stdout, form) == ROWS
    assert b"INCOMPLETE: the server's count fell" in ran.stderr
    assert ran.stderr.count(b"\n") == 1


@LISTS
@FORMS
def test_pages_after_an_error_can_not_be_taken_for_complete(operation: Operation, form: str) -> None:
    assert operation.paging
    query = {operation.paging.page: 1, operation.paging.size: 100}
    page = Records(operation, ROWS, 0, Faults([])).response_body({"query": query}, "an-id")
    with running_server() as service:
        service.respond_with(CannedResponse(body=page), CannedResponse(500, b"{}"))
        words = all_pages_words(operation, service.url, "--format", form, "--max-retries", "0")
        ran = run(*words, env=variables(Sandbox(), operation))
    assert ran.returncode == 1
    assert b"100 records, INCOMPLETE: page 2 failed: ApiError" in ran.stderr
    assert f"invoice-apis: {operation.id} at {service.url.partition('//')[2]}: HTTP 500".encode() in ran.stderr
    if form == "json":
        with pytest.raises(ValueError, match="delimiter"):
            json.loads(ran.stdout)
    assert ran.stdout.count(b"\n") == (0 if form == "table" else 100)


@LISTS
@FORMS
def test_an_empty_list_is_printed(operation: Operation, form: str) -> None:
    with Sandbox(rows=0) as box:
        ran = run(*all_pages_words(operation, box.url, "--format", form), env=variables(box, operation))
    assert ran.returncode == 0
    assert ran.stdout == (b"[]\n" if form == "json" else b"")
    assert b"0 records, complete" in ran.stderr


@EVERY
def test_a_rejected_call_prints_code_and_message_without_secrets(operation: Operation) -> None:
    with Sandbox(rows=1, faults=["failure-200"]) as box:
        env = variables(box, operation)
        box_url = box.url
        ran = run(*call_words(operation, box_url), "--max-retries", 0, env=env)
        secrets = [
            secret for how in box.credentials.values() for own in how["auth"].values() for secret in own.values()
        ]
    assert (ran.returncode, ran.stdout) == (1, b"")
    said = find_refusal("server", schemes(operation), operation.envelope)
    where = f"{operation.id} at {box_url.partition('//')[2]}"
    assert f"invoice-apis: {where}: HTTP 200, {said.code}: {said.message}" in ran.stderr.decode()
    assert not [secret for secret in secrets if secret != "UserName" and secret in ran.stderr.decode()]


@EVERY
def test_a_refused_connection_is_one_line(operation: Operation) -> None:
    with Sandbox() as box:
        url, env = box.url, variables(box, operation)
    ran = run(*call_words(operation, url), "--max-retries", 0, env=env)
    assert (ran.returncode, ran.stdout) == (1, b"")
    assert b"refused" in ran.stderr
    assert ran.stderr.count(b"\n") == 1


@EVERY
def test_missing_credentials_name_their_variables(operation: Operation) -> None:
    known = variables(Sandbox(), operation)
    needed = [value.env for value in api_of(operation).api.values if value.required]
    for missing in known:
        if missing in needed:
            ran = run(*call_words(operation, "http://127.0.0.1"), env={**known, missing: ""})
            assert (ran.returncode, ran.stdout) == (2, b"")
            assert missing in ran.stderr.decode()
    ran = run(
        *call_words(operation, "http://127.0.0.1"), env={name: text for name, text in known.items() if name in needed}
    )
    assert (ran.returncode, ran.stdout) == (2, b"")
    assert any(all(name in ran.stderr.decode() for name in _parts(how)) for how in schemes(operation))


def _parts(how: Any) -> list[str]:
    return [name for part, name in how.env if part not in ("security_token", "usertype", "tenant_id", "language")]


@pytest.mark.slow
@EVERY
def test_an_interrupted_call_ends_quietly(operation: Operation) -> None:
    requested = threading.Event()

    def clock() -> datetime:
        requested.set()
        return datetime.now(UTC)

    with Sandbox(rows=1, faults=["slow=1000"], clock=clock) as box:
        command, env = [*PYTHON, *call_words(operation, box.url)], {**ENVIRONMENT, **variables(box, operation)}
        pipe = subprocess.PIPE
        with subprocess.Popen(command, env=env, stdin=subprocess.DEVNULL, stdout=pipe, stderr=pipe) as process:
            assert requested.wait(60)
            process.send_signal(signal.SIGINT)
            assert process.communicate(timeout=60) == (b"", b"")
    assert process.returncode == 130


@pytest.mark.slow
@LISTS
@FORMS
def test_a_reader_that_goes_away_ends_the_call_quietly(box: Sandbox, operation: Operation, form: str) -> None:
    read = subprocess.Popen(["head", "-c", "1"], stdin=subprocess.PIPE, stdout=subprocess.PIPE)
    words = all_pages_words(operation, box.url, "--format", form)
    ran = run_process(*words, env=variables(box, operation), stdout=read.stdin)
    first, _ = read.communicate(timeout=60)
    assert len(first) == 1
    assert form == "table" or ran.stderr == b""
    assert ran.returncode in ((0, 141) if form == "table" else (141,))


@pytest.mark.slow
@EVERY
def test_a_full_disk_is_one_line(box: Sandbox, operation: Operation) -> None:
    with open("/dev/full", "wb") as full:
        ran = run_process(*call_words(operation, box.url), env=variables(box, operation), stdout=full)
    assert (ran.returncode, ran.stderr) == (2, b"invoice-apis: standard output: No space left on device\n")


@EVERY
@pytest.mark.parametrize("encoding", ["ascii", "latin-1"])
def test_output_is_utf_8_whatever_the_encoding_of_the_pipe(box: Sandbox, operation: Operation, encoding: str) -> None:
    for form in FORMATS:
        ran = run(*call_words(operation, box.url), "--format", form, env=variables(box, operation), charset=encoding)
        assert (ran.returncode, ran.stderr) == (0, b"")
        has_chinese = any(ord(char) > 0x3000 for char in documented_response(operation).decode())
        assert form == "table" or not has_chinese or any(ord(char) > 0x3000 for char in ran.stdout.decode())


@pytest.mark.slow
def test_a_process_writes_utf_8_into_a_latin_pipe(box: Sandbox) -> None:
    operation = FROM_ENVIRONMENT[0]
    env = {**variables(box, operation), "PYTHONIOENCODING": "latin-1:strict", "PYTHONUTF8": "0", "LC_ALL": "C"}
    for form in FORMATS:
        ran = run_process(*call_words(operation, box.url), "--format", form, env=env)
        assert (ran.returncode, ran.stderr) == (0, b"")
        assert form == "table" or any(ord(char) > 0x3000 for char in ran.stdout.decode())


@LISTS
@FORMS
def test_a_file_gets_what_standard_output_would_get(operation: Operation, form: str, tmp_path: Path) -> None:
    with Sandbox(rows=3) as box:
        words, env = all_pages_words(operation, box.url, "--format", form), variables(box, operation)
        printed = run(*words, env=env)
        written = run(*words, "--output", tmp_path / "records", env=env)
    assert (written.returncode, written.stdout) == (0, b"")
    assert written.stderr.startswith(f"{operation.id}: 3 records, complete".encode())
    assert records_in((tmp_path / "records").read_bytes(), form) == records_in(printed.stdout, form) == 3


@EVERY
def test_a_failed_call_writes_no_file(operation: Operation, tmp_path: Path) -> None:
    with Sandbox(rows=1, faults=["failure-200"]) as box:
        words = [*call_words(operation, box.url), "--max-retries", 0, "--output", tmp_path / "reply"]
        assert run(*words, env=variables(box, operation)).returncode == 1
    assert list(tmp_path.iterdir()) == []


@EVERY
@FORMS
def test_output_still_accepts_the_name_of_a_format(
    box: Sandbox, operation: Operation, form: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    words, env = call_words(operation, box.url), variables(box, operation)
    lengths = {len(run(*words, option, form, env=env).stdout.splitlines()) for option in ("--format", "--output")}
    assert len(lengths) == 1
    assert list(tmp_path.iterdir()) == []
    assert run(*words, "--output", f"./{form}", env=env).stdout == b""
    assert Path(form).exists()
