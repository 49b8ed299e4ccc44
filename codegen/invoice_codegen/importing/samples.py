"""Samples from the document's own examples: those that the contract accepts as documented."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator
from contextlib import suppress
from dataclasses import dataclass
from typing import Any

from ..runtime import jsontext
from ..runtime.validation.contract import Contract
from .calls import Call
from .document import Document, Node
from .forms import form_content
from .replies import contents, json_content, statuses

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
        if call.operation.is_webhook:
            sides = [("webhook", _bodies(document, call))]
        else:
            sides = [("request", _requests(document, call))]
            sides += [(side, _replies(document, call, own)) for side, own, _ in contents(call.value)]
        for side, found in sides:
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


def _replies(document: Document, call: Call, own: Collection[str]) -> Iterator[tuple[str, Any]]:
    """The examples of the responses with one of these statuses."""
    for status, node in statuses(document, call.operation):
        if status in own:
            media = json_content(node.child("content").items(), is_request=False)
            if media is not None:
                yield from _examples(document, media)


def _bodies(document: Document, call: Call) -> Iterator[tuple[str, Any]]:
    """The examples of the payload of a webhook."""
    body = document.follow(call.operation.node.child("requestBody"))
    media = json_content(body.child("content").items(), is_request=False) if body else None
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
    schema = document.follow(media.child("schema"))
    described = schema.value if schema is not None and isinstance(schema.value, dict) else {}
    for place, value in _written(document, media, schema if "example" in described else None):
        yield place, value if described.get("type") == "string" else _read(value)


def _written(document: Document, media: Node, schema: Node | None) -> Iterator[tuple[str, Any]]:
    if "example" in media.value:
        yield media.child("example").place, media.value["example"]
    for name, written in media.child("examples").items():
        node = document.follow(written)
        if node is not None and isinstance(node.value, dict) and "value" in node.value:
            yield media.child("examples", name).place, node.value["value"]
    if schema is not None:
        yield schema.child("example").place, schema.value["example"]


def _read(value: Any) -> Any:
    """An example, read if it is written as text of JSON, as some documents have them."""
    if isinstance(value, str) and value.lstrip()[:1] in ("{", "["):
        with suppress(jsontext.Unreadable):
            return jsontext.read(value.encode())
    return value
