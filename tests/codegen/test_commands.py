"""The command line: `check`, `show`, `new`, `summary`, and how all of them speak and fail."""

from __future__ import annotations

import errno
import json
import os
import pty
import shlex
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

import click
import pytest
from invoice_codegen.cli import main
from invoice_codegen.starter import start
from toolkit.case import API, files, invoke
from toolkit.process import COMMAND, run

CONTRACTS = Path(__file__).parents[2] / "schemas"
APIS = sorted(path.name for path in CONTRACTS.glob("*/"))


@pytest.fixture
def schemas(tmp_path: Path) -> Path:
    return start(API, tmp_path / "schemas").parent


# check ----------------------------------------------------------------------------------------------------------------


def test_check_of_good_contracts_is_one_line() -> None:
    checked = invoke("check", "--schemas", CONTRACTS)
    assert (checked.exit_code, checked.stderr) == (0, "")
    assert checked.stdout == f"{len(APIS)} contracts, no problems: {', '.join(APIS)}\n"


def test_check_of_one_contract_counts_as_people_do(schemas: Path) -> None:
    assert invoke("check", "--schemas", schemas).stdout == f"1 contract, no problems: {API}\n"


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


def test_show_is_json_in_a_pipe_that_takes_only_ascii(schemas: Path) -> None:
    shown = run("show", API, "--schemas", schemas, env={"PYTHONIOENCODING": "ascii"})
    assert shown.returncode == 0, shown.stderr
    assert json.loads(shown.stdout) == json.loads(invoke("show", API, "--schemas", schemas).stdout)


@pytest.mark.parametrize("api", ["nothing", "", ".", "..", f"../schemas/{API}", f"./{API}"])
def test_show_of_what_is_not_there_names_what_is(schemas: Path, api: str) -> None:
    shown = invoke("show", api, "--schemas", schemas)
    assert (shown.exit_code, shown.stdout) == (2, "")
    assert shown.stderr == f"invoice-codegen: no contract {api!r} in {schemas}; there are: {API}\n"


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
    assert "it is there already" in made.stderr
    assert files(schemas) == before


@pytest.mark.parametrize(
    "name", ["", "Toy", "toy-api", "toy.api", "1toy", "class", "contract", "..", "../evil", "/tmp/x", "tоy"]
)
def test_new_refuses_what_can_be_no_package(tmp_path: Path, name: str) -> None:
    made = invoke("new", name, "--schemas", tmp_path / "schemas")
    assert made.exit_code == 2
    assert "can't be a package" in made.stderr
    assert list(tmp_path.iterdir()) == []


# summary --------------------------------------------------------------------------------------------------------------


def test_summary_of_a_package_that_is_not_there_says_what_to_do(schemas: Path, tmp_path: Path) -> None:
    told = invoke("summary", "--schemas", schemas, "--output", tmp_path / "out")
    assert (told.exit_code, told.stdout) == (2, "")
    assert "run 'invoice-codegen generate' first" in told.stderr


def test_generate_with_summary_prints_one_table(schemas: Path, tmp_path: Path) -> None:
    told = run("generate", "--summary", "--schemas", schemas, "--output", tmp_path / "out")
    assert (told.returncode, told.stderr) == (0, "")
    _, header, row = told.stdout.splitlines()
    assert header.split()[0] == "API"
    assert row.split() == [API, "1", "2", "8", "10", "1", "0", "0", "1"]


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
    assert invoke("generat").exit_code == 2
    assert invoke("generate", "--force").exit_code == 2


def test_in_a_pipe_nothing_moves_the_cursor(schemas: Path, tmp_path: Path) -> None:
    for arguments in (["check"], ["generate", "--output", tmp_path / "out"], ["show", API]):
        ended = run(*arguments, "--schemas", schemas)
        assert (ended.returncode, ended.stderr) == (0, "")
        assert "\x1b" not in ended.stdout
        assert "\r" not in ended.stdout


