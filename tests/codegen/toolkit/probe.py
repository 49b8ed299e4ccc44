"""Run in a process of its own: import an emitted package and print as JSON what is in it.

`python -I probe.py FOLDER SCHEMAS API`; FOLDER holds `invoice_apis`, SCHEMAS the contracts it was made from.
"""

from __future__ import annotations

import builtins
import enum
import importlib
import json
import sys
from pathlib import Path
from typing import Any


def main(folder: str, schemas: str, api: str) -> None:
    before = set(vars(builtins))
    sys.path.insert(0, folder)
    ia: Any = importlib.import_module("invoice_apis")
    package = importlib.import_module(f"invoice_apis.{api}")
    modules = [
        importlib.import_module(f"invoice_apis.{api}.{file.stem}") for file in Path(package.__path__[0]).glob("*.py")
    ]
    classes = {value for module in modules for value in vars(module).values() if isinstance(value, type)}
    own = [found for found in classes if found.__module__.startswith(package.__name__)]
    print(
        json.dumps(
            {
                "builtins": sorted(set(vars(builtins)) - before - {"_"}),
                "contracts": [contract.id for contract in ia.contracts()],
                "codes": {f"{c.__name__}.{m.name}": m.value for c in own if issubclass(c, enum.Enum) for m in c},
                "members": {
                    f"{c.__name__}.{name}": field.alias or name
                    for c in own
                    for name, field in getattr(c, "model_fields", {}).items()
                },
                "replies": [
                    _reply(ia, package, file) for file in sorted(Path(schemas, api, "samples").glob("*.response*"))
                ],
            }
        )
    )


def _reply(ia: Any, package: Any, file: Path) -> dict[str, Any]:
    """A sample through its contract and its model."""
    operation, direction = file.name.split(".")[:2]
    report = ia.contract(f"{package.__name__.rpartition('.')[2]}/{operation}.{direction}").check(file.read_bytes())
    model = getattr(package, f"{operation}Response").from_json(file.read_bytes())
    return {"file": file.name, "ok": report.ok, "repr": repr(model), "json": model.to_json().decode()}


if __name__ == "__main__":
    main(*sys.argv[1:])
