"""Texts that a caller gives: what none of them may hold. No message quotes a text, which may be secret."""

from __future__ import annotations

from unicodedata import category

LINE_ENDS = frozenset("\t\n\r")
"""Control characters that the text of a JSON body may hold."""


def text_problem(text: str, *, is_header: bool = False, may_have_lines: bool = False) -> str | None:
    """What is wrong with a text, as the end of a sentence that names it; None if nothing is.

    Args:
        text: The text.
        is_header: Whether a header carries it, which takes ASCII only.
        may_have_lines: Whether tabs and line breaks inside are allowed.
    """
    if text != text.strip():
        return "has a blank or a line break at its start or end; remove it"
    allowed = LINE_ENDS if may_have_lines else frozenset()
    if not text.isprintable() and any(category(char) == "Cc" and char not in allowed for char in text):
        return "contains a control character or line break; remove it"
    if is_header and not text.isascii():
        return "contains a character outside of ASCII, which its header can't carry"
    return None
