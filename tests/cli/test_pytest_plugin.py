"""The fixture `invoice_sandbox`, as another project meets it that has the package installed and says nothing more."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

PROJECT = {
    "pytest.ini": """
[pytest]
addopts = --strict-markers --strict-config
filterwarnings = error
""",
    "test_project.py": """
from importlib import import_module

import pytest

URLS = set()


def client(box, api):
    module = import_module(f"invoice_apis.{api}")
    known = [getattr(module, name) for name in module.__all__]
    made = next(kind for kind in known if isinstance(kind, type) and hasattr(kind, "close"))
    return made(auth=box.auth(api), base_url=box.url, **box.values(api))


def test_it_serves_every_api_of_the_package(invoice_sandbox):
    for api in invoice_sandbox.credentials:
        with client(invoice_sandbox, api) as made:
            assert invoice_sandbox.url in repr(made)


@pytest.mark.invoice_sandbox(rows=7, faults=["throttled=1"])
def test_the_marker_says_how_it_behaves(invoice_sandbox):
    assert "throttled" in invoice_sandbox._handler.faults
    URLS.add(invoice_sandbox.url)


@pytest.mark.invoice_sandbox(7, ["throttled=1"], seed=3)
def test_each_test_has_its_own(invoice_sandbox):
    assert "throttled" in invoice_sandbox._handler.faults
    assert not invoice_sandbox.requests
    URLS.add(invoice_sandbox.url)


def test_it_is_over_when_the_test_is(invoice_sandbox):
    from urllib.error import HTTPError, URLError
    from urllib.request import urlopen

    with pytest.raises(HTTPError):
        urlopen(invoice_sandbox.url + "/nothing/at/all", timeout=30)
    for url in URLS - {invoice_sandbox.url}:
        with pytest.raises(URLError, match="refused"):
            urlopen(url + "/nothing/at/all", timeout=30)


@pytest.mark.invoice_sandbox(faults=["nothing"])
def test_a_wrong_fault_is_an_error_of_its_test(invoice_sandbox):
    raise AssertionError("this must not run")
""",
}


@pytest.mark.slow
def test_another_project_uses_the_fixture(tmp_path: Path) -> None:
    for name, text in PROJECT.items():
        (tmp_path / name).write_text(text)
    env = {name: text for name, text in os.environ.items() if not name.startswith(("PYTEST", "PYTHON"))}
    command = [sys.executable, "-B", "-m", "pytest", "-p", "no:cacheprovider", "-rE"]
    ran = subprocess.run(command, cwd=tmp_path, env=env, capture_output=True, text=True, check=False)
    assert "4 passed, 1 error" in ran.stdout, ran.stdout + ran.stderr
    assert "unknown fault 'nothing'" in ran.stdout
    assert sorted(path.name for path in tmp_path.iterdir()) == sorted(PROJECT)
    markers = subprocess.run([*command, "--markers"], cwd=tmp_path, env=env, capture_output=True, text=True, check=True)
    assert "@pytest.mark.invoice_sandbox(" in markers.stdout
