"""Models, by way of datamodel-code-generator. The only file that knows it.

The IR has decided names, types and texts; here they become a JSON Schema that makes datamodel-code-generator print
just that: types of the runtime and code lists are imported by override, names are given as aliases.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator, Sequence
from typing import Any

from datamodel_code_generator import InputFileType, PythonVersion, generate
from datamodel_code_generator.enums import DataModelType

from .. import ir
from .docstrings import joined, quoted
from .render import imports, literal

_PACKAGE = "invoice_apis"
_PLAIN: dict[str, dict[str, Any]] = {
    "str": {"type": "string"},
    "bool": {"type": "boolean"},
    "Decimal": {"type": "number", "format": "decimal"},
}
_GROUPS = {"__future__": 0, "decimal": 1, "typing": 1, "pydantic": 2}
_OWN = 3


def models_module(api: ir.Api) -> str:
    """The source of `models.py`, not yet formatted."""
    header = quoted(f"{api.title}: models of what comes over the wire.\n\nGenerated; edit the contract instead.", 0)
    replies = {model.name: f"{_PACKAGE}.models.base.Reply" for model in api.models if model.contract}
    printed = generate(
        _schema(api),
        input_file_type=InputFileType.JsonSchema,
        output_model_type=DataModelType.PydanticV2BaseModel,
        target_python_version=PythonVersion.PY_311,
        base_class=f"{_PACKAGE}.models.base.Model",
        base_class_map=dict(replies),
        type_overrides=_overrides(api),
        aliases=_aliases(api),
        use_annotated=True,
        use_schema_description=True,
        use_field_description=True,
        use_inline_field_description=True,
        skip_root_model=True,
        allow_remote_refs=False,
        disable_timestamp=True,
        custom_file_header="#",
        formatters=[],
    )
    if not isinstance(printed, str):
        raise TypeError("datamodel-code-generator gave no module")
    return header + "\n\n" + _tidied(printed, api)


def _schema(api: ir.Api) -> dict[str, Any]:
    definitions: dict[str, Any] = {model.name: _model(model) for model in api.models}
    definitions |= {name: {"type": "string"} for name in _overrides(api)}
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", "$defs": definitions}


def _aliases(api: ir.Api) -> dict[str, str | list[str]]:
    """Python names of the members that are called otherwise on the wire."""
    members = ((model.name, field) for model in api.models for field in model.fields)
    return {f"{model}.{field.wire}": field.name for model, field in members if field.name != field.wire}


def _model(model: ir.Model) -> dict[str, Any]:
    members = {field.wire: _member(field) for field in model.fields}
    return {"type": "object", **_description(model.text), "properties": members}


def _member(field: ir.Field) -> dict[str, Any]:
    return {**_description(field.text), **_any_of(field.types)}


def _any_of(types: Sequence[ir.Type], nullable: bool = False) -> dict[str, Any]:
    options = [_type(kind) for kind in types] + ([{"type": "null"}] if nullable else [])
    return options[0] if len(options) == 1 else {"anyOf": options}


def _description(words: ir.Text) -> dict[str, str]:
    text = joined(words)
    return {"description": text} if text else {}


def _type(kind: ir.Type) -> dict[str, Any]:
    if isinstance(kind, ir.Plain):
        return dict(_PLAIN[kind.name])
    if isinstance(kind, ir.ListOf):
        return {"type": "array", "items": _any_of(kind.items, kind.nullable)}
    return {"$ref": f"#/$defs/{kind.name}"}


def _overrides(api: ir.Api) -> dict[str, str]:
    """What a model imports instead of defining it."""
    found: dict[str, str] = {}
    for kind in (kind for model in api.models for field in model.fields for kind in _flat(field.types)):
        if isinstance(kind, ir.Value):
            found[kind.name] = f"{_PACKAGE}.models.values.{kind.name}"
        elif isinstance(kind, ir.CodeRef):
            found[kind.name] = f"{_PACKAGE}.{api.name}.codes.{kind.name}"
    return found


def _flat(types: Sequence[ir.Type]) -> Iterator[ir.Type]:
    for kind in types:
        if isinstance(kind, ir.ListOf):
            yield from _flat(kind.items)
        else:
            yield kind


def _tidied(printed: str, api: ir.Api) -> str:
    """Imports sorted and made relative, docstrings laid out, replies told their contract; the rest as it was printed."""
    tree = ast.parse(printed)
    _only_declarations(tree)
    lines = printed.splitlines()
    contracts = {model.name: model.contract for model in api.models if model.contract}
    models = [node for node in tree.body if isinstance(node, ast.ClassDef)]
    for model in reversed(models):
        for node in reversed([node for node in model.body if isinstance(node, ast.Expr)]):
            text = " " * node.col_offset + quoted(_constant(node), node.col_offset)
            lines[node.lineno - 1 : node.end_lineno] = text.split("\n")
            if node is model.body[0] and model.name in contracts:
                end = node.lineno - 1 + len(text.split("\n"))
                lines.insert(end, f"\n    _contract_id: ClassVar[str] = {literal(contracts[model.name])}\n")
    froms = [node for node in tree.body if isinstance(node, ast.ImportFrom)]
    head = "\n".join(_imports(froms, api))
    return head + "\n\n\n" + _spaced("\n".join(lines[models[0].lineno - 1 :])).strip("\n") + "\n"


def _spaced(text: str) -> str:
    """Empty lines and quotes as black has them: it formats twice what its first pass changes."""
    text = re.sub(r"\n\n\n+(?=    )", "\n\n", text)
    text = re.sub(r'("""\n)(?=    [a-z])', r"\1\n", text)
    return re.sub(r"(?<=Field\(alias=)'([^'\"\\]*)'", r'"\1"', text)


def _constant(node: ast.Expr) -> str:
    """The text of a docstring, without the layout that the printer gave it."""
    value = node.value.value if isinstance(node.value, ast.Constant) else ""
    lines = str(value).strip("\n").split("\n")
    indent = " " * node.col_offset
    return "\n".join(line.removeprefix(indent) for line in lines).rstrip()


def _imports(nodes: list[ast.ImportFrom], api: ir.Api) -> Iterator[str]:
    names: dict[str, set[str]] = {"typing": {"ClassVar"}}
    for node in nodes:
        names.setdefault(_relative(node.module or "", api), set()).update(alias.name for alias in node.names)
    previous = 0
    for group, module in sorted((_GROUPS.get(module, _OWN), module) for module in names):
        if group != previous:
            yield ""
        previous = group
        yield imports(sorted(names[module]), module)


def _relative(module: str, api: ir.Api) -> str:
    if module.startswith(f"{_PACKAGE}.{api.name}."):
        return module.removeprefix(f"{_PACKAGE}.{api.name}")
    return module.replace(f"{_PACKAGE}.", "..") if module.startswith(f"{_PACKAGE}.") else module


def _only_declarations(tree: ast.Module) -> None:
    """Nothing but imports and classes of annotated members: no text has become code."""
    for node in tree.body:
        if not isinstance(node, (ast.ImportFrom, ast.ClassDef)):
            raise AssertionError(f"unexpected statement in printed models: {ast.dump(node)[:200]}")
        for part in node.body if isinstance(node, ast.ClassDef) else []:
            is_text = isinstance(part, ast.Expr) and isinstance(part.value, ast.Constant)
            if not (is_text or isinstance(part, (ast.AnnAssign, ast.Pass))):
                raise AssertionError(f"unexpected part of a printed model: {ast.dump(part)[:200]}")
