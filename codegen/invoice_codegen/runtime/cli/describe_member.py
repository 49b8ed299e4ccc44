"""`invoice-apis describe ID POINTER`: all that is documented of one member."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from ..bulk.extract import check_pointer
from ..i18n.message import Lang, Message
from ..i18n.suggest import choose_from, did_you_mean
from ..jsontext.pointer import join, split
from ..validation.contract import Contract
from ..validation.documentation import Documentation, Member, member_rules
from ..validation.messages import render_value
from .member_text import both, code_lines, ledger_lines, titles

MOST_NAMES = 5
"""Pointers that a message lists."""


def find_member(contract: Contract, pointer: str) -> Member:
    """The member at a JSON Pointer or pointer pattern. Raises ValueError and LookupError with a message."""
    guide = contract.documentation
    if pointer.startswith("/") or not _with_name(guide, pointer):
        check_pointer(pointer)
        if member := guide.member(pointer):
            return member
    where = render_value(pointer)
    raise LookupError(
        Message(
            "{id} documents nothing at {pointer}; {advice}",
            id=contract.id,
            pointer=where,
            advice=_advice(guide, pointer),
        )
    )


def member_as_json(contract: Contract, member: Member) -> dict[str, Any]:
    """The documentation of a member, and its entries of the ledger."""
    ledger = contract.documentation.ledger
    return {
        "contract": contract.id,
        "member": {**member._asdict(), "codes": [code._asdict() for code in member.codes]},
        "ledger": {id: ledger[id]._asdict() for id in member.ledger if id in ledger},
    }


def member_as_text(contract: Contract, member: Member, lang: Lang, width: int) -> Iterator[str]:
    """Lines of at most `width` columns: pointer, titles, rules, descriptions, codes, members and ledger."""
    from .table import wrap

    guide = contract.documentation
    yield contract.id
    yield from wrap(member.pointer or Message("(whole payload)").text(lang), width)
    for line in filter(None, [titles(member, lang), *member_rules(member, lang), *_pattern(member, lang)]):
        yield from wrap(line, width)
    for language in both(lang):
        if member.description.get(language):
            yield ""
            yield from _paragraphs(member.description[language], width)
    if member.codes:
        yield ""
        yield from (part for line in _codes(member, lang) for part in wrap(line, width))
    yield from _below(guide, member, lang, width)
    yield from ledger_lines(guide.ledger, member.ledger, lang, width)


def _pattern(member: Member, lang: Lang) -> list[str]:
    return [] if member.pattern is None else [Message("pattern: {pattern}", pattern=member.pattern).text(lang)]


def _paragraphs(text: str, width: int) -> Iterator[str]:
    from .table import wrap

    for paragraph in text.strip().split("\n\n"):
        yield from wrap(" ".join(paragraph.split("\n")), width)


def _codes(member: Member, lang: Lang) -> Iterator[str]:
    """Each code, and below it what the sources say against each other."""
    for line, code in zip(code_lines(member, lang), member.codes, strict=True):
        yield line
        yield from (f"    {note}" for note in (code.source, code.conflict) if note)


def _below(guide: Documentation, member: Member, lang: Lang, width: int) -> Iterator[str]:
    """The members inside, one line each."""
    from rich.cells import cell_len

    from .table import GAP, table

    depth = len(split(guide.inside(member.pointer))) + 1
    prefix = f"{guide.inside(member.pointer)}/"
    inner = [
        each for each in guide.members.values() if each.pointer.startswith(prefix) and len(split(each.pointer)) == depth
    ]
    if inner:
        names = [split(each.pointer)[-1] for each in inner]
        first = min(max(map(cell_len, names)), width // 2)
        yield ""
        yield from table(
            [*zip(names, (titles(each, lang) for each in inner), strict=True)], [first, width - first - len(GAP)]
        )


def _advice(guide: Documentation, pointer: str) -> Message:
    """The pointers that end with the same name, else those that look alike, else the members of the payload."""
    *above, name = split(pointer) or [pointer]
    pointers = [each for each in guide.members if each]
    if same := _with_name(guide, name):
        return choose_from(same[:MOST_NAMES])
    pattern = join(["*" if part.isdecimal() else part for part in (*above, name)])
    return did_you_mean(pattern, pointers) or choose_from([each for each in pointers if len(split(each)) == 1])


def _with_name(guide: Documentation, name: str) -> list[str]:
    """The pointers of the members with a name, in upper or lower case."""
    return [each for each in guide.members if each and split(each)[-1].lower() == name.lower() != "*"]
