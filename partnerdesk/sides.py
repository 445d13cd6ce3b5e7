"""A conflict as people decide it: every side with who gave it and when, and the base that all sides had seen."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from dataclasses import field as dataclass_field
from functools import cached_property
from typing import Any, NamedTuple

from partnerdesk.naming import Names
from partnerdesk.store import rowvalues
from partnerdesk.store.ancestry import ancestor, original
from partnerdesk.store.engine import Connection, rows
from partnerdesk.store.fold import journal_ops
from partnerdesk.store.heads import CHUNK
from partnerdesk.store.homes import MOVED
from partnerdesk.store.kinds import kind_named
from partnerdesk.store.merge import DELETED, Heads, against_deletion, deletions
from partnerdesk.store.ops import Dot, Op, Stream, Value, canonical
from partnerdesk.store.streams import Streams
from partnerdesk.store.writer import Seen, Writer


@dataclass(frozen=True)
class Bundle:
    """The bundle that brought something: its receipt, its file, and when it was taken in here."""

    receipt: str
    file: str
    at: str


@dataclass(frozen=True)
class Side:
    """One of the values between which to decide, and who gave it."""

    value: Value
    by: str
    at: str
    office: str
    site: str
    dot: Dot
    why: str = "edit"
    bundle: Bundle | None = None
    """Missing for what was written on this device."""
    changes: Mapping[str, Value] = dataclass_field(default_factory=dict, compare=False)
    """Against a deletion: the fields that were edited meanwhile."""
    others: tuple["Side", ...] = ()
    """Who else gave the same value."""

    @property
    def givers(self) -> tuple["Side", ...]:
        """Everybody who gave this value."""
        return (self, *self.others)


@dataclass(frozen=True)
class Conflict:
    """A field that two people changed without having seen each other's change."""

    kind: str
    record: str
    field: str
    office: str
    title: str
    values: tuple[Side, ...]
    base: Side | None = None
    """What stood before; nothing where the field was empty, or where `base_known` says that it cannot be told."""
    base_known: bool = False
    seen: Seen = dataclass_field(default_factory=Seen, repr=False, compare=False)
    """What somebody has seen to whom this is shown."""

    @property
    def id(self) -> str:
        return f"{self.record}.{self.field}"

    @property
    def since(self) -> Bundle | None:
        """The last bundle that brought one of the sides; nothing where none did."""
        brought = [giver.bundle for side in self.values for giver in side.givers if giver.bundle]
        return max(brought, key=lambda bundle: bundle.at, default=None)

    @property
    def offices(self) -> frozenset[str]:
        """The offices of all who gave a value."""
        return frozenset(giver.office for side in self.values for giver in side.givers)

    @property
    def people(self) -> frozenset[str]:
        """All who gave a value."""
        return frozenset(giver.by for side in self.values for giver in side.givers)


class Key(NamedTuple):
    """Where a conflict is: the field of a record, and the office in whose journal it stands."""

    kind: str
    record: str
    field: str
    scope: str

    @property
    def id(self) -> str:
        return f"{self.record}.{self.field}"


