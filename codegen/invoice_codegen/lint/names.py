"""Names: of the package, the paths, the classes and the operations."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator

from .. import naming
from ..parse.load import Document
from ..parse.openapi import Schema
from ..parse.resolve import Resolved
from ..problem import Problem
from ..runtime.jsontext.pointer import join


def names(resolved: Resolved) -> Iterator[Problem]:
    """What can't be a name, and names that collide."""
    document, api = resolved.checked.source.openapi, resolved.checked.source.name
    if flaw := naming.api_flaw(api):
        yield document.problem("", *flaw)
    for path in resolved.checked.openapi.paths:
        if not naming.is_path(path):
            message = f"the path {path!a} is not plain"
            yield document.problem(join(["paths", path]), message, "plain segments, no dots or escapes")
    if not resolved.calls and not resolved.problems:
        yield document.problem("/paths", "there is no operation", "describe at least one")
    for component in resolved.checked.openapi.components.schemas:
        if not naming.is_class(component) or component == naming.class_name(api):
            remedy = "use an ASCII PascalCase name that is not one of Python's or the SDK's own"
            yield document.problem(
                join(["components", "schemas", component]), f"{component!a} can't be a class", remedy
            )
    for call in resolved.calls:
        if not naming.is_operation(call.id):
            remedy = "use an ASCII PascalCase name that is not one of Python's or the SDK's own"
            yield document.problem(call.pointer, f"the operationId {call.id!a} can't be a name", remedy)
    ids = [call.id for call in resolved.calls]
    yield from collisions(document, "/paths", "operations", ids, map(naming.method_name, ids))
    yield from _replies(resolved, document)


def _replies(resolved: Resolved, document: Document) -> Iterator[Problem]:
    """The reply of an operation is a class too, made of its success and its failure."""
    used = {name for call in resolved.calls for root in (call.success, call.failure) for name in _inside(root)}
    used |= {name for call in resolved.calls for parameter in call.parameters for name in _named(parameter.value)}
    used |= {name for call in resolved.calls for name in _named(call.body)}
    client = naming.class_name(resolved.checked.source.name)
    for call in resolved.calls:
        if f"{call.id}Response" in used:
            message = f"the component '{call.id}Response' and the reply of {call.id!r} would be one class"
            yield document.problem(call.pointer, message, "rename the component")
        if f"{call.id}Response" == client:
            message = f"the client {client!r} and the reply of {call.id!r} would be one class"
            yield document.problem(call.pointer, message, "rename the folder")


def _inside(schema: Schema | None) -> Iterator[str]:
    """The components that a schema uses below itself."""
    if schema is not None:
        for part in (*(schema.properties or {}).values(), schema.items, schema.content_schema):
            yield from _named(part)


def _named(schema: Schema | None) -> Iterator[str]:
    if schema is not None and schema.ref:
        yield schema.component
    yield from _inside(schema)


def collisions(
    document: Document,
    pointer: str,
    what: str,
    wires: Iterable[str],
    names: Iterable[str],
    remedy: str = "rename all but one",
) -> Iterator[Problem]:
    """What would have the same name in Python."""
    pairs = list(zip(wires, names, strict=True))
    for name, times in Counter(name for _, name in pairs).items():
        if times > 1:
            same = ", ".join(repr(wire) for wire, python in pairs if python == name)
            yield document.problem(pointer, f"the {what} {same} would all be {name!r} in Python", remedy)
