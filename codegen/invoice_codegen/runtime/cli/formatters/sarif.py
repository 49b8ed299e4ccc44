"""SARIF 2.1.0 for code hosts: https://docs.oasis-open.org/sarif/sarif/v2.1.0/sarif-v2.1.0.html.

Code hosts take 25,000 results, and fewer of them are shown; `MOST` are written.

A rule is a severity and a keyword: `error/type`. The rules follow the results, because only then they are all known.
"""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterable, Iterator
from typing import Any
from urllib.parse import quote

from ...bulk.job import ChunkResult
from ...bulk.sources import STANDARD_INPUT
from ...i18n.message import Message
from ...validation.output import OutputUnit
from ...version import __version__
from .escape import json_text
from .json import array
from .selection import Selection
from .summary import Summary
from .text import describe

URL = ":/?#[]@!$&'()*+,;=%~"
"""Characters that an address may have besides letters and digits."""
SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
LEVELS = {"error": "error", "drift": "warning", "known": "note"}
RULES = {
    "error": Message("The payload breaks its contract and can't be used."),
    "drift": Message("The payload differs from the vendor's documentation."),
    "known": Message("The payload differs from the vendor's documentation, as the contract's ledger explains."),
}


def write(results: Iterable[ChunkResult], summary: Summary) -> Iterator[str]:
    """Write the log, one line per finding: errors as they come, then drift and known drift up to the limit."""
    rules: dict[str, dict[str, Any]] = {}
    selection = Selection()
    yield f'{{"$schema": {json_text(SCHEMA)}, "version": "2.1.0", "runs": [{{"columnKind": "unicodeCodePoints", "results": ['
    yield from array(_result(unit, summary, rules) for unit in selection.units(results))
    yield f'], "invocations": [{json_text(_invocation(summary, selection.left_out))}], '
    properties = {"contract": summary.contract, **summary.as_json(), "leftOut": selection.left_out}
    yield f'"properties": {json_text(properties)}, '
    yield f'"tool": {json_text({"driver": _driver(rules)})}}}]}}\n'


def _invocation(summary: Summary, left_out: int) -> dict[str, Any]:
    invocation: dict[str, Any] = {"executionSuccessful": summary.is_complete}
    if left_out:
        message = Message("{count} more findings are left out: code hosts take only so many", count=f"{left_out:,}")
        note = {"level": "warning", "message": {"text": message.text(summary.lang)}}
        invocation["toolExecutionNotifications"] = [note]
    return invocation


def _driver(rules: dict[str, dict[str, Any]]) -> dict[str, Any]:
    return {"name": "invoice-apis", "semanticVersion": __version__, "rules": list(rules.values())}


def _result(unit: OutputUnit, summary: Summary, rules: dict[str, dict[str, Any]]) -> dict[str, Any]:
    id = f"{unit.severity}/{unit.finding.keyword}"
    rule = rules.setdefault(id, _rule(id, unit, summary))
    properties = {
        "instanceLocation": unit.finding.pointer,
        "keywordLocation": unit.finding.schema_pointer,
        "ledger": unit.finding.ledger,
        "meaning": unit.meaning,
    }
    return {
        "ruleId": rule["id"],
        "ruleIndex": list(rules).index(id),
        "level": LEVELS[unit.severity],
        "message": {"text": describe(unit, summary.lang)},
        "locations": [{"physicalLocation": _location(unit)}],
        "partialFingerprints": {"finding/v1": _fingerprint(unit)},
        "properties": {name: value for name, value in properties.items() if value},
    }


def _rule(id: str, unit: OutputUnit, summary: Summary) -> dict[str, Any]:
    return {
        "id": id,
        "name": unit.finding.keyword,
        "shortDescription": {"text": RULES[unit.severity].text(summary.lang)},
        "defaultConfiguration": {"level": LEVELS[unit.severity]},
    }


def _location(unit: OutputUnit) -> dict[str, Any]:
    return {
        "artifactLocation": {"uri": "stdin" if unit.source == STANDARD_INPUT else _uri(unit.source)},
        "region": {"startLine": unit.line, "startColumn": unit.column},
    }


def _uri(path: str) -> str:
    if "://" in path:
        return quote(path, safe=URL)
    uri = quote(path.replace(os.sep, "/"))
    return f"file://{uri}" if uri.startswith("/") else uri


def _fingerprint(unit: OutputUnit) -> str:
    """Identifies a finding across versions of the file, wherever it moves."""
    finding = unit.finding
    parts = (unit.contract, unit.source, finding.keyword, finding.pointer)
    return hashlib.sha256("\0".join(parts).encode()).hexdigest()[:32]
