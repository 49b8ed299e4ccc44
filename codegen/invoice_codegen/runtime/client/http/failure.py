"""Read a failed response: code, message, request id, and when to retry."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable, Sequence
from datetime import UTC, datetime
from fnmatch import fnmatchcase
from html import unescape
from http import HTTPStatus
from typing import Any

from ...errors import ApiError
from ...jsontext import pointer
from ...operation import Envelope
from .charset import decode_text
from .effects import Environment
from .messages import Response, media_type_of
from .redaction import redact

Secrets = Callable[[], Iterable[str]]
"""Texts to mask, computed only if a message is built."""


NO_ENVELOPE = Envelope((), ())
CODES = ("Code", "faultcode")
MESSAGES = ("Message", "faultstring", "title", "h1")
"""Elements of XML, SOAP and HTML that hold code and message, besides those of the envelope."""
PROBLEM_DETAILS = ("/detail", "/title")
"""Members of RFC 9457 that hold a message, from the more to the less specific."""
MAX_TEXT = 300
"""Characters of a plain text, or of a page without its tags, that is taken for a message."""
MAX_PAGE = 3000
"""Bytes of such a text or page."""
MAX_MARKUP = 100_000
"""Bytes of an XML or HTML body that are searched."""
OTHER_CODINGS = ("br", "zstd", "compress")
"""Values of Content-Encoding that no request allows; some servers and proxies send them all the same."""
CLOCK_STATUSES = (400, 401, 403)
MAX_AGREEMENT = 5
"""Seconds by which two clocks differ that agree: the header Date has whole seconds, and the answer took some time."""
MAX_SKEW = 300
"""Seconds by which a clock may be off before a refusal of a signature is put down to it."""


def media_type(response: Response) -> str:
    """The media type that the headers name, without parameters; empty if they name none."""
    return media_type_of(response.headers.get("content-type"))


def may_be_json(response: Response) -> bool:
    """Whether a body may be JSON by its headers. Some services send JSON as plain text; HTML is never a reply."""
    name = media_type(response)
    is_json = name in ("", "text/plain", "application/octet-stream") or name.endswith(("/json", "+json"))
    return is_json and other_coding(response) is None


def not_json(response: Response, secrets: Iterable[str]) -> str:
    """What a response is instead of JSON, with the title of a page."""
    if coding := other_coding(response):
        return f"the response is compressed by {coding}, which was not asked for"
    media_type = response.headers.get("content-type", "").partition(";")[0]
    text = _markup(response)
    title = next(filter(None, (_element(text, name) for name in MESSAGES)), None) if text else None
    shown = f': "{redact(title, secrets)}"' if title else ""
    return f"the response is {redact(media_type, secrets)}, not JSON{shown}"


def other_coding(response: Response) -> str | None:
    """The compression of a body that could not be undone."""
    coding = response.headers.get("content-encoding", "").lower()
    return coding if coding in OTHER_CODINGS else None


def api_error(
    response: Response, envelope: Envelope, body: Any, secrets: Secrets, environment: Environment
) -> ApiError:
    """The error for a rejected call. Secrets that the service repeats are masked."""
    if body is None:
        body = parse_markup(response, envelope)
    code = first_scalar(body, envelope.code)
    message = (
        first_scalar(body, (*envelope.message, *PROBLEM_DETAILS)) or _plain_text(response) or _status_phrase(response)
    )
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
    time = _parse_date(text)
    return None if time is None else max(0.0, (time - now).total_seconds())


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
    if 200 <= response.status < 300:
        phrase = "refused"  # the phrase of the status would say "OK"
    if not response.body.strip():
        return f"{phrase}, with an empty body"
    return f"{phrase}, without a message"


def parse_lenient(response: Response) -> Any:
    """Parse the body of a failure, tolerating encoding errors; None if it is not JSON."""
    try:
        return json.loads(decode_text(response.body, response.headers.get("content-type", "")))
    except (ValueError, RecursionError):
        return None


def _plain_text(response: Response) -> str | None:
    """A body that is nothing but a short text, plain or as a page."""
    if 300 <= response.status < 400 or len(response.body) > MAX_PAGE:
        return None
    text = _markup(response)
    if text is not None:
        text = unescape(re.sub(r"<[^<>]{0,1000}>", " ", text))
    elif response.headers.get("content-type", "").lower().startswith("text/plain"):
        text = decode_text(response.body, response.headers["content-type"])
    text = " ".join((text or "").split())
    return text if 0 < len(text) <= MAX_TEXT and text.isprintable() else None


def parse_markup(response: Response, envelope: Envelope) -> dict[str, Any] | None:
    """Code, message and request id of an XML or HTML body, as a JSON body would have them; None where it has none.

    XML elements have the names that the envelope gives to JSON members. A page of a proxy has only a title.
    """
    text = _markup(response)
    if text is None:
        return None
    found: dict[str, Any] = {}
    for places, names in ((envelope.code, CODES), (envelope.message, MESSAGES), (envelope.request_id, ())):
        own = [pointer.split(place)[-1] for place in places]
        value = next(filter(None, (_element(text, name) for name in (*own, *names))), None)
        if value and places:
            _put(found, pointer.split(places[0]), value)
    return found or None


def _put(value: dict[str, Any], parts: Sequence[str], member: str) -> None:
    """Set a member, unless a text is in the way; the objects around it are created."""
    for name in parts[:-1]:
        value = value.setdefault(name, {})
        if not isinstance(value, dict):
            return
    value[parts[-1]] = member


def _markup(response: Response) -> str | None:
    """The beginning of an XML or HTML body; None if it is another text."""
    body, media_type = response.body[:MAX_MARKUP], response.headers.get("content-type", "")
    if "charset" not in media_type.lower():
        media_type = f"{media_type}; {_declaration(body)}"
    text = decode_text(body, media_type).lstrip("\ufeff \t\r\n")
    return text if text.startswith("<") else None


def _declaration(body: bytes) -> str:
    """The charset that a page or an XML document declares itself, as Content-Type would."""
    found = re.search(rb"(?:charset|encoding)\s*=\s*[\"']?([\w-]{1,40})", body[:1000], re.IGNORECASE)
    return f"charset={found[1].decode()}" if found else ""


def _element(text: str, name: str) -> str | None:
    """Text of the first element of that name, if it holds text alone. The limits keep the search linear."""
    found = re.search(
        rf"<(?:[\w.-]{{1,50}}:)?{re.escape(name)}(?:\s[^<>]{{0,200}})?>\s*([^<>]{{1,1000}})</", text, re.IGNORECASE
    )
    return " ".join(unescape(found[1]).split()) or None if found else None


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


def clock_hint(response: Response, is_clock_refusal: bool, now: datetime) -> str | None:
    """How far this machine's clock is from the service's, if a signed request was refused for its time.

    Where the contract does not document the code of such a refusal, a difference that no service tolerates tells.
    """
    time = _parse_date(response.headers.get("date", ""))
    if time is None or not (is_clock_refusal or response.status in CLOCK_STATUSES):
        return None
    seconds = round((now - time).total_seconds())
    if abs(seconds) < MAX_SKEW and not (is_clock_refusal and abs(seconds) > MAX_AGREEMENT):
        return None
    direction = "ahead of" if seconds >= 0 else "behind"
    return f"this machine's clock is {abs(seconds)} s {direction} the service's, by the header Date of the response"


def _parse_date(text: str) -> datetime | None:
    from email.utils import parsedate_to_datetime  # imported late: it takes long, and few responses need it

    try:
        time = parsedate_to_datetime(text)
    except (ValueError, OverflowError):
        return None
    return time if time.tzinfo else time.replace(tzinfo=UTC)
