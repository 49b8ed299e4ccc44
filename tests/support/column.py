"""A column of payloads for tests of engines that hold them so: good, odd and bad ones, and what is no JSON at all."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from functools import cache
from typing import Any, get_args

import invoice_apis as ia
from invoice_apis import jsontext
from invoice_apis.testing.examples.damage import Damage
from invoice_apis.testing.examples.drift import Drift

BROKEN = [
    None,
    b"",
    b" ",
    b"\xff\xfe{}",
    b"\xef\xbb\xbf{}",
    b"{",
    b"{}",
    b"[]",
    b"1",
    b"null",
    b'{"a":NaN}',
    b"[" * 300,
]
"""Nulls, and bytes that no contract accepts."""


def texts(contract: ia.Contract, seeds: int) -> list[bytes | None]:
    """The same texts for the same arguments: valid ones and each drift and damage for so many seeds, and broken ones."""
    return [text for seed in range(seeds) for text in _of(contract, seed)] + BROKEN


@cache
def _of(contract: ia.Contract, seed: int) -> tuple[bytes, ...]:
    return tuple(_changed(contract, seed))


def _changed(contract: ia.Contract, seed: int) -> Iterator[bytes]:
    changes: list[dict[str, Any]] = [{}, {"wire": True}, {"outcome": "failure"}]
    changes += [{"drift": name} for name in get_args(Drift)] + [{"damage": name} for name in get_args(Damage)]
    for change in changes:
        with suppress(LookupError):  # not every contract can have each
            value = contract.example(seed, **change)
            yield value if isinstance(value, bytes) else jsontext.write(value)
