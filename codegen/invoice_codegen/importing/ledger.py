"""The ledger of an import: every part that the contract says less of, by side and reason."""

from __future__ import annotations

from collections.abc import Iterator

from ..problem import printable
from .convert import Draft
from .evidence import places
from .loss import REMEDIES
from .part import Json

_MOST = 40
"""Places in one entry."""


def entries(draft: Draft) -> list[Json]:
    """Ledger entries; together they name every place."""
    groups: dict[tuple[str, str, str], tuple[dict[str, None], dict[str, None]]] = {}
    for call in draft.calls:
        for located, path in places(draft, call):
            key = (located.side.partition("-")[0], located.loss.kind, located.loss.reason)
            paths, details = groups.setdefault(key, ({}, {}))
            paths[path] = None
            if located.loss.detail:
                details[printable(located.loss.detail)] = None
    found: list[Json] = []
    for (side, kind, reason), (paths, details) in groups.items():
        for chunk in _chunks(list(paths)):
            entry: Json = {"id": f"IMP-{len(found) + 1:02}", "at": chunk if len(chunk) > 1 else chunk[0], "in": side}
            entry["conflict"] = f"The document says more: {reason}{_listed(list(details))}."
            entry["decision"] = (
                REMEDIES.get(reason, "Left out.") if kind == "degraded" or reason in REMEDIES else "Left out."
            )
            found.append(entry)
    return found


def _chunks(paths: list[str]) -> Iterator[list[str]]:
    yield from (paths[start : start + _MOST] for start in range(0, len(paths), _MOST))


def _listed(details: list[str]) -> str:
    more = f", and {len(details) - 5} more" if len(details) > 5 else ""
    return f" ({'; '.join(details[:5])}{more})" if details else ""
