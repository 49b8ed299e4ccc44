"""Members that occur more than once in an object."""

from __future__ import annotations

import json
from collections import Counter
from typing import Any

import jiter
import orjson

from .pointer import join
from .reader import cut_deep_values


def has_duplicate_keys(raw: bytes) -> bool:
    """Whether any object of a readable text has two members of the same name."""
    try:
        jiter.from_json(raw, float_mode="decimal", allow_inf_nan=False, catch_duplicate_keys=True)
    except ValueError:
        return True
    return False


def is_surely_unique(raw: bytes, value: Any) -> bool:
    r"""Whether no object of a text has two members of one name; False says nothing. `value` is what orjson made of it.

    A text that is written again to the same bytes has none, for what is written has none. Else colons are counted: a
    text has one for each member and those in its strings; written again, a member that was dropped lacks its colon,
    and strings have no more than before unless one was hidden as `\u003a`.
    """
    written = orjson.dumps(value)
    return written == raw or (raw.count(b":") == written.count(b":") and b"\\u003" not in raw)


def duplicate_keys(raw: bytes) -> list[str]:
    """Pointers of the members that stand more than once in their object, of a readable text."""

    class Pairs(list[tuple[str, Any]]):
        pass

    def find(value: Any, path: tuple[str | int, ...]) -> list[str]:
        if not isinstance(value, list):
            return []
        members: list[tuple[Any, Any]] = list(value) if isinstance(value, Pairs) else list(enumerate(value))
        names = Counter(name for name, _ in members)
        found = [join((*path, name)) for name, times in names.items() if times > 1]
        return found + [pointer for name, member in dict(members).items() for pointer in find(member, (*path, name))]

    return find(json.loads(cut_deep_values(raw), object_pairs_hook=Pairs), ())
