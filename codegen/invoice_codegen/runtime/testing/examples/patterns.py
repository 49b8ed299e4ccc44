"""Texts that match a pattern, for the portable part of regular expressions that contracts may use.

Known are literals, escapes, `.`, classes, groups, alternatives and counts; anchors and look-ahead add no text.
"""

from __future__ import annotations

import random
import string
from collections.abc import Callable

Piece = Callable[[random.Random], str]
PRINTABLE = string.ascii_letters + string.digits + "-_ "


def matching(pattern: str, dice: random.Random, most: int = 8) -> str:
    """A text for a pattern; what may repeat without end repeats up to `most` times beyond its least."""
    return _Reader(pattern, most).alternatives()(dice)


class _Reader:
    """A descent through the pattern: each method reads a part and gives what makes a text for it."""

    def __init__(self, pattern: str, most: int) -> None:
        self.text, self.at, self.most = pattern, 0, most

    def alternatives(self) -> Piece:
        """`a|b`, up to the end of the group."""
        choices = [self.sequence()]
        while self._take("|"):
            choices.append(self.sequence())
        return lambda dice: dice.choice(choices)(dice)

    def sequence(self) -> Piece:
        """`abc`, each part with its count."""
        pieces: list[Piece] = []
        while self.at < len(self.text) and self.text[self.at] not in "|)":
            pieces.append(self.counted(self.atom()))
        return lambda dice: "".join(piece(dice) for piece in pieces)

    def atom(self) -> Piece:
        """A group, a class or one character."""
        if self._take("(?!") or self._take("(?="):
            self.alternatives()
            self._take(")")
            return lambda dice: ""
        if self._take("(?:") or self._take("("):
            inner = self.alternatives()
            self._take(")")
            return inner
        if self._take("["):
            return _one_of(self.characters())
        if self._take("."):
            return _one_of(PRINTABLE)
        if self._take("^") or self._take("$"):
            return lambda dice: ""
        return _one_of(self._character())

    def characters(self) -> str:
        """The printable characters of a class; that of `[\\s\\S]` is all of them."""
        is_negated = self._take("^")
        members = ""
        while not self._take("]"):
            first = self._character()
            if self.text[self.at] == "-" and self.text[self.at + 1] != "]":
                self.at += 1
                members += "".join(map(chr, range(ord(first), ord(self._character()) + 1)))
            else:
                members += first
        return "".join(char for char in PRINTABLE if char not in members) if is_negated else members

    def counted(self, piece: Piece) -> Piece:
        """`?`, `*`, `+`, `{n}`, `{n,}` and `{n,m}`."""
        least, most = 1, 1
        if self._take("?"):
            least, most = 0, 1
        elif self._take("*"):
            least, most = 0, self.most
        elif self._take("+"):
            least, most = 1, 1 + self.most
        elif self._take("{"):
            least, most = self._bounds()
        self._take("?")
        return lambda dice: "".join(piece(dice) for _ in range(dice.randint(least, most)))

    def _bounds(self) -> tuple[int, int]:
        end = self.text.index("}", self.at)
        least, comma, most = self.text[self.at : end].partition(",")
        self.at = end + 1
        return int(least), int(most) if most else int(least) + (self.most if comma else 0)

    def _character(self) -> str:
        self._take("\\")
        self.at += 1
        return self.text[self.at - 1]

    def _take(self, token: str) -> bool:
        found = self.text.startswith(token, self.at)
        self.at += len(token) if found else 0
        return found


def _one_of(characters: str) -> Piece:
    return lambda dice: dice.choice(characters)
