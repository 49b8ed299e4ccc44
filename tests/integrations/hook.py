"""The commit hook, configured as the page on other tools says, in a scratch repository. Run by `make projects`."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import invoice_apis as ia
import pytest
import yaml
from support.documentation import configuration
from support.emitted import ROOT

PRE_COMMIT = ROOT / ".venv-projects" / "bin" / "pre-commit"
PAGE = ROOT / "generated" / "docs" / "other-tools.md"
WITH_WHEEL, OF_TOOLKIT = configuration(PAGE, "hook-with-wheel"), configuration(PAGE, "hook-of-toolkit")
CONTRACT = ia.contract(yaml.safe_load(WITH_WHEEL)["repos"][0]["hooks"][0]["args"][0])
WHEEL = "/path/to/invoice_apis.whl"
SYSTEM = re.sub("language: python\n +additional_dependencies: .*", "language: system", WITH_WHEEL)


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("wheel")
    command = [
        sys.executable,
        "-m",
        "pip",
        "--quiet",
        "wheel",
        "--no-deps",
        "--no-build-isolation",
        "--wheel-dir",
        folder,
    ]
    subprocess.run([*command, ROOT / "generated"], check=True)
    return next(folder.glob("*.whl"))


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A repository with good payloads, and with files that are none of the hook's business."""
    folder = tmp_path / "project"
    (folder / "payloads").mkdir(parents=True)
    (folder / "payloads" / "good.json").write_bytes(CONTRACT.example(1, wire=True))
    (folder / "payloads" / "drift.json").write_bytes(CONTRACT.example(1, drift="new-member", wire=True))
    (folder / "payloads" / "notes.md").write_text("# no payload\n")
    (folder / "other.json").write_text("{}\n")
    git(folder, "init", "--quiet")
    return folder


def git(folder: Path, *words: str) -> subprocess.CompletedProcess[str]:
    who = ["-c", "user.name=Ada Example", "-c", "user.email=ada@example.com", "-c", "init.defaultBranch=main"]
    path = os.pathsep.join([str(PRE_COMMIT.parent), str(Path(sys.executable).parent), os.environ["PATH"]])
    env = {**os.environ, "PATH": path, "PRE_COMMIT_HOME": str(folder.parent / "cache")}
    return subprocess.run(["git", *who, *words], cwd=folder, env=env, capture_output=True, text=True, check=False)


def committed(folder: Path, message: str) -> subprocess.CompletedProcess[str]:
    git(folder, "add", "--all")
    return git(folder, "commit", "--quiet", "--message", message)


def installed(project: Path, config: str) -> None:
    (project / ".pre-commit-config.yaml").write_text(config)
    env = {**os.environ, "PRE_COMMIT_HOME": str(project.parent / "cache")}
    subprocess.run([PRE_COMMIT, "install"], cwd=project, env=env, check=True, capture_output=True)


@pytest.mark.parametrize("config", [WITH_WHEEL, SYSTEM], ids=["wheel", "system"])
def test_a_bad_payload_is_not_committed(config: str, wheel: Path, project: Path) -> None:
    """With the wheel in an environment that pre-commit makes, or with the command that is on the path already."""
    installed(project, config.replace(WHEEL, str(wheel)))
    good = committed(project, "good")
    assert good.returncode == 0, good.stdout + good.stderr
    (project / "payloads" / "bad.json").write_bytes(CONTRACT.example(1, damage="missing", wire=True))
    bad = committed(project, "bad")
    printed = bad.stdout + bad.stderr
    assert bad.returncode == 1
    assert "payloads/bad.json:1:" in printed
    assert "error[required]" in printed
    assert "other.json" not in printed
    assert git(project, "log", "--format=%s").stdout.split() == ["good"]


def test_the_hook_of_this_repository_installs_itself(project: Path) -> None:
    """Its own folder, as it is now, is the repository that the hook comes from."""
    source = project.parent / "source"
    source.mkdir()
    for name in ("codegen", "generated", "schemas"):
        shutil.copytree(ROOT / name, source / name, ignore=shutil.ignore_patterns("__pycache__", "*.egg-info"))
    for name in ("pyproject.toml", "README.md", ".pre-commit-hooks.yaml"):
        shutil.copy(ROOT / name, source / name)
    git(source, "init", "--quiet")
    assert committed(source, "as it is").returncode == 0
    rev = git(source, "rev-parse", "HEAD").stdout.strip()
    installed(project, OF_TOOLKIT.replace("<address of the toolkit>", str(source)).replace("<tag or commit>", rev))
    drift = committed(project, "drift")
    printed = drift.stdout + drift.stderr
    assert drift.returncode == 1, printed
    assert "payloads/drift.json:1:" in printed
    assert "payloads/good.json:" not in printed
