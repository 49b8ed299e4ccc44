"""What came back, understood: HTTP status, body and envelope decide together; nothing but a whole success is a reply."""

from __future__ import annotations

import json
from codecs import BOM_UTF8
from collections.abc import Callable, Iterable
from datetime import UTC, datetime
from fnmatch import fnmatchcase
from http import HTTPStatus
from typing import TYPE_CHECKING, Any, TypeVar

from . import pointer
from .cipher import Cipher
from .errors import ApiError, InvalidResponse
from .operation import Envelope, Operation
from .redact import masked, redacted
from .report import Finding, Report
from .steps import Ambient
from .wire import Answer, Headers, Http

if TYPE_CHECKING:
    from .model import Reply

R = TypeVar("R", bound="Reply")
Secrets = Callable[[], Iterable[str]]
"""What must not be shown, looked up only where something is said."""
NOTHING = Envelope((), ())


def understood(
    answer: Answer, operation: Operation, reply: type[R], secrets: Secrets, ambient: Ambient, cipher: Cipher | None
) -> R:
    """The reply of a call that succeeded. Raises ApiError and InvalidResponse."""
    envelope = operation.envelope or NOTHING
    if not 200 <= answer.status < 300:
        raise _refusal(answer, envelope, _read(answer), secrets, ambient)
    kind = answer.headers.get("content-type", "")
    if not _may_be_json(kind):
        message = f"the answer is {redacted(kind.partition(';')[0], secrets())}, not JSON"
        report = _broken(operation, "", "contentMediaType", message)
        raise InvalidResponse(report, answer.status, _request_id(answer, envelope, None, secrets))
    body, closed = (answer.body, ()) if cipher is None else cipher.opened(answer.body, reply._contract().encoded)
    value = None
    try:
        opened = reply._opened(body)
        value = opened.value
        if reply._contract().outcome(value) == "failure":
            raise _refusal(answer, envelope, value, secrets, ambient)
        for place in closed:
            message = "it can't be decrypted: wrong key or damaged data"
            raise InvalidResponse(_broken(operation, place, "contentEncoding", message))
        built = reply._built(opened)
    except InvalidResponse as error:
        report = _masked(error.report, secrets)
    else:
        built._http = Http(answer.status, Headers(answer.headers), answer.elapsed)
        return built
    raise InvalidResponse(report, answer.status, _request_id(answer, envelope, value, secrets))


def _broken(operation: Operation, place: str, keyword: str, message: str) -> Report:
    return Report(f"{operation.id}.response", None, (Finding("error", place, "", keyword, message),))


def _may_be_json(kind: str) -> bool:
    """Services send JSON under some plain types too; a page for people is never a reply."""
    name = kind.partition(";")[0].strip().lower()
    return name in ("", "text/plain", "application/octet-stream") or name.endswith(("/json", "+json"))


def _masked(report: Report, secrets: Secrets) -> Report:
    """A report on an answer that may repeat what it was asked, even as names of members."""
    hidden = tuple(secrets())
    findings = [
        finding._replace(pointer=masked(finding.pointer, hidden), message=masked(finding.message, hidden))
        for finding in report.findings
    ]
    return report._replace(findings=tuple(findings))


def _refusal(answer: Answer, envelope: Envelope, body: Any, secrets: Secrets, ambient: Ambient) -> ApiError:
    code = _first(body, envelope.code)
    message = _first(body, envelope.message) or _in_words(answer)
    hidden = secrets()
    return ApiError(
        answer.status,
        None if code is None else redacted(code, hidden),
        redacted(message, hidden),
        _request_id(answer, envelope, body, secrets),
        is_retryable(answer.status, code, envelope),
        retry_after(answer, envelope, ambient.now()),
    )


def is_retryable(status: int, code: str | None, envelope: Envelope) -> bool:
    """Whether the same call may succeed later, by status or by code."""
    by_code = code is not None and any(fnmatchcase(code, pattern) for pattern in envelope.retryable)
    return by_code or status == HTTPStatus.TOO_MANY_REQUESTS or status >= 500


def retry_after(answer: Answer, envelope: Envelope, now: datetime) -> float | None:
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


def _in_words(answer: Answer) -> str:
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


def _read(answer: Answer) -> Any:
    """What a failure says, read as leniently as can be: the strict profile is for what is used."""
    _, _, charset = answer.headers.get("content-type", "").lower().partition("charset=")
    try:
        return json.loads(answer.body.removeprefix(BOM_UTF8).decode(charset.strip('" ;') or "utf-8", "replace"))
    except (ValueError, LookupError, RecursionError):
        return None


def _first(body: Any, pointers: Iterable[str]) -> str | None:
    """The first member that is there as a scalar, as text."""
    for place in pointers:
        value = pointer.get(body, place)
        if isinstance(value, (str, int)) and not isinstance(value, bool) and value != "":
            return str(value)
    return None


def _request_id(answer: Answer, envelope: Envelope, body: Any, secrets: Secrets) -> str | None:
    headers = (answer.headers.get(name.lower()) for name in envelope.request_id_headers)
    told = _first(body, envelope.request_id) or next(filter(None, headers), None)
    return None if told is None else redacted(told, secrets())
