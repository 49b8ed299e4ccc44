"""`invoice-apis detect FILE`: which contract a payload fits, and why."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

import click

from ..i18n.message import Lang, Message, MessageOptions
from ..i18n.printable import escape_unprintable
from ..validation.decoding import Decoded, read_payload
from ..validation.detection import Fit, rank_contracts
from .console import tell_problem
from .telling import LANG, tell

FITS, NONE, WRONG_USE = 0, 1, 2


@click.command()
@click.argument("file", type=click.Path(exists=True, dir_okay=False, allow_dash=True))
@LANG
def detect(file: str, lang: Lang) -> None:
    """Say which contract a payload fits, the best first; `-` reads standard input.

    Exit codes: 0 it fits, 1 it fits none, 2 wrong use.
    """
    payload = read_payload(_read(file, lang))
    fits = rank_contracts(payload)
    good = [fit for fit in fits if fit.ok]
    tell("\n".join(_fitting(good, lang) if good else _nothing(payload, fits, lang)))
    sys.exit(FITS if good else NONE)


def _read(file: str, lang: Lang) -> bytes:
    from ..bulk.documents import ReadError, contents
    from ..bulk.sources import STANDARD_INPUT, Source
    from ..errors import ConfigurationError

    source = Source(escape_unprintable(file), None if file == STANDARD_INPUT else Path(file), is_lines=False)
    try:
        found = contents(source)
    except ConfigurationError as error:
        tell_problem(str(error))
        sys.exit(WRONG_USE)
    if isinstance(found, ReadError):
        tell_problem(f"{source.name}: {found.message.text(lang)}")
        sys.exit(WRONG_USE)
    return found


def _fitting(fits: list[Fit], lang: Lang) -> Iterator[str]:
    for fit in fits:
        weak = "" if fit.is_sure else Message(" (weak: one member speaks for it)").text(lang)
        yield f"{fit.contract}: {fit.evidence(lang)}{weak}"
    if len(fits) > 1 and fits[0].rank == fits[1].rank:
        yield Message("the first ones fit equally well: nothing in the payload tells them apart").text(lang)


def _nothing(payload: Decoded, fits: list[Fit], lang: Lang) -> Iterator[str]:
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
    yield from (
        f"  {hint}"
        for hint in hints_without_contract(payload, lang) or (hints(nearest, decoded, report, lang) if fits else [])
    )
