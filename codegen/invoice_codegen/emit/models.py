"""`models.py`, printed by datamodel-code-generator. The only module that knows it.

It gets the types of the IR as a JSON Schema, imports as overrides and Python names as aliases. A template of this
package places the docstrings.
"""

from __future__ import annotations

import ast
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from datamodel_code_generator import InputFileType, PythonVersion, generate
from datamodel_code_generator.enums import DataModelType
from datamodel_code_generator.format import Formatter

from .. import ir
from .docstrings import attribute_docstring, class_parts, docstring
from .format import LINE_LENGTH
from .markup import Markup
from .render import identifier, literal

_TEMPLATES = Path(__file__).parent / "templates" / "datamodel"
_MODULE = "invoice_apis"
"""Stands in for the module of every imported name; `import_overrides` has the real ones."""
_PLAIN: dict[str, dict[str, Any]] = {
    "str": {"type": "string"},
    "bool": {"type": "boolean"},
}


def models_module(api: ir.Api) -> str:
    """The source of `models.py`, not yet formatted."""
    if not api.models:
        return _header(api) + "\n"
    classes = {model.name: model.text for model in api.models} | {codes.name: codes.text for codes in api.codes}
    printed = generate(
        _schema(api),
        input_file_type=InputFileType.JsonSchema,
        output_model_type=DataModelType.PydanticV2BaseModel,
        target_python_version=PythonVersion.PY_311,
        base_class=f"{_MODULE}.Model",
        base_class_map={model.name: f"{_MODULE}.{_base(model)}" for model in api.models if model.is_response},
        type_overrides={name: f"{_MODULE}.{name}" for name in _imported(api)},
        import_overrides={"Model": "..models.base", "Reply": "..models.base"}
        | dict.fromkeys(("ListReply", "ScalarReply"), "..models.root")
        | _imported(api)
        | dict.fromkeys(_for_fields(api), "..models.fields"),
        additional_imports=["typing.Annotated", "typing.ClassVar", *(f"{_MODULE}.{name}" for name in _for_fields(api))],
        aliases=_aliases(api),
        use_annotated=True,
        use_double_quotes=True,
        skip_root_model=True,
        allow_remote_refs=False,
        custom_template_dir=_TEMPLATES,
        extra_template_data=defaultdict(dict, {model.name: _template_data(model, classes) for model in api.models}),
        custom_file_header=_header(api),
        formatters=[Formatter.BUILTIN],
        builtin_format_line_length=LINE_LENGTH,
        settings_path=_TEMPLATES,
    )
    if not isinstance(printed, str):
        raise TypeError("datamodel-code-generator printed no module")
    _check_declarations(ast.parse(printed))
    return printed + "\n"


def _header(api: ir.Api) -> str:
    owner = f"# Generated from schemas/{api.name}; edit the contract instead."
    return f"{owner}\n{docstring([f'{api.title}: models of payloads.'])}"


def _schema(api: ir.Api) -> dict[str, Any]:
    definitions: dict[str, Any] = {model.name: _model(model) for model in api.models}
    definitions |= {name: {"type": "string"} for name in _imported(api)}
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", "$defs": definitions}


def _model(model: ir.Model) -> dict[str, Any]:
    return {"type": "object", "properties": {field.wire: _any_of(field.types) for field in model.fields}}


def _any_of(types: Sequence[ir.Type], nullable: bool = False) -> dict[str, Any]:
    options = [_type(kind) for kind in types] + ([{"type": "null"}] if nullable else [])
    return options[0] if len(options) == 1 else {"anyOf": options}


def _type(kind: ir.Type) -> dict[str, Any]:
    if isinstance(kind, ir.Plain):
        return dict(_PLAIN[kind.name])
    if isinstance(kind, ir.ListOf):
        return {"type": "array", "items": _any_of(kind.items, kind.nullable)}
    if isinstance(kind, ir.MapOf):
        return {"type": "object", "additionalProperties": _any_of(kind.values, True)}
    if isinstance(kind, ir.UnionOf):
        return {"anyOf": [{"$ref": f"#/$defs/{name}"} for name in [*kind.names, "JsonObject"]]}
    return {"$ref": f"#/$defs/{kind.name}"}


def _aliases(api: ir.Api) -> dict[str, str | list[str]]:
    """Python names of members with another name on the wire."""
    members = ((model.name, field) for model in api.models for field in model.fields)
    return {f"{model}.{field.wire}": field.name for model, field in members if field.name != field.wire}


def _template_data(model: ir.Model, classes: Mapping[str, ir.Text]) -> dict[str, Any]:
    """The variables of `BaseModel.jinja2` for one model."""
    texts = {field.wire: _member_text(field, classes) for field in model.fields}
    return {
        "docstring": docstring(class_parts(model.text, model.name), 4),
        "docstrings": {wire: attribute_docstring(text, 4) for wire, text in texts.items()},
        "base": Markup(_base_hint(model)),
        "contract": literal(model.contract),
        "needed": literal(tuple(field.wire for field in model.fields if field.is_needed)),
        "hints": {field.wire: Markup(_root_hint(field) if model.is_root else _hint(field)) for field in model.fields},
        "defaults": {} if model.is_root else {field.wire: Markup(_default(field)) for field in model.fields},
        "single_items": literal(tuple(field.wire for field in model.fields if field.accepts_single_item)),
    }


