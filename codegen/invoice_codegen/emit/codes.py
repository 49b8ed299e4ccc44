"""`codes.py`: code lists as open enumerations."""

from __future__ import annotations

from dataclasses import dataclass, replace

from .. import ir
from .docstrings import attribute_docstring, class_parts, docstring
from .markup import Markup
from .render import identifier, imports, literal, render

_BASES = {"int": "OpenIntEnum", "str": "OpenStrEnum"}


@dataclass(frozen=True)
class CodeClass:
    """A code list as a class."""

    name: Markup
    base: Markup
    docstring: Markup
    codes: tuple[tuple[Markup, Markup], ...]
    """Each code as an assignment and its docstring, which may be empty."""


def codes_module(api: ir.Api) -> str:
    """The source of `codes.py`, not yet formatted."""
    classes = [_class(codes) for codes in api.codes]
    bases = sorted({_BASES[codes.base] for codes in api.codes})
    return render("codes.py.jinja", api=api, classes=classes, imports=imports(bases, "..models.enums"))


def _class(codes: ir.CodeList) -> CodeClass:
    text = replace(codes.text, zh=codes.text.zh + _chinese_labels(codes))
    return CodeClass(
        identifier(codes.name),
        identifier(_BASES[codes.base]),
        docstring(class_parts(text, codes.name), 4),
        tuple(_code(code) for code in codes.codes),
    )


def _chinese_labels(codes: ir.CodeList) -> str:
    labels = [f"{code.value} {code.text.zh.rstrip('。')}" for code in codes.codes if code.text.zh]
    return f"{'；'.join(labels)}。" if labels else ""


def _code(code: ir.Code) -> tuple[Markup, Markup]:
    """An assignment and its docstring; none where the label only repeats the name."""
    assignment = Markup(f"{identifier(code.name)} = {literal(code.value)}")
    label = code.text.en.removesuffix(".").upper().replace(" ", "_").replace("-", "_")
    return assignment, Markup("") if label == code.name else attribute_docstring(code.text, 4)
