"""Replies are exact, report drift, and survive copies, pickles and edits."""

from __future__ import annotations

import copy
import math
import pickle
import re
from decimal import Decimal
from typing import Any

import invoice_apis as ia
import pytest
from pydantic import ConfigDict, ValidationError
from support.emitted import decoded, exact, payloads, reply_class
from support.mutate import at, dumps, places, replaced

SAMPLES = [sample for sample in payloads("samples") if sample.contract.direction == "response"]


def reply(sample: Any) -> Any:
    return reply_class(sample.contract).from_json(sample.raw)


@pytest.mark.parametrize("sample", SAMPLES, ids=str)
def test_absent_null_and_empty_stay_distinct(sample: Any) -> None:
    value, seen = decoded(sample.contract, exact(sample.raw)), 0
    for path in places(value):
        if not isinstance(at(value, path), str):
            continue
        for other in (None, ""):
            changed = dumps(replaced(value, path, other))
            if sample.contract.accepts(changed):
                assert exact(reply_class(sample.contract).from_json(changed).to_json()) == exact(changed)
                seen += 1
    assert seen


@pytest.mark.parametrize("sample", SAMPLES, ids=str)
def test_unknown_members_are_kept_even_with_names_of_the_sdk(sample: Any) -> None:
    extra = {
        "to_json": 1,
        "from_json": None,
        "report": "x",
        "model_config": [],
        "__class__": {"a": Decimal("0.10")},
        "success_": 1,
    }
    value = {**exact(sample.raw), **extra}
    got = reply_class(sample.contract).from_json(dumps(value))
    assert {name: got.model_extra[name] for name in extra} == extra
    assert exact(got.to_json())["__class__"] == {"a": Decimal("0.10")}
    assert callable(got.to_json)


@pytest.mark.parametrize("sample", SAMPLES, ids=str)
def test_a_member_under_its_python_name_is_an_unknown_member(sample: Any) -> None:
    """Only wire names count on the wire."""
    model = reply_class(sample.contract)
    for name, field in model.model_fields.items():
        if field.alias and field.alias != name:
            value = {**decoded(sample.contract, exact(sample.raw)), name: "not the member"}
            assert model.from_json(dumps(value)).model_extra[name] == "not the member"
            assert exact(model.from_json(dumps(value)).to_json()) == value
            value.pop(field.alias, None)
            if sample.contract.accepts(dumps(value)):
                assert exact(model.from_json(dumps(value)).to_json()) == value


@pytest.mark.parametrize("sample", SAMPLES, ids=str)
def test_unknown_members_with_python_names_of_fields_at_every_depth(sample: Any) -> None:
    value = decoded(sample.contract, exact(sample.raw))
    for path in [(), *places(value)]:
        here = at(value, path)
        for wire in here if isinstance(here, dict) else ():
            python = re.sub(r"(?<=[a-z0-9])(?=[A-Z])", "_", wire).lower()
            if python == wire:
                continue
            for namesake in (None, "x"):
                changed = replaced(
                    value,
                    path,
                    {python if name == wire else name: part for name, part in here.items()} | {python: namesake},
                )
                if sample.contract.accepts(changed):
                    got = reply_class(sample.contract).from_json(dumps(changed))
                    assert exact(got.to_json()) == changed


def test_a_field_can_be_set_beside_an_unknown_member_of_its_name() -> None:
    for sample in SAMPLES:
        got = reply_class(sample.contract).from_json(dumps({**exact(sample.raw), "unheard": 1}))
        name = next(iter(type(got).model_fields))
        before = exact(got.to_json())
        setattr(got, name, getattr(got, name))
        assert exact(got.to_json()) == before


@pytest.mark.parametrize("raw", [5, 10**13, [123, 125], None])
def test_only_text_and_objects_are_read(raw: Any) -> None:
    with pytest.raises(TypeError, match="JSON text"):
        reply_class(SAMPLES[0].contract).from_json(raw)


