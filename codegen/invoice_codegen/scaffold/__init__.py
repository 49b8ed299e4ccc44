"""`invoice-codegen new`: write a commented folder for a new contract."""

from __future__ import annotations

import shutil
import tempfile
from pathlib import Path

from .. import naming
from ..modeline import with_modeline
from ..problem import ContractError, Problem

TEMPLATE = Path(__file__).parent / "template"
PLACEHOLDER = "new_api"


def start(api: str, schemas: Path) -> Path:
    """Write the folder of a new API. Raises ContractError for an invalid name or an existing folder."""
    folder = schemas / api
    if message := naming.package_name_problem(api):
        raise ContractError([Problem(schemas, 1, "", *message)])
    if folder.exists():
        remedy = "choose another name, or edit that folder"
        raise ContractError([Problem(folder, 1, "", "the folder exists already", remedy)])
    schemas.mkdir(parents=True, exist_ok=True)
    staging = Path(tempfile.mkdtemp(prefix=f".{api}-", dir=schemas))
    try:
        for file in sorted(path for path in TEMPLATE.rglob("*") if path.is_file()):
            name = file.relative_to(TEMPLATE)
            target = staging / name
            target.parent.mkdir(parents=True, exist_ok=True)
            text = file.read_text(encoding="utf-8").replace(PLACEHOLDER, api)
            target.write_text(with_modeline(name.as_posix(), text, schemas), encoding="utf-8")
        staging.chmod(0o755)
        staging.rename(folder)
    finally:
        shutil.rmtree(staging, ignore_errors=True)
    return folder
