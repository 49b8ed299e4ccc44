"""Which contract a payload fits, judged by what of it the contracts recognise."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple

from ..i18n.message import Lang, Message
from ..jsontext.pointer import join
from .contract import Contract, contracts
from .decoding import Decoded, Payload, read_payload
from .documentation import Guide

MOST_ITEMS = 100
"""How many items of each list are looked at for names of members."""
ENOUGH = 2
"""How many recognised members make a fit more than chance: an error object of one member has the shape of many."""


class Fit(NamedTuple):
    """How well a payload fits a contract."""

    contract: str
    """Id of the contract."""
    errors: int
    drift: int
    recognised: int
    """Members of the payload that the contract documents; those of list items count once."""
    members: int
    """All members of the payload, but those within one that is not recognised."""

    @property
    def ok(self) -> bool:
        """Whether nothing is an error and at least half of the members are documented."""
        return not self.errors and 0 < self.members <= 2 * self.recognised

    @property
    def is_sure(self) -> bool:
        """Whether more than one member speaks for it."""
        return self.ok and self.recognised >= ENOUGH

    @property
    def rank(self) -> tuple[float, ...]:
        """The smaller the better."""
        share = self.recognised / self.members if self.members else 0.0
        return not self.ok, self.errors, self.drift, -share, -self.recognised

    def told(self, lang: Lang = "en") -> str:
        """What speaks for it, in words."""
        return Message(
            "{recognised} of {members} members are documented; errors: {errors}, drift: {drift}",
            recognised=self.recognised,
            members=self.members,
            errors=self.errors,
            drift=self.drift,
        ).text(lang)


def detect(payload: Payload) -> list[Fit]:
    """The contracts that a payload fits, the best first; none when it fits no contract.

    `payload` is JSON text (bytes or str) or a decoded value, in wire or logical form. A contract fits when it has no
    error to tell and documents at least half of the payload's members. Fits of the same `rank` are a tie: nothing in the
    payload tells them apart.
    """
    return [found for found in ranked(payload) if found.ok]


def ranked(payload: Payload | Decoded, among: Sequence[Contract] | None = None) -> list[Fit]:
    """How well a payload fits each contract that documents anything in it, the best first."""
    read = read_payload(payload)
    found = (fit(known, known.decode(read)) for known in (contracts() if among is None else among))
    return sorted((each for each in found if each is not None), key=lambda each: each.rank)


def fit(known: Contract, decoded: Decoded) -> Fit | None:
    """How well a payload fits a contract; None where it can't be read, or nothing in it is documented."""
    if decoded.error is not None or decoded.undecodable:
        return None
    seen = dict(documented_members(decoded.value, known.guide))
    if not any(seen.values()):
        return None
    report = known.check_decoded(decoded)
    return Fit(known.id, len(report.errors), len(report.drift), sum(seen.values()), len(seen))


def documented_members(value: Any, guide: Guide, place: str = "") -> Iterator[tuple[str, bool]]:
    """Pointer patterns of the members of a value, each with whether it is documented."""
    if isinstance(value, list):
        for item in value[:MOST_ITEMS]:
            yield from documented_members(item, guide, f"{place}/*")
    elif isinstance(value, dict):
        for name, member in value.items():
            below = place + join([name])
            is_documented = below in guide.members and bool(guide.members[below].types)
            yield below, is_documented
            if is_documented:
                yield from documented_members(member, guide, below)
