"""The command in a process of its own, where this process would not do: limits, signals, terminals, hash seeds."""

from __future__ import annotations

import os
import resource
import subprocess
import sys
from pathlib import Path
from typing import Any

COMMAND = [sys.executable, "-m", "invoice_codegen"]
MEGABYTE = 1024 * 1024


def run(*arguments: str | Path, limits: dict[int, int] | None = None, **options: Any) -> subprocess.CompletedProcess[str]:
    """`invoice-codegen ARGUMENTS`, under limits of the `resource` module."""

    def limit() -> None:
        for kind, most in (limits or {}).items():
            resource.setrlimit(kind, (most, most))

    environment = {**os.environ, **options.pop("env", {})}
    command = [*COMMAND, *map(str, arguments)]
    return subprocess.run(
        command, capture_output=True, text=True, timeout=60, preexec_fn=limit, env=environment, **options
    )
