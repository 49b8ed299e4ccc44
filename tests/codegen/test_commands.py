"""The command line: `check`, `show`, `new`, and what all commands have in common."""

from __future__ import annotations

import ast
import json
import os
import pty
import shlex
import subprocess
from pathlib import Path

import click
import pytest
from invoice_codegen.cli import main
from support.slow import all_but_first
from toolkit.case import API, files, invoke
from toolkit.process import COMMAND, run

CONTRACTS = Path(__file__).parents[2] / "schemas"
APIS = sorted(path.name for path in CONTRACTS.glob("*/"))


# check ----------------------------------------------------------------------------------------------------------------


def test_check_of_valid_contracts_prints_one_line() -> None:
    checked = invoke("check", "--schemas", CONTRACTS)
    assert (checked.exit_code, checked.stderr) == (0, "")
    assert checked.stdout == f"{len(APIS)} contracts, no problems: {', '.join(APIS)}\n"


def test_check_of_one_contract_uses_the_singular(schemas: Path) -> None:
    assert invoke("check", "--schemas", schemas).stdout == f"1 contract, no problems: {API}\n"


def test_check_takes_names_and_leaves_drafts_out(schemas: Path) -> None:
    (schemas / "draft").mkdir()
    (schemas / "draft/openapi.yaml").write_text("not: finished", encoding="utf-8")
    good = f"1 contract, no problems: {API}\n"
    assert invoke("check", "--schemas", schemas).exit_code == 2
    assert invoke("check", API, "--schemas", schemas).stdout == good
    assert invoke("check", "--except", "draft", "--schemas", schemas).stdout == good
    assert invoke("check", API, "draft", "--except", "draft", "--schemas", schemas).stdout == good
    for words in (["drafts"], ["--except", "drafts"]):
        refused = invoke("check", *words, "--schemas", schemas)
        assert refused.exit_code == 2
        assert "did you mean draft" in refused.stderr
    assert "leaves no API" in invoke("check", API, "--except", API, "--schemas", schemas).stderr


def test_generate_leaves_drafts_out(schemas: Path, tmp_path: Path) -> None:
    whole, out = tmp_path / "whole", tmp_path / "out"
    assert invoke("generate", "--schemas", schemas, "--output", whole).exit_code == 0
    (schemas / "draft").mkdir()
    (schemas / "draft/openapi.yaml").write_text("not: finished", encoding="utf-8")
    words = ["--schemas", schemas, "--output", out, "--except", "draft"]
    assert invoke("generate", *words).exit_code == 0
    assert invoke("generate", *words, "--check").exit_code == 0
    assert files(out) == files(whole)


def test_files_of_editors_are_ignored(schemas: Path) -> None:
    for name in (".DS_Store", "openapi.yaml~", ".openapi.yaml.swp", "samples/.hidden", "cases/x~", "vectors/.v.json"):
        (schemas / API / name).parent.mkdir(exist_ok=True)
        (schemas / API / name).write_bytes(b"\xff")
    assert invoke("check", "--schemas", schemas).exit_code == 0


def test_other_files_beside_contracts_are_ignored(schemas: Path) -> None:
    (schemas / ".idea").mkdir()
    (schemas / "README.md").write_text("Contracts.", encoding="utf-8")
    assert invoke("check", "--schemas", schemas).stdout == f"1 contract, no problems: {API}\n"


# show -----------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("api", APIS)
def test_show_prints_the_ir_as_json(api: str) -> None:
    shown = invoke("show", api, "--schemas", CONTRACTS)
    assert (shown.exit_code, shown.stderr) == (0, "")
    value = json.loads(shown.stdout)
    assert value["name"] == api
    operations = {operation["descriptor"]["id"] for operation in value["operations"]}
    assert {contract["id"].rpartition(".")[0] for contract in value["contracts"]} - {""} == operations


def test_show_prints_json_to_a_latin_1_pipe(schemas: Path) -> None:
    contract = schemas / API / "openapi.yaml"
    contract.write_text(contract.read_text("utf-8").replace("One thing.", "Café 🧾 票据."), encoding="utf-8")
    shown = run("show", API, "--schemas", schemas, env={"PYTHONIOENCODING": "latin-1"})
    assert shown.returncode == 0, shown.stderr
    assert json.loads(shown.stdout) == json.loads(invoke("show", API, "--schemas", schemas).stdout)


