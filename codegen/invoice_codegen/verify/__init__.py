"""Verify a contract against the vendor's pages, the documented samples, our cases, examples, and the ledger."""

from __future__ import annotations

from .. import ir
from ..parse.definition import ApiDefinition
from ..problem import Problem
from .examples import example_problems
from .ledger import numbered, unknown_members, unused_effects
from .page_diff import page_diff
from .payloads import payload_problems, runtime_contracts, validate


def verify(definition: ApiDefinition, api: ir.Api) -> list[Problem]:
    """Where pages, payloads and ledger contradict the contract."""
    contracts = runtime_contracts(numbered(api.contracts))
    reports = list(validate(definition.payloads, contracts))
    return [
        *page_diff(definition),
        *unknown_members(definition),
        *payload_problems(reports),
        *example_problems(definition, contracts),
        *unused_effects(definition, api.contracts, reports),
    ]
