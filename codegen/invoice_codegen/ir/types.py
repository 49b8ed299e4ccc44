"""The types of model members in the intermediate representation."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal


@dataclass(frozen=True)
class Plain:
    """A built-in Python type."""

    name: Literal["str", "bool"]


@dataclass(frozen=True)
class Value:
    """A value class of the runtime, such as `DateTimeText`."""

    name: str


@dataclass(frozen=True)
class CodeRef:
    """An open enumeration of the same API."""

    name: str


@dataclass(frozen=True)
class ModelRef:
    """A model of the same API."""

    name: str


@dataclass(frozen=True)
class ListOf:
    """A list, of one type or of several."""

    items: tuple[Type, ...]
    nullable: bool = False
    """Whether an item may be null."""


@dataclass(frozen=True)
class MapOf:
    """An object whose names are data, with values of one type or of several; null may come in place of any."""

    values: tuple[Type, ...]


@dataclass(frozen=True)
class UnionOf:
    """One of several models, by the code in a member; an object with another code is kept as it is."""

    tag: str
    models: tuple[tuple[str | int, str], ...]
    """The model of each code."""

    @property
    def names(self) -> list[str]:
        """The models, each once."""
        return list(dict.fromkeys(name for _, name in self.models))


Type = Plain | Value | CodeRef | ModelRef | ListOf | MapOf | UnionOf
