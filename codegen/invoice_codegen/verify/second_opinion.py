"""Validate every sample and case with `jsonschema` as well, and compare its errors with the findings of the package.

Both sides use the schemas that the package publishes, with the same formats and exact numbers. They share no code: the
package runs jsonschema-rs, jsonschema is written in Python.

Schema validators see decoded values: not malformed JSON, malformed base64 or duplicate keys. Payloads that the package
rejects before it uses a schema are counted separately, and findings of these kinds are not compared.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any, cast

from jsonschema import Draft202012Validator, FormatChecker, ValidationError, validators

from ..parse.folder import Payload
from ..runtime.jsontext.pointer import join
from ..runtime.validation import formats

BEYOND_SCHEMAS = frozenset({"json", "duplicate-key", "contentEncoding", "limit", "rounded"})
"""Keywords of findings that no schema has."""

Place = tuple[str, str]
"""Where an error is and what it is: JSON Pointer into the payload, keyword."""


@dataclass
class SecondOpinion:
    """The payloads on which `jsonschema` and the package agree, and those on which they do not."""

    agreed: int = 0
    unreadable: int = 0
    """Payloads without a logical value: no schema applies."""
    disagreements: list[str] = field(default_factory=list)

    def add(self, payload: Payload, contract: Any) -> None:
        """Validate one payload with both. `contract` belongs to the emitted package."""
        report = contract.check(payload.raw)
        try:
            value = contract.read(payload.raw)
        except ValueError:
            differences = ["rejected by read, accepted by check"] if report.ok else []
            self.unreadable += not differences
        else:
            differences = list(_differences(contract, report, value))
            self.agreed += not differences
        name = f"{contract.api}/{payload.file.parent.name}/{payload.file.name}"
        self.disagreements += [f"{name}: {difference}" for difference in differences]

    def __str__(self) -> str:
        """One line, and one for each disagreement."""
        disagreed = len({line.partition(":")[0] for line in self.disagreements})
        line = f"jsonschema agrees on {self.agreed} of {self.agreed + disagreed} samples and cases"
        if self.unreadable:
            line += f"; {self.unreadable} more can't be decoded, so no schema applies"
        return "\n".join([line, *(f"  {difference}" for difference in self.disagreements)])


def _differences(contract: Any, report: Any, value: Any) -> Iterator[str]:
    """The findings that only one side has."""
    findings = [finding for finding in report.findings if finding.keyword not in BEYOND_SCHEMAS]
    errors = {profile: list(_errors(contract, profile, value)) for profile in ("compatible", "documented")}
    singles = {join(error.absolute_path) for error in errors["documented"] if _is_single_item(error)}
    compatible, documented = ({place for error in found for place in _places_of(error)} for found in errors.values())
    expected = _shown(compatible | documented, singles)
    yield from _compared("finding", expected, {_place(finding) for finding in findings})
    if contract.direction != "request":  # in a request every finding is an error
        ours = {_place(finding) for finding in findings if finding.severity == "error"}
        yield from _compared("error", _shown(compatible, singles), ours)


def _compared(what: str, theirs: set[Place], ours: set[Place]) -> Iterator[str]:
    for place, keyword in sorted(theirs - ours):
        yield f"only jsonschema has the {what} {keyword} at {place or 'the root'}"
    for place, keyword in sorted(ours - theirs):
        yield f"only the package has the {what} {keyword} at {place or 'the root'}"


def _place(finding: Any) -> Place:
    return finding.pointer, finding.keyword


def _shown(places: set[Place], singles: set[str]) -> set[Place]:
    """A value of a wrong type has only that error in a report, unless it is one item in place of its list."""
    mistyped = {place for place, keyword in places if keyword == "type" and place not in singles}
    return {(place, keyword) for place, keyword in places if keyword == "type" or place not in mistyped}


def _errors(contract: Any, profile: str, value: Any) -> Iterator[ValidationError]:
    validator = _Validator(contract.schema(profile), format_checker=_FORMATS)
    return cast("Iterator[ValidationError]", validator.iter_errors(value))


def _is_single_item(error: ValidationError) -> bool:
    """Whether an object came in place of a list that may come so."""
    return error.validator == "type" and isinstance(error.instance, dict) and "properties" in cast(Any, error.schema)


def _places_of(error: ValidationError) -> Iterable[Place]:
    path, keyword = list(error.absolute_path), str(error.validator)
    if keyword != "additionalProperties":
        return [(join(path), keyword)]
    value, schema = cast("dict[str, Any]", error.instance), cast("dict[str, Any]", error.schema)
    return [(join([*path, name]), keyword) for name in value.keys() - schema.get("properties", {}).keys()]


def _is_integer(checker: object, value: object) -> bool:
    """An integer as JSON Schema defines it: 1.0 is one, true is none."""
    if isinstance(value, Decimal):
        return value == value.to_integral_value()
    return isinstance(value, int) and not isinstance(value, bool)


_Validator = validators.extend(  # type: ignore[no-untyped-call]
    Draft202012Validator, type_checker=Draft202012Validator.TYPE_CHECKER.redefine("integer", _is_integer)
)
_FORMATS = FormatChecker(())
for _name in formats.PARSERS:
    _FORMATS.checks(_name)(formats.format_checker(_name))
