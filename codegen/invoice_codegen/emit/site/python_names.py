"""The Python names of the members of a contract: fields of models, and arguments of calls."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from ... import ir
from ...runtime.jsontext.pointer import split

Types = tuple[ir.Type, ...]


def python_names(api: ir.Api, contract: ir.Contract) -> dict[str, str]:
    """The Python name of each documented member, by pointer, where it is another than on the wire."""
    models = {model.name: model for model in api.models}
    types, names = _types(api, contract), dict(_arguments(api, contract))
    for pointer in contract.documentation["members"]:
        names.setdefault(pointer, _field_name(models, types, split(pointer)))
    return {pointer: name for pointer, name in names.items() if name and name != split(pointer)[-1]}


def _arguments(api: ir.Api, contract: ir.Contract) -> Mapping[str, str]:
    """The arguments of a call or of its client, by pointer into the request."""
    return {
        parameter.pointer: parameter.name
        for operation in api.operations
        if f"{operation.descriptor.id}.request" == contract.id
        for parameter in operation.descriptor.parameters
        if parameter.is_given or parameter.filled_by == "client"
    }


def _field_name(models: Mapping[str, ir.Model], types: Types, parts: Sequence[str]) -> str:
    name = ""
    for part in parts:
        name, types = _below(models, types, part)
    return name


def _types(api: ir.Api, contract: ir.Contract) -> Types:
    """The types of the whole payload; none for a request, which has no model."""
    failures = {
        failure.model
        for operation in api.operations
        for failure in operation.descriptor.failures
        if f"{operation.descriptor.id}.{failure.direction}" == contract.id
    }
    for model in api.models:
        if model.contract == contract.id or model.name in failures:
            return model.fields[0].types if model.is_root else (ir.ModelRef(model.name),)
    return ()


def _below(models: Mapping[str, ir.Model], types: Types, part: str) -> tuple[str, Types]:
    """The Python name and the types of a member; items of lists and values of maps have no name."""
    fields = []
    for kind in types:
        if part == "*" and isinstance(kind, (ir.ListOf, ir.MapOf)):
            return "", kind.items if isinstance(kind, ir.ListOf) else kind.values
        names = kind.names if isinstance(kind, ir.UnionOf) else [kind.name] if isinstance(kind, ir.ModelRef) else []
        fields += [field for name in names for field in models[name].fields if field.wire == part]
    return fields[0].name if fields else "", tuple(kind for field in fields for kind in field.types)
