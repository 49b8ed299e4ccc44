"""The wheel installed alone, in an empty environment."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import venv
import zipfile
from pathlib import Path
from shutil import which

import pytest
from support.emitted import ROOT

pytestmark = pytest.mark.slow
PIP = [sys.executable, "-m", "pip", "--quiet", "--disable-pip-version-check"]


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("wheel")
    build = ["wheel", "--no-deps", "--no-build-isolation", "--wheel-dir", str(folder), str(ROOT / "generated")]
    subprocess.run([*PIP, *build], check=True)
    return next(folder.glob("invoice_apis-*.whl"))


@pytest.fixture(scope="module")
def installed(wheel: Path) -> Path:
    """An empty environment with nothing but the built wheel and what it depends on."""
    return _environment(wheel)


def _environment(wheel: Path) -> Path:
    venv.create(wheel.parent / "alone", with_pip=False, symlinks=True)
    python = wheel.parent / "alone" / "bin" / "python"
    constraints = str(ROOT / "codegen" / "constraints.txt")
    command = [*PIP, "--python", str(python), "install", "--constraint", constraints, str(wheel)]
    subprocess.run(command, check=True)
    return python


def run(command: list[str | Path], cwd: Path, **environment: str) -> subprocess.CompletedProcess[str]:
    """In an environment without proxies, credentials or whatever else the user of this machine has."""
    known = {"PATH": os.environ["PATH"], "LANG": "C.UTF-8", "PYTHONDONTWRITEBYTECODE": "1"}
    return subprocess.run(command, capture_output=True, text=True, cwd=cwd, env={**known, **environment}, check=False)


@pytest.mark.skipif(which("cc") is None and which("gcc") is None, reason="no C compiler")
def test_the_wheel_has_the_scanner(wheel: Path, installed: Path, tmp_path: Path) -> None:
    assert "-abi3-" in wheel.name
    said = run([installed, "-I", "-m", "invoice_apis", "--version"], tmp_path)
    assert "scanner: native" in said.stdout, said.stderr
    said = run([installed, "-m", "invoice_apis", "--version"], tmp_path, INVOICE_APIS_NATIVE="0")
    assert "scanner: none" in said.stdout


@pytest.mark.parametrize("variable", [{"INVOICE_APIS_NATIVE": "0"}, {"CC": "false"}], ids=["turned off", "no compiler"])
def test_without_the_scanner_a_wheel_has_no_binary(variable: dict[str, str], tmp_path: Path) -> None:
    """Also where an editable installation has left one beside its source, in a folder that git does not know."""
    source = shutil.copytree(ROOT / "generated", tmp_path / "source")
    (source / "invoice_apis/scanner/_scanner.abi3.so").write_bytes(b"of another build")
    build = [*PIP, "wheel", "--no-deps", "--no-build-isolation", "--wheel-dir", str(tmp_path), str(source)]
    subprocess.run(build, check=True, env={**os.environ, **variable})
    (pure,) = tmp_path.glob("*.whl")
    assert pure.name.endswith("-py3-none-any.whl")
    with zipfile.ZipFile(pure) as archive:
        assert [name for name in archive.namelist() if name.endswith((".so", ".pyd"))] == []


def test_the_wheel_alone_knows_no_toolkit(installed: Path, tmp_path: Path) -> None:
    assert run([installed, "-I", "-c", "import invoice_codegen"], tmp_path).returncode == 1


def test_the_wheel_alone_explains_its_contracts(installed: Path, tmp_path: Path) -> None:
    code = "import invoice_apis as ia; print([bool(known.guide.meaning('', 'zh')) for known in ia.contracts()])"
    done = run([installed, "-I", "-W", "error", "-c", code], tmp_path)
    assert set(done.stdout.strip("[]\n").split(", ")) == {"True"}, done.stderr


def test_what_needs_an_extra_names_it(installed: Path, tmp_path: Path) -> None:
    """httpcore2 installs h11 at present; without it the sandbox names its extra."""
    code = """
import sys
sys.modules["h11"] = None
import importlib, invoice_apis as ia
from invoice_apis.sandbox import Sandbox
for api in {contract.api for contract in ia.contracts()}:
    importlib.import_module(f"invoice_apis.{api}.client")
try:
    Sandbox().start()
except ia.ConfigurationError as error:
    print(error)
"""
    done = run([installed, "-I", "-W", "error", "-c", code], tmp_path)
    assert "pip install 'invoice-apis[sandbox]'" in done.stdout, done.stderr


def test_the_sandbox_runs_in_a_bare_installation(installed: Path, tmp_path: Path) -> None:
    code = "from invoice_apis.sandbox import Sandbox\nwith Sandbox(rows=1) as sandbox:\n    print(sandbox.url)"
    done = run([installed, "-I", "-W", "error", "-c", code], tmp_path)
    assert done.stdout.startswith("http://127.0.0.1:"), done.stderr


def test_the_wheel_brings_its_schemas(installed: Path, tmp_path: Path) -> None:
    code = """
import importlib.resources, json, invoice_apis as ia
folder = importlib.resources.files("invoice_apis") / "schemas"
for contract in ia.contracts():
    for profile in ("documented", "compatible"):
        file = folder / f"{contract.id}.{profile}.schema.json"
        assert json.loads(file.read_bytes()) == contract.schema(profile)
"""
    done = run([installed, "-I", "-W", "error", "-c", code], tmp_path)
    assert done.returncode == 0, done.stderr
