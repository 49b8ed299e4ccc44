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
from .redaction import redact

Secrets = Callable[[], Iterable[str]]
"""Texts to mask, computed only if a message is built."""


NO_ENVELOPE = Envelope((), ())


def may_be_json(media_type: str) -> bool:
    """Whether a media type may carry JSON. Some services send JSON as plain text; HTML is never a reply."""
    name = media_type.partition(";")[0].strip().lower()
    return name in ("", "text/plain", "application/octet-stream") or name.endswith(("/json", "+json"))


def api_error(
    response: Response, envelope: Envelope, body: Any, secrets: Secrets, environment: Environment
) -> ApiError:
    """The error for a rejected call. Secrets that the service repeats are masked."""
    code = first_scalar(body, envelope.code)
    message = first_scalar(body, envelope.message) or _status_phrase(response)
    secret_values = secrets()
    return ApiError(
        response.status,
        None if code is None else redact(code, secret_values),
        redact(message, secret_values),
        request_id(response, envelope, body, secrets),
        is_retryable(response.status, code, envelope),
        retry_after(response, envelope, environment.now()),
    )


def is_retryable(status: int, code: str | None, envelope: Envelope) -> bool:
    """Whether a retry may succeed, by status or by error code."""
    by_code = code is not None and any(fnmatchcase(code, pattern) for pattern in envelope.retryable)
    return by_code or status == HTTPStatus.TOO_MANY_REQUESTS or status >= 500


def retry_after(response: Response, envelope: Envelope, now: datetime) -> float | None:
    """Seconds to wait, from the headers of the response."""
    for name in envelope.retry_after_ms_headers:
        milliseconds = _parse_count(response.headers.get(name.lower(), ""))
        if milliseconds is not None:
            return milliseconds / 1000
    text = response.headers.get("retry-after", "").strip()
    seconds = _parse_count(text)
    if seconds is not None or not text:
        return None if seconds is None else float(seconds)
    from email.utils import parsedate_to_datetime  # imported late: it takes long, and few services send a date

    try:
        time = parsedate_to_datetime(text)
    except (ValueError, OverflowError):
        return None
    return max(0.0, ((time if time.tzinfo else time.replace(tzinfo=UTC)) - now).total_seconds())


def _parse_count(text: str) -> int | None:
    """A whole number of plausible length, or None."""
    text = text.strip()
    return int(text) if text.isascii() and text.isdecimal() and len(text) <= 15 else None


def _status_phrase(response: Response) -> str:
    """Phrase of the status, for a body without a message."""
    try:
        phrase = HTTPStatus(response.status).phrase
    except ValueError:
        phrase = "unknown status"
    if 300 <= response.status < 400:
        return f"{phrase}: redirects are not followed; set base_url to the URL of the service itself"
    if not response.body.strip():
        return f"{phrase}, with an empty body"
    return f"{phrase}, without a message"


def parse_lenient(response: Response) -> Any:
    """Parse the body of a failure, tolerating encoding errors; None if it is not JSON."""
    _, _, charset = response.headers.get("content-type", "").lower().partition("charset=")
    try:
        return json.loads(response.body.removeprefix(BOM_UTF8).decode(charset.strip('" ;') or "utf-8", "replace"))
    except (ValueError, LookupError, RecursionError):
        return None


def first_scalar(body: Any, pointers: Iterable[str]) -> str | None:
    """The first of these members that is a non-empty scalar, as text."""
    for place in pointers:
        value = pointer.get(body, place)
        if isinstance(value, (str, int)) and not isinstance(value, bool) and value != "":
            return str(value)
    return None


def request_id(response: Response, envelope: Envelope, body: Any, secrets: Secrets) -> str | None:
    """Request id, from the body or the headers."""
    headers = (response.headers.get(name.lower()) for name in envelope.request_id_headers)
    id = first_scalar(body, envelope.request_id) or next(filter(None, headers), None)
    return None if id is None else redact(id, secrets())
