"""Read a failed response: code, message, request id, and when to retry."""

from __future__ import annotations

import json
from codecs import BOM_UTF8
from collections.abc import Callable, Iterable
from datetime import UTC, datetime
from fnmatch import fnmatchcase
from http import HTTPStatus
from typing import Any

from ...errors import ApiError
from ...jsontext import pointer
from ...operation import Envelope
from .effects import Environment
from .messages import Response
from .redaction import redacted

Secrets = Callable[[], Iterable[str]]
"""What must not be shown, looked up only where something is said."""


NO_ENVELOPE = Envelope((), ())


def may_be_json(kind: str) -> bool:
    """Services send JSON under some plain types too; a page for people is never a reply."""
    name = kind.partition(";")[0].strip().lower()
    return name in ("", "text/plain", "application/octet-stream") or name.endswith(("/json", "+json"))


def api_error(answer: Response, envelope: Envelope, body: Any, secrets: Secrets, ambient: Environment) -> ApiError:
    """The error for a call that the service rejected; secrets that it repeats are masked."""
    code = first_scalar(body, envelope.code)
    message = first_scalar(body, envelope.message) or _phrase(answer)
    hidden = secrets()
    return ApiError(
        answer.status,
        None if code is None else redacted(code, hidden),
        redacted(message, hidden),
        request_id(answer, envelope, body, secrets),
        is_retryable(answer.status, code, envelope),
        retry_after(answer, envelope, ambient.now()),
    )


def is_retryable(status: int, code: str | None, envelope: Envelope) -> bool:
    """Whether the same call may succeed later, by status or by code."""
    by_code = code is not None and any(fnmatchcase(code, pattern) for pattern in envelope.retryable)
    return by_code or status == HTTPStatus.TOO_MANY_REQUESTS or status >= 500


def retry_after(answer: Response, envelope: Envelope, now: datetime) -> float | None:
    """Seconds that the service asks to wait."""
    for name in envelope.retry_after_ms_headers:
        milliseconds = _count(answer.headers.get(name.lower(), ""))
        if milliseconds is not None:
            return milliseconds / 1000
    text = answer.headers.get("retry-after", "").strip()
    seconds = _count(text)
    if seconds is not None or not text:
        return None if seconds is None else float(seconds)
    from email.utils import parsedate_to_datetime  # takes long to load, and few services send a date

    try:
        time = parsedate_to_datetime(text)
    except (ValueError, OverflowError):
        return None
    return max(0.0, ((time if time.tzinfo else time.replace(tzinfo=UTC)) - now).total_seconds())


def _count(text: str) -> int | None:
    """A whole number that may be meant as a time: not one of hundreds of digits."""
    text = text.strip()
    return int(text) if text.isascii() and text.isdecimal() and len(text) <= 15 else None


def _phrase(answer: Response) -> str:
    """What the status says, where the body says nothing."""
    try:
        words = HTTPStatus(answer.status).phrase
    except ValueError:
        words = "unknown status"
    if 300 <= answer.status < 400:
        return f"{words}: redirects are not followed; give the address of the service itself as base_url"
    if not answer.body.strip():
        return f"{words}, with an empty body"
    return f"{words}, without a message"


def read_leniently(answer: Response) -> Any:
    """What a failure says, read as leniently as can be: the strict profile is for what is used."""
    _, _, charset = answer.headers.get("content-type", "").lower().partition("charset=")
    try:
        return json.loads(answer.body.removeprefix(BOM_UTF8).decode(charset.strip('" ;') or "utf-8", "replace"))
    except (ValueError, LookupError, RecursionError):
        return None


def first_scalar(body: Any, pointers: Iterable[str]) -> str | None:
    """The first member that is there as a scalar, as text."""
    for place in pointers:
        value = pointer.get(body, place)
        if isinstance(value, (str, int)) and not isinstance(value, bool) and value != "":
            return str(value)
    return None


def request_id(answer: Response, envelope: Envelope, body: Any, secrets: Secrets) -> str | None:
    """The id of the call, from the body or the headers."""
    headers = (answer.headers.get(name.lower()) for name in envelope.request_id_headers)
    told = first_scalar(body, envelope.request_id) or next(filter(None, headers), None)
    return None if told is None else redacted(told, secrets())
