"""The command line: `check`, `show`, `new`, `summary`, and how all of them speak and fail."""

from __future__ import annotations

import ast
import json
import os
import pty
import shlex
import subprocess
from collections.abc import Callable
from pathlib import Path

import click
import pytest
from invoice_codegen.cli import main
from invoice_codegen.scaffold import start
from toolkit.case import API, files, invoke
from toolkit.process import COMMAND, run

CONTRACTS = Path(__file__).parents[2] / "schemas"
APIS = sorted(path.name for path in CONTRACTS.glob("*/"))


# check ----------------------------------------------------------------------------------------------------------------


def test_check_of_good_contracts_is_one_line() -> None:
    checked = invoke("check", "--schemas", CONTRACTS)
    assert (checked.exit_code, checked.stderr) == (0, "")
    assert checked.stdout == f"{len(APIS)} contracts, no problems: {', '.join(APIS)}\n"


def test_check_of_one_contract_counts_as_people_do(schemas: Path) -> None:
    assert invoke("check", "--schemas", schemas).stdout == f"1 contract, no problems: {API}\n"


def test_what_an_editor_leaves_in_a_contract_is_no_problem(schemas: Path) -> None:
    for name in (".DS_Store", "openapi.yaml~", ".openapi.yaml.swp", "samples/.hidden", "cases/x~", "vectors/.v.json"):
        (schemas / API / name).parent.mkdir(exist_ok=True)
        (schemas / API / name).write_bytes(b"\xff")
    assert invoke("check", "--schemas", schemas).exit_code == 0


def test_what_others_leave_in_the_folder_of_contracts_is_no_contract(schemas: Path) -> None:
    (schemas / ".idea").mkdir()
    (schemas / "README.md").write_text("Contracts.", encoding="utf-8")
    assert invoke("check", "--schemas", schemas).stdout == f"1 contract, no problems: {API}\n"


# show -----------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("api", APIS)
def test_show_is_json_of_what_is_understood(api: str) -> None:
    shown = invoke("show", api, "--schemas", CONTRACTS)
    assert (shown.exit_code, shown.stderr) == (0, "")
    value = json.loads(shown.stdout)
    assert value["name"] == api
    operations = {operation["descriptor"]["id"] for operation in value["operations"]}
    assert {contract["id"].rpartition(".")[0] for contract in value["contracts"]} == operations


def test_show_is_json_in_a_pipe_that_takes_only_latin_letters(schemas: Path) -> None:
    contract = schemas / API / "openapi.yaml"
    contract.write_text(contract.read_text("utf-8").replace("One thing.", "Café 🧾 票据."), encoding="utf-8")
    shown = run("show", API, "--schemas", schemas, env={"PYTHONIOENCODING": "latin-1"})
    assert shown.returncode == 0, shown.stderr
    assert json.loads(shown.stdout) == json.loads(invoke("show", API, "--schemas", schemas).stdout)


@pytest.mark.parametrize("api", ["nothing", "", ".", "..", f"../schemas/{API}", f"./{API}"])
def test_show_of_what_is_not_there_names_what_is(schemas: Path, api: str) -> None:
    shown = invoke("show", api, "--schemas", schemas)
    assert (shown.exit_code, shown.stdout) == (2, "")
    remedy = f"did you mean {API}?" if api == f"./{API}" else f"choose from {API}"
    assert shown.stderr == f"invoice-codegen: unknown API {api!r} in {schemas}; {remedy}\n"


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


def test_a_new_contract_tells_in_comments_what_to_write(schemas: Path) -> None:
    for name in ("openapi.yaml", "documented.yaml", "ledger.yaml"):
        assert (schemas / API / name).read_text(encoding="utf-8").startswith("# ")


def test_new_does_not_touch_what_is_there(schemas: Path) -> None:
    (schemas / API / "ledger.yaml").write_text("[]\n", encoding="utf-8")
    before = files(schemas)
    made = invoke("new", API, "--schemas", schemas)
    assert made.exit_code == 2
    assert "the folder exists already" in made.stderr
    assert files(schemas) == before


def test_new_and_check_refuse_the_names_that_the_emitted_package_has(tmp_path: Path, schemas: Path) -> None:
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
def test_new_refuses_what_can_be_no_package(tmp_path: Path, name: str) -> None:
    made = invoke("new", name, "--schemas", tmp_path / "schemas")
    assert made.exit_code == 2
    assert "can't be a package name" in made.stderr
    assert list(tmp_path.iterdir()) == []


# summary --------------------------------------------------------------------------------------------------------------


def test_summary_of_a_package_that_is_not_there_says_what_to_do(schemas: Path, tmp_path: Path) -> None:
    told = invoke("summary", "--schemas", schemas, "--output", tmp_path / "out")
    assert (told.exit_code, told.stdout) == (2, "")
    assert "run 'invoice-codegen generate' first" in told.stderr


def _cut(path: Path) -> None:
    path.write_bytes(path.read_bytes()[:20])


@pytest.mark.parametrize("damage", [Path.unlink, _cut], ids=["gone", "cut"])
@pytest.mark.parametrize(
    "path",
    [
        "__init__.py", "contracts.json", f"{API}/contracts/ListThings.response.json", f"{API}/models.py",
        f"{API}/codes.py", f"{API}/__init__.py", "validation/contract.py",
    ],
)  # fmt: skip
def test_summary_of_a_damaged_package_is_one_clear_message(
    schemas: Path, tmp_path: Path, path: str, damage: Callable[[Path], None]
) -> None:
    out = tmp_path / "out"
    invoke("generate", "--schemas", schemas, "--output", out)
    damage(out / "invoice_apis" / path)
    told = run("summary", "--schemas", schemas, "--output", out)
    assert (told.returncode, told.stdout) == (2, "")
    first, *rest = told.stderr.splitlines()
    assert first.startswith((f"{out}:1: the package is damaged: ", f"{out}:1: the package is missing"))
    assert rest == [
        "    remedy: run 'invoice-codegen generate' first",
        "invoice-codegen: 1 problem; nothing was written",
    ]


