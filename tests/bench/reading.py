"""Reading and writing exact JSON with models, against other methods of the same models."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from pydantic_core import from_json
from rounds import Call, Result, timed
from samples import Sample, samples
from table import Row, at_most, microseconds, render_table

AIM = 1.2


def table() -> str:
    """Measure and render."""
    return render_table("Reading and writing", ("CPU",), [row for sample in samples() for row in _rows(sample)])


def _rows(sample: Sample) -> Iterator[Row]:
    yield Row(str(sample))
    name, peer = _reader(sample)
    own = partial(sample.model.from_json, sample.raw)
    yield from _pair(timed({name: peer, "from_json": own}), AIM)
    reply = own()
    dump = partial(reply.model_dump_json, by_alias=True, exclude_unset=True)
    yield from _pair(timed({"model_dump_json": dump, "to_json": reply.to_json}), None)


def _reader(sample: Sample) -> tuple[str, Call]:
    """pydantic's own method. A wire form is decoded by hand first."""
    model, reader = sample.model, sample.reader(from_json)
    if sample.encoded:
        return "pydantic from_json twice, model_validate (inexact)", lambda: model.model_validate(reader())
    return "model_validate_json (inexact)", partial(model.model_validate_json, sample.raw)


def _pair(found: dict[str, Result], limit: float | None) -> Iterator[Row]:
    peer, own = found
    yield Row(f"  {peer}", (microseconds(found[peer].seconds),), 1.0)
    figures, ratio = (microseconds(found[own].seconds),), found[own].ratio
    yield Row(f"  {own}", figures, ratio) if limit is None else at_most(f"  {own}", figures, ratio, limit)