@pytest.mark.parametrize("api", ["nothing", "", ".", "..", f"../schemas/{API}", f"./{API}"])
def test_show_of_an_unknown_api_suggests_one(schemas: Path, api: str) -> None:
    shown = invoke("show", api, "--schemas", schemas)
    assert (shown.exit_code, shown.stdout) == (2, "")
    remedy = f"did you mean {API}?" if api == f"./{API}" else f"choose from {API}"
    assert shown.stderr == f"invoice-codegen: {schemas}: unknown API {api!r}; {remedy}\n"


# new ------------------------------------------------------------------------------------------------------------------


def test_a_new_contract_passes_check_and_generates(tmp_path: Path) -> None:
    schemas = tmp_path / "not" / "yet" / "there"
    made = invoke("new", "my_vendor", "--schemas", schemas)
    assert made.exit_code == 0, made.stderr
    assert made.stdout.startswith(f"{schemas / 'my_vendor'}: ")
    assert [path.name for path in schemas.iterdir()] == ["my_vendor"]
    assert invoke("check", "--schemas", schemas).exit_code == 0
    assert invoke("generate", "--schemas", schemas, "--output", tmp_path / "out").exit_code == 0
    assert (tmp_path / "out/invoice_apis/my_vendor/models.py").exists()


def test_a_new_contract_has_comments(schemas: Path) -> None:
    for name in ("openapi.yaml", "documented.yaml", "ledger.yaml"):
        assert (schemas / API / name).read_text(encoding="utf-8").startswith("# ")


def test_new_does_not_overwrite_a_contract(schemas: Path) -> None:
    (schemas / API / "ledger.yaml").write_text("[]\n", encoding="utf-8")
    before = files(schemas)
    made = invoke("new", API, "--schemas", schemas)
    assert made.exit_code == 2
    assert "the folder exists already" in made.stderr
    assert files(schemas) == before


def test_new_and_check_reject_the_names_of_the_emitted_package(tmp_path: Path, schemas: Path) -> None:
    package = tmp_path / "out/invoice_apis"
    invoke("generate", "--schemas", schemas, "--output", tmp_path / "out")
    inside = {path.name.removesuffix(".py") for path in package.iterdir() if path.name != API} - {"__init__"}
    words = ast.literal_eval(
        (package / "__init__.py").read_text("utf-8").partition("__all__ = ")[2].partition("]")[0] + "]"
    )
    taken = {name for name in (inside | {*words} | {"runtime"}) if name.isidentifier() and name.islower()}
    assert {"client", "contract", "contracts", "runtime", "types"} <= taken
    for name in taken:
        made = invoke("new", name, "--schemas", schemas)
        assert made.exit_code == 2
        said = f"{name!r} can't be a package name: the emitted package uses it\n    remedy: choose another name\n"
        assert made.stderr == f"{schemas}:1: {said}invoice-codegen: 1 problem; nothing was written\n"
        (schemas / API).rename(schemas / name)
        checked = invoke("check", "--schemas", schemas)
        assert checked.exit_code == 2
        assert checked.stderr.startswith(f"{schemas / name}/openapi.yaml:1: {said}")
        (schemas / name).rename(schemas / API)


@pytest.mark.parametrize(
    "name", ["", "Toy", "toy-api", "toy.api", "1toy", "class", "contract", "..", "../evil", "/tmp/x", "tоy"]
)
def test_new_rejects_invalid_package_names(tmp_path: Path, name: str) -> None:
    made = invoke("new", name, "--schemas", tmp_path / "schemas")
    assert made.exit_code == 2
    assert "can't be a package name" in made.stderr
    assert list(tmp_path.iterdir()) == []


# all commands ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", sorted(main.commands))
def test_every_command_and_option_has_help(name: str) -> None:
    command = main.commands[name]
    helped = invoke(name, "--help")
    assert helped.exit_code == 0
    assert command.help
    assert command.help.split("\n")[0] in " ".join(helped.stdout.split())
    for option in command.params:
        assert isinstance(option, click.Argument) or option.help, f"{name} {option.name} has no help"
        assert isinstance(option, click.Argument) or f"--{option.opts[0].lstrip('-')}" in helped.stdout


def test_the_list_of_commands_has_whole_sentences() -> None:
    listed = dict(line.split(maxsplit=1) for line in invoke("--help").stdout.partition("Commands:\n")[2].splitlines())
    first = {name: (command.help or "").split("\n")[0] for name, command in main.commands.items()}
    assert listed == first


