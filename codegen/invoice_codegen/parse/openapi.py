"""The supported part of OpenAPI 3.1 as strict models: anything else is reported, never ignored."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import AfterValidator, Field, field_validator, model_validator

from ..runtime.operation import Style
from .documents import JSON, is_document
from .extensions import Env, Envelope, FilledBy, Paging, PeriodsField, Permission, SdkName, Sources
from .schema import Described, Schema, Sourced
from .security import SecurityScheme
from .strict import Omittable, Strict


class Encoding(Strict):
    """How a member of a form becomes text."""

    style: Omittable[Style] = None
    """How a list or an object is written; `form` where nothing stands here."""
    explode: Omittable[bool] = None
    """Whether each item of a list has the name before it."""

    @property
    def effective(self) -> tuple[Style, bool]:
        """Style and `explode`: what OpenAPI means where it is not written."""
        style = self.style or "form"
        return style, (style in ("form", "deepObject") if self.explode is None else self.explode)


class Parameter(Sourced):
    """A path, query or header parameter."""

    ref: Omittable[str] = Field(None, alias="$ref")
    """A parameter of the components in its place: `#/components/parameters/Name`."""
    name: Omittable[str] = None
    """The name on the wire."""
    place: Omittable[Literal["path", "query", "header"]] = Field(None, alias="in")
    """Where it is sent."""
    required: Omittable[bool] = None
    """Whether callers must give it."""
    value: Omittable[Schema] = Field(None, alias="schema")
    """The schema of the value."""
    style: Omittable[Style] = None
    """How a list or an object is written; `form` where nothing stands here."""
    explode: Omittable[bool] = None
    """Whether each item of a list has the name before it."""
    sdk_name: SdkName = None
    filled_by: FilledBy = None
    env: Env = None

    @property
    def encoding(self) -> Encoding:
        """How the value becomes text."""
        return Encoding(**self.model_dump(include={"style", "explode"}, exclude_none=True))

    @model_validator(mode="after")
    def _complete(self) -> Parameter:
        if self.ref is None and (self.name is None or self.place is None or self.value is None):
            raise ValueError("a parameter needs name, in and schema, or a $ref")
        return self


def _reply_type(name: str) -> str:
    """Raises ValueError for what is neither JSON nor a document."""
    if name != JSON and not is_document(name):
        raise ValueError("not supported")
    return name


class MediaType(Strict):
    """The schema of one content type."""

    body: Schema = Field(alias="schema")
    """The schema of the payload."""


class FormType(MediaType):
    """The schema of a request body, and how the members of a form become text."""

    encoding: dict[str, Encoding] = {}
    """How members of a form become text, by name."""


class RequestBody(Sourced):
    """The body of a request: JSON, or a form."""

    required: Omittable[Literal[True]] = None
    """The body is always sent."""
    content: dict[Literal["application/json", "application/x-www-form-urlencoded"], FormType]
    """JSON or a form, with its schema."""

    @field_validator("content", mode="before")
    @classmethod
    def _no_files(cls, content: Any) -> Any:
        """Files need more than a text for each member."""
        if isinstance(content, dict) and any(str(name).startswith("multipart/") for name in content):
            raise ValueError("unsupported: a multipart body; a body is JSON, or a form without files")
        return content


class Content(Strict):
    """One content type of a response: JSON with its schema, or a document without one."""

    body: Omittable[Schema] = Field(None, alias="schema")
    """The schema of JSON; a document has none."""


class Response(Sourced):
    """One response of an operation."""

    ref: Omittable[str] = Field(None, alias="$ref")
    """A response of the components in its place: `#/components/responses/Name`."""
    content: Omittable[dict[Annotated[str, AfterValidator(_reply_type)], Content]] = None
    """JSON with its schema, or media types of documents. Without it, the response is empty."""

    @property
    def json_body(self) -> Content | None:
        """The content in JSON."""
        return (self.content or {}).get(JSON)

    @property
    def documents(self) -> tuple[str, ...]:
        """The media types of documents."""
        return tuple(name for name in self.content or {} if name != JSON)


class ServerVariable(Described):
    """A variable of a server's URL."""

    default: str
    """The value for callers who give none."""
    enum: Omittable[list[str]] = Field(None, min_length=1)
    """All values."""


class Server(Sourced):
    """A server of the API."""

    url: str
    """The address; `{name}` stands for a variable."""
    variables: Omittable[dict[str, ServerVariable]] = None
    """The variables of the address, by name."""
    regions: Omittable[list[str]] = Field(None, alias="x-sdk-regions")
    """The regions that it serves."""


class ExternalDocs(Strict):
    """A link to a page of the vendor."""

    url: str
    """The address of the page."""
    description: Omittable[str] = None
    """The title of the page."""


