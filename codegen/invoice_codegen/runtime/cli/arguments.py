"""Ids of contracts as a person types them."""

from __future__ import annotations

from difflib import get_close_matches

import click

from ..contract import Contract, contract, contracts
from ..i18n.printable import escape_unprintable

CLOSE = 0.4
"""How alike two ids must be for the one to be meant by the other; 1 is equal."""


class UnknownContract(click.ClickException):
    """An id that no contract has: told in one line."""

    exit_code = 2


def contract_of(id: str) -> Contract:
    """The contract of an id. Ends the command with one line and code 2 where there is none, naming the nearest ids."""
    try:
        return contract(id)
    except LookupError:
        raise UnknownContract(f"no contract has the id {escape_unprintable(id)}; {_nearest(id)}") from None


def _nearest(id: str) -> str:
    by_lower = {known.id.lower(): known.id for known in contracts()}
    near = [by_lower[name] for name in get_close_matches(id.lower(), by_lower, cutoff=CLOSE)]
    return f"near: {', '.join(near)}" if near else "`invoice-apis contracts` lists them"