def test_help_names_every_command_and_every_exit_code() -> None:
    helped = invoke("--help").stdout
    assert all(f"  {name} " in helped for name in main.commands)
    assert "Exit codes: 0 " in helped
    assert invoke("-h").stdout == helped


def test_an_unknown_command_or_option_is_a_usage_error() -> None:
    mistyped = invoke("generat")
    assert mistyped.exit_code == 2
    assert "did you mean generate?" in mistyped.stderr
    assert invoke("generate", "--force").exit_code == 2


@pytest.mark.slow
def test_a_pipe_gets_no_control_characters(schemas: Path, tmp_path: Path) -> None:
    for arguments in (["check"], ["generate", "--output", tmp_path / "out"], ["show", API]):
        ended = run(*arguments, "--schemas", schemas)
        assert (ended.returncode, ended.stderr) == (0, "")
        assert "\x1b" not in ended.stdout
        assert "\r" not in ended.stdout


@pytest.mark.slow
def test_a_latin_1_pipe_gets_chinese_as_escapes(schemas: Path, tmp_path: Path) -> None:
    ended = run(
        "generate", "--check", "--schemas", schemas, "--output", tmp_path / "out", env={"PYTHONIOENCODING": "latin-1"}
    )
    assert ended.returncode == 1
    assert "Traceback" not in ended.stderr
    assert "\\u8349\\u7a3f" in ended.stdout


def test_on_a_terminal_problems_start_on_a_line_of_their_own(schemas: Path) -> None:
    (schemas / API / "ledger.yaml").write_text("- {}\n", encoding="utf-8")
    code, text = on_a_terminal("check", "--schemas", schemas)
    screen = _seen(text)
    assert code == 2
    assert screen.startswith(f"{schemas}/{API}/ledger.yaml:1: ")
    assert "reading" not in screen


@pytest.mark.parametrize("command", all_but_first(["check", "generate", "generate --check", "summary"]))
def test_on_a_terminal_progress_is_shown_and_removed(schemas: Path, tmp_path: Path, command: str) -> None:
    out = ["--output", tmp_path / "out"] if command != "check" else []
    invoke("generate", "--schemas", schemas, "--output", tmp_path / "out")
    code, text = on_a_terminal(*command.split(), "--schemas", schemas, *out)
    assert code == 0, text
    assert f"reading {API} …" in text
    assert "…" not in _seen(text)


@pytest.mark.slow
@pytest.mark.parametrize("environment", [{"TERM": "dumb"}, {"TERM": "dumb", "NO_COLOR": "1"}], ids=str)
def test_a_dumb_terminal_gets_no_control_characters(schemas: Path, tmp_path: Path, environment: dict[str, str]) -> None:
    code, text = on_a_terminal(
        "generate", "--summary", "--schemas", schemas, "--output", tmp_path / "out", environment=environment
    )
    assert code == 0
    assert "\x1b" not in text
    assert "\r" not in text.replace("\r\n", "\n")


def on_a_terminal(*arguments: str | Path, environment: dict[str, str] | None = None) -> tuple[int, str]:
    """Exit code of the command, and its output on a terminal."""
    above, below = pty.openpty()
    known = {**os.environ, "TERM": "xterm", **(environment or {})}
    ended = subprocess.run([*COMMAND, *map(str, arguments)], stdout=below, stderr=below, timeout=60, env=known)
    os.close(below)
    text = _read(above)
    os.close(above)
    return ended.returncode, text


def _seen(text: str) -> str:
    """The text that remains on the screen."""
    return "\n".join(line.rpartition("\r\x1b[K")[2] for line in text.split("\r\n"))


def _read(terminal: int) -> str:
    text = b""
    while True:
        try:
            text += os.read(terminal, 65536)
        except OSError:  # the other end is closed
            return text.decode()


def test_a_closed_pipe_is_no_error() -> None:
    largest = max(APIS, key=lambda api: (CONTRACTS / api / "openapi.yaml").stat().st_size)
    shell = shlex.join([*COMMAND, "show", largest, "--schemas", str(CONTRACTS)]) + " | head -n 1"
    ended = subprocess.run(["sh", "-c", shell], capture_output=True, text=True, timeout=60)
    assert (ended.stdout, ended.stderr) == ("{\n", "")
