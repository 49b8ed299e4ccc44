"""Media types of documents: what a client gives to its caller as bytes."""

from __future__ import annotations

import re

JSON = "application/json"
_NAME = re.compile(r"(application|audio|font|image|message|model|text|video)/[a-z0-9][a-z0-9.+-]{0,80}")
_STRUCTURED = ("+json", "/json", "+xml", "/xml", "/x-www-form-urlencoded", "json-seq", "ndjson")
"""Ends of media types that have a structure of members, which a contract would have to describe."""


def is_document(name: str) -> bool:
    """Whether content of this type is taken as it is: PDF, images, CSV, archives."""
    return bool(_NAME.fullmatch(name)) and (name == "image/svg+xml" or not name.endswith(_STRUCTURED))
