"""Credentials from environment variables."""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import Field, fields
from typing import Any

from ...errors import ConfigurationError
from ...operation import Api, SecurityScheme
from .credentials import Credentials, may_be_empty, part_problem
from .registry import SCHEMES


def credentials_from_environment(api: Api, has_argument: bool = True) -> Credentials:
    """Credentials of the first security scheme whose variables are all set.

    Args:
        api: The API.
        has_argument: Whether the caller could give `auth`; a command can't.

    Raises:
        ConfigurationError: None is complete, or a variable holds what no credentials may; the message names variables.
    """
    incomplete = []
    for scheme in api.security_schemes:
        texts = _texts(scheme)
        required = SCHEMES[scheme.scheme].credentials_type.required_parts()
        missing = [name for part, name in scheme.env if part in required and part not in texts]
        if texts and not missing:
            return _credentials(api, scheme, texts)
        names = [name for part, name in scheme.env if part in texts and part in required]
        incomplete += [(names, missing)] if names else []
    raise ConfigurationError(f"{api.name}: no credentials; {_remedy(api, incomplete, has_argument)}")


def _parts(scheme: SecurityScheme) -> dict[str, Field[Any]]:
    return {part.name: part for part in fields(SCHEMES[scheme.scheme].credentials_type)}


def _texts(scheme: SecurityScheme) -> dict[str, str]:
    """The parts whose variables are set. An empty variable counts as not set where the empty text is no value."""
    own = {part: os.environ.get(name) for part, name in scheme.env}
    parts = _parts(scheme)
    return {part: text for part, text in own.items() if text or (text is not None and may_be_empty(parts[part]))}


def _credentials(api: Api, scheme: SecurityScheme, texts: dict[str, str]) -> Credentials:
    parts = _parts(scheme)
    for part, name in scheme.env:
        if part in texts and (problem := part_problem(parts[part], texts[part])):
            raise ConfigurationError(f"{api.name}: the environment variable {name} {problem}")
    return SCHEMES[scheme.scheme].credentials_type(**texts)


def _remedy(api: Api, incomplete: list[tuple[list[str], list[str]]], has_argument: bool) -> str:
    """What to do: the variables that complete a half-set group, else all groups."""
    halves = [f"{_are(present, 'set')}, but {_are(missing, 'missing')}" for present, missing in incomplete]
    if halves:
        return f"{'; '.join(halves)}; set the missing ones{', or give auth' if has_argument else ''}"
    groups = [", ".join(_required_variables(scheme)) for scheme in api.security_schemes if scheme.env]
    if not groups:
        return "give auth" if has_argument else "no environment variables are defined for them; call from Python"
    return f"{'give auth; or ' if has_argument else ''}set {'; or '.join(groups)}"


def _are(names: list[str], state: str) -> str:
    return f"{', '.join(names)} {'is' if len(names) == 1 else 'are'} {state}"


def _required_variables(scheme: SecurityScheme) -> Iterator[str]:
    required = SCHEMES[scheme.scheme].credentials_type.required_parts()
    return (name for part, name in scheme.env if part in required)
