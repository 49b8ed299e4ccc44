"""What two versions of a contract say about the same payloads: the changes that calls and replies feel.

Nothing is read off the keywords of the schemas. A request that the old contract takes and the new one refuses is a
breaking change, whatever made it so; a reply that the new contract documents is given to the old one, as it will be to a
package that is not updated; a reply that the old contract takes is given to the new one, as those of an archive will be.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from ..runtime.jsontext.pointer import join, split
from ..runtime.validation.contract import Contract
from ..runtime.validation.report import Finding, Report
from .change import LEVELS, Change, Level
from .trials import trials

_INDEX = re.compile(r"/[0-9]+(?=/|$)")
RANKS = {"known": 0, "drift": 1, "error": 2}


class _Side(NamedTuple):
    """One contract takes payloads, another one judges them."""

    takes: Contract
    judges: Contract
    levels: dict[str, Level]
    """What it means when a payload that is taken is an error, or drift."""
    text: str
    most: int
    """The rank of findings with which a payload counts as taken."""


def payload_changes(old: Contract, new: Contract, samples: Mapping[Contract, Sequence[bytes]]) -> list[Change]:
    """The changes that payloads show.

    Args:
        old: The old contract.
        new: The new one.
        samples: The documented samples of both.
    """
    found: dict[tuple[str, str], Change] = {}
    for side in _sides(old, new):
        for payload in [*samples.get(side.takes, ()), *trials(side.takes, side.judges)]:
            for keyword, change in _differences(side, payload):
                key = (keyword, change.pointer)
                if key not in found or LEVELS.index(change.level) < LEVELS.index(found[key].level):
                    found[key] = change
    return list(found.values())


def _sides(old: Contract, new: Contract) -> tuple[_Side, _Side]:
    if old.direction == "request":
        return (
            _Side(old, new, {"error": "breaking", "drift": "breaking"}, "a request that was taken is refused", 0),
            _Side(new, old, {"error": "added", "drift": "added"}, "a request that was refused is taken", 0),
        )
    return (
        _Side(new, old, {"error": "breaking", "drift": "drift"}, "by the old contract a documented reply is", 0),
        _Side(old, new, {"error": "breaking", "drift": "drift"}, "by the new contract a reply that was taken is", 1),
    )


def _differences(side: _Side, payload: Any) -> Iterator[tuple[str, Change]]:
    """What the one that judges finds, and the one that takes does not."""
    before = side.takes.check(payload)
    if _rank(before.findings) > side.most:
        return
    after = side.judges.check(payload)
    ranks = {(finding.pointer, finding.keyword): RANKS[finding.severity] for finding in before.findings}
    for finding in after.findings:
        if RANKS[finding.severity] > ranks.get((finding.pointer, finding.keyword), 0):
            yield finding.keyword, _change(side, finding)
    if not _rank(after.findings) and before.outcome != after.outcome:
        yield "outcome", _other_outcome(side, before, after)


def _change(side: _Side, finding: Finding) -> Change:
    level = side.levels[finding.severity]
    what = side.text if side.takes.direction == "request" else f"{side.text} {finding.severity}"
    return Change(level, side.takes.id, _pattern(side.takes, finding.pointer), f"{what}: {finding.message}")


def _pattern(contract: Contract, place: str) -> str:
    """A place with `*` for any item of a list and any name of a map."""
    parts: list[str] = []
    for part in split(_INDEX.sub("/*", place)):
        parts.append("*" if contract.is_map(parts) else part)
    return join(parts)


def _other_outcome(side: _Side, before: Report, after: Report) -> Change:
    outcomes = f"{before.outcome or 'neither'}, here {after.outcome or 'neither'}"
    return Change("breaking", side.takes.id, "", f"{side.text} of another outcome: there {outcomes}")


def _rank(findings: Iterable[Finding]) -> int:
    return max((RANKS[finding.severity] for finding in findings), default=0)
