"""Mask secrets in texts of a service, which may repeat parts of the request."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable

from ...i18n.printable import escape_unprintable
from ...jsontext.pointer import join
from .messages import percent_encode

MASK = "***"
MIN_LENGTH = 4
"""Shorter values are not masked: they occur in any text by chance."""
MAX_LENGTH = 1000


def redact(text: str, secrets: Iterable[str]) -> str:
    """Mask secrets, escape control and bidirectional characters, and shorten."""
    escaped = escape_unprintable(mask_secrets(text, secrets))
    return escaped if len(escaped) <= MAX_LENGTH else escaped[: MAX_LENGTH - 1] + "…"


def mask_secrets(text: str, secrets: Iterable[str]) -> str:
    """Mask secrets in every encoding in which they may occur."""
    encodings = {encoding for secret in secrets if len(secret) >= MIN_LENGTH for encoding in _encodings(secret)}
    for encoding in sorted(encodings, key=len, reverse=True):
        text = text.replace(encoding, MASK)
    return text


def _encodings(secret: str) -> tuple[str, ...]:
    """A secret as it is, percent-encoded, in a JSON Pointer and in JSON text."""
    in_json = (json.dumps(secret, ensure_ascii=is_ascii)[1:-1] for is_ascii in (True, False))
    encoded = percent_encode(secret)
    in_lower_hex = re.sub("%[0-9A-F]{2}", lambda found: found[0].lower(), encoded)
    return secret, encoded, in_lower_hex, encoded.replace("%20", "+"), join([secret])[1:], *in_json
