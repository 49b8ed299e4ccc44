"""Importing and creating a client, against peers, in whole processes."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from pathlib import Path

from clients import ABSENT, SERVED, Client, ServedApi, clients, generated
from processes import Command, Cost, measured
from table import Row, at_most, megabytes, milliseconds, render_table

ROUNDS = 11
AIM = 0.5
"""Ratio to the vendor's SDK, in time and in memory."""

NOWHERE = "http://127.0.0.1:9"


def table() -> str:
    """Measure and render."""
    with generated() as path:
        rows = [row for api in SERVED for row in _rows(api, path)]
    return render_table("Import and make a client, whole process", ("CPU", "peak memory"), rows)


def _rows(api: ServedApi, path: Path) -> Iterator[Row]:
    yield Row(api.name)
    installed = [client for client in clients(api) if client.is_installed]
    commands: dict[str, Command] = {client.role: partial(_command, client, api.name) for client in reversed(installed)}
    costs = measured(commands, ROUNDS, path)
    for client in clients(api):
        yield _row(client, costs.get(client.role))
    if "official" in costs:
        ours, official = costs["ours"], costs["official"]
        yield at_most("  ours beside the vendor's SDK, CPU", (), ours.cpu.ratio, AIM)
        yield at_most("  ours beside the vendor's SDK, peak memory", (), ours.peak / official.peak, AIM)


def _command(client: Client, api: str, folder: Path) -> list[str]:
    return client.command(api, "", 1, NOWHERE)


def _row(client: Client, cost: Cost | None) -> Row:
    name = f"  {client.name}"
    return Row(name, note=ABSENT) if cost is None else Row(name, (milliseconds(cost.cpu.seconds), megabytes(cost.peak)))
