"""From a folder of contracts to the files of the emitted package.

    schemas/<api>/   load     check     resolve       lint       lower      verify        emit          write
    text          -> values -> models -> definition -> checks -> IR      -> evidence -> {path: bytes} -> disk

Pages that are OpenAPI documents get their rows between `check` and `resolve`.

Every stage returns its value and the problems that it found. This module alone decides where an API stops: after
`check` if a document has no model, after `lint` if the contract has semantic errors, after `verify` if pages, samples or
ledger contradict it. A run collects the problems of all APIs.
"""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from . import ir
from .emit import emit, versioned
from .importing.pages import derive_rows
from .lint import lint, lint_calls, lint_openapi
from .lower import lower_unscanned, with_scans
from .output import Tree
from .package_name import DEFAULT, PackageName
from .parse.check import check_rest
from .parse.definition import ApiDefinition
from .parse.folder import load_folder
from .parse.resolve import resolve
from .problem import ContractError, Problem
from .release import read_release, tree_digest
from .runtime.validation.contract import Contract
from .verify import verify
from .verify.payloads import runtime_contracts

Progress = Callable[[str], None]


@dataclass(frozen=True)
class Package:
    """The IR of all APIs, and the files of the emitted package."""

    apis: tuple[ir.Api, ...]
    files: Tree
    digest: str
    """The digest of the files without their version, which depends on it."""


def generate(
    schemas: Path,
    progress: Progress = lambda step: None,
    names: Collection[str] | None = None,
    package: PackageName = DEFAULT,
) -> Package:
    """Generate the package of a folder of contracts, or of some. Raises ContractError with the problems of all APIs."""
    apis = tuple(map(with_scans, read_apis(schemas, progress, names)))
    progress("emitting the package")
    files = emit(apis, package)
    digest = tree_digest(files)
    return Package(apis, files | versioned(read_release(schemas).version_of(digest), package), digest)


def read_apis(
    schemas: Path, progress: Progress = lambda step: None, names: Collection[str] | None = None
) -> tuple[ir.Api, ...]:
    """Read and verify all APIs of a folder, or those of some names. Raises ContractError with the problems of all of them."""
    apis: list[ir.Api] = []
    problems: list[Problem] = []
    for folder in api_folders(schemas):
        if names is not None and folder.name not in names:
            continue
        progress(f"reading {folder.name}")
        api, found = read_api(folder)
        apis += [api] if api else []
        problems += found
    if not apis and not problems:
        message = "no contracts in this folder" if schemas.is_dir() else "the folder does not exist"
        problems.append(Problem(schemas, 1, "", message, "each API is a folder: schemas/<api>/openapi.yaml"))
    if problems:
        raise ContractError(problems)
    return tuple(apis)


def read_contracts(folder: Path) -> tuple[Callable[[str], Contract] | None, list[Problem]]:
    """The contracts that the package would have, each made when its name is asked for; None if there are problems."""
    api, problems = read_api(folder)
    if api is None:
        return None, problems
    by_name = {contract.name: contract for contract in api.contracts}
    return cache(lambda name: runtime_contracts([by_name[name]])[name]), problems


def api_folders(schemas: Path) -> list[Path]:
    """The folders of the APIs, without hidden ones."""
    return sorted(path for path in schemas.glob("*") if path.is_dir() and not path.name.startswith("."))


def read_api(folder: Path) -> tuple[ir.Api | None, list[Problem]]:
    """Read and verify one API; None if it has problems."""
    definition, problems = _read_definition(folder)
    if definition is None:
        return None, problems
    api = lower_unscanned(definition)
    problems = list(verify(definition, api))
    return (None if problems else api), problems


def read_unverified(folder: Path, name: str | None = None) -> tuple[ir.Api | None, list[Problem]]:
    """Read one API without holding it against its pages and samples; None if it has problems.

    It has the name of the folder, or another one.
    """
    definition, problems = _read_definition(folder, name)
    return (lower_unscanned(definition) if definition else None), problems


def _read_definition(folder: Path, name: str | None = None) -> tuple[ApiDefinition | None, list[Problem]]:
    files, problems = load_folder(folder, name)
    documents, found = check_rest(files)
    problems += found
    if documents is None:
        return None, problems
    documents, found = derive_rows(folder, files, documents)
    problems += found
    definition, unresolved = resolve(files, documents)
    found = [*unresolved, *lint(definition)]
    if not unresolved:  # otherwise calls lack parts, and would be blamed for it
        found += lint_calls(definition)
    if documents.unknown:
        places = [pointer.rpartition("/")[0] for pointer in documents.unknown]
        return None, [*problems, *(each for each in found if each.pointer not in places)]
    problems += found
    if not found:  # the validator of OpenAPI words the same errors less clearly
        problems += lint_openapi(definition)
    return (None if problems else definition), problems
