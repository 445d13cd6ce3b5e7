"""Ops that wait outside the journal, many in one compressed frame."""

import sys
from collections.abc import Callable, Sequence

from partnerdesk.store.engine import Connection, many, rows

if sys.version_info >= (3, 14):
    from compression import zstd
else:
    from backports import zstd

PACKED = 1
"""The level at which ops wait in the database: quick, and still a fraction of their size."""

_ZSTD_MAGIC = b"\x28\xb5\x2f\xfd"


def packed(lines: Sequence[bytes]) -> bytes:
    """Return lines as one compressed frame, for keeping them in the database."""
    return zstd.compress(b"\n".join(lines), PACKED)


def unpacked(body: bytes) -> list[bytes]:
    """Return the lines of such a frame; version 0.1 kept each line by itself and as it was."""
    return (zstd.decompress(body) if body.startswith(_ZSTD_MAGIC) else body).split(b"\n")


def change_waiting(connection: Connection, change: Callable[[bytes], bytes | None], receipt: str = "") -> None:
    """Change ops that wait outside the journal, of one receipt or of all; None takes one out."""
    sql = "SELECT receipt, line FROM staged WHERE receipt = ? OR ? = ''"
    for its_receipt, line in rows(connection, sql, (receipt, receipt)):
        place = (its_receipt, line)
        held = unpacked(bytes(rows(connection, "SELECT body FROM staged WHERE receipt = ? AND line = ?", place)[0][0]))
        left = [new for body in held if (new := change(body)) is not None]
        if left == held:
            continue
        if left:
            many(connection, "UPDATE staged SET body = ? WHERE receipt = ? AND line = ?", [(packed(left), *place)])
        else:
            many(connection, "DELETE FROM staged WHERE receipt = ? AND line = ?", [place])
