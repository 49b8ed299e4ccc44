"""Titles, rules, codes and ledger notes of documented members, as text for a terminal."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from ..i18n.message import LANGS, Lang, Message
from ..validation.documentation import SEPARATOR, UNLISTED, Code, Entry, Member, decided, text_in, title_text


def code_lines(member: Member, lang: Lang) -> list[str]:
    """The codes with their labels, one line each."""
    codes = [_code_line(code, lang) for code in member.codes]
    if any(code.documented for code in member.codes):
        note = Message(" ({note})", note=UNLISTED).text(lang)
        codes = [line if code.documented else line + note for line, code in zip(codes, member.codes, strict=True)]
    return codes


def titles(member: Member, lang: Lang) -> str:
    """The title in both languages, the chosen one first."""
    return SEPARATOR.join(dict.fromkeys(filter(None, (title_text(member, language) for language in both(lang)))))


def ledger_lines(ledger: Mapping[str, Entry], ids: Iterable[str], lang: Lang, width: int) -> Iterator[str]:
    """Conflicts between the sources, and the decisions; nothing without entries."""
    from .table import GAP, table, wrap

    shown = [id for id in ids if id in ledger]
    if not shown:
        return
    yield ""
    yield from wrap(Message("Where the sources contradict each other, and what was decided").text(lang), width)
    first = max(map(len, shown))
    yield from table([(id, _entry_text(ledger[id], lang)) for id in shown], [first, width - first - len(GAP)])


def both(lang: Lang) -> tuple[Lang, ...]:
    """Both languages, the chosen one first."""
    return (lang, *(other for other in LANGS if other != lang))


def _entry_text(entry: Entry, lang: Lang) -> str:
    *before, last = decided(*entry, lang)
    return "\n→ ".join(part.replace("\n", " ") for part in (*before, last)) if before else last


def _code_line(code: Code, lang: Lang) -> str:
    """A code with its labels in both languages."""
    texts = [text_in(code.label, language).rstrip(".。") for language in both(lang)]
    labels = [text for text in dict.fromkeys(texts) if text and text != str(code.value)]
    return f"  {code.value} {SEPARATOR.join(labels)}".rstrip()
