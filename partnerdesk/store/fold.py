"""The fold: takes new ops into the journal and brings the rows of their records up to date, in the caller's transaction."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from itertools import chain, islice
from operator import itemgetter
from typing import Any

import msgspec

from partnerdesk.store import redacting, rowvalues, sameness
from partnerdesk.store.engine import Connection, many, rows
from partnerdesk.store.folded import Folded, followed, met, row_of
from partnerdesk.store.heads import CHUNK, OpsAtHand, entries_in, without
from partnerdesk.store.homes import ABOUT_RECORD, MOVED, SEES_ALL_OFFICES, home, is_away, late
from partnerdesk.store.identity import setting
from partnerdesk.store.kinds import Kind, kinds
from partnerdesk.store.merge import DELETED, Heads, conflicting, shown, standing
from partnerdesk.store.ops import Op, decode

MOST_AT_HAND = 20_000
"""So many ops of the journal are kept in memory between two folds."""

_SETTLED = "DELETE FROM conflict WHERE record = ? AND field = ? AND kind = ?"
_CONFLICT = "INSERT INTO conflict (record, field, kind, scope) VALUES (?, ?, ?, ?)"


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
    erased: bool = False
    """Whether nothing is left of it."""


@dataclass
class Fold(OpsAtHand):
    """Folds ops inside one transaction; what it has read of the journal stays for its duration, rows until one is written."""

    _found: dict[tuple[str, str], dict[str, Any]] = field(default_factory=dict)

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
        sameness.follow(self.connection, _come_or_gone(changes, by_kind))
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
            many(
                self.connection,
                "DELETE FROM conflict WHERE kind = ? AND record = ?",
                [(kind.name, one) for one in part],
            )
            left = {record: its for record, its in ops.items() if any(op.set for op in its)}
            self._fold_chunk(kind, left, anew=True)
        self._guard(0)
        sameness.follow(self.connection, ((kind.name, record) for record in ordered))

    def _guard(self, writing: int) -> None:
        if not writing:
            self.forget_rows()
        many(self.connection, "UPDATE guard SET writing = ?", [(writing,)])

    def _fold_chunk(self, kind: Kind, records: dict[str, list[Op]], *, anew: bool = False) -> list[Changed]:
        in_order = itemgetter(*rowvalues.columns(kind))
        found = {} if anew else self._rows(kind, records)
        entries = {record: entries_in(row["heads"]) for record, row in found.items()}
        if len(entries) > 1:
            # A save meets one op or two, and often needs none of them.
            self.read(set(chain.from_iterable(met(its, records[record]) for record, its in entries.items())))
        written, changes = [], []
        settled: list[tuple[str, ...]] = []
        opened: list[tuple[str, ...]] = []
        altered: dict[tuple[str, ...], list[tuple[Any, ...]]] = defaultdict(list)
        for record, ops in records.items():
            row = found.get(record)
            number = self.streams.number((ops[0].site, ops[0].scope))
            folded = (
                followed(number, row, entries.get(record, ()), ops, self.lookup)
                or self._compared_in_part(row, entries.get(record, ()), ops)
                or self._compared(kind, record, row, ops)
            )
            new_row = row_of(kind, record, row, folded, ops)
            if row is None:
                written.append(in_order(new_row))
            else:
                # Naming the other columns would write their indexes anew.
                names = tuple([name for name, value in new_row.items() if value != row[name]])
                altered[names].append((*[new_row[name] for name in names], record))
            if folded.settled or folded.opened:
                settled += [(record, name, kind.name) for name in folded.settled]
                opened += [(record, name, kind.name, folded.scope) for name in folded.opened]
            changes.append(Changed(kind.name, record, row is None))
        many(self.connection, rowvalues.upsert(kind), written)
        for names, its_rows in altered.items():
            if names:
                many(self.connection, rowvalues.update(kind, names), its_rows)
        many(self.connection, _SETTLED, settled)
        many(self.connection, _CONFLICT, opened)
        return changes

    def _compared_in_part(
        self, row: dict[str, Any] | None, before: Sequence[Sequence[Any]], ops: list[Op]
    ) -> Folded | None:
        """Compare ops with the heads of the fields that they set alone; None where they concern the whole record.

        A partner that twenty offices edit has as many heads, of which a save meets one or two.
        """
        if row is None:
            return None
        entries = self.told(before)
        fields = {name for op in ops for name in op.set}
        told = chain.from_iterable(names for _number, _seq, names in entries)
        if not (ABOUT_RECORD.isdisjoint(fields) and ABOUT_RECORD.isdisjoint(told)):
            return None
        heads = self.heads_among(entries, fields)
        were_open = set(conflicting(heads, self.lookup)) if row["conflicts"] else set()
        touched = {name for op in ops for name in heads.add(op, self.lookup)}
        if home(heads, self.lookup) != row["scope"]:
            return None
        are_open = set(conflicting(heads, self.lookup))
        text = self.heads_text(heads, without(entries, fields))
        values = shown(heads, self.lookup, touched)
        return Folded(
            values, text, sorted(were_open - are_open), sorted(are_open - were_open), deleted=False, scope=row["scope"]
        )

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
        sql = "SELECT field FROM conflict WHERE kind = ? AND record = ?"
        were_open = rows(self.connection, sql, (kind.name, record)) if row is not None and row["conflicts"] else []
        return Folded(
            values,
            self.heads_text(heads),
            [field for (field,) in were_open],
            list(open_fields),
            deleted=away or bool(values.get(DELETED)),
            scope=home(heads, self.lookup),
        )

    def _rows(self, kind: Kind, records: Iterable[str]) -> dict[str, dict[str, Any]]:
        """Return the rows that are there, by record."""
        found = {record: row for record in records if (row := self._found.get((kind.name, record)))}
        if missing := [record for record in records if record not in found]:
            columns = rowvalues.columns(kind)
            sql = f"SELECT {rowvalues.names(columns)} FROM {kind.name} WHERE id IN ({','.join('?' * len(missing))})"
            for values in rows(self.connection, sql, missing):
                row = dict(zip(columns, values, strict=True))
                found[row["id"]] = row
        return found

    def row(self, kind: Kind, record: str) -> dict[str, Any] | None:
        """Return a record's row as the database holds it."""
        row = self._rows(kind, [record]).get(record)
        if row is not None:
            # Who looks at a record may be about to change it.
            self._found[kind.name, record] = row
        return row

    def forget_rows(self) -> None:
        """Read rows anew from now on."""
        self._found.clear()


def _come_or_gone(
    changes: Iterable[Changed], by_kind: Mapping[str, Mapping[str, Sequence[Op]]]
) -> Iterator[tuple[str, str]]:
    """Yield the verdicts among these, and what is new or not there any more: nothing else changes who is shown under whom."""
    for one in changes:
        ops = by_kind[one.kind][one.record]
        if one.is_new or one.kind == sameness.KIND or any(not ABOUT_RECORD.isdisjoint(op.set) for op in ops):
            yield one.kind, one.record


def journal_ops(connection: Connection, kind: Kind, records: Sequence[str]) -> Iterator[Op]:
    """Yield every op of these records of a kind."""
    for start in range(0, len(records), CHUNK):
        part = records[start : start + CHUNK]
        sql = f"SELECT body FROM op WHERE record IN ({','.join('?' * len(part))}) AND kind = ?"
        for (body,) in rows(connection, sql, [*part, kind.name]):
            yield decode(body)
