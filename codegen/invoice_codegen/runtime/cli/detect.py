"""`invoice-apis detect FILE`: the contract that a payload fits."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from pathlib import Path

import click

from .. import jsontext
from ..i18n.message import Lang, Message, MessageOptions
from ..i18n.printable import shown
from ..validation.decoding import Decoded, read_payload
from ..validation.detection import Fit, rank_contracts
from .complete import files
from .exit_codes import USAGE_ERROR
from .language import lang_option, language
from .options import FILE, at_option, format_option
from .output import open_output, print_problem, print_text

FIT, NO_FIT = 0, 1
"""Exit codes."""


@click.command()
@click.argument("file", shell_complete=files)
@at_option
@format_option("text", "json")
@click.option("--output", type=FILE, help="Write to FILE (atomically).")
@lang_option
def detect(file: str, at: str | None, form: str, output: Path | None) -> None:
    """Find the contract that a payload fits.

    Prints all fits, the best first. `-` reads standard input. FILE may be compressed, as in `validate`. Of NDJSON, rows
    (`--at`) and HAR files the first one decides.

    \b
    Exit codes: 0 fit, 1 no fit, 2 usage error.
    """
    raw = _read(file, output)
    reply = _first_reply(raw, at)
    payload, place = read_payload(reply), (at or "") if at or _is_lines(file) or reply is not raw else None
    fits = rank_contracts(payload)
    good = [fit for fit in fits if fit.ok]
    if form == "json":
        text = json.dumps([fit._asdict() for fit in good], indent=2) + "\n"
    else:
        lines = _fits(payload, good, language(), place) if good else _no_fit(payload, fits, language(), place)
        text = "".join(f"{line}\n" for line in lines)
    with open_output(output) as write:
        write(text)
    sys.exit(FIT if good else NO_FIT)


def _read(file: str, output: Path | None) -> bytes:
    from ..bulk.documents import ReadError, read_document
    from ..errors import ConfigurationError
    from .inputs import find_sources

    (source, *others), _ = find_sources([file], False, output)
    if others:
        print_problem(Message("{name}: these are several files; choose one", name=shown(file)))
        sys.exit(USAGE_ERROR)
    try:
        found = read_document(source)
    except ConfigurationError as error:
        print_problem(error)
        sys.exit(USAGE_ERROR)
    if isinstance(found, ReadError):
        print_problem(Message("{name}: {reason}", name=shown(source.name), reason=found.message))
        sys.exit(USAGE_ERROR)
    return found


def _first_reply(raw: bytes, at: str | None) -> bytes:
    """The payload: of NDJSON and HAR files the first one, of rows that in the first row. Exits where a row has none."""
    from ..bulk.extract import extract
    from ..bulk.har import replies

    if at is None and (found := replies(raw)) is not None:
        return next((reply.raw for reply in found), raw)
    row = _first_line(raw)
    if at is None:
        return row
    try:
        return extract(row, at).raw
    except jsontext.Unreadable as error:
        print_text(": ".join([Message("no contract fits").text(language()), error.message.text(language())]) + "\n")
        sys.exit(NO_FIT)


def _first_line(raw: bytes) -> bytes:
    """The first document of NDJSON; other text as it is."""
    lines = (line for line in raw.splitlines() if line.strip())
    first, second = next(lines, b""), next(lines, b"")
    return first if second and _is_json(second) and _is_json(first) and not _is_json(raw) else raw


def _is_json(raw: bytes) -> bool:
    """Whether a text is an object or list; what does not look like one is not read."""
    if raw.lstrip()[:1] + raw.rstrip()[-1:] not in (b"{}", b"[]"):
        return False
    try:
        jsontext.read(raw)
    except jsontext.Unreadable:
        return False
    return True


def _is_lines(file: str) -> bool:
    """Whether a file holds one document per line, by its name."""
    from ..bulk.sources import LINES

    return file.lower().removesuffix(".gz").removesuffix(".zst").endswith(LINES)


def _fits(payload: Decoded, fits: list[Fit], lang: Lang, at: str | None) -> Iterator[str]:
    from ..contract import contract
    from ..validation.hints import hints, hints_without_contract

    for fit in fits:
        weak = "" if fit.is_sure else Message(" (weak: one member speaks for it)").text(lang)
        yield f"{fit.contract}: {fit.evidence(lang)}{weak}"
    if len(fits) > 1 and fits[0].rank == fits[1].rank:
        yield Message("the first ones fit equally well: nothing in the payload tells them apart").text(lang)
    best = contract(fits[0].contract)
    decoded = best.decode(payload)
    inner = [] if fits[0].is_sure else hints_without_contract(payload, lang, best, at)
    yield from (f"  {hint}" for hint in inner or hints(best, decoded, best.check_decoded(decoded), lang))


def _no_fit(payload: Decoded, fits: list[Fit], lang: Lang, at: str | None) -> Iterator[str]:
    from ..contract import contract, contracts
    from ..validation.hints import hints, hints_without_contract

    nearest = contract(fits[0].contract) if fits else contracts()[0]
    decoded = nearest.decode(payload)
    report = nearest.check_decoded(decoded, MessageOptions(lang))
    unreadable = [finding.message for finding in report.findings if finding.keyword == "json"]
    reason = unreadable or ([] if fits else [Message("no contract documents anything in it").text(lang)])
    yield ": ".join([Message("no contract fits").text(lang), *reason])
    if fits:
        yield Message("nearest: {id}: {evidence}", id=fits[0].contract, evidence=fits[0].evidence(lang)).text(lang)
    found = hints_without_contract(payload, lang, nearest if fits else None, at)
    if fits and not found:
        found = hints(nearest, decoded, report, lang, at) or hints_without_contract(payload, lang, None, at)
    yield from (f"  {hint}" for hint in found)
