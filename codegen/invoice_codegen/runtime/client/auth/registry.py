"""Authentication schemes, by their word in `x-sdk-auth`: a scheme is a module and a row here."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from ...errors import ConfigurationError
from ...operation import SecurityScheme
from .acs3 import Acs3
from .basic import Basic
from .credentials import Credentials
from .login import Login
from .oauth2 import OAuth2ClientCredentials
from .schemes import AuthScheme
from .sdk_hmac import SdkHmac
from .tc3_hmac import Tc3Hmac
from .tokens import Bearer, Token

SCHEMES: dict[str, type[AuthScheme]] = {
    "acs3-hmac-sha256": Acs3,
    "sdk-hmac-sha256": SdkHmac,
    "tc3-hmac-sha256": Tc3Hmac,
    "token": Token,
    "bearer": Bearer,
    "app-login": Login,
    "client-credentials": OAuth2ClientCredentials,
    "basic": Basic,
}


def choose_scheme(schemes: Sequence[SecurityScheme], credentials: Credentials, values: Mapping[str, str]) -> AuthScheme:
    """The first documented scheme that supports these credentials. Raises ConfigurationError."""
    for definition in schemes:
        scheme = SCHEMES[definition.scheme]
        if scheme.supports(definition, credentials):
            return scheme(definition, credentials, values)
    accepted = " or ".join(
        dict.fromkeys(SCHEMES[definition.scheme].credentials_type.__name__ for definition in schemes)
    )
    raise ConfigurationError(f"this service does not take {type(credentials).__name__}; give {accepted}")
