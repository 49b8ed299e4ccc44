"""Case folders: the scaffold, a few exact edits, and the expected result.

`cases/<name>/case.yaml`:

| key | holds |
|---|---|
| `shows` | what the case shows, in one line |
| `edits` | edits of the scaffold's files, in order; see `_edit` |
| `folder` | name of the API's folder, where it is not `toy_api` |
| `beside` | further APIs from the scaffold; edits name their files as `../<api>/…` |
| `expect` | `rejected` (then `expected.txt` holds what `invoice-codegen check` prints) or `accepted` |
| `arrives` | for `accepted`: texts, codes and members of the emitted package; see `test_case_folders.py` |
| `limited` | `true` for a case that must also end within limits of time and memory |
"""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

import yaml
from click.testing import CliRunner, Result
from invoice_codegen.cli import main
from invoice_codegen.scaffold import start

FOLDER = Path(__file__).parents[1] / "cases"
API = "toy_api"


@dataclass(frozen=True)
class Case:
    """One folder of `cases/`."""

    name: str
    shows: str
    expect: str
    edits: list[dict[str, Any]]
    folder: str = API
    beside: list[str] = field(default_factory=list)
    arrives: dict[str, Any] = field(default_factory=dict)
    limited: bool = False

    def __str__(self) -> str:
        return self.name

    @property
    def expected(self) -> Path:
        return FOLDER / self.name / "expected.txt"

    def schemas(self, place: Path) -> Path:
        """The folder of contracts that this case is about, made below `place`."""
        schemas = place / "schemas"
        api = start(API, schemas)
        for other in self.beside:
            start(other, schemas)
        for edit in self.edits:
            _edit(api, **edit)
        if self.folder != API:
            api.rename(schemas / self.folder)
        return schemas


def _edit(
    api: Path,
    file: str,
    find: str | None = None,
    replace: str = "",
    times: int = 1,
    text: str | None = None,
    repeat: dict[str, Any] | None = None,
    encoding: str = "utf-8",
    remove: bool = False,
) -> None:
    """Replace a text that occurs exactly `times` times, or write, repeat, encode or remove a whole file."""
    target = api / file
    if remove:
        target.unlink()
        return
    if repeat is not None:
        text = repeat.get("before", "") + repeat["text"] * repeat["times"] + repeat.get("after", "")
    if text is None:
        text = target.read_text(encoding="utf-8")
    if find is not None:
        assert text.count(find) == times, f"{find!r} occurs {text.count(find)} times in {file}, not {times}"
        text = text.replace(find, replace)
    target.parent.mkdir(exist_ok=True)
    target.write_bytes(text.encode(encoding, "surrogatepass"))


def cases(**wanted: Any) -> list[Case]:
    """All cases with these properties."""
    return [case for case in _every() if all(getattr(case, name) == value for name, value in wanted.items())]


@cache
def _every() -> list[Case]:
    return [_read(file) for file in sorted(FOLDER.glob("*/case.yaml"))]


def _read(file: Path) -> Case:
    return Case(name=file.parent.name, **yaml.safe_load(file.read_text(encoding="utf-8")))


def invoke(*arguments: str | Path) -> Result:
    """The command in this process; an exception that it does not handle fails the test."""
    return CliRunner().invoke(main, [str(argument) for argument in arguments], catch_exceptions=False)


def files(folder: Path) -> dict[str, bytes]:
    """Every file below a folder, hidden ones too."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()
    }
