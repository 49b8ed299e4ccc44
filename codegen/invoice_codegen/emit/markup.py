"""Text that templates may place as it is."""

from __future__ import annotations


class Markup(str):
    """A piece of Python or Markdown that a function of `emit` made."""
