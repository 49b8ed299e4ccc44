"""What came back, understood: HTTP status, body and envelope decide together; nothing but a whole success is a reply."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

from ..errors import InvalidResponse
from ..models.response_info import Headers, Http
from ..operation import Operation
from ..validation.report import Finding, Report
from .encryption import Cipher
from .http.effects import Environment
from .http.failure import NO_ENVELOPE, Secrets, api_error, may_be_json, read_leniently, request_id
from .http.messages import Response
from .http.redaction import masked, redacted

if TYPE_CHECKING:
    from ..models.base import Reply

R = TypeVar("R", bound="Reply")


def understood(
    answer: Response,
    operation: Operation,
    reply: type[R],
    secrets: Secrets,
    ambient: Environment,
    cipher: Cipher | None,
) -> R:
    """The reply of a call that succeeded. Raises ApiError and InvalidResponse."""
    envelope = operation.envelope or NO_ENVELOPE
    if not 200 <= answer.status < 300:
        raise api_error(answer, envelope, read_leniently(answer), secrets, ambient)
    kind = answer.headers.get("content-type", "")
    if not may_be_json(kind):
        message = f"the answer is {redacted(kind.partition(';')[0], secrets())}, not JSON"
        report = _broken(operation, "", "contentMediaType", message)
        raise InvalidResponse(report, answer.status, request_id(answer, envelope, None, secrets))
    body, closed = (answer.body, ()) if cipher is None else cipher.opened(answer.body, reply._contract().encoded)
    value = None
    try:
        decoded = reply._contract().decode(body)
        value = decoded.value if decoded.error is None else None
        if reply._contract().outcome(value) == "failure":
            raise api_error(answer, envelope, value, secrets, ambient)
        for place in closed:
            message = "it can't be decrypted: wrong key or damaged data"
            raise InvalidResponse(_broken(operation, place, "contentEncoding", message))
        built = reply._from_decoded(decoded)
    except InvalidResponse as error:
        report = _masked(error.report, secrets)
    else:
        built._http = Http(answer.status, Headers(answer.headers), answer.elapsed)
        return built
    raise InvalidResponse(report, answer.status, request_id(answer, envelope, value, secrets))


def _broken(operation: Operation, place: str, keyword: str, message: str) -> Report:
    return Report(f"{operation.id}.response", None, (Finding("error", place, "", keyword, message),))


def _masked(report: Report, secrets: Secrets) -> Report:
    """A report on an answer that may repeat what it was asked, even as names of members."""
    hidden = tuple(secrets())
    findings = [
        finding._replace(pointer=masked(finding.pointer, hidden), message=masked(finding.message, hidden))
        for finding in report.findings
    ]
    return report._replace(findings=tuple(findings))
