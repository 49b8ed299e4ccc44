"""What came of an attempt, in words short enough for a table."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from callers import Record

IDS = ("requestId", "Id")
KNOWN = {"status": ("status", "status_code"), "code": ("code", "error_code"), "wait": ("retry_after",)}
NOTHING = (None, "", "None")


def outcome(attempt: Callable[[], Iterable[Record]]) -> str:
    """How many records, or the error with what it knows of the answer."""
    try:
        records = list(attempt())
    except Exception as error:
        return _raised(error)
    ids = [record[name] for record in records for name in IDS if name in record]
    again = len(ids) - len(set(ids))
    return f"no error, {len(records)} records" + (f", {again} of them twice" if again else "")


def _raised(error: Exception) -> str:
    told = [f"{word} {value}" for word, names in KNOWN.items() if (value := _known(error, names)) not in NOTHING]
    told += ["request id"] if _known(error, ["request_id"]) not in NOTHING else []
    return ": ".join([type(error).__name__, ", ".join(told)]).removesuffix(": ")


def _known(error: Exception, names: Iterable[str]) -> object:
    """The first attribute that says something."""
    return next((value for name in names if (value := getattr(error, name, None)) not in NOTHING), None)
