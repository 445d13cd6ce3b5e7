"""How the decrypted text of a bundle is laid out: parts with their sizes, and what the signature covers."""

import hashlib
import re

from partnerdesk.bundles import refusals
from partnerdesk.bundles.manifest import FORMAT

MAGIC = FORMAT.encode() + b"\n"
SIGNATURE_BYTES = 64


def signed(head: bytes | memoryview, tail: bytes | memoryview) -> bytes:
    """Return what the signature covers; its first words keep it apart from everything else the key signs."""
    return MAGIC + b"signature\n" + hashlib.sha256(head).digest() + hashlib.sha256(tail).digest()


def sized(part: bytes) -> bytes:
    """Return a part behind its size."""
    return len(part).to_bytes(4, "big") + part


class Parts:
    """Takes the decrypted text apart from front to back."""

    def __init__(self, text: memoryview) -> None:
        self._text = text
        self._at = 0

    def take(self, size: int) -> memoryview:
        part = self._text[self._at : self._at + size]
        if len(part) != size:
            raise refusals.Damaged
        self._at += size
        return part

    def magic(self) -> None:
        start = bytes(self._text[:40])
        if start.startswith(MAGIC):
            self._at = len(MAGIC)
        elif other := re.match(rb"partnerdesk-bundle/\d{1,9}(?=\n)", start):
            raise refusals.NewerVersion(other[0].decode(), FORMAT)
        else:
            raise refusals.NotABundle

    def sized(self) -> memoryview:
        return self.take(int.from_bytes(self.take(4), "big"))

    def until_empty(self, most: int) -> list[memoryview]:
        parts: list[memoryview] = []
        while part := self.sized():
            if len(parts) == most:
                raise refusals.TooLarge
            parts.append(part)
        return parts

    def end(self) -> None:
        if self._at != len(self._text):
            raise refusals.Damaged
