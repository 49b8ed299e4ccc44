"""The folder of one API as it was read, before anything is understood."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from ..problem import ContractError, Problem
from ..runtime import jsontext
from ..runtime.jsontext.pointer import MISSING
from .load import Document, load

_PAYLOAD = re.compile(r"([A-Za-z0-9]+)\.(request|response)(?:\.([a-z0-9-]+(?:\.[a-z0-9-]+)*))?\.json")
_VECTORS = re.compile(r"[a-z0-9-]+\.json")
_PLACE = re.compile(r"\bline ([0-9]+) column ")
_KNOWN = {"openapi.yaml", "documented.yaml", "ledger.yaml", "samples", "cases", "vectors"}
MAX_PAYLOAD = 4 * 1024 * 1024


@dataclass(frozen=True)
class Payload:
    """A documented sample (`samples/`) or a made-up case (`cases/`)."""

    file: Path
    operation: str
    direction: str
    variant: str
    raw: bytes

    @property
    def is_sample(self) -> bool:
        """Whether the vendor's page shows it."""
        return self.file.parent.name == "samples"

    @property
    def is_bad(self) -> bool:
        """Whether it must be refused."""
        return not self.is_sample and self.variant.startswith("bad-")


@dataclass(frozen=True)
class Source:
    """All files of one API that could be read, and what is wrong with the others."""

    name: str
    folder: Path
    openapi: Document
    documented: Document
    ledger: Document
    payloads: tuple[Payload, ...]
    problems: tuple[Problem, ...]


def load_api(folder: Path) -> Source:
    """Read one API's folder. What is wrong with a text hides nothing of the others: it is kept beside them."""
    problems = [_stray(path) for path in _entries(folder) if path.name not in _KNOWN]
    openapi, documented, ledger = (
        _document(folder / name, problems) for name in ("openapi.yaml", "documented.yaml", "ledger.yaml")
    )
    found = [*_payloads(folder), *_vectors(folder)]
    payloads = tuple(payload for payload in found if isinstance(payload, Payload))
    problems += [problem for problem in found if isinstance(problem, Problem)]
    return Source(folder.name, folder, openapi, documented, ledger, payloads, tuple(problems))


def _entries(folder: Path) -> list[Path]:
    """What stands in a folder; hidden files and backups are an editor's."""
    return sorted(path for path in folder.glob("*") if not path.name.startswith(".") and not path.name.endswith("~"))


def _stray(path: Path) -> Problem:
    return Problem(path, 1, "", "a file that contracts do not have", f"one of: {', '.join(sorted(_KNOWN))}")


def _document(file: Path, problems: list[Problem]) -> Document:
    """A document; one that can't be read has no value."""
    try:
        return load(file)
    except ContractError as error:
        problems += error.problems
        return Document(file, MISSING, {})


def _payloads(folder: Path) -> Iterator[Payload | Problem]:
    for kind in ("samples", "cases"):
        for file in _entries(folder / kind):
            match = _PAYLOAD.fullmatch(file.name)
            if match and file.is_file():
                yield _payload(file, match[1], match[2], match[3] or "")
            else:
                yield Problem(file, 1, "", "not a payload's name", "<operationId>.<request|response>[.<variant>].json")


def _payload(file: Path, operation: str, direction: str, variant: str) -> Payload | Problem:
    if file.stat().st_size > MAX_PAYLOAD:
        return Problem(file, 1, "", f"larger than {MAX_PAYLOAD} bytes", "a sample is one documented payload")
    payload = Payload(file, operation, direction, variant, file.read_bytes())
    return payload if payload.is_bad else _unreadable(file, payload.raw) or payload


def _vectors(folder: Path) -> Iterator[Problem]:
    """What is wrong with the signing cases; tests read them, and nothing else does."""
    for file in _entries(folder / "vectors"):
        if not _VECTORS.fullmatch(file.name) or not file.is_file():
            yield Problem(file, 1, "", "not the name of a file of vectors", "<scheme>.json")
        elif problem := _unreadable(file, file.read_bytes()):
            yield problem


def _unreadable(file: Path, raw: bytes) -> Problem | None:
    """What is wrong with a file that should be JSON."""
    try:
        jsontext.read(raw)
    except jsontext.Unreadable as error:
        place = _PLACE.search(str(error))
        return Problem(file, int(place[1]) if place else 1, error.pointer, str(error), "correct the text")
    return None
