"""Validate the samples with the written package, and all payloads with a second validator."""

from __future__ import annotations

import importlib
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from . import ir
from .package_name import DEFAULT, PackageName
from .parse.folder import Payload, load_folder
from .problem import ContractError, Problem
from .verify.second_opinion import SecondOpinion

HEADER = ("API", "operations", "models", "members", "documented rows", "samples", "errors", "drift", "known")


@dataclass(frozen=True)
class Summary:
    """The rows of the table, and what the second validator says.

    `ok` means: every sample is valid and comes back exactly, and both validators agree on every payload.
    """

    rows: tuple[tuple[str, ...], ...]
    opinion: SecondOpinion
    ok: bool


def summarize(apis: Sequence[ir.Api], schemas: Path, output: Path, name: PackageName = DEFAULT) -> Summary:
    """Validate all payloads. Raises ContractError for a package that is missing, stale or damaged."""
    opinion = SecondOpinion()
    try:
        package = _emitted(apis, output, name.module)
        results = [_summarize(package, api) for api in apis]
        for api in apis:
            for payload in load_folder(schemas / api.name)[0].payloads:
                opinion.add(payload, _contract(package, api, payload))
    except ContractError:
        raise
    except Exception as error:  # a package with deleted or edited files may raise anything
        raise _unusable(output, f"the package is damaged: {type(error).__name__}: {error}") from error
    ok = all(ok for _, ok in results) and not opinion.disagreements
    return Summary(tuple(row for row, _ in results), opinion, ok)


def _emitted(apis: Sequence[ir.Api], output: Path, module: str) -> Any:
    if not (output / module / "__init__.py").is_file():
        raise _unusable(output, "the package is missing")
    sys.path.insert(0, str(output.resolve()))
    package = importlib.import_module(module)
    missing = {contract.id for api in apis for contract in api.contracts if contract.is_public} - {
        known.id for known in package.contracts()
    }
    if missing:
        raise _unusable(output, f"the package is stale: it lacks {', '.join(sorted(missing))}")
    for contract in package.contracts():
        contract.schema("documented")  # else a damaged contract looks like an invalid sample
    return package


def _unusable(output: Path, message: str) -> ContractError:
    return ContractError([Problem(output, 1, "", message, "run 'invoice-codegen generate' first")])


def _summarize(package: Any, api: ir.Api) -> tuple[tuple[str, ...], bool]:
    reports = [_contract(package, api, sample).check(sample.raw) for sample in api.samples]
    errors, drift, known = (
        sum(len(getattr(report, severity)) for report in reports) for severity in ("errors", "drift", "known")
    )
    ok = not errors and not drift and all(_round_trips(package, api, sample) for sample in api.samples)
    members = sum(len(model.fields) for model in api.models)
    numbers = (len(api.operations), len(api.models), members, api.documented_rows, len(reports), errors, drift, known)
    return (api.name, *map(str, numbers)), ok


def _contract(package: Any, api: ir.Api, payload: ir.Sample | Payload) -> Any:
    return package.contract(f"{api.name}/{payload.operation}.{payload.direction}")


def _round_trips(package: Any, api: ir.Api, sample: ir.Sample) -> bool:
    """Whether the sample of what the vendor sends comes back from its model with every digit."""
    model = _model(api, sample)
    if not model:
        return True
    models = importlib.import_module(f"{package.__name__}.{api.name}")
    contract = _contract(package, api, sample)
    written = getattr(models, model).from_json(sample.raw).to_json()
    return bool(_exact(contract.read(written)) == _exact(contract.read(sample.raw)))


def _model(api: ir.Api, sample: ir.Sample) -> str:
    """The name of the model of a sample; empty if it has none."""
    if sample.direction == "webhook":
        return f"{sample.operation}Webhook"
    descriptors = {each.descriptor.id.partition("/")[2]: each.descriptor for each in api.operations}
    operation = descriptors[sample.operation]
    named = {failure.direction: failure.model for failure in operation.failures} | {"response": operation.reply}
    return named.get(sample.direction, "")


def _exact(value: Any) -> Any:
    """A value in a form in which 1.0, 1.00 and 1 differ."""
    if isinstance(value, dict):
        return {name: _exact(member) for name, member in value.items()}
    if isinstance(value, list):
        return [_exact(item) for item in value]
    return (type(value).__name__, str(value))
