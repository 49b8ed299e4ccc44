"""Calls to a server that returns the documented response at once, against a bare HTTP client and peers."""

from __future__ import annotations

import sys
import tempfile
from collections.abc import Iterator, Mapping
from pathlib import Path

from clients import ABSENT, SERVED, Client, ServedApi, clients, generated
from processes import environment
from rounds import Result, results
from table import Row, at_most, microseconds, render_table
from workers import Measured, line_process, measured

AIM = 1.3
"""Multiple of the CPU time of the bare client."""

MODES = (("blocking", "", 1), ("awaiting, one after the other", "_async", 1), ("awaiting, 32 in flight", "_async", 32))
SERVER = Path(__file__).with_name("fixed_server.py")


def table() -> str:
    """Measure and render."""
    with generated() as path, tempfile.TemporaryDirectory() as scratch:
        process_environment = environment(Path(scratch), path)
        rows = [row for api in SERVED for row in _rows(api, process_environment)]
    return render_table("Calls, documented response", ("CPU", "wall"), rows)


def _rows(api: ServedApi, process_environment: Mapping[str, str]) -> Iterator[Row]:
    with line_process([sys.executable, str(SERVER), str(api.sample)], process_environment) as ask:
        url = ask("where?")
        for mode, kind, in_flight in MODES:
            yield Row(f"{api.name}, {mode}")
            installed = [client for client in clients(api) if client.is_installed]
            commands = {client.role: client.command(api.name, kind, in_flight, url) for client in installed}
            yield from _compared(api, measured(commands, process_environment))


def _compared(api: ServedApi, found: Measured) -> Iterator[Row]:
    cpu, wall = results(found.cpu), results(found.wall)
    for client in clients(api):
        if client.role in cpu:
            yield _row(client, cpu[client.role], wall[client.role])
        else:
            yield Row(f"  {client.name}", note=_reason(found.failed.get(client.role)))
    if "official" in cpu:
        ratio = results(found.cpu, "official")["ours"].ratio
        yield at_most("  ours beside the vendor's SDK", (), ratio, api.aim)


def _reason(last_line: str | None) -> str:
    """Why there are no figures. The module of an exception is omitted."""
    return ABSENT if last_line is None else f"can't read the response: {last_line.partition(': ')[2] or last_line}"


def _row(client: Client, cpu: Result, wall: Result) -> Row:
    name, figures = f"  {client.name}", (microseconds(cpu.seconds), microseconds(wall.seconds))
    return at_most(name, figures, cpu.ratio, AIM) if client.role == "ours" else Row(name, figures, cpu.ratio)
