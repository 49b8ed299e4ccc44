"""The two sides of a comparison: a folder of contracts, the folder of one API, a file in it, or a revision of git."""

from __future__ import annotations

import io
import subprocess
import tarfile
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple

from ..problem import ContractError, Problem

CONTRACT = "openapi.yaml"


class Contracts(NamedTuple):
    """The contracts of a source."""

    folders: list[Path]
    is_single: bool
    """Whether the source is one contract, and no folder of contracts that happens to have one."""


@contextmanager
def folders(source: str, repository: Path = Path()) -> Iterator[Contracts]:
    """The folders of the APIs of a source. Those of a revision are there as long as the context. Raises ContractError."""
    path = Path(source)
    if _exists(path):
        yield _folders(path)
        return
    revision, colon, inside = source.partition(":")
    if not colon or not revision:
        raise _wrong(
            source, "no such file or folder", "give a folder of contracts, the folder of one API, or REV:schemas"
        )
    with tempfile.TemporaryDirectory() as unpacked:
        _unpack(revision, inside, Path(unpacked), repository)
        yield _folders(Path(unpacked) / inside)


def _exists(path: Path) -> bool:
    try:
        return path.exists()
    except OSError:  # such as a name that no disk has room for
        return False


def last_release(schemas: Path) -> str | None:
    """The revision that released the package last, as a source; None where git does not know one."""
    file = schemas / "release.toml"
    revision = _git("log", "-1", "--format=%H", "--", file.name, folder=schemas)
    inside = _git("rev-parse", "--show-prefix", folder=schemas)
    if not revision or inside is None or _git("rev-parse", "--is-shallow-repository", folder=schemas) == b"true\n":
        return None
    return f"{revision.decode().strip()}:{inside.decode().strip().rstrip('/')}"


def _folders(path: Path) -> Contracts:
    if path.is_file():
        if path.name != CONTRACT:
            raise _wrong(str(path), "not a contract", f"give {CONTRACT} in the folder of its API, or the folder")
        return Contracts([path.parent.absolute()], True)
    if (path / CONTRACT).is_file():
        return Contracts([path.absolute()], True)
    found = sorted(file.parent for file in path.glob(f"*/{CONTRACT}") if not file.parent.name.startswith("."))
    if not found:
        raise _wrong(str(path), "no contracts in this folder", f"each API is a folder: <api>/{CONTRACT}")
    return Contracts(found, False)


def _unpack(revision: str, inside: str, to: Path, repository: Path) -> None:
    """Write a folder or a file of a revision. Its path is the whole one, from the root of the repository."""
    top = _git("rev-parse", "--show-toplevel", folder=repository)
    if top is None:
        raise _wrong(f"{revision}:{inside}", "not in a repository of git", "run it in the repository, or give a folder")
    place = Path(top.decode().rstrip("\n"))
    is_option = revision.startswith("-")
    archive = None if is_option else _git("archive", "--format=tar", revision, "--", inside or ".", folder=place)
    if archive is None:
        raise _wrong(f"{revision}:{inside}", "git has no such revision or path", "see `git log` and `git ls-tree REV`")
    with tarfile.open(fileobj=io.BytesIO(archive)) as files:
        plain = [
            member for member in files.getmembers() if member.isfile() or member.isdir()
        ]  # a contract has no links
        files.extractall(to, plain, filter="data")


def _git(*arguments: str, folder: Path) -> bytes | None:
    """What git prints; None if it fails, or is not there."""
    try:
        done = subprocess.run(["git", *arguments], cwd=folder, capture_output=True, check=False)
    except OSError:
        return None
    return done.stdout if done.returncode == 0 else None


def _wrong(source: str, message: str, remedy: str) -> ContractError:
    return ContractError([Problem(Path(source), 1, "", message, remedy)])
