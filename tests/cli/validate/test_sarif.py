"""SARIF stays under what code hosts take, and loses no error for drift."""

from __future__ import annotations

import json
from collections import Counter
from pathlib import Path
from typing import Any

import pytest
from invoice_apis.cli.formatters.selection import MOST
from support import cli

from .cases import BAD, CONTRACT, drifted, many


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return tmp_path


def sarif(lines: bytes) -> Any:
    Path("a.ndjson").write_bytes(lines)
    ran = cli.run("validate", CONTRACT.id, "a.ndjson", "--format", "sarif")
    (run,) = json.loads(ran.stdout)["runs"]
    return run


@pytest.mark.parametrize(
    ("lines", "errors", "drift"),
    [
        ((many(1500) + b"\n") * 4 + (BAD + b"\n") * 20, 20, MOST - 20),
        ((BAD + b"\n") * (MOST + 7) + drifted(), MOST, 0),
    ],
    ids=["drift", "errors"],
)
@pytest.mark.slow
def test_errors_come_before_drift_and_the_rest_is_counted(lines: bytes, errors: int, drift: int) -> None:
    run = sarif(lines)
    levels = Counter(result["level"] for result in run["results"])
    assert (levels["error"], levels["warning"]) == (errors, drift)
    counted = run["properties"]["errors"] + run["properties"]["drift"] + run["properties"]["known"]
    left_out = run["properties"]["leftOut"]
    assert left_out == counted - MOST > 0
    (note,) = run["invocations"][0]["toolExecutionNotifications"]
    assert f"{left_out:,} more findings" in note["message"]["text"]


def test_a_few_findings_are_all_there() -> None:
    run = sarif(drifted() + b"\n" + BAD + b"\n")
    assert run["properties"]["leftOut"] == 0
    assert "toolExecutionNotifications" not in run["invocations"][0]
    assert run["results"][0]["level"] == "error"


ADDRESSES = {
    "memory://a b/\u00e4.ndjson": ("memory://a%20b/%C3%A4.ndjson", "memory://a b/\u00e4.ndjson"),
    "memory://host/x.ndjson": ("memory://host/x.ndjson", "memory://host/x.ndjson"),
    "./sub/../a:b c.ndjson": ("./sub/../a%3Ab%20c.ndjson", "a:b c.ndjson"),
}
"""Sources, as SARIF and as GitLab name them."""


@pytest.mark.parametrize("source", ADDRESSES)
def test_addresses_stay_addresses(source: str) -> None:
    if "://" in source:
        pytest.importorskip("fsspec").filesystem("memory").pipe(source, BAD + b"\n")
    else:
        Path("sub").mkdir()
        Path(source).write_bytes(BAD + b"\n")
    printed = {
        form: json.loads(cli.run("validate", CONTRACT.id, source, "--format", form).stdout)
        for form in ("sarif", "gitlab")
    }
    (result,) = printed["sarif"]["runs"][0]["results"]
    (issue,) = printed["gitlab"]
    uri = result["locations"][0]["physicalLocation"]["artifactLocation"]["uri"]
    assert (uri, issue["location"]["path"]) == ADDRESSES[source]
