"""The command line as a shell runs it: a process of its own, with an environment that a test gives."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import Any

from invoice_apis.operation import Operation
from invoice_apis.sandbox import Sandbox
from support.calling import api_of, documented_call

PYTHON = [sys.executable, "-W", "error", "-m", "invoice_apis"]
ENVIRONMENT = {"PATH": os.environ["PATH"], "PYTHONPATH": os.pathsep.join(path for path in sys.path if path)}
Ran = subprocess.CompletedProcess[bytes]


def run(*arguments: object, env: Mapping[str, str] | None = None, **more: Any) -> Ran:
    """What a command printed and how it ended; it must never end with a traceback."""
    given = {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE, "stdin": subprocess.DEVNULL, "timeout": 60, **more}
    command = [*PYTHON, *map(str, arguments)]
    ran = subprocess.run(command, env={**ENVIRONMENT, **(env or {})}, check=False, **given)
    assert b"Traceback" not in (ran.stdout or b"") + (ran.stderr or b""), ran.stderr
    return ran


@contextmanager
def serving(
    *words: str, folder: Path | None = None, env: Mapping[str, str] | None = None
) -> Iterator[tuple[subprocess.Popen[bytes], Any]]:
    """A sandbox in a process of its own, and what it says when it is ready."""
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


def asking(operation: Operation, url: str | None = None, **changes: Any) -> list[str]:
    """The words of a call with documented arguments; those that are None are left out."""
    arguments = {**documented_call(operation).arguments, **changes}
    address = [] if url is None else ["--base-url", url]
    given = {name: value for name, value in arguments.items() if value is not None}
    return ["call", *operation.id.split("/"), *flags(given), *address]


def walking(operation: Operation, url: str, *more: str) -> list[str]:
    """The words of a walk over all pages."""
    assert operation.paging
    return [*asking(operation, url, **{operation.paging.page: None}), "--all", *more]


def variables(box: Sandbox, operation: Operation) -> dict[str, str]:
    """The environment variables by which a sandbox believes a caller."""
    env: dict[str, str] = box.credentials[api_of(operation).id]["env"]
    return env


def lines(output: bytes) -> list[Any]:
    """JSON lines."""
    return [json.loads(line) for line in output.splitlines()]
