"""Charts as SVG, each beside the same numbers as text."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from xml.etree.ElementTree import Element

from ...contract import Contract
from ...i18n.message import Message
from ...validation.report import Severity
from .elements import element
from .groups import Group, title

KINDS = 12
"""Kinds in a chart."""
PERIODS = 36
"""Bars of a chart over time; where there are more months, they are years."""
FEWEST = 12
"""Bars that a chart over time has room for at least."""
LABELS = 6
HEIGHT, BASE = 150, 128
SERIES: tuple[tuple[Severity, Message], ...] = (("error", Message("Errors")), ("drift", Message("Drift")))


def kinds_chart(contract: Contract, groups: Sequence[Group], count: int) -> Element:
    """The most frequent of the first kinds, each with a bar and a link to its group."""
    groups = groups[:count]
    shown = sorted(enumerate(groups), key=lambda each: each[1].findings, reverse=True)[:KINDS]
    most = max((group.findings for _, group in shown), default=1)
    rows = [_row(contract, number, group, most) for number, group in shown]
    head = element(
        "tr",
        element("th", Message("Kind"), scope="col"),
        element("th", Message("Share"), scope="col", class_="hidden"),
        element("th", Message("Findings"), scope="col", class_="number"),
    )
    more = len(groups) - len(shown)
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
    name = element("a", element("bdi", title(contract, group)), href=f"#kind-{number + 1}")
    label = element("th", name, " ", element("code", group.keyword), scope="row")
    return element("tr", label, element("td", bar, class_="bar"), element("td", f"{group.findings:,}", class_="number"))


def months_chart(months: Mapping[str, Counter[Severity]]) -> Element | None:
    """Errors and drift by month of the records; None where no record has a time."""
    if not months:
        return None
    periods, left_out = _periods(months)
    caption = element("h2", Message("Findings by month of the record"), id="months-title")
    note = Message("The last {count} periods are shown.", count=PERIODS) if left_out else None
    drawing = element(
        "svg", *_bars(periods), role="img", aria_labelledby="months-title", aria_describedby="months-table"
    )
    drawing.attrib |= {"width": "100%", "height": str(HEIGHT)}
    legend = element("p", *(_legend(severity, name) for severity, name in SERIES), class_="legend")
    details = element("details", element("summary", Message("The numbers")), _table(periods))
    return element(
        "section",
        caption,
        legend,
        drawing,
        element("p", note, class_="note") if note else None,
        details,
        class_="card",
        id="chart-months",
    )


def _legend(severity: Severity, name: Message) -> Element:
    return element("span", element("i", class_=f"dot back-{severity}", aria_hidden="true"), name)


def _periods(months: Mapping[str, Counter[Severity]]) -> tuple[list[tuple[str, Counter[Severity]]], bool]:
    """Months without a gap, or years where the months are many; and whether some are left out."""
    first, last = (_index(found(months)) for found in (min, max))
    if last - first < PERIODS:
        names = [f"{number // 12:04}-{number % 12 + 1:02}" for number in range(first, last + 1)]
        return [(name, months.get(name, Counter())) for name in names], False
    years: dict[str, Counter[Severity]] = {}
    for month in sorted(months):
        years.setdefault(month[:4], Counter()).update(months[month])
    return list(years.items())[-PERIODS:], len(years) > PERIODS


def _index(month: str) -> int:
    return int(month[:4]) * 12 + int(month[5:]) - 1


def _bars(periods: Sequence[tuple[str, Counter[Severity]]]) -> list[Element]:
    most = max(sum(counts.values()) for _, counts in periods) or 1
    slot = 100 / max(len(periods), FEWEST)
    step = -(-max(len(periods), FEWEST) // LABELS)
    drawn = [
        element("line", x1="0", x2="100%", y1=str(y), y2=str(y), class_="grid") for y in (18, (18 + BASE) // 2, BASE)
    ]
    drawn.append(element("text", f"{most:,}", x="0", y="12", class_="tick"))
    for number, (name, counts) in enumerate(periods):
        drawn += _stack(number * slot + slot * 0.15, slot * 0.7, counts, most)
        if number % step == 0:
            middle = f"{number * slot + slot / 2:.2f}%"
            drawn.append(element("text", name, x=middle, y=str(HEIGHT - 4), text_anchor="middle", class_="tick"))
    return drawn


def _stack(x: float, width: float, counts: Counter[Severity], most: int) -> list[Element]:
    """The bar of a period: errors below, drift on them."""
    drawn, top = [], float(BASE)
    for severity, _ in SERIES:
        height = (BASE - 18) * counts[severity] / most
        if height:
            top -= height
            bar = element("rect", x=f"{x:.2f}%", width=f"{width:.2f}%", y=f"{top:.2f}", height=f"{height:.2f}")
            bar.set("class", f"fill-{severity}")
            drawn.append(bar)
    return drawn


def _table(periods: Sequence[tuple[str, Counter[Severity]]]) -> Element:
    names = [element("th", name, scope="col", class_="number") for _, name in SERIES]
    rows = [
        element(
            "tr",
            element("th", name, scope="row"),
            *(element("td", f"{counts[severity]:,}", class_="number") for severity, _ in SERIES),
        )
        for name, counts in periods
    ]
    head = element("tr", element("th", Message("Period"), scope="col"), *names)
    return element("table", element("thead", head), element("tbody", *rows), id="months-table")
