"""Secrets taken out of texts that others wrote: what a service says may repeat what it was sent."""

from __future__ import annotations

from collections.abc import Iterable

from .pointer import visible

MASK = "***"
SHORTEST = 4
"""Shorter values are left: they would stand in any text by chance."""
LONGEST = 1000


def redacted(text: str, secrets: Iterable[str]) -> str:
    """Text with secrets masked, control and direction characters escaped, and cut."""
    for secret in sorted({secret for secret in secrets if len(secret) >= SHORTEST}, key=len, reverse=True):
        text = text.replace(secret, MASK)
    shown = visible(text)
    return shown if len(shown) <= LONGEST else shown[: LONGEST - 1] + "…"
