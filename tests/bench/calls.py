"""Calls to a server that answers at once with the documented response, beside a bare HTTP client and peers."""

from __future__ import annotations

import sys
import tempfile
from collections.abc import Iterator, Mapping
from pathlib import Path

from clients import ABSENT, SERVED, Client, Served, clients, generated
from processes import environment
from rounds import Result, results
from table import Row, at_most, drawn, microseconds
from workers import Measured, measured, spoken_to

AIM = 1.3
"""How often the CPU time of the bare client."""

MODES = (("blocking", "", 1), ("awaiting, one after the other", "_async", 1), ("awaiting, 32 in flight", "_async", 32))
SERVER = Path(__file__).with_name("answering.py")


def table() -> str:
    """Measure and draw."""
    with generated() as path, tempfile.TemporaryDirectory() as scratch:
        surroundings = environment(Path(scratch), path)
        rows = [row for served in SERVED for row in _rows(served, surroundings)]
    return drawn("Calls, documented response", ("CPU", "wall"), rows)


def _rows(served: Served, surroundings: Mapping[str, str]) -> Iterator[Row]:
    with spoken_to([sys.executable, str(SERVER), str(served.sample)], surroundings) as ask:
        url = ask("where?")
        for mode, kind, in_flight in MODES:
            yield Row(f"{served.api}, {mode}")
            here = [client for client in clients(served) if client.is_here]
            commands = {client.role: client.words(served.api, kind, in_flight, url) for client in here}
            yield from _compared(served, measured(commands, surroundings))


def _compared(served: Served, found: Measured) -> Iterator[Row]:
    cpu, wall = results(found.cpu), results(found.wall)
    for client in clients(served):
        if client.role in cpu:
            yield _row(client, cpu[client.role], wall[client.role])
        else:
            yield Row(f"  {client.name}", note=_why(found.broken.get(client.role)))
    if "official" in cpu:
        ratio = results(found.cpu, "official")["ours"].ratio
        yield at_most("  ours beside the vendor's SDK", (), ratio, served.aim)


def _why(last_word: str | None) -> str:
    """Why there are no figures; of an exception the folder of its type is left out."""
    return ABSENT if last_word is None else f"can't read the answer: {last_word.partition(': ')[2] or last_word}"


def _row(client: Client, cpu: Result, wall: Result) -> Row:
    name, figures = f"  {client.name}", (microseconds(cpu.seconds), microseconds(wall.seconds))
    return at_most(name, figures, cpu.ratio, AIM) if client.role == "ours" else Row(name, figures, cpu.ratio)
