"""The files of an imported contract, and how they come to the disk: all of them, or none."""

from __future__ import annotations

import hashlib
import re
import shutil
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

from .. import naming
from ..modeline import with_modeline
from ..parse.load import MAX_BYTES
from ..problem import ContractError, Problem
from . import paging
from .convert import Draft
from .document import Document
from .ledger import entries
from .part import Json
from .proposals import proposals
from .yaml_text import dump, dump_in_line

Check = Callable[[Path], list[Problem]]
_HEAD = """\
# The contract of {api}, imported from pages/{file}. codegen/docs/contracts.md documents its language.
# Not in the document, to be added by hand where the service has them:
#   x-sdk-envelope (how a reply says success or failure in its body), x-sdk-paging, x-sdk-period,
#   x-sdk-sensitive on personal members, x-sdk-zh, x-sdk-safe on operations that change nothing.
"""
_PROPOSED = """\
# Its names suggest these pages. Compare each with the vendor's page, then write it on its operation:
"""
_PAGES = """\
# The vendor's document is the evidence: `check` derives the rows of each operation from it, and compares both ways.
# `excuses` names the ledger entry for a departure: {response/member: {maxLength: IMP-01}}.
"""
_LEDGER = (
    "# What the document says and the contract does not, with the decision. Written by the import; edit it freely.\n"
)


def files(document: Document, draft: Draft, api: str, schemas: Path) -> dict[str, bytes]:
    """The files of a folder in `schemas`, samples excepted."""
    name = _file_name(document.path.name)
    texts = {
        "openapi.yaml": _HEAD.format(api=api, file=name) + _comments(draft) + dump(_contract(document, draft, name)),
        "documented.yaml": _PAGES + dump({"pages": _pages(document, draft, name)}),
        "ledger.yaml": _LEDGER + dump(entries(draft)),
    }
    found = {path: with_modeline(path, text, schemas).encode() for path, text in texts.items()}
    if len(found["openapi.yaml"]) > MAX_BYTES:
        message = f"the contract would be larger than {MAX_BYTES} bytes"
        raise ContractError([Problem(document.path, 1, "", message, "choose fewer operations")])
    main = document.files[document.path.name]
    others = {path: raw for path, raw in document.files.items() if path != document.path.name}
    return found | {f"pages/{name}": main} | {f"pages/{path}": raw for path, raw in others.items()}


def _comments(draft: Draft) -> str:
    """Comments with what the operations could say of their pages and failures."""
    found = paging.proposals(draft.calls, draft.value["components"]["schemas"])
    lines = [f"#   {id}: x-sdk-paging: {dump_in_line(each)}\n" for id, each in found]
    of_failures = "".join(f"{line}\n" for line in proposals(draft))
    return ("".join([_PROPOSED, *lines]) if lines else "") + of_failures


def _file_name(name: str) -> str:
    plain = re.sub(r"[^A-Za-z0-9._-]", "_", name).lstrip("._-")
    return plain or "openapi"


def _contract(document: Document, draft: Draft, file: str) -> Json:
    value = dict(draft.value)
    source = {"page": f"pages/{file}"}
    components = dict(value.pop("components"))
    schemes = components.get("securitySchemes", {})
    components["securitySchemes"] = {name: {**scheme, "x-sdk-source": source} for name, scheme in schemes.items()}
    if not schemes:
        del components["securitySchemes"]
    head = {name: value[name] for name in ("openapi", "info")}
    rest = {name: part for name, part in value.items() if name not in head}
    return {**head, "x-sdk-source": [source], **rest, "components": components}


def _pages(document: Document, draft: Draft, file: str) -> list[Json]:
    digest = hashlib.sha256(document.files[document.path.name]).hexdigest()
    return [
        {
            "id": call.operation.id,
            "title": call.value.get("summary") or call.operation.id,
            "kind": "openapi",
            "file": f"pages/{file}",
            "sha256": digest,
            "operation": call.operation.id,
            "pointer": call.operation.pointer,
        }
        for call in draft.calls
    ]


def refuse(api: str, schemas: Path) -> None:
    """Raise ContractError for a name that can't be a package, or a folder that exists."""
    if message := naming.package_name_problem(api):
        raise ContractError([Problem(schemas, 1, "", *message)])
    if (schemas / api).exists() or (schemas / api).is_symlink():
        remedy = "choose another name, or remove that folder"
        raise ContractError([Problem(schemas / api, 1, "", "the folder exists already", remedy)])


def publish(tree: dict[str, bytes], api: str, schemas: Path, complete: Callable[[Path], Any]) -> Path:
    """Write the folder beside its place, let `complete` check it and add samples, then rename it."""
    refuse(api, schemas)
    had_schemas = schemas.exists()
    schemas.mkdir(parents=True, exist_ok=True)
    staging = Path(tempfile.mkdtemp(prefix=f".{api}-", dir=schemas))
    try:
        inner = staging / api
        for path, content in tree.items():
            target = inner / path
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(content)
        complete(inner)
        inner.rename(schemas / api)
    finally:
        shutil.rmtree(staging, ignore_errors=True)
        if not had_schemas and not any(schemas.iterdir()):
            schemas.rmdir()
    return schemas / api
