"""Other validators give the same verdicts with the emitted schemas, but for the differences that are named.

Run by `make projects`, which has check-jsonschema and, where Node.js is, ajv; `jsonschema` and `jsonschema-rs` run over
the same payloads in `tests/package/test_schemas.py`.
"""

from __future__ import annotations

import base64
import json
import os
import shutil
import subprocess
from collections.abc import Callable, Iterable
from pathlib import Path

import invoice_apis as ia
import pytest
from support.emitted import ROOT
from support.mutate import dumps

from integrations.differences import READ_BY, Tool, as_read_by, verdict
from integrations.payloads import PROFILES, every_single_change, schema_file, texts

CONTRACTS = ia.contracts()
RESPONSES = [contract for contract in CONTRACTS if contract.direction == "response"]
MODULES = ROOT / ".node-projects" / "node_modules"
CHECK = ROOT / ".venv-projects" / "bin" / "check-jsonschema"
needs_node = pytest.mark.skipif(not (shutil.which("node") and MODULES.is_dir()), reason="Node.js is not there")
Validate = Callable[[Path, Iterable[bytes], Path], list[bool]]


def ajv(schema: Path, payloads: Iterable[bytes], folder: Path, mode: str = "without-formats") -> list[bool]:
    lines = "".join(json.dumps([0, base64.b64encode(raw).decode()]) + "\n" for raw in payloads)
    command = ["node", str(Path(__file__).parent / "validate.cjs"), mode, str(schema)]
    env = {**os.environ, "NODE_PATH": str(MODULES)}
    done = subprocess.run(command, input=lines, capture_output=True, text=True, env=env, check=False)
    assert done.returncode == 0, done.stderr
    return [line == "1" for line in done.stdout.split()]


def check_jsonschema(schema: Path, payloads: Iterable[bytes], folder: Path) -> list[bool]:
    files = []
    for number, raw in enumerate(payloads):
        files.append(folder / f"{number}.json")
        files[-1].write_bytes(raw)
    options = ["--disable-formats", "*", "--output-format", "json", "--schemafile", str(schema)]
    done = subprocess.run([CHECK, *options, *files], capture_output=True, text=True, check=False)
    assert done.returncode in (0, 1), done.stderr
    if done.returncode and not done.stdout:  # it ends with a traceback for some texts: refused, if it was the only one
        assert len(files) == 1
        return [False]
    output = json.loads(done.stdout)
    bad = {error["filename"] for key in ("errors", "parse_errors") for error in output.get(key, [])}
    return [str(file) not in bad for file in files]


TOOLS = [
    pytest.param("ajv", ajv, 1500, marks=needs_node, id="ajv"),
    pytest.param("check-jsonschema", check_jsonschema, 150, id="check-jsonschema"),
]


@pytest.mark.parametrize("contract", CONTRACTS, ids=lambda contract: contract.id)
@pytest.mark.parametrize("profile", PROFILES)
@pytest.mark.parametrize(("tool", "validate", "count"), TOOLS)
def test_the_verdict_is_the_same(
    tool: Tool, validate: Validate, count: int, profile: str, contract: ia.Contract, tmp_path: Path
) -> None:
    payloads = [*texts(contract, count), *(every_single_change(contract) if count > 1000 else ())]
    verdicts = validate(schema_file(contract, profile), [text.encode() for text in payloads], tmp_path)
    ours = [verdict(contract, profile, as_read_by(tool, text)) for text in payloads]
    assert [text for text, one, other in zip(payloads, verdicts, ours, strict=True) if one is not other] == []
    assert 0 < sum(ours) < len(ours)


@pytest.mark.parametrize("contract", RESPONSES[:1], ids=lambda contract: contract.id)
@pytest.mark.parametrize(("tool", "validate", "count"), TOOLS)
def test_texts_that_are_no_json_to_us(
    tool: Tool, validate: Validate, count: int, contract: ia.Contract, tmp_path: Path
) -> None:
    payloads = [contract.example(3, damage=damage) for damage in READ_BY]
    verdicts = [validate(schema_file(contract, "compatible"), [raw], tmp_path)[0] for raw in payloads]
    assert dict(zip(READ_BY, verdicts, strict=True)) == {damage: tool in tools for damage, tools in READ_BY.items()}
    assert not any(map(contract.accepts, payloads))


@needs_node
@pytest.mark.parametrize("contract", CONTRACTS, ids=lambda contract: contract.id)
def test_formats_of_ajv_refuse_only_what_a_page_does_not_show(contract: ia.Contract, tmp_path: Path) -> None:
    """ajv-formats knows some of the names; with them it may be stricter, where a text is odd or empty, never wider."""
    schema, payloads = schema_file(contract, "documented"), [text.encode() for text in texts(contract, 300)]
    without, with_formats = (ajv(schema, payloads, tmp_path, mode) for mode in ("without-formats", "with-formats"))
    assert all(was for was, now in zip(without, with_formats, strict=True) if now)
    examples = [dumps(contract.example(seed)).encode() for seed in range(30)]
    assert all(ajv(schema, examples, tmp_path, "with-formats"))
