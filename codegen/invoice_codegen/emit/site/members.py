"""What the site shows of a contract: its members, their codes, and where the entries of the ledger are about them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from ... import ir
from ...runtime.i18n.message import Lang
from ...runtime.jsontext.pointer import split
from ...runtime.validation.documentation import SEPARATOR, UNLISTED, Code, Documentation, Member, member_rules, text_in
from ..markdown import code
from ..markup import Markup
from ..reference import joined, source
from .python_names import python_names
from .words import paragraphs, text, word


@dataclass(frozen=True)
class ShownCode:
    """One code of a member."""

    value: Markup
    label: Markup
    note: Markup


@dataclass(frozen=True)
class ShownMember:
    """One member of a contract, ready to be placed."""

    anchor: str
    """Unique on the whole site."""
    name: Markup
    pointer: Markup
    facts: Markup
    title: Markup
    found_by: tuple[Markup, ...]
    """Titles, the Python name and labels of codes, by which the search leads here."""
    description: Markup
    codes: tuple[ShownCode, ...]
    ledger: tuple[str, ...]
    sources: Markup


@dataclass(frozen=True)
class ShownContract:
    """One contract."""

    api: ir.Api
    contract: ir.Contract
    heading: Markup
    description: Markup
    outcome: Markup
    ledger: tuple[str, ...]
    members: tuple[ShownMember, ...]

    @property
    def page(self) -> str:
        """The file, without its suffix."""
        return f"{self.api.name}/{self.contract.name}"


class Anchors:
    """Anchors, each once."""

    def __init__(self) -> None:
        self._taken: dict[str, int] = {}

    def new(self, name: str) -> str:
        """An anchor that resembles a name."""
        slug = "at-" + re.sub(r"[^a-z0-9]+", "-", name.lower()).strip("-")
        count = self._taken[slug] = self._taken.get(slug, 0) + 1
        return slug if count == 1 else f"{slug}--{count}"


def shown(api: ir.Api, contract: ir.Contract, anchors: Anchors, lang: Lang) -> ShownContract:
    """A contract in one language."""
    guide = Documentation(contract.documentation)
    root = guide.members.get("", Member(""))
    names = python_names(api, contract)
    members = (
        _member(contract, member, names.get(member.pointer, ""), anchors, lang)
        for member in guide.members.values()
        if member.pointer or "object" not in member.types
    )
    return ShownContract(
        api,
        contract,
        text(_title(root, lang)),
        paragraphs(text_in(root.description, lang)),
        text(contract.outcomes.get(lang, "")),
        root.ledger,
        tuple(members),
    )


def _title(member: Member, lang: Lang) -> str:
    """The title. One in the other language serves only where nothing says more."""
    return text_in(member.title, lang) if lang in member.title or not any(member.description.values()) else ""


def _member(contract: ir.Contract, member: Member, name: str, anchors: Anchors, lang: Lang) -> ShownMember:
    """A member whose Python name is `name`, where it has one of its own."""
    facts = [*map(text, member_rules(member, lang)), *([code(member.pattern)] if member.pattern else [])]
    facts = [Markup(f"{word('python', lang)} {code(name)}"), *facts] if name else facts
    other = next((title for name, title in member.title.items() if name != lang), "")
    # A reader may know the other title.
    titles = [title for title in dict.fromkeys([_title(member, lang), other]) if title]
    labels = [label for one in member.codes for label in one.label.values()]
    return ShownMember(
        anchor=anchors.new(contract.id + member.pointer),
        name=code((split(member.pointer) or (contract.name,))[-1]),
        pointer=code(member.pointer),
        facts=joined(facts, word("semicolon", lang)),
        title=joined(map(text, titles), SEPARATOR),
        found_by=indexed([*titles, name, *labels]),
        description=paragraphs(text_in(member.description, lang)),
        codes=tuple(_codes(member.codes, lang)),
        ledger=member.ledger,
        sources=joined((source(each) for each in contract.sources.get(member.pointer, ())), "; "),
    )


def indexed(texts: Iterable[str]) -> tuple[Markup, ...]:
    """Texts as entries of an index, each once. In an entry only a backtick and a semicolon have a meaning."""
    plain = (" ".join(re.sub(r"[`;]", " ", entry).split()) for entry in texts)
    return tuple(map(Markup, dict.fromkeys(filter(None, plain))))


def _codes(codes: Iterable[Code], lang: Lang) -> Iterator[ShownCode]:
    codes = tuple(codes)
    is_partly_listed = any(one.documented for one in codes)
    for one in codes:
        notes = [text(UNLISTED.text(lang))] if is_partly_listed and not one.documented else []
        notes += _english_notes(one) if lang == "en" else []  # contracts have no Chinese for them
        yield ShownCode(code(str(one.value)), _label(one, lang), joined(notes, word("semicolon", lang)))


def _english_notes(one: Code) -> list[Markup]:
    notes = [joined([word("source", "en"), text(one.source)], word("colon", "en"))] if one.source else []
    return [*notes, *([text(one.conflict)] if one.conflict else [])]


def _label(one: Code, lang: Lang) -> Markup:
    """The label of a code; in English also the Chinese one, which a reader may know."""
    labels = [text_in(one.label, lang), *([one.label.get("zh", "")] if lang == "en" else [])]
    return joined(map(text, dict.fromkeys(labels)), SEPARATOR)
