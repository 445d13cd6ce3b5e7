"""The ends of the encryption: plaintext as it is made, ciphertext counted and hashed, plaintext kept in memory."""

import hashlib
from collections.abc import Iterator
from typing import BinaryIO

from partnerdesk.bundles.payload import Compressor
from partnerdesk.progress import Report


class Source:
    """A file to read from, made of pieces as they come."""

    def __init__(self, pieces: Iterator[bytes], compressor: Compressor, report: Report) -> None:
        self._pieces = pieces
        self._compressor = compressor
        self._report = report
        self._rest = memoryview(b"")

    def read(self, size: int) -> bytes:
        while not self._rest:
            piece = next(self._pieces, None)
            if piece is None:
                return b""
            self._report(self._compressor.lines, 0)
            self._rest = memoryview(piece)
        part, self._rest = self._rest[:size], self._rest[size:]
        return bytes(part)


class Hashing:
    """A file to write to that counts and hashes."""

    def __init__(self, file: BinaryIO) -> None:
        self._file = file
        self._hash = hashlib.sha256()
        self.size = 0

    def write(self, data: bytes) -> int:
        self._hash.update(data)
        self.size += len(data)
        return self._file.write(data)

    def flush(self) -> None:
        self._file.flush()

    def sha256(self) -> str:
        return self._hash.hexdigest()


class HashingReader:
    """A file to read from that hashes and knows whether its end was reached."""

    def __init__(self, file: BinaryIO) -> None:
        self._file = file
        self._hash = hashlib.sha256()
        self.ended = False

    def read(self, size: int) -> bytes:
        data = self._file.read(size)
        self._hash.update(data)
        self.ended = not data and size > 0
        return data

    def sha256(self) -> str:
        return self._hash.hexdigest()


class Memory:
    """Keeps what is written; an age file's text is shorter than the file, so the bound on the file is enough."""

    def __init__(self, size: int, report: Report) -> None:
        self._size = size
        self._report = report
        self.bytes = bytearray()

    def write(self, data: bytes) -> int:
        self.bytes += data
        self._report(len(self.bytes), self._size)
        return len(data)

    def flush(self) -> None:
        """Nothing waits."""
