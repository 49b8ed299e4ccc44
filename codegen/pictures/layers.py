"""Draws the layers of the runtime into `codegen/docs/architecture.md`, from the imports of its modules.

Run it after a change of the imports: `.venv/bin/python codegen/pictures/layers.py`. With `--check` it writes nothing and exits
with 1 where the picture is stale.
"""

from __future__ import annotations

import ast
import sys
from collections.abc import Iterator
from pathlib import Path

CODEGEN = Path(__file__).parents[1]
RUNTIME = CODEGEN / "invoice_codegen" / "runtime"
PAGE = CODEGEN / "docs" / "architecture.md"
BEGIN, END = "<!-- layers: python codegen/pictures/layers.py -->", "<!-- end -->"
LEFT_OUT = {"__init__", "__main__", "version"}
"""The root re-exports, and everyone may ask for the version: arrows from and to them would only hide the others."""


def rooms(folder: Path) -> dict[str, list[Path]]:
    """The packages and modules directly below a folder, each with its files."""
    found: dict[str, list[Path]] = {}
    for file in sorted(folder.rglob("*.py")):
        room = file.relative_to(folder).parts[0].removesuffix(".py")
        if room not in LEFT_OUT:
            found.setdefault(room, []).append(file)
    return found


def imported(file: Path, folder: Path) -> Iterator[str]:
    """The rooms that a module imports from: at the top, lazily, and for types only."""
    package = file.relative_to(folder).parent.parts
    for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
        if isinstance(node, ast.ImportFrom) and node.level:
            above = package[: len(package) - node.level + 1]
            path = [*above, *(node.module or "").split(".")] if node.module else [*above]
            yield from [path[0]] if path else [alias.name for alias in node.names]


def arrows(folder: Path) -> dict[str, set[str]]:
    """For each room the other rooms that it imports from."""
    known = rooms(folder)
    return {
        room: {target for file in files for target in imported(file, folder) if target in known} - {room}
        for room, files in known.items()
    }


def reachable(graph: dict[str, set[str]], start: str) -> set[str]:
    """Everything below a room."""
    below = set(graph[start])
    for room in graph[start]:
        below |= reachable(graph, room)
    return below


def picture(graph: dict[str, set[str]]) -> str:
    """A Mermaid diagram; an arrow that a longer way implies is left out."""
    lines = ["```mermaid", "flowchart TD"]
    for room in sorted(graph):
        implied = {far for near in graph[room] for far in reachable(graph, near)}
        lines += [f"  {room} --> {target}" for target in sorted(graph[room] - implied)]
    return "\n".join([*lines, "```"])


def main() -> None:
    """Write the picture into the page, or with `--check` compare it."""
    text = PAGE.read_text(encoding="utf-8")
    before, _, rest = text.partition(BEGIN)
    _, _, after = rest.partition(END)
    drawn = f"{before}{BEGIN}\n{picture(arrows(RUNTIME))}\n{END}{after}"
    if "--check" in sys.argv:
        sys.exit(int(drawn != text))
    PAGE.write_text(drawn, encoding="utf-8")


if __name__ == "__main__":
    main()
