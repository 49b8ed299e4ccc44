"""Outcome of a call in a few words."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from tested_client import Record

IDS = ("requestId", "Id")
FIELDS = {"status": ("status", "status_code"), "code": ("code", "error_code"), "wait": ("retry_after",)}
EMPTY = (None, "", "None")


def outcome(call: Callable[[], Iterable[Record]]) -> str:
    """Number of records, or the error with its fields."""
    try:
        records = list(call())
    except Exception as error:
        return _describe_error(error)
    ids = [record[name] for record in records for name in IDS if name in record]
    duplicates = len(ids) - len(set(ids))
    return f"no error, {len(records)} records" + (f", {duplicates} duplicates" if duplicates else "")


def _describe_error(error: Exception) -> str:
    fields = [f"{word} {value}" for word, names in FIELDS.items() if (value := _attribute(error, names)) not in EMPTY]
    fields += ["request id"] if _attribute(error, ["request_id"]) not in EMPTY else []
    return ": ".join([type(error).__name__, ", ".join(fields)]).removesuffix(": ")


def _attribute(error: Exception, names: Iterable[str]) -> object:
    """The first attribute with a value."""
    return next((value for name in names if (value := getattr(error, name, None)) not in EMPTY), None)
