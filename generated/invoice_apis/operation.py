"""Operations as data: what a client must know to make a call and to read its answer."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Generic, Literal, TypeVar

JsonScalar = str | int | bool | None


@dataclass(frozen=True, slots=True)
class Condition:
    """A test on a response. `in` and `not-in` compare with `values`; `absent` means missing or null."""

    pointer: str
    form: Literal["in", "not-in", "absent", "present"]
    values: tuple[JsonScalar, ...] = ()


@dataclass(frozen=True, slots=True)
class Refusal:
    """How a service says no, for one reason: what its documents say of status, code and message."""

    reason: str
    """`unknown-key`, `signature`, `clock`, `nonce`, `token`, `request`, `throttled` or `server`."""
    status: int
    code: str
    message: str


@dataclass(frozen=True, slots=True)
class Envelope:
    """How success and failure are told apart, and where a failure says what happened."""

    success: tuple[Condition, ...]
    """All of these hold in a success."""
    failure: tuple[Condition, ...]
    """Any of these holds in a failure."""
    needs: tuple[str, ...] = ()
    """Pointers of what a success must hold."""
    code: tuple[str, ...] = ()
    message: tuple[str, ...] = ()
    request_id: tuple[str, ...] = ()
    request_id_headers: tuple[str, ...] = ()
    retryable: tuple[str, ...] = ()
    """Codes of failures that may be sent again; a trailing `*` makes a prefix."""
    retry_after_ms_headers: tuple[str, ...] = ()
    """Headers that say in milliseconds how long to wait."""
    refusals: tuple[Refusal, ...] = ()
    """How the service says no to a bad request, to too many, and in trouble of its own."""


@dataclass(frozen=True, slots=True)
class Paging:
    """How a list is walked: names of query parameters, pointers into the response."""

    style: Literal["page-number"]
    page: str
    size: str
    items: str
    total: str | None = None
    key: str | None = None


@dataclass(frozen=True, slots=True)
class Parameter:
    """A part of a request."""

    name: str
    """The argument's name in Python."""
    wire: str
    place: Literal["path", "query", "header", "body"]
    pointer: str
    """Where it stands in the request as the request contract sees it."""
    type: Literal["str", "int", "bool", "Decimal", "datetime", "list", "dict"]
    required: bool = False
    const: JsonScalar = None
    filled_by: Literal["client", "now-ms", "uuid"] | None = None


if TYPE_CHECKING:
    from typing_extensions import TypeVar as Defaulted

    R = Defaulted("R", covariant=True, default=Any)
    Item = Defaulted("Item", covariant=True, default=Any)
else:
    R, Item = TypeVar("R"), TypeVar("Item")


@dataclass(frozen=True, slots=True)
class Operation(Generic[R, Item]):
    """One call; for type checkers, with the model of its reply and that of a record where it lists some."""

    id: str
    """`<api>/<operationId>`; with `.request` and `.response` the ids of its contracts."""
    name: str
    """The client's method."""
    method: str
    path: str
    parameters: tuple[Parameter, ...]
    security: tuple[tuple[str, ...], ...]
    """Alternatives: names of the security schemes that are used together."""
    reply: str
    """The model of the response, by name: it is loaded when the first answer is read."""
    safe: bool
    """Whether sending it again does no harm."""
    encoded: tuple[str, ...] = ()
    """Pointers into the request of members that go out as base64 text of JSON."""
    cipher: Literal["aes-128-gcm"] | None = None
    """How encoded members are encrypted, both ways, for callers who have a key."""
    envelope: Envelope | None = None
    paging: Paging | None = None
    walk: str | None = None
    """The client's method that walks all pages."""


@dataclass(frozen=True, slots=True)
class SecurityScheme:
    """How a caller proves who it is."""

    name: str
    scheme: str
    place: Literal["query", "header"] | None
    wire: str | None
    options: tuple[tuple[str, JsonScalar | tuple[str, ...]], ...] = ()
    env: tuple[tuple[str, str], ...] = ()
    """Parts of the credentials, each with the environment variable that holds it."""
    refusals: tuple[Refusal, ...] = ()
    """How the service says no to a caller who does not prove who it is."""


@dataclass(frozen=True, slots=True)
class Server:
    """A host that serves an API."""

    url: str
    regions: tuple[str, ...] = ()
    variables: tuple[tuple[str, str], ...] = ()
    """Names of the parts of the address in braces, each with an example."""


@dataclass(frozen=True, slots=True)
class ClientValue:
    """An argument that a client is given once and fills in for every call."""

    name: str
    required: bool = False
    env: str | None = None
    """The environment variable that is read when the client is not given the value."""


@dataclass(frozen=True, slots=True)
class Api:
    """A service: its hosts, the ways to prove who calls, and what its client must know."""

    name: str
    servers: tuple[Server, ...]
    security_schemes: tuple[SecurityScheme, ...]
    values: tuple[ClientValue, ...] = ()
