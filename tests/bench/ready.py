"""Ready to call: importing and making a client, beside peers, in whole processes."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from pathlib import Path

from clients import ABSENT, SERVED, Client, Served, clients, generated
from processes import Command, Cost, measured
from table import Row, at_most, drawn, megabytes, milliseconds

ROUNDS = 11
AIM = 0.5
"""Of the vendor's SDK, in time and in memory."""

NOWHERE = "http://127.0.0.1:9"


def table() -> str:
    """Measure and draw."""
    with generated() as path:
        rows = [row for served in SERVED for row in _rows(served, path)]
    return drawn("Import and make a client, whole process", ("CPU", "peak memory"), rows)


def _rows(served: Served, path: Path) -> Iterator[Row]:
    yield Row(served.api)
    here = [client for client in clients(served) if client.is_here]
    commands: dict[str, Command] = {client.role: partial(_command, client, served.api) for client in reversed(here)}
    costs = measured(commands, ROUNDS, path)
    for client in clients(served):
        yield _row(client, costs.get(client.role))
    if "official" in costs:
        ours, official = costs["ours"], costs["official"]
        yield at_most("  ours beside the vendor's SDK, CPU", (), ours.cpu.ratio, AIM)
        yield at_most("  ours beside the vendor's SDK, peak memory", (), ours.peak / official.peak, AIM)


def _command(client: Client, api: str, folder: Path) -> list[str]:
    return client.words(api, "", 1, NOWHERE)


def _row(client: Client, cost: Cost | None) -> Row:
    name = f"  {client.name}"
    return Row(name, note=ABSENT) if cost is None else Row(name, (milliseconds(cost.cpu.seconds), megabytes(cost.peak)))
