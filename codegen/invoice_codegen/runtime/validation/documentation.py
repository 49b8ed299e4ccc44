"""What the vendor documents of each member, for people: titles, limits, codes with their labels, notes of the ledger.

A guide is data (`<api>/contracts/<operation>.<direction>.guide.json`), read when first asked for. No verdict needs it.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, NamedTuple

from ..i18n.message import Lang, Message, speaks
from ..jsontext.pointer import join, split

Words = Mapping[str, str]
"""A text by language; a language in which nothing is written is left out."""
MOST_CODES = 20
"""How many codes a short text names."""


class Code(NamedTuple):
    """One value of a code list."""

    value: str | int
    label: Words = {}
    documented: bool = False
    """Whether this API's own page lists it; others are known from elsewhere."""
    name: str | None = None
    """What the enumeration in Python calls it."""
    source: str | None = None
    """Where the label comes from, when that is not the page."""
    conflict: str | None = None
    """Where sources disagree on what it means."""


class Member(NamedTuple):
    """What is documented of the members that a pointer pattern stands for; `*` is any item of a list."""

    pointer: str
    title: Words = {}
    description: Words = {}
    types: tuple[str, ...] = ()
    """JSON types; none where no page shows the member and only the ledger knows it."""
    required: bool = False
    limits: Mapping[str, Any] = {}
    """By JSON Schema keyword: `maxLength`, `minimum`, `const`, …"""
    pattern: str | None = None
    format: str | None = None
    codes: tuple[Code, ...] = ()
    encoded: bool = False
    """Whether it is base64 text of JSON on the wire."""
    sensitive: bool = False
    ledger: tuple[str, ...] = ()
    """Ids of the entries on it, in `Guide.ledger`."""


class Entry(NamedTuple):
    """A conflict between sources, and the decision on it."""

    conflict: str
    decision: str
    zh: str = ""
    """Both in Chinese; empty where nothing is written."""


class Guide:
    """What is documented of one contract's payloads. `data` is the guide as it is emitted."""

    def __init__(self, data: Mapping[str, Any]) -> None:
        self.members: Mapping[str, Member] = {
            pointer: _member(pointer, member) for pointer, member in data["members"].items()
        }
        """By pointer pattern, in the order of the documents; `""` is the whole payload."""
        self._meanings: dict[tuple[str, Lang], str] = {}
        self.ledger: Mapping[str, Entry] = {id: Entry(**entry) for id, entry in data["ledger"].items()}

    def member(self, pointer: str) -> Member | None:
        """The member at a JSON Pointer or pointer pattern; None where nothing is documented."""
        pattern = ""
        for part in split(pointer):
            below = pattern + join([part])
            if below not in self.members and part.isdecimal():
                below = f"{pattern}/*"
            if below not in self.members:
                return None
            pattern = below
        return self.members.get(pattern)

    def meaning(self, pointer: str, lang: Lang = "en") -> str | None:
        """What is documented of a member, in one line: title, type, limits, codes with labels. None where nothing is."""
        member = self.member(pointer)
        if member is None or not member.types:
            return None
        known = self._meanings.get((member.pointer, lang))
        if known is None:
            parts = [title(member, speaks(lang)), ruled(member, lang), coded(member, lang)]
            known = ("；" if lang == "zh" else "; ").join(part for part in parts if part)
            self._meanings[member.pointer, lang] = known
        return known


def said(words: Words, lang: Lang) -> str:
    """A text in a language; in the other one where nothing is written in it."""
    return words.get(lang) or next(iter(words.values()), "")


def title(member: Member, lang: Lang) -> str:
    """What a member is called; where no title is written in a language, the first sentence of its description."""
    text = member.title.get(lang) or member.description.get(lang) or said(member.title, lang)
    return (text or said(member.description, lang)).partition("。")[0].partition(". ")[0].rstrip(".")


def ruled(member: Member, lang: Lang) -> str:
    """Types, limits and format of a member: `integer, 1 to 100`."""
    *first, last = member.types or ("",)
    types = Message(last)
    for name in reversed(first):
        types = Message("{first} or {last}", first=Message(name), last=types)
    parts = [types, *_limits(member.limits)]
    parts += [Message(member.format)] if member.format else []
    parts += [Message("base64 text of JSON on the wire")] if member.encoded else []
    return ("，" if lang == "zh" else ", ").join(part.text(lang) for part in parts)


def coded(member: Member, lang: Lang, most: int = MOST_CODES) -> str:
    """The documented codes with their labels: `0 Special VAT invoice, 1 General VAT invoice`.

    Where the page lists none, those that are known from elsewhere.
    """
    documented = [code for code in member.codes if code.documented]
    codes = documented or member.codes
    text = Message("{list}", list=[labelled(code, lang) for code in codes[:most]])
    if len(codes) > most:
        text = Message("{codes} and {count} more", codes=text, count=len(codes) - most)
    if codes and not documented:
        text = Message("known codes: {codes}", codes=text)
    return text.text(lang)


def labelled(code: Code, lang: Lang) -> str:
    """A code with its label."""
    label = said(code.label, lang).rstrip(".。")
    return f"{code.value} {label}" if label not in ("", str(code.value)) else str(code.value)


def _limits(limits: Mapping[str, Any]) -> list[Message]:
    told = []
    if "minLength" in limits or "maxLength" in limits:
        told.append(Message("{range} characters", range=_range(limits.get("minLength"), limits.get("maxLength"))))
    if "minItems" in limits or "maxItems" in limits:
        told.append(Message("{range} items", range=_range(limits.get("minItems"), limits.get("maxItems"))))
    if "minimum" in limits or "maximum" in limits:
        told.append(_range(limits.get("minimum"), limits.get("maximum")))
    if "const" in limits:
        told.append(Message("always {value}", value=limits["const"]))
    return told


def _range(low: Any, high: Any) -> Message:
    if low is None:
        return Message("at most {limit}", limit=high)
    if high is None:
        return Message("at least {limit}", limit=low)
    return Message("{low} to {high}", low=low, high=high) if low != high else Message("exactly {limit}", limit=low)


def _member(pointer: str, data: Mapping[str, Any]) -> Member:
    given = dict(data)
    for name in ("types", "ledger"):
        given[name] = tuple(given.get(name, ()))
    given["codes"] = tuple(Code(**code) for code in given.get("codes", ()))
    return Member(pointer, **given)
