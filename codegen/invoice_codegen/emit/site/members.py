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
    found_by: Markup
    """The titles, by which the search leads here."""
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
    members = (
        _member(contract, member, anchors, lang)
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


def _member(contract: ir.Contract, member: Member, anchors: Anchors, lang: Lang) -> ShownMember:
    facts = [*map(text, member_rules(member, lang)), *([code(member.pattern)] if member.pattern else [])]
    other = next((title for name, title in member.title.items() if name != lang), "")
    titles = [
        title for title in dict.fromkeys([_title(member, lang), other]) if title
    ]  # a reader may know the other one
    return ShownMember(
        anchor=anchors.new(contract.id + member.pointer),
        name=code((split(member.pointer) or (contract.name,))[-1]),
        pointer=code(member.pointer),
        facts=joined(facts, word("semicolon", lang)),
        title=joined(map(text, titles), SEPARATOR),
        found_by=indexed(titles),
        description=paragraphs(text_in(member.description, lang)),
        codes=tuple(_codes(member.codes, lang)),
        ledger=member.ledger,
        sources=joined((source(each) for each in contract.sources.get(member.pointer, ())), "; "),
    )


def indexed(titles: Iterable[str]) -> Markup:
    """Titles as one entry of an index, whose parts a semicolon divides. In it no sign of MyST has a meaning but a backtick."""
    plain = (" ".join(re.sub(r"[`;]", " ", title).split()) for title in titles)
    return Markup("; ".join(filter(None, plain)))


def _codes(codes: Iterable[Code], lang: Lang) -> Iterator[ShownCode]:
    codes = tuple(codes)
    is_partly_listed = any(one.documented for one in codes)
    for one in codes:
        notes = [text(UNLISTED.text(lang))] if is_partly_listed and not one.documented else []
        notes += [joined([word("source", lang), text(one.source)], word("colon", lang))] if one.source else []
        notes += [text(one.conflict)] if one.conflict and lang == "en" else []  # contracts have no Chinese for it
        yield ShownCode(code(str(one.value)), text(text_in(one.label, lang)), joined(notes, word("semicolon", lang)))
