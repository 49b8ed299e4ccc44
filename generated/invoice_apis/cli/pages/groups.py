"""Findings grouped by kind: severity, keyword and place."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from ...bulk.findings import MASKED, OTHERS, SEVERITIES, Counted, Place
from ...contract import Contract
from ...i18n.message import LANGS, Message
from ...jsontext import pointer
from ...validation.documentation import Member, title_text
from ...validation.output import UNREADABLE
from ...validation.report import Severity
from .both import Both, both, cut, in_both
from .collected import Collected, Found

VALUES = 10
"""Values of a group."""
STOPS = ".\u3002 "
"""What ends a sentence, and what follows it."""


class Value(NamedTuple):
    """A code or JSON type that was found, with its label and its count."""

    text: Both
    label: Both | None
    findings: int


class Group(NamedTuple):
    """Findings of one kind."""

    severity: Severity
    keyword: str
    pointer: str
    """Pointer pattern."""
    findings: int
    values: Sequence[Value]
    more_values: int
    """Values beyond those."""
    ledger: tuple[str, ...]
    first: Place
    found: Sequence[Found] = ()
    """A few of the findings; none where only counts are known."""

    @property
    def is_rest(self) -> bool:
        """Whether it stands for all findings beyond the limit of distinct ones."""
        return not self.pointer and [value.text.en for value in self.values] == [OTHERS]


def groups(contract: Contract, counted: Iterable[Counted], collected: Collected) -> list[Group]:
    """The groups of some findings, by severity, then the most frequent first."""
    found: dict[tuple[Severity, str, str, bool], list[Counted]] = {}
    for each in counted:
        kind = each.kind
        found.setdefault((kind.severity, kind.keyword, kind.pointer, kind.found == OTHERS), []).append(each)
    every = [_group(contract, kinds, collected) for kinds in found.values()]
    return sorted(every, key=lambda group: (SEVERITIES.index(group.severity), -group.findings))


def _group(contract: Contract, kinds: Sequence[Counted], collected: Collected) -> Group:
    kind = kinds[0].kind
    values = sorted((each for each in kinds if each.kind.found), key=lambda each: -each.count)
    key = kind.severity, kind.keyword, kind.pointer
    return Group(
        *key,
        sum(each.count for each in kinds),
        [_value(contract, each) for each in values[:VALUES]],
        max(len(values) - VALUES, 0),
        tuple(dict.fromkeys(each.kind.ledger for each in kinds if each.kind.ledger)),
        kinds[0].first,
        () if kind.found == OTHERS else collected.places.get(key, ()),
    )


def _value(contract: Contract, counted: Counted) -> Value:
    kind = counted.kind
    if kind.keyword == "type":
        return Value(both(Message(kind.found)), None, counted.count)
    is_code = kind.keyword in ("enum", "const") and kind.found != MASKED
    labels = [contract.documentation.code_label(kind.pointer, kind.found, lang) for lang in LANGS]
    label = Both(labels[0] or "", labels[1] or "") if is_code and all(labels) else None
    return Value(cut(kind.found), label, counted.count)


def title(contract: Contract, group: Group) -> Both:
    """The title of the member or the first sentence about it, or else its name."""
    if group.is_rest:
        return both(Message("further kinds"))
    if group.keyword in UNREADABLE:
        return both(Message("(whole payload)"))
    member = contract.documentation.member(group.pointer)
    if member is not None and (any(member.title.values()) or any(member.description.values())):
        return _lead(member)
    parts = [part for part in pointer.split(group.pointer) if part != "*"]
    return cut(parts[-1]) if parts else both(Message("(whole payload)"))


def documented(contract: Contract, group: Group) -> Both | None:
    """The documented meaning of the member."""
    if group.is_rest or group.keyword in UNREADABLE:
        return None
    meanings = [contract.documentation.meaning(group.pointer, lang) for lang in LANGS]
    return Both(meanings[0] or "", meanings[1] or "") if all(meanings) else None


def description(contract: Contract, group: Group) -> Both | None:
    """The description of the member, without the sentence with which the documented meaning begins."""
    member = contract.documentation.member(group.pointer) if group.pointer else None
    if member is None or not any(member.description.values()):
        return None
    texts = zip(in_both(member.description), _lead(member), strict=True)
    rest = Both(*(_without(text, lead) for text, lead in texts))
    return rest if any(rest) else None


def _lead(member: Member) -> Both:
    return Both(*(title_text(member, lang) for lang in LANGS))


def _without(text: str, lead: str) -> str:
    rest = text.removeprefix(lead)
    return rest.lstrip(STOPS) if rest[:1] in STOPS else text


def ledger_text(contract: Contract, id: str) -> Both | None:
    """The conflict and the decision of a ledger entry."""
    entry = contract.documentation.ledger.get(id)
    if entry is None:
        return None
    english = f"{entry.conflict} {entry.decision}"
    return Both(english, entry.zh or english)
