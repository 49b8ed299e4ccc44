"""Secrets taken out of texts that others wrote: what a service says may repeat what it was sent."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable

from ...i18n.printable import escape_unprintable
from ...jsontext.pointer import join
from .messages import percent_encoded

MASK = "***"
SHORTEST = 4
"""Shorter values are left: they would stand in any text by chance."""
LONGEST = 1000


def redacted(text: str, secrets: Iterable[str]) -> str:
    """Text with secrets masked, control and direction characters escaped, and cut."""
    shown = escape_unprintable(masked(text, secrets))
    return shown if len(shown) <= LONGEST else shown[: LONGEST - 1] + "…"


def masked(text: str, secrets: Iterable[str]) -> str:
    """Text with secrets masked, in each form in which they may be written."""
    forms = {form for secret in secrets if len(secret) >= SHORTEST for form in _forms(secret)}
    for form in sorted(forms, key=len, reverse=True):
        text = text.replace(form, MASK)
    return text


def _forms(secret: str) -> tuple[str, ...]:
    """A secret as it is, as it stands in an address, in a JSON Pointer, and in JSON text."""
    in_json = (json.dumps(secret, ensure_ascii=is_ascii)[1:-1] for is_ascii in (True, False))
    encoded = percent_encoded(secret)
    in_lower_hex = re.sub("%[0-9A-F]{2}", lambda found: found[0].lower(), encoded)
    return secret, encoded, in_lower_hex, encoded.replace("%20", "+"), join([secret])[1:], *in_json
