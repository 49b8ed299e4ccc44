"""User code with the emitted clients passes strict type checkers; errors are reported on the right lines."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from invoice_apis.client.auth.registry import SCHEMES
from invoice_apis.operation import Operation
from support.calling import OPERATIONS, api_of, client_class, schemes
from support.emitted import ROOT, reply_of

RIGHT = {"str": '"x"', "int": "1", "datetime": "NOW"}
WRONG = {"str": "7", "int": '"1"', "datetime": '"2026-01-01T00:00:00Z"'}
MARK = "  # wrong"

HEAD = """\
from __future__ import annotations

from datetime import UTC, datetime
from typing import assert_type

import invoice_apis as ia
from invoice_apis.{api} import {blocking}, {awaiting}, {reply}
from invoice_apis.types import Model

NOW = datetime.now(UTC)
KEPT: list[Model] = []
"""

BLOCKING = """

def blocking_{name}(auth: {auth}) -> {reply}:
    with {blocking}(auth=auth, {values}base_url="https://example.com", timeout=5, deadline=20.0, max_retries=1) as client:
        reply = client.{name}(timeout=1.5, max_retries=0, {arguments})
        assert_type(reply, {reply})
        report: ia.Report = reply.report
        status: int | None = reply.http.status if reply.http else None
        print(report.ok, status)
        KEPT.append(reply)
    return reply


def refused_{name}(auth: {auth}) -> str | None:
    client = {blocking}(auth=auth{comma}{closing_values})
    try:
        client.{name}({arguments})
    except ia.ApiError as error:
        return f"{{error.status}} {{error.retryable}} {{error.retry_after}}" + (error.code or "")
    except (ia.InvalidRequest, ia.InvalidResponse) as error:
        return str(error.report.errors[0].pointer)
    finally:
        client.close()
    return None
"""

AWAITING = """

async def awaiting_{name}(auth: {auth}) -> {reply}:
    async with {awaiting}(auth=auth, {values}backoff=0.1) as client:
        return await client.{name}(max_retries=3, {arguments})
"""

PAGINATION = """

def walking_{name}(client: {blocking}) -> int | None:
    pages = client.{walk}(strict=False, {walk_arguments})
    for item in pages:
        KEPT.append(item)
    return pages.receipt.total


async def walking_awaited_{name}(client: {awaiting}) -> bool:
    pages = client.{walk}({walk_arguments})
    async for item in pages:
        print(item.to_json())
    return pages.receipt.complete
"""

BROKEN = """

async def broken_{name}(client: {blocking}, waiting: {awaiting}) -> None:
    client.{name}(unheard_of=1, {arguments}){mark}
    client.{name}(timeout="5", {arguments}){mark}
    client.{name}(max_retries=1.5, {arguments}){mark}
    client.{name}(1){mark}
    client.{name}({arguments}).unheard_of{mark}
    waiting.{name}({arguments}).report{mark}
    {blocking}(auth="key", {values}){mark}
    {blocking}(auth=ia.UserPassword("x", "y"), {values}){mark}
    {blocking}({values}verify_ssl=True){mark}
    {blocking}({values}timeout="5"){mark}
    {blocking}({values}transport=object()){mark}
"""


def arguments(operation: Operation, **changes: str | None) -> str:
    """Arguments of a call as source code; None omits one."""
    own = {own.name: RIGHT[own.type] for own in operation.parameters if own.const is None and own.filled_by is None}
    return ", ".join(f"{name}={text}" for name, text in {**own, **changes}.items() if text is not None)


def template_values(operation: Operation) -> dict[str, str]:
    """Values for the templates."""
    values = ", ".join(f'{value.name}="x"' for value in api_of(operation).api.values)
    return {
        "api": api_of(operation).id,
        "name": operation.name,
        "blocking": client_class(operation, "sync").__name__,
        "awaiting": client_class(operation, "async").__name__,
        "reply": reply_of(operation.id).__name__,
        "auth": " | ".join(
            sorted({f"ia.{SCHEMES[scheme.scheme].credentials_type.__name__}" for scheme in schemes(operation)})
        ),
        "values": values and f"{values}, ",
        "closing_values": values,
        "comma": values and ", ",
        "arguments": arguments(operation),
        "walk": operation.walk or "",
        "walk_arguments": arguments(operation, **{operation.paging.page: None}) if operation.paging else "",
        "mark": MARK,
    }


def script(operation: Operation) -> str:
    """A script with valid lines and marked invalid ones."""
    text = HEAD + BLOCKING + AWAITING + (PAGINATION if operation.paging else "") + BROKEN
    wrong = [
        f"    client.{operation.name}({arguments(operation, **{own.name: WRONG[own.type]})}){MARK}\n"
        for own in operation.parameters
        if own.const is None and own.filled_by is None
    ]
    lacking = [
        f"    client.{operation.name}({arguments(operation, **{own.name: None})}){MARK}\n"
        for own in operation.parameters
        if own.const is None and own.filled_by is None and own.required
    ]
    return text.format(**template_values(operation)) + "".join(wrong + lacking)


@pytest.fixture
def scripts(tmp_path: Path) -> dict[str, str]:
    """Scripts by file name."""
    made = {f"{operation.id.replace('/', '_')}.py": script(operation) for operation in OPERATIONS}
    for name, text in made.items():
        (tmp_path / name).write_text(text, encoding="utf-8")
    return made


def marked(scripts: dict[str, str]) -> set[tuple[str, int]]:
    return {
        (name, number)
        for name, text in scripts.items()
        for number, line in enumerate(text.splitlines(), 1)
        if line.endswith(MARK)
    }


@pytest.mark.slow
def test_mypy_strict_finds_the_marked_errors_only(scripts: dict[str, str], tmp_path: Path) -> None:
    flags = ["--strict", "--config-file=", "--output=json", "--cache-dir", str(ROOT / ".mypy_cache" / "users")]
    command = [sys.executable, "-m", "mypy", *flags, *scripts]
    search = {**os.environ, "MYPYPATH": str(ROOT / "generated")}
    done = subprocess.run(command, capture_output=True, text=True, env=search, cwd=tmp_path, check=False)
    found = [json.loads(line) for line in done.stdout.splitlines()]
    reported = {(error["file"], error["line"]) for error in found if error["severity"] == "error"}
    assert reported == marked(scripts), done.stdout + done.stderr


@pytest.mark.slow
def test_pyright_strict_finds_the_marked_errors_only(scripts: dict[str, str], tmp_path: Path) -> None:
    settings = {"typeCheckingMode": "strict", "extraPaths": [str(ROOT / "generated")], "include": ["*.py"]}
    (tmp_path / "pyrightconfig.json").write_text(json.dumps(settings), encoding="utf-8")
    command = [
        sys.executable,
        "-m",
        "pyright",
        "--outputjson",
        "--pythonpath",
        sys.executable,
        "--project",
        str(tmp_path),
    ]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    found = json.loads(done.stdout)["generalDiagnostics"]
    reported = {(Path(error["file"]).name, error["range"]["start"]["line"] + 1) for error in found}
    assert reported == marked(scripts), done.stdout
