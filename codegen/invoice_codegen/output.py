"""The output as a value, and the two things done with it: written in one step, or compared."""

from __future__ import annotations

import difflib
import errno
import glob
import os
import shutil
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

if sys.platform != "win32":
    import fcntl

Tree = dict[str, bytes]
"""Paths relative to the output folder, with `/`, and the bytes of each file."""

_IGNORED = {"__pycache__", ".mypy_cache", ".ruff_cache", ".pytest_cache"}
_MARKED, _MARK = "pyproject.toml", b"# Generated"
"""What tells a folder of ours: this file, which begins like this."""


def read(folder: Path) -> Tree:
    """The files of a folder; caches that tools leave behind are not looked at."""
    files = (path for path in folder.rglob("*") if path.is_file() or path.is_symlink())
    return {
        path.relative_to(folder).as_posix(): _content(path)
        for path in sorted(files)
        if not _IGNORED & set(path.relative_to(folder).parts)
    }


def _content(path: Path) -> bytes:
    """What a file holds. We write no links: one differs from what should be there, wherever it leads."""
    return b"a link to " + os.fsencode(path.readlink()) if path.is_symlink() else path.read_bytes()


def write(tree: Tree, folder: Path) -> int:
    """Make a folder hold exactly these files, and tell how many changed.

    The new folder is built beside the old one and takes its place by rename, so a failed run leaves the old files
    whole and there is never a mixture. Files that do not change keep their times.
    """
    folder = folder.resolve()
    folder.parent.mkdir(parents=True, exist_ok=True)
    _heal(folder)
    old = _owned(folder)
    changed = [path for path in old.keys() | tree.keys() if old.get(path) != tree.get(path)]
    if not changed:
        return 0
    with _staging(folder) as staging:
        for path, content in tree.items():
            target = staging / "new" / path
            target.parent.mkdir(parents=True, exist_ok=True)
            if old.get(path) == content:
                shutil.copy2(folder / path, target)
            else:
                target.write_bytes(content)
        if folder.exists():
            folder.rename(staging / "old")
        (staging / "new").rename(folder)
    return len(changed)


def _prefix(folder: Path) -> str:
    return f".{folder.name}-staging-"


@contextmanager
def _staging(folder: Path) -> Iterator[Path]:
    """A fresh folder beside the output, locked while this run works in it."""
    staging = Path(tempfile.mkdtemp(prefix=_prefix(folder), dir=folder.parent))
    try:
        with _locked(staging, wait=True):
            (staging / "new").mkdir()  # not there any more? then another run was quicker than our lock
            yield staging
    finally:
        _clear(staging, folder)


def _clear(staging: Path, folder: Path) -> None:
    """Remove a staging folder; the old package goes back first where nothing has taken its place."""
    if _is_ours(staging / "old") and not folder.exists():
        (staging / "old").rename(folder)
    shutil.rmtree(staging, ignore_errors=True)


def _heal(folder: Path) -> None:
    """Clear away what killed runs left beside the folder; a lock that is free has lost its process."""
    for left in folder.parent.glob(f"{glob.escape(_prefix(folder))}*"):
        with suppress(OSError):  # no folder, or a stranger's: no reason to fail
            if {path.name for path in left.iterdir()} <= {"new", "old"}:
                with _locked(left, wait=False) as is_dead:
                    if is_dead:
                        _clear(left, folder)


@contextmanager
def _locked(folder: Path, wait: bool) -> Iterator[bool]:
    """The lock of a folder, which ends with its process however that ends; False where it is not to be had."""
    if sys.platform == "win32":
        yield False
        return
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        yield _lock(descriptor, fcntl.LOCK_EX | (0 if wait else fcntl.LOCK_NB))
    finally:
        os.close(descriptor)


def _lock(descriptor: int, how: int) -> bool:
    try:
        fcntl.flock(descriptor, how)
    except OSError:  # another process has it, or this disk knows no locks
        return False
    return True


def _owned(folder: Path) -> Tree:
    """What the folder holds. Raises FileExistsError when that is not ours: a slip in a path must not erase a home."""
    if not folder.is_dir():
        return {}
    if {path.name for path in folder.iterdir()} - _IGNORED and not _is_ours(folder):
        message = "holds files that the generator did not write; empty it, or choose another folder"
        raise FileExistsError(errno.EEXIST, message, str(folder))
    return read(folder)


def _is_ours(folder: Path) -> bool:
    file = folder / _MARKED
    return file.is_file() and not file.is_symlink() and file.read_bytes().startswith(_MARK)


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
