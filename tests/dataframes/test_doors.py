"""The extras are asked for when they are needed, by name, and not before."""

from __future__ import annotations

import subprocess
import sys

import pytest

NEEDS = {"arrow": "pyarrow", "spark": "pyspark"}


def said(code: str) -> str:
    """The last line of an interpreter of its own."""
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    return (done.stdout + done.stderr).strip().splitlines()[-1]


@pytest.mark.parametrize("door", NEEDS)
def test_a_door_without_its_extra_says_how_to_get_it(door: str) -> None:
    told = said(f"import sys; sys.modules[{NEEDS[door]!r}] = None; import invoice_apis.{door}")
    assert told.startswith("ImportError: ")
    assert told.endswith(f"pip install 'invoice-apis[{door}]'")


def test_validating_alone_loads_neither() -> None:
    code = "import sys, invoice_apis as ia; ia.contracts()[0].check(b'{}'); print(sys.modules.keys() & {'pyarrow', 'pyspark'})"
    assert said(code) == "set()"


def test_columns_are_judged_without_models() -> None:
    assert said("import sys, invoice_apis.arrow; print('pydantic' in sys.modules)") == "False"
