"""Generation of the whole package from all contracts, against datamodel-code-generator on one of them."""

from __future__ import annotations

from pathlib import Path

from processes import BIN, ROOT, measured
from table import Row, at_most, megabytes, milliseconds, render_table

ROUNDS = 7
AIM = 2
ALL = sorted(ROOT.glob("schemas/*/openapi.yaml"), key=lambda contract: contract.stat().st_size)
ONE = ALL[len(ALL) // 2]
"""The contract of middle size."""

PEER = "datamodel-codegen, one contract, models only"
OURS = "invoice-codegen generate, {} contracts"


def table() -> str:
    """Measure and render."""
    ours = OURS.format(len(ALL))
    costs = measured({PEER: _peer, ours: _ours}, ROUNDS)
    peer, own = costs[PEER], costs[ours]
    rows = [
        Row(PEER, (milliseconds(peer.cpu.seconds), megabytes(peer.peak)), 1.0),
        at_most(ours, (milliseconds(own.cpu.seconds), megabytes(own.peak)), own.cpu.ratio, AIM),
    ]
    return render_table("Generation, whole process", ("CPU", "peak memory"), rows)


def _peer(folder: Path) -> list[str]:
    options = ["--input-file-type", "openapi", "--output-model-type", "pydantic_v2.BaseModel"]
    return [str(BIN / "datamodel-codegen"), "--input", str(ONE), *options, "--output", str(folder / "models.py")]


def _ours(folder: Path) -> list[str]:
    return [str(BIN / "invoice-codegen"), "generate", "--output", str(folder / "package")]
