"""Which part of the journal goes into a bundle: what the recipients may have and have not told us they hold."""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from operator import itemgetter

from partnerdesk.bundles.manifest import Vectors
from partnerdesk.store.engine import Connection, many, rows
from partnerdesk.store.ops import PRIVATE, Stream, decode
from partnerdesk.store.streams import Streams

SHARED = "shared"
"""The scope of reference data that every office receives."""


@dataclass(frozen=True)
class Slice:
    """For each stream the ops after `since` up to `top`."""

    since: Mapping[Stream, int]
    top: Mapping[Stream, int]

    def vectors(self, streams: Streams, spoken_of: Iterable[str]) -> dict[str, Vectors]:
        """Return the slice as a manifest tells it, with what we hold ourselves: our acknowledgement.

        The scopes spoken of are named even where we hold nothing of them: the recipient has to know that.
        """
        scopes: dict[str, tuple[dict[str, int], dict[str, int], dict[str, int]]] = {
            scope: ({}, {}, {}) for scope in spoken_of if scope != PRIVATE
        }
        for (site, scope), upto in self.top.items():
            since, to, has = scopes.setdefault(scope, ({}, {}, {}))
            since[site] = self.since[site, scope]
            to[site] = upto
            has[site] = streams.upto((site, scope))
        return {scope: Vectors(*parts) for scope, parts in scopes.items()}


def with_own_words(streams: Streams, told: Mapping[str, Vectors], sites: Collection[str]) -> dict[str, Vectors]:
    """Return what a manifest says of its scopes, and of what the recipients (site ids) themselves wrote in other ones.

    Whoever moves a record away writes in another office's journal, and has to hear that it arrived.
    """
    own: dict[str, dict[str, int]] = {}
    for (site, scope), (upto, _top) in streams.all().items():
        if site in sites and scope not in told and scope != PRIVATE:
            own.setdefault(scope, {})[site] = upto
    return {**told, **{scope: Vectors(has=has) for scope, has in own.items()}}


def slice_for(connection: Connection, streams: Streams, peers: Sequence[str], scopes: Iterable[str] | None) -> Slice:
    """Return what these peers (site ids) lack of these scopes; of every scope for None, and never what stays on a device.

    Counted from what every one of them acknowledged, never from what was last sent: sticks get lost.
    """
    allowed = None if scopes is None else set(scopes)
    held = {
        stream: top
        for stream, (_upto, top) in streams.all().items()
        if (allowed is None or stream[1] in allowed) and stream[1] != PRIVATE
    }
    known = [acknowledged(connection, peer) for peer in peers]
    since = {stream: min((vector.get(stream, 0) for vector in known), default=0) for stream in held}
    return Slice(since, held)


def bodies(connection: Connection, streams: Streams, part: Slice) -> Iterator[bytes]:
    """Yield the ops of a slice as their authors wrote them, stream by stream."""
    for stream in sorted(part.top):
        cursor = connection.cursor()
        numbers = (streams.number(stream), part.since[stream])
        cursor.execute("SELECT body FROM op WHERE stream = ? AND seq > ? ORDER BY seq", numbers)
        yield from map(itemgetter(0), cursor)
        cursor.close()


def capabilities(connection: Connection, streams: Streams, part: Slice) -> list[str]:
    """Return what a reader of this slice must be able to do beyond what every bundle asks."""
    uses = {"move/1": _tells_of_moves, "redact/1": _tells_of_erasure}
    return [name for name, tells in uses.items() if tells(connection, streams, part)]


def _tells_of_moves(connection: Connection, streams: Streams, part: Slice) -> bool:
    """Tell whether an op that moves a record is among these ops."""
    # A cross join begins with the few moves; SQLite would choose the whole journal.
    sql = "SELECT m.stream, m.seq FROM move_op m CROSS JOIN op o WHERE o.stream = m.stream AND o.seq = m.seq"
    moves = rows(connection, sql)
    return any((stream := streams.stream(number)) in part.since and seq > part.since[stream] for number, seq in moves)


def _tells_of_erasure(connection: Connection, streams: Streams, part: Slice) -> bool:
    """Tell whether a redaction or a tombstone is among these ops."""
    sql = (
        "SELECT o.stream, o.seq, o.body FROM redaction r CROSS JOIN op o WHERE o.record = r.record AND o.kind = r.kind"
        " ORDER BY o.stream, o.seq"
    )
    cursor = connection.cursor()
    try:
        for number, seq, body in cursor.execute(sql):
            since = part.since.get(streams.stream(number))
            if since is not None and seq > since:
                op = decode(bytes(body))
                if op.redact or op.was:
                    return True
        return False
    finally:
        cursor.close()


def acknowledged(connection: Connection, peer: str) -> dict[Stream, int]:
    """Return how far a peer has told us that it holds each stream."""
    found = rows(connection, "SELECT site, scope, upto FROM acknowledged WHERE peer = ?", (peer,))
    return {(site, scope): upto for site, scope, upto in found}


def last_heard(connection: Connection, peer: str) -> int:
    """Return the number of the latest bundle of a peer that was merged here, by the peer's own count; 0 before the first."""
    return int(rows(connection, "SELECT coalesce(max(number), 0) FROM heard WHERE peer = ?", (peer,))[0][0])


def acknowledge(connection: Connection, peer: str, told: Mapping[str, Vectors], number: int = 0) -> dict[str, Vectors]:
    """Note what a peer holds according to its own signed word, in the bundle of this number; return what counts of it.

    It may be less than before, also nothing at all of a stream: it may have undone a bundle. What an older bundle says of a
    scope, such as one that was kept aside, does not take the place of what a later one said.
    """
    latest = dict(rows(connection, "SELECT scope, number FROM heard WHERE peer = ?", (peer,)))
    scopes = {scope: vectors for scope, vectors in told.items() if number >= latest.get(scope, 0)}
    many(
        connection,
        "INSERT INTO heard (peer, scope, number) VALUES (?, ?, ?)"
        " ON CONFLICT (peer, scope) DO UPDATE SET number = excluded.number",
        [(peer, scope, number) for scope in scopes],
    )
    many(connection, "DELETE FROM acknowledged WHERE peer = ? AND scope = ?", [(peer, scope) for scope in scopes])
    many(
        connection,
        "INSERT INTO acknowledged (peer, site, scope, upto) VALUES (?, ?, ?, ?)",
        [(peer, site, scope, upto) for scope, vectors in scopes.items() for site, upto in vectors.has.items()],
    )
    return scopes
