"""Files that appear when they are complete, on file systems with and without files that have no name."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest
from invoice_apis.bulk.atomic import atomic_write
from support.cli import ENVIRONMENT

KILLED = """
import os, signal, sys
from pathlib import Path
from invoice_apis.bulk.atomic import atomic_write
if sys.argv[1] == "named":
    del os.O_TMPFILE
with atomic_write(Path("report")) as file:
    file.write(b"half")
    file.flush()
    os.kill(os.getpid(), signal.SIGKILL)
"""


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.fixture
def way(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> str:
    if request.param == "named":
        monkeypatch.delattr(os, "O_TMPFILE", raising=False)
    return str(request.param)


both_ways = pytest.mark.parametrize("way", ["unnamed", "named"], indirect=True)


@both_ways
@pytest.mark.parametrize("mode", [None, 0o600, 0o640])
def test_a_file_is_replaced_when_it_is_complete(way: str, mode: int | None, folder: Path) -> None:
    place = Path("report")
    if mode is not None:
        place.write_bytes(b"old")
        place.chmod(mode)
    with atomic_write(place) as file:
        file.write(b"new")
        file.flush()
        assert place.exists() == (mode is not None)
        for other in folder.iterdir():
            assert mode is None or other.stat().st_mode & 0o777 == mode, "what is not yet complete is as secret"
    assert place.read_bytes() == b"new"
    if mode is not None:
        assert place.stat().st_mode & 0o777 == mode
    assert os.listdir() == ["report"]


@both_ways
def test_a_failure_leaves_what_was_there(way: str) -> None:
    Path("report").write_text("as it was")
    with pytest.raises(TypeError, match="str"), atomic_write(Path("report")) as file:
        file.writelines([b"half", "no bytes"])  # type: ignore[list-item]
    assert Path("report").read_text() == "as it was"
    assert os.listdir() == ["report"]


@pytest.mark.skipif(sys.platform == "win32", reason="has no SIGKILL")
@pytest.mark.parametrize("way", ["unnamed", "named"])
def test_what_a_killed_process_left_does_not_accumulate(way: str) -> None:
    for _ in range(3):
        ran = subprocess.run([sys.executable, "-c", KILLED, way], env=ENVIRONMENT, timeout=60, check=False)
        assert ran.returncode == -signal.SIGKILL
    assert len(os.listdir()) <= 1
    with atomic_write(Path("report")) as file:
        file.write(b"whole")
    assert os.listdir() == ["report"]


@both_ways
def test_what_another_process_still_writes_is_no_leftover(way: str) -> None:
    with atomic_write(Path("report")) as first:
        first.write(b"first")
        with atomic_write(Path("report")) as second:
            second.write(b"second")
        assert Path("report").read_bytes() == b"second"
    assert Path("report").read_bytes() == b"first"
    assert os.listdir() == ["report"]


@both_ways
def test_files_of_other_names_are_let_alone(way: str) -> None:
    others = [".report.draft.part", ".reports.0123456789abcdef.part", ".report.0123456789abcdef.part.bak"]
    for name in others:
        Path(name).write_text("mine")
    Path("victim").write_text("mine")
    os.symlink("victim", ".report.0123456789abcdef.part")
    with atomic_write(Path("report")) as file:
        file.write(b"new")
    assert {Path(name).read_text() for name in [*others, "victim"]} == {"mine"}


def test_a_long_name_is_no_problem() -> None:
    place = Path("r" * 255)
    with atomic_write(place) as file:
        file.write(b"new")
    assert os.listdir() == [place.name]


@both_ways
def test_an_error_names_the_file_that_was_given(way: str, folder: Path) -> None:
    for place, kind in ((Path("nowhere/report"), FileNotFoundError), (Path("file/report"), NotADirectoryError)):
        (folder / "file").touch()
        with pytest.raises(kind) as caught, atomic_write(place):
            raise AssertionError("the file can't be written")
        assert (caught.value.filename, caught.value.filename2) == (str(place), None)
        assert ".part" not in str(caught.value)


@both_ways
def test_a_folder_that_takes_the_place_meanwhile_is_named(way: str, folder: Path) -> None:
    with pytest.raises(OSError) as caught, atomic_write(Path("report")):  # noqa: PT011
        (folder / "report").mkdir()
    assert caught.value.filename == "report"
    assert ".part" not in str(caught.value)
    assert os.listdir() == ["report"]
