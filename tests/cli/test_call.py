"""`invoice-apis call`: what it prints, and how it ends, whatever happens."""

from __future__ import annotations

import json
import signal
import subprocess
import threading
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

import pytest
from invoice_apis.jsontext import pointer
from invoice_apis.operation import Operation
from invoice_apis.sandbox import Sandbox
from invoice_apis.sandbox.faults import Faults
from invoice_apis.sandbox.records import Records
from invoice_apis.sandbox.refusals import find_refusal
from invoice_apis.testing.examples.schemas import records_pointer
from support.calling import OPERATIONS, api_of, case_id, schemes
from support.service import CannedResponse, running_server

from .shell import ENVIRONMENT, PYTHON, asking, lines, run, variables, walking

EVERY = pytest.mark.parametrize("operation", OPERATIONS, ids=case_id)
WALKS = pytest.mark.parametrize("operation", [operation for operation in OPERATIONS if operation.walk], ids=case_id)
FORMS = pytest.mark.parametrize("form", ["json", "ndjson", "table"])
ROWS = 237


@pytest.fixture(scope="module")
def box() -> Iterator[Sandbox]:
    with Sandbox(rows=ROWS) as running_server:
        yield running_server


def records_in(output: bytes, form: str) -> int:
    """How many records were printed."""
    if form == "json":
        return len(json.loads(output))
    return len(lines(output)) if form == "ndjson" else len(output.splitlines()) - 1


@EVERY
def test_one_call_prints_its_records_in_every_form(box: Sandbox, operation: Operation) -> None:
    forms = {}
    for form in ("json", "ndjson", "table"):
        ran = run(*asking(operation, box.url), "--output", form, env=variables(box, operation))
        assert (ran.returncode, ran.stderr) == (0, b"")
        forms[form] = ran.stdout
    records = pointer.get(json.loads(forms["json"]), records_pointer(operation) or "")
    assert records
    assert lines(forms["ndjson"]) == records
    head, *rows = forms["table"].decode().splitlines()
    assert len(head.split()) >= max(map(len, records))
    assert len(rows) == len(records)


@WALKS
@FORMS
def test_a_walk_prints_all_records_and_its_receipt_beside_them(box: Sandbox, operation: Operation, form: str) -> None:
    ran = run(*walking(operation, box.url, "--output", form), env=variables(box, operation))
    assert ran.returncode == 0
    assert records_in(ran.stdout, form) == ROWS
    assert ran.stderr.decode().startswith(f"{operation.id}: {ROWS} records, complete: ")
    assert ran.stderr.count(b"\n") == 1


@WALKS
@FORMS
def test_a_walk_that_may_not_be_whole_prints_what_it_saw_and_fails(operation: Operation, form: str) -> None:
    with Sandbox(rows=ROWS, faults=["shrinking-count"]) as box:
        ran = run(*walking(operation, box.url, "--output", form), env=variables(box, operation))
    assert ran.returncode == 1
    assert records_in(ran.stdout, form) == ROWS
    assert b"INCOMPLETE: the server's count fell" in ran.stderr
    assert ran.stderr.count(b"\n") == 1


@WALKS
@FORMS
def test_a_walk_that_breaks_off_can_not_be_taken_for_whole(operation: Operation, form: str) -> None:
    assert operation.paging
    query = {operation.paging.page: 1, operation.paging.size: 100}
    page = Records(operation, ROWS, 0, Faults([])).response_body({"query": query}, "an-id")
    with running_server() as service:
        service.respond_with(CannedResponse(body=page), CannedResponse(500, b"{}"))
        walk = walking(operation, service.url, "--output", form, "--max-retries", "0")
        ran = run(*walk, env=variables(Sandbox(), operation))
    assert ran.returncode == 1
    assert b"100 records, INCOMPLETE: page 2 failed: ApiError" in ran.stderr
    assert b"invoice-apis: HTTP 500" in ran.stderr
    if form == "json":
        with pytest.raises(ValueError, match="delimiter"):
            json.loads(ran.stdout)
    assert ran.stdout.count(b"\n") == (0 if form == "table" else 100)


@WALKS
@FORMS
def test_an_empty_list_is_no_trouble(operation: Operation, form: str) -> None:
    with Sandbox(rows=0) as box:
        ran = run(*walking(operation, box.url, "--output", form), env=variables(box, operation))
    assert ran.returncode == 0
    assert ran.stdout == (b"[]\n" if form == "json" else b"")
    assert b"0 records, complete" in ran.stderr


