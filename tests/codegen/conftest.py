"""What these tests share is imported as `toolkit`."""

import sys
from pathlib import Path

import pytest
from invoice_codegen.scaffold import start

sys.path.insert(0, str(Path(__file__).parent))


@pytest.fixture
def schemas(tmp_path: Path) -> Path:
    """A folder of contracts with one contract, the scaffold's."""
    return start("toy_api", tmp_path / "schemas").parent
