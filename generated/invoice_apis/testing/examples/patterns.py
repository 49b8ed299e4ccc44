"""Generate text that matches a regular expression, for the portable syntax allowed in contracts.

Supported: literals, escapes, `.`, classes, groups, alternatives and quantifiers. Anchors and lookaheads add no text.
"""

from __future__ import annotations

import random
import string
from collections.abc import Callable

Producer = Callable[[random.Random], str]
PRINTABLE = string.ascii_letters + string.digits + "-_ "


def generate_match(pattern: str, rng: random.Random, max_repeat: int = 8, share: float | None = None) -> str:
    """Generate a match. Unbounded quantifiers repeat up to `max_repeat` times above their minimum.

    With a `share` all of them repeat alike, once more or less: 0 is their minimum, 1 their maximum.
    """
    return _PatternParser(pattern, max_repeat, share).alternatives()(rng)


class _PatternParser:
    """Recursive descent parser. Each method parses a part and returns a function that generates a match for it."""

    def __init__(self, pattern: str, max_repeat: int, share: float | None) -> None:
        self.text, self.position, self.max_repeat, self.share = pattern, 0, max_repeat, share

    def alternatives(self) -> Producer:
        """`a|b`, up to the end of the group."""
        choices = [self.sequence()]
        while self._take("|"):
            choices.append(self.sequence())
        return lambda rng: rng.choice(choices)(rng)

    def sequence(self) -> Producer:
        """`abc`, each part with its quantifier."""
        producers: list[Producer] = []
        while self.position < len(self.text) and self.text[self.position] not in "|)":
            producers.append(self.quantified(self.atom()))
        return lambda rng: "".join(producer(rng) for producer in producers)

    def atom(self) -> Producer:
        """A group, a class or one character."""
        if self._take("(?!") or self._take("(?="):
            self.alternatives()
            self._take(")")
            return lambda rng: ""
        if self._take("(?:") or self._take("("):
            inner = self.alternatives()
            self._take(")")
            return inner
        if self._take("["):
            return _one_of(self.characters())
        if self._take("."):
            return _one_of(PRINTABLE)
        if self._take("^") or self._take("$"):
            return lambda rng: ""
        return _one_of(self._character())

    def characters(self) -> str:
        r"""Printable characters of a class; all of them for `[\s\S]`."""
        is_negated = self._take("^")
        members = ""
        while not self._take("]"):
            first = self._character()
            if self.text[self.position] == "-" and self.text[self.position + 1] != "]":
                self.position += 1
                members += "".join(map(chr, range(ord(first), ord(self._character()) + 1)))
            else:
                members += first
        return "".join(char for char in PRINTABLE if char not in members) if is_negated else members

    def quantified(self, producer: Producer) -> Producer:
        """`?`, `*`, `+`, `{n}`, `{n,}` and `{n,m}`."""
        minimum, max_repeat = 1, 1
        if self._take("?"):
            minimum, max_repeat = 0, 1
        elif self._take("*"):
            minimum, max_repeat = 0, self.max_repeat
        elif self._take("+"):
            minimum, max_repeat = 1, 1 + self.max_repeat
        elif self._take("{"):
            minimum, max_repeat = self._bounds()
        self._take("?")
        if self.share is not None:
            most, middle = max_repeat, minimum + (max_repeat - minimum) * self.share
            minimum, max_repeat = int(middle), min(most, int(middle) + 1)
        return lambda rng: "".join(producer(rng) for _ in range(rng.randint(minimum, max_repeat)))

    def _bounds(self) -> tuple[int, int]:
        end = self.text.index("}", self.position)
        minimum, comma, max_repeat = self.text[self.position : end].partition(",")
        self.position = end + 1
        return int(minimum), int(max_repeat) if max_repeat else int(minimum) + (self.max_repeat if comma else 0)

    def _character(self) -> str:
        self._take("\\")
        self.position += 1
        return self.text[self.position - 1]

    def _take(self, token: str) -> bool:
        found = self.text.startswith(token, self.position)
        self.position += len(token) if found else 0
        return found


def _one_of(characters: str) -> Producer:
    return lambda rng: rng.choice(characters)
