"""The fold: takes new ops into the journal and brings the rows of their records up to date, in the caller's transaction."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from itertools import chain, islice
from operator import itemgetter
from typing import Any

import msgspec

from partnerdesk.store import redacting, rowvalues, sameness
from partnerdesk.store.engine import Connection, many, rows
from partnerdesk.store.folded import Folded, followed, names_or_all, row_of
from partnerdesk.store.homes import MOVED, SEES_ALL_OFFICES, home, is_away, late
from partnerdesk.store.identity import setting
from partnerdesk.store.kinds import Kind, kinds
from partnerdesk.store.merge import DELETED, Heads, conflicting, shown, standing
from partnerdesk.store.ops import Dot, Op, decode
from partnerdesk.store.streams import Streams

CHUNK = 400
MOST_AT_HAND = 20_000
"""So many ops of the journal are kept in memory between two folds."""

_NO_CONFLICTS = "DELETE FROM conflict WHERE kind = ? AND record = ?"
_CONFLICT = "INSERT INTO conflict (record, field, kind, scope) VALUES (?, ?, ?, ?)"
_encode = msgspec.json.Encoder().encode
_decode = msgspec.json.Decoder().decode


class NewOp(msgspec.Struct, frozen=True, gc=False):
    """An op that is not yet in the journal, with the bytes as its author wrote them."""

    op: Op
    body: bytes
    hash: bytes
    receipt: str | None = None


class Changed(msgspec.Struct, frozen=True, gc=False):
    """What a fold did to one record."""

    kind: str
    record: str
    is_new: bool
    conflicts: tuple[str, ...]
    erased: bool = False
    """Whether nothing is left of it."""


@dataclass
class Fold:
    """Folds ops inside one transaction; `streams` and the ops it has read are kept for its duration."""

    connection: Connection
    streams: Streams
    _ops: dict[Dot, Op] = field(default_factory=dict)

    @cached_property
    def _only(self) -> str | None:
        """The one office whose journal this device receives; None for a device that receives several.

        A shared database holds those of everybody who works in it, and rows are the same whoever writes them.
        """
        if self.connection.own is not self.connection:
            return None
        who = setting(self.connection, "identity") or {}
        return None if who.get("role") in SEES_ALL_OFFICES else who.get("office")

    def is_away(self, heads: Heads) -> bool:
        """Tell whether a record moved to an office whose records this device does not receive."""
        return MOVED in heads.fields and is_away(heads, self.lookup, self._only)

    def take_in(self, fresh: Sequence[NewOp]) -> list[Changed]:
        """Append ops that are new to the journal and fold them into the rows; the caller has checked them.

        What redactions erase, of these or of others, is taken from them first.
        """
        admitted = redacting.admit(self.connection, self.streams, fresh)
        fresh = admitted.ops
        number = self.streams.number
        appended = [
            (number((op.site, op.scope)), op.seq, op.id, op.kind, new.body, new.hash, new.receipt)
            for new in fresh
            for op in (new.op,)
        ]
        many(
            self.connection,
            "INSERT INTO op (stream, seq, record, kind, body, hash, receipt) VALUES (?, ?, ?, ?, ?, ?, ?)",
            appended,
        )
        moves = [(number(new.op.stream), new.op.seq) for new in fresh if MOVED in new.op.set]
        many(self.connection, "INSERT INTO move_op (stream, seq) VALUES (?, ?) ON CONFLICT DO NOTHING", moves)
        self.streams.extend((row[0], row[1]) for row in appended)
        if not admitted.redacted:
            return self.fold(new.op for new in fresh)
        changes = self.fold(new.op for new in fresh if (new.op.kind, new.op.id) not in admitted.redacted)
        return changes + [Changed(*about) for about in redacting.fold_anew(self, admitted)]

    def fold(self, ops: Iterable[Op]) -> list[Changed]:
        """Fold ops that the journal holds into the rows of their records; kinds of a newer version stay journal only."""
        if len(self._ops) > MOST_AT_HAND:
            self._ops.clear()
        by_kind: dict[str, dict[str, list[Op]]] = defaultdict(lambda: defaultdict(list))
        for op in ops:
            self._ops[(op.site, op.scope), op.seq] = op
            if op.set:
                # Without, it is a tombstone whose redaction is still to come.
                by_kind[op.kind][op.id].append(op)
        changes: list[Changed] = []
        self._guard(1)
        for name, records in by_kind.items():
            if (kind := kinds().get(name)) is None:
                continue
            remaining = iter(records.items())
            while chunk := dict(islice(remaining, CHUNK)):
                changes += self._fold_chunk(kind, chunk)
        self._guard(0)
        sameness.follow(self.connection, ((one.kind, one.record) for one in changes))
        return changes

    def refold(self, kind: Kind, records: Collection[str]) -> None:
        """Make these rows anew from the journal, whatever they hold; those of which the journal knows nothing go."""
        ordered = list(dict.fromkeys(records))
        self._guard(1)
        for start in range(0, len(ordered), CHUNK):
            part = ordered[start : start + CHUNK]
            self._ops.clear()
            ops: dict[str, list[Op]] = {record: [] for record in part}
            for op in journal_ops(self.connection, kind, part):
                self._ops[op.dot] = op
                ops[op.id].append(op)
            gone = [(record,) for record in part if not any(op.set for op in ops[record])]
            many(self.connection, f"DELETE FROM {kind.name} WHERE id = ?", gone)
            many(self.connection, _NO_CONFLICTS, [(kind.name, record) for record in part])
            left = {record: its for record, its in ops.items() if any(op.set for op in its)}
            self._fold_chunk(kind, left, anew=True)
        self._guard(0)
        sameness.follow(self.connection, ((kind.name, record) for record in ordered))

    def _guard(self, writing: int) -> None:
        many(self.connection, "UPDATE guard SET writing = ?", [(writing,)])

    def _fold_chunk(self, kind: Kind, records: dict[str, list[Op]], *, anew: bool = False) -> list[Changed]:
        in_order = itemgetter(*rowvalues.columns(kind))
        found = {} if anew else {row["id"]: row for row in self._rows(kind, list(records))}
        self.read_heads(found.values())
        written, changes = [], []
        decided: list[tuple[str, str]] = []
        undecided: list[tuple[str, ...]] = []
        altered: dict[tuple[str, ...], list[tuple[Any, ...]]] = defaultdict(list)
        for record, ops in records.items():
            row = found.get(record)
            number = self.streams.number((ops[0].site, ops[0].scope))
            folded = followed(number, row, ops, self.lookup) or self._compared(kind, record, row, ops)
            new_row = row_of(kind, record, row, folded, ops)
            if row is None:
                written.append(in_order(new_row))
            else:
                # Naming the other columns would write their indexes anew.
                names = tuple([name for name, value in new_row.items() if value != row[name]])
                altered[names].append((*[new_row[name] for name in names], record))
            if folded.conflicts or (row is not None and row["conflicts"]):
                decided.append((kind.name, record))
                undecided += [(record, name, kind.name, new_row["scope"]) for name in folded.conflicts]
            changes.append(Changed(kind.name, record, row is None, tuple(sorted(folded.conflicts))))
        many(self.connection, rowvalues.upsert(kind), written)
        for names, its_rows in altered.items():
            if names:
                many(self.connection, rowvalues.update(kind, names), its_rows)
        many(self.connection, _NO_CONFLICTS, decided)
        many(self.connection, _CONFLICT, undecided)
        return changes

    def _compared(self, kind: Kind, record: str, row: dict[str, Any] | None, ops: list[Op]) -> Folded:
        """Fold ops of any kind, each compared with the heads of its fields."""
        heads = Heads() if row is None else self.heads(row["heads"])
        touched = {name for op in ops for name in heads.add(op, self.lookup)}
        if any(DELETED in op.set for op in ops):
            its_ops = journal_ops(self.connection, kind, [record])
            heads.fields[DELETED] = standing([op for op in its_ops if DELETED in op.set])
        values = shown(heads, self.lookup, touched)
        away = self.is_away(heads)
        # A device where a record no longer is has nothing to decide about it.
        open_fields = [] if away else dict.fromkeys((*conflicting(heads, self.lookup), *late(heads, self.lookup)))
        return Folded(
            values,
            self.heads_text(heads),
            list(open_fields),
            deleted=away or bool(values.get(DELETED)),
            scope=home(heads, self.lookup),
        )

    def _rows(self, kind: Kind, records: list[str]) -> Iterator[dict[str, Any]]:
        columns = rowvalues.columns(kind)
        sql = f"SELECT {rowvalues.names(columns)} FROM {kind.name} WHERE id IN ({','.join('?' * len(records))})"
        for row in rows(self.connection, sql, records):
            yield dict(zip(columns, row, strict=True))

    def row(self, kind: Kind, record: str) -> dict[str, Any] | None:
        """Return a record's row as the database holds it."""
        return next(self._rows(kind, [record]), None)

    # Heads in a row: [stream number, seq, fields], where 0 for the fields means all that the op set. Most records were
    # written once, so most rows hold one such entry.

    def heads(self, text: str) -> Heads:
        """Read the heads column of a row."""
        result = Heads()
        for number, seq, names in _decode(text):
            dot = (self.streams.stream(number), seq)
            for name in names or self.lookup(dot).set:
                result.fields.setdefault(name, []).append(dot)
        for dots in result.fields.values():
            dots.sort()
        return result

    def heads_text(self, heads: Heads) -> str:
        """Write the heads column of a row."""
        by_dot: dict[Dot, list[str]] = defaultdict(list)
        for name, dots in heads.fields.items():
            for dot in dots:
                by_dot[dot].append(name)
        entries = [
            (self.streams.number(dot[0]), dot[1], names_or_all(names, self.lookup(dot)))
            for dot, names in sorted(by_dot.items())
        ]
        return _encode(entries).decode()

    def read_heads(self, found: Iterable[dict[str, Any]]) -> None:
        """Read the ops that are heads of these rows, many at once."""
        self.read({(number, seq) for row in found for number, seq, _names in _decode(row["heads"])})

    def read(self, wanted: Collection[tuple[int, int]]) -> None:
        """Read ops by (stream number, seq), many at once, as far as they are not at hand."""
        stream = self.streams.stream
        self.streams.know({number for number, _seq in wanted})
        missing = [(number, seq) for number, seq in wanted if (stream(number), seq) not in self._ops]
        for start in range(0, len(missing), CHUNK):
            part = missing[start : start + CHUNK]
            sql = f"SELECT stream, seq, body FROM op WHERE (stream, seq) IN (VALUES {','.join(['(?, ?)'] * len(part))})"
            for number, seq, body in rows(self.connection, sql, list(chain.from_iterable(part))):
                self._ops[stream(number), seq] = decode(body)

    def lookup(self, dot: Dot) -> Op:
        """Return an op of the journal."""
        if (op := self._ops.get(dot)) is None:
            key = (self.streams.number(dot[0]), dot[1])
            body = rows(self.connection, "SELECT body FROM op WHERE stream = ? AND seq = ?", key)[0][0]
            op = self._ops[dot] = decode(body)
        return op


def journal_ops(connection: Connection, kind: Kind, records: Sequence[str]) -> Iterator[Op]:
    """Yield every op of these records of a kind."""
    for start in range(0, len(records), CHUNK):
        part = records[start : start + CHUNK]
        sql = f"SELECT body FROM op WHERE record IN ({','.join('?' * len(part))}) AND kind = ?"
        for (body,) in rows(connection, sql, [*part, kind.name]):
            yield decode(body)
