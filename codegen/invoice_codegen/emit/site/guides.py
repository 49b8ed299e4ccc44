"""The pages for users of the package as pages of the site: their links lead to pages of the site, or are no links there."""

from __future__ import annotations

import re
from collections.abc import Mapping
from posixpath import dirname, join, normpath

_FENCED = re.compile(r"^```.*?^```$", re.MULTILINE | re.DOTALL)
_LINK = re.compile(r"(!?)\[((?:[^\[\]]|\[[^\]]*\])*)\]\(([^)\s]+)\)")
README, README_ZH = "README.md", "README.zh-CN.md"


def guides(pages: Mapping[str, str], overview_zh: str = "") -> dict[str, str]:
    """The pages by file of the site, in the order of the table at the end of the README; `pages` are by path in the package.

    `overview_zh` is a Chinese page about the whole, which stands first.
    """
    found = {f"generated/{path}": text for path, text in pages.items()}
    found |= {README_ZH: overview_zh} if overview_zh else {}
    targets = {path: _target(path) for path in found}
    order = [README_ZH, f"generated/{README}", *_linked_by(found, f"generated/{README}"), *sorted(found)]
    return {targets[path]: _linked(found[path], path, targets) for path in dict.fromkeys(order) if path in found}


def _linked_by(pages: Mapping[str, str], path: str) -> list[str]:
    """The paths that a page links to, in the order of the last links to them."""
    links = [target.partition("#")[0] for _, _, target in _LINK.findall(pages.get(path, ""))]
    return [normpath(join(dirname(path), link)) for link in dict.fromkeys(reversed(links))][::-1]


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
