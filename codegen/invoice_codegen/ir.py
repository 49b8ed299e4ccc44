"""The meaning of a contract: frozen records that everything after `lower` works from.

Nothing here is YAML and nothing is Python text: names are decided, types are chosen, texts are composed.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, Literal

from .runtime import operation


@dataclass(frozen=True)
class Source:
    """Where a fact comes from."""

    page: str
    url: str | None = None
    date: str | None = None
    note: str | None = None


@dataclass(frozen=True)
class Text:
    """A text in two languages, either of which may be empty, with what documents it further."""

    en: str = ""
    zh: str = ""
    examples: tuple[str, ...] = ()
    """JSON texts."""
    sources: tuple[Source, ...] = ()
    title: str = ""
    """English title, where it says more than `en`."""
    zh_title: str = ""

    def __bool__(self) -> bool:
        return any((self.en, self.zh, self.examples, self.sources))


@dataclass(frozen=True)
class Link:
    """A page of the vendor."""

    url: str
    label: str = ""


# Types of model members -------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Plain:
    """A built-in Python type."""

    name: Literal["str", "bool", "Decimal"]


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


Type = Plain | Value | CodeRef | ModelRef | ListOf


@dataclass(frozen=True)
class Field:
    """A member of a model: the documented type first, then the types that the ledger tolerates."""

    wire: str
    name: str
    types: tuple[Type, ...]
    text: Text


@dataclass(frozen=True)
class Model:
    """A class of the emitted package; a reply knows its contract."""

    name: str
    text: Text
    fields: tuple[Field, ...]
    contract: str | None = None
    page: Link | None = None
    """The page that documents a reply."""


@dataclass(frozen=True)
class Code:
    """One documented code."""

    name: str
    value: str | int
    text: Text


@dataclass(frozen=True)
class CodeList:
    """An open enumeration."""

    name: str
    base: Literal["int", "str"]
    text: Text
    codes: tuple[Code, ...]


# Calls: the runtime's own descriptors, with texts beside them -------------------------------------------------------


@dataclass(frozen=True)
class Pages:
    """A list that comes in pages."""

    item: str
    """The model of a record."""
    size: int | None
    """Records per page unless the caller says: the documented maximum."""


@dataclass(frozen=True)
class Response:
    """What one status of a call means."""

    status: str
    text: Text


@dataclass(frozen=True)
class Part:
    """A place in the body of a request that is no argument of the call."""

    pointer: str
    text: Text


@dataclass(frozen=True)
class Operation:
    """One call."""

    descriptor: operation.Operation
    constant: str
    text: Text
    page: Link | None
    parameters: tuple[Text, ...]
    """Texts of the descriptor's parameters, in their order."""
    body: tuple[Part, ...]
    permission: tuple[tuple[str, Text], ...]
    responses: tuple[Response, ...]
    failure: Text
    """What a failure says of itself; its members stand in the reply."""
    pages: Pages | None
    """How a client walks the list, when it comes in pages."""


@dataclass(frozen=True)
class Variable:
    """A part of a server's address that the user fills in."""

    name: str
    default: str
    choices: tuple[str, ...]
    """What may be filled in; empty where that is not restricted."""
    text: Text


@dataclass(frozen=True)
class Server:
    """A host that serves the API."""

    descriptor: operation.Server
    text: Text
    variables: tuple[Variable, ...]


@dataclass(frozen=True)
class Auth:
    """A way to prove who calls."""

    descriptor: operation.SecurityScheme
    text: Text


@dataclass(frozen=True)
class Contract:
    """What the runtime needs to judge a payload; see `runtime/contract.py`."""

    id: str
    documented: dict[str, Any] = field(hash=False)
    compatible: dict[str, Any] = field(hash=False)
    fast: dict[str, Any] | None = field(hash=False)
    encoded: tuple[str, ...]
    sensitive: tuple[str, ...]
    known: tuple[dict[str, Any], ...] = field(hash=False)
    outcomes: dict[str, str] = field(hash=False)
    guide: dict[str, Any] = field(hash=False)
    """What the vendor documents of each member; see `runtime/guide.py`."""

    @property
    def name(self) -> str:
        """`<operation>.<direction>`."""
        return self.id.partition("/")[2]


@dataclass(frozen=True)
class Sample:
    """A payload that the vendor's page shows, exact."""

    name: str
    """`<operationId>.<request|response>[.<variant>].json`."""
    raw: bytes


@dataclass(frozen=True)
class Api:
    """Everything about one API."""

    name: str
    class_name: str
    title: str
    version: str
    text: Text
    page: Link | None
    sources: tuple[Source, ...]
    servers: tuple[Server, ...]
    auths: tuple[Auth, ...]
    values: tuple[operation.ClientValue, ...]
    """Arguments that a client is given once."""
    operations: tuple[Operation, ...]
    codes: tuple[CodeList, ...]
    models: tuple[Model, ...]
    contracts: tuple[Contract, ...]
    samples: tuple[Sample, ...]
    documented_rows: int
    """Table rows of the vendor pages, all of which the contract answers."""
