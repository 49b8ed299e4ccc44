"""What was validated, how, and with which result: names with values."""

from __future__ import annotations

from importlib import import_module

from ...contract import Contract, contract
from ...i18n.message import LANGS, Message
from ...i18n.printable import shown
from ...operation import Api
from ...validation.documentation import text_in
from ..formatters.summary import Summary
from .both import Both, in_both
from .elements import element
from .page import Fact

NAMES = 3
"""Names of sources."""


def api_title(own: Contract) -> Both:
    """The title of the API."""
    api: Api = import_module(f"...{own.api}.operations", __package__).API
    return Both(*(text_in(dict(api.title), lang) or own.api for lang in LANGS))


def common_facts(summary: Summary) -> list[Fact]:
    """Sources, payload, and the earlier report."""
    names = [shown(name) for name in summary.sources[:NAMES]]
    more = len(summary.sources) - len(names)
    sources = element(
        "span",
        element("bdi", ", ".join(names)),
        *((" ", Message("and {count} more", count=f"{more:,}")) if more > 0 else ()),
    )
    member = contract(summary.contract).documentation.member("")
    facts: list[Fact] = [(Message("Sources"), sources)]
    if member is not None and any(member.title.values()):
        facts.append((Message("Payload"), in_both(member.title)))
    if summary.earlier:
        facts.append((Message("Compared with"), element("bdi", shown(summary.earlier))))
    return facts


def judging_facts(summary: Summary) -> list[Fact]:
    """What `validate` looks for and accepts."""
    facts: list[Fact] = []
    if summary.profile == "compatible":
        facts.append((Message("Looked for"), Message("errors only, not for drift")))
    rejects = Message("errors and drift") if "drift" in summary.rejecting else Message("errors")
    facts.append((Message("Fails on"), rejects))
    if summary.max_reject_ratio:
        facts.append((Message("Accepted rejects"), f"{100 * summary.max_reject_ratio:g}%"))
    return facts


def result_facts(summary: Summary) -> list[Fact]:
    """The result, the size, and when it was."""
    fails = summary.fails() or summary.complaints()
    passed = Message("passed") if summary.report().documents else Message("nothing to validate")
    facts: list[Fact] = [
        (Message("Result"), Message("failed") if fails else passed),
        (Message("Size, bytes"), f"{summary.report().bytes:,}"),
    ]
    if summary.started is not None:
        facts.append((Message("Validated at"), f"{summary.started:%Y-%m-%d %H:%M} UTC"))
    return facts
