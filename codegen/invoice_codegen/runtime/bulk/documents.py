"""The judging of JSON documents that are files of their own, and the telling of findings with their places."""

from __future__ import annotations

from typing import BinaryIO, NamedTuple

from ..i18n.message import Message, MessageOptions
from ..jsontext import MAX_BYTES
from ..jsontext.place import Place, place_of_byte
from ..validation.contract import Contract
from ..validation.decoding import Decoded
from ..validation.output import BatchResult, OutputUnit, output_units
from ..validation.report import Finding, Report, Severity
from .sources import Source

CHUNK = 1 << 20


class ReportOptions(NamedTuple):
    """What is told of findings, and how."""

    voice: MessageOptions = MessageOptions()
    counted: tuple[Severity, ...] = ("error", "drift", "known")
    """Severities that count as findings at all."""
    told: tuple[Severity, ...] = ("error", "drift", "known")
    """Of these, the ones that get a unit each."""


class ReadError(NamedTuple):
    """Why a file can't be judged."""

    keyword: str
    """Of the finding that tells it."""
    message: Message
    place: Place
    """How far it can be read."""


def tell(source: str, decoded: Decoded, report: Report, telling: ReportOptions, first_line: int = 1) -> BatchResult:
    """A verdict that is there already, as a batch."""
    counted = [finding.severity for finding in report.findings if finding.severity in telling.counted]
    told = tuple(finding for finding in report.findings if finding.severity in telling.told)
    placed = output_units(source, decoded, report._replace(findings=told), first_line, telling.voice.lang)
    return BatchResult(
        source,
        documents=1,
        valid=int(report.ok),
        errors=counted.count("error"),
        drift=counted.count("drift"),
        known=counted.count("known"),
        units=sorted(placed, key=_place),
    )


def _place(unit: OutputUnit) -> Place:
    return unit.line, unit.column


def unreadable(
    contract: Contract, source: str, error: OSError, telling: ReportOptions, place: Place = (1, 1)
) -> BatchResult:
    """What a source comes to that can't be read on from a place."""
    return _broken(contract, source, telling, _not_readable(error, place))


def read(contract: Contract, source: Source, telling: ReportOptions) -> bytes | BatchResult:
    """A file with one document; or what it comes to when it can't be read whole. Raises ConfigurationError."""
    found = contents(source)
    return _broken(contract, source.name, telling, found) if isinstance(found, ReadError) else found


def contents(source: Source) -> bytes | ReadError:
    """All of a file, where it is no more than a document may have. Raises ConfigurationError."""
    raw = bytearray()
    try:
        with source.open() as file:
            _read(file, raw)
    except OSError as error:
        return _not_readable(error, place_of_byte(raw, len(raw)))
    if len(raw) > MAX_BYTES:
        message = Message("larger than the limit of {limit} bytes", limit=MAX_BYTES)
        return ReadError("json", message, place_of_byte(raw, MAX_BYTES))
    return bytes(raw)


def _read(file: BinaryIO, into: bytearray) -> None:
    """All of a file, up to a byte more than a document may have; when reading fails, what precedes stays."""
    while len(into) <= MAX_BYTES and (chunk := file.read(min(CHUNK, MAX_BYTES + 1 - len(into)))):
        into += chunk


def _not_readable(error: OSError, place: Place) -> ReadError:
    reason = error.strerror or (error.args[0] if error.args else str(error))
    return ReadError("input", Message("it can't be read: {reason}", reason=reason), place)


def _broken(contract: Contract, source: str, telling: ReportOptions, met: ReadError) -> BatchResult:
    finding = Finding("error", "", "", met.keyword, met.message.text(telling.voice.lang))
    unit = OutputUnit(source, *met.place, contract.id, finding)
    return BatchResult(source, documents=1, errors=1, units=[unit])
