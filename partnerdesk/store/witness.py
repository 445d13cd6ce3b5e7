"""The witness: a small file beside the database that says how many ops and bundles each site id of this installation has written.

By it a database file that somebody put back from an older copy is noticed, though machine, path and file are the same.
"""

import contextlib
import math
import os
import threading
import time
from pathlib import Path

import msgspec

WITNESS = "partnerdesk.written"
_LARGEST = 2**14
_BETWEEN_S = 0.1
_decode = msgspec.json.Decoder(dict[str, int]).decode


def bundles_of(site: str) -> str:
    """Return the name under which the witness counts the bundles of a site."""
    return f"{site} bundles"


def witnessed(database: Path) -> dict[str, int]:
    """Return how many ops, and bundles, each site id has written here according to the witness; nothing when there is none."""
    try:
        return _counts(database.with_name(WITNESS).read_bytes())
    except OSError:
        return {}


def _counts(content: bytes) -> dict[str, int]:
    try:
        return _decode(content)
    except msgspec.DecodeError:
        return {}


class Witness:
    """The witness of an open workspace; its file stays open, as each save writes to it."""

    def __init__(self, database: Path) -> None:
        self._path = database.with_name(WITNESS)
        self._file: int | None = None
        self._one_at_a_time = threading.Lock()
        self._last = -math.inf

    def is_due(self) -> bool:
        """Tell whether to note now what a site has written; of saves that come within a tenth of a second, one is enough.

        A copy of the database that is older than that is noticed all the same.
        """
        return time.monotonic() - self._last >= _BETWEEN_S

    def bear(self, site: str, count: int) -> None:
        """Note that a site has written so much, after it was committed.

        It is not forced to the disk: after a power cut it may know less than the database, and then it only notices less.
        """
        with self._one_at_a_time, contextlib.suppress(OSError):
            self._last = time.monotonic()
            if self._file is None:
                self._file = os.open(self._path, os.O_RDWR | os.O_CREAT | getattr(os, "O_BINARY", 0), 0o600)
            os.lseek(self._file, 0, os.SEEK_SET)
            # Another program may have this workspace open as well.
            content = os.read(self._file, _LARGEST)
            known = _counts(content)
            if known.get(site, 0) < count:
                os.lseek(self._file, 0, os.SEEK_SET)
                length = os.write(self._file, msgspec.json.encode({**known, site: count}))
                if length < len(content):
                    os.ftruncate(self._file, length)

    def close(self) -> None:
        """Let go of the file; it is opened again when it is needed."""
        with self._one_at_a_time:
            if self._file is not None:
                os.close(self._file)
                self._file = None
