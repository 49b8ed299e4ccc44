"""The wheel installed alone, and the READMEs: every example runs there, and prints what is shown."""

from __future__ import annotations

import os
import re
import signal
import socket
import subprocess
import sys
import venv
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

import pytest
from support.emitted import ROOT

READMES = ["README.md", "README.zh-CN.md", "generated/README.md"]
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
    return _environment(wheel, "alone", "")


@pytest.fixture(scope="module")
def with_sandbox(wheel: Path) -> Path:
    """Another one, with the extra that the examples need."""
    return _environment(wheel, "sandbox", "[sandbox]")


def _environment(wheel: Path, name: str, extra: str) -> Path:
    venv.create(wheel.parent / name, with_pip=False, symlinks=True)
    python = wheel.parent / name / "bin" / "python"
    constraints = str(ROOT / "codegen" / "constraints.txt")
    command = [*PIP, "--python", str(python), "install", "--constraint", constraints, f"{wheel}{extra}"]
    subprocess.run(command, check=True)
    return python


def run(command: list[str | Path], cwd: Path, **environment: str) -> subprocess.CompletedProcess[str]:
    """In an environment without proxies, credentials or whatever else the user of this machine has."""
    known = {"PATH": os.environ["PATH"], "LANG": "C.UTF-8", "PYTHONDONTWRITEBYTECODE": "1"}
    return subprocess.run(command, capture_output=True, text=True, cwd=cwd, env={**known, **environment}, check=False)


def blocks(readme: str, language: str) -> list[str]:
    return re.findall(rf"```{language}\n(.*?)```", (ROOT / readme).read_text(encoding="utf-8"), re.DOTALL)


def test_the_wheel_alone_knows_no_toolkit(installed: Path, tmp_path: Path) -> None:
    assert run([installed, "-I", "-c", "import invoice_codegen"], tmp_path).returncode == 1


def test_the_wheel_alone_explains_its_contracts(installed: Path, tmp_path: Path) -> None:
    code = "import invoice_apis as ia; print([bool(known.guide.meaning('', 'zh')) for known in ia.contracts()])"
    done = run([installed, "-I", "-W", "error", "-c", code], tmp_path)
    assert set(done.stdout.strip("[]\n").split(", ")) == {"True"}, done.stderr


def test_what_needs_an_extra_names_it(installed: Path, tmp_path: Path) -> None:
    code = """
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


def test_the_wheel_brings_its_schemas(installed: Path, tmp_path: Path) -> None:
    code = """
import importlib.resources, json, invoice_apis as ia
folder = importlib.resources.files("invoice_apis") / "schemas"
for contract in ia.contracts():
    for profile in ("documented", "compatible"):
        file = folder / contract.api / f"{contract.operation}.{contract.direction}.{profile}.schema.json"
        assert json.loads(file.read_bytes()) == contract.schema(profile)
"""
    done = run([installed, "-I", "-W", "error", "-c", code], tmp_path)
    assert done.returncode == 0, done.stderr


@pytest.mark.parametrize("readme", READMES)
def test_the_examples_print_what_is_shown(with_sandbox: Path, readme: str, tmp_path: Path) -> None:
    code = "\n".join(blocks(readme, "python"))
    assert code
    done = run([with_sandbox, "-I", "-W", "error", "-c", code], tmp_path)
    assert done.returncode == 0, done.stderr
    shown = "".join(blocks(readme, "text"))
    assert done.stdout == shown or (not shown and done.stdout)


@pytest.mark.parametrize("readme", READMES)
def test_the_examples_pass_a_strict_type_checker(readme: str, tmp_path: Path) -> None:
    for language in ("python", "py"):
        (tmp_path / f"of_{language}.py").write_text("\n".join(blocks(readme, language)), encoding="utf-8")
    options = ["--strict", "--config-file=", "--cache-dir", str(tmp_path / "cache")]
    command: list[str | Path] = [sys.executable, "-m", "mypy", *options, *sorted(tmp_path.glob("*.py"))]
    done = run(command, tmp_path, MYPYPATH=str(ROOT / "generated"))
    assert done.returncode == 0, done.stdout


@pytest.mark.parametrize("readme", [readme for readme in READMES if blocks(readme, "py")])
def test_the_tests_of_the_examples_pass(readme: str, tmp_path: Path) -> None:
    (tmp_path / "test_example.py").write_text("\n".join(blocks(readme, "py")), encoding="utf-8")
    plugin = ["-p", "invoice_apis.sandbox.pytest_plugin", "-p", "no:cacheprovider", "--strict-markers", "-W", "error"]
    own = {"PYTHONPATH": str(ROOT / "generated"), "PYTEST_DISABLE_PLUGIN_AUTOLOAD": "1"}
    done = run([sys.executable, "-m", "pytest", "-q", *plugin, str(tmp_path)], tmp_path, **own)
    assert done.returncode == 0, done.stdout + done.stderr


@pytest.mark.parametrize("readme", [readme for readme in READMES if blocks(readme, "console")])
def test_the_commands_of_the_examples_say_what_is_shown(with_sandbox: Path, readme: str, tmp_path: Path) -> None:
    """In one folder, one after the other; what serves goes on while the others run, at any free port."""
    path, free = f"{with_sandbox.parent}:{os.environ['PATH']}", _free_port()
    with ExitStack() as serving:
        for command, shown in commands(readme):
            if port := re.search("sandbox --port ([0-9]+)", command):
                serving.enter_context(_serving(command.replace(port[1], free), path))
                continue
            done = run(["sh", "-euc", command.replace("8765", free)], tmp_path, PATH=path)
            assert done.returncode in (0, 1), done.stderr
            assert done.stdout + done.stderr == shown


def commands(readme: str) -> list[tuple[str, str]]:
    """The shell commands of the emitted package, each with what it prints; installing and making are tried elsewhere."""
    text = (ROOT / readme).read_text(encoding="utf-8")
    found = re.findall(r"```sh\n(.*?)```(?:\n```console\n(.*?)```)?", text, re.DOTALL)
    return [(command, shown) for command, shown in found if re.search("^[^#]*invoice-apis ", command, re.MULTILINE)]


@contextmanager
def _serving(command: str, path: str) -> Iterator[None]:
    with subprocess.Popen(["sh", "-euc", f"exec {command}"], env={"PATH": path}, stdout=subprocess.PIPE) as served:
        assert served.stdout is not None
        try:
            assert served.stdout.readline().startswith(b'{"url"')
            yield
        finally:
            served.send_signal(signal.SIGINT)
    assert served.returncode == 0


def _free_port() -> str:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return str(free.getsockname()[1])
