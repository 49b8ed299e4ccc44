"""The part of a page with the findings, grouped by kind."""

from __future__ import annotations

from collections.abc import Sequence
from xml.etree.ElementTree import Element

from ...bulk.counts import findings_text
from ...contract import Contract
from ...i18n.message import Message
from ...i18n.printable import shown
from .collected import Found
from .elements import element, write
from .groups import Group, Value, description, documented, ledger_text, title
from .verdict import KEYWORDS, SEVERITY_NAMES

BUDGET = 1_600_000
"""Bytes of all kinds of a page; those beyond are counted. Hostile archives have thousands of kinds with long names."""


def sections_of(sections: Sequence[tuple[Section, Sequence[Group]]]) -> list[Element | None]:
    """The sections with their kinds, numbered through. What one leaves of its share of the budget is for the later ones."""
    made: list[Element | None] = []
    left, first = BUDGET, 1
    for number, (section, groups) in enumerate(sections):
        drawn, size = section.of(groups, first, left // (len(sections) - number))
        made.append(drawn)
        left, first = left - size, first + len(groups)
    return made


class Section:
    """Some kinds under a heading."""

    def __init__(self, contract: Contract, name: str, heading: Message, note: Message) -> None:
        self._contract, self._name, self._heading, self._note = contract, name, heading, note

    def of(self, groups: Sequence[Group], first: int, budget: int) -> tuple[Element | None, int]:
        """The section and the bytes of its kinds; `first` is the number of its first kind on the page. None without kinds."""
        if not groups:
            return None, 0
        title_id = f"{self._name}-title"
        made = element(
            "section",
            element("h2", self._heading, id=title_id),
            element("p", self._note, class_="muted"),
            class_="kinds",
            id=self._name,
            aria_labelledby=title_id,
        )
        used = 0
        for number, group in enumerate(groups):
            article = self._article(group, f"kind-{first + number}")
            size = len(write(article).encode())
            if used + size > budget:
                made.append(_left_out(groups[number:]))
                break
            made.append(article)
            used += size
        return made, used

    def _article(self, group: Group, id: str) -> Element:
        name = element("bdi", title(self._contract, group))
        keyword = KEYWORDS.get(group.keyword)
        what = element(
            "p",
            element("span", SEVERITY_NAMES[group.severity], class_=f"{group.severity}-text"),
            ": " if keyword else " ",
            keyword,
            " ",
            element("code", group.keyword),
            *((" ", element("code", element("bdi", shown(group.pointer)))) if group.pointer else ()),
            class_="what",
        )
        heading = element("h3", element("span", name), element("span", findings_text(group.findings)))
        return element(
            "article",
            heading,
            what,
            self._facts(group),
            self._places(group),
            class_=f"card kind {group.severity}",
            id=id,
        )

    def _facts(self, group: Group) -> Element | None:
        rows: list[Element] = []
        if group.values and not group.is_rest and group.keyword != "input":
            more = Message("and {count} more values", count=f"{group.more_values:,}") if group.more_values else None
            items = [*map(_value, group.values), *([element("li", more, class_="muted")] if more else [])]
            rows += [element("dt", Message("Found")), element("dd", element("ul", *items, class_="values"))]
        if known := documented(self._contract, group):
            about = description(self._contract, group)
            note = element("p", about, class_="note") if about else None
            rows += [element("dt", Message("Documented")), element("dd", known, note)]
        for id in group.ledger:
            if entry := ledger_text(self._contract, id):
                rows += [element("dt", Message("Ledger")), element("dd", element("code", id), " ", entry)]
        return element("dl", *rows, class_="facts") if rows else None

    def _places(self, group: Group) -> Element:
        found = group.found or [Found(group.first.source, group.first.line, 0, group.first.pointer, None)]
        names = (Message("First places"), Message("Where"), Message("What"))
        head = element("tr", *(element("th", name, scope="col") for name in names[: 3 if group.found else 2]))
        return element("table", element("thead", head), element("tbody", *map(_place, found)), class_="places")


def _value(value: Value) -> Element:
    label = (" ", element("span", value.label)) if value.label else ()
    return element(
        "li",
        element("code", element("bdi", value.text)),
        *label,
        element("span", f" \u00d7 {value.findings:,}", class_="muted"),
    )


def _place(found: Found) -> Element:
    place = f"{shown(found.source)}:{found.line}" + (f":{found.column}" if found.column else "")
    pointer = element("code", element("bdi", shown(found.pointer))) if found.pointer else Message("(whole payload)")
    where = element("td", pointer, *((" ", element("code", found.entry)) if found.entry else ()))
    what = [element("td", element("bdi", found.message))] if found.message else []
    return element("tr", element("td", element("bdi", place)), where, *what)


def _left_out(groups: Sequence[Group]) -> Element:
    kinds, count = f"{len(groups):,}", f"{sum(group.findings for group in groups):,}"
    message = "{kinds} more kinds with {count} findings are left out; `--format ndjson` lists all findings."
    return element("p", Message(message, kinds=kinds, count=count), class_="card left-out")
