"""Attachments in bundles: which travel, what is asked for, and what becomes of those that arrived. See FORMAT.md."""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

import msgspec

from partnerdesk.bundles.limits import MIB
from partnerdesk.bundles.manifest import Blob, Vectors
from partnerdesk.bundles.slices import Slice
from partnerdesk.store import blobs, redacting
from partnerdesk.store.engine import Connection, many, rows
from partnerdesk.store.fold import journal_ops
from partnerdesk.store.kinds import kind_named

USUAL_BYTES = 100 * MIB
"""So much travels in one bundle unless somebody chooses otherwise; the rest is asked for and comes with the next ones."""

MOST_BYTES = 200 * MIB
"""A bundle file may have 256 MiB, and the ops need room too."""

_MOST_GOING = 2000
_MOST_LISTED = 4000
_MOST_WANTED = 4000
"""A manifest may have 1 MiB."""


@dataclass(frozen=True)
class Choice:
    """The attachments of a bundle: those that the manifest lists, and of these the ones that travel."""

    listed: tuple[Blob, ...] = ()
    going: tuple[str, ...] = ()
    bytes: int = 0
    left: int = 0
    """Those that the recipients lack, that are here and do not travel now: somebody chose so, or they are too large."""


def choose(
    connection: Connection, peers: Sequence[str], part: Slice, scopes: Collection[str] | None, most_bytes: int
) -> Choice:
    """Choose attachments for these peers (site ids): those new in this slice, and those that a peer of them asked for.

    Only attachments that may travel, of these scopes (of all for None), the smallest first and at most so many bytes together; 0
    for none. What a peer holds by its own word is not sent again.
    """
    lacking = _lacking(connection, peers, part, scopes)
    here = blobs.held(connection, list(lacking))
    sound = {sha256: size for sha256, (size, is_sound) in here.items() if is_sound}
    going: list[str] = []
    total = 0
    for sha256, size in sorted(sound.items(), key=lambda one: (one[1], one[0])):
        if len(going) == _MOST_GOING or total + size > min(most_bytes, MOST_BYTES):
            break
        going.append(sha256)
        total += size
    others = sorted(lacking.keys() - set(going))
    listed = [*going, *others[: _MOST_LISTED - len(going)]]
    return Choice(
        tuple(Blob(sha256, sound.get(sha256, lacking[sha256].bytes), lacking[sha256].media_type) for sha256 in listed),
        tuple(going),
        total,
        len(sound) - len(going),
    )


def contents(connection: Connection, going: Iterable[str]) -> Iterator[bytes]:
    """Yield the bytes of attachments one by one; a damaged one does not travel, so that it can come from elsewhere."""
    for sha256 in going:
        try:
            yield blobs.read(connection, sha256)
        except blobs.Damaged:
            continue


def with_wants(connection: Connection, scopes: Mapping[str, Vectors]) -> dict[str, Vectors]:
    """Return what a manifest says of its scopes together with the attachments that we know of and have not got."""
    wanted: dict[str, list[str]] = {}
    sql = f"""
        SELECT DISTINCT a.scope, a.sha256 FROM attachment a
        WHERE NOT a.deleted AND a.sha256 IS NOT NULL AND coalesce(a.include_in_bundle, TRUE)
              AND NOT EXISTS (SELECT 1 FROM blob b WHERE b.sha256 = a.sha256 AND b.held AND b.sound)
        ORDER BY a.sha256 LIMIT {_MOST_WANTED}
    """  # noqa: S608  a number of ours
    for scope, sha256 in rows(connection, sql):
        if _is_digest(sha256):
            wanted.setdefault(scope, []).append(sha256)
    return {scope: msgspec.structs.replace(told, wants=wanted.get(scope, [])) for scope, told in scopes.items()}


