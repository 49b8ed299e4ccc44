"""What a reply is to its user: exact, honest about drift, and hard to break."""

from __future__ import annotations

import copy
import math
import pickle
from decimal import Decimal
from typing import Any

import invoice_apis as ia
import pytest
from pydantic import ValidationError
from support.emitted import exact, opened, payloads, reply_class
from support.mutate import at, dumps, places, replaced

SAMPLES = [sample for sample in payloads("samples") if sample.contract.direction == "response"]


def reply(sample: Any) -> Any:
    return reply_class(sample.contract).from_json(sample.raw)


@pytest.mark.parametrize("sample", SAMPLES, ids=str)
def test_absent_null_and_empty_stay_distinct(sample: Any) -> None:
    value, seen = opened(sample.contract, exact(sample.raw)), 0
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
def test_unknown_members_are_kept_even_under_names_of_the_sdk(sample: Any) -> None:
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
            value = {**exact(sample.raw), name: "not the member"}
            assert model.from_json(dumps(value)).model_extra[name] == "not the member"


@pytest.mark.parametrize("sample", SAMPLES, ids=str)
def test_replies_can_be_copied_pickled_and_compared(sample: Any) -> None:
    one = reply(sample)
    assert one == reply(sample) == copy.deepcopy(one) == pickle.loads(pickle.dumps(one))
    assert one.model_copy(deep=True).to_json() == one.to_json()
    assert one != "something else"


@pytest.mark.parametrize("sample", SAMPLES, ids=str)
def test_models_can_describe_themselves_as_json_schema(sample: Any) -> None:
    schema = reply_class(sample.contract).model_json_schema()
    assert schema["x-contract"] == sample.contract.id


def test_an_error_survives_pickling_with_its_report() -> None:
    contract = next(contract for contract in ia.contracts() if contract.direction == "response")
    with pytest.raises(ia.InvalidResponse) as caught:
        reply_class(contract).from_json(b"[]")
    assert pickle.loads(pickle.dumps(caught.value)).report == caught.value.report


def test_what_is_no_number_is_never_written() -> None:
    sample = SAMPLES[0]
    model = reply_class(sample.contract)
    for value in (math.nan, math.inf, Decimal("NaN")):
        with pytest.raises((ValueError, ValidationError)):
            model.model_validate({"unheardOf": value}).to_json()
    with pytest.raises(ValueError, match="not a JSON value"):
        model.model_validate({"unheardOf": {1, 2}}).to_json()


@pytest.mark.parametrize("sample", SAMPLES, ids=str)
def test_a_reply_made_by_hand_has_a_report_too(sample: Any) -> None:
    model = reply_class(sample.contract)
    assert model().report.ok is sample.contract.check({}).ok
    assert model.model_validate(exact(reply(sample).to_json())).report == sample.contract.check(reply(sample).to_json())
