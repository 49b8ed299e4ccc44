"""CPU time and peak memory of whole processes, in interleaved rounds."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from statistics import median

from rounds import Result, results

ROOT = Path(__file__).parents[2]
BIN = Path(sys.executable).parent

Command = Callable[[Path], list[str]]
"""Returns a command that may write into the given empty directory."""

# Linux counts the memory of the process that starts another one into the peak of the new one, so a bare interpreter
# of a few MB starts the measured command, not the bench.
LAUNCHER = """
import os, sys
quiet = [(os.POSIX_SPAWN_OPEN, 0, os.devnull, os.O_RDONLY, 0), (os.POSIX_SPAWN_OPEN, 1, os.devnull, os.O_WRONLY, 0)]
pid = os.posix_spawn(sys.argv[1], sys.argv[1:], os.environ, file_actions=quiet)
_, status, used = os.wait4(pid, 0)
print(used.ru_utime + used.ru_stime, used.ru_maxrss)
sys.exit(os.waitstatus_to_exitcode(status))
"""
RSS_UNIT = 1 if sys.platform == "darwin" else 1024


@dataclass(frozen=True, slots=True)
class Cost:
    """Result of one command."""

    cpu: Result
    peak: float


def measured(commands: Mapping[str, Command], rounds: int, path: Path | None = None) -> dict[str, Cost]:
    """CPU time and peak memory of commands, the reference first. One untimed round compiles their bytecode."""
    with tempfile.TemporaryDirectory() as folder:
        scratch = Path(folder)
        runs = [{name: _run(each, scratch, path) for name, each in commands.items()} for _ in range(rounds + 1)][1:]
    cpu = results([{name: seconds for name, (seconds, _) in run.items()} for run in runs])
    return {name: Cost(cpu[name], median(run[name][1] for run in runs)) for name in commands}


def _run(command: Command, scratch: Path, path: Path | None) -> tuple[float, float]:
    """CPU seconds and peak bytes of one run. Raises RuntimeError with the command's own message if it fails."""
    arguments = command(Path(tempfile.mkdtemp(dir=scratch)))
    launcher = [sys.executable, "-I", "-S", "-c", LAUNCHER, *arguments]
    done = subprocess.run(launcher, cwd=ROOT, env=environment(scratch, path), capture_output=True, text=True)
    if done.returncode:
        raise RuntimeError(f"{Path(arguments[0]).name} ended with {done.returncode}: {done.stderr.strip()}")
    seconds, peak = done.stdout.split()
    return float(seconds), float(peak) * RSS_UNIT


def environment(scratch: Path, path: Path | None = None) -> dict[str, str]:
    """The current environment with a bytecode cache and home directory of its own, and without proxies.

    `path` is an additional import directory.
    """
    kept = {name: value for name, value in os.environ.items() if not _is_excluded(name)}
    own = {"PYTHONPYCACHEPREFIX": str(scratch / "bytecode"), "HOME": str(scratch)}
    return kept | own | ({"PYTHONPATH": str(path)} if path else {})


def _is_excluded(name: str) -> bool:
    return name == "PYTHONDONTWRITEBYTECODE" or name.lower().endswith("_proxy")
