"""Code Quality of GitLab, shown in merge requests: https://docs.gitlab.com/ci/testing/code_quality/#code-quality-report-format.

At most `MOST` findings, as in `sarif`.
"""

from __future__ import annotations

import hashlib
import os
from collections import Counter
from collections.abc import Iterable, Iterator
from typing import Any

from ...bulk.job import ChunkResult
from ...bulk.sources import STANDARD_INPUT
from ...i18n.message import Lang
from ...validation.output import OutputUnit
from .json import array
from .selection import Selection
from .summary import Summary
from .text import describe

SEVERITIES = {"error": "major", "drift": "minor", "known": "info"}


def write(results: Iterable[ChunkResult], summary: Summary) -> Iterator[str]:
    """Write an array with an object for each finding."""
    seen: Counter[str] = Counter()
    yield "["
    yield from array(_issue(unit, summary.lang, seen) for unit in Selection().units(results))
    yield "]\n"


def _issue(unit: OutputUnit, lang: Lang, seen: Counter[str]) -> dict[str, Any]:
    path = _path(unit.source)
    return {
        "description": describe(unit, lang),
        "check_name": f"{unit.severity}/{unit.finding.keyword}",
        "fingerprint": _fingerprint(unit, path, seen),
        "severity": SEVERITIES[unit.severity],
        "location": {"path": path, "lines": {"begin": unit.line}},
    }


def _path(source: str) -> str:
    """A path from the working directory, which is the repository in a job; others and addresses stay as they are."""
    if source == STANDARD_INPUT:
        return "stdin"
    if "://" in source:
        return source
    path = os.path.relpath(source) if os.path.isabs(source) else os.path.normpath(source)
    return (source if path.startswith(os.pardir) else path).replace(os.sep, "/")


def _fingerprint(unit: OutputUnit, path: str, seen: Counter[str]) -> str:
    """Identifies a finding wherever its line moves: the first of its kind in the file, the second, and so on."""
    key = "\0".join((unit.contract, path, unit.finding.keyword, unit.finding.pointer))
    seen[key] += 1
    return hashlib.sha256(f"{key}\0{seen[key]}".encode("utf-8", "surrogateescape")).hexdigest()[:32]
