"""`invoice-apis describe ID`: the documentation of a contract."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import click

from ..contract import Contract
from ..i18n.message import Lang, Message
from ..jsontext.pointer import split
from ..validation.documentation import SEPARATOR, Documentation, Member, member_rules, text_in
from .complete import pointers
from .describe_member import find_member, member_as_json, member_as_text
from .language import lang_option, language
from .member_text import code_lines, ledger_lines, titles
from .options import FILE, contract_argument, format_option, get_contract
from .output import open_output, problem_text

FALLBACK = (100, 24)
"""Columns and lines without a terminal."""
NARROWEST, WIDEST = 60, 140


@click.command()
@contract_argument
@click.argument("pointer", required=False, shell_complete=pointers)
@format_option("text", "json", help="json has all texts in full.")
@click.option("--output", type=FILE, help="Write to FILE (atomically).")
@lang_option
def describe(contract_id: str, pointer: str | None, form: str, output: Path | None) -> None:
    """Print the documentation of a payload, or of one member.

    POINTER is a JSON Pointer such as /invoices/0/state, or with `*` for any item of a list. Titles, descriptions and
    codes are printed in both languages, limits and notes in one.
    """
    contract = get_contract(contract_id)
    member = None if pointer is None else _find_member(contract, pointer)
    if form == "json":
        import json

        data = as_json(contract) if member is None else member_as_json(contract, member)
        text = json.dumps(data, ensure_ascii=False, indent=2)
    else:
        width = min(max(shutil.get_terminal_size(FALLBACK).columns, NARROWEST), WIDEST)
        lang = language()
        lines = as_text(contract, lang, width) if member is None else member_as_text(contract, member, lang, width)
        text = "\n".join(lines)
    with open_output(output) as write:
        write(f"{text}\n")


def _find_member(contract: Contract, pointer: str) -> Member:
    try:
        return find_member(contract, pointer)
    except (LookupError, ValueError) as error:
        raise click.UsageError(problem_text(error)) from None


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
        [_name(member, lang), "\n".join(member_rules(member, lang)), _meaning(member, lang)]
        for member in guide.members.values()
        if member.pointer or "object" not in member.types
    ]
    longest = [max(cell_len(line) for row in rows for line in row[index].split("\n")) for index in (0, 1)]
    first, second = min(longest[0], width // 3), min(longest[1], width // 4)
    yield from table(rows, [first, second, width - first - second - 2 * len(GAP)])
    yield from ledger_lines(guide.ledger, guide.ledger, lang, width)


def _heading(guide: Documentation, lang: Lang) -> Iterator[str]:
    """Title of the payload, and the paragraphs of its description."""
    if root := guide.members.get(""):
        title, description = titles(root, lang), text_in(root.description, lang).strip()
        yield from [title] if title else []
        if description.rstrip(".。") not in ("", *title.split(SEPARATOR)):
            yield from (" ".join(paragraph.split("\n")) for paragraph in description.split("\n\n"))


def _name(member: Member, lang: Lang) -> str:
    """The last part of the pointer, indented by depth."""
    from .table import GAP

    if not member.pointer:
        return Message("(whole payload)").text(lang)
    *above, last = split(member.pointer)
    return GAP * len(above) + last


def _meaning(member: Member, lang: Lang) -> str:
    """Titles, codes and ledger ids, one line each."""
    return "\n".join(filter(None, [titles(member, lang), *code_lines(member, lang), " ".join(member.ledger)]))
