"""Run in a process of its own: a program that uses the emitted package of the made-up Branch Desk.

`python -I branch_desk_user.py FOLDER`; FOLDER holds `invoice_apis`.
"""

from __future__ import annotations

import copy
import importlib
import io
import os
import pickle
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from decimal import Decimal
from tempfile import TemporaryDirectory
from typing import Any


def read_whole_values(api: Any) -> None:
    """A reply that is a list or a scalar is a model of it, in every way a reply is used."""
    raw = b'[{"id":"B1","turnover":1204.50,"manager":"A. Nobody","new":1.10},{"id":"B2","name":null}]'
    branches = api.ListBranchesResponse.from_json(raw)
    assert (len(branches), branches[0].turnover, [branch.id for branch in branches]) == (
        2,
        Decimal("1204.50"),
        ["B1", "B2"],
    )
    assert branches.to_json() == raw
    assert branches.model_dump()[1] == {"id": "B2", "name": None}
    assert "Nobody" not in repr(branches)
    assert [(found.severity, found.pointer) for found in branches.report.findings] == [
        ("drift", "/0/new"),
        ("drift", "/1/name"),
    ]
    assert api.ListBranchesResponse.model_validate(branches.model_dump()) == branches
    assert api.ListBranchesResponse.model_json_schema()["type"] == "array"
    built = api.ListBranchesResponse(root=[api.Branch(id=7)])
    assert built.to_json() == b'[{"id":"7"}]'
    assert copy.deepcopy(built) == pickle.loads(pickle.dumps(built)) == built
    assert api.CountBranchesResponse.from_json(b"2.0").to_json() == b"2.0"
    assert api.CountBranchesResponse.from_json(3).root == 3
    for wrong in (b"{}", b"null", b"[1]", b"[{}]", b'"B1"', b'[{"id":1}]'):
        refused(api.ListBranchesResponse, wrong)
    for wrong in (b"[]", b"true", b"1.5", b'"2"', b"null"):
        refused(api.CountBranchesResponse, wrong)


def refused(model: Any, raw: bytes) -> None:
    contract = model._contract()
    assert not contract.accepts(raw)
    report = raised("InvalidResponse", model.from_json, raw).report
    assert report == contract.check(raw)
    assert report.errors


def raised(kind: str, call: Callable[..., object], *arguments: object, **keywords: object) -> Any:
    """The error of a call."""
    try:
        call(*arguments, **keywords)
    except getattr(importlib.import_module("invoice_apis"), kind) as error:
        return error
    raise AssertionError("no error")


def read_maps_and_any_values(api: Any, ia: Any) -> None:
    """Names that are data, and members of any value: every digit is kept, each value is validated."""
    raw = (
        b'[{"id":"B1","prices":{"tea/green":{"amount":2.10},"*":{"amount":3,"new":1},"x":null},"phones":{"a":"12","b":null},'
        b'"settings":{"limit":1.50,"deep":[0.10]},"notes":[1.10,"a",null,{}]},{"id":"B2","settings":12.00,"status":null},'
        b'{"id":"B3","settings":null}]'
    )
    contract = ia.contract("branch_desk/ListBranches.response")
    branches = api.ListBranchesResponse.from_json(raw)
    assert branches.to_json() == raw
    first, second, third = branches
    assert first.prices["tea/green"].amount == Decimal("2.10")
    assert (first.settings["limit"], first.notes[0], second.settings) == (
        Decimal("1.50"),
        Decimal("1.10"),
        Decimal("12.00"),
    )
    assert third.settings is None
    assert ["settings" in branch.model_fields_set for branch in branches] == [True, True, True]
    assert [(found.severity, found.keyword, found.pointer) for found in contract.check(raw).findings] == [
        ("drift", "type", "/0/phones/b"),
        ("drift", "additionalProperties", "/0/prices/*/new"),
        ("drift", "type", "/0/prices/x"),
    ]
    assert "12'" not in repr(first.phones)
    assert api.ListBranchesResponse.model_validate(branches.model_dump()) == branches
    built = api.Branch(prices={"t": api.Price(amount="2.50")}, settings=1.5)
    assert built.to_json() == b'{"prices":{"t":{"amount":2.50}},"settings":1.5}'
    for place, value in (("prices", b"[]"), ("prices/k", b"1"), ("prices/k", b"{}"), ("prices/k/amount", b'"x"')):
        refused(api.ListBranchesResponse, nested(place, value))
    secret = contract.check(nested("phones/k", b"4711")).findings[0]
    assert (secret.pointer, "4711" in secret.message) == ("/0/phones/k", False)


def nested(place: str, value: bytes) -> bytes:
    for name in reversed(place.split("/")):
        value = b'{"%b":%b}' % (name.encode(), value)
    return b"[%b]" % value


def count_maps(ia: Any, folder: str) -> None:
    """Names that are data make no kinds of findings of their own; sensitive values stay masked in rejects."""
    lines = [b'[{"prices":{"k%d":{"amount":1,"new":%d}}}]' % (number, number) for number in range(300)]
    lines += [b'[{"phones":{"k%d":"4711"},"prices":{"k%d":{"amount":"x","label":"L"}}}]' % (n, n) for n in range(20)]
    rejects = os.path.join(folder, "rejects.ndjson")
    contract = ia.contract("branch_desk/ListBranches.response")
    report = contract.check_lines(io.BytesIO(b"\n".join(lines)), rejects=rejects)
    assert {(counted.kind.keyword, counted.kind.pointer): counted.count for counted in report.findings} == {
        ("additionalProperties", "/*/prices/*/new"): 300,
        ("type", "/*/prices/*/amount"): 20,
    }
    with open(rejects, "rb") as file:
        text = file.read()
    assert b"4711" not in text
    assert b'"label":"L"' in text