def test_on_a_terminal_problems_start_on_a_line_of_their_own(schemas: Path) -> None:
    (schemas / API / "ledger.yaml").write_text("- {}\n", encoding="utf-8")
    above, below = pty.openpty()
    ended = subprocess.run([*COMMAND, "check", "--schemas", str(schemas)], stdout=below, stderr=below, timeout=60)
    os.close(below)
    screen = "\n".join(line.rpartition("\r\x1b[K")[2] for line in _read(above).split("\r\n"))
    os.close(above)
    assert ended.returncode == 2
    assert screen.startswith(f"{schemas}/{API}/ledger.yaml:1: ")
    assert "understanding" not in screen


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


# how they fail --------------------------------------------------------------------------------------------------------


def _folder(path: Path) -> None:
    path.unlink()
    path.mkdir()


def _pipe(path: Path) -> None:
    path.unlink()
    os.mkfifo(path)


def _dangling(path: Path) -> None:
    path.unlink()
    path.symlink_to("nowhere")


@pytest.mark.parametrize("spoil", [_folder, _pipe, _dangling], ids=lambda spoil: spoil.__name__.strip("_"))
@pytest.mark.parametrize("name", ["openapi.yaml", "samples/ListThings.response.json"])
def test_what_is_no_readable_file_is_named(schemas: Path, name: str, spoil: Callable[[Path], None]) -> None:
    spoil(schemas / API / name)
    ended = run("check", "--schemas", schemas)
    assert (ended.returncode, ended.stdout) == (2, "")
    assert f"{schemas}/{API}/{name}" in ended.stderr
    assert "Traceback" not in ended.stderr


@pytest.mark.parametrize("command", ["check", "generate", "new other", "show other", "summary"])
def test_a_folder_of_contracts_that_is_none_is_one_clear_line(tmp_path: Path, command: str) -> None:
    (tmp_path / "file").write_text("", encoding="utf-8")
    for place in ("nowhere", "file", "file/below"):
        before = files(tmp_path)
        ended = invoke(*command.split(), "--schemas", tmp_path / place)
        if command.startswith("new") and place == "nowhere":
            assert ended.exit_code == 0
            shutil.rmtree(tmp_path / place)
        else:
            assert (ended.exit_code, ended.stdout) == (2, "")
            assert str(tmp_path / place) in " ".join(ended.stderr.split())
        assert files(tmp_path) == before


def test_an_output_that_can_not_be_is_one_clear_line(schemas: Path, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("", encoding="utf-8")
    before = files(tmp_path)
    below = invoke("generate", "--schemas", schemas, "--output", tmp_path / "file/below")
    assert (below.exit_code, below.stdout) == (2, "")
    assert below.stderr.startswith(f"invoice-codegen: {tmp_path / 'file'}")
    assert below.stderr.count("\n") == 1
    assert invoke("generate", "--schemas", schemas, "--output", tmp_path / "file").exit_code == 2
    assert files(tmp_path) == before


def test_what_is_forbidden_is_one_clear_line(schemas: Path, tmp_path: Path) -> None:
    locked, ledger, sample = tmp_path / "locked", schemas / API / "ledger.yaml", next((schemas / API).glob("samples/*"))
    locked.mkdir(mode=0o500)
    unwritten = run("generate", "--schemas", schemas, "--output", locked / "out", humble=True)
    unmade = run("new", "other", "--schemas", locked, humble=True)
    ledger.chmod(0)
    unread = run("check", "--schemas", schemas, humble=True)
    ledger.chmod(0o600)
    sample.chmod(0)
    unseen = run("check", "--schemas", schemas, humble=True)
    for ended, place in ((unwritten, locked), (unmade, locked), (unread, ledger), (unseen, sample)):
        assert (ended.returncode, ended.stdout) == (2, "")
        assert str(place) in ended.stderr
        assert os.strerror(errno.EACCES) in ended.stderr
        assert "Traceback" not in ended.stderr
    assert list(locked.iterdir()) == []


def test_a_name_that_moves_the_cursor_is_shown_as_escapes(schemas: Path) -> None:
    (schemas / API / "samples" / "\x1b[2J\u202e.json").write_text("{}", encoding="utf-8")
    (schemas / API / os.fsdecode(b"caf\xe9.md")).write_text("", encoding="utf-8")
    checked = run("check", "--schemas", schemas)
    assert checked.returncode == 2
    assert "\\u001b[2J\\u202e.json:1: not a payload's name" in checked.stderr
    assert "caf\\udce9.md:1: a file that contracts do not have" in checked.stderr
