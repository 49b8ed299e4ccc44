"""The definition of one API, which later stages work from: documents, payloads, and calls with resolved references."""

from __future__ import annotations

from dataclasses import dataclass

from ..problem import Problem
from ..runtime.client.forms import MEDIA_TYPE
from ..runtime.jsontext.pointer import join
from . import openapi
from .extensions import Envelope
from .folder import Payload
from .load import YamlDocument
from .openapi import Encoding, Operation, Parameter, Response, Security, SecurityScheme
from .schema import Schema
from .vendor_page import Entry, Page


@dataclass(frozen=True)
class Call:
    """An operation with everything that it refers to."""

    pointer: str
    path: str
    method: str
    operation: Operation
    parameters: tuple[Parameter, ...]
    body: Schema | None
    success: Schema
    failure: Schema | None
    responses: dict[str, Response]
    envelope: Envelope | None
    security: Security

    @property
    def id(self) -> str:
        """The operationId."""
        return self.operation.operation_id

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
    def response(self) -> Schema:
        """The members of success and failure in one schema."""
        if self.failure is None:
            return self.success
        members = {**(self.success.properties or {}), **(self.failure.properties or {})}
        return self.success.model_copy(update={"properties": members})

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
        """The schemas of success and failure."""
        return [schema for schema in (self.success, self.failure) if schema is not None]

    @property
    def schemas(self) -> list[Schema]:
        """All schemas: of the parameters, the body and the responses."""
        return [*self.request_schemas, *self.response_schemas]


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
