"""`invoice-apis describe ID`: a contract as a table for people."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from typing import Any

import click

from ..contract import Contract
from ..i18n.message import LANGS, Lang, Message
from ..jsontext.pointer import split
from ..validation.documentation import Code, Documentation, Member, rules_text, text_in, title_text
from .arguments import contract_of
from .columns import GAP, columns, rows, wrapped
from .telling import LANG, tell

FALLBACK = (100, 24)
"""Columns and lines where there is no terminal."""
BETWEEN = " \N{MIDDLE DOT} "
"""What stands between the two languages."""
NARROWEST, WIDEST = 60, 140


@click.command()
@click.argument("contract_id", metavar="ID")
@LANG
@click.option(
    "--format",
    "form",
    type=click.Choice(["text", "json"]),
    default="text",
    show_default=True,
    help="json has all texts whole.",
)
def describe(contract_id: str, lang: Lang, form: str) -> None:
    """Print what the vendor documents of a request or response, member by member.

    Titles and codes are told in both languages, limits and notes in the one that is asked for. `*` is any item of a list.
    """
    contract = contract_of(contract_id)
    if form == "json":
        import json

        tell(json.dumps(as_json(contract), ensure_ascii=False, indent=2))
        return
    width = min(max(shutil.get_terminal_size(FALLBACK).columns, NARROWEST), WIDEST)
    tell("\n".join(described(contract, lang, width)))


def as_json(contract: Contract) -> dict[str, Any]:
    """The guide of a contract, whole."""
    guide = contract.guide
    members = [
        member._asdict() | {"codes": [code._asdict() for code in member.codes]} for member in guide.members.values()
    ]
    return {
        "contract": contract.id,
        "members": members,
        "ledger": {id: entry._asdict() for id, entry in guide.ledger.items()},
    }


def described(contract: Contract, lang: Lang, width: int) -> Iterator[str]:
    """The lines of the table, none wider than `width` columns."""
    guide = contract.guide
    yield contract.id
    for text in head_of(guide, lang):
        yield from wrapped(text, width)
    yield ""
    head = [Message(text).text(lang) for text in ("member", "type and limits", "meaning")]
    cells = [
        [name(member), rules(member, lang), meaning(member, lang)]
        for member in guide.members.values()
        if member.pointer
    ]
    longest = [max(columns(line) for row in [head, *cells] for line in row[index].split("\n")) for index in (0, 1)]
    first, second = min(longest[0], width // 3), min(longest[1], width // 4)
    yield from rows([head, *cells], [first, second, width - first - second - 2 * len(GAP)])
    yield from notes(guide, lang, width)


def head_of(guide: Documentation, lang: Lang) -> Iterator[str]:
    """What the whole payload is called, and what is said of it, by paragraphs."""
    if root := guide.members.get(""):
        called, told = titles(root, lang), text_in(root.description, lang).strip()
        yield from [called] if called else []
        if told.rstrip(".。") not in ("", *called.split(BETWEEN)):
            yield from (" ".join(paragraph.split("\n")) for paragraph in told.split("\n\n"))


def name(member: Member) -> str:
    """The last part of a member's pointer, further in the deeper it lies."""
    *above, last = split(member.pointer)
    return GAP * len(above) + last


def rules(member: Member, lang: Lang) -> str:
    """Types, limits, and whether a member is required or sensitive."""
    told = [rules_text(member, lang)] if member.types else [Message("not documented").text(lang)]
    told += [Message("required").text(lang)] if member.required else []
    told += [Message("sensitive").text(lang)] if member.sensitive else []
    return "\n".join(told)


def meaning(member: Member, lang: Lang) -> str:
    """Titles, codes and notes, each on a line of its own."""
    codes = [code_line(code, lang) for code in member.codes]
    listed = any(code.documented for code in member.codes)
    note = Message(" (known, not on the page)").text(lang)
    codes = [
        line + note if listed and not code.documented else line for line, code in zip(codes, member.codes, strict=True)
    ]
    return "\n".join(filter(None, [titles(member, lang), *codes, " ".join(member.ledger)]))


def titles(member: Member, lang: Lang) -> str:
    """What a member is called in both languages, the one that is asked for first."""
    return BETWEEN.join(dict.fromkeys(filter(None, (title_text(member, language) for language in _both(lang)))))


def code_line(code: Code, lang: Lang) -> str:
    """A code with its labels in both languages."""
    texts = [text_in(code.label, language).rstrip(".。") for language in _both(lang)]
    labels = [text for text in dict.fromkeys(texts) if text and text != str(code.value)]
    return f"  {code.value} {BETWEEN.join(labels)}".rstrip()


def notes(guide: Documentation, lang: Lang, width: int) -> Iterator[str]:
    """The ledger: where sources contradict each other, and what was decided."""
    if guide.ledger:
        yield ""
        yield from wrapped(Message("Where the sources contradict each other, and what was decided").text(lang), width)
    longest = max(map(len, guide.ledger), default=0)
    for id, entry in guide.ledger.items():
        text = (
            entry.zh
            if lang == "zh" and entry.zh
            else "\n→ ".join(part.replace("\n", " ") for part in (entry.conflict, entry.decision))
        )
        yield from rows([[id, text]], [longest, width - longest - len(GAP)])


def _both(lang: Lang) -> tuple[Lang, ...]:
    return (lang, *(other for other in LANGS if other != lang))
