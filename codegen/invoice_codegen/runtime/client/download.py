"""A document that a service sends in place of JSON, such as an invoice as PDF."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from email.message import Message
from pathlib import Path
from typing import TYPE_CHECKING

from ..models.response_info import Headers, Http
from .http.messages import media_type_of

if TYPE_CHECKING:
    import os

LONGEST_NAME = 200
"""Characters of a suggested file name."""


@dataclass(frozen=True, slots=True)
class Download:
    """A document. Its repr shows neither content nor headers."""

    content: bytes = field(repr=False)
    """The bytes of the document."""
    http: Http = field(repr=False)
    """HTTP status and headers."""

    @property
    def headers(self) -> Mapping[str, str]:
        """The HTTP headers by case-insensitive name."""
        return self.http.headers

    @property
    def content_type(self) -> str | None:
        """The media type that the service names, without parameters; None if it names none."""
        return media_type_of(self.headers.get("content-type")) or None

    @property
    def filename(self) -> str | None:
        """The file name that the service suggests, without folders; None if it suggests none that is usable.

        `save` never uses it: whoever takes it for a path lets the service choose which file is replaced.
        """
        message = Message()
        message["Content-Disposition"] = "".join(filter(str.isprintable, self.headers.get("content-disposition", "")))
        try:
            found = message.get_filename() or ""
        except (LookupError, ValueError):
            return None
        name = "".join(filter(str.isprintable, found)).replace("\\", "/").rpartition("/")[2].strip(". ")
        return name if name and len(name) <= LONGEST_NAME and not set(name) & set('<>:"|?*') else None

    def save(self, path: str | os.PathLike[str]) -> Path:
        """Write the document to a file, whole or not at all: an existing one is replaced when the new one is complete.

        Args:
            path: The file; its folder must exist.

        Returns:
            The path.

        Raises:
            OSError: The file can't be written.
        """
        from ..bulk.atomic import atomic_write, write_all

        target = Path(path)
        with atomic_write(target) as file:
            write_all(file, self.content)
        return target


def of_response(status: int, headers: Mapping[str, str], content: bytes, elapsed: float, path: str) -> Download:
    """The document of a response to a path."""
    return Download(content, Http(status, Headers(headers), elapsed, path))
