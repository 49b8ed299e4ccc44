"""Options that agree across commands: language, formats, files; colours and progress by the environment."""

from __future__ import annotations

import io
import json
import os
import subprocess
import sys
from contextlib import suppress
from pathlib import Path

import click
import invoice_apis as ia
import pytest
from invoice_apis.bulk.job import ChunkResult
from invoice_apis.bulk.report import BulkReport
from invoice_apis.cli import COMMANDS, main, progress
from invoice_apis.cli.output import wants_colour
from invoice_apis.cli.progress import ProgressLine
from invoice_apis.operation import Operation
from support.calling import OPERATIONS, api_of, case_id
from support.cli import ENVIRONMENT, run, run_process

RESPONSE = next(contract for contract in ia.contracts() if contract.direction == "response")
GOOD = json.dumps(RESPONSE.example(seed=1)).encode()


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return tmp_path


def summaries(*words: str) -> dict[str, str]:
    """The list of commands of a `--help` on a terminal of 80 columns."""
    printed = run(*words, "--help", env={"COLUMNS": "80", "TERMINAL_WIDTH": "80"}).stdout.decode()
    lines = printed.partition("Commands:\n")[2].splitlines()
    return dict(line.strip().split(None, 1) for line in lines if line.strip())  # type: ignore[misc]


def test_the_list_of_commands_has_whole_sentences() -> None:
    listed = summaries()
    assert listed.keys() == set(COMMANDS)
    assert all(text.endswith(".") and not text.endswith("...") for text in listed.values()), listed
    assert all(text.endswith(".") and not text.endswith("...") for text in summaries("call").values())


@pytest.mark.parametrize("words", [[], ["call"], ["validate"], ["sandbox"]], ids=str)
def test_help_fits_80_columns(words: list[str]) -> None:
    lines = run(*words, "--help", env={"COLUMNS": "80"}).stdout.decode().splitlines()
    assert max(map(len, lines)) <= 80


@pytest.mark.parametrize("operation", OPERATIONS, ids=case_id)
def test_the_list_of_operations_has_whole_sentences(operation: Operation) -> None:
    listed = summaries("call", api_of(operation).id)
    assert all(text.endswith(".") and not text.endswith("...") for text in listed.values()), listed


def all_options() -> dict[str, dict[str, click.Option]]:
    """The options of all commands."""
    context = click.Context(main)
    commands = {name: main.get_command(context, name) for name in COMMANDS if name != "call"}
    apis = main.get_command(context, "call")
    assert isinstance(apis, click.Group)
    for operation in OPERATIONS:
        api, _, name = operation.id.partition("/")
        group = apis.get_command(context, api)
        assert isinstance(group, click.Group)
        commands[operation.id] = group.get_command(context, name)
    return {
        name: {flag: option for option in command.params if isinstance(option, click.Option) for flag in option.opts}
        for name, command in commands.items()
        if command is not None
    }


def test_options_of_one_name_are_the_same_everywhere() -> None:
    options = all_options()
    assert all("--lang" in own for own in options.values())
    for name, own in options.items():
        if "--format" in own:
            assert isinstance(own["--format"].type, click.Choice), name
        if "--output" in own:
            assert not isinstance(own["--output"].type, click.Choice), name
    assert {name for name, own in options.items() if "--input-format" in own} == {"validate", "drift", "export"}


def test_older_spellings_are_not_in_the_help() -> None:
    for command in ("validate", "drift"):
        assert b"--ndjson" not in run(command, "--help").stdout
        assert b"--input-format [auto|json|ndjson|har]" in run(command, "--help").stdout


@pytest.mark.parametrize("words", [["--ndjson"], ["--input-format", "ndjson"]])
@pytest.mark.parametrize("command", ["validate", "drift"])
def test_ndjson_of_any_name(command: str, words: list[str]) -> None:
    Path("a.json").write_bytes((GOOD + b"\n") * 3)
    assert b"3 documents" in run(command, RESPONSE.id, "a.json", *words).stdout


@pytest.mark.parametrize(("form", "count"), [("auto", b"2 documents"), ("json", b"1 document,")])
def test_the_input_format_may_overrule_the_suffix(form: str, count: bytes) -> None:
    Path("a.ndjson").write_bytes((GOOD + b"\n") * 2)
    assert count in run("validate", RESPONSE.id, "a.ndjson", "--input-format", form).stdout


@pytest.mark.parametrize(
    ("env", "is_chinese"),
    [
        ({}, False),
        ({"LANG": "zh_CN.UTF-8"}, True),
        ({"LC_MESSAGES": "zh_TW", "LANG": "en_US.UTF-8"}, True),
        ({"LC_ALL": "C", "LC_MESSAGES": "zh_CN", "LANG": "zh_CN"}, False),
        ({"LC_ALL": "", "LANG": "zh"}, True),
        ({"LANG": "de_DE"}, False),
    ],
)
def test_messages_are_in_the_language_of_the_locale(env: dict[str, str], is_chinese: bool) -> None:
    Path("a.json").write_bytes(b"[]")
    outputs = [
        run("validate", RESPONSE.id, "a.json", env=env).stdout,
        run("drift", RESPONSE.id, "a.json", env=env).stdout,
        run("detect", "a.json", env=env).stdout,
        run("describe", RESPONSE.id, env=env).stdout,
        run("validate", RESPONSE.id, "missing", env=env).stderr,
        run("schema", RESPONSE.id[:-1], env=env).stderr,
        run("example", RESPONSE.id, "--drift", "unheard-of", env=env).stderr,
        run("sandbox", "--fault", "throtled", env=env).stderr,
    ]
    for output in outputs:
        assert any(ord(char) > 0x3000 for char in output.decode()) or not is_chinese, output.decode()
    assert ("错误 1" in outputs[0].decode()) == is_chinese
    assert b"1 error" in run("validate", RESPONSE.id, "a.json", "--lang", "en", env=env).stdout


