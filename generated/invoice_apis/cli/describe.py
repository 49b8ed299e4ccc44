"""`invoice-apis describe ID`: the documentation of a contract."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import click

from ..contract import Contract
from ..i18n.message import LANGS, Lang, Message
from ..jsontext.pointer import split
from ..validation.documentation import Code, Documentation, Member, rules_text, text_in, title_text
from .language import lang_option, language
from .options import FILE, contract_argument, format_option, get_contract
from .output import open_output

FALLBACK = (100, 24)
"""Columns and lines without a terminal."""
SEPARATOR = " \N{MIDDLE DOT} "
"""Between the two languages."""
NARROWEST, WIDEST = 60, 140


@click.command()
@contract_argument
@format_option("text", "json", help="json has all texts in full.")
@click.option("--output", type=FILE, help="Write to FILE (atomically).")
@lang_option
def describe(contract_id: str, form: str, output: Path | None) -> None:
    """Print the documentation of a payload, member by member.

    Titles and codes are printed in both languages, limits and notes in one. `*` stands for any item of a list.
    """
    contract = get_contract(contract_id)
    if form == "json":
        import json

        text = json.dumps(as_json(contract), ensure_ascii=False, indent=2)
    else:
        width = min(max(shutil.get_terminal_size(FALLBACK).columns, NARROWEST), WIDEST)
        text = "\n".join(as_text(contract, language(), width))
    with open_output(output) as write:
        write(f"{text}\n")


def as_json(contract: Contract) -> dict[str, Any]:
    """The documentation of every member, and the ledger."""
    guide = contract.documentation
    members = [
        {**member._asdict(), "codes": [code._asdict() for code in member.codes]} for member in guide.members.values()
    ]
    return {
        "contract": contract.id,
        "members": members,
        "ledger": {id: entry._asdict() for id, entry in guide.ledger.items()},
    }


def as_text(contract: Contract, lang: Lang, width: int) -> Iterator[str]:
    """Lines of at most `width` columns: the payload, a table of its members, and the ledger."""
    from rich.cells import cell_len

    from .table import GAP, table, wrap

    guide = contract.documentation
    yield contract.id
    for paragraph in _heading(guide, lang):
        yield from wrap(paragraph, width)
    yield ""
    rows = [[Message(text).text(lang) for text in ("member", "type and limits", "meaning")]]
    rows += [
        [_name(member, lang), _rules(member, lang), _meaning(member, lang)]
        for member in guide.members.values()
        if member.pointer or "object" not in member.types
    ]
    longest = [max(cell_len(line) for row in rows for line in row[index].split("\n")) for index in (0, 1)]
    first, second = min(longest[0], width // 3), min(longest[1], width // 4)
    yield from table(rows, [first, second, width - first - second - 2 * len(GAP)])
    yield from _ledger(guide, lang, width)


def _heading(guide: Documentation, lang: Lang) -> Iterator[str]:
    """Title of the payload, and the paragraphs of its description."""
    if root := guide.members.get(""):
        titles, description = _titles(root, lang), text_in(root.description, lang).strip()
        yield from [titles] if titles else []
        if description.rstrip(".。") not in ("", *titles.split(SEPARATOR)):
            yield from (" ".join(paragraph.split("\n")) for paragraph in description.split("\n\n"))


def _name(member: Member, lang: Lang) -> str:
    """The last part of the pointer, indented by depth."""
    from .table import GAP

    if not member.pointer:
        return Message("(whole payload)").text(lang)
    *above, last = split(member.pointer)
    return GAP * len(above) + last


def _rules(member: Member, lang: Lang) -> str:
    """Types and limits, and whether the member is required or sensitive."""
    lines = [rules_text(member, lang)] if member.types else [Message("not documented").text(lang)]
    lines += [Message("required").text(lang)] if member.required else []
    lines += [Message("sensitive").text(lang)] if member.sensitive else []
    return "\n".join(lines)


def _meaning(member: Member, lang: Lang) -> str:
    """Titles, codes and ledger ids, one line each."""
    codes = [_code_line(code, lang) for code in member.codes]
    if any(code.documented for code in member.codes):
        note = Message(" (known, not on the page)").text(lang)
        codes = [line if code.documented else line + note for line, code in zip(codes, member.codes, strict=True)]
    return "\n".join(filter(None, [_titles(member, lang), *codes, " ".join(member.ledger)]))


def _titles(member: Member, lang: Lang) -> str:
    """The title in both languages, the chosen one first."""
    return SEPARATOR.join(dict.fromkeys(filter(None, (title_text(member, language) for language in _both(lang)))))


def _code_line(code: Code, lang: Lang) -> str:
    """A code with its labels in both languages."""
    texts = [text_in(code.label, language).rstrip(".。") for language in _both(lang)]
    labels = [text for text in dict.fromkeys(texts) if text and text != str(code.value)]
    return f"  {code.value} {SEPARATOR.join(labels)}".rstrip()


def _ledger(guide: Documentation, lang: Lang, width: int) -> Iterator[str]:
    """Conflicts between the sources, and the decisions."""
    from .table import GAP, table, wrap

    if not guide.ledger:
        return
    yield ""
    yield from wrap(Message("Where the sources contradict each other, and what was decided").text(lang), width)
    rows = [
        (
            (id, entry.zh)
            if lang == "zh" and entry.zh
            else (id, "\n→ ".join(part.replace("\n", " ") for part in (entry.conflict, entry.decision)))
        )
        for id, entry in guide.ledger.items()
    ]
    first = max(map(len, guide.ledger))
    yield from table(rows, [first, width - first - len(GAP)])


def _both(lang: Lang) -> tuple[Lang, ...]:
    return (lang, *(other for other in LANGS if other != lang))
