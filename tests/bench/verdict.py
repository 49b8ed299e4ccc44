"""The verdict on documented responses, beside a bare parse and validators that users would put together by hand."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

import orjson
from peers import PEERS, Unfit, fit
from rounds import Call, Result, timed
from samples import Sample, samples
from table import Row, at_most, drawn, microseconds

AIM = 2
OURS = "contract.accepts"


def table() -> str:
    """Measure and draw."""
    return drawn("Verdict, bytes to yes or no", ("CPU",), [row for sample in samples() for row in _rows(sample)])


def _rows(sample: Sample) -> Iterator[Row]:
    yield Row(str(sample))
    parse = "orjson.loads twice, base64" if sample.encoded else "orjson.loads alone"
    bare = sample.opened(orjson.loads) if sample.encoded else partial(orjson.loads, sample.raw)
    calls: dict[str, Call] = {parse: bare, OURS: partial(sample.contract.accepts, sample.raw)}
    unfit: dict[str, str] = {}
    for name, build in PEERS.items():
        try:
            calls[name] = fit(build, sample)
        except Unfit as reason:
            unfit[name] = str(reason)
    found = timed(calls)
    yield from (_row(name, result) for name, result in found.items())
    yield from (Row(f"  {name}", note=reason) for name, reason in unfit.items())


def _row(name: str, result: Result) -> Row:
    figures = (microseconds(result.seconds),)
    return at_most(f"  {name}", figures, result.ratio, AIM) if name == OURS else Row(f"  {name}", figures, result.ratio)
