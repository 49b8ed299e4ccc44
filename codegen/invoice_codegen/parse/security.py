"""Security schemes of a contract."""

from __future__ import annotations

from typing import Any, Literal

from pydantic import Field, model_validator

from ..runtime.client.auth.registry import SCHEMES
from .extensions import Auth
from .schema import Sourced
from .strict import Omittable, Strict


class OAuthFlow(Strict):
    """An OAuth flow that exchanges credentials for a token. Clients ask for all of its scopes."""

    token_url: str = Field(alias="tokenUrl")
    """The address that gives tokens."""
    scopes: dict[str, str]
    """The scopes with their descriptions."""


class OAuthFlows(Strict):
    """The flows of an `oauth2` scheme."""

    client_credentials: OAuthFlow = Field(alias="clientCredentials")
    """The flow that exchanges an id and a secret for a token."""


class SecurityScheme(Sourced):
    """A way to authenticate."""

    type: Literal["apiKey", "http", "oauth2"]
    """The type of OpenAPI."""
    name: Omittable[str] = None
    """The name of the header or query parameter of an `apiKey`."""
    place: Omittable[Literal["query", "header"]] = Field(None, alias="in")
    """Where an `apiKey` is sent."""
    scheme: Omittable[str] = None
    """The scheme of `http`: `bearer` or `basic`."""
    flows: Omittable[OAuthFlows] = None
    """How `oauth2` gets its token."""
    auth: Auth = Field(alias="x-sdk-auth")
    """How requests are signed, where no word of OpenAPI says it."""

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
