"""The command `invoice-apis`: in this process, or as a shell runs it."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any
from unittest.mock import patch

from click.testing import CliRunner
from invoice_apis.cli import main
from invoice_apis.operation import Operation
from invoice_apis.sandbox import Sandbox

from .calling import api_of, documented_call

PYTHON = [sys.executable, "-W", "error", "-m", "invoice_apis"]
ENVIRONMENT = {"PATH": os.environ["PATH"], "PYTHONPATH": os.pathsep.join(path for path in sys.path if path)}


@dataclass(frozen=True)
class Ran:
    """Exit code and output of a command."""

    returncode: int
    stdout: bytes
    stderr: bytes


def run(*arguments: object, env: Mapping[str, str] | None = None, stdin: bytes = b"", charset: str = "utf-8") -> Ran:
    """Run a command in this process, with pipes, and with no other environment. It must not raise."""
    with patch.dict(os.environ, {**ENVIRONMENT, **(env or {})}, clear=True):
        runner = CliRunner(charset=charset)
        result = runner.invoke(main, list(map(str, arguments)), input=stdin, prog_name="invoice-apis")
    if result.exception is not None and not isinstance(result.exception, SystemExit):
        raise result.exception
    return Ran(result.exit_code, result.stdout_bytes, result.stderr_bytes)


def run_process(*arguments: object, env: Mapping[str, str] | None = None, **options: Any) -> Ran:
    """Run a command in a process of its own. It must not end with a traceback."""
    defaults = {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE, "stdin": subprocess.DEVNULL, "timeout": 60}
    command = [*PYTHON, *map(str, arguments)]
    ran = subprocess.run(command, env={**ENVIRONMENT, **(env or {})}, check=False, **{**defaults, **options})
    assert b"Traceback" not in (ran.stdout or b"") + (ran.stderr or b""), ran.stderr
    return Ran(ran.returncode, ran.stdout, ran.stderr)


@contextmanager
def serving(
    *words: str, folder: Path | None = None, env: Mapping[str, str] | None = None
) -> Iterator[tuple[subprocess.Popen[bytes], Any]]:
    """A sandbox in a process of its own, and the line that it prints when it is ready."""
    pipe = subprocess.PIPE
    command, known = [*PYTHON, "sandbox", *words], {**ENVIRONMENT, **(env or {})}
    with subprocess.Popen(command, env=known, stdout=pipe, stderr=pipe, cwd=folder) as process:
        try:
            assert process.stdout is not None
            yield process, json.loads(process.stdout.readline())
        finally:
            process.kill()


def flags(arguments: Mapping[str, Any]) -> list[str]:
    """Arguments of a method as options of the command."""
    texts = {
        name: value.isoformat() if isinstance(value, datetime) else str(value) for name, value in arguments.items()
    }
    return [part for name, text in texts.items() for part in (f"--{name.replace('_', '-')}", text)]


def call_words(operation: Operation, url: str | None = None, **changes: Any) -> list[str]:
    """The words of a call with documented arguments; those that are None are left out."""
    arguments = {**documented_call(operation).arguments, **changes}
    address = [] if url is None else ["--base-url", url]
    present = {name: value for name, value in arguments.items() if value is not None}
    return ["call", *operation.id.split("/"), *flags(present), *address]


def all_pages_words(operation: Operation, url: str, *more: str) -> list[str]:
    """The words of a call for all pages."""
    assert operation.paging
    return [*call_words(operation, url, **{operation.paging.page: None}), "--all", *more]


def variables(box: Sandbox, operation: Operation) -> dict[str, str]:
    """The environment variables with credentials that a sandbox accepts."""
    env: dict[str, str] = box.credentials[api_of(operation).id]["env"]
    return env


def lines(output: bytes) -> list[Any]:
    """JSON lines."""
    return [json.loads(line) for line in output.splitlines()]
