"""Operations as data: all that a client needs to make a call and read the response."""

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
    """The documented status, code and message of an error, for one reason."""

    reason: str
    """`unknown-key`, `signature`, `clock`, `nonce`, `token`, `request`, `throttled` or `server`."""
    status: int
    code: str
    message: str


@dataclass(frozen=True, slots=True)
class Envelope:
    """The tests for success and failure, and the members that describe a failure."""

    success: tuple[Condition, ...]
    """All of these are true for a success; empty where the HTTP status alone tells a failure."""
    failure: tuple[Condition, ...]
    """Any of these is true for a failure."""
    needs: tuple[str, ...] = ()
    """Pointers of members that a success must have."""
    code: tuple[str, ...] = ()
    message: tuple[str, ...] = ()
    request_id: tuple[str, ...] = ()
    request_id_headers: tuple[str, ...] = ()
    retryable: tuple[str, ...] = ()
    """Codes of failures that allow a retry; a trailing `*` matches any suffix."""
    retry_after_ms_headers: tuple[str, ...] = ()
    """Headers with the delay before a retry, in milliseconds."""
    refusals: tuple[Refusal, ...] = ()
    """Documented errors: of a bad request, of too many requests, of the service itself."""


PagingStyle = Literal["page-number", "offset", "token", "next-link", "last-id"]


@dataclass(frozen=True, slots=True)
class StatusFailure:
    """A failure with a contract of its own, for HTTP statuses of an operation."""

    direction: str
    """Last part of the id of its contract: `failure`, or `failure-404` for one beside it with another schema."""
    statuses: tuple[str, ...]
    """`404`, `4XX` or `default`."""
    model: str = ""
    """Name of its model; empty where the contract names no member."""


@dataclass(frozen=True, slots=True)
class Paging:
    """Pagination of a list: where a request says which page it wants, and pointers into the response."""

    style: PagingStyle
    page: str
    """What selects the page: the name of a query parameter, or a pointer into the logical request; "" for `next-link`."""
    size: str
    """What gives the page size, in the same way; "" if nothing does."""
    items: str
    total: str | None = None
    key: str | None = None
    first: int = 1
    """The first page or record, where these are counted."""
    next: str | None = None
    """What leads to the next page, a token or an address: a pointer into the response, or the header `Link`."""
    more: str | None = None
    """A boolean that says whether more records follow."""

    @property
    def page_pointer(self) -> str:
        """Pointer to `page` in the logical request, or ""."""
        return _request_pointer(self.page)

    @property
    def size_pointer(self) -> str:
        """Pointer to `size` in the logical request, or ""."""
        return _request_pointer(self.size)


def _request_pointer(place: str) -> str:
    return place if place == "" or place.startswith("/") else f"/query/{place.replace('~', '~0').replace('/', '~1')}"


Style = Literal["form", "deepObject", "spaceDelimited", "pipeDelimited"]
"""How a value becomes text in the query or in a form, in the words of OpenAPI."""
IDEMPOTENCY_KEY = "idempotency-key"
"""Fills a parameter that the caller leaves out: one text for all attempts of a call, by which the service knows a repeated
one."""


@dataclass(frozen=True, slots=True)
class Parameter:
    """A part of a request."""

    name: str
    """Name of the argument in Python."""
    wire: str
    place: Literal["path", "query", "header", "body"]
    pointer: str
    """Pointer into the logical request."""
    type: Literal[
        "str", "int", "bool", "Decimal", "datetime", "date", "epoch-seconds", "ms-json-date", "list", "dict", "Any"
    ]
    """Type in Python. A `date` is a day or its text; `epoch-seconds` and `ms-json-date` are a time, its number or text."""
    required: bool = False
    """Whether the caller, or what fills it in, must give it."""
    is_null_sent: bool = False
    """Whether None is sent as null: a member of the body that is required and may be null."""
    const: JsonScalar = None
    filled_by: Literal["client", "now-ms", "uuid", "idempotency-key"] | None = None
    style: Style = "form"
    explode: bool = True
    """Whether a list of the style `form` repeats the name."""

    @property
    def is_given(self) -> bool:
        """Whether the caller gives it, or may; other parameters are fixed or filled in by the client."""
        return self.const is None and self.filled_by in (None, IDEMPOTENCY_KEY)


if TYPE_CHECKING:
    from typing_extensions import TypeVar as Defaulted

    R = Defaulted("R", covariant=True, default=Any)
    Item = Defaulted("Item", covariant=True, default=Any)
