"""Error messages for unknown names, with suggestions."""

from __future__ import annotations

from collections.abc import Iterable

from .message import Message
from .printable import shown

CUTOFF = 0.6
"""How alike two names must be for a suggestion; 1 is equal."""


def unknown_name(kind: Message, name: str, known: Iterable[str], cutoff: float = CUTOFF) -> Message:
    """Message for an unknown name: the known names like it, or else all of them."""
    names = list(known)
    advice = did_you_mean(name, names, cutoff) or choose_from(names)
    return Message("unknown {kind} {name}; {advice}", kind=kind, name=repr(shown(name)), advice=advice)


def did_you_mean(name: str, known: Iterable[str], cutoff: float = CUTOFF) -> Message | None:
    """A question with up to three known names like `name`, ignoring case; None when none is alike."""
    from difflib import get_close_matches  # imported late: only errors need it

    by_lower = {each.lower(): each for each in known}
    close = [by_lower[match] for match in get_close_matches(name.lower(), by_lower, cutoff=cutoff)]
    if not close:
        return None
    *others, last = close
    names = Message("{first} or {last}", first=", ".join(others), last=last) if others else last
    return Message("did you mean {names}?", names=names)


def choose_from(names: Iterable[str]) -> Message:
    """End of a message: all known names."""
    listed = list(names)
    return Message("choose from {names}", names=listed) if listed else Message("there are none to choose from")