Security = list[dict[str, list[str]]]


class Operation(Sourced):
    """An operation as it is written."""

    operation_id: str = Field(alias="operationId")
    """The name in PascalCase: contract, class and method are named after it."""
    summary: Omittable[str] = None
    """A short name, in English."""
    external_docs: Omittable[ExternalDocs] = Field(None, alias="externalDocs")
    """The vendor's page."""
    parameters: list[Parameter] = []
    """The path, query and header parameters."""
    request_body: Omittable[RequestBody] = Field(None, alias="requestBody")
    """The body of the request."""
    responses: dict[str, Response]
    """The responses by HTTP status: `200`, `4XX`, `default`, …."""
    security: Omittable[Security] = None
    """The schemes of which one is used; `[]` if no credentials are needed."""
    envelope: Omittable[Envelope] = Field(None, alias="x-sdk-envelope")
    """What tells success from failure in its responses, in place of that of the whole API."""
    paging: Omittable[Paging] = Field(None, alias="x-sdk-paging")
    """How to request the list page by page."""
    periods: PeriodsField = None
    """Members of the request that are start and end: one pair, or a list."""
    safe: Omittable[Literal[True]] = Field(None, alias="x-sdk-safe")
    """The operation changes nothing, so that a retry does no harm."""
    permission: Omittable[Permission] = Field(None, alias="x-sdk-permission")
    """The permission that a caller needs."""


class WebhookBody(Sourced):
    """The payload of a webhook."""

    content: dict[Literal["application/json"], MediaType]
    """JSON, with the schema of the payload."""


class WebhookOperation(Sourced):
    """A webhook as it is written: a request that the vendor sends to its customers."""

    operation_id: str = Field(alias="operationId")
    """The name in PascalCase: contract and class are named after it."""
    summary: Omittable[str] = None
    """A short name, in English."""
    external_docs: Omittable[ExternalDocs] = Field(None, alias="externalDocs")
    """The vendor's page."""
    request_body: WebhookBody = Field(alias="requestBody")
    """The payload that the vendor sends."""

    @model_validator(mode="before")
    @classmethod
    def _no_parameters(cls, value: Any) -> Any:
        """Nothing reads them: the payload alone has a contract."""
        if isinstance(value, dict) and "parameters" in value:
            raise ValueError("unsupported: parameters of a webhook; write in its description what its headers hold")
        return value


class WebhookItem(Strict):
    """What stands behind the name of a webhook."""

    post: WebhookOperation
    """The request that the vendor sends."""


class PathItem(Strict):
    """The operations of one path."""

    get: Omittable[Operation] = None
    """The operation with the method GET."""
    post: Omittable[Operation] = None
    """The operation with the method POST."""
    put: Omittable[Operation] = None
    """The operation with the method PUT."""
    patch: Omittable[Operation] = None
    """The operation with the method PATCH."""
    delete: Omittable[Operation] = None
    """The operation with the method DELETE."""


class Components(Strict):
    """The named parts of a contract."""

    schemas: dict[str, Schema] = {}
    """The named schemas."""
    parameters: dict[str, Parameter] = {}
    """The parameters that operations refer to."""
    responses: dict[str, Response] = {}
    """The responses that operations refer to."""
    security_schemes: dict[str, SecurityScheme] = Field({}, alias="securitySchemes")
    """The ways to authenticate, by name."""


class Info(Described):
    """Title, version and description of the API."""

    title: str
    """The name of the API, in English."""
    version: str
    """The version of the API, as the vendor prints it."""
    summary: Omittable[str] = None
    """One sentence on the API."""


class Document(Strict):
    """The document `openapi.yaml`."""

    openapi: str = Field(pattern=r"^3\.1\.[0-9]+$")
    """The version of OpenAPI: `3.1.0`."""
    info: Info
    """What the API is."""
    servers: list[Server] = Field([], min_length=1)
    """The servers; each serves all operations."""
    paths: dict[str, PathItem] = {}
    """The operations by path. A `#fragment` tells operations of one path apart, and is never sent."""
    webhooks: dict[str, WebhookItem] = {}
    """What the vendor sends to its customers, by name."""
    components: Components = Components()
    """The named parts of the contract."""
    security: Security = []
    """The schemes of which one is used, unless an operation says otherwise."""
    external_docs: Omittable[ExternalDocs] = Field(None, alias="externalDocs")
    """The vendor's page."""
    envelope: Omittable[Envelope] = Field(None, alias="x-sdk-envelope")
    """What tells success from failure in a response, for all operations."""
    number_as_text: Omittable[str] = Field(None, alias="x-sdk-number-as-text")
    """The ledger entry by which text in place of any number of a response is drift."""
    source: Sources
    """Where the contract comes from: one page, or a list of pages."""
