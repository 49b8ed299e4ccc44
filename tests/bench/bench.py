"""The bench: our figures beside those of named peers, measured in the same run. `make bench` runs it.

Every figure is a median over rounds in which all contestants take turns, and every ratio the median of the ratios
within each round, so that a busy machine slows both sides alike. Time is CPU time (user and system). A missed aim is
shown as such and is no failure: the exit code is 0.
"""

from __future__ import annotations

import os
import platform
from collections.abc import Iterable
from importlib.metadata import version

import archive
import calls
import cluster
import generation
import imports
import reading
import ready
import verdict

TOPICS = (generation, reading, verdict, archive, imports, ready, calls, cluster)
LIBRARIES = (
    "pydantic",
    "jiter",
    "orjson",
    "jsonschema_rs",
    "jsonschema",
    "fastjsonschema",
    "datamodel-code-generator",
    "black",
    "httpx2",
)


def main() -> None:
    """Print the header, then each table as soon as it is measured."""
    print("\n".join(_header()), flush=True)
    for topic in TOPICS:
        print(f"\n{topic.table()}", flush=True)


def _header() -> Iterable[str]:
    yield f"Python {platform.python_version()}, {os.cpu_count()} CPUs; CPU time, medians of interleaved rounds"
    yield ", ".join(f"{name} {version(name)}" for name in LIBRARIES)


if __name__ == "__main__":
    main()
