"""What is probably meant: the likely slip behind a payload that breaks its contract, and what to do about it.

What a hint proposes was tried: what is unpacked or wrapped fits then. No value is shown.
"""

from __future__ import annotations

from collections.abc import Iterator
from difflib import get_close_matches
from itertools import chain, islice
from typing import Any

from ..i18n.message import Lang, Message, speaks
from ..jsontext.pointer import MISSING, get, get_parts, join, split
from .contract import Contract, contracts
from .decoding import Decoded
from .detection import ENOUGH, Fit, documented_members, fit, ranked
from .malformed import decoded, misread, repaired
from .messages import shown
from .report import Report

LARGEST = 1 << 19
"""Bytes; larger payloads are not taken apart."""
DEEPEST = 2
"""How many objects may lie around the payload that is meant."""
MOST_INSIDE = 50
"""How many parts of a payload are tried in its place."""
MOST = 3
"""How many hints of one kind are given."""


def hints(contract: Contract, decoded: Decoded, report: Report, lang: Lang = "en") -> list[str]:
    """Likely mistakes behind the errors of a payload, the best first; none where nothing suggests itself.

    Args:
        decoded: The payload as `contract.decode` gave it.
        report: What `contract.check_decoded` found in it.
        lang: Language of the hints.

    Raises:
        ValueError: The language is unknown.
    """
    language = speaks(lang)
    if report.ok:
        return []
    return [hint.text(language) for hint in dict.fromkeys(_hints(contract, decoded, report))]


def held(payload: Decoded, lang: Lang = "en") -> list[str]:
    """For a payload that fits no contract: what its text is, and which part of it fits one.

    Raises:
        ValueError: The language is unknown.
    """
    language = speaks(lang)
    return [message.text(language) for message in _held(payload)]


def _held(payload: Decoded) -> Iterator[Message]:
    raw, value = payload.raw or b"", payload.wire
    if len(raw) > LARGEST:
        return
    candidates: Iterator[tuple[str, Any]] = _inside(value)
    if payload.error is not None:
        found = misread(raw)
        if found is None:
            return
        yield found.hint
        value = found.value
        candidates = chain([("", value)], _inside(value))
    elif isinstance(value, str):
        candidates = iter([("", value)])
    for place, inner in islice(candidates, MOST_INSIDE):
        text = decoded(inner) if isinstance(inner, str) else None
        best = next((fit for fit in ranked(text.value if text else inner) if fit.is_sure), None)
        if best is not None:
            where = Message("what stands in {place}", place=shown(place)) if place else Message("read so, it")
            yield Message("{where} fits {id}", where=where, id=best.contract)
            return


def _hints(contract: Contract, payload: Decoded, report: Report) -> Iterator[Message]:
    if payload.raw is not None and len(payload.raw) > LARGEST:
        return
    if payload.error is None or payload.raw is None:
        yield from _of_value(contract, payload, report)
    elif (found := misread(payload.raw)) is not None:  # what it holds may need more than reading
        yield found.hint
        if found.value is not None:
            yield from _of_proposal(contract, found.value)


def _of_proposal(contract: Contract, value: Any) -> Iterator[Message]:
    payload = contract.decode(value)
    yield from _of_value(contract, payload, contract.check_decoded(payload))


def _of_value(contract: Contract, payload: Decoded, report: Report) -> Iterator[Message]:
    value = payload.wire
    if report.ok:
        return
    if isinstance(value, str):
        found = decoded(value)
        if found is not None:
            yield found.hint
            yield from _of_proposal(contract, found.value)
        return
    shape = _another(contract, payload) or _wrapped(contract, value) or _part(contract, value)
    if shape is not None:
        yield shape
        return
    yield from _badly_encoded(contract, value)
    yield from _single(contract, value, report)
    yield from _misspelt(contract, report)


def _another(contract: Contract, payload: Decoded) -> Message | None:
    """The payload of another contract."""
    others = [other for other in contracts() if other.id != contract.id]
    best = next((fit for fit in ranked(payload, others) if fit.is_sure), None)
    if best is None:
        return None
    call, _, direction = best.contract.rpartition(".")
    if call == contract.id.rpartition(".")[0]:
        return Message(
            "this is the {direction} of the call: it fits {id}", direction=Message(direction), id=best.contract
        )
    return Message("this belongs to another contract: it fits {id}", id=best.contract)


