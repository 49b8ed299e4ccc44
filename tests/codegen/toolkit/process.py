"""The command in a process of its own, where this process would not do: limits, signals, terminals, hash seeds."""

from __future__ import annotations

import ctypes
import os
import resource
import subprocess
import sys
from pathlib import Path
from typing import Any

COMMAND = [sys.executable, "-m", "invoice_codegen"]
MEGABYTE = 1024 * 1024
_DROP_FROM_BOUNDING_SET, _POWERS = 24, (1, 2)
"""Of Linux: `PR_CAPBSET_DROP`, and `CAP_DAC_OVERRIDE` and `CAP_DAC_READ_SEARCH`, by which root ignores file modes."""


def run(
    *arguments: str | Path, limits: dict[int, int] | None = None, humble: bool = False, **options: Any
) -> subprocess.CompletedProcess[str]:
    """`invoice-codegen ARGUMENTS`, under limits of the `resource` module; `humble` obeys file modes even as root."""

    def prepare() -> None:
        for kind, most in (limits or {}).items():
            resource.setrlimit(kind, (most, most))
        if humble and os.geteuid() == 0:
            for power in _POWERS:
                ctypes.CDLL(None).prctl(_DROP_FROM_BOUNDING_SET, power, 0, 0, 0)

    environment = {**os.environ, **options.pop("env", {})}
    command = [*COMMAND, *map(str, arguments)]
    return subprocess.run(
        command, capture_output=True, text=True, timeout=60, preexec_fn=prepare, env=environment, **options
    )
