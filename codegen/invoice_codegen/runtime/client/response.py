"""Parse a response. HTTP status, body and envelope together decide on success."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any, TypeVar

from ..errors import ApiError, InvalidResponse
from ..i18n.message import Message, MessageOptions
from ..jsontext.pointer import get
from ..models.response_info import Headers, Http
from ..operation import Operation
from ..validation.contract import contract
from ..validation.decoding import Decoded, explained
from ..validation.report import Finding, Report
from .download import Download, of_response
from .encryption import Cipher
from .http.charset import to_utf8
from .http.effects import Environment
from .http.failure import (
    NO_ENVELOPE,
    Secrets,
    api_error,
    first_scalar,
    may_be_json,
    media_type,
    not_json,
    other_coding,
    parse_lenient,
    request_id,
)
from .http.messages import Response
from .http.redaction import mask_secrets

if TYPE_CHECKING:
    from ..models.base import Reply

MAX_FINDINGS = 100
"""Findings in the report on a response that can't be used; thousands would take longer than the call."""
_TELLING = ("/html", "/json", "+json", "/xml", "+xml")
"""Ends of media types in which services tell failures."""
R = TypeVar("R", bound="Reply | Download | None")


def parse_response(
    response: Response,
    operation: Operation,
    model: type[R] | None,
    secrets: Secrets,
    environment: Environment,
    cipher: Cipher | None,
    path: str = "",
) -> R:
    """The reply of a successful call to a path; None for one without content. Raises ApiError and InvalidResponse."""
    if not 200 <= response.status < 300:
        raise _rejection(response, operation, parse_lenient(response), secrets, environment)
    if not operation.has_content(response.status, is_empty=not response.body.strip()):
        _require_no_failure(response, operation, secrets, environment)
        return None  # type: ignore[return-value]  # the operation says so, as its type does
    if model is None:
        document: Any = _document(response, operation, secrets, environment, path)
        return document  # type: ignore[no-any-return]
    own: Any = model
    reply: Any = _reply(response, operation, own, secrets, environment, cipher)
    reply._http = Http(response.status, Headers(response.headers), response.elapsed, path)
    return reply  # type: ignore[no-any-return]


def _require_no_failure(response: Response, operation: Operation, secrets: Secrets, environment: Environment) -> None:
    """A success without content may have a body all the same, but none that tells a failure, and no page of HTML."""
    envelope = operation.envelope or NO_ENVELOPE
    body = parse_lenient(response) if response.body.strip() and may_be_json(response) else None
    if first_scalar(body, envelope.code) is not None:
        raise _rejection(response, operation, body, secrets, environment)
    if media_type(response) == "text/html" and response.body.strip():
        report = _invalid(operation, "", "contentMediaType", f"{not_json(response, secrets())}; documented: no content")
        raise InvalidResponse(report, response.status, request_id(response, envelope, body, secrets))


def _document(
    response: Response, operation: Operation, secrets: Secrets, environment: Environment, path: str
) -> Download:
    """The document of a success. JSON is none: it tells a failure, or breaks the contract.

    So do pages and XML that are not documented, and a part of a document.
    """
    envelope, kind = operation.envelope or NO_ENVELOPE, media_type(response)
    body = parse_lenient(response) if kind.endswith(("/json", "+json")) else None
    if first_scalar(body, envelope.code) is not None:
        raise _rejection(response, operation, body, secrets, environment)
    is_other = kind not in operation.download and kind.endswith(_TELLING)
    is_part = response.status == 206 or "content-range" in response.headers
    if other_coding(response) or is_other or is_part or not response.body:
        found = not_json(response, secrets()).removesuffix(", not JSON") if is_other else "the response has no content"
        found = "the response has a part of the document" if is_part else found
        found = not_json(response, secrets()) if other_coding(response) else found
        message = f"{found}; documented: {', '.join(operation.download)}"
        report = _invalid(operation, "", "contentMediaType", message)
        raise InvalidResponse(report, response.status, request_id(response, envelope, body, secrets))
    return of_response(response.status, response.headers, response.body, response.elapsed, path)


