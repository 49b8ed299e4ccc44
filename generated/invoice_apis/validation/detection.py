"""Find the contract of a payload: by its errors, and by the share of its members that a contract documents."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple

from ..i18n.message import Lang, Message
from ..jsontext.pointer import join
from .contract import Contract, contracts
from .decoding import Decoded, Payload, read_payload
from .documentation import Documentation

MAX_ITEMS = 100
"""Items of each list whose members are counted."""
MIN_RECOGNISED = 2
"""Recognised members of a sure fit: an error object of one member has the form of many services."""


class Fit(NamedTuple):
    """How well a payload fits a contract."""

    contract: str
    """Id of the contract."""
    errors: int
    drift: int
    recognised: int
    """Members of the payload that the contract documents; members of list items count once."""
    members: int
    """All members of the payload, except those below an unrecognised one."""

    @property
    def ok(self) -> bool:
        """Whether there is no error and at least half of the members are documented."""
        return not self.errors and 0 < self.members <= 2 * self.recognised

    @property
    def is_sure(self) -> bool:
        """Whether at least two members are recognised."""
        return self.ok and self.recognised >= MIN_RECOGNISED

    @property
    def rank(self) -> tuple[float, ...]:
        """Sort key; the smallest is the best."""
        share = self.recognised / self.members if self.members else 0.0
        return not self.ok, self.errors, self.drift, -share, -self.recognised

    def evidence(self, lang: Lang = "en") -> str:
        """The counts in words."""
        return Message(
            "{recognised} of {members} members are documented; errors: {errors}, drift: {drift}",
            recognised=self.recognised,
            members=self.members,
            errors=self.errors,
            drift=self.drift,
        ).text(lang)


def detect(payload: Payload) -> list[Fit]:
    """The contracts that a payload fits, the best first.

    A contract fits when it finds no error and documents at least half of the payload's members. Fits of equal `rank`
    are a tie.

    Args:
        payload: JSON text (bytes or str) or a decoded value, in wire or logical form.
    """
    return [found for found in rank_contracts(payload) if found.ok]


def rank_contracts(payload: Payload | Decoded, among: Sequence[Contract] | None = None) -> list[Fit]:
    """The fit of each contract that documents anything in a payload, the best first."""
    read = read_payload(payload)
    found = (fit(each, each.decode(read)) for each in (contracts() if among is None else among))
    return sorted((each for each in found if each is not None), key=lambda each: each.rank)


def fit(contract: Contract, decoded: Decoded) -> Fit | None:
    """How well a payload fits a contract; None where it can't be decoded, or nothing in it is documented."""
    if decoded.error is not None or decoded.undecodable:
        return None
    seen = dict(documented_members(decoded.value, contract.documentation))
    if not any(seen.values()):
        return None
    report = contract.check_decoded(decoded)
    return Fit(contract.id, len(report.errors), len(report.drift), sum(seen.values()), len(seen))


def documented_members(value: Any, guide: Documentation, place: str = "") -> Iterator[tuple[str, bool]]:
    """Pointer patterns of the members of a value, each with whether it is documented."""
    if isinstance(value, list):
        for item in value[:MAX_ITEMS]:
            yield from documented_members(item, guide, f"{place}/*")
    elif isinstance(value, dict):
        if place in guide.members and guide.members[place].types == ("array",):
            place = f"{place}/*"  # one item in place of its list
        place = guide.inside(place)
        is_map = guide.is_map(place)
        for name, member in value.items():
            below = f"{place}/*" if is_map else place + join([name])
            is_documented = below in guide.members and bool(guide.members[below].types)
            yield below, is_documented
            if is_documented:
                yield from documented_members(member, guide, below)