def _base(model: ir.Model) -> str:
    """The base class of a whole response."""
    if not model.is_root:
        return "Reply"
    return "ListReply" if isinstance(model.fields[0].types[0], ir.ListOf) else "ScalarReply"


def _base_hint(model: ir.Model) -> str:
    """The base class with the type of the items, where it has one."""
    kind = model.fields[0].types[0] if model.is_root else None
    if isinstance(kind, ir.ListOf):
        return f"ListReply[{_kind(kind).removeprefix('list[')}"
    return _base(model) if model.is_response else "Model"


def _root_hint(field: ir.Field) -> str:
    return " | ".join(map(_kind, field.types))


def _hint(field: ir.Field) -> str:
    """The type of a field in Python, and what pydantic has to know of it."""
    kinds = " | ".join(_kind(kind) for kind in field.types)
    if field.is_needed:
        kinds = f"Annotated[{kinds}, NEEDED]"
    elif _is_scalar(field):
        return f"Scalar[{kinds}]"
    return kinds if field.is_needed else f"{kinds} | None"


def _kind(kind: ir.Type) -> str:
    if isinstance(kind, ir.MapOf):
        return f"dict[str, {' | '.join([*map(_kind, kind.values), 'None'])}]"
    if isinstance(kind, ir.UnionOf):
        codes = ", ".join(f"{literal(code)}: {literal(name)}" for code, name in kind.models)
        kinds = " | ".join(map(identifier, [*kind.names, "JsonObject"]))
        return f"Annotated[{kinds}, Tagged({literal(kind.tag)}, {{{codes}}})]"
    if not isinstance(kind, ir.ListOf):
        return identifier(kind.name)
    items = [_kind(item) for item in kind.items] + (["None"] if kind.nullable else [])
    return f"list[{' | '.join(items)}]"


def _is_scalar(field: ir.Field) -> bool:
    """Whether a text or an integer may be given in place of the documented type."""
    return all(
        isinstance(kind, ir.CodeRef)
        or (isinstance(kind, ir.Plain) and kind.name == "str")
        or (isinstance(kind, ir.Value) and not kind.name.startswith("Json"))
        for kind in field.types
    )


def _default(field: ir.Field) -> str:
    if not field.is_needed:
        return "ABSENT" if _is_scalar(field) else "None"
    return "[]" if isinstance(field.types[0], ir.ListOf) else f"{_kind(field.types[0])}()"


def _for_fields(api: ir.Api) -> list[str]:
    """Names of the runtime that the declarations of fields use."""
    fields = [field for model in api.models if not model.is_root for field in model.fields]
    names = (["NEEDED"] if any(field.is_needed for field in fields) else []) + (
        ["ABSENT", "Scalar"] if any(map(_is_scalar, fields)) else []
    )
    return names + (["Tagged"] if _has_union(api) else [])


def _member_text(field: ir.Field, classes: Mapping[str, ir.Text]) -> ir.Text:
    """The text of a member; only its first sentence where the class of the member says the same."""
    names = {kind.name for kind in _flat(field.types) if isinstance(kind, (ir.ModelRef, ir.CodeRef))}
    if field.text.en not in {classes[name].en for name in names}:
        return field.text
    first, stop, _ = field.text.en.partition(". ")
    return ir.Text(first + stop.strip(), field.text.zh)


def _imported(api: ir.Api) -> dict[str, str]:
    """Types that models import, with their modules."""
    modules: dict[str, str] = {}
    for kind in (kind for model in api.models for field in model.fields for kind in _flat(field.types)):
        if isinstance(kind, ir.Value):
            modules[kind.name] = "..models.values"
        elif isinstance(kind, ir.CodeRef):
            modules[kind.name] = ".codes"
    return modules


def _has_union(api: ir.Api) -> bool:
    fields = (field for model in api.models for field in model.fields)
    return any(isinstance(kind, ir.UnionOf) for field in fields for kind in _nested(field.types))


def _nested(types: Sequence[ir.Type]) -> Iterator[ir.Type]:
    """The types in lists and maps."""
    for kind in types:
        if isinstance(kind, (ir.ListOf, ir.MapOf)):
            yield from _nested(kind.items if isinstance(kind, ir.ListOf) else kind.values)
        else:
            yield kind


def _flat(types: Sequence[ir.Type]) -> Iterator[ir.Type]:
    """The types in lists, maps and unions."""
    for kind in _nested(types):
        if isinstance(kind, ir.UnionOf):
            yield from map(ir.ModelRef, kind.names)
            yield ir.Value("JsonObject")
        else:
            yield kind


def _check_declarations(tree: ast.Module) -> None:
    """Raise AssertionError for anything but imports and classes of annotated members: no text has become code."""
    rebuilt = {f"{node.name}.model_rebuild()" for node in tree.body if isinstance(node, ast.ClassDef)}
    for node in tree.body:
        is_known = isinstance(node, (ast.ImportFrom, ast.ClassDef)) or _is_text(node)
        if not is_known and ast.unparse(node) not in rebuilt:
            raise AssertionError(f"unexpected statement in printed models: {ast.dump(node)[:200]}")
        for part in node.body if isinstance(node, ast.ClassDef) else []:
            if not (isinstance(part, ast.AnnAssign) or _is_text(part)):
                raise AssertionError(f"unexpected part of a printed model: {ast.dump(part)[:200]}")


def _is_text(node: ast.stmt) -> bool:
    return isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant) and isinstance(node.value.value, str)
