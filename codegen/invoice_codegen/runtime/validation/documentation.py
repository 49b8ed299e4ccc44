"""The vendor's documentation of each member, for people: titles, limits, codes with labels, notes of the ledger.

It is data (`<api>/contracts/<operation>.<direction>.guide.json`), read on first use. Validation does not need it.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, NamedTuple

from ..i18n.message import Lang, Message, parse_lang
from ..jsontext.pointer import join, split

Text = Mapping[str, str]
"""A text by language; languages without text are absent."""
ANY_VALUE = "any value"
"""In place of JSON types."""
SEPARATOR = " \N{MIDDLE DOT} "
"""Between texts in two languages."""
UNLISTED = Message("known, not on the page")
"""Of a code that the page does not list, where it lists others."""
MAX_CODES = 20
"""Codes in a one-line text."""


class Code(NamedTuple):
    """One value of a code list."""

    value: str | int
    label: Text = {}
    documented: bool = False
    """Whether the page of this API lists it; other codes are known from other sources."""
    name: str | None = None
    """Name of the member in the Python enumeration."""
    source: str | None = None
    """Source of the label, when that is not the page."""
    conflict: str | None = None
    """A contradiction between sources about its meaning."""


class Member(NamedTuple):
    """The documentation of all members that a pointer pattern matches; `*` stands for any item of a list or value of a map."""

    pointer: str
    title: Text = {}
    description: Text = {}
    types: tuple[str, ...] = ()
    """JSON types, or `any value`; none for a member that only the ledger knows."""
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
    """Ids of its entries in `Documentation.ledger`."""
    members_of: str | None = None
    """Pointer of the member whose members it has too, where records contain records of their own kind."""


class Entry(NamedTuple):
    """A conflict between sources, and the decision on it."""

    conflict: str
    decision: str
    zh: str = ""
    """Both in Chinese; may be empty."""


class Documentation:
    """The documentation of one contract's payloads. `data` is the content of the emitted file."""

    def __init__(self, data: Mapping[str, Any]) -> None:
        self.members: Mapping[str, Member] = {
            pointer: _create_member(pointer, member) for pointer, member in data["members"].items()
        }
        """By pointer pattern, in the order of the page; `""` is the whole payload."""
        self._meanings: dict[tuple[str, Lang], str] = {}
        self.ledger: Mapping[str, Entry] = {id: Entry(**entry) for id, entry in data["ledger"].items()}

    def member(self, pointer: str) -> Member | None:
        """The member at a JSON Pointer or pointer pattern; None where nothing is documented."""
        pattern = ""
        for part in split(pointer):
            below = self._below(self.inside(pattern), part)
            if below not in self.members:
                return None
            pattern = below
        return self.members.get(pattern)

    def inside(self, pattern: str) -> str:
        """The pattern below which the members of a value are documented: its own, or that of another member."""
        member = self.members.get(pattern)
        return pattern if member is None or member.members_of is None else member.members_of

    def is_map(self, pattern: str) -> bool:
        """Whether the names in an object are data: then `*` stands for any of its values."""
        member = self.members.get(pattern)
        return member is not None and "object" in member.types and f"{pattern}/*" in self.members

    def _below(self, pattern: str, part: str) -> str:
        """The pattern of a member or item; one item may have come in place of its list."""
        items = f"{pattern}/*"
        if self.is_map(pattern):
            return items
        candidates = (pattern + join([part]), items if part.isdecimal() else items + join([part]))
        return next((each for each in candidates if each in self.members), candidates[0])

    def code_label(self, pointer: str, value: str, lang: Lang = "en") -> str | None:
        """The label of a code that came at a pointer, given as text; None where the code is not known."""
        member = self.member(pointer)
        found = (code for code in (member.codes if member else ()) if str(code.value) == value)
        label = next((text_in(code.label, lang).rstrip(".。") for code in found), "")
        return label or None

    def meaning(self, pointer: str, lang: Lang = "en") -> str | None:
        """One line on a member: title, type, limits, codes with labels. None where nothing is documented."""
        member = self.member(pointer)
        if member is None or not member.types:
            return None
        known = self._meanings.get((member.pointer, lang))
        if known is None:
            parts = [title_text(member, parse_lang(lang)), rules_text(member, lang), codes_text(member, lang)]
            known = ("；" if lang == "zh" else "; ").join(part for part in parts if part)
            self._meanings[member.pointer, lang] = known
        return known


