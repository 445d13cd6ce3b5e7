"""The visible state as a digest, the rebuild of all rows from the journal, and the checks of the journal itself."""

import hashlib
from collections.abc import Iterator, Sequence
from typing import Any

import msgspec

from partnerdesk.progress import Report, unwatched
from partnerdesk.store import redacting, rowvalues, sameness
from partnerdesk.store.engine import Connection, many, rows
from partnerdesk.store.fold import Fold
from partnerdesk.store.heads import CHUNK, entries_in
from partnerdesk.store.jsontext import from_text, to_text
from partnerdesk.store.kinds import Kind, kinds
from partnerdesk.store.ops import PRIVATE, decode, name_of
from partnerdesk.store.streams import Streams

_encode = msgspec.json.Encoder(order="sorted").encode
BATCH = 2000


def digests(connection: Connection) -> dict[str, str]:
    """Return for each office a digest of what it shows: two devices that hold the same show the same.

    What came before a record moved there, what is left of one that moved away, and what stays on one device is not part of it.
    """
    sums: dict[str, Any] = {}
    streams = Streams(connection)
    for kind in kinds().values():
        columns = ("scope", "id", "deleted", "heads", "extra", *kind.fields)
        cursor = connection.cursor()
        cursor.execute(f"SELECT {rowvalues.names(columns)} FROM {kind.name} ORDER BY id")
        while found := cursor.fetchmany(CHUNK):
            for scope, line in _lines(Fold(connection, streams), kind, found):
                sums.setdefault(scope, hashlib.sha256()).update(line)
    return {scope: total.hexdigest() for scope, total in sorted(sums.items())}


def _lines(fold: Fold, kind: Kind, found: Sequence[Sequence[Any]]) -> Iterator[tuple[str, bytes]]:
    heads = [entries_in(row[3]) for row in found]
    fold.read({(number, seq) for its in heads if len(its) > 1 for number, seq, _names in its})
    for (scope, record, deleted, text, extra, *values), entries in zip(found, heads, strict=True):
        if deleted and fold.is_away(fold.heads(text)):
            continue
        told = [(*fold.streams.stream(number), seq, names) for number, seq, names in entries]
        kept = {name for dot in told if dot[1] == PRIVATE for name in dot[3] or kind.stays}
        if kept:
            told = _told_without(fold, (kind.name, record), told, kept)
        shown = {
            name: rowvalues.from_column(about, value)
            for (name, about), value in zip(kind.fields.items(), values, strict=True)
            if value is not None and name not in kept
        }
        dots = sorted(_as_ever(fold, dot) for dot in told if dot[1] == scope)
        yield scope, _encode([kind.name, record, bool(deleted), shown, dots, from_text(extra)]) + b"\n"


def _told_without(
    fold: Fold, named: redacting.Name, told: Sequence[tuple[str, str, int, Any]], kept: set[str]
) -> list[tuple[str, str, int, Any]]:
    """Tell the heads of a record as a device does that has nothing of what stays here: there an erasure is the last word."""
    left = {dot[:3]: list(dot[3] or fold.lookup((dot[:2], dot[2])).set) for dot in told if dot[1] != PRIVATE}
    erasures = redacting.redactions_of(fold.connection, fold.streams, [named[1]]).get(named, [])
    for name in sorted(kept):
        given = [op for op in erasures if name in op.set]
        for op in given:
            if not any(other is not op and other.covers(op.dot) for other in given):
                left.setdefault((op.site, op.scope, op.seq), []).append(name)
    return [(*dot, sorted(names)) for dot, names in left.items()]


def _as_ever(fold: Fold, dot: tuple[str, str, int, Any]) -> tuple[str, str, int, Any]:
    """Tell of a head what version 0.1 told, whose digests must stay the same: 0 for all fields that its op set."""
    site, scope, seq, names = dot
    is_all = names == 0 or len(names) == len(fold.lookup(((site, scope), seq)).set)
    return (site, scope, seq, 0 if is_all else names)


def open_decisions(connection: Connection) -> int:
    """Return on how many fields a person has to decide."""
    return int(rows(connection, "SELECT count(*) FROM conflict")[0][0])


def rebuild(connection: Connection, report: Report = unwatched) -> None:
    """Make every row anew from the journal, inside the caller's transaction."""
    redacting.reindex(connection)
    fold = Fold(connection, Streams(connection))
    # Rows that are there keep their places, so that a list in order of arrival looks the same afterwards.
    records = {name: _all_records(connection, name) for name in kinds()}
    total, done = sum(map(len, records.values())), 0
    for name, ordered in records.items():
        for start in range(0, len(ordered), BATCH):
            part = ordered[start : start + BATCH]
            fold.refold(kinds()[name], part)
            done += len(part)
            report(done, total)
    many(
        connection,
        "DELETE FROM conflict WHERE kind NOT IN (SELECT value FROM json_each(?))",
        [(to_text(list(kinds())),)],
    )
    sameness.settle(connection)


def _all_records(connection: Connection, kind: str) -> list[str]:
    there = rows(connection, f"SELECT id FROM {kind} ORDER BY n")
    written = rows(connection, "SELECT DISTINCT record FROM op WHERE kind = ?", (kind,))
    return list(dict.fromkeys(row[0] for row in (*there, *written)))


def catch_up(connection: Connection) -> None:
    """Fold what an older version could only keep, or kept otherwise.

    These are fields that it did not know, kinds that it had no table for, and heads that it did not name by their fields.
    """
    fold = Fold(connection, Streams(connection))
    for kind in kinds().values():
        sql = f"SELECT id FROM {kind.name} WHERE extra IS NOT NULL OR (heads LIKE '%],[%' AND heads LIKE '%,0]%') ORDER BY n"
        waiting = [row[0] for row in rows(connection, sql)]
        if not rows(connection, f"SELECT 1 FROM {kind.name} LIMIT 1"):
            waiting += [
                row[0] for row in rows(connection, "SELECT DISTINCT record FROM op WHERE kind = ?", (kind.name,))
            ]
        fold.refold(kind, waiting)


def chain_breaks(connection: Connection) -> list[tuple[str, str, int]]:
    """Return (site, scope, number) of each op whose bytes or predecessor are not what they were.

    A tombstone stands for what it was where the journal holds a redaction of its record.
    """
    broken = []
    streams = Streams(connection)
    cursor = connection.cursor()
    last: tuple[int, int, bytes] = (0, 0, b"")
    for number, seq, body, kept in cursor.execute("SELECT stream, seq, body, hash FROM op ORDER BY stream, seq"):
        follows = last[:2] == (number, seq - 1)
        previous = last[2].hex() if follows else ""
        op = decode(body)
        is_true = name_of(op, body) == bytes(kept) and (not op.was or redacting.is_justified(connection, op))
        if not is_true or ((follows or seq == 1) and op.prev != previous):
            broken.append((*streams.stream(number), seq))
        last = (number, seq, bytes(kept))
    return broken


def damage(connection: Connection) -> list[str]:
    """Return what the database itself finds wrong with its pages and tables, in its own words."""
    for check in connection.dialect.checks:
        # With a damaged page the next check would fail instead of answering.
        if found := [str(row[0]) for row in rows(connection, check) if row[0] != "ok"]:
            return found
    return []
