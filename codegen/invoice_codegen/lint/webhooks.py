"""Webhooks: each payload is an object that can be decoded and made up."""

from __future__ import annotations

from collections.abc import Iterator

from ..parse.definition import ApiDefinition
from ..parse.schema import Schema
from ..problem import Message, Problem
from .calls import encoded_items
from .limits import too_large
from .recursion import in_themselves
from .unions import in_alternatives


def webhooks(definition: ApiDefinition) -> Iterator[Problem]:
    """The problems of all webhooks, all references followed."""
    for webhook in definition.webhooks:
        schemas = [webhook.schema]
        for message, remedy in (
            *_whole(webhook.schema),
            *encoded_items(schemas),
            *in_alternatives(webhook),
            *in_themselves(webhook),
            *too_large(schemas),
        ):
            yield definition.problem(webhook.pointer, message, remedy)


def _whole(schema: Schema) -> Iterator[Message]:
    if schema.types != ["object"]:
        remedy = "describe an object that is never null; a webhook with another payload is left out"
        yield f"the webhook {schema.component!r} is not an object", remedy
