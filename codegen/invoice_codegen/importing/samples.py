"""Samples from the document's own examples: those that the contract accepts as documented."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from ..runtime import jsontext
from ..runtime.validation.contract import Contract
from .calls import Call, json_content
from .document import Document, Node
from .forms import form_content

MOST = 3
"""Samples of one operation and side."""


@dataclass(frozen=True)
class Sample:
    """An example of the document as a payload, with what the contract says against it."""

    name: str
    """The name of its file."""
    raw: bytes
    place: str
    findings: tuple[str, ...]


def samples(document: Document, calls: tuple[Call, ...], contract: Callable[[str], Contract]) -> Iterator[Sample]:
    """The examples of requests and replies; each is checked by its contract."""
    for call in calls:
        for side, found in (("request", _requests(document, call)), ("response", _replies(document, call))):
            seen: set[bytes] = set()
            for place, value in found:
                try:
                    raw = jsontext.write(value, indent=True) + b"\n"
                except ValueError:
                    continue
                if raw not in seen and len(seen) < MOST:
                    seen.add(raw)
                    variant = f".example-{len(seen)}" if len(seen) > 1 else ""
                    report = contract(f"{call.operation.id}.{side}").check(raw)
                    findings = tuple(f"{one.pointer or '(the whole)'}: {one.message}" for one in report.findings)
                    yield Sample(f"{call.operation.id}.{side}{variant}.json", raw, place, findings)


def _replies(document: Document, call: Call) -> Iterator[tuple[str, Any]]:
    responses = call.operation.node.child("responses")
    for status, written in responses.items():
        node = document.follow(written)
        if status.startswith("2") and node is not None:
            media = json_content(node.child("content").items(), is_request=False)
            if media is not None:
                yield from _examples(document, media)


def _requests(document: Document, call: Call) -> Iterator[tuple[str, Any]]:
    """Whole requests: the example of a body with the examples of the parameters that are required."""
    groups: dict[str, dict[str, Any]] = {}
    for parameter in call.value.get("parameters", ()):
        if parameter.get("required"):
            example = call.examples.get((parameter["in"], parameter["name"]))
            if example is None:
                return
            groups.setdefault(parameter["in"], {})[parameter["name"]] = example
    if "requestBody" not in call.value:
        if groups:
            yield call.operation.node.place, groups
        return
    body = document.follow(call.operation.node.child("requestBody"))
    contents = body.child("content").items() if body else []
    media = json_content(contents, is_request=True)
    used = media or form_content(contents)
    for place, value in _examples(document, used) if used else ():
        if media or isinstance(value, dict):  # the text of a form is no logical value
            yield place, {**groups, "body": value}


def _examples(document: Document, media: Node) -> Iterator[tuple[str, Any]]:
    """The examples of a content, and of its schema."""
    if "example" in media.value:
        yield media.child("example").place, media.value["example"]
    for name, written in media.child("examples").items():
        node = document.follow(written)
        if node is not None and isinstance(node.value, dict) and "value" in node.value:
            yield media.child("examples", name).place, node.value["value"]
    schema = document.follow(media.child("schema"))
    if schema is not None and isinstance(schema.value, dict) and "example" in schema.value:
        yield schema.child("example").place, schema.value["example"]
