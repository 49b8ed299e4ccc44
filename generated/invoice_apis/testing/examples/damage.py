"""Damage: changes to a valid payload, or to its JSON text, that the contract rejects."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterable, Iterator
from typing import Any, Literal

from ... import jsontext
from ...jsontext import MAX_DEPTH, pointer
from ...validation.contract import Contract
from .drift import SAMPLE_VALUES
from .encoding import as_payload, to_base64
from .nodes import replace_at, shuffled_nodes
from .schemas import type_names

Damage = Literal[
    "wrong-type",
    "null-item",
    "null-member",
    "missing",
    "empty",
    "empty-success",
    "in-a-list",
    "bad-base64",
    "bad-json-inside",
    "truncated",
    "trailing-text",
    "no-text",
    "invalid-utf8",
    "half-a-character",
    "byte-order-mark",
    "not-a-number",
    "too-large-number",
    "too-deep",
    "html-page",
]
"""Each is one defect: of the value up to `bad-json-inside`, of the JSON text from `truncated` on."""


def apply_damage(contract: Contract, value: Any, damage: Damage, rng: random.Random) -> Any:
    """Damage a payload so that its contract rejects it. Returns a value, or bytes if the JSON text is damaged.

    Raises LookupError if this payload can't be damaged in this way.
    """
    if damage in _TEXTS:
        return _TEXTS[damage](jsontext.write(value), rng)
    for changed in _VALUES[damage](contract, value, rng):
        if not contract.accepts(as_payload(changed)):
            return changed
    raise LookupError(f"{contract.id}: damage {damage!r} does not apply to this payload")


def _wrong_type(contract: Contract, value: Any, rng: random.Random) -> Iterator[Any]:
    for node in shuffled_nodes(contract, value, rng):
        for type_name in rng.sample(list(SAMPLE_VALUES), len(SAMPLE_VALUES)):
            if type_name not in type_names(node.compatible):
                yield replace_at(value, node.path, SAMPLE_VALUES[type_name])


def _null_item(contract: Contract, value: Any, rng: random.Random) -> Iterator[Any]:
    for node in shuffled_nodes(contract, value, rng):
        if isinstance(node.value, list):
            index = rng.randint(0, len(node.value))
            yield replace_at(value, node.path, [*node.value[:index], None, *node.value[index:]])


def _null_member(contract: Contract, value: Any, rng: random.Random) -> Iterator[Any]:
    for node in shuffled_nodes(contract, value, rng):
        if node.path and isinstance(node.path[-1], str):
            yield replace_at(value, node.path, None)


def _missing(contract: Contract, value: Any, rng: random.Random) -> Iterator[Any]:
    objects = [node for node in shuffled_nodes(contract, value, rng) if isinstance(node.value, dict)]
    for node in objects:
        for name in rng.sample(list(node.value), len(node.value)):
            rest = {own: part for own, part in node.value.items() if own != name}
            yield replace_at(value, node.path, rest)
    yield from (replace_at(value, node.path, {}) for node in objects)


def _empty(contract: Contract, value: Any, rng: random.Random) -> Iterator[Any]:
    yield {}


def _empty_success(contract: Contract, value: Any, rng: random.Random) -> Iterator[Any]:
    """A success without the data that it must have."""
    if contract.outcome(value) == "success" and isinstance(value, dict):
        yield {name: part for name, part in value.items() if not isinstance(part, (dict, list))}


def _in_a_list(contract: Contract, value: Any, rng: random.Random) -> Iterator[Any]:
    yield [value]


def _bad_base64(contract: Contract, value: Any, rng: random.Random) -> Iterator[Any]:
    yield from _with_encoded(contract, value, "*not base64*")


def _bad_json_inside(contract: Contract, value: Any, rng: random.Random) -> Iterator[Any]:
    for node in contract.encoded:
        raw = jsontext.write(pointer.get(value, node)) if pointer.get(value, node) is not pointer.MISSING else b"{"
        yield from _with_encoded(contract, value, to_base64(raw[:-1]))


def _with_encoded(contract: Contract, value: Any, text: str) -> Iterator[Any]:
    for node in contract.encoded:
        if pointer.get(value, node) is not pointer.MISSING:
            yield pointer.set_path(value, node, text)


def _with_last(member: bytes) -> Callable[[bytes, random.Random], bytes]:
    """Append a member to a non-empty object, or an item to a list; in place of a scalar."""

    def damaged(raw: bytes, rng: random.Random) -> bytes:
        if raw.endswith(b"}"):
            return raw.removesuffix(b"}") + b',"added":' + member + b"}"
        return raw.removesuffix(b"]") + b"," + member + b"]" if raw.endswith(b"]") else member

    return damaged


ValueDamage = Callable[[Contract, Any, random.Random], Iterable[Any]]
_VALUES: dict[str, ValueDamage] = {
    "wrong-type": _wrong_type,
    "null-item": _null_item,
    "null-member": _null_member,
    "missing": _missing,
    "empty": _empty,
    "empty-success": _empty_success,
    "in-a-list": _in_a_list,
    "bad-base64": _bad_base64,
    "bad-json-inside": _bad_json_inside,
}
_TEXTS: dict[str, Callable[[bytes, random.Random], bytes]] = {
    "truncated": lambda raw, rng: raw[: rng.randrange(1, len(raw))] if raw[:1] in b'[{"' else b"",
    "trailing-text": lambda raw, rng: raw + b" done",
    "no-text": lambda raw, rng: b"",
    "invalid-utf8": lambda raw, rng: raw.replace(b'":', b'\xff":', 1) if b'":' in raw else b"\xff" + raw,
    "half-a-character": _with_last(b'"\\ud83e"'),
    "byte-order-mark": lambda raw, rng: b"\xef\xbb\xbf" + raw,
    "not-a-number": _with_last(b"NaN"),
    "too-large-number": _with_last(b"1e400"),
    "too-deep": _with_last(b"[" * (MAX_DEPTH + 1) + b"]" * (MAX_DEPTH + 1)),
    "html-page": lambda raw, rng: b"<!DOCTYPE html><title>502 Bad Gateway</title>",
}
TEXT_DAMAGES = frozenset(_TEXTS)
"""Damages of the JSON text; they result in bytes."""
