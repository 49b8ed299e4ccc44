"""The verdict of a run in one sentence, and what keywords and severities mean."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal, NamedTuple

from ...bulk.drift import Drift
from ...bulk.report import BulkReport
from ...i18n.message import Message
from ...validation.report import Severity

State = Literal["failed", "drift", "passed"]

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
    "pattern": Message("another text form"),
    "period": Message("start after the end"),
    "required": Message("missing member"),
    "rounded": Message("identifier that looks rounded"),
    "type": Message("another JSON type"),
}
"""What findings of a keyword have in common; schemas of vendors may have other keywords."""


class Verdict(NamedTuple):
    """One sentence, and how good the news is."""

    state: State
    sentence: Message


def verdict(report: BulkReport, rejects_drift: bool, looks_for_drift: bool) -> Verdict:
    """The verdict on a validation."""
    documents, failed = f"{report.documents:,}", report.documents - report.valid
    if not report.documents:
        return Verdict("drift", Message("There was no document to validate."))
    if failed or report.count("error"):
        message = "{failed} of {documents} can't be used: {errors}."
        errors = _errors(report.count("error"))
        return Verdict("failed", Message(message, failed=f"{failed:,}", documents=_documents(report), errors=errors))
    drift = report.count("drift")
    if drift:
        message = "All documents ({documents}) can be used; the vendor sends what its documentation does not show, {drift} times."
        return Verdict(
            "failed" if rejects_drift else "drift", Message(message, documents=documents, drift=f"{drift:,}")
        )
    if not looks_for_drift:
        return Verdict("passed", Message("All documents ({documents}) can be used.", documents=documents))
    if report.count("known"):
        message = "All documents ({documents}) can be used; what differs from the documentation is known."
        return Verdict("passed", Message(message, documents=documents))
    return Verdict("passed", Message("All documents ({documents}) agree with the documentation.", documents=documents))


def drift_verdict(found: Drift) -> Verdict:
    """The verdict on a comparison."""
    if not found.report.documents:
        return Verdict("drift", Message("There was no document to validate."))
    if found.errors:
        errors, new = _kinds(len(found.errors)), _kinds(len(found.new))
        return Verdict("failed", Message("Errors: {errors}. New drift: {new}.", errors=errors, new=new))
    if found.new:
        return Verdict("drift", Message("New drift: {new}.", new=_kinds(len(found.new))))
    return Verdict("passed", Message("Nothing new."))


def _documents(report: BulkReport) -> Message:
    count = f"{report.documents:,}"
    return Message("1 document") if report.documents == 1 else Message("{count} documents", count=count)


def _errors(count: int) -> Message:
    return Message("1 error") if count == 1 else Message("{count} errors", count=f"{count:,}")


def _kinds(count: int) -> Message:
    return Message("1 kind") if count == 1 else Message("{count} kinds", count=f"{count:,}")
