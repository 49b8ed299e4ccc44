"""What was found while a part of a contract was written: losses and size."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, Literal

from .loss import Loss

Side = Literal["request", "response"]
Json = dict[str, Any]
OPEN: Json = {"type": "object", "additionalProperties": True}
"""An object of any members."""

MAX_SIZE, MAX_WEIGHT, MAX_LEVELS = 2_000, 25_000, 16
"""A component with its parts written out: schemas, values and characters of an example, levels of components.

Every record of a package has a contract of its own, so a component counts once for each level above it.
"""


@dataclass
class Part:
    """What was found while a component, a parameter or a body was written."""

    losses: list[tuple[str, Loss]] = field(default_factory=list)
    """Each with its place, from the part on."""
    size: int = 1
    weight: int = 1
    is_cut: bool = False
    """Whether a part is left out because of where it stands: too deep, or in a union."""
    is_recursive: bool = False
    """Whether a part contains itself."""

    def add(self, inner: Part, times: int = 1) -> None:
        """Count the schemas of a part that this one uses."""
        self.size += inner.size
        self.weight += times * inner.weight
        self.is_cut |= inner.is_cut
        self.is_recursive |= inner.is_recursive

    def lose(self, rel: str, kind: Literal["degraded", "left out"], reason: str, place: str, detail: str = "") -> None:
        """Note a loss at a place of this part."""
        self.losses.append((rel, Loss(kind, reason, place, detail)))


def is_webhook(value: Json) -> bool:
    """Whether an operation of the contract is a webhook, which has a payload and no response."""
    return "responses" not in value


def request_body(value: Json) -> Json | None:
    """The body that a caller sends."""
    return None if is_webhook(value) else value.get("requestBody")


def or_null(schema: Json, nullable: bool) -> Json:
    """A schema, or one that takes null as well."""
    return {**schema, "type": [schema["type"], "null"]} if nullable else dict(schema)


def described(schema: Json, text: str) -> Json:
    """A schema with a description, if there is one."""
    return {**schema, "description": text} if text else schema


def content_schema(value: Json) -> Json:
    """The schema of a body or a response, whatever its media type."""
    schema: Json = next(iter(value["content"].values()))["schema"]
    return schema
