"""Hostile texts, and every place of a contract or of a wild document where a text or a name may stand."""

from __future__ import annotations

import copy
import json
import re
import tomllib
from collections.abc import Iterator, Mapping
from typing import Any

from invoice_codegen.runtime.jsontext.pointer import join
from markdown_it import MarkdownIt

from .harmless import unexpected

Way = tuple[str | int, ...]

HARM = "__import__('os').system('touch harm')"
TEXTS = {
    "quotes": f"'''\"\"\" '); {HARM} #",
    "backslashes": '\\" \\\\" \\N{DASH} \\x41 \\u0041 \\',
    "templates": "{{ 7*7 }} {% raw %} {# x #} ${HOME} %(x)s {x!r} {0.__class__} $(touch harm) `touch harm`",
    "html": "</script><script>alert(1)</script> <!-- <img src=x onerror=alert(1)> &lt;b&gt; <a id=x>",
    "markdown": "[a](javascript:alert(1)) ![i](x) `c` ``d`` **e** | f | <https://x.example> [r]: /u ~~g~~",
    "lines": f'a\n"""\nimport os\n{HARM}\n\n# Head\n| a | b |\n|---|---|\n- item\n\n```sh\nrm\n```\n    code',
    "yaml": "&a [*a, !!python/object/apply:os.system [x]] # : - ? | > {a: 1} <<: %TAG ---",
    "toml": '"]\n[project.scripts]\nx = """\n\'\'\'',
    "rich": "[red]a[/red] [/] [link=file:///etc/passwd]b[/link] [bold [[c]]",
    "python": f"f'{{{HARM}}}' rf'' @x; lambda: 0 # type: ignore # noqa",
    "blank": "  a  ",
    "number": "1e999",
    "null": "null",
    "chinese": "发票。",
    "long": "x" * 10_000,
    "words": "word " * 2_000,
}
"""Texts that a contract may hold as documentation; they are text in whatever is made of it."""
UNSEEN = {
    "return": "a\r\nb",
    "tab": "a\tb",
    "separators": "a\u2028b\u2029c",
    "bidi": "a\u202eb\u2066c",
    "zero-width": "a\u200bb\ufeffc",
    "nul": "a\0b",
    "escape": "a\x1b[31mb\x07",
    "surrogate": "a\ud800b",
    "noncharacter": "a\uffffb",
}
"""Texts with characters that nobody sees."""
NAMES = ["__class__", "self", "model_config", "import", "None", "to_json", "Model", "Any", "", " ", "..", "a/../b", "../x", "\\", "'", '"', "{x}", "a\nb", "发票", "x" * 10_000, "007", "*", "%2e", "~1", "@", "a[b]", "Final", "ABSENT"]  # fmt: skip
"""Names beside the texts."""
FREE = {"title", "description", "summary", "note", "page", "en", "zh", "action", "access", "resource", "condition", "decision", "x-sdk-zh", "term", "message"}  # fmt: skip
"""Members of contracts and documents whose value is free text."""
NAMED = {"properties", "schemas", "paths", "responses", "parameters", "securitySchemes", "webhooks", "requestBodies", "mapping", "scopes", "encoding", "content", "env", "rows", "excuses", "examples", "variables", "headers", "definitions"}  # fmt: skip
"""Mappings whose keys are names of the contract."""


def parts(value: Any, way: Way = ()) -> Iterator[tuple[Way, bool]]:
    """Every text and every key with its way, and whether it is a key."""
    if isinstance(value, dict):
        for name, member in value.items():
            yield (*way, name), True
            yield from parts(member, (*way, name))
    elif isinstance(value, list):
        for index, item in enumerate(value):
            yield from parts(item, (*way, index))
    elif isinstance(value, str):
        yield way, False


def is_free(way: Way) -> bool:
    """Whether the text there is free: no word, no name and no pointer."""
    names = [name for name in way if isinstance(name, str)]
    is_member = len(way) > 1 and way[-2] in NAMED and way[-2] != "scopes"
    return (
        bool(names) and not is_member and "x-sdk-paging" not in way and (way[-1] in FREE or way[-2:-1] == ("scopes",))
    )


def kind(way: Way) -> str:
    """The way without the names of this contract: places of one kind are treated by the same code."""
    found: list[str] = []
    named = False
    for name in way:
        found.append("*" if named or isinstance(name, int) else name)
        named = not named and name in NAMED
    return "/".join(found[-4:])


def put(value: Any, way: Way, text: str, is_key: bool = False) -> Any:
    """The value with a text, or a key, at a place; references and `required` follow a key."""
    value = copy.deepcopy(value)
    *parents, last = way
    owner = _at(value, parents)
    if not is_key:
        owner[last] = text
        return value
    members = [(text if name == last else name, member) for name, member in owner.items()]
    owner.clear()
    owner.update(members)
    if parents[-1:] == ["properties"]:
        _rename(_at(value, parents[:-1]).get("required", []), last, text)
    old, new = (f"#{join([*parents, name])}" for name in (last, text))
    return _followed(value, str(last), text, old, new)


def _at(value: Any, way: Any) -> Any:
    for step in way:
        value = value[step]
    return value


def _rename(names: Any, old: object, new: str) -> None:
    if isinstance(names, list):
        names[:] = [new if name == old else name for name in names]


def _followed(value: Any, name: str, text: str, old: str, new: str) -> Any:
    """References to the part, and requirements of a security scheme of this name."""
    if isinstance(value, list):
        return [_followed(item, name, text, old, new) for item in value]
    if isinstance(value, dict):
        is_scheme = "/securitySchemes/" in old
        renamed = {text if is_scheme and key == name and part == [] else key: part for key, part in value.items()}
        return {key: _followed(part, name, text, old, new) for key, part in renamed.items()}
    return new if value == old else value


def filled(value: Any, texts: list[str]) -> Any:
    """The value with one of these texts in each free place, in turn."""
    free = [way for way, is_key in parts(value) if not is_key and is_free(way)]
    for number, way in enumerate(free):
        _at(value, way[:-1])[way[-1]] = texts[number % len(texts)]
    return value


def harmful(tree: Mapping[str, bytes], api: str) -> list[str]:
    """What emitted files hold besides declarations, data and text."""
    found: list[str] = []
    for path, raw in tree.items():
        text = raw.decode("utf-8")
        if path.endswith(".py") and f"/{api}/" in path:
            found += [f"{path}: {line}" for line in unexpected(text)]
        elif path.endswith(".json"):
            json.loads(text)
        elif path.endswith(".toml"):
            tomllib.loads(text)
        elif path.endswith(".md"):
            found += [f"{path}: {markup}" for markup in markup_of(text)]
    return found


_MARKDOWN = MarkdownIt("commonmark").enable(["table", "strikethrough"])
_OURS = re.compile(r'</?code>|<a id="[A-Za-z0-9_.-]+">|</a>|<br>')
_HEAD = re.compile(r"Head\b")


def markup_of(text: str) -> list[str]:
    """HTML, links and headings in Markdown that none of our templates writes."""
    found = []
    blocks = _MARKDOWN.parse(text)
    for before, block in zip([None, *blocks], blocks, strict=False):
        if block.type == "html_block":
            found.append(block.content)
        if before is not None and before.type == "heading_open" and _HEAD.match(block.content):
            found.append(block.content)
        for token in block.children or []:
            if token.type == "html_inline" and not _OURS.fullmatch(token.content):
                found.append(token.content)
            if token.type == "image" or (token.type == "link_open" and ":alert" in str(token.attrs.get("href"))):
                found.append(str(token.attrs))
    return found
