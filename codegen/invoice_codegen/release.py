"""Versions of the emitted package: one version never names two contents.

`schemas/release.toml` has the version of the last release and the digest of the files that it emitted. While these come
out the same, the package has that version; as soon as any of them differs, a local version with their own digest:
`0.1.0+tree2f6a01c4b9de`. So `pip install FILE.whl` replaces a package of other contents, and two machines give the same
files the same version. Local versions have no order in time: an index is for releases.
"""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

from .output import Tree
from .problem import ContractError, Problem

FILE = "release.toml"
DIGITS = 12
_VERSION = re.compile(r"(0|[1-9][0-9]*)\.(0|[1-9][0-9]*)\.(0|[1-9][0-9]*)")
_TEXT = """\
# The last release of the emitted package; CONTRIBUTING.md has the policy. Written by `invoice-codegen release`.
version = "{version}"
digest = "{digest}"
"""


@dataclass(frozen=True)
class Release:
    """A release: its version, and the digest of what it emitted; empty where that is not known."""

    version: str = "0.0.0"
    digest: str = ""
    next: str = ""
    """The least version of the next release, if a change needs one."""

    def version_of(self, digest: str) -> str:
        """The version of a package, by the digest of its files."""
        if digest == self.digest:
            return self.version
        return f"{f'{self.next}.dev0' if self.next else self.version}+tree{digest[:DIGITS]}"

    def may_follow(self, last: Release) -> bool:
        """Whether this one may be released after the last: it is as high as announced, or the same in every file."""
        if last.next:
            return _numbers(self.version) >= _numbers(last.next)
        return self == last or _numbers(self.version) > _numbers(last.version)

    def announces(self, least: str) -> bool:
        """Whether the next release is at least this version."""
        return bool(self.next) and _numbers(self.next) >= _numbers(least)


def tree_digest(tree: Tree) -> str:
    """A hash of paths and contents."""
    total = sha256()
    for path in sorted(tree):
        total.update(f"{sha256(tree[path]).hexdigest()}  {path}\n".encode())
    return total.hexdigest()


def is_version(text: str) -> bool:
    """Whether a text is three numbers: major, minor, patch."""
    return _VERSION.fullmatch(text) is not None


def read_release(schemas: Path) -> Release:
    """The last release of a folder of contracts. Raises ContractError when its file can't be read."""
    file = schemas / FILE
    try:
        values = tomllib.loads(file.read_text(encoding="utf-8"))
    except FileNotFoundError:
        return Release()
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise _wrong(file, f"not TOML: {error}") from None
    version, digest = values.get("version"), values.get("digest")
    if not all(isinstance(number, str) and is_version(number) for number in (version, values.get("next", version))):
        raise _wrong(file, "`version` and `next` are three numbers such as 1.4.0")
    if not isinstance(digest, str) or not values.keys() <= {"version", "digest", "next"}:
        raise _wrong(file, "the file has other members than `version`, `digest` and `next`, all texts")
    return Release(str(version), digest, values.get("next", ""))


def write_release(release: Release, schemas: Path) -> None:
    """Make this the last release."""
    text = _TEXT.format(version=release.version, digest=release.digest)
    (schemas / FILE).write_text(text, encoding="utf-8", newline="\n")


def _wrong(file: Path, message: str) -> ContractError:
    return ContractError([Problem(file, 1, "", message, "restore the file from version control")])


def _numbers(version: str) -> tuple[int, ...]:
    return tuple(map(int, version.split(".")))
