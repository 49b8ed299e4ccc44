"""What the command line does about files and folders that are not what they should be: one clear line, exit code 2."""

from __future__ import annotations

import errno
import os
import shutil
import socket
from collections.abc import Callable
from pathlib import Path

import invoice_codegen
import pytest
from support.slow import all_but_first
from toolkit.case import API, files, invoke
from toolkit.process import run


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
@pytest.mark.parametrize("name", all_but_first(["openapi.yaml", "samples/ListThings.response.json"]))
def test_an_unreadable_file_is_named(schemas: Path, name: str, spoil: Callable[[Path], None]) -> None:
    spoil(schemas / API / name)
    ended = run("check", "--schemas", schemas)
    assert (ended.returncode, ended.stdout) == (2, "")
    assert f"{schemas}/{API}/{name}" in ended.stderr
    assert "Traceback" not in ended.stderr


@pytest.mark.parametrize("command", ["check", "generate", "new other", "show other", "summary"])
def test_a_missing_folder_of_contracts_is_one_line(tmp_path: Path, command: str) -> None:
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
            if command in ("check", "generate", "summary") and place != "file":
                assert ended.stderr.startswith(f"{tmp_path / place}:1: the folder does not exist\n")
        assert files(tmp_path) == before


def test_an_impossible_output_folder_is_one_line(schemas: Path, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("", encoding="utf-8")
    before = files(tmp_path)
    below = invoke("generate", "--schemas", schemas, "--output", tmp_path / "file/below")
    assert (below.exit_code, below.stdout) == (2, "")
    assert below.stderr.startswith(f"invoice-codegen: {tmp_path / 'file'}")
    assert below.stderr.count("\n") == 1
    assert invoke("generate", "--schemas", schemas, "--output", tmp_path / "file").exit_code == 2
    assert files(tmp_path) == before


def _make_pipe(path: Path) -> None:
    os.mkfifo(path)


def _make_socket(path: Path) -> None:
    with socket.socket(socket.AF_UNIX) as made:
        made.bind(str(path))


def _make_circle(path: Path) -> None:
    path.symlink_to(path.with_name("other"))
    path.with_name("other").symlink_to(path)


def _make_link_to_a_pipe(path: Path) -> None:
    os.mkfifo(path.with_name("pipe"))
    path.symlink_to("pipe")


@pytest.mark.parametrize("command", ["generate", "generate --check", "release 1.0.0"])
@pytest.mark.parametrize("make", [_make_pipe, _make_socket, _make_circle, _make_link_to_a_pipe])
def test_an_output_that_is_no_folder_is_not_replaced(
    schemas: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, command: str, make: Callable[[Path], None]
) -> None:
    monkeypatch.chdir(tmp_path)  # the path of a socket is short
    make(Path("out"))
    before, kind = files(schemas), os.lstat("out").st_mode
    ended = invoke(*command.split(), "--schemas", schemas, "--output", "out")
    assert (ended.exit_code, ended.stdout) == (2, "")
    assert ended.stderr.endswith(": is not a folder; choose another place for the package\n")
    assert ended.stderr.count("\n") == 1
    assert (files(schemas), os.lstat("out").st_mode) == (before, kind)


@pytest.mark.parametrize("command", ["generate", "generate --check", "release 1.0.0"])
@pytest.mark.parametrize(
    "output",
    [
        ".",
        "..",
        "link",
        "../schemas",
        "../schemas/toy_api",
        "../schemas/toy_api/out",
        "../schemas/new/out",
        Path(invoice_codegen.__file__).parent,
        Path(invoice_codegen.__file__).parent / "new",
        Path(invoice_codegen.__file__).parent.parent,
    ],
)
def test_an_output_that_overlaps_what_is_needed_is_refused(
    schemas: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, command: str, output: str | Path
) -> None:
    (tmp_path / "here").mkdir()
    (tmp_path / "here" / "link").symlink_to(schemas)
    monkeypatch.chdir(tmp_path / "here")
    before = files(tmp_path)
    ended = invoke(*command.split(), "--schemas", schemas, "--output", output)
    assert (ended.exit_code, ended.stdout) == (2, "")
    assert ended.stderr.startswith(f"invoice-codegen: {output}: ")
    assert ended.stderr.count("\n") == 1
    assert files(tmp_path) == before


@pytest.mark.slow
def test_a_permission_error_is_one_line(schemas: Path, tmp_path: Path) -> None:
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
    assert "\\u001b[2J\\u202e.json:1: not the name of a payload file" in checked.stderr
    assert "caf\\udce9.md:1: unexpected file in an API folder" in checked.stderr