def put_maps_into_columns() -> None:
    """A map is a map column; any value is JSON text."""
    arrow, pa = importlib.import_module("invoice_apis.arrow"), importlib.import_module("pyarrow")
    raw = b'[{"prices":{"k":{"amount":2.10,"new":1},"n":null},"settings":{"a":1.50},"notes":["x",1.0]}]'
    (row,) = arrow.parse_arrow(
        "branch_desk/ListBranches.response", pa.record_batch({"value": pa.array([raw])})
    ).to_pylist()
    assert row["prices"] == [("k", {"amount": Decimal("2.10"), "label": None}), ("n", None)]
    assert (row["settings"], row["notes"]) == ('{"a":1.50}', ['"x"', "1.0"])
    assert row["_extra"] == [("/0/prices/k/new", "1")]


def call_for_whole_values(api: Any) -> None:
    """Lists and scalars over the wire: replies, a body that is a list, a refusal by status."""
    with calls(api, rows=5) as (client, box):
        branches = client.list_branches()
        assert (len(branches), branches[0].id, branches.http.status) == (5, "B1", 200)
        assert client.count_branches().root == 2
        assert client.replace_branches(body=[{"id": "B1", "name": "Northern"}]).root is True
        assert box.requests[-1].value == {"body": [{"id": "B1", "name": "Northern"}]}
        renamed = {"id": "B1", "name": "N", "labels": {"a": "b"}, "extra": [Decimal("1.50")]}
        client.replace_branches(body=[renamed])
        assert box.requests[-1].value == {"body": [renamed]}
        error = raised("InvalidRequest", client.replace_branches, body=[{**renamed, "labels": {"a": "x" * 10}}])
        assert [found.pointer for found in error.report.findings] == ["/body/0/labels/a"]
        client.list_branches(status=[api.Wanted.OPEN, "closed"])
        assert box.requests[-1].value == {"query": {"status": ["open", "closed"]}}
        error = raised("InvalidRequest", client.list_branches, status=["gone"])
        assert [found.keyword for found in error.report.findings] == ["enum"]
        error = raised("InvalidRequest", client.replace_branches, body=[{"id": "B1", "name": ""}])
        assert [found.pointer for found in error.report.findings] == ["/body/0/name"]
    with calls(api, faults=["500"]) as (client, box):
        assert raised("ApiError", client.list_branches).status == 500


@contextmanager
def calls(api: Any, **options: Any) -> Iterator[tuple[Any, Any]]:
    """A client of a sandbox, and the sandbox."""
    with (
        sandbox(**options) as box,
        api.BranchDesk(base_url=box.url, auth=box.auth("branch_desk"), max_retries=0) as client,
    ):
        yield client, box


def put_whole_lists_into_columns() -> None:
    """Each item of a list is a row; the row of the batch stands beside it."""
    arrow, pa = importlib.import_module("invoice_apis.arrow"), importlib.import_module("pyarrow")
    raw = [b'[{"id":"a","new":1},{"id":"b","turnover":1.5}]', b"[]", b"{}"]
    rows = arrow.parse_arrow("branch_desk/ListBranches.response", pa.record_batch({"value": pa.array(raw)})).to_pylist()
    assert [(row["_row"], row["id"], row["_extra"]) for row in rows] == [
        (0, "a", [("/0/new", "1")]),
        (0, "b", None),
        (2, None, None),
    ]
    assert [found["keyword"] for found in rows[2]["_findings"]] == ["type"]
    counts = arrow.parse_arrow(
        "branch_desk/CountBranches.response", pa.record_batch({"value": pa.array([b"4", b"[]"])})
    )
    assert counts["root"].to_pylist() == [4, None]


def count_whole_lists(ia: Any) -> None:
    """NDJSON: a document is a line, and findings of its items are counted by pattern."""
    lines = b'[{"id":"a","new":1},{"id":"b","new":2}]\n[]\n{"id":"c"}\n'
    report = ia.contract("branch_desk/ListBranches.response").check_lines(io.BytesIO(lines))
    found = {(counted.kind.keyword, counted.kind.pointer): counted.count for counted in report.findings}
    assert found == {("additionalProperties", "/*/new"): 2, ("type", ""): 1}


def sandbox(**options: Any) -> Any:
    return importlib.import_module("invoice_apis.sandbox").Sandbox(**options)


if __name__ == "__main__":
    sys.path.insert(0, sys.argv[1])
    desk = importlib.import_module("invoice_apis.branch_desk")
    read_whole_values(desk)
    call_for_whole_values(desk)
    read_maps_and_any_values(desk, importlib.import_module("invoice_apis"))
    with TemporaryDirectory() as place:
        count_maps(importlib.import_module("invoice_apis"), place)
    put_maps_into_columns()
    put_whole_lists_into_columns()
    count_whole_lists(importlib.import_module("invoice_apis"))
