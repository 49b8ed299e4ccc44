"""Benchmarks against named peers, measured in one run. `make bench` runs it; with topics as arguments, those only.

Figures are medians over interleaved rounds; ratios are medians of the ratios within a round, so that a busy machine
slows both sides alike. Time is CPU time (user and system). A missed aim is shown; the exit code is still 0.
"""

from __future__ import annotations

import os
import platform
import sys
from collections.abc import Iterable, Sequence
from importlib.metadata import version

import archive
import calls
import cluster
import generation
import imports
import reading
import ready
import validation

TOPICS = (generation, reading, validation, archive, imports, ready, calls, cluster)
LIBRARIES = (
    "pydantic",
    "jiter",
    "orjson",
    "jsonschema_rs",
    "jsonschema",
    "fastjsonschema",
    "msgspec",
    "datamodel-code-generator",
    "black",
    "httpx2",
)


def main(names: Sequence[str]) -> None:
    """Print the header, then each table as soon as it is measured."""
    print("\n".join(_header()), flush=True)
    for topic in [topic for topic in TOPICS if not names or topic.__name__ in names]:
        print(f"\n{topic.table()}", flush=True)


def _header() -> Iterable[str]:
    yield f"Python {platform.python_version()}, {os.cpu_count()} CPUs; CPU time, medians of interleaved rounds"
    yield ", ".join(f"{name} {version(name)}" for name in LIBRARIES)


if __name__ == "__main__":
    main(sys.argv[1:])
