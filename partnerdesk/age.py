"""Encryption to public keys in the published age format (age-encryption.org/v1), typed around `pyrage`."""

import io
from collections.abc import Sequence
from typing import Protocol, cast

import pyrage
from pyrage import x25519


class Reader(Protocol):
    """What is read from: a binary file or anything with its `read`."""

    def read(self, size: int, /) -> bytes: ...


class Writer(Protocol):
    """What is written to: a binary file or anything with its `write` and `flush`."""

    def write(self, data: bytes, /) -> int: ...

    def flush(self) -> None: ...


class BadKey(ValueError):  # noqa: N818  reads as what it is
    """This text is no age key."""


class NoMatchingKey(Exception):  # noqa: N818  reads as what it is
    """The text was not encrypted to this key, or the part of its header that says so was damaged."""


class CannotDecrypt(Exception):  # noqa: N818  reads as what it is
    """The encrypted text is damaged or cut; part of it may have been written already."""


class _Watched:
    """Keeps what the reader or writer raised: pyrage turns it into an error of its own that has lost the type."""

    def __init__(self, reader: Reader, writer: Writer) -> None:
        self._reader = reader
        self._writer = writer
        self.raised: BaseException | None = None

    def read(self, size: int) -> bytes:
        try:
            return self._reader.read(size)
        except BaseException as error:
            self.raised = error
            raise

    def write(self, data: bytes) -> int:
        try:
            return self._writer.write(data)
        except BaseException as error:
            self.raised = error
            raise

    def flush(self) -> None:
        self._writer.flush()


def new_secret() -> str:
    """Return a new secret key, `AGE-SECRET-KEY-1…`."""
    return str(x25519.Identity.generate())


def recipient_of(secret: str) -> str:
    """Return the public key `age1…` of a secret key; raises BadKey."""
    return str(_identity(secret).to_public())


def is_recipient(text: str) -> bool:
    """Tell whether this text is a public key as age writes it."""
    try:
        return str(x25519.Recipient.from_str(text)) == text
    except (pyrage.RecipientError, UnicodeEncodeError):
        return False


def encrypt(text: bytes, recipients: Sequence[str]) -> bytes:
    """Encrypt a short text to these public keys; raises BadKey."""
    return cast(bytes, pyrage.encrypt(text, _recipients(recipients)))


def decrypt(text: bytes, secret: str) -> bytes:
    """Decrypt a short text; raises BadKey, NoMatchingKey or CannotDecrypt."""
    out = io.BytesIO()
    decrypt_stream(io.BytesIO(text), out, secret)
    return out.getvalue()


def encrypt_stream(reader: Reader, writer: Writer, recipients: Sequence[str]) -> None:
    """Encrypt all that the reader gives to these public keys; raises BadKey and whatever reader or writer raise."""
    watched = _Watched(reader, writer)
    keys = _recipients(recipients)
    try:
        pyrage.encrypt_io(watched, watched, keys)
    except (pyrage.EncryptError, OSError) as error:
        raise watched.raised or error from None


def decrypt_stream(reader: Reader, writer: Writer, secret: str) -> None:
    """Decrypt all that the reader gives with this secret key.

    Raises BadKey, NoMatchingKey, CannotDecrypt and whatever reader or writer raise. What was written before an error is
    genuine but incomplete: throw it away.
    """
    watched = _Watched(reader, writer)
    identity = _identity(secret)
    try:
        pyrage.decrypt_io(watched, watched, [identity])
    except (pyrage.DecryptError, OSError) as error:
        if watched.raised:
            raise watched.raised from None
        # pyrage has one class for all reasons; the words are those of the age crate it pins.
        if "No matching keys" in str(error):
            raise NoMatchingKey from None
        raise CannotDecrypt from None


def _identity(secret: str) -> x25519.Identity:
    try:
        return x25519.Identity.from_str(secret.strip().upper())
    except (pyrage.IdentityError, UnicodeEncodeError):
        raise BadKey from None


def _recipients(texts: Sequence[str]) -> list[x25519.Recipient]:
    try:
        return [x25519.Recipient.from_str(text) for text in texts]
    except (pyrage.RecipientError, UnicodeEncodeError):
        raise BadKey from None
