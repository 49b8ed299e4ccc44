"""Pages for users of the package, `README.md` and `docs/`, rendered for any set of contracts.

Their examples call one operation of the package (see `example.py`). What the examples print is recorded in `printed.json`;
a page whose examples are not the recorded ones shows no output. `tests/package/refresh_documentation.py` records it anew.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from .. import ir
from ..package_name import DEFAULT, PackageName
from .example import credentials, example, variables
from .render import render

DOCS = Path(__file__).parent / "templates" / "docs"
PRINTED = Path(__file__).parent / "printed.json"
OUTPUT = {"python": "text", "sh": "console"}
"""The languages of examples, each with that of the block that shows what an example prints."""
_OF_CALLS = ("clients", "errors", "networks")
"""Pages about calls, which say so in a package that has none."""
_EXAMPLE = re.compile(r"^```(python|sh)\b([^\n]*)\n(.*?)^```\n", re.MULTILINE | re.DOTALL)


def render_pages(apis: Sequence[ir.Api], package: PackageName = DEFAULT) -> dict[str, str]:
    """The pages by path."""
    shown = example(apis)
    values = {"apis": apis, "e": shown, "credentials": credentials, "variables": variables}
    recorded = json.loads(PRINTED.read_bytes())
    names = ["README.md", *sorted(f"docs/{file.stem}" for file in DOCS.glob("*.md.jinja"))]
    of_calls = [] if shown.client else [f"docs/{name}.md" for name in _OF_CALLS]
    sources = {name: "no_calls.md.jinja" if name in of_calls else f"{name}.jinja" for name in names}
    return {
        name: with_output(render(source, package, **values), recorded.get(name, {})) for name, source in sources.items()
    }


def with_output(page: str, recorded: dict[str, Any]) -> str:
    """A page whose examples are followed by what they print, if that was recorded for these examples."""
    printed: Iterator[str] = iter(recorded["printed"] if recorded.get("examples") == fingerprint(page) else ())

    def shown(found: re.Match[str]) -> str:
        output = next(printed, "")
        return found[0] + (f"```{OUTPUT[found[1]]}\n{output}```\n" if output else "")

    return _EXAMPLE.sub(shown, page)


def fingerprint(page: str) -> str:
    """A hash of all examples of a page: what one prints depends on those before it."""
    return hashlib.sha256(repr(_EXAMPLE.findall(page)).encode()).hexdigest()[:16]
