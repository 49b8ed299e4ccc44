"""Import time of the emitted package, against bare Python and pydantic."""

from __future__ import annotations

import sys
from functools import partial
from pathlib import Path

from processes import ROOT, Command, Cost, measured
from table import Row, megabytes, milliseconds, render_table

ROUNDS = 15
AIM = 0.030
"""Seconds over bare Python."""

BARE = "bare Python"
OURS = "import invoice_apis"
APIS = sorted(contract.parent.name for contract in ROOT.glob("schemas/*/openapi.yaml"))
PARTS = [f"{OURS}.{api}.{part}" for part in ("client", "models") for api in APIS]
STATEMENTS = [OURS, *PARTS, "from pydantic import BaseModel"]


def table() -> str:
    """Measure and render."""
    commands: dict[str, Command] = {BARE: partial(_command, "pass")}
    commands |= {statement: partial(_command, statement) for statement in STATEMENTS}
    rows = [_row(name, cost) for name, cost in measured(commands, ROUNDS).items()]
    return render_table("Import, whole process", ("CPU", "over bare", "peak memory"), rows)


def _command(statement: str, folder: Path) -> list[str]:
    return [sys.executable, "-c", statement]


def _row(name: str, cost: Cost) -> Row:
    over = "" if name == BARE else f"+{milliseconds(cost.cpu.excess)}"
    figures = (milliseconds(cost.cpu.seconds), over, megabytes(cost.peak))
    aim, met = (f"under +{milliseconds(AIM)}", cost.cpu.excess < AIM) if name == OURS else ("", None)
    return Row(name, figures, cost.cpu.ratio, aim, met)
