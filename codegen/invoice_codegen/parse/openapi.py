"""The supported part of OpenAPI 3.1 as strict models: anything else is reported, never ignored."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import AfterValidator, Field, field_validator, model_validator

from ..runtime.client.auth.registry import SCHEMES
from ..runtime.operation import Style
from .documents import JSON, is_document
from .extensions import Auth, Env, Envelope, FilledBy, Paging, PeriodsField, Permission, SdkName, Sources, Strict
from .schema import Described, Schema, Sourced

Safe = Annotated[Literal[True] | None, Field(alias="x-sdk-safe")]


class Encoding(Strict):
    """How a member of a form becomes text."""

    style: Style | None = None
    explode: bool | None = None

    @property
    def effective(self) -> tuple[Style, bool]:
        """Style and `explode`: what OpenAPI means where it is not written."""
        style = self.style or "form"
        return style, (style in ("form", "deepObject") if self.explode is None else self.explode)


class Parameter(Sourced):
    """A path, query or header parameter."""

    ref: str | None = Field(None, alias="$ref")
    name: str | None = None
    place: Literal["path", "query", "header"] | None = Field(None, alias="in")
    required: bool | None = None
    value: Schema | None = Field(None, alias="schema")
    style: Style | None = None
    explode: bool | None = None
    sdk_name: SdkName = None
    filled_by: FilledBy | None = Field(None, alias="x-sdk-from")
    env: Env = None

    @property
    def encoding(self) -> Encoding:
        """How the value becomes text."""
        return Encoding(style=self.style, explode=self.explode)

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


class FormType(MediaType):
    """The schema of a request body, and how the members of a form become text."""

    encoding: dict[str, Encoding] = {}


class RequestBody(Sourced):
    """The body of a request: JSON, or a form."""

    required: Literal[True] | None = None
    content: dict[Literal["application/json", "application/x-www-form-urlencoded"], FormType]

    @field_validator("content", mode="before")
    @classmethod
    def _no_files(cls, content: Any) -> Any:
        """Files need more than a text for each member."""
        if isinstance(content, dict) and any(str(name).startswith("multipart/") for name in content):
            raise ValueError("unsupported: a multipart body; a body is JSON, or a form without files")
        return content


class Content(Strict):
    """One content type of a response: JSON with its schema, or a document without one."""

    body: Schema | None = Field(None, alias="schema")


class Response(Sourced):
    """One response of an operation."""

    ref: str | None = Field(None, alias="$ref")
    content: dict[Annotated[str, AfterValidator(_reply_type)], Content] | None = None

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
    enum: list[str] | None = Field(None, min_length=1)


class Server(Sourced):
    """A server of the API."""

    url: str
    variables: dict[str, ServerVariable] | None = None
    regions: list[str] | None = Field(None, alias="x-sdk-regions")


class ExternalDocs(Strict):
    """A link to a page of the vendor."""

    url: str
    description: str | None = None


Security = list[dict[str, list[str]]]


class Operation(Sourced):
    """An operation as it is written."""

    operation_id: str = Field(alias="operationId")
    summary: str | None = None
    external_docs: ExternalDocs | None = Field(None, alias="externalDocs")
    parameters: list[Parameter] = []
    request_body: RequestBody | None = Field(None, alias="requestBody")
    responses: dict[str, Response]
    security: Security | None = None
    envelope: Envelope | None = Field(None, alias="x-sdk-envelope")
    paging: Paging | None = Field(None, alias="x-sdk-paging")
    periods: PeriodsField = None
    safe: Safe = None
    permission: Permission | None = Field(None, alias="x-sdk-permission")


class WebhookBody(Sourced):
    """The payload of a webhook."""

    content: dict[Literal["application/json"], MediaType]


class WebhookOperation(Sourced):
    """A webhook as it is written: a request that the vendor sends to its customers."""

    operation_id: str = Field(alias="operationId")
    summary: str | None = None
    external_docs: ExternalDocs | None = Field(None, alias="externalDocs")
    request_body: WebhookBody = Field(alias="requestBody")

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


class PathItem(Strict):
    """The operations of one path."""

    get: Operation | None = None
    post: Operation | None = None
    put: Operation | None = None
    patch: Operation | None = None
    delete: Operation | None = None


class OAuthFlow(Strict):
    """An OAuth flow that exchanges credentials for a token. Clients ask for all of its scopes."""

    token_url: str = Field(alias="tokenUrl")
    scopes: dict[str, str]


class OAuthFlows(Strict):
    """The flows of an `oauth2` scheme."""

    client_credentials: OAuthFlow = Field(alias="clientCredentials")


class SecurityScheme(Sourced):
    """A way to authenticate."""

    type: Literal["apiKey", "http", "oauth2"]
    name: str | None = None
    place: Literal["query", "header"] | None = Field(None, alias="in")
    scheme: str | None = None
    flows: OAuthFlows | None = None
    auth: Auth = Field(alias="x-sdk-auth")

    @model_validator(mode="before")
    @classmethod
    def _standard(cls, value: Any) -> Any:
        """A scheme of OpenAPI's own needs no `x-sdk-auth`."""
        if not isinstance(value, dict) or "x-sdk-auth" in value:
            return value
        written = (value.get("type"), value.get("scheme"))
        standard = (name for name, scheme in SCHEMES.items() if scheme.openapi_type == written != ("apiKey", None))
        name = next(standard, None)
        return value if name is None else {**value, "x-sdk-auth": {"scheme": name}}


class Components(Strict):
    """The named parts of a contract."""

    schemas: dict[str, Schema] = {}
    parameters: dict[str, Parameter] = {}
    responses: dict[str, Response] = {}
    security_schemes: dict[str, SecurityScheme] = Field({}, alias="securitySchemes")


class Info(Described):
    """Title, version and description of the API."""

    title: str
    version: str
    summary: str | None = None


class Document(Strict):
    """The document `openapi.yaml`."""

    openapi: str = Field(pattern=r"^3\.1\.[0-9]+$")
    info: Info
    servers: list[Server] = Field([], min_length=1)
    paths: dict[str, PathItem] = {}
    webhooks: dict[str, WebhookItem] = {}
    components: Components = Components()
    security: Security = []
    external_docs: ExternalDocs | None = Field(None, alias="externalDocs")
    envelope: Envelope | None = Field(None, alias="x-sdk-envelope")
    number_as_text: str | None = Field(None, alias="x-sdk-number-as-text")
    """The ledger entry by which text in place of any number of a response is drift."""
    source: Sources