def _reply(
    response: Response,
    operation: Operation,
    model: type[Reply],
    secrets: Secrets,
    environment: Environment,
    cipher: Cipher | None,
) -> Reply:
    envelope = operation.envelope or NO_ENVELOPE
    content_type = response.headers.get("content-type", "")
    if not may_be_json(response):
        message = not_json(response, secrets())
        report = _invalid(operation, "", "contentMediaType", message)
        raise InvalidResponse(report, response.status, request_id(response, envelope, None, secrets))
    converted = to_utf8(response.body, content_type)
    body, notes = (response.body, ()) if converted is None else (converted[0], (_charset_drift(converted[1]),))
    body, undecryptable = (body, ()) if cipher is None else cipher.decrypt_members(body, model._contract().encoded)
    value = None
    try:
        decoded = model._contract().decode(body)
        value = decoded.value if decoded.error is None else parse_lenient(response)
        if model._contract().outcome(value) == "failure":
            raise _rejection(response, operation, value, secrets, environment)
        for place in undecryptable:
            message = f"can't be decrypted: {_undecryptable(decoded, place)}"
            raise InvalidResponse(_invalid(operation, place, "contentEncoding", message))
        reply = model._from_decoded(decoded, MessageOptions(max_findings=MAX_FINDINGS))
    except InvalidResponse as error:
        report = _mask_report(error.report, secrets)
    else:
        reply._notes = notes
        return reply
    report = report._replace(findings=(*notes, *report.findings))
    raise InvalidResponse(report, response.status, request_id(response, envelope, value, secrets))


def _rejection(
    response: Response, operation: Operation, body: Any, secrets: Secrets, environment: Environment
) -> ApiError:
    """The error for a rejected call, with the documented meaning of its code where the message does not say it."""
    envelope = operation.envelope or NO_ENVELOPE
    error = api_error(response, envelope, body, secrets, environment)
    failure = operation.failure_of(response.status)
    direction = failure.direction if failure else "response" if operation.reply else ""
    if direction and envelope.code:
        documentation = contract(f"{operation.id}.{direction}").documentation
        labels = (documentation.code_label(place, error.code or "") for place in envelope.code)
        label = next(filter(None, labels), None)
        if label and label.lower() not in error.message.lower():
            error.hint = label
    return error


def read_failure(
    error: ApiError, response: Response, operation: Operation, models: Callable[[], Any], secrets: Secrets
) -> None:
    """What the contract of a failure says of the body; a body that breaks it hides nothing of the error."""
    failure = operation.failure_of(response.status)
    if failure is None or not may_be_json(response) or not response.body.strip():
        return
    own = contract(f"{operation.id}.{failure.direction}")
    converted = to_utf8(response.body, response.headers.get("content-type", ""))
    decoded = own.decode(_masked(response.body if converted is None else converted[0], secrets))
    try:
        report = own.check_decoded(decoded, MessageOptions(max_findings=MAX_FINDINGS))
    except RecursionError:
        return
    notes = () if converted is None else (_charset_drift(converted[1]),)
    error.report = _mask_report(report._replace(findings=(*notes, *report.findings)), secrets)
    if error.report.ok:
        model = getattr(models(), failure.model) if failure.model else None
        error.failure = model._from_decoded(decoded) if model else decoded.value


def _masked(body: bytes, secrets: Secrets) -> bytes:
    """A body without the secrets of the request, which some services repeat in a failure."""
    text = body.decode("utf-8", "surrogateescape")
    masked = mask_secrets(text, tuple(secrets()))
    return body if masked == text else masked.encode("utf-8", "surrogateescape")


def _undecryptable(decoded: Decoded, place: str) -> str:
    """Why a key does not decrypt an encoded member."""
    from ..validation.malformed import may_be_encrypted

    error = next((error for error in explained(decoded) if error.pointer == place), None)
    if error is None:
        return "it opens without a key: leave aes_key out"
    return "wrong key or damaged data" if may_be_encrypted(get(decoded.wire, place)) else str(error)


def _charset_drift(charset: str) -> Finding:
    message = Message("the body is {charset}, as Content-Type says; JSON is UTF-8", charset=charset)
    return Finding("drift", "", "", "charset", message.text())


def _invalid(operation: Operation, place: str, keyword: str, message: str) -> Report:
    return Report(f"{operation.id}.response", None, (Finding("error", place, "", keyword, message),))


def _mask_report(report: Report, secrets: Secrets) -> Report:
    """Mask secrets in a report: a response may repeat the request, even as member names."""
    values = tuple(secrets())
    findings = [
        finding._replace(pointer=mask_secrets(finding.pointer, values), message=mask_secrets(finding.message, values))
        for finding in report.findings
    ]
    return report._replace(findings=tuple(findings))
