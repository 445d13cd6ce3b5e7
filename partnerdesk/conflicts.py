"""Open decisions: both values side by side with what stood before, and the op by which a person decides."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from dataclasses import field as dataclass_field

from partnerdesk.desk import Desk
from partnerdesk.errors import PartnerDeskError
from partnerdesk.i18n import _
from partnerdesk.store import rowvalues
from partnerdesk.store.engine import Connection, rows
from partnerdesk.store.fold import Fold, journal_ops
from partnerdesk.store.kinds import kind_named
from partnerdesk.store.merge import DELETED, Heads, against_deletion, deletions
from partnerdesk.store.ops import Dot, Op, Value, canonical
from partnerdesk.store.writer import Draft, Seen, Writer


@dataclass(frozen=True)
class Side:
    """One of the values between which to decide, and who gave it."""

    value: Value
    by: str
    at: str
    office: str
    site: str
    dot: Dot


@dataclass(frozen=True)
class Conflict:
    """A field that two people changed without having seen each other's change."""

    kind: str
    record: str
    field: str
    office: str
    title: str
    values: tuple[Side, ...]
    base: Side | None
    seen: Seen = dataclass_field(default_factory=Seen, repr=False, compare=False)
    """What somebody has seen to whom this is shown."""

    @property
    def id(self) -> str:
        return f"{self.record}.{self.field}"


def conflicts(desk: Desk, record: str = "") -> list[Conflict]:
    """Return all open decisions, or those of one record."""
    with desk.reading() as connection:
        found = rows(
            connection,
            "SELECT kind, record, field, scope FROM conflict WHERE record = ? OR ? = '' ORDER BY scope, kind, record, field",
            (record, record),
        )
        writer = Writer(connection, desk.author)
        return [_conflict(writer, *row) for row in found]


def count(desk: Desk) -> int:
    """Return how many decisions are open."""
    with desk.reading() as connection:
        return int(rows(connection, "SELECT count(*) FROM conflict")[0][0])


def _conflict(writer: Writer, kind: str, record: str, field: str, scope: str) -> Conflict:
    described = kind_named(kind)
    row = writer.fold.row(described, record) or {}
    heads = writer.fold.heads(row["heads"])
    return Conflict(
        kind=kind,
        record=record,
        field=field,
        office=scope,
        title=rowvalues.title(described, row),
        values=_sides(writer.fold, heads, field),
        base=_base(list(journal_ops(writer.connection, described, [record])), heads, field),
        seen=writer.seen_of(described, row),
    )


def _sides(fold: Fold, heads: Heads, field: str) -> tuple[Side, ...]:
    """Return one side for each value; who gave the same value is named once."""
    if field == DELETED:
        ops = [fold.lookup(dot) for dot in (*deletions(heads, fold.lookup), *against_deletion(heads, fold.lookup))]
    else:
        ops = [fold.lookup(dot) for dot in heads.fields[field]]
    sides: dict[bytes, Side] = {}
    for op in ops:
        value = bool(op.set.get(DELETED)) if field == DELETED else op.set[field]
        sides.setdefault(canonical(value), _side(op, value))
    return tuple(sides.values())


def _side(op: Op, value: Value) -> Side:
    return Side(value, op.by, op.at, op.office, op.site, op.dot)


def _base(ops: Sequence[Op], heads: Heads, field: str) -> Side | None:
    """Return what stood before: the last value that all sides had seen."""
    by_dot = {op.dot: op for op in ops}
    sides = [by_dot[dot] for dot in heads.fields.get(field, ())]
    seen_by_all = [op for op in ops if field in op.set and all(side.covers(op.dot) for side in sides)]
    last = [op for op in seen_by_all if not any(other.covers(op.dot) for other in seen_by_all if other is not op)]
    return _side(last[0], last[0].set[field]) if len(last) == 1 else None


def resolve(desk: Desk, conflict: Conflict | str, value: Value, reason: str = "") -> None:
    """Decide a conflict with one of its values or another one; the decision covers every side, so nobody is asked twice.

    Given as it was shown, it covers what was shown and nothing that arrived since; given by its id, all that stands now.
    Raises PartnerDeskError when there is no such open decision, for example because a bundle brought it meanwhile.
    """
    resolve_many(desk, [(conflict, value)], reason)


def resolve_many(desk: Desk, decisions: Iterable[tuple[Conflict | str, Value]], reason: str = "") -> int:
    """Decide several conflicts in one go and return how many; all or nothing.

    Raises PartnerDeskError when one of them is no longer open.
    """
    with desk.writing() as connection:
        writer = Writer(connection, desk.author)
        seen: dict[str, Seen] = {}
        done = 0
        for conflict, value in decisions:
            record, _dot, field = (conflict if isinstance(conflict, str) else conflict.id).partition(".")
            kind = _open_kind(connection, record, field)
            if record not in seen:
                shown = None if isinstance(conflict, str) else conflict.seen
                seen[record] = shown or writer.seen(kind_named(kind), record)
            before = len(writer.written)
            draft = Draft(kind, {field: value}, id=record, seen=seen[record], why="resolve", note=reason, insist=True)
            writer.write([draft])
            seen[record] = seen[record].after({}, writer.written[before:])
            done += 1
        return done


def _open_kind(connection: Connection, record: str, field: str) -> str:
    found = rows(connection, "SELECT kind FROM conflict WHERE record = ? AND field = ?", (record, field))
    if not found:
        raise PartnerDeskError(
            _("There is no open decision {id}: it may have been decided already. Nothing was changed.").format(
                id=f"{record}.{field}"
            )
        )
    return str(found[0][0])
