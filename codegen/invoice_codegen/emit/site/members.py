"""What the site shows of a contract: its members, their codes, and where the entries of the ledger are about them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from ... import ir
from ...runtime.i18n.message import Lang
from ...runtime.jsontext.pointer import split
from ...runtime.validation.documentation import Code, Documentation, Member, rules_text, text_in
from ..markdown import code
from ..markup import Markup
from ..reference import joined, source
from .words import paragraphs, text, word

SEPARATOR = " \N{MIDDLE DOT} "
"""Between titles in two languages."""


@dataclass(frozen=True)
class ShownCode:
    """One code of a member."""

    value: Markup
    label: Markup
    note: Markup


@dataclass(frozen=True)
class ShownMember:
    """One member of a contract, ready to be placed."""

    label: str
    """The anchor, unique on the whole site."""
    name: Markup
    pointer: Markup
    facts: Markup
    title: Markup
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


class Labels:
    """Anchors, each once."""

    def __init__(self) -> None:
        self._taken: dict[str, int] = {}

    def new(self, name: str) -> str:
        """An anchor that resembles a name."""
        slug = "at-" + re.sub(r"[^a-z0-9]+", "-", name.lower()).strip("-")
        count = self._taken[slug] = self._taken.get(slug, 0) + 1
        return slug if count == 1 else f"{slug}--{count}"


def shown(api: ir.Api, contract: ir.Contract, labels: Labels, lang: Lang) -> ShownContract:
    """A contract in one language."""
    guide = Documentation(contract.documentation)
    root = guide.members.get("", Member(""))
    members = (
        _member(contract, member, labels, lang)
        for member in guide.members.values()
        if member.pointer or "object" not in member.types
    )
    outcome = contract.outcomes.get(lang, "")
    return ShownContract(
        api,
        contract,
        text(text_in(root.title, lang)),
        paragraphs(text_in(root.description, lang)),
        text(outcome) if outcome else Markup(""),
        root.ledger,
        tuple(members),
    )


def _member(contract: ir.Contract, member: Member, labels: Labels, lang: Lang) -> ShownMember:
    facts = [rules_text(member, lang) if member.types else word("undocumented", lang)]
    facts += [word(name, lang) for name in ("required", "sensitive") if getattr(member, name)]
    facts += [member.pattern] if member.pattern else []
    description = text_in(member.description, lang)
    own = text_in(member.title, lang) if lang in member.title or not description else ""
    other = next((title for name, title in member.title.items() if name != lang), "")
    titles = [text(title) for title in dict.fromkeys([own, other]) if title]  # a reader may know the other one
    return ShownMember(
        label=labels.new(contract.id + member.pointer),
        name=code((split(member.pointer) or (contract.name,))[-1]),
        pointer=code(member.pointer),
        facts=joined(map(text, facts), "；" if lang == "zh" else "; "),
        title=joined(titles, SEPARATOR),
        description=paragraphs(description),
        codes=tuple(_codes(member.codes, lang)),
        ledger=member.ledger,
        sources=joined((source(each) for each in contract.sources.get(member.pointer, ())), "; "),
    )


def _codes(codes: Iterable[Code], lang: Lang) -> Iterator[ShownCode]:
    codes = tuple(codes)
    is_partly_listed = any(one.documented for one in codes)
    for one in codes:
        notes = [word("unlisted", lang)] if is_partly_listed and not one.documented else []
        notes += [text(part) for part in (one.source, one.conflict) if part]
        yield ShownCode(code(str(one.value)), text(text_in(one.label, lang)), joined(notes, "; "))
