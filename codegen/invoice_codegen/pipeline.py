"""What happens to a contract, from its text to the files of the emitted package.

schemas/<api>/  load      check    resolve      judge    lower      prove       emit               write | compare
text         -> values -> typed -> one piece -> sense -> meaning -> evidence -> {path: bytes} ->  disk  | diff

A run tells all problems of all contracts. A contract stops where its next stage would only guess: after `check` when
one of its documents is not well formed, after `judge` when it does not make sense, and after `prove`.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from . import ir
from .emit import emit, versioned
from .lint import judge
from .lower import lower
from .output import Tree
from .parse.check import check
from .parse.resolve import resolve
from .parse.source import load_api
from .problem import ContractError, Problem
from .release import read_release, tree_digest
from .verify import prove


@dataclass(frozen=True)
class Package:
    """What a folder of contracts means, and the files that say it."""

    apis: tuple[ir.Api, ...]
    files: Tree
    digest: str
    """Of the files without their version, which follows from it."""


def generate(schemas: Path, progress: Callable[[str], None] = lambda step: None) -> Package:
    """The emitted package of a folder of contracts. Raises ContractError with all problems of all of them."""
    apis = understand(schemas, progress)
    progress("emitting the package")
    files = emit(apis)
    digest = tree_digest(files)
    return Package(apis, files | versioned(read_release(schemas).version_of(digest)), digest)


def understand(schemas: Path, progress: Callable[[str], None] = lambda step: None) -> tuple[ir.Api, ...]:
    """The meaning of every API in a folder of contracts, proven against its pages and samples."""
    apis: list[ir.Api] = []
    problems: list[Problem] = []
    for folder in folders(schemas):
        progress(f"understanding {folder.name}")
        try:
            apis.append(understand_one(folder))
        except ContractError as error:
            problems += error.problems
    if not apis and not problems:
        missing = "no contracts here" if schemas.is_dir() else "the folder does not exist"
        problems.append(Problem(schemas, 1, "", missing, "each API is a folder: schemas/<api>/openapi.yaml"))
    if problems:
        raise ContractError(problems)
    return tuple(apis)


def folders(schemas: Path) -> list[Path]:
    """The contracts in a folder; hidden folders are somebody else's."""
    return sorted(path for path in schemas.glob("*") if path.is_dir() and not path.name.startswith("."))


def understand_one(folder: Path) -> ir.Api:
    """The meaning of one API."""
    resolved = resolve(check(load_api(folder)))
    judge(resolved)
    api = lower(resolved)
    prove(resolved, api)
    return api
