"""Edits of the scaffold's contract, and what `invoice-codegen diff` says about them."""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import Any

from .case import API, invoke

REQUEST, REPLY = f"{API}/ListThings.request", f"{API}/ListThings.response"
SIZE = "schema: {type: integer, minimum: 1, maximum: 100}"
ID = "id: {type: string, maxLength: 64, description"


def edited(schemas: Path, old: str, new: str, place: str = "new") -> Path:
    """A copy of the contracts with one edit."""
    folder = schemas.parent / place
    shutil.rmtree(folder, ignore_errors=True)
    shutil.copytree(schemas, folder)
    contract = folder / API / "openapi.yaml"
    text = contract.read_text("utf-8")
    assert text.count(old) == 1, old
    contract.write_text(text.replace(old, new), encoding="utf-8")
    return folder


def diff(*arguments: object) -> tuple[int, dict[str, Any]]:
    result = invoke("diff", *arguments, "--format", "json")
    assert result.stderr == ""
    return result.exit_code, json.loads(result.stdout)


def places(report: dict[str, Any]) -> set[tuple[str, str, str]]:
    return {(each["level"], each["where"], each["pointer"]) for each in report["changes"]}
