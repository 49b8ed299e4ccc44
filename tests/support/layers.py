"""The picture of the runtime's layers in `codegen/docs/architecture.md`, drawn from the imports of its modules.

`.venv/bin/python tests/support/layers.py` draws it anew.
"""

from __future__ import annotations

import sys
from pathlib import Path

if __name__ == "__main__":
    sys.path.insert(0, str(Path(__file__).parents[1]))

from support.imports import graph, modules

CODEGEN = Path(__file__).parents[2] / "codegen"
PAGE = CODEGEN / "docs" / "architecture.md"
BEGIN, END = "<!-- layers: python tests/support/layers.py -->", "<!-- end -->"
LEFT_OUT = {"__init__", "__main__", "version"}
"""The root re-exports, and everyone may ask for the version: arrows from and to them would only hide the others."""


def arrows() -> dict[str, set[str]]:
    """For each package and module of the runtime the others that it imports."""
    found: dict[str, set[str]] = {}
    for module, targets in graph(modules(CODEGEN / "invoice_codegen" / "runtime", "p")).items():
        room, *_ = module.split(".")[1:] or ["__init__"]
        found.setdefault(room, set()).update([*target.split("."), "__init__"][1] for target in targets)
    return {room: targets - LEFT_OUT - {room} for room, targets in found.items() if room not in LEFT_OUT}


def reachable(imports: dict[str, set[str]], start: str) -> set[str]:
    """Everything below a package."""
    return imports[start].union(*(reachable(imports, target) for target in imports[start]))


def picture() -> str:
    """A Mermaid diagram; an arrow that a longer path implies is left out."""
    imports = arrows()
    lines = ["```mermaid", "flowchart TD"]
    for room in sorted(imports):
        implied = {far for near in imports[room] for far in reachable(imports, near)}
        lines += [f"  {room} --> {target}" for target in sorted(imports[room] - implied)]
    return "\n".join([*lines, "```"])


def page() -> tuple[str, str]:
    """The page as it stands, and as it should."""
    text = PAGE.read_text(encoding="utf-8")
    before, _, rest = text.partition(BEGIN)
    return text, f"{before}{BEGIN}\n{picture()}\n{END}{rest.partition(END)[2]}"


if __name__ == "__main__":
    PAGE.write_text(page()[1], encoding="utf-8")
