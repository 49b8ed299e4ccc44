"""The output tree: write it atomically, or diff it."""

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
"""The bytes of each file, by its path in the output folder (with `/`)."""

_IGNORED = {"__pycache__", ".mypy_cache", ".ruff_cache", ".pytest_cache", "_scanner.abi3.so", "_scanner.pyd"}
"""What tools leave in the folder: caches, and the compiled scanner of an editable installation."""
_MARKED, _MARK = "pyproject.toml", b"# Generated"
"""The generator owns a folder if this file begins with this text."""


def read(folder: Path) -> Tree:
    """The files of a folder, without what tools leave there."""
    files = (path for path in folder.rglob("*") if path.is_file() or path.is_symlink())
    return {
        path.relative_to(folder).as_posix(): _content(path)
        for path in sorted(files)
        if not _IGNORED & set(path.relative_to(folder).parts)
    }


def _content(path: Path) -> bytes:
    """The content of a file. The generator writes no links, so a link is always a difference."""
    return b"a link to " + os.fsencode(path.readlink()) if path.is_symlink() else path.read_bytes()


def check_place(folder: Path, schemas: Path, what: str = "package") -> None:
    """Raise FileExistsError for a place where a written package or site would destroy or hide something else.

    It replaces its folder as a whole. So the folder may be none that the command runs in, and neither hold nor
    be part of the contracts or the generator.
    """
    place = _real(folder)
    _is_there(place, what)
    if place in (here := _real(Path()), *here.parents):
        raise _refused(folder, f"is or holds the current folder; give the {what} a folder of its own")
    for kept, owner in ((_real(schemas), "contracts"), (_real(Path(__file__).parent), "generator")):
        if place == kept or place in kept.parents or kept in place.parents:
            raise _refused(folder, f"overlaps the folder of the {owner}, {kept}; choose another place for the {what}")


def _is_there(folder: Path, what: str = "package") -> bool:
    """Whether the folder exists. Raises FileExistsError for a pipe, a device or anything else that is no folder."""
    if os.path.lexists(folder) and not folder.is_dir():
        raise _refused(folder, f"is not a folder; choose another place for the {what}")
    return folder.is_dir()


def _real(path: Path) -> Path:
    """The absolute path without links; a link that leads to itself stays."""
    return Path(os.path.realpath(path))


def _refused(folder: Path, message: str) -> FileExistsError:
    return FileExistsError(errno.EEXIST, message, str(folder))


def write(tree: Tree, folder: Path) -> int:
    """Write the tree to a folder and remove everything else in it. Returns the number of changed files.

    The new folder is built beside the old one and replaces it by rename: a failed run leaves the old files whole, and
    old and new files never mix. Unchanged files keep their times.
    """
    folder = folder.resolve()
    folder.parent.mkdir(parents=True, exist_ok=True)
    _recover(folder)
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
    """A new folder beside the output, locked while this run uses it."""
    staging = Path(tempfile.mkdtemp(prefix=_prefix(folder), dir=folder.parent))
    try:
        with _locked(staging, wait=True):
            (staging / "new").mkdir()  # fails if another run removed the folder before we had the lock
            yield staging
    finally:
        _clear(staging, folder)


def _clear(staging: Path, folder: Path) -> None:
    """Remove a staging folder; if the output folder is missing, put the old package back first."""
    if _is_ours(staging / "old") and not folder.exists():
        (staging / "old").rename(folder)
    shutil.rmtree(staging, ignore_errors=True)


def _recover(folder: Path) -> None:
    """Remove what killed runs left beside the folder; if a lock is free, its process is dead."""
    for left in folder.parent.glob(f"{glob.escape(_prefix(folder))}*"):
        with suppress(OSError):  # not a folder, or not ours: ignore it
            if {path.name for path in left.iterdir()} <= {"new", "old"}:
                with _locked(left, wait=False) as is_dead:
                    if is_dead:
                        _clear(left, folder)


@contextmanager
def _locked(folder: Path, wait: bool) -> Iterator[bool]:
    """The lock of a folder; the system releases it when the process ends. False if it can't be had."""
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
    except OSError:  # another process has it, or the file system has no locks
        return False
    return True


def _owned(folder: Path) -> Tree:
    """The files of the folder. Raises FileExistsError if the generator did not write them: a typo must erase nothing."""
    if not _is_there(folder):
        return {}
    if {path.name for path in folder.iterdir()} - _IGNORED and not _is_ours(folder):
        raise _refused(folder, "holds files that the generator did not write; empty it, or choose another folder")
    return read(folder)


def _is_ours(folder: Path) -> bool:
    file = folder / _MARKED
    return file.is_file() and not file.is_symlink() and file.read_bytes().startswith(_MARK)


def diff(tree: Tree, folder: Path) -> Iterator[str]:
    """The lines of a unified diff from the folder to the tree; none if they are the same."""
    old = _owned(folder)
    for path in sorted(old.keys() | tree.keys()):
        before, after = old.get(path), tree.get(path)
        if before != after:
            names = ("/dev/null" if before is None else f"a/{path}", "/dev/null" if after is None else f"b/{path}")
            lines = difflib.unified_diff(_lines(before or b""), _lines(after or b""), *names, lineterm="")
            # An empty file has no diff, even if it is new or removed.
            yield from list(lines) or [f"--- {names[0]}", f"+++ {names[1]}"]


def _lines(content: bytes) -> list[str]:
    *lines, last = content.decode("utf-8", "backslashreplace").split("\n")
    return [*lines, last, "\\ No newline at end of file"] if last else lines
