"""Security schemes that the language has words for."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from typing import Any

from pydantic import ValidationError

from ..lint.servers import flow_problems, header_problem
from ..lint.wire import is_written
from ..parse.extensions import AUTH_OPTIONS
from ..parse.security import OAuthFlow, SecurityScheme
from .document import Document
from .loss import Loss
from .operations import Operation
from .parameters import Refused
from .part import Json
from .words import clean, numbered, pascal

_OF_BODIES = frozenset({"accept", "content-type"})


class Security:
    """The schemes of a document, and those that an operation can be called with."""

    def __init__(self, document: Document) -> None:
        self.document = document
        self.schemes: dict[str, Json | str] = {}
        """Each scheme as a contract has it, or why it has none."""
        self.losses: dict[str, Loss] = {}
        self.scopes: dict[str, set[str]] = {}
        """The scopes that operations ask for, by scheme."""
        for name, written in document.root.child("components", "securitySchemes").items():
            node = document.follow(written)
            value = node.value if node and isinstance(node.value, dict) else {}
            scheme = self.schemes[name] = self._scheme(value)
            if (
                value.get("type") in ("oauth2", "openIdConnect")
                and isinstance(scheme, dict)
                and scheme["type"] == "http"
            ):
                self.losses[name] = Loss("degraded", "oauth2", written.place, "callers give the access token")

    def _scheme(self, value: dict[str, Any]) -> Json | str:
        kind, scheme = value.get("type"), str(value.get("scheme", "")).lower()
        if kind == "apiKey" and value.get("in") in ("header", "query") and isinstance(value.get("name"), str):
            name = value["name"]
            if value["in"] == "header" and header_problem(name, _OF_BODIES):
                return f"apiKey in the header {name}"
            found: Json = {"type": "apiKey", "in": value["in"], "name": name, "x-sdk-auth": {"scheme": "token"}}
        elif kind == "http" and scheme in ("basic", "bearer") and scheme in AUTH_OPTIONS:
            found = {"type": "http", "scheme": scheme, "x-sdk-auth": {"scheme": scheme}}
        elif kind == "oauth2" and (flow := _client_credentials(value)):
            found = {
                "type": "oauth2",
                "flows": {"clientCredentials": flow},
                "x-sdk-auth": {"scheme": "client-credentials"},
            }
        elif kind in ("oauth2", "openIdConnect") and "bearer" in AUTH_OPTIONS:
            found = {"type": "http", "scheme": "bearer", "x-sdk-auth": {"scheme": "bearer"}}
        else:
            return f"{kind} {scheme}".strip() if kind != "apiKey" else f"apiKey in {value.get('in')}"
        text = value.get("description")
        return {**found, "description": clean(text)} if isinstance(text, str) and clean(text) else found

    def of(self, operation: Operation) -> list[str]:
        """The schemes that an operation can be called with; none if it needs none. Raises Refused."""
        asked = operation.node.value.get("security", self.document.value.get("security"))
        alternatives = [one for one in asked if isinstance(one, dict)] if isinstance(asked, list) else []
        names = [next(iter(one)) for one in alternatives if len(one) == 1]
        usable = [name for name in dict.fromkeys(names) if isinstance(self.schemes.get(name), dict)]
        for name, scopes in (item for one in alternatives for item in one.items()):
            self.scopes.setdefault(name, set()).update(scopes if isinstance(scopes, list) else ())
        if usable or not any(alternatives) or {} in alternatives:
            return usable
        together = [" and ".join(map(str, one)) for one in alternatives if len(one) > 1]
        reasons = [str(self.schemes.get(name, "not defined")) for name in names] + [f"{it} together" for it in together]
        raise Refused("security", ", ".join(dict.fromkeys(reasons))[:200])

    def scheme(self, name: str) -> Json | str:
        """A scheme as a contract has it, with the scopes that its operations ask for."""
        found = self.schemes[name]
        if isinstance(found, str) or "flows" not in found:
            return found
        flow, asked = found["flows"]["clientCredentials"], self.scopes.get(name, set())
        scopes = {scope: text for scope, text in flow["scopes"].items() if scope in asked}
        return {**found, "flows": {"clientCredentials": {**flow, "scopes": scopes}}}

    def leave_out(self, call: Json, names: Iterable[str]) -> None:
        """Leave out the parameters of a call that its security schemes write: callers give credentials to the client."""
        schemes = [
            SecurityScheme.model_validate(scheme) for name in names if isinstance(scheme := self.scheme(name), dict)
        ]
        if "parameters" in call:
            kept = [
                own
                for own in call["parameters"]
                if not any(is_written(own["in"], own["name"], scheme) for scheme in schemes)
            ]
            call["parameters"] = kept
            if not kept:
                del call["parameters"]


def _client_credentials(value: dict[str, Any]) -> Json | None:
    """The flow that a client can run by itself, if the document has it in words that a contract can have."""
    try:
        flow = OAuthFlow.model_validate(
            {name: value["flows"]["clientCredentials"].get(name) for name in ("tokenUrl", "scopes")}
        )
    except (LookupError, TypeError, AttributeError, ValidationError):
        return None
    if any(flow_problems(flow)):
        return None
    return {"tokenUrl": flow.token_url, "scopes": {scope: clean(text) for scope, text in flow.scopes.items()}}


def shared(needed: Iterable[list[str]]) -> list[str]:
    """The schemes of the client: all of one set if every operation takes it, else the one that most of them take."""
    sets = [names for names in needed if names]
    if not sets:
        return []
    if all(names == sets[0] for names in sets):
        return sets[0]
    times = Counter(name for names in sets for name in dict.fromkeys(names))
    return [max(times, key=lambda name: (times[name], -list(times).index(name)))]


def scheme_names(names: Iterable[str]) -> dict[str, str]:
    """Names of components for schemes."""
    found: dict[str, str] = {}
    for name in names:
        base = pascal(name) or "Credentials"
        found[name] = next(choice for choice in numbered(base) if choice not in found.values())
    return found
