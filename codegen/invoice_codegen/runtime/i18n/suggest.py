"""Error messages for unknown names, with suggestions."""

from __future__ import annotations

from collections.abc import Iterable

from .message import Message
from .printable import shown

CUTOFF = 0.6
"""How alike two names must be for a suggestion; 1 is equal."""
SURE = 0.95
"""A name so alike is the only suggestion."""


def unknown_name(kind: Message | str, name: str, known: Iterable[str], cutoff: float = CUTOFF) -> Message:
    """Message for an unknown name: the known names like it, or else all of them."""
    names = list(known)
    advice = did_you_mean(name, names, cutoff) or choose_from(names)
    return Message("unknown {kind} {name}; {advice}", kind=kind, name=repr(shown(name)), advice=advice)


def did_you_mean(name: str, known: Iterable[str], cutoff: float = CUTOFF) -> Message | None:
    """A question with up to three known names like `name`, ignoring case; None when none is alike."""
    from difflib import SequenceMatcher, get_close_matches  # imported late: only errors need it

    by_lower = {each.lower(): each for each in known}
    close = get_close_matches(name.lower(), by_lower, cutoff=cutoff)
    if not close:
        return None
    if SequenceMatcher(None, close[0], name.lower()).ratio() >= SURE:
        close = close[:1]
    return Message("did you mean {names}?", names=_alternatives([by_lower[match] for match in close]))


def _alternatives(names: list[str]) -> Message | str:
    """`a, b or c`."""
    first, *others = names
    text: Message | str = first
    for name in others[:-1]:
        text = Message("{names}, {name}", names=text, name=name)
    return Message("{names} or {name}", names=text, name=others[-1]) if others else text


def choose_from(names: Iterable[str]) -> Message:
    """End of a message: all known names."""
    listed = list(names)
    return Message("choose from {names}", names=listed) if listed else Message("there are none to choose from")
