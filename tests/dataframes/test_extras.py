"""The optional modules name their extra, and are imported only on use."""

from __future__ import annotations

import subprocess
import sys

import pytest

NEEDS = {"arrow": "pyarrow", "spark": "pyspark", "jsonschema": "jsonschema"}


def last_line(code: str) -> str:
    """The last line that a new interpreter prints."""
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    return (done.stdout + done.stderr).strip().splitlines()[-1]


@pytest.mark.parametrize("module", NEEDS)
def test_a_missing_extra_is_named_with_the_command_to_install_it(module: str) -> None:
    message = last_line(f"import sys; sys.modules[{NEEDS[module]!r}] = None; import invoice_apis.{module}")
    assert message.startswith("ImportError: ")
    assert message.endswith(f"pip install 'invoice-apis[{module}]'")


def test_check_imports_neither() -> None:
    code = "import sys, invoice_apis as ia; ia.contracts()[0].check(b'{}'); print(sys.modules.keys() & {'pyarrow', 'pyspark'})"
    assert last_line(code) == "set()"


def test_arrow_does_not_import_pydantic() -> None:
    assert last_line("import sys, invoice_apis.arrow; print('pydantic' in sys.modules)") == "False"
