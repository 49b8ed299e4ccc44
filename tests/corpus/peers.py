"""Two other generators on the same documents: whether they make code of it, and whether the code can be imported."""

from __future__ import annotations

import subprocess
import sys
from collections import Counter
from pathlib import Path

SECONDS = 240
PEERS = ("datamodel-code-generator", "openapi-python-client")


def compare(document: Path, out: Path, results: Counter[tuple[str, str]]) -> None:
    """Count what the peers make of a document."""
    for peer in PEERS:
        results[peer, _tried(peer, document, out / peer)] += 1


def _tried(peer: str, document: Path, out: Path) -> str:
    out.mkdir(parents=True)
    if peer == "datamodel-code-generator":
        make = [
            sys.executable,
            "-m",
            "datamodel_code_generator",
            "--input",
            str(document),
            "--output",
            str(out / "made.py"),
        ]
        make += ["--input-file-type", "openapi", "--output-model-type", "pydantic_v2.BaseModel"]
        use = [sys.executable, "-c", "import made"]
        place = out
    else:
        python = Path(".venv-corpus/bin/python").absolute()
        place = out / "made"
        make = [
            str(python.with_name("openapi-python-client")),
            "generate",
            "--path",
            str(document),
            "--output-path",
            str(place),
        ]
        make += ["--meta", "none"]
        use = [str(python), "-c", "import made.models, pkgutil, importlib; "]
        use[-1] += "[importlib.import_module(m.name) for m in pkgutil.walk_packages(made.__path__, 'made.')]"
        place = out
    try:
        if subprocess.run(make, capture_output=True, timeout=SECONDS, check=False).returncode:
            return "makes nothing"
        ran = subprocess.run(use, cwd=place, capture_output=True, timeout=SECONDS, check=False)
    except subprocess.TimeoutExpired:
        return f"not done in {SECONDS} s"
    return "can't be imported" if ran.returncode else "can be imported"
