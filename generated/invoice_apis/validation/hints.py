"""Hints: the likely mistake behind a payload with errors, and the remedy.

Each proposal was validated before it becomes a hint. Hints show no values.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from difflib import get_close_matches
from itertools import chain, islice
from typing import Any

from ..i18n.message import Lang, Message, parse_lang
from ..jsontext.pointer import MISSING, find, get, join, split
from .contract import Contract, contracts
from .contract import contract as find_contract
from .decoding import Decoded
from .detection import documented_members, rank_contracts
from .malformed import diagnose, diagnose_encoded, diagnose_lines, diagnose_string
from .messages import render_value
from .report import Report
from .shapes import (
    MAX_CANDIDATES,
    at_option,
    callback,
    in_snake_case,
    is_mostly_snake_case,
    nested_values,
    normalize,
    of_other_contract,
    part,
    records_of,
    several,
    wrapped,
)

MAX_BYTES = 1 << 19
"""Larger payloads get no hints."""
MAX_HINTS = 3
"""Hints of one kind."""
MIN_ALIKE = 4
"""Members of a record by which another interface is recognised."""


def hints(
    contract: Contract, decoded: Decoded, report: Report, lang: Lang | None = "en", at: str | None = None
) -> list[str]:
    """Likely mistakes behind the findings on a payload, the best first; none where nothing is likely.

    Args:
        contract: The contract of the payload.
        decoded: The result of `contract.decode`.
        report: The result of `contract.check_decoded`.
        lang: Language of the hints; None for messages that can be rendered in any.
        at: Where the payload stands in its row, if all rows seem to be like this one; None for other payloads.

    Raises:
        ValueError: The language is unknown.
    """
    language = lang if lang is None else parse_lang(lang)
    if not report.findings:
        return []
    return _texts(_hints(contract, decoded, report, at), language)


def _texts(found: Iterable[Message], lang: Lang | None) -> list[str]:
    """Each message once, in a language or as it is."""
    return [hint if lang is None else hint.text(lang) for hint in dict.fromkeys(found)]


def line_hints(
    contract: Contract, line: bytes, head: bytes = b"", lang: Lang | None = "en", at: str | None = None
) -> list[str]:
    """Likely mistakes behind a line of NDJSON with findings.

    Args:
        contract: The contract of the line.
        line: The line.
        head: The beginning of the source if this is its first document, else empty.
        lang: As for `hints`.
        at: As for `hints`.
    """
    found = diagnose_lines(head) if head else None
    if found is None:
        decoded = contract.decode(line)
        return hints(contract, decoded, contract.check_decoded(decoded), lang, at)
    further = () if found.value is None else _proposal_hints(contract, found.value)
    return _texts((found.hint, *further), lang)


def hints_without_contract(
    payload: Decoded, lang: Lang = "en", nearest: Contract | None = None, at: str | None = None
) -> list[str]:
    """For a payload that fits no contract: the kind of its text, and a part that fits a contract.

    Args:
        payload: The result of `read_payload`.
        lang: Language of the hints.
        nearest: The contract that the payload is nearest to. A place that it documents is no record by itself.
        at: As for `hints`.

    Raises:
        ValueError: The language is unknown.
    """
    language = parse_lang(lang)
    return [message.text(language) for message in _hints_without_contract(payload, nearest, at)]


def _hints_without_contract(payload: Decoded, nearest: Contract | None, at: str | None) -> Iterator[Message]:
    raw, value = payload.raw or b"", payload.wire
    if len(raw) > MAX_BYTES:
        return
    candidates: Iterator[tuple[str, Any]] = nested_values(value)
    if payload.error is not None:
        found = diagnose(raw)
        if found is None:
            return
        yield found.hint
        candidates = chain([("", found.value)], nested_values(found.value))
    elif isinstance(value, str):
        candidates = iter([("", value)])
    for place, nested in islice(candidates, MAX_CANDIDATES):
        text = diagnose_string(nested) if isinstance(nested, str) else None
        best = next((fit for fit in rank_contracts(text.value if text else nested) if fit.is_sure), None)
        if best is None:
            continue
        is_record = find_contract(best.contract).direction == "record"
        if not (is_record and place and nearest and nearest.documentation.member(place)):
            yield _fitting(best.contract, place, at_option(at + place, nested) if place and at is not None else None)
        return


def _fitting(id: str, place: str, option: str | None) -> Message:
    where = Message("the value at {place}", place=render_value(place)) if place else Message("once converted, it")
    if option is None:
        return Message("{where} fits {id}", where=where, id=id)
    return Message("{where} fits {id}: add {option}", where=where, id=id, option=option)


def _hints(contract: Contract, payload: Decoded, report: Report, at: str | None) -> Iterator[Message]:
    if payload.raw is not None and len(payload.raw) > MAX_BYTES:
        return
    if payload.error is None or payload.raw is None:
        yield from _value_hints(contract, payload, report, at)
    elif (found := diagnose(payload.raw)) is not None:
        yield found.hint
        if found.value is not None:
            yield from _proposal_hints(contract, found.value)


def _proposal_hints(contract: Contract, value: Any) -> Iterator[Message]:
    """Hints for the value of a text that needs more than the first remedy."""
    payload = contract.decode(value)
    yield from _value_hints(contract, payload, contract.check_decoded(payload))


def _value_hints(contract: Contract, payload: Decoded, report: Report, at: str | None = None) -> Iterator[Message]:
    value = payload.wire
    if report.ok:
        renamed = in_snake_case(contract, value) if is_mostly_snake_case(contract, value) else None
        yield from () if renamed is None else (renamed,)
        return
    if isinstance(value, str):
        found = diagnose_string(value)
        if found is not None:
            yield found.hint
            yield from _proposal_hints(contract, found.value)
        return
    records = records_of(contract)
    others = [other for other in contracts() if other.id != contract.id and other not in records]
    shape = (
        in_snake_case(contract, value)
        or of_other_contract(contract, payload, others)
        or wrapped(contract, value, at)
        or several(contract, value)
        or part(contract, value)
        or of_other_contract(contract, payload, records)
    )
    if shape is not None:
        yield shape
        return
    inner = [
        *_no_record(contract, payload.value, report),
        *_encoding_hints(contract, payload),
        *_single_item(contract, value, report),
    ]
    is_foreign = not inner and any(not error.pointer for error in report.errors)
    other = callback(contract, value) if is_foreign and contract.direction != "webhook" else None
    yield from inner if other is None else [other]
    if other is None:
        yield from _misspelled(contract, report)


def _encoding_hints(contract: Contract, payload: Decoded) -> Iterator[Message]:
    """Encoded members that another decoding can read."""
    for place, difference in payload.irregular:
        yield Message("{place}: {reason}: use standard base64", place=render_value(place), reason=difference)
    for place in contract.encoded:
        member = get(payload.wire, place)
        if isinstance(member, str) and any(error.pointer == place for error in payload.undecodable):
            yield from diagnose_encoded(member, render_value(place))


def _no_record(contract: Contract, value: Any, report: Report) -> Iterator[Message]:
    """What an object looks like that has none of the documented members."""
    for finding in [finding for finding in report.errors if finding.keyword == "anyOf" and finding.pointer][:MAX_HINTS]:
        found, place = find(value, finding.pointer), render_value(finding.pointer)
        if not found:
            yield Message("{place} is an empty object: where there are no records, an empty list is due", place=place)
            continue
        known = {record.id: len(found.keys() & _names(record)) for record in records_of(contract)}
        best = max(known, key=lambda id: known[id], default="")
        if known and known[best] >= MIN_ALIKE:
            yield Message(
                "{place} has {count} members of {id} and none of its own: this is the reply of another interface",
                place=place,
                count=known[best],
                id=best,
            )
        else:
            names = [render_value(name) for name in islice(found, MAX_HINTS)]
            yield Message("{place} holds {names}, and no record: this looks like a notice", place=place, names=names)


def _names(record: Contract) -> set[str]:
    """The names of the members of a record."""
    return set(_documented_names(record, "").values())


def _single_item(contract: Contract, value: Any, report: Report) -> Iterator[Message]:
    """One object in place of a list of such objects."""
    for finding in report.errors[:MAX_HINTS]:
        member = contract.documentation.member(finding.pointer) if finding.keyword == "type" else None
        found = find(value, finding.pointer) if member and member.types == ("array",) else MISSING
        if member is not None and isinstance(found, dict):
            seen = dict(documented_members(found, contract.documentation, f"{member.pointer}/*"))
            if seen and all(seen.values()) and not finding.pointer:
                yield Message("the payload is a single object: put it into a list")
                return
            if seen and all(seen.values()):
                yield Message("{place} is a single object: put it into a list", place=render_value(finding.pointer))
                return


def _misspelled(contract: Contract, report: Report) -> Iterator[Message]:
    """Undocumented members whose name is close to a documented one."""
    unknown = [finding.pointer for finding in report.findings if finding.keyword == "additionalProperties"]
    for place in unknown[:MAX_HINTS]:
        above, name = place.rpartition("/")[0], split(place)[-1]
        parent = contract.documentation.member(above)
        below = _documented_names(contract, parent.pointer) if parent is not None else {}
        close = get_close_matches(normalize(name), below, n=1)
        if close:
            found = render_value(below[close[0]])
            yield Message("{name} is not documented: did you mean {close}?", name=render_value(name), close=found)


def _documented_names(contract: Contract, place: str) -> dict[str, str]:
    """The documented names below a place, by their normalized form."""
    below = [split(pointer) for pointer in contract.documentation.members]
    return {normalize(parts[-1]): parts[-1] for parts in below if parts and join(parts[:-1]) == place}
