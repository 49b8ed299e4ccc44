"""Small valid documents, which the sandbox serves in place of a vendor's."""

from __future__ import annotations

import base64

_LINE = b"BT /F 12 Tf 72 770 Td (A document of the sandbox) Tj ET"
_PDF_PARTS = (
    b"<< /Type /Catalog /Pages 2 0 R >>",
    b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
    b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Resources << /Font << /F 5 0 R >> >> /Contents 4 0 R >>",
    b"<< /Length %d >>\nstream\n%b\nendstream" % (len(_LINE), _LINE),
    b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
)


def _pdf() -> bytes:
    """One page with one line of text."""
    text, places = b"%PDF-1.4\n", []
    for number, part in enumerate(_PDF_PARTS, 1):
        places.append(len(text))
        text += b"%d 0 obj\n%b\nendobj\n" % (number, part)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    size, start = len(places) + 1, len(text)
    text += b"xref\n0 %d\n0000000000 65535 f \n%b" % (size, table)
    return text + b"trailer\n<< /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n" % (size, start)


_PNG = base64.b64decode("iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAAAAAA6fptVAAAACklEQVR4nGP4DwABAQEAsTj2FAAAAABJRU5ErkJggg==")
_GIF = base64.b64decode("R0lGODdhAQABAIAAAP///////ywAAAAAAQABAAACAkQBADs=")
_EMPTY_ZIP = b"PK\x05\x06" + bytes(18)
_DOCUMENTS = {
    "application/pdf": (_pdf(), "pdf"),
    "application/zip": (_EMPTY_ZIP, "zip"),
    "image/gif": (_GIF, "gif"),
    "image/png": (_PNG, "png"),
    "text/csv": (b"number,amount\r\nR-1,12.50\r\n", "csv"),
}
_OTHER = (b"A document of the sandbox.\n", "bin")


def document(media_type: str, name: str) -> tuple[bytes, dict[str, str]]:
    """Content and headers of a document; plain text for a type of which none is here."""
    content, suffix = _DOCUMENTS.get(media_type, _OTHER)
    return content, {"Content-Type": media_type, "Content-Disposition": f'attachment; filename="{name}.{suffix}"'}