def _wrapped(contract: Contract, value: Any) -> Message | None:
    """The payload with something around it."""
    for place, inner in islice(_inside(value), MOST_INSIDE):
        if not isinstance(inner, str):
            if _fits(fit(contract, contract.decode(inner))):
                return Message("what stands in {place} fits: give that alone", place=shown(place))
        elif (text := decoded(inner)) is not None and _fits(fit(contract, contract.decode(text.value))):
            return Message("what stands in {place} as encoded text fits: decode it", place=shown(place))
    return None


def _fits(found: Fit | None) -> bool:
    return found is not None and found.is_sure


def _inside(value: Any, place: str = "", depth: int = 0) -> Iterator[tuple[str, Any]]:
    """What stands in an object, the outer before the inner, or alone in a list."""
    members = value if isinstance(value, dict) else {}
    if isinstance(value, list) and len(value) == 1:
        members = {"0": value[0]}
    inner = [
        (place + join([name]), member) for name, member in members.items() if isinstance(member, (dict, list, str))
    ]
    yield from inner
    for below, member in inner if depth + 1 < DEEPEST else ():
        yield from _inside(member, below, depth + 1)


def _part(contract: Contract, value: Any) -> Message | None:
    """A part of the payload without what belongs around it: the place that knows most of its members."""
    kind = "array" if isinstance(value, list) else "object"
    known: dict[str, int] = {}
    for place, member in contract.guide.members.items():
        seen = dict(documented_members(value, contract.guide, place))
        if kind in member.types and len(seen) <= 2 * sum(seen.values()):
            known[place] = sum(seen.values())
    best = max(known, key=lambda place: known[place], default="")
    if not best or known[best] < ENOUGH or known[best] <= known.get("", 0):
        return None
    parts = split(best)
    inside = join("0" if part == "*" else part for part in parts)
    errors = contract.check(_around(parts, value)).errors
    if any(f"{error.pointer}/".startswith(f"{inside}/") for error in errors):
        return None
    if parts[-1] == "*":
        return Message("this is one item of {place}, without what belongs around it", place=shown(join(parts[:-1])))
    return Message("this is what stands in {place}, without what belongs around it", place=shown(best))


def _around(parts: tuple[str, ...], value: Any) -> Any:
    for part in reversed(parts):
        value = [value] if part == "*" else {part: value}
    return value


def _badly_encoded(contract: Contract, value: Any) -> Iterator[Message]:
    """Encoded members that can't be opened, and can be in another way."""
    for place in contract.encoded:
        member = get(value, place)
        if isinstance(member, str) and (hint := repaired(member, place)) is not None:
            yield hint


def _single(contract: Contract, value: Any, report: Report) -> Iterator[Message]:
    """One object where a list of such belongs."""
    for finding in report.errors[:MOST]:
        member = contract.guide.member(finding.pointer) if finding.keyword == "type" else None
        found = get_parts(value, split(finding.pointer)) if member and member.types == ("array",) else MISSING
        if member is not None and isinstance(found, dict):
            seen = dict(documented_members(found, contract.guide, f"{member.pointer}/*"))
            if seen and all(seen.values()):
                yield Message("{place} holds one item: put it into a list", place=shown(finding.pointer))
                return


def _misspelt(contract: Contract, report: Report) -> Iterator[Message]:
    """Members that are not documented, with a documented name that is much like theirs."""
    unknown = [finding.pointer for finding in report.findings if finding.keyword == "additionalProperties"]
    for place in unknown[:MOST]:
        above, name = place.rpartition("/")[0], split(place)[-1]
        around = contract.guide.member(above)
        below = _names(contract, around.pointer) if around is not None else {}
        close = get_close_matches(_plain(name), below, n=1)
        if close:
            found = shown(below[close[0]])
            yield Message("{name} is not documented: is {close} meant?", name=shown(name), close=found)


def _names(contract: Contract, place: str) -> dict[str, str]:
    """The documented names below a place, by their letters."""
    below = [split(pointer) for pointer in contract.guide.members]
    return {_plain(parts[-1]): parts[-1] for parts in below if parts and join(parts[:-1]) == place}


def _plain(name: str) -> str:
    """A name without what `camelCase`, `snake_case` and `kebab-case` differ in."""
    return name.replace("_", "").replace("-", "").lower()
