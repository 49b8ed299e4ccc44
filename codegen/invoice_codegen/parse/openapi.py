"""The part of OpenAPI 3.1 that contracts use, as strict models: what is not here is reported, never left out silently."""

from __future__ import annotations

from decimal import Decimal
from typing import Annotated, Any, Literal

from pydantic import Field, model_validator

from .extensions import (
    Accept,
    Auth,
    Cipher,
    Code,
    Env,
    Envelope,
    From,
    Paging,
    Permission,
    Sources,
    SourceWord,
    Strict,
    ZhWord,
)

Safe = Annotated[Literal[True] | None, Field(alias="x-sdk-safe")]
Json = "application/json"


_FLIPPED = {"integer": "string", "string": "integer"}


class Words(Strict):
    """What most parts of a contract have: a description in two languages."""

    description: str | None = None
    zh: ZhWord = None


class Sourced(Words):
    """A part that may say where it comes from."""

    source: SourceWord = None


class Schema(Sourced):
    """A JSON Schema of the supported subset; `ref` is set while it stands for a component."""

    ref: str | None = Field(None, alias="$ref")
    type: str | list[str] | None = None
    title: str | None = None
    properties: dict[str, Schema] | None = None
    required: list[str] | None = None
    additional_properties: Literal[True] | None = Field(None, alias="additionalProperties")
    items: Schema | None = None
    enum: list[str | int] | None = Field(None, min_length=1)
    const: str | int | bool | None = None
    min_length: int | None = Field(None, alias="minLength", ge=0)
    max_length: int | None = Field(None, alias="maxLength", ge=0)
    pattern: str | None = None
    minimum: int | Decimal | None = None
    maximum: int | Decimal | None = None
    min_items: int | None = Field(None, alias="minItems", ge=0)
    max_items: int | None = Field(None, alias="maxItems", ge=0)
    format: str | None = None
    examples: list[Any] | None = None
    content_encoding: Literal["base64"] | None = Field(None, alias="contentEncoding")
    content_media_type: Literal["application/json"] | None = Field(None, alias="contentMediaType")
    content_schema: Schema | None = Field(None, alias="contentSchema")
    codes: list[Code] | None = Field(None, alias="x-sdk-codes")
    accept: list[Accept] | None = Field(None, alias="x-sdk-accept")
    sensitive: Literal[True] | None = Field(None, alias="x-sdk-sensitive")
    filled_by: From | None = Field(None, alias="x-sdk-from")
    env: Env = None
    cipher: Cipher | None = Field(None, alias="x-sdk-cipher")

    @property
    def component(self) -> str:
        """The name of the component that `ref` points to."""
        return (self.ref or "").rpartition("/")[2]

    @property
    def types(self) -> list[str]:
        """The JSON types, as a list."""
        return self.type if isinstance(self.type, list) else [self.type] if self.type else []

    @property
    def is_code_list(self) -> bool:
        """Whether a resolved schema is a named list of codes."""
        return bool(self.ref and (self.codes or self.enum))

    @property
    def tolerated(self) -> list[str]:
        """JSON types that are drift and no error: those of x-sdk-accept, and a code's other type."""
        flipped = [_FLIPPED[name] for name in self.types if name in _FLIPPED] if self.is_code_list else []
        return list(dict.fromkeys([*(item.type for item in self.accept or []), *flipped]))

    @property
    def logical(self) -> Schema:
        """The schema of the value that encoded text carries, else this one."""
        return self.content_schema or self


class Parameter(Sourced):
    """A path, query or header parameter."""

    ref: str | None = Field(None, alias="$ref")
    name: str | None = None
    place: Literal["path", "query", "header"] | None = Field(None, alias="in")
    required: bool | None = None
    value: Schema | None = Field(None, alias="schema")
    filled_by: From | None = Field(None, alias="x-sdk-from")
    env: Env = None

    @model_validator(mode="after")
    def _whole(self) -> Parameter:
        if self.ref is None and (self.name is None or self.place is None or self.value is None):
            raise ValueError("a parameter has name, in and schema, or a $ref")
        return self


class MediaType(Strict):
    """The body of one content type."""

    body: Schema = Field(alias="schema")


class RequestBody(Sourced):
    """The JSON body of a request."""

    required: Literal[True] | None = None
    content: dict[Literal["application/json"], MediaType]


class Response(Sourced):
    """One response of an operation."""

    ref: str | None = Field(None, alias="$ref")
    content: dict[Literal["application/json"], MediaType] | None = None


class ServerVariable(Words):
    """A part of a server's address that the user fills in."""

    default: str
    enum: list[str] | None = Field(None, min_length=1)


class Server(Sourced):
    """A host that serves the API."""

    url: str
    variables: dict[str, ServerVariable] | None = None
    regions: list[str] | None = Field(None, alias="x-sdk-regions")


class ExternalDocs(Strict):
    """A link to the vendor's page."""

    url: str
    description: str | None = None


Security = list[dict[str, list[str]]]


class Operation(Sourced):
    """One call."""

    operation_id: str = Field(alias="operationId")
    summary: str | None = None
    external_docs: ExternalDocs | None = Field(None, alias="externalDocs")
    parameters: list[Parameter] = []
    request_body: RequestBody | None = Field(None, alias="requestBody")
    responses: dict[str, Response]
    security: Security | None = None
    envelope: Envelope | None = Field(None, alias="x-sdk-envelope")
    paging: Paging | None = Field(None, alias="x-sdk-paging")
    safe: Safe = None
    permission: Permission | None = Field(None, alias="x-sdk-permission")


class PathItem(Strict):
    """The calls of one path."""

    get: Operation | None = None
    post: Operation | None = None
    put: Operation | None = None
    patch: Operation | None = None
    delete: Operation | None = None


class SecurityScheme(Sourced):
    """How a caller proves who it is."""

    type: Literal["apiKey", "http"]
    name: str | None = None
    place: Literal["query", "header"] | None = Field(None, alias="in")
    scheme: str | None = None
    auth: Auth = Field(alias="x-sdk-auth")


class Components(Strict):
    """Named parts."""

    schemas: dict[str, Schema] = {}
    parameters: dict[str, Parameter] = {}
    responses: dict[str, Response] = {}
    security_schemes: dict[str, SecurityScheme] = Field({}, alias="securitySchemes")


class Info(Words):
    """What the API is."""

    title: str
    version: str
    summary: str | None = None


class Document(Strict):
    """A whole contract."""

    openapi: str = Field(pattern=r"^3\.1\.[0-9]+$")
    info: Info
    servers: list[Server] = Field(min_length=1)
    paths: dict[str, PathItem]
    components: Components = Components()
    security: Security = []
    external_docs: ExternalDocs | None = Field(None, alias="externalDocs")
    envelope: Envelope | None = Field(None, alias="x-sdk-envelope")
    source: Sources
