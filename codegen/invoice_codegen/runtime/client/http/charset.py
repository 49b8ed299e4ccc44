"""Charsets of a body. JSON is UTF-8 (RFC 8259); some services send another one and name it in Content-Type."""

from __future__ import annotations

import re
from codecs import BOM_UTF8

CHARSETS = {
    **dict.fromkeys(("utf-8", "utf8", "us-ascii", "ascii"), "utf-8"),
    **dict.fromkeys(("gbk", "gb2312", "gb18030", "cp936", "x-gbk"), "gb18030"),
    **dict.fromkeys(("big5", "big5-hkscs", "x-x-big5"), "big5hkscs"),
    **dict.fromkeys(("iso-8859-1", "latin1", "latin-1", "windows-1252", "cp1252"), "latin-1"),
    **dict.fromkeys(("utf-16", "utf16"), "utf-16"),
    **{name: name for name in ("utf-16le", "utf-16be", "shift_jis", "euc-jp", "euc-kr")},
}
"""Charsets that are read, by their names. Python has others that take time without limit, such as punycode."""
_NAME = re.compile(r'charset\s*=\s*"?\s*([^\s";,]+)', re.IGNORECASE)


def declared_charset(content_type: str) -> str | None:
    """The charset of a Content-Type if it is known and not UTF-8, as Python calls it."""
    found = _NAME.search(content_type)
    name = CHARSETS.get(found[1].lower(), "utf-8") if found else "utf-8"
    return None if name == "utf-8" else name


def decode_text(body: bytes, content_type: str) -> str:
    """A body as text, with replacement characters for what can't be read. UTF-8 wins where the body is UTF-8."""
    charset = declared_charset(content_type)
    if charset is None or _is_plain_utf8(body):
        return body.removeprefix(BOM_UTF8).decode("utf-8", "replace")
    return body.decode(charset, "replace")


def to_utf8(body: bytes, content_type: str) -> tuple[bytes, str] | None:
    """A body in UTF-8 and the charset that it came in; None if it is UTF-8, or not in the charset that it declares."""
    charset = declared_charset(content_type)
    if charset is None or _is_plain_utf8(body):
        return None
    try:
        return body.decode(charset).encode(), charset
    except ValueError:
        return None


def _is_plain_utf8(body: bytes) -> bool:
    """Whether a body is UTF-8 text. ASCII text in UTF-16 would pass for it but for its zero bytes."""
    try:
        body.decode()
    except UnicodeDecodeError:
        return False
    return b"\0" not in body