def test_generate_with_summary_prints_one_table(schemas: Path, tmp_path: Path) -> None:
    told = run("generate", "--summary", "--schemas", schemas, "--output", tmp_path / "out")
    assert (told.returncode, told.stderr) == (0, "")
    _, header, row, opinion = told.stdout.splitlines()
    assert header.split()[0] == "API"
    assert row.split() == [API, "1", "2", "8", "11", "1", "0", "0", "1"]
    assert opinion == "jsonschema agrees on 1 of 1 samples and cases"


def test_summary_of_a_package_without_a_new_api_says_what_to_do(schemas: Path, tmp_path: Path) -> None:
    invoke("generate", "--schemas", schemas, "--output", tmp_path / "out")
    start("second_api", schemas)
    told = run("summary", "--schemas", schemas, "--output", tmp_path / "out")
    assert (told.returncode, told.stdout) == (2, "")
    assert "it lacks second_api/ListThings.request, second_api/ListThings.response" in told.stderr
    assert "run 'invoice-codegen generate' first" in told.stderr


def test_summary_fails_where_the_package_does_not_know_what_the_sample_shows(schemas: Path, tmp_path: Path) -> None:
    invoke("generate", "--schemas", schemas, "--output", tmp_path / "out")
    for file, old, new in (
        ("openapi.yaml", "maxLength: 64", "maxLength: 99"),
        ("documented.yaml", "maxLength: 64", "maxLength: 99"),
        ("samples/ListThings.response.json", "T-1", "T-" * 40),
    ):
        path = schemas / API / file
        path.write_text(path.read_text("utf-8").replace(old, new), encoding="utf-8")
    told = run("summary", "--schemas", schemas, "--output", tmp_path / "out")
    assert (told.returncode, told.stderr) == (1, "")
    assert told.stdout.splitlines()[1].split()[-3:] == ["0", "1", "1"]


# how all of them speak ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", sorted(main.commands))
def test_help_of_a_command_teaches(name: str) -> None:
    command = main.commands[name]
    helped = invoke(name, "--help")
    assert helped.exit_code == 0
    assert command.help
    assert command.help.split("\n")[0] in " ".join(helped.stdout.split())
    for option in command.params:
        assert isinstance(option, click.Argument) or option.help, f"{name} {option.name} says nothing of itself"
        assert isinstance(option, click.Argument) or f"--{option.opts[0].lstrip('-')}" in helped.stdout


def test_help_names_every_command_and_every_exit_code() -> None:
    helped = invoke("--help").stdout
    assert all(f"  {name} " in helped for name in main.commands)
    assert "Exit codes: 0 " in helped
    assert invoke("-h").stdout == helped


def test_a_word_that_is_no_command_is_a_usage_error() -> None:
    mistyped = invoke("generat")
    assert mistyped.exit_code == 2
    assert "did you mean generate?" in mistyped.stderr
    assert invoke("generate", "--force").exit_code == 2


def test_in_a_pipe_nothing_moves_the_cursor(schemas: Path, tmp_path: Path) -> None:
    for arguments in (["check"], ["generate", "--output", tmp_path / "out"], ["show", API]):
        ended = run(*arguments, "--schemas", schemas)
        assert (ended.returncode, ended.stderr) == (0, "")
        assert "\x1b" not in ended.stdout
        assert "\r" not in ended.stdout


def test_chinese_words_in_a_pipe_that_takes_only_latin_letters_are_escapes(schemas: Path, tmp_path: Path) -> None:
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


@pytest.mark.parametrize("command", ["check", "generate", "generate --check", "summary"])
def test_on_a_terminal_progress_is_shown_and_goes(schemas: Path, tmp_path: Path, command: str) -> None:
    out = ["--output", tmp_path / "out"] if command != "check" else []
    invoke("generate", "--schemas", schemas, "--output", tmp_path / "out")
    code, text = on_a_terminal(*command.split(), "--schemas", schemas, *out)
    assert code == 0, text
    assert f"reading {API} …" in text
    assert "…" not in _seen(text)


def on_a_terminal(*arguments: str | Path) -> tuple[int, str]:
    """Exit code of the command, and all that it wrote on its terminal."""
    above, below = pty.openpty()
    ended = subprocess.run([*COMMAND, *map(str, arguments)], stdout=below, stderr=below, timeout=60)
    os.close(below)
    text = _read(above)
    os.close(above)
    return ended.returncode, text


def _seen(text: str) -> str:
    """What stands on the screen in the end."""
    return "\n".join(line.rpartition("\r\x1b[K")[2] for line in text.split("\r\n"))


def _read(terminal: int) -> str:
    text = b""
    while True:
        try:
            text += os.read(terminal, 65536)
        except OSError:  # the other end is closed
            return text.decode()


def test_a_reader_that_leaves_early_is_no_error() -> None:
    largest = max(APIS, key=lambda api: (CONTRACTS / api / "openapi.yaml").stat().st_size)
    shell = shlex.join([*COMMAND, "show", largest, "--schemas", str(CONTRACTS)]) + " | head -n 1"
    ended = subprocess.run(["sh", "-c", shell], capture_output=True, text=True, timeout=60)
    assert (ended.stdout, ended.stderr) == ("{\n", "")