def text_in(text: Text, lang: Lang) -> str:
    """A text in a language, or in the other one where that language is absent."""
    return text.get(lang) or next(iter(text.values()), "")


def title_text(member: Member, lang: Lang) -> str:
    """The title of a member, or else the first sentence of its description."""
    text = member.title.get(lang) or member.description.get(lang) or text_in(member.title, lang)
    return (text or text_in(member.description, lang)).partition("。")[0].partition(". ")[0].rstrip(".")


def rules_text(member: Member, lang: Lang) -> str:
    """Types, limits and format of a member: `integer, 1 to 100`."""
    *first, last = member.types or ("",)
    types = Message(last)
    for name in reversed(first):
        types = Message("{first} or {last}", first=Message(name), last=types)
    parts = [types, *_limits(member.limits)]
    parts += [Message(member.format)] if member.format else []
    parts += [Message("base64 text of JSON on the wire")] if member.encoded else []
    if member.members_of is not None:
        home = Message("with the members of {pointer}", pointer=member.members_of)
        parts.append(home if member.members_of else Message("with the members of the whole payload"))
    return ("，" if lang == "zh" else ", ").join(part.text(lang) for part in parts)


def member_rules(member: Member, lang: Lang) -> list[str]:
    """Types and limits, and whether the member is required or sensitive."""
    lines = [rules_text(member, lang)] if member.types else [Message("not documented").text(lang)]
    lines += [Message("required").text(lang)] if member.required else []
    lines += [Message("sensitive").text(lang)] if member.sensitive else []
    return lines


def decided(conflict: str, decision: str, zh: str | None, lang: Lang) -> tuple[str, ...]:
    """What an entry of the ledger says: conflict and decision, or one text in Chinese."""
    return (zh,) if lang == "zh" and zh else (conflict, decision)


def codes_text(member: Member, lang: Lang, most: int = MAX_CODES) -> str:
    """The documented codes with labels: `0 Special VAT invoice, 1 General VAT invoice`.

    Where the page lists none, the codes known from other sources.
    """
    documented = [code for code in member.codes if code.documented]
    codes = documented or member.codes
    text = Message("{list}", list=[code_text(code, lang) for code in codes[:most]])
    if len(codes) > most:
        text = Message("{codes} and {count} more", codes=text, count=len(codes) - most)
    if codes and not documented:
        text = Message("known codes: {codes}", codes=text)
    return text.text(lang)


def code_text(code: Code, lang: Lang) -> str:
    """A code with its label."""
    label = text_in(code.label, lang).rstrip(".。")
    return f"{code.value} {label}" if label not in ("", str(code.value)) else str(code.value)


def _limits(limits: Mapping[str, Any]) -> list[Message]:
    found = []
    if "minLength" in limits or "maxLength" in limits:
        found.append(Message("{range} characters", range=_range(limits.get("minLength"), limits.get("maxLength"))))
    if "minItems" in limits or "maxItems" in limits:
        found.append(Message("{range} items", range=_range(limits.get("minItems"), limits.get("maxItems"))))
    if "minimum" in limits or "maximum" in limits:
        found.append(_range(limits.get("minimum"), limits.get("maximum")))
    if "const" in limits:
        found.append(Message("always {value}", value=limits["const"]))
    return found


def _range(low: Any, high: Any) -> Message:
    if low is None:
        return Message("at most {limit}", limit=high)
    if high is None:
        return Message("at least {limit}", limit=low)
    return Message("{low} to {high}", low=low, high=high) if low != high else Message("exactly {limit}", limit=low)


def _create_member(pointer: str, data: Mapping[str, Any]) -> Member:
    fields = dict(data)
    for name in ("types", "ledger"):
        fields[name] = tuple(fields.get(name, ()))
    fields["codes"] = tuple(Code(**code) for code in fields.get("codes", ()))
    return Member(pointer, **fields)
