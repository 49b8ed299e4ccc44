"""Imports of documents that were made up for the tests."""

from __future__ import annotations

import json
from pathlib import Path

from .case import invoke

DOCUMENTS = Path(__file__).parents[1] / "importing" / "documents"
ORCHARD, HARBOUR = DOCUMENTS / "orchard.yaml", DOCUMENTS / "harbour.json"


def imported(schemas: Path, document: Path = ORCHARD, api: str = "orchard", *options: str) -> str:
    """What an import prints that leaves something out."""
    done = invoke("import", document, api, *(options or ("--path", "/**")), "--schemas", schemas)
    assert done.exit_code == 3, done.output
    return done.stdout


def edited(folder: Path, file: str, find: str, replace: str) -> None:
    text = (folder / file).read_text("utf-8")
    assert text.count(find) == 1
    (folder / file).write_text(text.replace(find, replace), "utf-8")


def checked(schemas: Path) -> str:
    done = invoke("check", "--schemas", schemas)
    assert done.exit_code == 2, done.output
    return done.stderr


def whole(folder: Path, *parameters: dict[str, object], **more: object) -> Path:
    """A document that an import loses nothing of, with more parameters, members of the reply (`values`) or words."""
    value = json.loads(HARBOUR.read_bytes())
    operation = value["paths"]["/fees/{ship}"]["post"]
    body = operation["requestBody"]["content"]["application/json; charset=utf-8"]
    del body["schema"]["properties"]["amount"], body["example"]["amount"]
    body["schema"]["required"] = ["kind"]
    members = {"id": {"type": "string", "maxLength": 5}} | {
        name: more.pop(name) for name in ("values",) if name in more
    }
    reply = {"type": "object", "properties": members}
    operation["responses"]["200"]["content"]["application/json"] = {"schema": reply}
    operation["parameters"][0]["schema"] = {"type": "string"}
    operation["parameters"] += parameters
    file = folder / "whole.json"
    file.write_text(json.dumps(value | more), "utf-8")
    return file
