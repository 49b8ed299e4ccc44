"""Encrypted payload members: the cipher that a service agrees on with its callers, on top of base64.

`aes-128-gcm`: 12 bytes of nonce, the ciphertext, 16 bytes of tag. The key comes from a password as Java's SHA1PRNG
makes it: the first 16 bytes of SHA-1 of SHA-1. Needs the extra `[aes]`.
"""

from __future__ import annotations

import base64
import hashlib
import os
from collections.abc import Iterable

from .. import jsontext
from ..errors import ConfigurationError
from ..jsontext import pointer

NONCE = 12


class Cipher:
    """A cipher with its key in hand."""

    def __init__(self, password: str) -> None:
        if not isinstance(password, str) or not password:
            raise ConfigurationError("aes_key must be text, and not empty")
        try:
            from cryptography.hazmat.primitives.ciphers.aead import AESGCM
        except ImportError:
            raise ConfigurationError("aes_key needs the extra: pip install 'invoice-apis[aes]'") from None
        self._aes = AESGCM(derived_key(password))

    def sealed(self, raw: bytes, nonce: bytes | None = None) -> bytes:
        """Encrypted, under a nonce that must not repeat."""
        nonce = os.urandom(NONCE) if nonce is None else nonce
        return nonce + bytes(self._aes.encrypt(nonce, raw, None))

    def unsealed(self, data: bytes) -> bytes:
        """Decrypted. Raises ValueError when the key or the data is wrong."""
        from cryptography.exceptions import InvalidTag

        try:
            return bytes(self._aes.decrypt(data[:NONCE], data[NONCE:], None))
        except InvalidTag:
            raise ValueError("wrong key or damaged data") from None

    def opened(self, body: bytes, encoded: Iterable[str]) -> tuple[bytes, tuple[str, ...]]:
        """A JSON body with its encrypted members as plain base64, and the pointers of those that do not open."""
        try:
            value = jsontext.read(body)
        except jsontext.Unreadable:
            return body, ()
        closed = []
        for place in encoded:
            member = pointer.get(value, place)
            if not isinstance(member, str) or not member:
                continue
            try:
                plain = self.unsealed(base64.b64decode(member, validate=True))
            except ValueError:
                closed.append(place)
            else:
                value = pointer.set_path(value, place, base64.b64encode(plain).decode())
        return jsontext.write(value), tuple(closed)


def derived_key(password: str) -> bytes:
    """The key of a password: 16 bytes."""
    return hashlib.sha1(hashlib.sha1(password.encode()).digest()).digest()[:16]
