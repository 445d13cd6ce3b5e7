"""The bytes of attachments in the encrypted store: kept in pieces under their SHA-256, and checked whenever they are read."""

import hashlib
from collections.abc import Collection, Iterable

from partnerdesk.store.engine import Connection, many, rows

PIECE = 256 * 1024
_CHUNK = 400

_UNUSED = """
    NOT EXISTS (SELECT 1 FROM attachment a WHERE a.sha256 = blob.sha256)
    AND NOT EXISTS (SELECT 1 FROM blob_came c JOIN receipt r ON r.id = c.receipt
                    WHERE c.sha256 = blob.sha256 AND r.state <> 'applied')
"""


class Damaged(Exception):  # noqa: N818  reads as what it is
    """The bytes are not those whose SHA-256 this is, or not all of them are there."""


def put(connection: Connection, content: bytes | memoryview, *, held: bool) -> str:
    """Keep bytes and return their SHA-256; sound ones that are there already stay as they are.

    Not `held` are those that a waiting bundle brought: they show nowhere before it is accepted.
    """
    sha256 = hashlib.sha256(content).hexdigest()
    there = rows(connection, "SELECT held, sound FROM blob WHERE sha256 = ?", (sha256,))
    if there and there[0][1]:
        if held and not there[0][0]:
            hold(connection, [sha256])
        return sha256
    held = held or bool(there and there[0][0])
    _drop(connection, [sha256])
    many(
        connection,
        "INSERT INTO blob (sha256, bytes, held, sound) VALUES (?, ?, ?, ?)",
        [(sha256, len(content), held, True)],
    )
    many(
        connection,
        "INSERT INTO blob_piece (sha256, number, content) VALUES (?, ?, ?)",
        (
            (sha256, number, bytes(content[start : start + PIECE]))
            for number, start in enumerate(range(0, len(content), PIECE))
        ),
    )
    return sha256


def read(connection: Connection, sha256: str) -> bytes:
    """Return the bytes of a blob; raises Damaged unless they are those that were kept."""
    found = rows(connection, "SELECT content FROM blob_piece WHERE sha256 = ? ORDER BY number", (sha256,))
    content = b"".join(bytes(piece) for (piece,) in found)
    if hashlib.sha256(content).hexdigest() != sha256:
        raise Damaged(sha256)
    return content


def hold(connection: Connection, wanted: Iterable[str]) -> None:
    """Take blobs that a bundle brought for good."""
    many(connection, "UPDATE blob SET held = ? WHERE sha256 = ?", [(True, sha256) for sha256 in wanted])


def held(connection: Connection, wanted: Collection[str]) -> dict[str, tuple[int, bool]]:
    """Return size in bytes and soundness of those of these blobs that are here."""
    found: dict[str, tuple[int, bool]] = {}
    ordered = sorted(wanted)
    for start in range(0, len(ordered), _CHUNK):
        part = ordered[start : start + _CHUNK]
        marks = ",".join("?" * len(part))
        sql = f"SELECT sha256, bytes, sound FROM blob WHERE held AND sha256 IN ({marks})"
        found |= {sha256: (size, bool(sound)) for sha256, size, sound in rows(connection, sql, part)}
    return found


def damaged(connection: Connection) -> list[str]:
    """Read every blob and return those whose bytes are no longer what they were."""
    found = []
    for (sha256,) in rows(connection, "SELECT sha256 FROM blob ORDER BY sha256"):
        try:
            read(connection, sha256)
        except Damaged:
            found.append(sha256)
    return found


def mark_damaged(connection: Connection, found: Iterable[str]) -> None:
    """Note that blobs are damaged: they are then asked for again."""
    many(connection, "UPDATE blob SET sound = ? WHERE sha256 = ?", [(False, sha256) for sha256 in found])


def drop_unused(connection: Connection) -> int:
    """Remove the blobs that nothing refers to, and return how many.

    What a deleted attachment refers to stays, since the deletion can be undone; so does what a bundle that waits or was undone
    brought. An attachment whose fingerprint was erased refers to nothing.
    """
    unused = [row[0] for row in rows(connection, f"SELECT sha256 FROM blob WHERE {_UNUSED}")]
    _drop(connection, unused)
    return len(unused)


def forget(connection: Connection, erased: Iterable[str]) -> None:
    """Remove blobs that erased attachments named and that no other attachment names, also where a bundle waits with them."""
    alone = [
        sha256
        for sha256 in sorted(erased)
        if not rows(connection, "SELECT 1 FROM attachment WHERE sha256 = ? LIMIT 1", (sha256,))
    ]
    many(connection, "DELETE FROM blob_came WHERE sha256 = ?", [(sha256,) for sha256 in alone])
    many(connection, "DELETE FROM wanted WHERE sha256 = ?", [(sha256,) for sha256 in alone])
    _drop(connection, alone)


def _drop(connection: Connection, unwanted: Iterable[str]) -> None:
    named = [(sha256,) for sha256 in unwanted]
    many(connection, "DELETE FROM blob_piece WHERE sha256 = ?", named)
    many(connection, "DELETE FROM blob WHERE sha256 = ?", named)