@EVERY
def test_a_refusal_is_told_with_code_and_id_and_without_secrets(operation: Operation) -> None:
    with Sandbox(rows=1, faults=["failure-200"]) as box:
        env = variables(box, operation)
        ran = run(*asking(operation, box.url), "--max-retries", 0, env=env)
        secrets = [
            secret for how in box.credentials.values() for own in how["auth"].values() for secret in own.values()
        ]
    assert (ran.returncode, ran.stdout) == (1, b"")
    said = find_refusal("server", schemes(operation), operation.envelope)
    assert f"invoice-apis: HTTP 200, {said.code}: {said.message}" in ran.stderr.decode()
    assert not [secret for secret in secrets if secret != "UserName" and secret in ran.stderr.decode()]


@EVERY
def test_a_service_that_is_not_there_is_told(operation: Operation) -> None:
    with Sandbox() as box:
        url, env = box.url, variables(box, operation)
    ran = run(*asking(operation, url), "--max-retries", 0, env=env)
    assert (ran.returncode, ran.stdout) == (1, b"")
    assert b"refused" in ran.stderr
    assert ran.stderr.count(b"\n") == 1


@EVERY
def test_missing_credentials_are_told_by_the_names_of_their_variables(operation: Operation) -> None:
    given = variables(Sandbox(), operation)
    needed = [value.env for value in api_of(operation).api.values if value.required]
    for missing in given:
        if missing in needed:
            ran = run(*asking(operation, "http://127.0.0.1"), env={**given, missing: ""})
            assert (ran.returncode, ran.stdout) == (2, b"")
            assert missing in ran.stderr.decode()
    ran = run(
        *asking(operation, "http://127.0.0.1"), env={name: text for name, text in given.items() if name in needed}
    )
    assert (ran.returncode, ran.stdout) == (2, b"")
    assert any(all(name in ran.stderr.decode() for name in _parts(how)) for how in schemes(operation))


def _parts(how: Any) -> list[str]:
    return [name for part, name in how.env if part not in ("security_token", "usertype", "tenant_id", "language")]


@EVERY
def test_an_interrupted_call_ends_quietly(operation: Operation) -> None:
    asked = threading.Event()

    def clock() -> datetime:
        asked.set()
        return datetime.now(UTC)

    with Sandbox(rows=1, faults=["slow=1000"], clock=clock) as box:
        command, env = [*PYTHON, *asking(operation, box.url)], {**ENVIRONMENT, **variables(box, operation)}
        pipe = subprocess.PIPE
        with subprocess.Popen(command, env=env, stdin=subprocess.DEVNULL, stdout=pipe, stderr=pipe) as process:
            assert asked.wait(60)
            process.send_signal(signal.SIGINT)
            assert process.communicate(timeout=60) == (b"", b"")
    assert process.returncode == 130


@WALKS
@FORMS
def test_a_reader_that_goes_away_ends_the_call_quietly(box: Sandbox, operation: Operation, form: str) -> None:
    read = subprocess.Popen(["head", "-c", "1"], stdin=subprocess.PIPE, stdout=subprocess.PIPE)
    ran = run(*walking(operation, box.url, "--output", form), env=variables(box, operation), stdout=read.stdin)
    first, _ = read.communicate(timeout=60)
    assert len(first) == 1
    assert form == "table" or ran.stderr == b""
    assert ran.returncode in ((0, 1) if form == "table" else (1,))


@EVERY
def test_a_full_disk_is_told(box: Sandbox, operation: Operation) -> None:
    with open("/dev/full", "wb") as full:
        ran = run(*asking(operation, box.url), env=variables(box, operation), stdout=full)
    assert (ran.returncode, ran.stderr) == (2, b"invoice-apis: standard output: No space left on device\n")


@EVERY
@pytest.mark.parametrize("encoding", ["ascii", "latin-1"])
def test_chinese_goes_through_a_pipe_that_takes_only_latin_letters(
    box: Sandbox, operation: Operation, encoding: str
) -> None:
    """JSON is UTF-8 in any case; in a table, letters that the pipe does not take are escapes."""
    env = {**variables(box, operation), "PYTHONIOENCODING": f"{encoding}:strict", "PYTHONUTF8": "0", "LC_ALL": "C"}
    for form in ("json", "ndjson", "table"):
        ran = run(*asking(operation, box.url), "--output", form, env=env)
        assert (ran.returncode, ran.stderr) == (0, b"")
        if form != "table":
            assert any(ord(char) > 0x3000 for char in ran.stdout.decode())
