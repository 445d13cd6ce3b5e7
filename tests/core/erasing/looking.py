"""Looking for words everywhere that a device keeps them: each page of its files decrypted, and the bundles that it writes."""

import _hashlib
import ctypes
from collections.abc import Iterator
from pathlib import Path

import pytest

from partnerdesk import sending
from partnerdesk.bundles import container
from partnerdesk.desk import Desk
from partnerdesk.store import keyslot
from partnerdesk.store.engine import rows
from partnerdesk.store.kinds import kinds
from partnerdesk.store.packing import unpacked
from partnerdesk.workspace import KEYSLOT
from tests.core.devices import PASSPHRASE

PAGE, RESERVE, IV = 4096, 80, 16
WAL_HEADER, FRAME_HEADER = 32, 24


def on_disk(desk: Desk) -> bytes:
    """Return what the database's files hold without encryption: every page, free ones and the log included."""
    key = keyslot.open_with_passphrase(desk.folder / KEYSLOT, PASSPHRASE)
    database = desk.database.read_bytes()
    log = desk.database.with_name(desk.database.name + "-wal")
    frames = log.read_bytes()[WAL_HEADER:] if log.exists() else b""
    pages = [database[start : start + PAGE] for start in range(0, len(database), PAGE)]
    step = FRAME_HEADER + PAGE
    pages += [frames[start + FRAME_HEADER : start + step] for start in range(0, len(frames), step)]
    found = b"".join(_decrypted(pages, key))
    assert b"CREATE TABLE" in found, "nothing was decrypted"
    return found + in_tables(desk)


def in_tables(desk: Desk) -> bytes:
    """Return what the tables hold that records are kept in, whatever database they lie in."""
    tables = ("op", "fork", "notice", "setting", "blob_piece", *kinds())
    with desk.reading() as connection:
        records = [row for table in tables for row in rows(connection, f"SELECT * FROM {table}")]  # noqa: S608
        found = [str([_plain(value) for value in row]) for row in records]
        waiting = [line for (body,) in rows(connection, "SELECT body FROM staged") for line in unpacked(bytes(body))]
    return "\n".join(found).encode() + b"\n".join(waiting)


def _plain(value: object) -> object:
    return bytes(value).decode("utf-8", "replace") if isinstance(value, bytes | memoryview) else value


def _decrypted(pages: list[bytes], key: bytes) -> Iterator[bytes]:
    """Yield pages as SQLCipher 4 encrypted them: AES-256-CBC, the IV in the reserved end, the salt before the first page."""
    try:
        crypto = ctypes.CDLL(_hashlib.__file__)
        crypto.EVP_CIPHER_CTX_new.restype = crypto.EVP_aes_256_cbc.restype = ctypes.c_void_p
    except (OSError, AttributeError):
        pytest.skip("the system's OpenSSL cannot be reached, so pages cannot be decrypted")
    context, cipher = ctypes.c_void_p(crypto.EVP_CIPHER_CTX_new()), ctypes.c_void_p(crypto.EVP_aes_256_cbc())
    written = ctypes.c_int()
    for number, page in enumerate(pages):
        sealed, iv = page[:-RESERVE], page[-RESERVE : -RESERVE + IV]
        sealed = sealed[IV:] if number == 0 else sealed
        plain = ctypes.create_string_buffer(len(sealed) + IV)
        crypto.EVP_DecryptInit_ex(context, cipher, None, key, iv)
        crypto.EVP_CIPHER_CTX_set_padding(context, 0)
        crypto.EVP_DecryptUpdate(context, plain, ctypes.byref(written), sealed, len(sealed))
        yield plain.raw[: written.value]
    crypto.EVP_CIPHER_CTX_free(context)


def in_bundles(sender: Desk, receiver: Desk, target: Path) -> bytes:
    """Return the lines of a bundle that one device writes for another one now."""
    sending.export(sender, [receiver.office], target)
    return b"\n".join(container.read(target, receiver.keys()).lines)
