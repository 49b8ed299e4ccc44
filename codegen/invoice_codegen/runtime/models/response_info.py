"""HTTP status and headers of a reply."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field


class Headers(Mapping[str, str]):
    """Headers by case-insensitive name; the repr shows names only."""

    def __init__(self, headers: Mapping[str, str]) -> None:
        self._headers = {name.lower(): value for name, value in headers.items()}

    def __getitem__(self, name: str) -> str:
        return self._headers[name.lower()]

    def __iter__(self) -> Iterator[str]:
        return iter(self._headers)

    def __len__(self) -> int:
        return len(self._headers)

    def __repr__(self) -> str:
        return f"Headers({', '.join(self._headers)})"


@dataclass(frozen=True, slots=True)
class Http:
    """HTTP status, headers and time of a reply."""

    status: int
    headers: Mapping[str, str] = field(repr=False)
    """By case-insensitive name."""
    elapsed: float
    """Seconds from sending the request to the end of the response."""
    path: str = field(default="", repr=False)
    """Percent-encoded path of the request, to which a relative address in the response refers."""
