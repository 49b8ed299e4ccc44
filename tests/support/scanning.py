"""Hold what the scanner says against the full validation."""

from __future__ import annotations

import sys
from collections import Counter
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import invoice_apis as ia
from agreement.payloads import texts
from invoice_apis import jsontext, scanner
from invoice_apis.jsontext import pointer
from invoice_apis.validation import identifiers
from invoice_apis.validation.contract import packaged_contract

OUTCOMES = {None: scanner.SUCCESS, "success": scanner.SUCCESS, "failure": scanner.FAILURE}
Reported = Counter[tuple[str, int, Any]]
"""Pointer pattern, kind, and the value, the name of a member, or nothing for a missing one."""


@dataclass
class Scanners:
    """The scanner of a contract on both of its paths."""

    contract: ia.Contract

    def __post_init__(self) -> None:
        self.wide = scanner.load(self.contract.rules)
        self.plain = scanner.load(self.contract.rules, plain=True)
        assert self.wide is not None
        assert self.plain is not None

    def compare(self, raw: bytes) -> tuple[bool, bool]:
        """Whether the scanner is sure of a text, and whether the text has no error. Asserts that it is right."""
        assert self.wide is not None
        assert self.plain is not None
        result = self.wide.scan(raw)
        assert self.plain.scan(raw) == result, raw
        report = self.contract.check(raw)
        if result == scanner.UNSURE:
            return False, report.ok
        outcome, deviations = result if isinstance(result, tuple) else (result, ())
        assert report.ok, raw
        assert outcome == OUTCOMES[report.outcome], raw
        assert reported(self.wide, deviations) == found(self.contract, report, raw), raw
        return True, True


def reported(own: scanner.Scanner, deviations: Any) -> Reported:
    """What the scanner tells, without suspicions that come to nothing."""
    count: Reported = Counter()
    for node, kind, token in deviations:
        place = own.paths[node]
        if kind == scanner.MEMBER:
            count[place, kind, token.decode()] += 1
        elif kind == scanner.MISSING:
            count[place, kind, None] += 1
        else:
            value = jsontext.read(token)
            if kind != scanner.ROUNDED or identifiers.rounding(value, ""):
                count[place, kind, repr(value)] += 1
    return count


def found(contract: ia.Contract, report: ia.Report, raw: bytes) -> Reported:
    """The findings of a report in the terms of the scanner. Several limits of one value are one deviation."""
    value = contract.decode(raw).value
    count: Reported = Counter()
    seen: set[tuple[str, int]] = set()
    for finding in report.findings:
        parts = pointer.split(finding.pointer)
        kind = {
            "additionalProperties": scanner.MEMBER,
            "required": scanner.MISSING,
            "type": scanner.TYPE,
            "rounded": scanner.ROUNDED,
        }.get(finding.keyword, scanner.VALUE)
        if kind == scanner.MEMBER:
            count[pattern(value, parts[:-1])[0], kind, parts[-1]] += 1
            continue
        place, here = pattern(value, parts)
        if kind == scanner.MISSING:
            count[place, kind, None] += 1
        elif (finding.pointer, kind) not in seen:
            seen.add((finding.pointer, kind))
            count[place, kind, repr(here)] += 1
    return count


def pattern(value: Any, parts: tuple[str, ...]) -> tuple[str, Any]:
    """The pointer pattern of a place, and the value there."""
    path = []
    for part in parts:
        path.append("*" if isinstance(value, list) else part)
        value = value[int(part)] if isinstance(value, list) else value[part]
    return pointer.join(path), value


def scanned_contracts() -> list[ia.Contract]:
    """All contracts that have a program for the scanner."""
    return [contract for contract in all_contracts() if contract.rules["scan"] is not None]


def all_contracts() -> list[ia.Contract]:
    """All contracts of the package, also those of models that no list holds."""
    files = sorted(Path(ia.__file__).parent.glob("*/contracts/*.json"))
    names = [(file.parents[1].name, file.name) for file in files if not file.name.endswith(".guide.json")]
    return [ia.Contract.sharing(packaged_contract(f"{api}/{name.removesuffix('.json')}")) for api, name in names]


def main(count: int, seed: int) -> None:
    """Compare on all contracts of the package on the path; print payloads, valid ones, and valid ones it was sure of."""
    pairs = [own.compare(raw) for own in map(Scanners, scanned_contracts()) for raw in texts(own.contract, count, seed)]
    valid = [is_sure for is_sure, ok in pairs if ok]
    print(len(pairs), len(valid), sum(valid))


if __name__ == "__main__":
    main(int(sys.argv[1]), int(sys.argv[2]))
