"""The definition of one API, which later stages work from: documents, payloads, and calls with resolved references."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar, TypeVar

from ..problem import Problem
from ..runtime.client.forms import MEDIA_TYPE
from ..runtime.jsontext.pointer import join
from . import openapi
from .extensions import Envelope, Permission
from .folder import Payload
from .load import YamlDocument
from .openapi import Encoding, Operation, Parameter, Response, Security, WebhookOperation
from .schema import Schema
from .security import SecurityScheme
from .vendor_page import Entry, Page

T = TypeVar("T")


@dataclass(frozen=True)
class Failure:
    """A failure that its HTTP status tells, with a contract of its own."""

    direction: str
    """`failure`, or `failure-404` for one beside it with another schema."""
    statuses: tuple[str, ...]
    schema: Schema


@dataclass(frozen=True)
class Call:
    """An operation with everything that it refers to."""

    pointer: str
    path: str
    method: str
    operation: Operation
    parameters: tuple[Parameter, ...]
    body: Schema | None
    success: Schema | None
    """None if no success has content."""
    failure: Schema | None
    """The failure that the envelope tells from a success; its members are in the response."""
    download: tuple[str, ...]
    """Media types of the document that a success is, in place of JSON."""
    failures: tuple[Failure, ...]
    """The failures that their status tells: those with one schema together, the most general first."""
    responses: dict[str, Response]
    envelope: Envelope | None
    security: Security

    @property
    def id(self) -> str:
        """The operationId."""
        return self.operation.operation_id

    @property
    def permission(self) -> Permission | None:
        """The permission that a caller needs."""
        return self.operation.permission

    @property
    def is_form(self) -> bool:
        """Whether the body is a form."""
        return self.operation.request_body is not None and MEDIA_TYPE in self.operation.request_body.content

    @property
    def encodings(self) -> dict[str, Encoding]:
        """How members of the body become text, as far as it is written."""
        content = self.operation.request_body.content if self.operation.request_body else {}
        return {name: encoding for media in content.values() for name, encoding in media.encoding.items()}

    @property
    def successes(self) -> dict[str, Response]:
        """The responses of success, those with content first."""
        found = {status: response for status, response in self.responses.items() if is_success(status)}
        return dict(sorted(found.items(), key=lambda item: not item[1].content))

    @property
    def response(self) -> Schema | None:
        """The members of success and failure in one schema; None if no success has content."""
        if self.failure is None or self.success is None:
            return self.success
        members = {**(self.success.properties or {}), **(self.failure.properties or {})}
        return self.success.model_copy(update={"properties": members})

    def success_member(self, pointer: str) -> Schema | None:
        """The schema at a pointer into a success; None if there is none."""
        return self.success.at(pointer) if self.success else None

    def request_member(self, pointer: str) -> Schema | None:
        """The schema at a pointer into the logical request, `/<path|query|header|body>/…`; None if there is none."""
        place, _, rest = pointer.removeprefix("/").partition("/")
        if place == "body":
            return self.body.at(f"/{rest}") if self.body and rest else None
        own = (it.value for it in self.parameters if it.place == place and it.name and join([it.name]) == f"/{rest}")
        return next(own, None)

    @property
    def parameter_schemas(self) -> list[Schema]:
        """The schemas of the parameters."""
        return [parameter.value for parameter in self.parameters if parameter.value is not None]

    @property
    def request_schemas(self) -> list[Schema]:
        """The schemas of the parameters and the body."""
        return [*self.parameter_schemas, *([self.body] if self.body else [])]

    @property
    def bodies(self) -> list[Schema]:
        """The schemas of the body, if there is one, and of the responses."""
        return [*([self.body] if self.body else []), *self.response_schemas]

    @property
    def response_schemas(self) -> list[Schema]:
        """The schemas of success and failures."""
        own = [schema for schema in (self.success, self.failure) if schema is not None]
        return [*own, *(failure.schema for failure in self.failures)]

    @property
    def schemas(self) -> list[Schema]:
        """All schemas: of the parameters, the body and the responses."""
        return [*self.request_schemas, *self.response_schemas]


@dataclass(frozen=True)
class Webhook:
    """A payload that the vendor sends, with everything that it refers to. To pages and members it is like a call."""

    method: ClassVar[str] = "POST"
    envelope: ClassVar[None] = None
    permission: ClassVar[None] = None
    failures: ClassVar[tuple[Failure, ...]] = ()
    responses: ClassVar[dict[str, Response]] = {}

    pointer: str
    path: str
    """Its name in the contract."""
    operation: WebhookOperation
    schema: Schema

    @property
    def id(self) -> str:
        """The operationId."""
        return self.operation.operation_id

    @property
    def response_schemas(self) -> list[Schema]:
        """The schemas of what comes from the vendor."""
        return [self.schema]

    @property
    def schemas(self) -> list[Schema]:
        """All schemas."""
        return [self.schema]


def is_success(status: str) -> bool:
    """Whether a status of a contract is one of success."""
    return status.startswith("2")


def by_schema(schemas: dict[str, T]) -> list[tuple[str, tuple[str, ...], T]]:
    """Direction, statuses and schema of the failures of one schema together.

    The one with `default`, or else the first, is `failure`, and stands first.
    """
    groups: list[tuple[T, list[str]]] = []
    for status, schema in schemas.items():
        statuses = next((statuses for known, statuses in groups if known == schema), None)
        if statuses is None:
            groups.append((schema, [status]))
        else:
            statuses.append(status)
    groups.sort(key=lambda group: "default" not in group[1])
    return [
        (f"failure-{statuses[0].lower()}" if number else "failure", tuple(statuses), schema)
        for number, (schema, statuses) in enumerate(groups)
    ]


@dataclass(frozen=True)
class ApiDefinition:
    """The contract of one API. While there are problems with references, calls may lack parts."""

    name: str
    openapi: openapi.Document
    pages: tuple[Page, ...]
    ledger: tuple[Entry, ...]
    payloads: tuple[Payload, ...]
    calls: tuple[Call, ...]
    openapi_file: YamlDocument
    pages_file: YamlDocument
    ledger_file: YamlDocument
    aside: tuple[str, ...] = ()
    """The words of the contract that only document."""
    webhooks: tuple[Webhook, ...] = ()

    @property
    def exchanges(self) -> tuple[Call | Webhook, ...]:
        """Everything that has payloads."""
        return (*self.calls, *self.webhooks)

    @property
    def schemas(self) -> dict[str, Schema]:
        """The named schemas as they are written, references not followed."""
        return self.openapi.components.schemas

    @property
    def security_schemes(self) -> dict[str, SecurityScheme]:
        """The security schemes by name."""
        return self.openapi.components.security_schemes

    @property
    def ledger_ids(self) -> set[str]:
        """The ids of all ledger entries."""
        return {entry.id for entry in self.ledger}

    def problem(self, pointer: str, message: str, remedy: str) -> Problem:
        """A problem in `openapi.yaml`."""
        return self.openapi_file.problem(pointer, message, remedy)

    def page_problem(self, pointer: str, message: str, remedy: str) -> Problem:
        """A problem in `documented.yaml`."""
        return self.pages_file.problem(pointer, message, remedy)

    def ledger_problem(self, pointer: str, message: str, remedy: str) -> Problem:
        """A problem in `ledger.yaml`."""
        return self.ledger_file.problem(pointer, message, remedy)
