"""What a shell proposes for arguments and options. A key press waits for it, so imports are late and few."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

import click
from click.shell_completion import CompletionItem

if TYPE_CHECKING:  # the class is generic for type checkers alone in the lowest version of click
    Items = list[CompletionItem[Any]]


def contract_ids(context: click.Context, parameter: click.Parameter, incomplete: str) -> Items:
    """The ids of all contracts."""
    from ..contract import contracts

    return _starting(incomplete, ((contract.id, None) for contract in contracts()))


def pointers(context: click.Context, parameter: click.Parameter, incomplete: str) -> Items:
    """The pointers of the members of the contract that was named before, with their titles."""
    from ..contract import contract
    from ..validation.documentation import title_text
    from .language import language

    try:
        members = contract(context.params.get("contract_id") or "").documentation.members
    except LookupError:
        return []
    lang = language()
    return _starting(incomplete, ((pointer, title_text(member, lang)) for pointer, member in members.items()))


def drift_names(context: click.Context, parameter: click.Parameter, incomplete: str) -> Items:
    """Values of `--drift`."""
    from typing import get_args

    from ..testing.examples.drift import Drift

    return _starting(incomplete, ((name, None) for name in get_args(Drift)))


def damage_names(context: click.Context, parameter: click.Parameter, incomplete: str) -> Items:
    """Values of `--damage`."""
    from typing import get_args

    from ..testing.examples.damage import Damage

    return _starting(incomplete, ((name, None) for name in get_args(Damage)))


def fault_names(context: click.Context, parameter: click.Parameter, incomplete: str) -> Items:
    """Faults of the sandbox, with what they do."""
    from ..sandbox.faults import FAULTS

    return _starting(incomplete, ((fault.name, fault.description) for fault in FAULTS))


def files(context: click.Context, parameter: click.Parameter, incomplete: str) -> Items:
    """Files and folders, which the shell itself proposes."""
    return [CompletionItem(incomplete, type="file")]


def _starting(incomplete: str, values: Iterable[tuple[str, str | None]]) -> Items:
    """The values that begin as typed so far, each with its help."""
    return [CompletionItem(value, help=help) for value, help in values if value.startswith(incomplete) and value]
