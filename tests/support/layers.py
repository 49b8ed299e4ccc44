"""The pictures of the layers in `codegen/docs/architecture.md`, drawn from the imports of the modules.

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
PICTURES = {
    "generator": (CODEGEN / "invoice_codegen", {"runtime", "__init__", "__main__"}),
    "runtime": (CODEGEN / "invoice_codegen" / "runtime", {"version", "__init__", "__main__"}),
}
"""For each picture its folder, and what it leaves out: the root, the version, and for the generator the runtime."""
END = "<!-- end -->"


def arrows(folder: Path, left_out: set[str]) -> dict[str, set[str]]:
    """For each package and module of a folder the others that it imports."""
    found: dict[str, set[str]] = {}
    for module, targets in graph(modules(folder, "p")).items():
        room, *_ = module.split(".")[1:] or ["__init__"]
        found.setdefault(room, set()).update([*target.split("."), "__init__"][1] for target in targets)
    return {room: targets - left_out - {room} for room, targets in found.items() if room not in left_out}


def reachable(imports: dict[str, set[str]], start: str) -> set[str]:
    """Everything below a package."""
    return imports[start].union(*(reachable(imports, target) for target in imports[start]))


def picture(folder: Path, left_out: set[str]) -> str:
    """A Mermaid diagram; an arrow that a longer path implies is left out."""
    imports = arrows(folder, left_out)
    lines = ["```mermaid", "flowchart TD"]
    for room in sorted(imports):
        implied = {far for near in imports[room] for far in reachable(imports, near)}
        near = sorted(imports[room] - implied)
        lines += [f"  {room} --> {' & '.join(near)}"] if near else []
    return "\n".join([*lines, "```"])


def page() -> tuple[str, str]:
    """The page as it stands, and as it should."""
    stands = should = PAGE.read_text(encoding="utf-8")
    for name, (folder, left_out) in PICTURES.items():
        begin = f"<!-- layers of the {name}: python tests/support/layers.py -->"
        before, _, rest = should.partition(begin)
        should = f"{before}{begin}\n{picture(folder, left_out)}\n{END}{rest.partition(END)[2]}"
    return stands, should


if __name__ == "__main__":
    PAGE.write_text(page()[1], encoding="utf-8")
