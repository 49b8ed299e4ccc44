"""The servers of a document that clients can call."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from ..lint.servers import braces
from ..runtime.client.base_url import url_flaw
from .document import Document, Node
from .operations import Operation
from .parameters import Refused
from .part import Json
from .words import clean


def servers(document: Document, given: str | None = None) -> list[Json]:
    """The servers of the root with host and path; or the one that the caller gives."""
    if given:
        return [{"url": given}]
    return [found for node in document.root.child("servers").list() if (found := _server(node))]


def _server(node: Node) -> Json | None:
    url = node.text("url").rstrip("/")
    variables = dict(_variables(node))
    if url_flaw(_filled(url, {name: one["default"] for name, one in variables.items()})) or "{" in _filled(
        url, dict.fromkeys(variables, "x")
    ):
        return None
    used = {name: one for name, one in variables.items() if name in braces(url)}
    if any(
        url_flaw(_filled(url, {name: one["default"] for name, one in used.items()} | {name: value}))
        for name, one in used.items()
        for value in one.get("enum", ())
    ):
        return None
    found: Json = {"url": url}
    if text := clean(node.text("description")):
        found["description"] = text
    return {**found, "variables": used} if used else found


def _variables(node: Node) -> Iterator[tuple[str, Json]]:
    for name, variable in node.child("variables").items():
        default = variable.text("default")
        values = variable.value.get("enum") if isinstance(variable.value, dict) else None
        codes = [value for value in values if isinstance(value, str)] if isinstance(values, list) else []
        found: Json = {"default": default}
        if codes:
            found["enum"] = codes if default in codes else [default, *codes]
        if text := clean(variable.text("description")):
            found["description"] = text
        yield name, found


def _filled(url: str, values: dict[str, Any]) -> str:
    for name, value in values.items():
        url = url.replace(f"{{{name}}}", str(value))
    return url


def check_own_servers(operation: Operation, roots: list[Json]) -> None:
    """Raise Refused for an operation that is called at another server than the others."""
    for node in (operation.node.child("servers"), operation.item.child("servers")):
        urls = {one.text("url").rstrip("/") for one in node.list()}
        if urls and not urls & {root["url"] for root in roots}:
            raise Refused("servers", "the operation has servers of its own")