def test_a_mistyped_option_value_has_a_suggestion() -> None:
    for words in (["--format", "jsn"], ["--input-format", "njson"], ["--profile", "documentd"]):
        ran = run("validate", RESPONSE.id, "a.json", *words)
        assert (ran.returncode, ran.stdout) == (2, b"")
        assert b"; did you mean " in ran.stderr.splitlines()[-1]


@pytest.mark.parametrize(
    "words",
    [
        ["describe", RESPONSE.id],
        ["schema", RESPONSE.id],
        ["contracts"],
        ["contracts", "--format", "json"],
        ["detect", "a.json"],
        ["detect", "a.json", "--format", "json"],
    ],
    ids=" ".join,
)
def test_a_file_gets_what_standard_output_would_get(words: list[str]) -> None:
    Path("a.json").write_bytes(GOOD)
    printed = run(*words).stdout
    assert run(*words, "--output", "file").stdout == b""
    assert Path("file").read_bytes() == printed


def test_json_has_the_ids_and_the_fits() -> None:
    Path("a.json").write_bytes(GOOD)
    assert json.loads(run("contracts", "--format", "json").stdout) == [contract.id for contract in ia.contracts()]
    assert json.loads(run("detect", "a.json", "--format", "json").stdout) == [fit._asdict() for fit in ia.detect(GOOD)]


@pytest.mark.parametrize("name", ["missing.json", "missing*.json", "folder"])
def test_a_missing_file_has_one_wording(name: str) -> None:
    Path("folder").mkdir()
    found = run("detect", name)
    assert (found.returncode, found.stderr) == (2, run("validate", RESPONSE.id, name).stderr)


class Terminal(io.StringIO):
    """A stream that says that it is a terminal."""

    def isatty(self) -> bool:
        return True


@pytest.mark.parametrize(
    ("env", "on_terminal", "in_pipe"),
    [
        ({}, True, False),
        ({"TERM": "xterm"}, True, False),
        ({"TERM": "dumb"}, False, False),
        ({"NO_COLOR": "1"}, False, False),
        ({"FORCE_COLOR": "1"}, True, True),
        ({"FORCE_COLOR": "1", "NO_COLOR": "1"}, False, False),
        ({"NO_COLOR": ""}, True, False),
    ],
)
def test_the_environment_decides_on_colours(
    env: dict[str, str], on_terminal: bool, in_pipe: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("NO_COLOR", "FORCE_COLOR", "TERM"):
        monkeypatch.delenv(name, raising=False)
    for name, value in env.items():
        monkeypatch.setenv(name, value)
    assert wants_colour(Terminal()) == on_terminal
    assert wants_colour(io.StringIO()) == in_pipe
    Path("a.json").write_bytes(b"[]")
    ran = run("validate", RESPONSE.id, "a.json", env=env)
    assert (b"\x1b[" in ran.stdout) == in_pipe
    run("validate", RESPONSE.id, "a.json", "--output", "file", env=env)
    assert b"\x1b" not in Path("file").read_bytes()


def drawn(term: str, monkeypatch: pytest.MonkeyPatch) -> str:
    """What a progress line writes on a terminal for two results, the last with findings."""
    for name in ("NO_COLOR", "FORCE_COLOR"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("TERM", term)
    monkeypatch.setattr(progress, "DELAY", 0)
    monkeypatch.setattr(progress, "PAUSE", 0)
    master, slave = os.openpty()
    with os.fdopen(slave, "w") as stderr:
        monkeypatch.setattr(sys, "stderr", stderr)
        with ProgressLine(2_000_000) as line:
            line.add(ChunkResult("a", 7, BulkReport(RESPONSE.id, documents=1234, bytes=1_000_000), (), ()))
        stderr.write("end")
    parts = []
    with suppress(OSError):  # the other end is closed
        while part := os.read(master, 100_000):
            parts.append(part)
    os.close(master)
    return b"".join(parts).decode()


def test_progress_is_one_line_on_a_terminal_that_goes_away(monkeypatch: pytest.MonkeyPatch) -> None:
    printed = drawn("xterm", monkeypatch)
    assert "50%" in printed
    assert "1,234 documents" in printed
    assert printed.endswith("\x1b[2Kend"), "the line is erased"


def test_a_dumb_terminal_has_no_progress(monkeypatch: pytest.MonkeyPatch) -> None:
    assert drawn("dumb", monkeypatch) == "end"


@pytest.mark.slow
@pytest.mark.parametrize(
    ("words", "is_drawn"), [(["validate", RESPONSE.id, "a.json"], False), (["describe", RESPONSE.id], True)]
)
def test_only_what_draws_imports_rich(words: list[str], is_drawn: bool) -> None:
    Path("a.json").write_bytes(GOOD)
    code = (
        "import sys\nfrom invoice_apis.cli import main\n"
        f"try:\n    main({words!r})\nexcept SystemExit:\n    sys.exit(('rich' in sys.modules) != {is_drawn})"
    )
    subprocess.run([sys.executable, "-c", code], env=ENVIRONMENT, check=True, capture_output=True, timeout=60)


@pytest.mark.slow
def test_a_pipe_is_plain_utf_8() -> None:
    Path("a.json").write_bytes(b"[]")
    ran = run_process("validate", RESPONSE.id, "a.json", env={"LANG": "zh_CN.GBK", "TERM": "xterm"})
    assert "错误 1" in ran.stdout.decode()
    assert b"\x1b" not in ran.stdout