else:
    R, Item = TypeVar("R"), TypeVar("Item")


@dataclass(frozen=True, slots=True)
class Operation(Generic[R, Item]):
    """One call. Type parameters, for type checkers: the model of the reply, and of a record for a list."""

    id: str
    """`<api>/<operationId>`; with `.request` and `.response` the ids of its contracts."""
    name: str
    """Method of the client."""
    method: str
    path: str
    parameters: tuple[Parameter, ...]
    security: tuple[tuple[str, ...], ...]
    """Alternatives; each is a set of security schemes, by name."""
    reply: str
    """Name of the response model, which is loaded with the first response; empty if no success has content."""
    safe: bool
    """Whether the call can be retried without side effects."""
    encoded: tuple[str, ...] = ()
    """Pointers into the request of members that are sent as base64 text of JSON."""
    is_form: bool = False
    """Whether the body is sent as a form, not as JSON."""
    cipher: Literal["aes-128-gcm"] | None = None
    """Cipher of encoded members in requests and responses, for clients with a key."""
    envelope: Envelope | None = None
    paging: Paging | None = None
    walk: str | None = None
    """Method of the client that iterates over all pages."""
    statuses: tuple[str, ...] = ("200",)
    """Documented HTTP statuses of successes with content: `201` or `2XX`."""
    no_content: tuple[str, ...] = ()
    """Those of successes without content."""
    download: tuple[str, ...] = ()
    """Media types of the document that a success is, in place of JSON."""
    failures: tuple[StatusFailure, ...] = ()
    """Failures that their status tells; the first one is the most general."""

    @property
    def directions(self) -> tuple[str, ...]:
        """Last parts of the ids of its contracts."""
        own = ("request", "response") if self.reply else ("request",)
        return (*own, *(failure.direction for failure in self.failures))

    @property
    def status(self) -> int:
        """A documented HTTP status of a success, of one with content if there is one."""
        first = (*self.statuses, *self.no_content)[0]
        return 200 if first == "2XX" else int(first)

    def failure_of(self, status: int) -> StatusFailure | None:
        """The documented failure of a status; None if the contract has none for it."""
        for wanted in (str(status), f"{status // 100}XX", "default"):
            for failure in self.failures:
                if wanted in failure.statuses:
                    return failure
        return None

    def has_content(self, status: int, is_empty: bool) -> bool:
        """Whether a success with this status has content; if none is documented for it, the body decides."""
        if not (self.statuses and self.no_content):
            return bool(self.statuses)
        for wanted in (str(status), "2XX"):
            if wanted in self.statuses or wanted in self.no_content:
                return wanted in self.statuses
        return not is_empty

    def argument_at(self, pointer: str) -> tuple[Parameter, str] | None:
        """The parameter that has a place of the logical request, and the rest of the pointer within its value."""
        for parameter in self.parameters:
            if pointer == parameter.pointer or pointer.startswith(f"{parameter.pointer}/"):
                return parameter, pointer[len(parameter.pointer) :]
        return None


@dataclass(frozen=True, slots=True)
class SecurityScheme:
    """A security scheme: how a client authenticates."""

    name: str
    scheme: str
    place: Literal["query", "header"] | None
    wire: str | None
    options: tuple[tuple[str, JsonScalar | tuple[str, ...]], ...] = ()
    env: tuple[tuple[str, str], ...] = ()
    """Parts of the credentials, each with its environment variable."""
    refusals: tuple[Refusal, ...] = ()
    """Documented errors of a failed authentication."""


@dataclass(frozen=True, slots=True)
class Server:
    """A server of an API."""

    url: str
    regions: tuple[str, ...] = ()
    variables: tuple[tuple[str, str], ...] = ()
    """Variables in braces in the URL, each with an example."""


@dataclass(frozen=True, slots=True)
class ClientValue:
    """An argument of the client, which it adds to every call."""

    name: str
    required: bool = False
    env: str | None = None
    """Environment variable with the default."""


@dataclass(frozen=True, slots=True)
class Api:
    """A service: servers, security schemes and arguments of the client."""

    name: str
    servers: tuple[Server, ...]
    security_schemes: tuple[SecurityScheme, ...]
    values: tuple[ClientValue, ...] = ()
    client: str = ""
    """Name of the blocking client in the module `client` of the API."""
    title: tuple[tuple[str, str], ...] = ()
    """By language."""
