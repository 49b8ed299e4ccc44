"""Read the files of one API folder; `check.py` parses what they say."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from ..problem import Problem
from ..runtime import jsontext
from .load import YamlDocument, load

_PAYLOAD = re.compile(
    r"([A-Za-z0-9]+)\.(request|response|webhook|failure(?:-[1345](?:[0-9]{2}|xx))?)(?:\.([a-z0-9-]+(?:\.[a-z0-9-]+)*))?\.json"
)
_VECTORS = re.compile(r"[a-z0-9-]+\.json")
_POSITION = re.compile(r"\bline ([0-9]+) column ")
_KNOWN = {"openapi.yaml", "documented.yaml", "ledger.yaml", "samples", "cases", "vectors", "pages"}
MAX_PAYLOAD = 4 * 1024 * 1024


@dataclass(frozen=True)
class Payload:
    """A documented sample (`samples/`) or a case that we wrote (`cases/`)."""

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
        """Whether the contract must reject it."""
        return not self.is_sample and self.variant.startswith("bad-")


@dataclass(frozen=True)
class ApiFolder:
    """All files of one API; those that can't be read are MISSING or left out."""

    name: str
    openapi: YamlDocument
    documented: YamlDocument
    ledger: YamlDocument
    payloads: tuple[Payload, ...]


def load_folder(path: Path, name: str | None = None) -> tuple[ApiFolder, list[Problem]]:
    """Read one API's folder, with the problems of all its files. The API has the name of the folder, or another one."""
    problems = [_unexpected(entry) for entry in _entries(path) if entry.name not in _KNOWN]
    openapi, of_openapi = load(path / "openapi.yaml")
    documented, of_documented = load(path / "documented.yaml")
    ledger, of_ledger = load(path / "ledger.yaml")
    problems += [*of_openapi, *of_documented, *of_ledger]
    payloads = []
    for item in (*_payloads(path), *_vectors(path)):
        if isinstance(item, Payload):
            payloads.append(item)
        else:
            problems.append(item)
    return ApiFolder(name or path.name, openapi, documented, ledger, tuple(payloads)), problems


def _entries(folder: Path) -> list[Path]:
    """The entries of a folder without hidden files and editors' backups."""
    return sorted(path for path in folder.glob("*") if not path.name.startswith(".") and not path.name.endswith("~"))


def _unexpected(path: Path) -> Problem:
    return Problem(path, 1, "", "unexpected file in an API folder", f"expected: {', '.join(sorted(_KNOWN))}")


def _payloads(folder: Path) -> Iterator[Payload | Problem]:
    for kind in ("samples", "cases"):
        for file in _entries(folder / kind):
            match = _PAYLOAD.fullmatch(file.name)
            if match and file.is_file():
                yield _payload(file, match[1], match[2], match[3] or "")
            else:
                remedy = "name it <operationId>.<request|response|webhook>[.<variant>].json"
                yield Problem(file, 1, "", "not the name of a payload file", remedy)


def _payload(file: Path, operation: str, direction: str, variant: str) -> Payload | Problem:
    if file.stat().st_size > MAX_PAYLOAD:
        return Problem(file, 1, "", f"the file is larger than {MAX_PAYLOAD} bytes", "keep one payload per file")
    payload = Payload(file, operation, direction, variant, file.read_bytes())
    return payload if payload.is_bad else _malformed(file, payload.raw) or payload


def _vectors(folder: Path) -> Iterator[Problem]:
    """Problems of the signing vectors, which only tests read."""
    for file in _entries(folder / "vectors"):
        if not _VECTORS.fullmatch(file.name) or not file.is_file():
            yield Problem(file, 1, "", "not the name of a file of vectors", "name it <scheme>.json")
        elif problem := _malformed(file, file.read_bytes()):
            yield problem


def _malformed(file: Path, raw: bytes) -> Problem | None:
    try:
        jsontext.read(raw)
    except jsontext.Unreadable as error:
        position = _POSITION.search(str(error))
        return Problem(file, int(position[1]) if position else 1, error.pointer, str(error), "correct the JSON text")
    return None
