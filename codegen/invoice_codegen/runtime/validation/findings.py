"""The findings on a payload, each with a severity.

| payload | breaks | severity |
|---|---|---|
| response | `compatible` | error |
| response | only `documented` | drift; known where the ledger has an entry with this place, keyword and exact value |
| request | either | error |
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import islice
from typing import Any

from .. import jsontext
from ..i18n.message import Message, MessageOptions
from ..jsontext import pointer
from . import identifiers, messages
from .bounded import first_errors, max_items
from .decoding import Decoded, explained
from .periods import reversed_periods
from .report import Finding, Severity
from .rules import Rules


class Findings:
    """Finds all deviations of a payload, by both schemas of a contract and its other rules."""

    def __init__(self, rules: Rules, compatible: Any, documented: Any) -> None:
        self._rules, self._compatible, self._documented = rules, compatible, documented
        self._max_items = max_items(rules.data["documented"])

    def of(self, decoded: Decoded, options: MessageOptions) -> list[Finding]:
        """All findings, sorted by pointer."""
        undecodable = {
            error.pointer: Finding("error", error.pointer, "", "contentEncoding", options.text(error.message))
            for error in explained(decoded)
        }
        others = [it for it in self._schema_findings(decoded, options) if it.pointer not in undecodable]
        of_digits = [*self._identifiers(decoded.value, options, others)]
        lossy = {finding.pointer for finding in of_digits if finding.severity == "error"}
        return sorted(
            [
                *undecodable.values(),
                *self._irregular(decoded, options),
                *self._duplicates(decoded, options),
                *self._reversed_periods(decoded.value, options),
                *(finding for finding in others if finding.pointer not in lossy),
                *of_digits,
            ],
            key=lambda it: by_pointer(it.pointer, it.keyword),
        )

    def _duplicates(self, decoded: Decoded, options: MessageOptions) -> Iterator[Finding]:
        severity: Severity = "error" if self._rules.is_request else "drift"
        message = options.text(Message("the member is repeated in its object; the last one counts"))
        for text in decoded.texts:
            repeated = jsontext.duplicate_keys(text.raw) if text.repeated is None else text.repeated
            for found in islice(repeated, options.max_findings):
                yield Finding(severity, text.pointer + found, "", "duplicate-key", message)

    def _irregular(self, decoded: Decoded, options: MessageOptions) -> Iterator[Finding]:
        """Encoded members whose base64 is not of the standard form."""
        severity: Severity = "error" if self._rules.is_request else "drift"
        for place, difference in decoded.irregular:
            yield Finding(severity, place, "", "contentEncoding", options.text(difference))

    def _identifiers(self, value: Any, options: MessageOptions, others: Sequence[Finding]) -> Iterator[Finding]:
        """Identifiers of digits that may have lost some; none where the type is an error by the schemas."""
        of_type = {finding.pointer: finding for finding in others if finding.keyword == "type"}
        for path, found in self._rules.places(value, self._rules.identifiers):
            if identifiers.rounding(found, "") is None:
                continue
            message = identifiers.rounding(found, self._shown(options, path, found))
            mistyped = of_type.get(pointer.join(path))
            if message is not None and (mistyped is None or mistyped.severity != "error"):
                yield self._identifier(path, found, options.text(message), mistyped)

    def _identifier(self, path: Sequence[str | int], value: Any, message: str, mistyped: Finding | None) -> Finding:
        """The finding on an identifier; one on a number with a fraction stands for the drift of its type, too."""
        place = pointer.join(path)
        if identifiers.is_number_with_fraction(value):
            return Finding("error", place, mistyped.schema_pointer if mistyped else "", "type", message)
        is_error = identifiers.is_error(value, self._rules.is_request)
        known = None if is_error else self._rules.ledger_id(path, "rounded", value)
        severity: Severity = "error" if is_error else "known" if known else "drift"
        return Finding(severity, place, "", "rounded", message, known)

    def _shown(self, options: MessageOptions, path: Sequence[str | int], value: Any) -> str | Message:
        """A value in a message."""
        if not options.show_values and self._rules.is_sensitive(path, value):
            return messages.MASKED
        return messages.render_value(value, is_whole=options.show_values)

    def _reversed_periods(self, value: Any, options: MessageOptions) -> Iterator[Finding]:
        for period in reversed_periods(self._rules.periods, value):
            start, end = (
                self._shown(options, pointer.split(period[name]), pointer.get(value, period[name]))
                for name in ("start", "end")
            )
            message = Message(
                "{start} is later than {end}, the end of the period at {pointer}",
                start=start,
                end=end,
                pointer=period["end"],
            )
            yield Finding("error", period["start"], "", "period", options.text(message))

    def _schema_findings(self, decoded: Decoded, options: MessageOptions) -> Iterator[Finding]:
        value, size = decoded.value, None if decoded.raw is None else len(decoded.raw)
        limit = left = options.max_findings
        errors, more_errors = first_errors(self._compatible, value, limit, self._max_items, size)
        documented, more_documented = first_errors(self._documented, value, limit, self._max_items, size)
        every = errors | documented
        mistyped = {key[0] for key, (_, error) in every.items() if key[1] == "type" and not _is_single_item(error)}
        for key, (path, error) in every.items():
            if key[0] in mistyped and key[1] != "type":
                continue
            if error.kind.name == "additionalProperties":
                names = error.kind.unexpected
                more_documented = more_documented or len(names) > left
                for name in names[:left]:
                    left -= 1
                    yield self._finding(options, error, [*path, name], None, is_error=False)
            else:
                exact = pointer.get_path(value, path)
                yield self._finding(options, error, path, exact, key in errors, key in documented)
        if more_errors or more_documented:
            severity: Severity = "error" if more_errors or self._rules.is_request else "drift"
            message = Message("more than {limit} findings; the others are left out", limit=limit)
            yield Finding(severity, "", "", "limit", options.text(message))

    def _finding(
        self,
        options: MessageOptions,
        error: Any,
        path: list[str | int],
        value: Any,
        is_error: bool,
        is_documented: bool = True,
    ) -> Finding:
        keyword = error.kind.name
        known = None if is_error or self._rules.is_request else self._rules.ledger_id(path, keyword, value)
        severity: Severity = "error" if is_error or self._rules.is_request else "known" if known else "drift"
        schema_pointer = pointer.join(error.schema_path) if is_documented else ""
        message = self._message(options, error, path, value, is_documented)
        return Finding(severity, pointer.join(path), schema_pointer, keyword, options.text(message), known)

    def _message(
        self, options: MessageOptions, error: Any, path: list[str | int], value: Any, is_documented: bool
    ) -> Message:
        if error.kind.name == "anyOf" and not path and "if" in self._rules.data["compatible"]:
            return Message("neither a success nor a failure: {outcomes}", outcomes=self._rules.data["outcomes"])
        what = self._shown(options, path, value)
        if error.kind.name in messages.OF_FORMS and not value and self._rules.data.get("is_form"):
            return Message("empty, for which a form has no text: leave it out")
        if not is_documented:
            return messages.undocumented(error, value, what)
        limits = self._rules.own_limits(path) if error.kind.name in messages.OWN_LIMITS else None
        if limits is not None:
            return messages.own_limit(error, value, what, limits)
        return messages.with_wrapper(messages.describe(error, value, what), error, self._rules.data["documented"])


def _is_single_item(error: Any) -> bool:
    """Whether an object came in place of a list that may come so: then its members count, too."""
    return isinstance(error.instance, dict) and set(error.kind.types) == {"array"}


def by_pointer(place: str, keyword: str) -> tuple[tuple[tuple[bool, int, str], ...], str]:
    """Sort key of findings: JSON Pointer, with list items in the order of their numbers, then keyword."""
    parts = pointer.split(place)
    return tuple((part.isdecimal(), len(part) if part.isdecimal() else 0, part) for part in parts), keyword
