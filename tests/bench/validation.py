"""Validation of documented responses, against a bare parse and common alternatives."""

from __future__ import annotations

import json
import os
import subprocess
import tempfile
from collections.abc import Iterator
from functools import partial
from pathlib import Path

import orjson
from peers import PEERS, Unsupported, build_peer
from processes import ROOT
from rounds import Call, Result, timed
from samples import Sample, samples
from table import Row, at_most, microseconds, render_table

AIM = 0.3
OURS = "contract.accepts"
NODE_MODULES = ROOT / ".node-projects" / "node_modules"


def table() -> str:
    """Measure and render."""
    return render_table("Validation, bytes to bool", ("CPU",), [row for sample in samples() for row in _rows(sample)])


def _rows(sample: Sample) -> Iterator[Row]:
    yield Row(str(sample))
    parse = "orjson.loads twice, base64" if sample.encoded else "orjson.loads alone"
    bare = sample.reader(orjson.loads) if sample.encoded else partial(orjson.loads, sample.raw)
    calls: dict[str, Call] = {parse: bare, OURS: partial(sample.contract.accepts, sample.raw)}
    unsupported: dict[str, str] = {}
    for name, build in PEERS.items():
        try:
            calls[name] = build_peer(build, sample)
        except Unsupported as reason:
            unsupported[name] = str(reason)
    found = timed(calls)
    yield from (_row(name, result) for name, result in found.items())
    yield _by_ajv(sample, found[parse])
    yield from (Row(f"  {name}", note=reason) for name, reason in unsupported.items())


def _by_ajv(sample: Sample, parse: Result) -> Row:
    """ajv in a process of Node.js, which is timed apart."""
    label = "  JSON.parse + ajv, in Node.js"
    if sample.encoded or not NODE_MODULES.exists():
        return Row(
            label, note="does not decode encoded members" if sample.encoded else "not installed: `make projects`"
        )
    with tempfile.TemporaryDirectory() as folder:
        schema, file = Path(folder, "schema.json"), Path(folder, "sample.json")
        schema.write_text(json.dumps(sample.contract.schema("compatible")))
        file.write_bytes(sample.raw)
        command = ["node", str(Path(__file__).with_name("ajv.cjs")), str(schema), str(file)]
        ran = subprocess.run(
            command, env={**os.environ, "NODE_PATH": str(NODE_MODULES)}, capture_output=True, text=True
        )
    if ran.returncode:
        return Row(label, note=ran.stderr.strip().rpartition("\n")[2])
    seconds = float(ran.stdout) / 1e6
    return Row(label, (microseconds(seconds),), seconds / parse.seconds)


def _row(name: str, result: Result) -> Row:
    figures = (microseconds(result.seconds),)
    return at_most(f"  {name}", figures, result.ratio, AIM) if name == OURS else Row(f"  {name}", figures, result.ratio)
