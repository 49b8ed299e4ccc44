"""NDJSON for tests: lines that are close to valid, and the reports of validating each alone."""

from __future__ import annotations

import random
import re
from collections import Counter
from typing import Any

import invoice_apis as ia
from support.agreement import random_payloads, seeds
from support.mutate import dumps

MALFORMED = [
    b"",
    b" \t\r",
    b"{",
    b"\xff",
    b"\x00",
    b"\xef\xbb\xbf{}",
    b"null",
    b"[]",
    b"{}\r",
    b'{"a": NaN}',
    b"[" * 300,
    b'{"a":1e400}',
]


def mixed(contract: ia.Contract, rng: random.Random, count: int) -> list[bytes]:
    """Payloads that change in one place or more, most of them several times, and some that are no payloads at all."""
    bases = seeds(contract)
    drawn = [dumps(value).encode() for value in random_payloads(contract, bases, rng, count)]
    drawn += [dumps(contract.example(seed)).encode() for seed in range(count // 4)]
    drawn += [dumps(base).encode() for base in bases] * 5
    odd = [twisted(line, rng) for line in rng.choices(drawn, k=count)]
    often = rng.choices([*drawn, *odd], k=15)
    lines = [*drawn, *odd, *often * 12, *rng.choices(MALFORMED, k=20)]
    rng.shuffle(lines)
    return [line.replace(b"\n", b" ") for line in lines]


def twisted(line: bytes, rng: random.Random) -> bytes:
    """The same payload in another spelling, or with something that only its text shows."""
    if rng.random() < 0.2 and (names := list(NAME.finditer(line))):
        name = rng.choice(names)  # the same member twice
        return line[: name.start()] + name[0] + rng.choice([b"null,", b'":",', b"[],"]) + line[name.start() :]
    old, new = rng.choice(TWISTS)
    places = [at for at in range(len(line)) if line.startswith(old, at)]
    if not places:
        return line
    at = rng.choice(places)
    return line[:at] + new + line[at + len(old) :]


NAME = re.compile(rb'"[A-Za-z_]+" ?:')
TWISTS = [
    (b"{", b'{"count":1,'),
    (b"{", b'{"new":1,"new":2,'),
    (b"{", b'{"a:b":1,"a\\u003ab":2,'),
    (b"{", b'{"a" :1,"\\u0061":2,'),
    (b":", b" : "),
    (b",", b",\n\t"),
    (b'"', b'"\\u003a'),
    (b'":', b'" :'),
    (b"1", b"1.0"),
    (b"0", b"0.00000000000000000000000001"),
    (b"1", b"1.00000000000000000000000001"),
    (b":0", b":1e-99999999999999999999"),
    (b":1", b":1E0"),
    (b":1", b":123456789012345678901234567890"),
    (b"1", b"true"),
    (b"T", b"t"),
    (b"-", b"\\u002d"),
    (b"}", b',"addedLater":"new"}'),
    (b"}", b',"addedLater":{}}'),
    (b"}", b"}}"),
]


def expected_counts(contract: ia.Contract, data: bytes) -> dict[str, Any]:
    """The numbers of a report, from validating each line alone."""
    lines = data.split(b"\n")
    lines = lines if lines[-1] else lines[:-1]
    documents = {number: line for number, line in enumerate(lines, 1) if line.strip(b" \t\r")}
    reports = {number: contract.check(line) for number, line in documents.items()}
    found = [(number, finding) for number, report in reports.items() for finding in report.findings]
    first: dict[tuple[str, str], tuple[int, str]] = {}
    for number, finding in found:
        first.setdefault((finding.severity, finding.keyword), (number, finding.pointer))
    return {
        "documents": len(documents),
        "valid": sum(report.ok for report in reports.values()),
        "blank": len(lines) - len(documents),
        "bytes": len(data),
        "findings": Counter((finding.severity, finding.keyword, finding.ledger) for _, finding in found),
        "first": first,
    }


def counts_of(report: Any) -> dict[str, Any]:
    """The same numbers of a report that was made in bulk."""
    counts: Counter[Any] = Counter()
    first: dict[tuple[str, str], tuple[int, str]] = {}
    for found in report.findings:
        kind = found.kind
        counts[kind.severity, kind.keyword, kind.ledger] += found.count
        first.setdefault((kind.severity, kind.keyword), (found.first.line, found.first.pointer))
    numbers = {name: getattr(report, name) for name in ("documents", "valid", "blank", "bytes")}
    return {**numbers, "findings": counts, "first": first}