class Reader:
    """Reads conflicts inside one transaction; what was read once is kept."""

    def __init__(self, writer: Writer) -> None:
        self._writer, self._fold = writer, writer.fold
        self._connection: Connection = writer.connection
        self.names = Names(self._connection)
        self._rows: dict[tuple[str, str], tuple[dict[str, Any], Heads]] = {}

    @cached_property
    def _bundles(self) -> dict[str, Bundle]:
        found = rows(self._connection, "SELECT id, file, at FROM receipt")
        return {receipt: Bundle(receipt, file, at) for receipt, file, at in found}

    def have_at_hand(self, keys: Iterable[Key]) -> None:
        """Read the rows of these conflicts, many at once."""
        wanted: dict[str, list[str]] = {}
        for key in keys:
            wanted.setdefault(key.kind, []).append(key.record)
        for name, records in wanted.items():
            columns = rowvalues.columns(kind_named(name))
            for start in range(0, len(records), CHUNK):
                part = list(dict.fromkeys(records[start : start + CHUNK]))
                marks = ",".join("?" * len(part))
                sql = f"SELECT {rowvalues.names(columns)} FROM {name} WHERE id IN ({marks})"  # noqa: S608  names of our own
                read = [dict(zip(columns, found, strict=True)) for found in rows(self._connection, sql, part)]
                self._fold.read_heads(read)
                self._rows |= {(name, row["id"]): (row, self._fold.heads(row["heads"])) for row in read}

    def read(self, key: Key) -> Conflict:
        """Return a conflict without its base, to find which costs a look at the whole history of the record."""
        kind = kind_named(key.kind)
        row, heads = self._row(key)
        return Conflict(
            kind=key.kind,
            record=key.record,
            field=key.field,
            office=key.scope,
            title=self.title(key),
            values=self.sides(key),
            seen=self._writer.seen_by(kind, row, heads),
        )

    def title(self, key: Key) -> str:
        """Return what names the record of a conflict."""
        return self.names.of(key.kind, self._row(key)[0])

    def sides(self, key: Key) -> tuple[Side, ...]:
        """Return the values between which to decide, and who gave them."""
        lookup, heads = self._fold.lookup, self._row(key)[1]
        if key.field == DELETED:
            against = [lookup(dot) for dot in against_deletion(heads, lookup)]
            deleting = [self._side(lookup(dot), True) for dot in deletions(heads, lookup)]
            return (*joined(deleting), *_kept([self._against(op, heads) for op in against]))
        ops = [lookup(dot) for dot in heads.fields[key.field]]
        if len({canonical(op.set[key.field]) for op in ops}) == 1:
            # Changed at a former office: against it stands that nobody set this when the record moved.
            move = self._side(lookup(heads.fields[MOVED][-1]), False if "/" in key.field else None)
            return joined([*(self._side(op, op.set[key.field]) for op in ops), move])
        if not any(op.why == "revert" for op in ops):
            return joined(self._side(op, op.set[key.field]) for op in ops)
        history = list(journal_ops(self._connection, kind_named(key.kind), [key.record]))
        givers = [self._side(original(key.field, op, history), op.set[key.field]) for op in ops]
        return joined(replace(giver, dot=op.dot) for op, giver in zip(ops, givers, strict=True))

    def with_base(self, conflict: Conflict) -> Conflict:
        """Return the conflict with what all of its sides had seen last."""
        if conflict.field == DELETED:
            return replace(conflict, base_known=True)
        ops = list(journal_ops(self._connection, kind_named(conflict.kind), [conflict.record]))
        dots = {giver.dot for side in conflict.values for giver in side.givers}
        sides = [op for op in ops if op.dot in dots]
        held = {op.dot for op in ops}
        found = ancestor(conflict.field, ops, sides, lambda dot: dot in held or self._holds(dot), self._missing)
        before = None if found.op is None else self._side(found.op, found.op.set[conflict.field])
        return replace(conflict, base=before, base_known=found.known)

    def _row(self, key: Key) -> tuple[dict[str, Any], Heads]:
        if (key.kind, key.record) not in self._rows:
            self.have_at_hand([key])
        return self._rows[key.kind, key.record]

    def _against(self, op: Op, heads: Heads) -> Side:
        standing = {name: op.set[name] for name in op.set if name != DELETED and op.dot in heads.fields[name]}
        return replace(self._side(op, False), changes=standing)

    def _side(self, op: Op, value: Value) -> Side:
        return Side(value, op.by, op.at, op.office, op.site, op.dot, op.why, self._bundle_of(op.dot))

    def _bundle_of(self, dot: Dot) -> Bundle | None:
        if not self._bundles:
            return None
        sql = "SELECT receipt FROM op WHERE stream = ? AND seq = ?"
        found = rows(self._connection, sql, (self._streams.number(dot[0]), dot[1]))
        return self._bundles.get(found[0][0]) if found and found[0][0] else None

    @property
    def _streams(self) -> Streams:
        return self._writer.streams

    def _holds(self, dot: Dot) -> bool:
        return dot[1] <= self._streams.upto(dot[0])

    def _missing(self, stream: Stream, seq: int) -> int:
        """Return the highest number of a stream up to this one whose op is not held; 0 when all are."""
        upto = self._streams.upto(stream)
        if seq <= upto:
            return 0
        if seq > self._streams.top(stream):
            return seq
        sql = "SELECT seq FROM op WHERE stream = ? AND seq > ? AND seq <= ? ORDER BY seq DESC"
        for (held,) in rows(self._connection, sql, (self._streams.number(stream), upto, seq)):
            if held < seq:
                break
            seq -= 1
        return seq if seq > upto else 0


def _kept(sides: list[Side]) -> tuple[Side, ...]:
    """Return as one side what people did to a record that somebody else deleted."""
    if not sides:
        return ()
    changes = {name: value for side in sides for name, value in side.changes.items()}
    others = {(side.by, side.office): side for side in reversed(sides)}
    others.pop((sides[0].by, sides[0].office))
    return (replace(sides[0], changes=changes, others=tuple(reversed(others.values()))),)


def joined(sides: Iterable[Side]) -> tuple[Side, ...]:
    """Return one side for each value, with all who gave it."""
    by_value: dict[bytes, list[Side]] = {}
    for side in sides:
        by_value.setdefault(canonical(side.value), []).append(side)
    return tuple(replace(first, others=tuple(more)) if more else first for first, *more in by_value.values())
