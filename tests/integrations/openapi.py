"""openapi-spec-validator accepts the contracts. Run by `make projects`; `check` itself asks OpenAPI's own schema."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest
from support.emitted import ROOT, SCHEMAS

VALIDATOR = ROOT / ".venv-projects" / "bin" / "openapi-spec-validator"
CONTRACTS = sorted(SCHEMAS.glob("*/openapi.yaml"))


def validated(contract: Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run([VALIDATOR, "--schema", "3.1", contract], capture_output=True, text=True, check=False)


@pytest.mark.parametrize("contract", CONTRACTS, ids=lambda contract: contract.parent.name)
def test_a_contract_is_valid_openapi(contract: Path) -> None:
    done = validated(contract)
    assert done.returncode == 0, done.stdout + done.stderr


def test_a_contract_that_is_not_is_refused(tmp_path: Path) -> None:
    broken = tmp_path / "openapi.yaml"
    broken.write_text(CONTRACTS[0].read_text(encoding="utf-8").replace("\ninfo:", "\ninformation:"), encoding="utf-8")
    assert validated(broken).returncode == 1
