"""Names and texts of a document as a contract takes them."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from itertools import count
from typing import TypeVar

from .. import naming

Key = TypeVar("Key")
_WORDS = re.compile(r"[A-Za-z0-9]+")
_LONGEST = 60


def pascal(text: str) -> str:
    """`list invoices` and `list_invoices` become `ListInvoices`; "" if no letter is left."""
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode()
    name = "".join(word[0].upper() + word[1:] for word in _WORDS.findall(plain))
    return name.lstrip("0123456789")[:_LONGEST]


def field(text: str) -> str:
    """A name in Python for `x-sdk-name`."""
    name = naming.snake(text)
    name = name if name[:1].isalpha() else f"field_{name}".rstrip("_")
    return name if naming.is_field(name) else f"{name}_value"


def clean(text: str) -> str:
    """A text without control, direction and zero-width characters, and without spaces at the end of its lines."""
    lines = text.replace("\r\n", "\n").replace("\r", "\n").replace("\t", " ").split("\n")
    shown = ((line if line.isprintable() else "".join(_printable(line))).rstrip() for line in lines)
    return "\n".join(shown).strip()


def _printable(line: str) -> Iterator[str]:
    for char in line:
        if char.isprintable():
            yield char
        elif char.isspace() or unicodedata.category(char) == "Zs":
            yield " "


def numbered(*names: str, joint: str = "") -> Iterator[str]:
    """The names, then the first of them with numbers from 2."""
    yield from names
    yield from (f"{names[0]}{joint}{number}" for number in count(2))


class Names:
    """The names of classes of one contract."""

    def __init__(self, taken: Iterable[str]) -> None:
        self.taken = {name.lower() for name in taken}

    def take(self, hint: str, other: str) -> str:
        """A name like the hint that no other component has, in any case; `other` ends it where the hint is taken."""
        base = pascal(hint) or "Part"
        name = next(name for name in numbered(base, f"{base}{other}") if self._is_free(name))
        self.taken.add(name.lower())
        return name

    def _is_free(self, name: str) -> bool:
        return name.lower() not in self.taken and naming.is_class(name)


def distinct(names: Iterable[tuple[Key, str, str]], taken: Iterable[str]) -> dict[Key, str]:
    """Other names in Python where the own one is taken, comes twice, or must be said because the wire name is not plain.

    Each item is a key, a wire name and a substitute.
    """
    seen, renamed = set(taken), {}
    for key, wire, substitute in names:
        name, is_plain = naming.field_name(wire), naming.is_wire(wire)
        if name in seen or not is_plain:
            base = field(substitute if is_plain else wire)
            name = renamed[key] = next(choice for choice in numbered(base, joint="_") if choice not in seen)
        seen.add(name)
    return renamed
