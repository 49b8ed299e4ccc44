"""Help, options for every documented argument, and usage errors."""

from __future__ import annotations

import subprocess
import sys
import tomllib
from dataclasses import replace
from datetime import UTC, date, datetime
from decimal import Decimal
from importlib import import_module
from pathlib import Path
from typing import Any, get_type_hints

import click
import invoice_apis as ia
import pytest
from click.testing import CliRunner, Result
from invoice_apis.cli import main
from invoice_apis.cli.call import command as call_command
from invoice_apis.cli.call_options import TYPES
from invoice_apis.operation import Api, ClientValue, Operation, Parameter, Server
from support.calling import FROM_ENVIRONMENT, api_of, case_id, documented_call
from support.cli import call_words, run, run_process
from support.emitted import ROOT

EVERY = pytest.mark.parametrize("operation", FROM_ENVIRONMENT, ids=case_id)
LISTS = pytest.mark.parametrize(
    "operation", [operation for operation in FROM_ENVIRONMENT if operation.walk], ids=case_id
)


def ran(*arguments: object) -> Result:
    """A command in this process; the environment names no credentials."""
    result = CliRunner().invoke(main, [str(argument) for argument in arguments], prog_name="invoice-apis")
    assert result.exception is None or isinstance(result.exception, SystemExit)
    return result


def test_contracts_are_listed_one_per_line() -> None:
    listed = run("contracts")
    assert listed.stdout.decode().splitlines() == [contract.id for contract in ia.contracts()]
    assert (listed.returncode, listed.stderr) == (0, b"")


def test_the_version_is_that_of_the_package() -> None:
    version, scanner = ran("--version").output.splitlines()
    assert version == f"invoice-apis, version {ia.__version__}"
    assert scanner == ("scanner: native" if ia.native else "scanner: none, so validation is slower")


def test_the_installed_command_is_the_same_as_the_module() -> None:
    project = tomllib.loads((ROOT / "generated" / "pyproject.toml").read_text())["project"]
    module, _, name = project["scripts"]["invoice-apis"].partition(":")
    assert getattr(import_module(module), name) is main


@pytest.mark.parametrize("words", [["--help"], ["-h"], ["call", "-h"], ["sandbox", "-h"], ["contracts", "-h"]])
def test_help_is_there(words: list[str]) -> None:
    printed = ran(*words)
    assert printed.exit_code == 0
    assert printed.output.startswith(f"Usage: {' '.join(['invoice-apis', *words[:-1]])}")


def test_help_begins_with_first_steps() -> None:
    first = ran("-h").output.partition("Commands:")[0]
    for command in ("validate", "describe", "detect", "sandbox", "call"):
        assert f"invoice-apis {command} " in first
    assert "Exit codes: 0 success; 1 findings, or the call failed; 2 usage error." in first


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no device that is always full")
@pytest.mark.parametrize("words", [["-h"], ["--version"], ["contracts"], ["call", "-h"]])
def test_a_full_disk_is_one_line(words: list[str]) -> None:
    with open("/dev/full", "wb") as full:
        result = run_process(*words, stdout=full)
    assert (result.returncode, result.stderr.count(b"\n")) == (2, 1)
    assert result.stderr.startswith(b"invoice-apis: standard output: ")


@EVERY
def test_help_names_every_argument(operation: Operation) -> None:
    api, _, name = operation.id.partition("/")
    assert api in ran("call").output
    assert name in ran("call", api).output
    printed = ran("call", api, name, "-h").output
    for argument in documented_call(operation).arguments:
        assert f"--{argument.replace('_', '-')} " in printed
    for value in api_of(operation).api.values:
        assert f"[env var: {value.env}]" in printed


WRONG: dict[str, tuple[list[str], str]] = {
    "no such command": (["cal"], "No such command 'cal'; did you mean call?"),
    "no such api": (["call", "nothing"], "No such command 'nothing'; choose from "),
    "no such port": (["sandbox", "--port", "65536"], "'--port'"),
    "fewer than none": (["sandbox", "--rows", "-1"], "'--rows'"),
}


@pytest.mark.parametrize("way", WRONG)
def test_a_usage_error_ends_with_its_reason(way: str) -> None:
    words, expected = WRONG[way]
    result = ran(*words)
    assert result.exit_code == 2
    assert expected in result.stderr.splitlines()[-1]
    assert result.stdout == ""


