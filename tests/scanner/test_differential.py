"""What the scanner is sure of is what the full validation says, of damaged payloads and of any contract."""

from __future__ import annotations

import importlib
import os
import random
import shutil
import subprocess
import sys
from pathlib import Path

import invoice_apis as ia
import pytest
from agreement.payloads import texts
from invoice_apis import scanner
from invoice_codegen import output, pipeline
from support.agreement import random_payloads, seeds
from support.contracts import write
from support.emitted import ROOT
from support.fuzzing import corpus
from support.mutate import changed_once, dumps
from support.scanning import Scanners, all_contracts
from support.slow import all_but_first

pytestmark = pytest.mark.skipif(not scanner.native, reason="the extension is not built")

CONTRACTS = all_contracts()
EACH = int(os.environ.get("PAYLOADS", "20000")) // len(CONTRACTS)
SEED = int(os.environ.get("SEED", "1"))
SURE = 0.9
"""Share of valid mutants that the scanner must decide."""


@pytest.mark.parametrize("contract", CONTRACTS, ids=lambda contract: contract.id)
def test_it_never_contradicts_the_full_validation(contract: ia.Contract) -> None:
    own = Scanners(contract)
    pairs = [own.compare(raw) for raw in texts(contract, EACH, SEED)]
    assert len(pairs) == EACH
    assert any(is_sure for is_sure, _ in pairs) or not decides(contract)


@pytest.mark.parametrize(
    "contract", all_but_first(CONTRACTS, lambda contract: contract.direction), ids=lambda contract: contract.id
)
def test_it_never_contradicts_the_full_validation_on_any_single_change(contract: ia.Contract) -> None:
    own = Scanners(contract)
    for base in seeds(contract)[:4]:
        for payload in changed_once(base):
            own.compare(dumps(payload).encode())


def test_it_is_sure_of_most_valid_mutants() -> None:
    sure: list[bool] = []
    for contract in ia.contracts():
        if decides(contract):
            own, rng = Scanners(contract), random.Random(f"{contract.id} {SEED}")
            mutants = random_payloads(contract, seeds(contract), rng, 300)
            sure += [is_sure for is_sure, ok in (own.compare(dumps(value).encode()) for value in mutants) if ok]
    print(f"sure of {sum(sure)} of {len(sure)} valid mutants")
    assert len(sure) > 1000
    assert sum(sure) >= SURE * len(sure)


@pytest.mark.slow
@pytest.mark.parametrize("start", all_but_first(range(0, 24, 6)))
def test_it_never_contradicts_the_full_validation_on_contracts_drawn_at_random(start: int, tmp_path: Path) -> None:
    for seed in range(start, start + 6):
        write(tmp_path / "schemas" / f"random_{seed}", seed)
    output.write(pipeline.generate(tmp_path / "schemas").files, tmp_path / "generated")
    extension = Path(str(importlib.import_module("invoice_apis.scanner._scanner").__file__))
    shutil.copy(extension, tmp_path / "generated" / "invoice_apis" / "scanner")
    path = os.pathsep.join([str(tmp_path / "generated"), str(ROOT / "tests")])
    done = subprocess.run(
        [sys.executable, "-W", "error", "-m", "support.scanning", "200", str(SEED)],
        env={**os.environ, "PYTHONPATH": path, "SCHEMAS": str(tmp_path / "schemas")},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr[-3000:]
    payloads, valid, sure = map(int, done.stdout.split())
    assert payloads >= 1200
    assert valid * 0.4 < sure <= valid


def decides(contract: ia.Contract) -> bool:
    """Whether the scanner decides anything of a contract: not where it would have to compare two times."""
    return not contract.rules["periods"]


def test_it_never_contradicts_the_full_validation_on_what_fuzzing_found() -> None:
    kept = corpus()
    for contract in CONTRACTS:
        own = Scanners(contract)
        for raw in (raw for id, raw in kept if id == contract.id):
            own.compare(raw)
    assert {id for id, _ in kept} <= {contract.id for contract in CONTRACTS}, "run `make fuzz-native KEEP=1`"
