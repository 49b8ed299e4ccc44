"""Names of the package, paths, classes and operations."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from itertools import islice

from .. import naming
from ..parse.definition import ApiDefinition, Call, Webhook
from ..parse.schema import Schema
from ..problem import Problem
from ..runtime.jsontext.pointer import join

SAY_NAME = "give all but one another name in Python with x-sdk-name"
_PASCAL_CASE = "use an ASCII PascalCase name that neither Python nor the SDK uses"


def names(definition: ApiDefinition) -> Iterator[Problem]:
    """Invalid names, and names that collide."""
    if message := naming.package_name_problem(definition.name):
        yield definition.problem("", *message)
    for path in definition.openapi.paths:
        if not naming.is_path(path):
            remedy = "use plain segments: no dot segments, escapes or query"
            yield definition.problem(join(["paths", path]), f"unsupported path {path!a}", remedy)
    for component in definition.schemas:
        if not naming.is_class(component) or component == naming.class_name(definition.name):
            pointer = join(["components", "schemas", component])
            yield definition.problem(pointer, f"the component name {component!a} can't be a class name", _PASCAL_CASE)
    for call in definition.exchanges:
        if not naming.is_operation(call.id):
            yield definition.problem(call.pointer, f"the operationId {call.id!a} can't be a Python name", _PASCAL_CASE)
    ids = [call.id for call in definition.exchanges]
    yield from collisions(definition, "/paths", "operations", ids, map(naming.method_name, ids))
    yield from _reply_classes(definition)


def _reply_classes(definition: ApiDefinition) -> Iterator[Problem]:
    """Collisions of the classes of whole responses and webhooks."""
    schemas = [schema for call in definition.calls for schema in (call.body, *call.parameter_schemas) if schema]
    used = {name for schema in schemas for name in _components(schema)}
    for call in definition.calls:
        for root in (each for each in (call.success, call.failure) if each):
            used.update(_components(root, skip=1))
        used.update(*(_components(failure.schema) for failure in call.failures))
    for webhook in definition.webhooks:
        used.update(_components(webhook.schema, skip=1))
    classes: list[tuple[Call | Webhook, str]] = [(call, "response") for call in definition.calls if call.success]
    classes += [(webhook, "webhook") for webhook in definition.webhooks]
    for owner, what in classes:
        name = f"{owner.id}{what.capitalize()}"
        if name in used:
            message = f"the component {name!r} has the class name of the {what} of {owner.id!r}"
            yield definition.problem(owner.pointer, message, "rename the component")
        if name == naming.class_name(definition.name):
            message = f"the client {name!r} has the class name of the {what} of {owner.id!r}"
            yield definition.problem(owner.pointer, message, "rename the folder")


def _components(schema: Schema, skip: int = 0) -> set[str]:
    return {node.schema.component for node in islice(schema.walk(), skip, None) if node.schema.ref}


def collisions(
    definition: ApiDefinition,
    pointer: str,
    what: str,
    wires: Iterable[str],
    names: Iterable[str],
    remedy: str = "rename all but one",
) -> Iterator[Problem]:
    """Wire names that get the same name in Python."""
    pairs = list(zip(wires, names, strict=True))
    for name, times in Counter(name for _, name in pairs).items():
        if times > 1:
            same = ", ".join(repr(wire) for wire, python in pairs if python == name)
            yield definition.problem(pointer, f"the {what} {same} would all be {name!r} in Python", remedy)
