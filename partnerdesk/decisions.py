"""Decisions that came with bundles: what was decided about our records, against which values, by whom and why."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from partnerdesk import showing
from partnerdesk.desk import Desk
from partnerdesk.naming import Names, value_words
from partnerdesk.store.ancestry import heads_among
from partnerdesk.store.engine import Connection, many, rows
from partnerdesk.store.fold import journal_ops
from partnerdesk.store.homes import MOVED
from partnerdesk.store.identity import setting
from partnerdesk.store.jsontext import from_text
from partnerdesk.store.kinds import kind_named, kinds
from partnerdesk.store.ops import Dot, Op, Value, canonical


@dataclass(frozen=True)
class Lost:
    """A value that a decision did not take, and who had given it; `ours` when that was written on this device."""

    value: Value
    words: str
    by: str
    office: str
    at: str
    ours: bool


@dataclass(frozen=True)
class Decided:
    """What was decided about one field, in the journal's terms and in words."""

    field: str
    label: str
    value: Value
    words: str
    lost: tuple[Lost, ...]


@dataclass(frozen=True)
class Decision:
    """One decision of somebody else; `id` is this device's own number for it."""

    id: int
    kind: str
    record: str
    title: str
    values: Mapping[str, Value]
    fields: tuple[Decided, ...]
    by: str
    office: str
    at: str
    note: str
    receipt: str
    read: bool

    def shown(self) -> list[tuple[str, str]]:
        """Return (field, value) in the reader's words."""
        return [(field.label, field.words) for field in self.fields]


def decisions(desk: Desk, receipt: str = "", *, unread_only: bool = False) -> list[Decision]:
    """Return the decisions that came with one bundle or with all, newest bundle first."""
    sql = (
        "SELECT n.id, n.kind, n.record, n.about, n.receipt, n.read FROM notice n JOIN receipt r ON r.id = n.receipt"
        " WHERE (n.receipt = ? OR ? = '') AND (n.read = FALSE OR ? = FALSE) ORDER BY r.at DESC, n.id"
    )
    with desk.reading() as connection:
        found = rows(connection, sql, (receipt, receipt, unread_only))
        reader = _Reader(connection, _own_sites(connection, desk))
        return [reader.decision(*row) for row in found if row[1] in kinds()]


def unread(desk: Desk) -> int:
    """Return how many decisions came that nobody has looked at."""
    with desk.reading() as connection:
        return int(rows(connection, "SELECT count(*) FROM notice WHERE read = FALSE")[0][0])


def mark_read(desk: Desk, numbers: Sequence[int] = ()) -> None:
    """Note that a person has seen these decisions, by their `id`; all of them when none is named."""
    with desk.writing() as connection:
        if numbers:
            many(connection, "UPDATE notice SET read = TRUE WHERE id = ?", [(number,) for number in numbers])
        else:
            many(connection, "UPDATE notice SET read = TRUE WHERE read = ?", [(False,)])


def _own_sites(connection: Connection, desk: Desk) -> frozenset[str]:
    """Return every site id under which this installation has written."""
    return frozenset({desk.site, *setting(connection, "former_sites", [])})


class _Reader:
    """Reads decisions inside one transaction; the ops of a record are read once."""

    def __init__(self, connection: Connection, own: frozenset[str]) -> None:
        self._connection, self._own = connection, own
        self._names = Names(connection)
        self._ops: dict[str, list[Op]] = {}

    def decision(self, number: int, kind: str, record: str, about: str, receipt: str, read: object) -> Decision:
        told = from_text(about)
        values = {name: value for name, value in told["set"].items() if name != MOVED or len(told["set"]) == 1}
        op = self._op(kind, record, told.get("dot"))
        return Decision(
            id=number,
            kind=kind,
            record=record,
            title=self._names.of_record(kind, record),
            values=values,
            fields=tuple(self._decided(kind, record, op, name, value) for name, value in values.items()),
            by=told["by"],
            office=told["office"],
            at=told["at"],
            note=told["note"],
            receipt=receipt,
            read=bool(read),
        )

    def _decided(self, kind: str, record: str, op: Op | None, name: str, value: Value) -> Decided:
        others = self._between(op, kind, record, name)
        lost = [other for other in others if canonical(other.set[name]) != canonical(value)]
        return Decided(
            field=name,
            label=showing.field_label(kind, name),
            value=value,
            words=self._words(kind, record, name, value),
            lost=tuple(self._lost(kind, record, name, other) for other in lost),
        )

    def _lost(self, kind: str, record: str, name: str, op: Op) -> Lost:
        value = op.set[name]
        words = self._words(kind, record, name, value)
        return Lost(value, words, op.by, op.office, op.at, op.site in self._own)

    def _words(self, kind: str, record: str, name: str, value: Value) -> str:
        return value_words(self._names, kind, record, name, value, {})

    def _between(self, decision: Op | None, kind: str, record: str, name: str) -> Iterable[Op]:
        """Return the ops between which was decided, as far as they are here."""
        if decision is None:
            return []
        before = [op for op in self._journal(kind, record) if op is not decision and decision.covers(op.dot)]
        return heads_among(name, before)

    def _op(self, kind: str, record: str, named: Any) -> Op | None:
        # What came before version 0.2 was noted without naming its op.
        dot: Dot | None = ((named[0], named[1]), named[2]) if named else None
        return next((op for op in self._journal(kind, record) if op.dot == dot), None)

    def _journal(self, kind: str, record: str) -> list[Op]:
        if record not in self._ops:
            self._ops[record] = list(journal_ops(self._connection, kind_named(kind), [record]))
        return self._ops[record]
