"""The output as a value, and the two things done with it: written in one step, or compared."""

from __future__ import annotations

import difflib
import errno
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

Tree = dict[str, bytes]
"""Paths relative to the output folder, with `/`, and the bytes of each file."""

_IGNORED = {"__pycache__", ".mypy_cache", ".ruff_cache", ".pytest_cache"}
_MARKED, _MARK = "pyproject.toml", b"# Generated"
"""What tells a folder of ours: this file, which begins like this."""


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

    The new folder is built beside the old one and takes its place by rename, so a failed run leaves the old files
    whole and there is never a mixture. Files that do not change keep their times.
    """
    folder = folder.resolve()
    old = _owned(folder)
    changed = [path for path in old.keys() | tree.keys() if old.get(path) != tree.get(path)]
    if not changed:
        return 0
    folder.parent.mkdir(parents=True, exist_ok=True)
    staging = Path(tempfile.mkdtemp(prefix=f".{folder.name}-", dir=folder.parent))
    try:
        for path, content in tree.items():
            target = staging / "new" / path
            target.parent.mkdir(parents=True, exist_ok=True)
            if old.get(path) == content:
                shutil.copy2(folder / path, target)
            else:
                target.write_bytes(content)
        _swap(folder, staging / "new", staging / "old")
    finally:
        shutil.rmtree(staging, ignore_errors=True)
    return len(changed)


def _swap(folder: Path, new: Path, old: Path) -> None:
    try:
        if folder.exists():
            folder.rename(old)
        new.rename(folder)
    except BaseException:
        if old.exists() and not folder.exists():
            old.rename(folder)
        raise


def _owned(folder: Path) -> Tree:
    """What the folder holds. Raises FileExistsError when that is not ours: a slip in a path must not erase a home."""
    if not folder.is_dir():
        return {}
    held = {path.name for path in folder.iterdir()} - _IGNORED
    if held and not (_MARKED in held and (folder / _MARKED).read_bytes().startswith(_MARK)):
        message = "holds files that the generator did not write; empty it, or choose another folder"
        raise FileExistsError(errno.EEXIST, message, str(folder))
    return read(folder)


def compare(tree: Tree, folder: Path) -> Iterator[str]:
    """The lines of a unified diff from what is there to what should be; none when they are the same."""
    old = _owned(folder)
    for path in sorted(old.keys() | tree.keys()):
        before, after = old.get(path), tree.get(path)
        if before != after:
            names = ("/dev/null" if before is None else f"a/{path}", "/dev/null" if after is None else f"b/{path}")
            lines = difflib.unified_diff(_lines(before or b""), _lines(after or b""), *names, lineterm="")
            # A file without a line makes no diff, and yet it is there or not.
            yield from list(lines) or [f"--- {names[0]}", f"+++ {names[1]}"]


def _lines(content: bytes) -> list[str]:
    *lines, last = content.decode("utf-8", "backslashreplace").split("\n")
    return [*lines, last, "\\ No newline at end of file"] if last else lines
