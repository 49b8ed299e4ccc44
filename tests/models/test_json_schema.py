"""JSON schemas of models: attribute docstrings are descriptions."""

from __future__ import annotations

import importlib
from typing import Any

import jsonschema
import pytest
from invoice_apis.types import Model
from support.emitted_python import APIS, PACKAGE, docstrings


@pytest.mark.parametrize("by_alias", [True, False], ids=["wire names", "Python names"])
@pytest.mark.parametrize("api", APIS)
def test_attribute_docstrings_are_descriptions(api: str, by_alias: bool) -> None:
    texts = {text.name: text.text for text in docstrings(PACKAGE / api / "models.py") if text.kind == "attribute"}
    module = importlib.import_module(f"invoice_apis.{api}.models")
    models = [
        value for value in vars(module).values() if isinstance(value, type) and value.__module__ == module.__name__
    ]
    assert models
    for model in models:
        schema = schema_of(model, by_alias)
        for name, field in model.model_fields.items():
            description = schema["properties"][(field.alias or name) if by_alias else name]["description"]
            assert description == texts[f"{model.__name__}.{name}"]


def schema_of(model: Any, by_alias: bool) -> dict[str, Any]:
    schema: dict[str, Any] = model.model_json_schema(by_alias=by_alias)
    return schema["$defs"][model.__name__] if "$ref" in schema else schema


class Noted(Model):
    """A model of a user, with a note."""

    note: str | None = None
    """What was noted."""

    described: str | None = None


class More(Noted):
    """A model that extends another."""

    described: str | None = None
    """Described below."""


def test_models_of_users_are_described_too() -> None:
    assert Noted.model_json_schema()["properties"]["note"]["description"] == "What was noted."
    assert "description" not in Noted.model_json_schema()["properties"]["described"]
    properties = More.model_json_schema()["properties"]
    assert [properties[name]["description"] for name in ("note", "described")] == [
        "What was noted.",
        "Described below.",
    ]


def test_a_model_without_source_has_no_descriptions() -> None:
    scope: dict[str, Any] = {"Model": Model, "__name__": "nowhere"}
    exec("class Bare(Model):\n    note: str | None = None\n    '''A note.'''\n", scope)
    assert "description" not in scope["Bare"].model_json_schema()["properties"]["note"]


@pytest.mark.parametrize("mode", ["validation", "serialization"])
def test_known_codes_are_listed_and_others_admitted(mode: Any) -> None:
    from invoice_apis.huawei_bssintl import Invoice, InvoiceState

    schema = Invoice.model_json_schema(mode=mode)
    codes = schema["properties"]["invoiceState"]["anyOf"][0]
    listed = {each["const"]: each["title"] for each in codes["anyOf"] if "const" in each}
    assert listed == {state.value: state.name for state in InvoiceState}
    assert schema["properties"]["invoiceAmount"]["anyOf"][0] == {"type": "number"}
    for value in (8, 99):
        jsonschema.validate({"invoiceState": value, "invoiceAmount": 5.5}, schema)
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate({"invoiceState": 1.5}, schema)