@pytest.mark.parametrize("kind", [bytes, bytearray, memoryview, bytes.decode])
def test_every_type_of_text_is_read(kind: Any) -> None:
    for sample in SAMPLES:
        assert reply_class(sample.contract).from_json(kind(sample.raw)) == reply(sample)
        assert sample.contract.accepts(kind(sample.raw))
        assert sample.contract.check(kind(sample.raw)) == sample.contract.check(sample.raw)


def test_a_subclass_reads_too() -> None:
    model = reply_class(SAMPLES[0].contract)

    class Own(model):  # type: ignore[misc, valid-type]
        model_config = ConfigDict(json_schema_extra={"examples": [1]})

    assert Own.from_json(SAMPLES[0].raw).to_json() == reply(SAMPLES[0]).to_json()


def test_null_and_absent_are_not_equal() -> None:
    for sample in SAMPLES:
        model, value = reply_class(sample.contract), exact(sample.raw)
        for name in value:
            null, absent = dumps({**value, name: None}), dumps(
                {key: part for key, part in value.items() if key != name}
            )
            if sample.contract.accepts(null) and sample.contract.accepts(absent):
                assert model.from_json(null) != model.from_json(absent)


def test_contracts_can_be_pickled() -> None:
    for contract in ia.contracts():
        contract.check(b"{}")
        assert pickle.loads(pickle.dumps(contract)) is contract


def test_validation_errors_of_models_hide_their_input() -> None:
    model = reply_class(SAMPLES[0].contract)
    with pytest.raises(ValidationError) as caught:
        model.model_validate({name: {"CANARY": ["CANARY"]} for name in model.model_fields}, by_name=True)
    assert "CANARY" not in str(caught.value)


def test_reprs_hide_unknown_members() -> None:
    for sample in SAMPLES:
        got = reply_class(sample.contract).from_json(dumps({**exact(sample.raw), "newPhone": "CANARY"}))
        assert "CANARY" not in repr(got)
        assert "newPhone" in repr(got)


@pytest.mark.parametrize("sample", SAMPLES, ids=str)
def test_replies_can_be_copied_pickled_and_compared(sample: Any) -> None:
    one = reply(sample)
    assert one == reply(sample) == copy.deepcopy(one) == pickle.loads(pickle.dumps(one))
    assert one.model_copy(deep=True).to_json() == one.to_json()
    assert one != "something else"


@pytest.mark.parametrize("sample", SAMPLES, ids=str)
def test_models_have_a_json_schema(sample: Any) -> None:
    schema = reply_class(sample.contract).model_json_schema()
    assert set(schema["properties"]) == {
        field.alias or name for name, field in reply_class(sample.contract).model_fields.items()
    }


def test_an_error_survives_pickling_with_its_report() -> None:
    contract = next(contract for contract in ia.contracts() if contract.direction == "response")
    with pytest.raises(ia.InvalidResponse) as caught:
        reply_class(contract).from_json(b"[]")
    assert pickle.loads(pickle.dumps(caught.value)).report == caught.value.report


def test_nan_and_infinity_are_not_written() -> None:
    sample = SAMPLES[0]
    model = reply_class(sample.contract)
    for value in (math.nan, math.inf, Decimal("NaN")):
        with pytest.raises((ValueError, ValidationError)):
            model.model_validate({"unheardOf": value}).to_json()
    with pytest.raises(ValueError, match="not a JSON value"):
        model.model_validate({"unheardOf": {1, 2}}).to_json()


@pytest.mark.parametrize("sample", SAMPLES, ids=str)
def test_a_reply_without_text_has_a_report(sample: Any) -> None:
    model = reply_class(sample.contract)
    assert model().report.ok is sample.contract.check({}).ok
    assert model.model_validate(exact(reply(sample).to_json())).report == sample.contract.check(reply(sample).to_json())
