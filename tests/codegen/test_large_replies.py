"""A large reply writes out once what it has in several places, and no door tells the difference."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import invoice_apis
import pytest
from toolkit import large_desk_user
from toolkit.case import invoke

SOURCE = [{"page": "Large"}]
SECTIONS = 30


def described(members: dict[str, Any]) -> dict[str, Any]:
    """An object whose members come from the page."""
    properties = {name: {**member, "x-sdk-source": SOURCE} for name, member in members.items()}
    return {"type": "object", "additionalProperties": True, "properties": properties}


def contract() -> dict[str, Any]:
    """An operation whose reply has the same section thirty times."""
    text: dict[str, Any] = {"type": "string"}
    section = {f"note_{number}": {**text, "maxLength": 9} for number in range(15)}
    section |= {"total": {"type": "number", "format": "decimal"}, "address": {"$ref": "#/components/schemas/Address"}}
    section["lines"] = {"type": "array", "items": {"$ref": "#/components/schemas/Line"}}
    section["by_name"] = {"type": "object", "additionalProperties": {"$ref": "#/components/schemas/Line"}}
    sections = {f"section_{number}": {"$ref": "#/components/schemas/Section"} for number in range(SECTIONS)}
    components = {
        "Totals": described({**sections, "billing": {"$ref": "#/components/schemas/Address"}}),
        "Section": described(section),
        "Address": described({"city": text, "phone": {**text, "x-sdk-sensitive": True}}),
        "Line": described({"number": {"type": "integer", "x-sdk-identifier": True}, "net": {"type": "number"}}),
    }
    reply = {"description": "R.", "content": {"application/json": {"schema": {"$ref": "#/components/schemas/Totals"}}}}
    return {
        "openapi": "3.1.0",
        "info": {"title": "Large Desk", "version": "1"},
        "servers": [{"url": "https://large.example.com"}],
        "x-sdk-source": SOURCE,
        "x-sdk-envelope": {"by-status": True},
        "paths": {"/report": {"get": {"operationId": "GetReport", "security": [], "responses": {"200": reply}}}},
        "components": {"schemas": components},
    }


@pytest.fixture(scope="module")
def package(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of the emitted package."""
    folder = tmp_path_factory.mktemp("large")
    api = folder / "schemas" / "large_desk"
    api.mkdir(parents=True)
    (api / "openapi.yaml").write_text(json.dumps(contract()))
    (api / "ledger.yaml").write_text("[]\n")
    page = "{id: large, title: Large, date: null, operation: GetReport, method: GET, path: /report, rows: []}"
    (api / "documented.yaml").write_text(f"pages:\n  - {page}\n")
    generated = invoke("generate", "--schemas", folder / "schemas", "--output", folder / "out")
    assert generated.exit_code == 0, generated.stderr
    scanner = next(Path(invoice_apis.__file__).parent.glob("scanner/_scanner.*.so"), None)
    if scanner is not None:
        shutil.copy(scanner, folder / "out" / "invoice_apis" / "scanner")
    return folder / "out"


def test_each_component_is_written_out_at_one_place(package: Path) -> None:
    for profile in ("documented", "compatible"):
        schema = json.loads(
            (package / f"invoice_apis/schemas/large_desk/GetReport.response.{profile}.schema.json").read_bytes()
        )
        places = [name for name, part in schema["properties"].items() if "note_0" in part.get("properties", {})]
        assert (places, sorted(schema["$defs"])) == (["section_0"], sorted(schema["$defs"]))
        assert {"Section", "Line"} <= schema["$defs"].keys()


@pytest.mark.parametrize("native", ["0", "1"])
def test_every_door_judges_all_places_alike(package: Path, native: str) -> None:
    command = [sys.executable, "-I", "-B", str(large_desk_user.__file__), str(package)]
    environment = {**os.environ, "INVOICE_APIS_NATIVE": native}
    used = subprocess.run(command, capture_output=True, text=True, timeout=120, env=environment)
    assert used.returncode == 0, used.stderr
