"""The rules of a contract beside its schemas, prepared for use: patterns of places, ledger entries, limits."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from ..jsontext import pointer
from .outcome import is_equal
from .periods import Period

Pattern = tuple[str, ...]
"""A split pointer pattern."""


class Rules:
    """The rules of one contract. `data` is the contract as data (see `contract.py`)."""

    def __init__(self, data: Mapping[str, Any], direction: str) -> None:
        self.data = data
        self.is_request, self.is_response = direction == "request", direction == "response"
        self.is_failure = direction == "failure"
        self.encoded: tuple[str, ...] = tuple(data["encoded"])
        """Pointers of the members that carry JSON as base64 text on the wire."""
        self.periods: Sequence[Period] = data.get("periods", ())
        self._maps = self._variants(data.get("maps", ()))
        self._described_at: list[tuple[Pattern, Pattern]] = [
            (pattern, pointer.split(home))
            for place, home in data.get("described_at", {}).items()
            for pattern in self._patterns(place)
        ]
        """Places of objects whose members are described elsewhere, and where."""
        self.sensitive = tuple(pattern for each in data["sensitive"] for pattern in self._patterns(each))
        self.identifiers = tuple(pattern for each in data.get("identifiers", ()) for pattern in self._patterns(each))
        self._known = [(entry, pattern) for entry in data["known"] for pattern in self._patterns(entry["pointer"])]
        self._own_limits = [
            (limits, pattern) for limits in data.get("own_limits", ()) for pattern in self._patterns(limits["pointer"])
        ]
        self._holders = self._sensitive_holders()

    def _patterns(self, pattern: str) -> list[Pattern]:
        """A split pattern, and the same where one item came in place of its list."""
        return [self._split(each) for each in self._variants([pattern])]

    def _variants(self, patterns: Sequence[str]) -> list[str]:
        found = [*patterns]
        for place in self.data.get("single_items", ()):
            found += [place + each.removeprefix(f"{place}/*") for each in found if each.startswith(f"{place}/*/")]
        return found

    def is_map(self, pattern: Sequence[str]) -> bool:
        """Whether the names in the objects at a split pattern are data."""
        return bool(self._maps) and pointer.join(self.described_at(pattern)) in self._maps

    def described_at(self, path: Sequence[str | int]) -> Sequence[str | int]:
        """The path at which the contract describes the value at a path."""
        if not self._described_at:
            return path
        found: list[str | int] = []
        for part in path:
            found.append(part)
            home = next((to for at, to in self._described_at if pointer.matches(at, found)), None)
            found = found if home is None else [*home]
        return found

    def places(self, value: Any, patterns: tuple[Pattern, ...]) -> Iterator[tuple[Sequence[str | int], Any]]:
        """The path of each value that one of the split patterns matches, and the value."""
        if self._described_at:
            return self._walk(value, patterns, (), ())
        return pointer.iter_all_places(value, patterns)

    def _walk(
        self, value: Any, patterns: tuple[Pattern, ...], path: tuple[str | int, ...], found: Sequence[str | int]
    ) -> Iterator[tuple[Sequence[str | int], Any]]:
        if any(pointer.matches(pattern, found) for pattern in patterns):
            yield path, value
        ways = (*patterns, *(place for place, _ in self._described_at))
        if not any(pointer.matches(way[: len(found)], found) for way in ways):
            return
        parts: Any = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
        for part, member in parts:
            yield from self._walk(member, patterns, (*path, part), self.described_at((*found, part)))

    def _split(self, pattern: str) -> Pattern:
        """A split pattern in which the names of maps are distinguished from the items of lists."""
        parts = pointer.split(pattern)
        for place in self._maps:
            if pattern.startswith(f"{place}/*"):
                depth = len(pointer.split(place))
                parts = (*parts[:depth], pointer.ANY_NAME, *parts[depth + 1 :])
        return parts

    def _sensitive_holders(self) -> set[Pattern]:
        """The places of objects and lists with sensitive members, however deep in them."""
        found = {pattern[:depth] for pattern in self.sensitive for depth in range(len(pattern))}
        while (
            added := {
                at[:depth]
                for at, home in self._described_at
                if any(pointer.matches(holder, home) for holder in found)
                for depth in range(len(at) + 1)
            }
            - found
        ):
            found |= added
        return found

    def is_sensitive(self, path: Sequence[str | int], value: Any = None) -> bool:
        """Whether the value at a path is never shown: it or what it is in is sensitive; `*` stands for any item of a list.

        A text or number in place of an object or a list may hold the members of that, and is sensitive if one of these is.
        """
        path = self.described_at(path)
        if any(pointer.matches(pattern, path[: len(pattern)]) for pattern in self.sensitive):
            return True
        is_empty = value is None or value == "" or isinstance(value, (bool, dict, list))
        return not is_empty and any(pointer.matches(holder, path) for holder in self._holders)

    def ledger_id(self, path: Sequence[str | int], keyword: str, value: Any) -> str | None:
        """The ledger entry that explains a deviation."""
        path = self.described_at(path)
        for entry, pattern in self._known:
            if entry["keyword"] == keyword and pointer.matches(pattern, path) and is_equal(entry["value"], value):
                return str(entry["id"])
        return None

    def own_limits(self, path: Sequence[str | int]) -> Mapping[str, Any] | None:
        """The ledger entry and the hint, where the limits at a path are the contract's own."""
        path = self.described_at(path)
        return next((limits for limits, pattern in self._own_limits if pointer.matches(pattern, path)), None)
