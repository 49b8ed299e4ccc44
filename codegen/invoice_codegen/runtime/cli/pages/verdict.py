"""The verdict of a run in one sentence, and what keywords and severities mean."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal, NamedTuple

from ...bulk.counts import errors_text, findings_text, kinds_text
from ...bulk.report import BulkReport, documents_text
from ...i18n.message import Message
from ...validation.report import Severity
from ..formatters.summary import Summary

State = Literal["failed", "drift", "passed"]
NO_DOCUMENT = Message("There was no document to validate")

SEVERITY_NAMES: Mapping[Severity, Message] = {
    "error": Message("error"),
    "drift": Message("drift"),
    "known": Message("known"),
}
SEVERITY_MEANINGS: Mapping[Severity, Message] = {
    "error": Message("The payload breaks its contract and can't be used."),
    "drift": Message("The payload differs from the vendor's documentation."),
    "known": Message("The payload differs from the vendor's documentation, as the contract's ledger explains."),
}
KEYWORDS: Mapping[str, Message] = {
    "additionalProperties": Message("undocumented member"),
    "anyOf": Message("none of the documented forms"),
    "charset": Message("another charset"),
    "const": Message("another value than the documented one"),
    "contentEncoding": Message("base64 that can't be decoded, or of another form"),
    "duplicate-key": Message("repeated member"),
    "enum": Message("undocumented code"),
    "format": Message("another text format"),
    "input": Message("file that can't be read"),
    "json": Message("text that is not JSON"),
    "limit": Message("more findings than are listed"),
    "maxItems": Message("too many items"),
    "maxLength": Message("longer than documented"),
    "maximum": Message("greater than documented"),
    "minItems": Message("too few items"),
    "minLength": Message("shorter than documented"),
    "minimum": Message("less than documented"),
    "pattern": Message("does not match the documented pattern"),
    "period": Message("start after the end"),
    "required": Message("missing member"),
    "rounded": Message("identifier that looks rounded"),
    "type": Message("wrong JSON type"),
}
"""What findings of a keyword have in common; schemas of vendors may have other keywords."""


class Verdict(NamedTuple):
    """One sentence, and how good the news is."""

    state: State
    sentence: Message


def verdict(summary: Summary) -> Verdict:
    """The verdict on a validation. Not even a clean one is good news where something else keeps the run from success."""
    state, body = _judge(summary, summary.report())
    return _final(summary, state, body)


def drift_verdict(summary: Summary, errors: int, new: int) -> Verdict:
    """The verdict on a comparison, from the numbers of kinds that the reader sees."""
    if not summary.report().documents:
        return _final(summary, "drift", NO_DOCUMENT)
    if errors:
        body = Message("Errors: {errors}. New drift: {new}", errors=kinds_text(errors), new=kinds_text(new))
        return _final(summary, "failed", body)
    if new:
        return _final(summary, "failed", Message("New drift: {new}", new=kinds_text(new)))
    nothing = Message("Nothing new in what was validated") if summary.is_partial else Message("Nothing new")
    return _final(summary, "passed", nothing)


def _judge(summary: Summary, report: BulkReport) -> tuple[State, Message]:
    """How good the news of the findings is, and the sentence without its end."""
    if not report.documents:
        return "drift", NO_DOCUMENT
    rejecting: State = "failed" if summary.fails() else "drift"
    if report.valid < report.documents or report.count("error"):
        return rejecting, _unusable(report)
    subject, drift = _all_documents(report.documents, summary.is_partial), report.count("drift")
    if drift and report.rejected:
        return rejecting, _rejected_for_drift(report)
    if drift:
        message = "{documents} can be used; the vendor sends what its documentation does not show: {findings}"
        return "drift", Message(message, documents=subject, findings=findings_text(drift))
    if summary.profile == "compatible":
        return "passed", Message("{documents} can be used", documents=subject)
    if report.count("known"):
        message = "{documents} can be used; what differs from the documentation is known"
        return "passed", Message(message, documents=subject)
    if report.documents == 1:
        return "passed", Message("{document} agrees with the documentation", document=subject)
    return "passed", Message("{documents} agree with the documentation", documents=subject)


def _final(summary: Summary, state: State, body: Message) -> Verdict:
    """The whole verdict: responses that say failure are no good news unless they are expected."""
    failures = summary.report().failures
    if summary.complaints():
        state = "failed"
    elif state == "passed" and failures and summary.expect != "failure":
        state = "drift"
    if not failures:
        return Verdict(state, Message("{sentence}.", sentence=body))
    says = (
        Message("1 response says failure")
        if failures == 1
        else Message("{count} responses say failure", count=f"{failures:,}")
    )
    return Verdict(state, Message("{sentence}; {failures}.", sentence=body, failures=says))


def _unusable(report: BulkReport) -> Message:
    failed = report.documents - report.valid
    message = "{failed} of {documents} can't be used: {errors}"
    body = Message(
        message,
        failed=f"{failed:,}",
        documents=documents_text(report.documents),
        errors=errors_text(report.count("error")),
    )
    for_drift = report.rejected - failed
    if for_drift <= 0:
        return body
    more = (
        Message("1 more is rejected for drift")
        if for_drift == 1
        else Message("{count} more are rejected for drift", count=f"{for_drift:,}")
    )
    return Message("{unusable}; {more}", unusable=body, more=more)


def _rejected_for_drift(report: BulkReport) -> Message:
    parts = {"documents": documents_text(report.documents), "findings": findings_text(report.count("drift"))}
    if report.rejected == 1:
        return Message("1 of {documents} is rejected for drift: {findings}", **parts)
    return Message("{count} of {documents} are rejected for drift: {findings}", count=f"{report.rejected:,}", **parts)


def _all_documents(count: int, is_partial: bool) -> Message:
    if is_partial:
        one, many = Message("The document that was validated"), "All {count} documents that were validated"
    else:
        one, many = Message("The document"), "All {count} documents"
    return one if count == 1 else Message(many, count=f"{count:,}")
