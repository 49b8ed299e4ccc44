"""`invoice-codegen rows`: write the rows that `documented.yaml` lacks, for the author to compare with the vendor's page.

Text is inserted line by line, so that comments and the layout of the file stay.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import count
from pathlib import Path
from typing import Any

from ..importing.yaml_text import dump, dump_in_line
from ..parse.check import check
from ..parse.definition import ApiDefinition, Call, Webhook
from ..parse.folder import load_folder
from ..parse.members import Member, members
from ..parse.resolve import resolve
from ..parse.vendor_page import Page
from ..problem import ContractError, Problem
from ..runtime.bulk.atomic import atomic_write
from ..verify.differences import LIMITS

Facts = dict[str, Any]
"""A row as in `documented.yaml`."""


def add_rows(folder: Path) -> int:
    """Write the missing rows of an API, and return how many. Raises ContractError if its files can't be read."""
    definition = _read(folder)
    file = definition.pages_file.file
    lines = file.read_text(encoding="utf-8").splitlines()
    written, inserts = 0, []
    for call in definition.exchanges:
        own = [(index, page) for index, page in enumerate(definition.pages) if page.operation == call.id]
        if any(page.kind for _, page in own):
            continue  # the rows come from the vendor's document
        for index, page in own:
            rows = list(_missing(definition, call, [page for _, page in own], page))
            inserts += [_insert(definition, index, page, rows, lines)] if rows else []
            written += len(rows)
        if not own and (rows := list(_missing(definition, call, [], _new_page(call)))):
            inserts.append((_last_line(definition, lines), _page_lines(call, rows)))
            written += len(rows)
    for at, new in sorted(inserts, key=lambda insert: -insert[0]):
        lines[at:at] = new
    if inserts:
        with atomic_write(file) as stream:
            stream.write("".join(f"{line}\n" for line in lines).encode())
    return written


def _read(folder: Path) -> ApiDefinition:
    files, problems = load_folder(folder)
    documents, found = check(files)
    if documents is None:
        raise ContractError([*problems, *found])
    definition, unresolved = resolve(files, documents)
    if unresolved:
        raise ContractError(unresolved)
    return definition


def _missing(definition: ApiDefinition, call: Call | Webhook, pages: list[Page], page: Page) -> Iterator[Facts]:
    """The rows of the members that none of the pages shows, with the numbers of the tables of one page."""
    documented = {row.path for each in pages for row in each.rows} | {row.path for each in pages for row in each.sample}
    tables = {row.path.rpartition("/")[0]: row.table for row in page.rows}
    taken = {(row.table, row.row) for row in page.rows}
    for path, member in members(definition, call).items():
        if path not in documented and not member.has_source:
            parent = path.rpartition("/")[0]
            table = tables.setdefault(parent, _table(parent))
            number = next(number for number in count(1) if (table, number) not in taken)
            taken.add((table, number))
            yield {"path": path, "table": table, "row": number, **_facts(member)}


def _table(parent: str) -> str:
    """A name for the table of the members of a part."""
    return next(name for name in reversed(parent.split("/")) if name != "*").capitalize()


def _facts(member: Member) -> Facts:
    schema = member.schema
    facts: Facts = {"json": next((name for name in schema.types if name != "null"), None), "mandatory": member.required}
    facts |= {fact: getattr(schema, name) for fact, name in LIMITS.items()}
    return {name: fact for name, fact in {**facts, "codes": schema.enum}.items() if fact is not None}


def _new_page(call: Call | Webhook) -> Page:
    return Page(id=call.id, title=call.id, operation=call.id, rows=[])


def _last_line(definition: ApiDefinition, lines: list[str]) -> int:
    """Number of the line before which a new page goes. Changes a line with an empty list of pages."""
    if not definition.pages:
        key = definition.pages_file.lines["/pages"] - 1
        lines[key] = re.sub(r"^(\s*pages:)\s*(?:\[\s*\]|null|~)", r"\1", lines[key]).rstrip()
        return key + 1
    return len(lines)


def _insert(
    definition: ApiDefinition, index: int, page: Page, rows: list[Facts], lines: list[str]
) -> tuple[int, list[str]]:
    """Number of the line before which the rows of a page go, and their lines. Changes a line with an empty list."""
    place, numbers = f"/pages/{index}/rows", definition.pages_file.lines
    if not page.rows:
        key = numbers[place] - 1
        head, _, rest = lines[key].partition("rows:")
        if head.strip() or rest.partition("#")[0].strip() not in ("", "[]"):
            remedy = "write each member of the page on a line of its own, and rows: [] as the last one"
            raise ContractError([Problem(definition.pages_file.file, key + 1, place, "a page in braces", remedy)])
        lines[key] = f"{head}rows:"
        return key + 1, [f"{' ' * len(head)}  - {dump_in_line(row)}" for row in rows]
    last = numbers[f"{place}/{len(page.rows) - 1}"]
    start = lines[last - 1]
    if not start.lstrip().startswith("- ") or last == numbers[place]:
        remedy = "write each row on a line of its own, after a dash"
        raise ContractError([Problem(definition.pages_file.file, last, place, "rows in a list in brackets", remedy)])
    behind = [line for pointer, line in numbers.items() if line > last and not pointer.startswith(f"{place}/")]
    end = min(behind, default=len(lines) + 1) - 1
    while not lines[end - 1].strip() or lines[end - 1].lstrip().startswith("#"):
        end -= 1
    indent = start[: len(start) - len(start.lstrip())]
    return end, [f"{indent}- {dump_in_line(row)}" for row in rows]


def _page_lines(call: Call | Webhook, rows: list[Facts]) -> list[str]:
    path = call.path.partition("#")[0]
    facts = {"id": call.id, "title": call.operation.summary or call.id, "operation": call.id}
    facts |= {"method": call.method, "path": path}
    head = [f"    {line}" for line in dump(facts).splitlines()]
    return [f"  - {head[0].lstrip()}", *head[1:], "    rows:", *(f"      - {dump_in_line(row)}" for row in rows)]
