"""The workflow step: its scripts, run as a runner runs them, with inputs as environment variables. Run by `make projects`."""

from __future__ import annotations

import json
import os
import re
import subprocess
from pathlib import Path
from typing import Any

import invoice_apis as ia
import pytest
import yaml
from support.documentation import configuration
from support.emitted import ROOT

ACTION = yaml.safe_load((ROOT / "action.yml").read_text(encoding="utf-8"))
CONTRACT = next(contract for contract in ia.contracts() if contract.direction == "response")
INSTALL, VALIDATE = ACTION["runs"]["steps"]


@pytest.fixture(scope="module")
def runner(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A runner on which the package is installed, from this repository, by the step itself."""
    temp = tmp_path_factory.mktemp("runner")
    done = step(INSTALL, temp, temp, {})
    assert done.returncode == 0, done.stderr
    return temp


@pytest.fixture
def project(tmp_path: Path) -> Path:
    payloads = {
        "good": CONTRACT.example(1, wire=True),
        "drift": CONTRACT.example(1, drift="new-member", wire=True),
        "bad one": CONTRACT.example(1, damage="missing", wire=True),
    }
    for name, raw in payloads.items():
        (tmp_path / f"{name}.json").write_bytes(raw)
    return tmp_path


def step(what: Any, temp: Path, folder: Path, inputs: dict[str, str]) -> subprocess.CompletedProcess[str]:
    """Run a step: expressions stand for inputs in `env` only, and a shell gets the script as it is written."""
    given = {name: str(about.get("default", "")) for name, about in ACTION["inputs"].items()} | inputs
    env = {
        name: re.sub(r"\$\{\{ inputs\.([a-z-]+) \}\}", lambda found: given[found[1]], text)
        for name, text in what["env"].items()
    }
    runner = {
        "RUNNER_TEMP": str(temp),
        "GITHUB_OUTPUT": str(temp / "outputs"),
        "GITHUB_STEP_SUMMARY": str(temp / "summary.md"),
        "GITHUB_ACTION_PATH": str(ROOT),
        "PATH": os.environ["PATH"],
        "HOME": os.environ["HOME"],
    }
    command = ["bash", "--noprofile", "--norc", "-e", "-o", "pipefail", "-c", what["run"]]
    return subprocess.run(command, cwd=folder, env={**runner, **env}, capture_output=True, text=True, check=False)


def validated(runner: Path, folder: Path, **inputs: str) -> subprocess.CompletedProcess[str]:
    given = {"contract": CONTRACT.id, **{name.replace("_", "-"): text for name, text in inputs.items()}}
    return step(VALIDATE, runner, folder, given)


def test_inputs_stand_in_no_script() -> None:
    assert all("${{" not in what["run"] for what in ACTION["runs"]["steps"])


def test_a_bad_payload_fails_the_step_and_is_annotated(runner: Path, project: Path) -> None:
    assert validated(runner, project, files="good.json\ndrift.json\n").returncode == 0
    done = validated(runner, project, files="good.json\n\nbad one.json\n")
    assert done.returncode == 1
    annotations = [line for line in done.stdout.splitlines() if line.startswith("::error ")]
    assert len(annotations) == 1
    assert "file=bad one.json" in annotations[0]


def test_drift_fails_it_when_asked(runner: Path, project: Path) -> None:
    done = validated(runner, project, files="drift.json", fail_on="drift")
    assert done.returncode == 1
    assert "::warning " in done.stdout


def test_findings_are_written_for_upload(runner: Path, project: Path) -> None:
    done = validated(runner, project, files="*.json", sarif="findings.sarif")
    assert done.returncode == 1
    (run,) = json.loads((project / "findings.sarif").read_text())["runs"]
    levels = {result["level"] for result in run["results"]}
    assert "error" in levels


@pytest.mark.parametrize(("report", "sarif"), [("", ""), ("new folder/of this run.html", "-new/below/findings.sarif")])
def test_the_step_has_a_summary_outputs_and_a_page(runner: Path, project: Path, report: str, sarif: str) -> None:
    for name in ("outputs", "summary.md"):
        (runner / name).unlink(missing_ok=True)
    done = validated(runner, project, files="good.json\ndrift.json\nbad one.json", report=report, sarif=sarif)
    assert done.returncode == 1
    outputs = dict(line.split("=", 1) for line in (runner / "outputs").read_text().splitlines())
    assert outputs.keys() == ACTION["outputs"].keys()
    assert (outputs["errors"], outputs["drift"]) == ("1", "1")
    assert outputs["report"] == (report or str(runner / "invoice-apis.html"))
    page = (project / outputs["report"]).read_text("utf-8")
    assert "1 of 3 documents can't be used" in page
    assert "1 of 3 documents" in (runner / "summary.md").read_text("utf-8")
    assert (project / sarif if sarif else runner / "invoice-apis.sarif").is_file()


def test_annotations_summary_and_page_come_in_spite_of_a_missing_file(runner: Path, project: Path) -> None:
    (runner / "summary.md").unlink(missing_ok=True)
    done = validated(runner, project, files="bad one.json\nnowhere.json")
    assert done.returncode == 2
    assert "::error " in done.stdout
    assert "no such file" in (runner / "summary.md").read_text("utf-8")


def test_a_page_that_cannot_be_written_fails_the_step(runner: Path, project: Path) -> None:
    (runner / "summary.md").unlink(missing_ok=True)
    done = validated(runner, project, files="good.json", report="good.json/report.html")
    assert done.returncode == 2
    assert "good.json" in done.stderr
    assert "1 document" in (runner / "summary.md").read_text("utf-8"), "all the same"


def test_the_workflow_of_the_page_runs_this_step(runner: Path, tmp_path: Path) -> None:
    """The inputs are those of the step, and what they ask for comes."""
    steps = yaml.safe_load(configuration(ROOT / "generated" / "docs" / "other-tools.md", "workflow"))["steps"]
    (inputs,) = (step["with"] for step in steps if "contract" in step.get("with", ()))
    assert inputs.keys() <= ACTION["inputs"].keys()
    contract = ia.contract(inputs["contract"])
    for folder in ("payloads", "archive"):
        (tmp_path / folder).mkdir()
        (tmp_path / folder / "good.json").write_bytes(contract.example(1, wire=True))
    assert step(VALIDATE, runner, tmp_path, inputs).returncode == 0
    (tmp_path / "archive" / "drift.json").write_bytes(contract.example(1, drift="new-member", wire=True))
    done = step(VALIDATE, runner, tmp_path, inputs)
    assert done.returncode == 1
    assert "file=archive/drift.json" in done.stdout
    assert (tmp_path / "findings.sarif").is_file()


def test_nothing_in_an_input_is_run(runner: Path, project: Path) -> None:
    for evil in ("$(touch owned)", "`touch owned`", "good.json; touch owned", '"; touch owned; "', "--help"):
        assert validated(runner, project, files=evil).returncode == 2
        assert validated(runner, project, files="good.json", contract=evil).returncode == 2
        assert validated(runner, project, files="good.json", fail_on=evil).returncode == 2
    assert step(INSTALL, project, project, {"package": "$(touch owned)"}).returncode != 0
    assert not (project / "owned").exists()
