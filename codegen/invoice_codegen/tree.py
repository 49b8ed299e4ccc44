"""The output as a value, and the two things done with it: written in one step, or compared."""

from __future__ import annotations

import difflib
import os
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

Tree = dict[str, bytes]
"""Paths relative to the output folder, with `/`, and the bytes of each file."""

_IGNORED = {"__pycache__", ".mypy_cache", ".ruff_cache", ".pytest_cache"}


def read(folder: Path) -> Tree:
    """The files of a folder; caches that tools leave behind are not looked at."""
    files = (path for path in folder.rglob("*") if path.is_file() or path.is_symlink())
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(files)
        if not _IGNORED & set(path.relative_to(folder).parts)
    }


def write(tree: Tree, folder: Path) -> int:
    """Make a folder hold exactly these files, and tell how many changed.

    All new content is staged beside the folder first. Where the folder is new it appears in one rename; where files
    change, each is replaced by a rename once everything is staged, so a failed run leaves the old files whole.
    Unchanged files are not touched, stale files go last.
    """
    old = read(folder) if folder.is_dir() else {}
    changed = {path: content for path, content in tree.items() if old.get(path) != content}
    stale = old.keys() - tree.keys()
    if not changed and not stale:
        return 0
    folder.parent.mkdir(parents=True, exist_ok=True)
    staging = Path(tempfile.mkdtemp(prefix=f".{folder.name}-", dir=folder.parent))
    try:
        for path, content in changed.items():
            _put(staging / path, content)
        _publish(staging, folder, changed, stale)
    finally:
        shutil.rmtree(staging, ignore_errors=True)
    return len(changed) + len(stale)


def _publish(staging: Path, folder: Path, changed: Tree, stale: set[str]) -> None:
    if not folder.exists():
        staging.chmod(0o755)
        staging.rename(folder)
        return
    for path in changed:
        target = folder / path
        target.parent.mkdir(parents=True, exist_ok=True)
        os.replace(staging / path, target)
    for path in stale:
        (folder / path).unlink()
    _drop_empty(folder)


def _put(target: Path, content: bytes) -> None:
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_bytes(content)


def _drop_empty(folder: Path) -> None:
    for path in sorted((path for path in folder.rglob("*") if path.is_dir()), reverse=True):
        if path.name in _IGNORED:
            continue
        if not any(child.name not in _IGNORED for child in path.iterdir()):
            shutil.rmtree(path)


def compare(tree: Tree, folder: Path) -> Iterator[str]:
    """The lines of a unified diff from what is there to what should be; none when they are the same."""
    old = read(folder) if folder.is_dir() else {}
    for path in sorted(old.keys() | tree.keys()):
        before, after = old.get(path, b""), tree.get(path, b"")
        if before != after or (path in old) != (path in tree):
            names = (f"a/{path}" if path in old else "/dev/null", f"b/{path}" if path in tree else "/dev/null")
            yield from difflib.unified_diff(_lines(before), _lines(after), *names, lineterm="")


def _lines(content: bytes) -> list[str]:
    return content.decode("utf-8", "replace").splitlines()
