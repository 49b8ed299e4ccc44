"""Runs the examples of the pages, and writes what they print into them: `.venv/bin/python tests/package/refresh_documentation.py`.

READMEs are written as they stand; of emitted pages the outputs are recorded for the generator, which runs before and after.
Examples that install something are not run here. The page on Spark is run when `make spark` has made its environment.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))

from invoice_codegen.emit.pages import PRINTED, fingerprint
from support.documentation import READMES, ROOT, SPARK, checkout, emitted_pages, examples, with_outputs
from support.reader import Reader

BIN = Path(sys.executable).parent
PACKAGE = ROOT / "generated"


def generate() -> None:
    """The emitted package as it is now."""
    subprocess.run([BIN / "invoice-codegen", "generate"], cwd=ROOT, check=True)


def reader_of(page: Path, folder: Path) -> Reader | None:
    """Who can run the examples of a page; nobody, where Spark is not there."""
    if page in READMES:
        return Reader(checkout(folder / "checkout"), BIN)
    if page != SPARK:
        return Reader(folder, BIN)
    programs = ROOT / ".venv-spark" / "bin"
    java = {"JAVA_HOME": os.environ["JAVA_HOME"]} if "JAVA_HOME" in os.environ else {}
    return Reader(folder, programs, options=("-I",), SPARK_LOCAL_IP="127.0.0.1", **java) if programs.is_dir() else None


def outputs(page: Path) -> dict[int, str]:
    """What the examples of a page print, by their lines; those that are not run here print what the page shows."""
    found = examples(page)
    with tempfile.TemporaryDirectory() as folder:
        reader = reader_of(page, Path(folder))
        printed = reader.read(found) if reader else {}
    return {example.line: printed.get(example.line, example.shown) for example in found}


def records() -> Iterator[tuple[str, dict[str, object]]]:
    """What the generator places in the emitted pages, by path."""
    for page in emitted_pages(PACKAGE):
        print(page.relative_to(ROOT))
        printed = [*outputs(page).values()]
        yield page.relative_to(PACKAGE).as_posix(), {
            "examples": fingerprint(page.read_text("utf-8")),
            "printed": printed,
        }


def main() -> None:
    """READMEs, emitted pages, and the picture of a terminal."""
    generate()
    for readme in READMES:
        print(readme.relative_to(ROOT))
        readme.write_text(with_outputs(readme, outputs(readme)), encoding="utf-8")
    PRINTED.write_text(json.dumps(dict(records()), indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
    generate()
    subprocess.run([sys.executable, ROOT / "codegen" / "pictures" / "picture.py"], check=True)


if __name__ == "__main__":
    main()
