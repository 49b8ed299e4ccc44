"""Validation of documented responses, against a bare parse and common alternatives."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

import orjson
from peers import PEERS, Unsupported, build_peer
from rounds import Call, Result, timed
from samples import Sample, samples
from table import Row, at_most, microseconds, render_table

AIM = 0.3
OURS = "contract.accepts"


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
    yield from (Row(f"  {name}", note=reason) for name, reason in unsupported.items())


def _row(name: str, result: Result) -> Row:
    figures = (microseconds(result.seconds),)
    return at_most(f"  {name}", figures, result.ratio, AIM) if name == OURS else Row(f"  {name}", figures, result.ratio)
