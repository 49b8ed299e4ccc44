"""The pages for users of the package as pages of the site: their links lead to pages of the site, or are no links there."""

from __future__ import annotations

import re
from collections.abc import Mapping
from posixpath import dirname, join, normpath

_FENCED = re.compile(r"^```.*?^```$", re.MULTILINE | re.DOTALL)
_LINK = re.compile(r"(!?)\[((?:[^\[\]]|\[[^\]]*\])*)\]\(([^)\s]+)\)")
README, README_ZH = "README.md", "README.zh-CN.md"


def guides(pages: Mapping[str, str], readme_zh: str) -> dict[str, str]:
    """The pages by file of the site; `pages` are those of the package by path, below `generated/`."""
    found = {f"generated/{path}": text for path, text in pages.items()}
    found |= {README_ZH: readme_zh} if readme_zh else {}
    targets = {path: _target(path) for path in found}
    return {targets[path]: _linked(text, path, targets) for path, text in found.items()}


def _target(path: str) -> str:
    name = {f"generated/{README}": "overview.md", README_ZH: "readme-zh.md"}.get(path, path.rpartition("/")[2])
    return f"guides/{name}"


def _linked(page: str, path: str, targets: Mapping[str, str]) -> str:
    """A page with its links led to the site."""

    def link(found: re.Match[str]) -> str:
        picture, label, target = found.groups()
        file, mark, fragment = target.partition("#")
        if re.match(r"https?:", target) or not file:
            return found[0]
        there = targets.get(normpath(join(dirname(path), file)))
        return label if picture or there is None else f"[{label}]({there.removeprefix('guides/')}{mark}{fragment})"

    pieces, end = [], 0
    for fence in _FENCED.finditer(page):
        pieces += [_LINK.sub(link, page[end : fence.start()]), fence[0]]
        end = fence.end()
    return "".join([*pieces, _LINK.sub(link, page[end:])])
