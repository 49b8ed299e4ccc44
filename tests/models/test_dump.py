"""What pydantic makes of a model: what is there, as it came, and a model again."""

from __future__ import annotations

import json
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from invoice_apis import jsontext
from invoice_apis.types import Model
from pydantic import BaseModel, TypeAdapter
from support.emitted import decoded, exact, payloads, reply_class
from support.mutate import at, dumps, places, replaced

REPLIES = [
    payload
    for payload in [*payloads("samples"), *payloads("cases")]
    if payload.contract.direction == "response" and not payload.is_bad
]
VALUES: list[Any] = [
    None, "", "5.10", 5, 10**30, Decimal("0.10"), Decimal("1E+2"), Decimal("12345678901234567890.5"), Decimal("1.0"),
    [Decimal("2.50")], {"a": {"b": Decimal("0.0")}}, True,
]  # fmt: skip


def reply(payload: Any) -> Any:
    return reply_class(payload.contract).from_json(payload.raw)


@st.composite
def replies(draw: st.DrawFn) -> Any:
    """A reply with odd values at some places, as long as its contract accepts it."""
    payload = draw(st.sampled_from(REPLIES))
    value = decoded(payload.contract, exact(payload.raw))
    changed = value
    for _ in range(draw(st.integers(0, 3))):
        path = draw(st.sampled_from([*places(changed), ("unheardOf",)]))
        here = {**changed, "unheardOf": 0} if path == ("unheardOf",) else changed
        other = replaced(here, path, draw(st.sampled_from(VALUES)))
        changed = other if payload.contract.accepts(dumps(other)) else changed
    return reply_class(payload.contract).from_json(dumps(changed))


@settings(max_examples=150)
@given(reply=replies())
def test_a_dump_is_the_model_again(reply: Any) -> None:
    model = type(reply)
    assert reply.model_dump_json() == reply.to_json().decode()
    assert model.from_json(reply.model_dump_json()) == reply
    assert exact(jsontext.write(reply.model_dump())) == exact(reply.to_json())
    for by_alias in (True, False):
        assert model.model_validate(reply.model_dump(by_alias=by_alias)) == reply
        assert model.model_validate(reply.model_dump(by_alias=by_alias)).to_json() == reply.to_json()


@settings(max_examples=150)
@given(reply=replies())
def test_a_dump_as_json_has_equal_numbers(reply: Any) -> None:
    """A number that no double equals is text; others stay numbers, and so is what the json module reads."""
    dumped = reply.model_dump(mode="json")
    assert json.loads(json.dumps(dumped)) == dumped == json.loads(TypeAdapter(type(reply)).dump_json(reply))
    long = b"12345678901234567890.5" in reply.to_json()
    assert long or type(reply).model_validate(dumped) == reply


@pytest.mark.parametrize("payload", REPLIES, ids=str)
def test_what_did_not_come_is_left_out_wherever_a_model_stands(payload: Any) -> None:
    got = reply(payload)

    class Envelope(BaseModel):
        inner: type(got)  # type: ignore[valid-type]

    members = set(exact(got.to_json()))
    assert set(got.model_dump()) == members
    assert set(Envelope(inner=got).model_dump()["inner"]) == members
    assert set(json.loads(Envelope(inner=got).model_dump_json())["inner"]) == members
    assert [set(item) for item in TypeAdapter(list[type(got)]).dump_python([got])] == [members]  # type: ignore[misc]


@pytest.mark.parametrize("payload", REPLIES, ids=str)
@pytest.mark.parametrize("mode", ["python", "json"])
def test_options_of_pydantic_work(payload: Any, mode: Any) -> None:
    got = reply(payload)
    first, *rest = type(got).model_fields
    whole = got.model_dump(by_alias=False, mode=mode)
    assert got.model_dump(by_alias=False, exclude={first}, mode=mode) == {
        name: part for name, part in whole.items() if name != first
    }
    assert got.model_dump(by_alias=False, include=set(rest), mode=mode).keys() <= set(rest)
    assert got.model_dump(exclude_unset=True, mode=mode) == got.model_dump(mode=mode)
    assert None not in got.model_dump(exclude_none=True, mode=mode).values()
    assert exact(got.model_dump_json(exclude_none=True).encode()) == exact(
        jsontext.write(got.model_dump(exclude_none=True))
    )


def test_json_text_is_laid_out_as_asked() -> None:
    got = reply(REPLIES[0])
    assert exact(got.model_dump_json(indent=3).encode()) == exact(got.to_json())
    assert got.model_dump_json(indent=3).splitlines()[1].startswith('   "')
    plain = got.model_dump_json(ensure_ascii=True)
    assert plain.isascii()
    assert exact(plain.encode()) == exact(got.to_json())


class Mine(Model):
    """A model of a user, with a default."""

    note: str | None = None
    amount: Decimal = Decimal("1.50")


class Mixed(BaseModel):
    """A model of pydantic that holds one of ours."""

    ours: Mine | str


def test_models_of_users_are_dumped_too() -> None:
    assert Mine(note="x").model_dump() == {"note": "x"}
    assert Mixed(ours=Mine(amount=Decimal("2.50"))).model_dump_json() == '{"ours":{"amount":2.5}}'
    assert Mixed(ours="text").model_dump_json() == '{"ours":"text"}'


def test_a_list_in_whose_place_one_item_came_is_dumped_as_it_came() -> None:
    found = [payload for payload in REPLIES if _has_single_item(payload)]
    assert found
    for payload in found:
        got = reply(payload)
        assert type(got).model_validate(got.model_dump()).to_json() == got.to_json()


def _has_single_item(payload: Any) -> bool:
    rules = payload.contract.rules.get("single_items", ())
    value = decoded(payload.contract, exact(payload.raw))
    return any(isinstance(at(value, [part]), dict) for place in rules for part in [place[1:]] if part in value)
