"""Line and column of a byte in a text, which may be broken UTF-8."""

from __future__ import annotations

Place = tuple[int, int]
"""Line and column, both from 1; columns in characters."""
START: Place = (1, 1)


def place_of_byte(raw: bytes | bytearray, at: int) -> Place:
    """Line and column of a byte. Each broken UTF-8 sequence before it counts as one character."""
    start = raw.rfind(b"\n", 0, at) + 1
    return raw.count(b"\n", 0, at) + 1, len(raw[start:at].decode(errors="replace")) + 1
