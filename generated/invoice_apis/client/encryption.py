"""Encryption of payload members, below base64. Needs the extra `[aes]`.

`aes-128-gcm`: 12 bytes of nonce, the ciphertext, 16 bytes of tag. The key is derived from a password as by Java's
SHA1PRNG: the first 16 bytes of SHA-1 of SHA-1.
"""

from __future__ import annotations

import base64
import hashlib
import os
from collections.abc import Iterable

from .. import jsontext
from ..errors import ConfigurationError
from ..jsontext import pointer
from ..validation.base64_text import decode_base64
from .texts import text_problem

NONCE_SIZE = 12


class Cipher:
    """Encrypts and decrypts with one key."""

    def __init__(self, password: str) -> None:
        if not isinstance(password, str) or not password:
            raise ConfigurationError("aes_key must be a non-empty string")
        if problem := text_problem(password):
            raise ConfigurationError(f"aes_key {problem}")
        try:
            from cryptography.hazmat.primitives.ciphers.aead import AESGCM
        except ImportError:
            raise ConfigurationError("aes_key needs the extra: pip install 'invoice-apis[aes]'") from None
        self._aes = AESGCM(derive_key(password))

    def encrypt(self, raw: bytes, nonce: bytes | None = None) -> bytes:
        """Encrypt. The nonce must not repeat."""
        nonce = os.urandom(NONCE_SIZE) if nonce is None else nonce
        return nonce + bytes(self._aes.encrypt(nonce, raw, None))

    def decrypt(self, data: bytes) -> bytes:
        """Decrypt. Raises ValueError if the key or the data is wrong."""
        from cryptography.exceptions import InvalidTag

        try:
            return bytes(self._aes.decrypt(data[:NONCE_SIZE], data[NONCE_SIZE:], None))
        except InvalidTag:
            raise ValueError("wrong key or damaged data") from None

    def decrypt_members(self, body: bytes, encoded: Iterable[str]) -> tuple[bytes, tuple[str, ...]]:
        """Decrypt the encoded members of a JSON body. Returns the body and the pointers of members that can't be decrypted."""
        try:
            value = jsontext.read(body)
        except jsontext.Unreadable:
            return body, ()
        undecryptable = []
        for place in encoded:
            member = pointer.get(value, place)
            if not isinstance(member, str) or not member:
                continue
            try:
                plain = self.decrypt(decode_base64(member)[0])
            except ValueError:
                undecryptable.append(place)
            else:
                value = pointer.set_path(value, place, base64.b64encode(plain).decode())
        return jsontext.write(value), tuple(undecryptable)


def derive_key(password: str) -> bytes:
    """Derive the 16-byte key from a password."""
    return hashlib.sha1(hashlib.sha1(password.encode()).digest()).digest()[:16]
