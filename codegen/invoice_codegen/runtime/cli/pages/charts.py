"""Charts as SVG, each beside the same numbers as text."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from xml.etree.ElementTree import Element

from ...contract import Contract
from ...i18n.message import Message
from ...i18n.printable import shown
from ...validation.report import Severity
from .both import Both
from .elements import element
from .groups import Group, title
from .timeline import SERIES, Period, Periods
from .verdict import SEVERITY_NAMES

KINDS = 8
"""Kinds in a chart."""
LONGEST = 80
"""Characters of a name or pointer in a chart; the group has all."""
FEWEST = 12
"""Bars that a chart over time has room for at least."""
LABELS = 6
HEIGHT, BASE = 150, 128
NAMES: Mapping[Severity, Message] = {"error": Message("Errors"), "drift": Message("Drift")}


def kinds_chart(contract: Contract, groups: Sequence[Group], count: int) -> Element:
    """The most frequent of the first kinds, in the order of the page, each with a bar and a link to its group."""
    groups = groups[:count]
    frequent = sorted(enumerate(groups), key=lambda each: each[1].findings, reverse=True)[:KINDS]
    most = max((group.findings for _, group in frequent), default=1)
    rows = [_row(contract, number, group, most) for number, group in sorted(frequent, key=lambda each: each[0])]
    head = element(
        "tr",
        element("th", Message("Kind"), scope="col"),
        element("th", Message("Share"), scope="col", class_="hidden"),
        element("th", Message("Findings"), scope="col", class_="number"),
    )
    more = len(groups) - len(frequent)
    note = element("p", Message("and {count} more kinds below", count=f"{more:,}"), class_="note") if more else None
    table = element("table", element("thead", head), element("tbody", *rows), class_="bars")
    return element("section", element("h2", Message("Findings by kind")), table, note, class_="card", id="chart-kinds")


def _row(contract: Contract, number: int, group: Group, most: int) -> Element:
    width = f"{max(100 * group.findings / most, 1):.1f}%"
    bar = element(
        "svg",
        element("rect", width=width, height="10", rx="2", class_=f"fill-{group.severity}"),
        width="100%",
        height="10",
        aria_hidden="true",
        focusable="false",
    )
    text = Both(*(shown(each, LONGEST) for each in title(contract, group)))
    name = element("a", element("bdi", text), href=f"#kind-{number + 1}")
    kind = element(
        "div",
        element("span", SEVERITY_NAMES[group.severity], class_=f"{group.severity}-text"),
        f" {group.keyword}",
        *((" ", element("code", element("bdi", shown(group.pointer, LONGEST)))) if group.pointer else ()),
        class_="note",
    )
    label = element("th", name, kind, scope="row")
    return element("tr", label, element("td", bar, class_="bar"), element("td", f"{group.findings:,}", class_="number"))


def months_chart(drawn: Periods | None) -> Element | None:
    """Errors and drift over time; None where no record has a time."""
    if drawn is None:
        return None
    by_year, by_month = Message("Findings by year of the record"), Message("Findings by month of the record")
    caption = element("h2", by_year if drawn.are_years else by_month, id="months-title")
    drawing = element(
        "svg", *_bars(drawn.periods), role="img", aria_labelledby="months-title", aria_describedby="months-table"
    )
    drawing.attrib |= {"width": "100%", "height": str(HEIGHT)}
    legend = element("p", *(_legend(severity, NAMES[severity]) for severity in SERIES), class_="legend")
    details = element("details", element("summary", Message("The numbers")), _table(drawn.periods))
    notes = [element("p", note, class_="note") for note in _notes(drawn)]
    return element("section", caption, legend, drawing, *notes, details, class_="card", id="chart-months")


def _notes(drawn: Periods) -> list[Message]:
    """What the chart leaves out."""
    found = []
    if drawn.beyond == 1:
        found.append(Message("1 finding is from another time."))
    elif drawn.beyond:
        found.append(Message("{count} findings are from other times.", count=f"{drawn.beyond:,}"))
    if drawn.without_time == 1:
        found.append(Message("1 finding has no time."))
    elif drawn.without_time:
        found.append(Message("{count} findings have no time.", count=f"{drawn.without_time:,}"))
    return found


def _legend(severity: Severity, name: Message) -> Element:
    return element("span", element("i", class_=f"dot back-{severity}", aria_hidden="true"), name)


def _bars(periods: Sequence[Period]) -> list[Element]:
    most = max(period.errors + period.drift for period in periods)
    slot = 100 / max(len(periods), FEWEST)
    step = -(-max(len(periods), FEWEST) // LABELS)
    drawn = [
        element("line", x1="0", x2="100%", y1=str(y), y2=str(y), class_="grid") for y in (18, (18 + BASE) // 2, BASE)
    ]
    drawn.append(element("text", f"{most:,}", x="0", y="12", class_="tick"))
    for number, period in enumerate(periods):
        drawn += _stack(number * slot + slot * 0.15, slot * 0.7, period, most)
        if number % step == 0:
            middle = f"{number * slot + slot / 2:.2f}%"
            drawn.append(element("text", period.name, x=middle, y=str(HEIGHT - 4), text_anchor="middle", class_="tick"))
    return drawn


def _stack(x: float, width: float, period: Period, most: int) -> list[Element]:
    """The bar of a period: errors below, drift on them."""
    drawn, top = [], float(BASE)
    for severity, count in zip(SERIES, period[1:], strict=True):
        height = (BASE - 18) * count / most
        if height:
            top -= height
            bar = element("rect", x=f"{x:.2f}%", width=f"{width:.2f}%", y=f"{top:.2f}", height=f"{height:.2f}")
            bar.set("class", f"fill-{severity}")
            drawn.append(bar)
    return drawn


def _table(periods: Sequence[Period]) -> Element:
    names = [element("th", NAMES[severity], scope="col", class_="number") for severity in SERIES]
    rows = [
        element(
            "tr",
            element("th", period.name, scope="row"),
            *(element("td", f"{count:,}", class_="number") for count in period[1:]),
        )
        for period in periods
    ]
    head = element("tr", element("th", Message("Period"), scope="col"), *names)
    return element("table", element("thead", head), element("tbody", *rows), id="months-table")
