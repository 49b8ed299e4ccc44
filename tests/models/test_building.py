"""Models that a program builds and changes: names, conversions, absent members."""

from __future__ import annotations

import importlib
from decimal import Decimal
from typing import Any

import invoice_apis as ia
import pytest
from invoice_apis.types import Model, date_of, datetime_of, decimal_of
from pydantic import ValidationError
from support.emitted import exact, payloads, reply_class
from support.emitted_python import APIS

MODELS = [
    value
    for api in APIS
    for value in vars(importlib.import_module(f"invoice_apis.{api}.models")).values()
    if isinstance(value, type) and issubclass(value, Model) and value.__module__.startswith(f"invoice_apis.{api}")
]
FIELDS = [(model, name, field) for model in MODELS for name, field in model.model_fields.items()]


def documented_type(model: Any, field: Any) -> str | None:
    """The JSON type that the vendor documents, where it is a scalar."""
    schema = ia.validation.contract.packaged_contract(model._contract_id).schema("documented")  # type: ignore[attr-defined]
    member = schema.get("properties", {}).get(field.alias or "", {})
    kind = member.get("type")
    return kind[0] if isinstance(kind, list) else kind


def test_a_text_or_an_integer_becomes_the_documented_type() -> None:
    expected = {"number": b"5", "integer": b"5", "string": b'"5"'}
    seen = set()
    for model, name, field in FIELDS:
        kind = documented_type(model, field)
        if model._contract_id.endswith(".response") or kind not in expected:
            continue
        for given in (5, "5"):
            written = exact_member(model(**{name: given}), field.alias or name)
            assert written == expected[kind], (model, name, given)
        seen.add(kind)
    assert seen == set(expected)


def exact_member(model: Any, wire: str) -> bytes:
    text: bytes = model.to_json()
    return text.removeprefix(b'{"%s":' % wire.encode()).removesuffix(b"}")


def numbers() -> list[tuple[Any, str, str]]:
    """Fields for which a number is documented."""
    return [
        (model, name, field.alias or name)
        for model, name, field in FIELDS
        if not model._contract_id.endswith(".response") and documented_type(model, field) == "number"
    ]


def test_digits_are_kept_and_odd_texts_stay() -> None:
    model, name, wire = numbers()[0]
    for given, written in (
        ("5.10", b"5.10"),
        (Decimal("0.0"), b"0.0"),
        ("N/A", b'"N/A"'),
        ("05", b'"05"'),
        (None, b"null"),
    ):
        built = model(**{name: given})
        assert exact_member(built, wire) == written
        assert model.from_json(built.to_json()) == built


def test_a_float_where_money_is_due_is_refused() -> None:
    for model, name, _ in numbers():
        with pytest.raises(ValidationError, match="lost digits") as caught:
            model(**{name: 5.125})
        assert "5.125" not in str(caught.value)
        with pytest.raises(ValidationError, match="lost digits"):
            setattr(model(), name, 5.125)


def test_what_comes_over_the_wire_keeps_its_type() -> None:
    for model, name, wire in numbers():
        for value in ("5.10", 5, 5.5):
            assert exact(model.model_validate({wire: value}).to_json()) == exact(
                model.model_validate({name: value}).to_json()
            )
        assert exact_member(model.model_validate({wire: "5.10"}), wire) == b'"5.10"'


def test_a_misspelt_keyword_is_refused_and_the_nearest_field_named() -> None:
    for model, name, field in FIELDS:
        if len(name) > 8:
            with pytest.raises(TypeError, match=name):
                model(**{name[:-1]: None} if name[:-1] not in model.model_fields else {f"{name}x": None})
            with pytest.raises(AttributeError, match="has no field"):
                setattr(model(), f"{name}x", None)
        if field.alias and field.alias != name:
            with pytest.raises(TypeError, match="twice"):
                model(**{name: None, field.alias: None})


def test_unknown_members_that_came_can_be_set() -> None:
    got = MODELS[0].model_validate({"unheardOf": 1})
    got.unheardOf = 2
    assert got.to_json() == b'{"unheardOf":2}'
    del got.unheardOf
    assert got.to_json() == b"{}"


def test_a_name_on_the_wire_sets_the_member_and_del_makes_it_absent() -> None:
    for model, name, field in FIELDS:
        wire = field.alias or name
        built = model()
        setattr(built, wire, None)
        assert built.to_json() == b'{"%s":null}' % wire.encode()
        assert built == model(**{name: None}) == model(**{wire: None})
        for each in (wire, name):
            setattr(built, name, None)
            delattr(built, each)
            assert built.to_json() == b"{}"
            assert built == model()


