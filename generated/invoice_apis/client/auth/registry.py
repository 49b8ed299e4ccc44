"""How callers prove who they are: one row of `SCHEMES` for each word that a contract may name."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from ...errors import ConfigurationError
from ...operation import SecurityScheme
from .credentials import AccessKey, AccessToken, AppLogin, Credentials, IamToken, UserPassword
from .login import Login
from .schemes import Acs3, Basic, Call, Scheme, SdkHmac, Token

__all__ = [
    "SCHEMES",
    "AccessKey",
    "AccessToken",
    "AppLogin",
    "Call",
    "Credentials",
    "IamToken",
    "Scheme",
    "UserPassword",
    "chosen",
]

SCHEMES: dict[str, type[Scheme]] = {
    "acs3-hmac-sha256": Acs3,
    "sdk-hmac-sha256": SdkHmac,
    "token": Token,
    "app-login": Login,
    "basic": Basic,
}


def chosen(schemes: Sequence[SecurityScheme], credentials: Credentials, values: Mapping[str, str]) -> Scheme:
    """The first documented scheme that these credentials fit. Raises ConfigurationError."""
    for how in schemes:
        scheme = SCHEMES[how.scheme]
        if scheme.fits(how, credentials):
            return scheme(how, credentials, values)
    fitting = " or ".join(dict.fromkeys(SCHEMES[how.scheme].takes.__name__ for how in schemes))
    raise ConfigurationError(f"a {type(credentials).__name__} does not fit this service: give {fitting}")
