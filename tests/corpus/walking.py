"""Packages made of documents: whether type checkers accept them, and whether calls give back what a server sends."""

from __future__ import annotations

import json
import random
import subprocess
import sys
from collections import Counter
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from invoice_codegen import output, pipeline
from invoice_codegen.importing.command import Imported
from invoice_codegen.importing.document import Document

from corpus import caller
from corpus.replies import Impossible, Replies


@dataclass
class Walks:
    """Counts over some documents."""

    packages: int = 0
    typed: int = 0
    untyped: list[str] = field(default_factory=list)
    calls: Counter[str] = field(default_factory=Counter)
    unlike: list[str] = field(default_factory=list)
    """Calls that did not give their values back."""


def walk(document: Document, name: str, done: Imported, out: Path, walks: Walks, with_types: bool) -> None:
    """Generate the package of an imported folder, check its types, and call its operations."""
    output.write(pipeline.generate(done.folder.parent).files, out)
    walks.packages += 1
    if with_types:
        _check_types(name, out, walks)
    replies = out.parent / "replies.json"
    replies.write_text(json.dumps(_replies(document, done)), encoding="utf-8")
    command = [sys.executable, "-I", "-B", caller.__file__, str(out), str(replies)]
    ran = subprocess.run(command, capture_output=True, text=True, timeout=300, check=False)
    results = json.loads(ran.stdout) if ran.returncode == 0 else {ran.stderr.strip()[-200:]: 1}
    for result, count in results.items():
        walks.calls["equal" if result == "equal" else "unlike"] += count
        if result != "equal":
            walks.unlike.append(f"{name}: {count} × {result}")


def _check_types(name: str, out: Path, walks: Walks) -> None:
    command = [sys.executable, "-m", "mypy", "--strict", "--no-incremental", "invoice_apis/corpus_api"]
    ran = subprocess.run(command, cwd=out, capture_output=True, text=True, timeout=500, check=False)
    walks.typed += ran.returncode == 0
    walks.untyped += [] if ran.returncode == 0 else [f"{name}: {ran.stdout.splitlines()[0]}"]


def _replies(document: Document, done: Imported) -> dict[str, tuple[int, Any]]:
    """A random reply for each operation that can have one: its status and value, None without content."""
    replies = Replies(document.root.value, random.Random(done.folder.name))
    found = {}
    for call in done.draft.calls:
        responses = call.operation.node.child("responses")
        for status in sorted(responses.value if isinstance(responses.value, dict) else ()):
            if str(status)[:1] == "2":
                with suppress(Impossible, RecursionError):
                    found[call.operation.id] = (_status(status), _value(replies, responses.value[status]))
                break
    return found


def _status(written: Any) -> int:
    return int(written) if str(written).isdigit() else 200


def _value(replies: Replies, response: Any) -> Any:
    content = replies._followed(response).get("content") or {}
    if not content:
        return None
    media = next((part for kind, part in content.items() if "json" in kind or kind == "*/*"), None)
    if media is None or "schema" not in media:
        raise Impossible
    return replies.value(media["schema"])
