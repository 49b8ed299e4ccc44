"""The intermediate representation (IR) of a contract as frozen records: what `lower` decides and `emit` writes.

Names and types are chosen and texts are composed; nothing here is YAML or Python source.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Any, Literal

from ..runtime import operation
from .types import CodeRef as CodeRef
from .types import ListOf as ListOf
from .types import MapOf as MapOf
from .types import ModelRef as ModelRef
from .types import Plain as Plain
from .types import Type as Type
from .types import UnionOf as UnionOf
from .types import Value as Value

_CHINESE = "\\u3001-\\u303f\\u3400-\\u9fff\\uff00-\\uffef"
_IN_CHINESE = re.compile(rf"(?<=[{_CHINESE}])\s+(?=[{_CHINESE}])")


@dataclass(frozen=True)
class Source:
    """The source of a fact."""

    page: str
    url: str | None = None
    date: str | None = None
    note: str | None = None


@dataclass(frozen=True)
class Text:
    """A text in two languages, with examples and sources; any part may be empty."""

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


def sentence(text: str) -> str:
    """A text with a full stop."""
    return f"{text}." if text and text[-1] not in ".。!?" else text


def one_line(text: str) -> str:
    """A text on one line. Lines of Chinese are joined without a blank, which a folded text of YAML has between them."""
    return " ".join(_IN_CHINESE.sub("", text).split())


@dataclass(frozen=True)
class Link:
    """A page of the vendor."""

    url: str
    label: str = ""


# Models -----------------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Field:
    """A member of a model: the documented type first, then the types that the ledger tolerates."""

    wire: str
    name: str
    types: tuple[Type, ...]
    text: Text
    accepts_single_item: bool = False
    """Whether one item may come in place of the list."""
    is_needed: bool = False
    """Whether every success has it."""


@dataclass(frozen=True)
class Model:
    """A class of the emitted package."""

    name: str
    text: Text
    fields: tuple[Field, ...]
    contract: str
    is_response: bool = False
    """Whether it is a whole response or webhook."""
    is_root: bool = False
    """Whether it is a list or a scalar, which its only field `root` holds."""
    page: Link | None = None
    """The page that documents a response or a webhook."""
    event: str = ""
    """The name of a webhook in the contract; empty for another model."""


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


@dataclass(frozen=True)
class Pages:
    """A list that comes in pages."""

    item: str
    """The model of one record."""
    size: int | None
    """The default page size: the documented maximum."""


@dataclass(frozen=True)
class Response:
    """The documentation of one status."""

    status: str
    text: Text


@dataclass(frozen=True)
class Part:
    """A part of a request body that is not an argument of the call."""

    pointer: str
    text: Text


@dataclass(frozen=True)
class Operation:
    """One operation."""

    descriptor: operation.Operation
    constant: str
    text: Text
    page: Link | None
    parameters: tuple[Text, ...]
    """The texts of the descriptor's parameters, in their order."""
    code_lists: tuple[str, ...]
    """The names of their lists of codes, in the same order; empty for a parameter without one."""
    body: tuple[Part, ...]
    permission: tuple[tuple[str, Text], ...]
    responses: tuple[Response, ...]
    failure: Text
    """The text of the failure schema; its members are in the response model."""
    pages: Pages | None
    """Set if the operation returns a list in pages."""


@dataclass(frozen=True)
class Variable:
    """A variable of a server's URL."""

    name: str
    default: str
    choices: tuple[str, ...]
    """The allowed values; empty if any value is allowed."""
    text: Text


@dataclass(frozen=True)
class Server:
    """A server of the API."""

    descriptor: operation.Server
    text: Text
    variables: tuple[Variable, ...]


@dataclass(frozen=True)
class Auth:
    """A way to authenticate."""

    descriptor: operation.SecurityScheme
    text: Text


@dataclass(frozen=True)
class Contract:
    """What the runtime needs to validate a payload; see `runtime/validation/contract.py`."""

    id: str
    documented: dict[str, Any] = field(hash=False)
    compatible: dict[str, Any] = field(hash=False)
    encoded: tuple[str, ...]
    sensitive: tuple[str, ...]
    single_items: tuple[str, ...]
    identifiers: tuple[str, ...]
    own_limits: tuple[dict[str, Any], ...] = field(hash=False)
    known: tuple[dict[str, Any], ...] = field(hash=False)
    periods: tuple[dict[str, str], ...] = field(hash=False)
    codes: tuple[str, ...]
    outcomes: dict[str, str] = field(hash=False)
    documentation: dict[str, Any] = field(hash=False)
    """The documentation of each member; see `runtime/validation/documentation.py`."""
    scan: dict[str, Any] | None = field(hash=False, default=None)
    """The program of the scanner; see `lower/scan/`."""
    maps: tuple[str, ...] = ()
    """Pointers of the objects whose names are data."""
    described_at: dict[str, str] = field(hash=False, default_factory=dict)
    """Pointers of objects whose members are described elsewhere, each with the pointer of that object."""
    is_form: bool = False
    """Whether it is of a request whose body is a form."""
    sources: dict[str, tuple[Source, ...]] = field(hash=False, default_factory=dict)
    """The sources of each member that names some, by pointer; only documents have them."""
    is_public: bool = True
    """Whether the package lists it. The contract of a model that is no item of a list only serves that model."""

    @property
    def name(self) -> str:
        """`<operation>.<direction>`, or the name of a model."""
        return self.id.partition("/")[2]


@dataclass(frozen=True)
class Sample:
    """A payload from the vendor's page, byte for byte."""

    name: str
    """`<operationId>.<request|response|failure|webhook>[.<variant>].json`."""
    raw: bytes

    @property
    def operation(self) -> str:
        """The operationId."""
        return self.name.split(".")[0]

    @property
    def direction(self) -> str:
        """`request`, `response`, `webhook` or `failure`, or `failure-404` of several."""
        return self.name.split(".")[1]


@dataclass(frozen=True)
class Entry:
    """An entry of the ledger: a conflict between sources, and the decision."""

    id: str
    pointers: tuple[str, ...]
    conflict: str
    decision: str
    zh: str
    """Both in Chinese; may be empty."""
    keyword: str = ""
    """The keyword whose drift it makes known, if it does."""
    values: tuple[str, ...] = ()
    """JSON texts of what is known to come."""


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
    """Constructor arguments of a client."""
    operations: tuple[Operation, ...]
    codes: tuple[CodeList, ...]
    models: tuple[Model, ...]
    contracts: tuple[Contract, ...]
    samples: tuple[Sample, ...]
    documented_rows: int
    """The number of table rows on the vendor's pages."""
    aside: tuple[str, ...] = ()
    """The words of the contract that only document, and that the package does without."""
    ledger: tuple[Entry, ...] = ()
    published: dict[str, dict[str, Any]] = field(hash=False, default_factory=dict)
    """The contract as an OpenAPI document for readers, by language; see `lower/published/`."""
