"""Error messages for unknown names, with a suggestion."""

from __future__ import annotations

from collections.abc import Iterable


def unknown_name(kind: str, name: str, choices: Iterable[str]) -> str:
    """Message for an unknown name: a suggestion if one is similar, and all choices."""
    from difflib import get_close_matches  # imported late: only errors need it

    names = list(choices)
    close = get_close_matches(name, names, n=1)
    suggestion = f" (did you mean {close[0]!r}?)" if close else ""
    return f"unknown {kind} {name!r}{suggestion}; {choose_from(names)}"


def choose_from(names: Iterable[str]) -> str:
    """End of a message: all choices."""
    listed = ", ".join(names)
    return f"choose from {listed}" if listed else "there are none"
