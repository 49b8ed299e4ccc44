"""The folder of one API as it was read, before anything is understood."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from .load import Document, load
from .problem import ContractError, Problem

_PAYLOAD = re.compile(r"([A-Za-z0-9]+)\.(request|response)(?:\.([a-z0-9-]+(?:\.[a-z0-9-]+)*))?\.json")
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
    """All files of one API."""

    name: str
    folder: Path
    openapi: Document
    documented: Document
    ledger: Document
    payloads: tuple[Payload, ...]


def load_api(folder: Path) -> Source:
    """Read one API's folder. Raises ContractError with all problems of its texts."""
    problems: list[Problem] = [_stray(path) for path in sorted(folder.iterdir()) if path.name not in _KNOWN]
    documents: dict[str, Document] = {}
    for name in ("openapi.yaml", "documented.yaml", "ledger.yaml"):
        try:
            documents[name] = load(folder / name)
        except ContractError as error:
            problems += error.problems
    payloads: list[Payload] = []
    for found in _payloads(folder):
        if isinstance(found, Payload):
            payloads.append(found)
        else:
            problems.append(found)
    if problems:
        raise ContractError(problems)
    return Source(
        name=folder.name,
        folder=folder,
        openapi=documents["openapi.yaml"],
        documented=documents["documented.yaml"],
        ledger=documents["ledger.yaml"],
        payloads=tuple(payloads),
    )


def _stray(path: Path) -> Problem:
    return Problem(path, 1, "", "a file that contracts do not have", f"one of: {', '.join(sorted(_KNOWN))}")


def _payloads(folder: Path) -> Iterator[Payload | Problem]:
    for kind in ("samples", "cases"):
        for file in sorted((folder / kind).glob("*")):
            match = _PAYLOAD.fullmatch(file.name)
            if not match or not file.is_file():
                yield Problem(file, 1, "", "not a payload's name", "<operationId>.<request|response>[.<variant>].json")
            elif file.stat().st_size > MAX_PAYLOAD:
                yield Problem(file, 1, "", f"larger than {MAX_PAYLOAD} bytes", "a sample is one documented payload")
            else:
                yield Payload(file, match[1], match[2], match[3] or "", file.read_bytes())