def note_wants(connection: Connection, peer: str, scopes: Mapping[str, Vectors]) -> None:
    """Note which attachments a peer has not got by its own signed word; it replaces what the peer said before."""
    many(connection, "DELETE FROM wanted WHERE peer = ? AND scope = ?", [(peer, scope) for scope in scopes])
    many(
        connection,
        "INSERT INTO wanted (peer, scope, sha256) VALUES (?, ?, ?)",
        [(peer, scope, sha256) for scope, told in scopes.items() for sha256 in sorted(set(told.wants))],
    )


def stage(connection: Connection, receipt: str, attachments: Mapping[str, memoryview]) -> None:
    """Keep what a bundle brought, whose bytes were checked, until somebody accepts the bundle or throws it away."""
    for content in attachments.values():
        blobs.put(connection, content, held=False)
    many(
        connection,
        "INSERT INTO blob_came (receipt, sha256) VALUES (?, ?)",
        [(receipt, sha256) for sha256 in attachments],
    )


def accept(connection: Connection, receipt: str) -> None:
    """Take for good what a bundle brought; undoing the bundle leaves it here."""
    blobs.hold(connection, _came_with(connection, receipt))
    # The sender may not have known that what it sends was erased.
    if redacting.has_erased(connection, redacting.ATTACHMENT) and blobs.drop_unused(connection):
        redacting.note_residue(connection)


def are_sound(connection: Connection, receipt: str) -> bool:
    """Tell whether none of the files that a bundle brought was damaged since."""
    sql = "SELECT 1 FROM blob_came c JOIN blob b ON b.sha256 = c.sha256 WHERE c.receipt = ? AND NOT b.sound LIMIT 1"
    return not rows(connection, sql, (receipt,))


def discard(connection: Connection, receipt: str) -> None:
    """Let go of what a bundle that is thrown away brought, unless something else needs it."""
    many(connection, "DELETE FROM blob_came WHERE receipt = ?", [(receipt,)])
    blobs.drop_unused(connection)


def _came_with(connection: Connection, receipt: str) -> list[str]:
    return [row[0] for row in rows(connection, "SELECT sha256 FROM blob_came WHERE receipt = ?", (receipt,))]


def _lacking(
    connection: Connection, peers: Sequence[str], part: Slice, scopes: Collection[str] | None
) -> dict[str, Blob]:
    """Return the attachments that a peer lacks: what it wants, and what it will learn of from this slice."""
    asked = {row[0] for peer in peers for row in rows(connection, "SELECT sha256 FROM wanted WHERE peer = ?", (peer,))}
    known = _may_travel(connection)
    new = set(_new_in(connection, part, list(known)))
    return {
        blob.sha256: blob
        for record, (scope, blob) in known.items()
        if record in new or (blob.sha256 in asked and (scopes is None or scope in scopes))
    }


def _may_travel(connection: Connection) -> dict[str, tuple[str, Blob]]:
    """Return scope and blob of every attachment that may leave this device, by record."""
    sql = (
        "SELECT id, scope, sha256, bytes, media_type FROM attachment"
        " WHERE NOT deleted AND sha256 IS NOT NULL AND coalesce(include_in_bundle, TRUE)"
    )
    return {
        record: (scope, Blob(sha256, max(0, size or 0), _short(media_type)))
        for record, scope, sha256, size, media_type in rows(connection, sql)
        if _is_digest(sha256)
    }


def _new_in(connection: Connection, part: Slice, records: Sequence[str]) -> Iterator[str]:
    """Yield those of these attachments whose bytes are named by an op of the slice."""
    for op in journal_ops(connection, kind_named("attachment"), records):
        if "sha256" in op.set and part.since.get(op.stream, 0) < op.seq <= part.top.get(op.stream, 0):
            yield op.id


def _is_digest(text: str) -> bool:
    return len(text) == 64 and set(text) <= set("0123456789abcdef")


def _short(text: str | None) -> str:
    """Return a media type as a manifest can tell it; somebody else's program may have written anything."""
    return text if text and text.isprintable() and len(text) <= 200 else ""
