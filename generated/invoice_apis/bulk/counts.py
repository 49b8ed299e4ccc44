"""Counts as messages, with a word for one and a word for many."""

from __future__ import annotations

from ..i18n.message import Message


def errors_text(count: int) -> Message:
    """How many errors."""
    return Message("1 error") if count == 1 else Message("{count} errors", count=f"{count:,}")


def findings_text(count: int) -> Message:
    """How many findings."""
    return Message("1 finding") if count == 1 else Message("{count} findings", count=f"{count:,}")


def kinds_text(count: int) -> Message:
    """How many kinds of findings."""
    return Message("1 kind") if count == 1 else Message("{count} kinds", count=f"{count:,}")


def with_errors(outcome: Message, count: int) -> Message:
    """An outcome, and how many of it have errors."""
    return Message("{outcome} ({count} with errors)", outcome=outcome, count=f"{count:,}") if count else outcome