def test_a_value_of_a_wrong_type_is_refused_and_nothing_changes() -> None:
    for model, name, _ in numbers():
        built = model(**{name: "5.10"})
        with pytest.raises(ValidationError):
            setattr(built, name, {"a": 1})
        assert built == model(**{name: "5.10"})


def test_needed_members_read_as_empty_and_stay_absent() -> None:
    """`for invoice in page.invoices` needs no test: a success has the list, and what lacks it reads as empty."""
    seen = 0
    for model in MODELS:
        for wire in model._needed:
            name = next(name for name, field in model.model_fields.items() if wire in (field.alias, name))
            built = model()
            assert not isinstance(getattr(built, name), type(None))
            assert built.to_json() == b"{}"
            assert model.model_validate({wire: None}).to_json() == b'{"%s":null}' % wire.encode()
            if isinstance(getattr(built, name), list):
                getattr(built, name).append(None)
                assert built.to_json() == b'{"%s":[null]}' % wire.encode()
                assert getattr(model(), name) == []
            seen += 1
    assert seen >= len(APIS)


def test_a_report_is_on_what_came_and_a_check_on_what_is() -> None:
    for sample in payloads("samples"):
        if sample.contract.direction == "response":
            got = reply_class(sample.contract).from_json(sample.raw)
            before = got.report
            assert got.report is before
            for name in got.model_fields_set.copy():
                delattr(got, name)
            assert got.report is before
            assert before.ok
            assert got.check() == sample.contract.check(got) == sample.contract.check(b"{}")
            assert not got.check().ok


def test_every_door_takes_models_and_examples() -> None:
    from invoice_apis.testing import assert_valid

    for contract in ia.contracts():
        example = contract.example(3)
        assert contract.accepts(example)
        assert assert_valid(contract.id, example).ok
        if contract.direction == "response":
            got = reply_class(contract).from_json(example)
            assert got == type(got).from_json(contract.example(3, wire=True)) == type(got).from_json(got)
            assert contract.accepts(got)
            assert contract.check(got) == assert_valid(contract.id, got) == contract.check(got.to_json())


def test_wrong_use_says_what_to_do(tmp_path: Any) -> None:
    contract = next(contract for contract in ia.contracts() if contract.direction == "response")
    model = reply_class(contract)
    file = tmp_path / "reply.json"
    file.write_bytes(contract.example(wire=True))
    with file.open("rb") as opened:
        cases = [
            (file, "path.read_bytes()"),
            (opened, "file.read()"),
            (Answer(), "response.content"),
            (iter([]), "a list of its items"),
        ]
        for value, remedy in cases:
            (finding,) = contract.check(value).errors
            assert remedy in finding.message
            assert not contract.accepts(value)
            with pytest.raises(TypeError, match=r"from_json takes.*" + remedy.split("(")[0]):
                model.from_json(value)  # type: ignore[arg-type]
    assert "looks like a path" in contract.check(str(file)).errors[0].message
    assert "pass each" in contract.check([model(), model()]).errors[0].message
    with pytest.raises(TypeError, match="for item in items"):
        model.from_json([model()])  # type: ignore[arg-type]


class Answer:
    """What an HTTP library returns."""

    def __init__(self) -> None:
        self.status_code, self.headers, self.content = 200, {}, b"{}"


def test_members_of_several_types_are_read_as_one() -> None:
    types = importlib.import_module("invoice_apis.types")
    assert [decimal_of(value) for value in (Decimal("0.10"), 5, "1.50", types.DecimalText("-2e3"), None, "")] == [
        Decimal("0.10"), 5, Decimal("1.50"), Decimal("-2000"), None, None
    ]  # fmt: skip
    assert str(date_of(types.ShanghaiMillis(1609430400000))) == "2021-01-01"
    assert str(date_of(types.YearMonth(202002))) == str(date_of("202002")) == str(date_of("2020-02-01")) == "2020-02-01"
    assert str(date_of("2026-01-31T23:59:59-05:00")) == "2026-01-31"
    assert datetime_of(types.ShanghaiMillis(0)).tzinfo is not None
    assert str(datetime_of("2026-01-31 23:59:59")) == "2026-01-31 23:59:59"
    assert date_of(None) is datetime_of("") is None
    for read, text in ((decimal_of, "N/A"), (decimal_of, "1,234.50"), (date_of, "soon"), (datetime_of, "2026-01-31")):
        with pytest.raises(ValueError, match="not a") as caught:
            read(text)
        assert text not in str(caught.value)
    for read, value in ((decimal_of, 0.1), (decimal_of, True), (date_of, 5), (datetime_of, 5)):
        with pytest.raises(TypeError):
            read(value)
