"""A change between two versions of a contract, and the step that the version of the package needs."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Literal, NamedTuple, get_args

Level = Literal["breaking", "drift", "added", "words"]
"""| level | means |
|---|---|
| breaking | a request that was taken is refused, a reply is an error, or a name is gone |
| drift | a reply that is documented on one side is drift on the other |
| added | a request that was refused is taken, or a name is new |
| words | documentation |
"""
LEVELS: tuple[Level, ...] = get_args(Level)
Step = Literal["major", "minor", "patch", "none"]


class Change(NamedTuple):
    """One change."""

    level: Level
    where: str
    """`<api>`, or the id of a contract or operation."""
    pointer: str
    """JSON Pointer into the logical payload, `*` for any item of a list; empty for the whole, and for names."""
    message: str


def step(changes: Iterable[Change], released: str) -> Step:
    """The step from a released version; before 1.0.0 a minor step may break."""
    levels = {change.level for change in changes}
    if "breaking" in levels and not released.startswith("0."):
        return "major"
    if levels & {"breaking", "drift", "added"}:
        return "minor"
    return "patch" if levels else "none"


def stepped(released: str, by: Step) -> str:
    """The least version that is such a step above a released one."""
    major, minor, patch = map(int, released.split("."))
    versions = {"major": (major + 1, 0, 0), "minor": (major, minor + 1, 0), "patch": (major, minor, patch + 1)}
    return ".".join(map(str, versions.get(by, (major, minor, patch))))