@EVERY
@pytest.mark.parametrize(
    ("more", "expected"),
    [
        (["--nothing"], click.NoSuchOption("--nothing").format_message()),  # click 8.2 writes it without quotes
        (["--format", "xml"], "'--format'"),
        (["--format", "nd-json"], "did you mean ndjson"),
        (["--timeout", "soon"], "'--timeout'"),
        (["--timeout", "0"], "timeout must be a number of seconds above 0"),
        (["--max-retries", "-1"], "max_retries must be a whole number, 0 or more"),
        (["--base-url", "ftp://example.com"], "base_url must be a URL"),
        (["--region", "nowhere"], "unknown region 'nowhere'"),
    ],
    ids=lambda case: case[0] if isinstance(case, list) else "",
)
def test_options_of_every_call_are_checked(
    operation: Operation, more: list[str], expected: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    for how in api_of(operation).api.security_schemes:
        for _, variable in how.env:
            monkeypatch.setenv(variable, "made-up")
    for value in api_of(operation).api.values:
        monkeypatch.setenv(value.env or "", "made-up")
    address = [] if more[0] in ("--base-url", "--region") else ["--base-url", "http://127.0.0.1"]
    result = ran(*call_words(operation), *address, *more)
    assert result.exit_code == 2
    assert expected in result.stderr.splitlines()[-1]
    assert result.stdout == ""


@EVERY
def test_required_arguments_are_named(operation: Operation) -> None:
    for parameter in operation.parameters:
        if parameter.required and parameter.const is None and parameter.filled_by is None:
            result = ran(*call_words(operation, **{parameter.name: None}))
            assert result.exit_code == 2
            assert f"--{parameter.name.replace('_', '-')}" in result.stderr.splitlines()[-1]


@EVERY
def test_missing_credentials_name_variables_and_no_argument(operation: Operation) -> None:
    result = ran(*call_words(operation, "http://127.0.0.1"))
    assert result.exit_code == 2
    *_, problem = result.stderr.splitlines()
    assert all(name in problem for how in api_of(operation).api.security_schemes[:1] for _, name in how.env[:1])
    assert "auth" not in problem.partition("no credentials")[2]


@LISTS
def test_all_pages_need_no_page_and_one_call_needs_one(operation: Operation) -> None:
    assert operation.paging
    page = next(known for known in operation.parameters if operation.paging.page == known.wire)
    result = ran(*call_words(operation), "--all")
    assert result.exit_code == 2
    assert result.stderr.endswith(f"--all fetches all pages; leave out --{page.name.replace('_', '-')}\n")
    result = ran(*call_words(operation, **{page.name: None}))
    assert result.stderr.endswith(f"give --{page.name.replace('_', '-')}, or --all for all pages\n")


@LISTS
def test_an_invalid_argument_is_printed_with_its_place(operation: Operation) -> None:
    assert operation.paging
    size = next(known for known in operation.parameters if operation.paging.size == known.wire)
    result = run(*call_words(operation, "http://127.0.0.1", **{size.name: 0}), env=_made_up(operation))
    assert (result.returncode, result.stdout) == (2, b"")
    assert size.pointer in result.stderr.decode().splitlines()[-1]


def _made_up(operation: Operation) -> dict[str, str]:
    api = api_of(operation).api
    names = [name for how in api.security_schemes for _, name in how.env]
    return dict.fromkeys([*names, *(value.env for value in api.values if value.env)], "made-up")


READ: dict[str, list[tuple[str, Any]]] = {
    "str": [("text", "text"), ("", ""), ("中文", "中文")],
    "int": [("7", 7), ("-7", -7), ("9" * 30, int("9" * 30))],
    "bool": [("true", True), ("false", False), ("yes", True), ("0", False)],
    "Decimal": [("102.50", Decimal("102.50")), ("-0.10", Decimal("-0.10")), ("7", Decimal(7))],
    "datetime": [
        ("2026-01-31T00:00:00Z", datetime(2026, 1, 31, tzinfo=UTC)),
        ("2026-01-31T08:00:00+08:00", datetime(2026, 1, 31, tzinfo=UTC)),
    ],
    "date": [("2026-01-31", date(2026, 1, 31)), ("", "")],
    "epoch-seconds": [
        ("1769817600", 1769817600),
        ("2026-01-31T00:00:00Z", datetime(2026, 1, 31, tzinfo=UTC)),
    ],
    "ms-json-date": [
        ("/Date(1769817600000+0000)/", "/Date(1769817600000+0000)/"),
        ("2026-01-31T08:00:00+08:00", datetime(2026, 1, 31, tzinfo=UTC)),
        ("", ""),
    ],
    "list": [('["a", 1.10]', ["a", Decimal("1.10")]), ("[]", [])],
    "dict": [('{"a": {"b": null}}', {"a": {"b": None}})],
    "Any": [('{"a": 1.10}', {"a": Decimal("1.10")}), ("7", 7), ('"text"', "text"), ("[true]", [True])],
}
NOT_READ = {
    "int": ["", "x", "1.5"],
    "bool": ["maybe", "2"],
    "Decimal": ["", "x", "NaN", "Infinity", "1,5"],
    "datetime": ["", "today", "2026-01-31", "2026-01-31T00:00:00", "2026-02-31T00:00:00Z"],
    "date": ["today", "20260131", "2026-02-31", "2026-01-31T00:00:00Z"],
    "epoch-seconds": ["", "today", "1.5", "2026-01-31T00:00:00"],
    "ms-json-date": ["today", "1769817600000", "2026-01-31T00:00:00"],
    "list": ["", "x", "{}", "null", "\udcff"],
    "dict": ["", "x", "[]", "null", '{"a": NaN}'],
    "Any": ["", "x", "NaN", '{"a": 1,}'],
}
TOY: Operation[Any, Any] = Operation(
    id="toy/Ask", name="ask", method="GET", path="/", parameters=(), security=(), reply="AskResponse", safe=True
)


def parsed(operation: Operation, *words: str, api: Api | None = None) -> dict[str, Any]:
    """The options of a made-up operation, by their names."""
    toy = call_command(api or Api("toy", (Server("https://toy.test"),), ()), operation)
    return dict(toy.make_context("ask", list(words)).params)


@pytest.mark.parametrize("kind", READ)
def test_arguments_of_every_type_are_read(kind: Any) -> None:
    operation = replace(TOY, parameters=(Parameter("some_thing", "someThing", "query", "/query/someThing", kind),))
    for text, value in READ[kind]:
        given = parsed(operation, "--some-thing", text)["argument_some_thing"]
        assert (type(given), given) == (type(value), value)
    for text in NOT_READ.get(kind, []):
        with pytest.raises(click.BadParameter) as raised:
            parsed(operation, "--some-thing", text)
        assert "--some-thing" in raised.value.format_message()


def test_no_type_is_left_out() -> None:
    assert set(get_type_hints(Parameter)["type"].__args__) == TYPES.keys() == READ.keys()


@pytest.mark.parametrize("name", ["output", "format", "lang", "region", "base_url", "all", "help", "max_retries"])
def test_an_argument_named_like_an_option_has_a_flag_of_its_own(name: str) -> None:
    operation = replace(TOY, parameters=(Parameter(name, name, "query", f"/query/{name}", "str"),), walk="iter_ask")
    flag = f"--arg-{name.replace('_', '-')}"
    assert parsed(operation, flag, "own", "--format", "table")[f"argument_{name}"] == "own"


def test_a_value_of_the_client_and_an_argument_may_have_one_name() -> None:
    operation = replace(TOY, parameters=(Parameter("book", "book", "query", "/query/book", "str"),))
    api = Api("toy", (Server("https://toy.test"),), (), (ClientValue("book"),))
    given = parsed(operation, "--book", "client's", "--arg-book", "call's", api=api)
    assert (given["value_book"], given["argument_book"]) == ("client's", "call's")


def test_an_argument_that_is_not_utf_8_is_a_usage_error() -> None:
    """Bytes that are no UTF-8 come from a shell as halves of surrogate pairs."""
    operation = FROM_ENVIRONMENT[0]
    words = [part.encode() for part in call_words(operation)[:3]] + [b"--format", b"\xff"]
    command = [sys.executable.encode(), b"-W", b"error", b"-m", b"invoice_apis", *words]
    result = subprocess.run(command, capture_output=True, check=False, cwd=Path(ia.__file__).parents[1])
    assert result.returncode == 2
    assert b"Traceback" not in result.stderr
    assert b"'--format'" in result.stderr
