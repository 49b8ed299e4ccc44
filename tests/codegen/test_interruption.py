"""A run that ends in the middle: the old package stays whole, and the next run puts right what a power cut left."""

from __future__ import annotations

import resource
import signal
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import pytest
from invoice_codegen import output
from invoice_codegen.scaffold import start
from support.slow import all_but_first
from toolkit import interrupted
from toolkit.case import API, files, invoke
from toolkit.process import run

STAGING = ".out-"
# Where the work on the disk can stop: the new folder empty, files of the new package half written, the old one put aside,
# the new one put in, the old one removed.
UPDATE = [("update", "open", 1), ("update", "open", 3), ("update", "os.rename", 1), ("update", "os.rename", 2)]
FIRST_RUN = [("first run", "open", 9), ("first run", "os.rename", 1)]
CLEARING = [("update", "shutil.rmtree", 1), ("first run", "shutil.rmtree", 1)]


@dataclass(frozen=True)
class Place:
    """A folder of contracts, what was generated from it, and what a finished run would generate after an edit."""

    folder: Path
    before: dict[str, bytes]
    wanted: dict[str, bytes]

    @property
    def schemas(self) -> Path:
        return self.folder / "schemas"

    @property
    def out(self) -> Path:
        return self.folder / "work" / "out"

    def left(self) -> list[str]:
        """What stands beside the output, hidden or not."""
        return sorted(path.name for path in self.out.parent.iterdir())


@pytest.fixture
def place(request: pytest.FixtureRequest, tmp_path: Path) -> Place:
    contract = start(API, tmp_path / "schemas") / "openapi.yaml"
    out, before = tmp_path / "work" / "out", {}
    out.parent.mkdir()
    if request.param == "update":
        assert invoke("generate", "--schemas", tmp_path / "schemas", "--output", out).exit_code == 0
        before = files(out)
    contract.write_text(contract.read_text("utf-8").replace("One thing.", "One thing more."), encoding="utf-8")
    invoke("generate", "--schemas", tmp_path / "schemas", "--output", tmp_path / "wanted")
    return Place(tmp_path, before, files(tmp_path / "wanted"))


def stopped(place: Place, event: str, number: int, how: str) -> subprocess.CompletedProcess[str]:
    arguments = [interrupted.__file__, event, STAGING, str(number), how]
    command = [sys.executable, *arguments, "generate", "--schemas", str(place.schemas), "--output", str(place.out)]
    return subprocess.run(command, capture_output=True, text=True, timeout=60)


@pytest.mark.slow
@pytest.mark.parametrize(("place", "event", "number"), all_but_first([*UPDATE, *FIRST_RUN]), indirect=["place"])
def test_a_failing_disk_leaves_the_old_package_whole(place: Place, event: str, number: int) -> None:
    ended = stopped(place, event, number, "fail")
    assert (ended.returncode, ended.stdout) == (2, "")
    assert ended.stderr == "invoice-codegen: No space left on device\n"
    assert files(place.out) == place.before
    assert place.left() == (["out"] if place.before else [])


@pytest.mark.slow
@pytest.mark.parametrize(("place", "event", "number"), UPDATE[-1:], indirect=["place"])
def test_control_c_leaves_the_old_package_whole(place: Place, event: str, number: int) -> None:
    ended = stopped(place, event, number, "interrupt")
    assert (ended.returncode, ended.stdout, ended.stderr.strip()) == (1, "", "Aborted!")
    assert files(place.out) == place.before
    assert place.left() == ["out"]


@pytest.mark.slow
@pytest.mark.parametrize(("place", "event", "number"), [*UPDATE, *FIRST_RUN], indirect=["place"])
def test_sigterm_leaves_the_old_package_whole(place: Place, event: str, number: int) -> None:
    ended = stopped(place, event, number, "terminate")
    assert (ended.returncode, ended.stdout, ended.stderr) == (128 + signal.SIGTERM, "", "")
    assert files(place.out) == place.before
    assert place.left() == (["out"] if place.before else [])


@pytest.mark.slow
@pytest.mark.parametrize(("place", "event", "number"), [*UPDATE, *FIRST_RUN, *CLEARING], indirect=["place"])
def test_a_killed_run_leaves_no_mixture_and_the_next_run_recovers(place: Place, event: str, number: int) -> None:
    assert stopped(place, event, number, "kill").returncode == -signal.SIGKILL
    assert files(place.out) in ({}, place.before, place.wanted)
    assert place.left() not in (["out"], []), "nothing to clean up"
    next_run = invoke("generate", "--schemas", place.schemas, "--output", place.out)
    assert next_run.exit_code == 0, next_run.stderr
    assert files(place.out) == place.wanted
    assert place.left() == ["out"]


@pytest.mark.slow
@pytest.mark.parametrize(("place", "event", "number"), UPDATE[-1:], indirect=["place"])
def test_a_package_that_a_killed_run_moved_is_restored(place: Place, event: str, number: int) -> None:
    stopped(place, event, number, "kill")
    assert not place.out.exists()
    again = stopped(place, "os.rename", 2, "fail")  # the first one is the way back
    assert again.stderr == "invoice-codegen: No space left on device\n"
    assert files(place.out) == place.before
    assert place.left() == ["out"]


@pytest.mark.parametrize("place", ["update"], indirect=True)
def test_the_staging_folder_of_a_running_process_is_left_alone(place: Place) -> None:
    with output._staging(place.out) as staging:
        assert invoke("generate", "--schemas", place.schemas, "--output", place.out).exit_code == 0
        assert place.left() == [staging.name, "out"]
        assert [path.name for path in staging.iterdir()] == ["new"]
    assert place.left() == ["out"]


@pytest.mark.slow
@pytest.mark.parametrize("place", ["update"], indirect=True)
def test_similar_names_beside_the_output_are_left_alone(place: Place) -> None:
    for name in (".out-backup", ".out-staging-thesis"):
        (place.out.parent / name).mkdir()
        (place.out.parent / name / "thesis.txt").write_text("years of work", encoding="utf-8")
    (place.out.parent / ".out-staging-file").write_text("years of work", encoding="utf-8")
    assert invoke("generate", "--schemas", place.schemas, "--output", place.out).exit_code == 0
    assert place.left() == [".out-backup", ".out-staging-file", ".out-staging-thesis", "out"]
    assert (place.out.parent / ".out-staging-thesis" / "thesis.txt").exists()


@pytest.mark.slow
@pytest.mark.parametrize("place", ["update"], indirect=True)
def test_a_write_error_is_one_line(place: Place) -> None:
    ended = run("generate", "--schemas", place.schemas, "--output", place.out, limits={resource.RLIMIT_FSIZE: 4096})
    assert (ended.returncode, ended.stdout) == (2, "")
    assert ended.stderr.startswith("invoice-codegen: ")
    assert ended.stderr.endswith("File too large\n")
    assert ended.stderr.count("\n") == 1
    assert files(place.out) == place.before
    assert place.left() == ["out"]
