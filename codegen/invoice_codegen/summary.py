"""The written package held against the documented samples: one table."""

from __future__ import annotations

import importlib
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from . import ir
from .parse.source import Payload, load_api
from .problem import ContractError, Problem
from .runtime.cli.table import table

HEADER = ("API", "operations", "models", "members", "documented rows", "samples", "errors", "drift", "known")


def summarize(apis: Sequence[ir.Api], schemas: Path, output: Path) -> tuple[str, bool]:
    """The table, and whether every sample passes and comes back exactly. Raises ContractError."""
    try:
        return _summarized(apis, schemas, _emitted(apis, output))
    except ContractError:
        raise
    except Exception as error:  # whatever a package may raise in which somebody has deleted or edited
        raise _unusable(output, f"the package is damaged: {type(error).__name__}: {error}") from error


def _summarized(apis: Sequence[ir.Api], schemas: Path, package: Any) -> tuple[str, bool]:
    rows, fine = [], True
    for api in apis:
        samples = [payload for payload in load_api(schemas / api.name).payloads if payload.is_sample]
        reports = [
            package.contract(f"{api.name}/{sample.operation}.{sample.direction}").check(sample.raw)
            for sample in samples
        ]
        counts = [
            sum(len(getattr(report, severity)) for report in reports) for severity in ("errors", "drift", "known")
        ]
        rows.append(_row(api, len(samples), counts))
        fine = fine and not counts[0] and not counts[1] and all(_exact(package, api, sample) for sample in samples)
    return _table([HEADER, *rows]), fine


def _emitted(apis: Sequence[ir.Api], output: Path) -> Any:
    if not (output / "invoice_apis" / "__init__.py").is_file():
        raise _unusable(output, "the package is not there")
    sys.path.insert(0, str(output.resolve()))
    package = importlib.import_module("invoice_apis")
    missing = {contract.id for api in apis for contract in api.contracts} - {known.id for known in package.contracts()}
    if missing:
        raise _unusable(output, f"the package is stale: it lacks {', '.join(sorted(missing))}")
    for contract in package.contracts():
        contract.schema("documented")  # a damaged contract must not pass for a wrong sample
    return package


def _unusable(output: Path, message: str) -> ContractError:
    return ContractError([Problem(output, 1, "", message, "run 'invoice-codegen generate' first")])


def _row(api: ir.Api, samples: int, findings: Sequence[int]) -> tuple[str, ...]:
    members = sum(len(model.fields) for model in api.models)
    numbers = (len(api.operations), len(api.models), members, api.documented_rows, samples, *findings)
    return (api.name, *map(str, numbers))


def _exact(package: Any, api: ir.Api, sample: Payload) -> bool:
    """Whether a response sample comes back from its model with every digit."""
    if sample.direction == "request":
        return True
    models = importlib.import_module(f"{package.__name__}.{api.name}")
    contract = package.contract(f"{api.name}/{sample.operation}.response")
    written = getattr(models, f"{sample.operation}Response").from_json(sample.raw).to_json()
    return bool(_exactly(contract.read(written)) == _exactly(contract.read(sample.raw)))


def _exactly(value: Any) -> Any:
    """A value in a form in which 1.0, 1.00 and 1 differ."""
    if isinstance(value, dict):
        return {name: _exactly(member) for name, member in value.items()}
    if isinstance(value, list):
        return [_exactly(item) for item in value]
    return (type(value).__name__, str(value))


def _table(rows: Sequence[Sequence[str]]) -> str:
    return "\n".join(table(rows, right=True))
