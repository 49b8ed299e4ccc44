"""Parse a response. HTTP status, body and envelope together decide on success."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

from ..errors import InvalidResponse
from ..models.response_info import Headers, Http
from ..operation import Operation
from ..validation.report import Finding, Report
from .encryption import Cipher
from .http.effects import Environment
from .http.failure import NO_ENVELOPE, Secrets, api_error, may_be_json, parse_lenient, request_id
from .http.messages import Response
from .http.redaction import mask_secrets, redact

if TYPE_CHECKING:
    from ..models.base import Reply

R = TypeVar("R", bound="Reply")


def parse_response(
    response: Response,
    operation: Operation,
    model: type[R],
    secrets: Secrets,
    environment: Environment,
    cipher: Cipher | None,
) -> R:
    """The reply of a successful call. Raises ApiError and InvalidResponse."""
    envelope = operation.envelope or NO_ENVELOPE
    if not 200 <= response.status < 300:
        raise api_error(response, envelope, parse_lenient(response), secrets, environment)
    media_type = response.headers.get("content-type", "")
    if not may_be_json(media_type):
        message = f"the response is {redact(media_type.partition(';')[0], secrets())}, not JSON"
        report = _invalid(operation, "", "contentMediaType", message)
        raise InvalidResponse(report, response.status, request_id(response, envelope, None, secrets))
    body, undecryptable = (
        (response.body, ()) if cipher is None else cipher.decrypt_members(response.body, model._contract().encoded)
    )
    value = None
    try:
        decoded = model._contract().decode(body)
        value = decoded.value if decoded.error is None else None
        if model._contract().outcome(value) == "failure":
            raise api_error(response, envelope, value, secrets, environment)
        for place in undecryptable:
            message = "can't be decrypted: wrong key or damaged data"
            raise InvalidResponse(_invalid(operation, place, "contentEncoding", message))
        reply = model._from_decoded(decoded)
    except InvalidResponse as error:
        report = _mask_report(error.report, secrets)
    else:
        reply._http = Http(response.status, Headers(response.headers), response.elapsed)
        return reply
    raise InvalidResponse(report, response.status, request_id(response, envelope, value, secrets))


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
