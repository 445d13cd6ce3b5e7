"""The history of a record: every value it had, who gave it, when, by which bundle, and what stands now."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from dataclasses import field as dataclass_field

from partnerdesk.desk import Desk
from partnerdesk.errors import PartnerDeskError
from partnerdesk.i18n import N_, _
from partnerdesk.store.engine import Connection, rows
from partnerdesk.store.fold import Fold
from partnerdesk.store.heads import CHUNK
from partnerdesk.store.homes import MOVED, left
from partnerdesk.store.kinds import kind_named, kinds
from partnerdesk.store.merge import DELETED
from partnerdesk.store.ops import PRIVATE, Dot, Op, Stream, Value, canonical, decode
from partnerdesk.store.rowvalues import base
from partnerdesk.store.streams import Streams

REASONS = {
    "edit": N_("Edited"),
    "import": N_("Imported"),
    "resolve": N_("Decided"),
    "revert": N_("Set back"),
    "status": N_("Status changed"),
    "delete": N_("Deleted"),
    "merge": N_("Joined duplicates"),
    "redact": N_("Erased"),
    "move": N_("Moved to another office"),
}


@dataclass(frozen=True)
class Entry:
    """One save: what it set, by whom, and which of its values still stand."""

    dot: Dot
    values: Mapping[str, Value]
    standing: tuple[str, ...]
    by: str
    at: str
    office: str
    site: str
    reason: str
    note: str
    bundle: str
    left: tuple[str, ...] = ()
    """The offices from which this change moved the record here."""
    elsewhere: tuple[str, ...] = ()
    """Those of them that keep what was before to themselves: nothing of it is here."""
    erased: bool = False
    """Whether something of it was erased for good."""
    kind: str = ""
    record: str = ""
    """Which record it changed: the one asked for, or a part of it."""
    bundle_at: str = ""
    """When the bundle that brought it was taken in here."""
    lost: Mapping[str, tuple[Value, ...]] = dataclass_field(default_factory=dict)
    """By field, the values that stood beside this one or against it until this save decided between them."""
    stays: bool = False
    """Whether no other device receives it."""

    @property
    def id(self) -> str:
        """What names it to a person who wants to go back to it: office, device and number."""
        (site, scope), seq = self.dot
        return f"{scope} {site}:{seq}"


def history(desk: Desk, record: str, field: str = "", *, parts: bool = False) -> list[Entry]:
    """Return every change of a record, newest first, or those of one field; with `parts`, those of its answers and the like too.

    A change stands above those that its author had seen, whatever the clocks say; clocks order only the others. Raises
    PartnerDeskError for an unknown record.
    """
    with desk.reading() as connection:
        found = _read(connection, [record])
        if not found:
            raise PartnerDeskError(_("There is no record {id} here. Nothing was changed.").format(id=record))
        own = found[0].op.kind
        if parts:
            found += _read(connection, _parts(connection, own, record))
        fold = Fold(connection, Streams(connection))
        known: dict[tuple[str, str], _Known] = {}
        for one in found:
            if (one.op.kind, one.op.id) not in known:
                its = [other.op for other in found if (other.op.kind, other.op.id) == (one.op.kind, one.op.id)]
                known[one.op.kind, one.op.id] = _Known(_standing(fold, one.op), decided(its), {op.scope for op in its})
    brought = {one.op.dot: one for one in found}
    entries = [_entry(brought[op.dot], known[op.kind, op.id]) for op in reversed(in_order([one.op for one in found]))]
    return [narrowed for entry in entries if (narrowed := _narrowed(entry, field)) is not None] if field else entries


def put_back(desk: Desk, entry: Entry, field: str, note: str = "") -> None:
    """Give a field the value that it had by an earlier change, as an ordinary edit.

    Raises PartnerDeskError when that change did not set the field, or what it set was erased.
    """
    values = {name: value for name, value in entry.values.items() if base(name) == field}
    if not values:
        raise PartnerDeskError(
            _("This change holds no value of this field: it set none, or it was erased. Nothing was changed.")
        )
    desk.change(entry.kind, entry.record, values, why="revert", note=note)


@dataclass(frozen=True)
class _Brought:
    op: Op
    file: str
    at: str


@dataclass(frozen=True)
class _Known:
    """What is known of one record: its heads, what each save decided, and in whose journals it stands."""

    standing: Mapping[str, list[Dot]]
    lost: Mapping[Dot, Mapping[str, tuple[Value, ...]]]
    scopes: set[str]


def _read(connection: Connection, records: Sequence[str]) -> list[_Brought]:
    found = []
    for start in range(0, len(records), CHUNK):
        part = list(records[start : start + CHUNK])
        marks = ",".join("?" * len(part))
        sql = (
            "SELECT o.body, r.file, r.at FROM op o LEFT JOIN receipt r ON r.id = o.receipt"  # noqa: S608  question marks
            f" WHERE o.record IN ({marks})"
        )
        found += [_Brought(decode(body), file or "", at or "") for body, file, at in rows(connection, sql, part)]
    return found


def _parts(connection: Connection, kind: str, record: str) -> list[str]:
    """Return the records that are a part of this one, such as the answers of an assessment."""
    found: list[str] = []
    for other in kinds().values():
        for name in other.owners:
            if other.fields[name].refers_to == kind:
                sql = f'SELECT id FROM {other.name} WHERE "{name}" = ?'  # noqa: S608  names of our own
                found += [row[0] for row in rows(connection, sql, (record,))]
    return list(dict.fromkeys(found))


def part_kinds(kind: str) -> list[str]:
    """Return the kinds of records that are a part of this kind."""
    return [
        other.name for other in kinds().values() if any(other.fields[name].refers_to == kind for name in other.owners)
    ]


def decided(ops: Sequence[Op]) -> dict[Dot, dict[str, tuple[Value, ...]]]:
    """Return for each save that decided between different values, by field, the values that lost."""
    heads: dict[str, list[Op]] = {}
    found: dict[Dot, dict[str, tuple[Value, ...]]] = {}
    for op in in_order(ops):
        for name, value in op.set.items():
            before = heads.get(name, [])
            covered = [other for other in before if op.covers(other.dot)]
            values = {canonical(other.set[name]): other.set[name] for other in covered}
            if name == DELETED and op.why == "resolve":
                values = {canonical(one): one for one in (True, False)}
            if len(values) > 1:
                values.pop(canonical(value), None)
                found.setdefault(op.dot, {})[name] = tuple(values.values())
            heads[name] = [*(other for other in before if other not in covered), op]
    return found


def in_order(ops: Sequence[Op]) -> list[Op]:
    """Return ops oldest first: each after all that its author had seen, otherwise by the clocks of those who wrote."""
    streams: dict[Stream, list[Op]] = {}
    for op in sorted(ops, key=lambda op: op.dot, reverse=True):
        streams.setdefault(op.stream, []).append(op)
    ordered: list[Op] = []
    while streams:
        # Whoever had seen an op of a stream had seen those before it as well, so the first ones tell enough.
        first = [waiting[-1] for waiting in streams.values()]
        free = [op for op in first if not any(_is_before(other, op) for other in first)] or first
        # Of two in one second, what stays came first: if it came later, it says so.
        oldest = min(free, key=lambda op: (op.at, op.scope != PRIVATE, op.dot))
        streams[oldest.stream].pop()
        if not streams[oldest.stream]:
            del streams[oldest.stream]
        ordered.append(oldest)
    return ordered


def _is_before(earlier: Op, later: Op) -> bool:
    if (earlier.scope == PRIVATE) != (later.scope == PRIVATE):
        # What is written for all does not say what its author had seen of what stays.
        return later.scope == PRIVATE and later.covers(earlier.dot)
    return earlier is not later and later.covers(earlier.dot) and not earlier.covers(later.dot)


def _standing(fold: Fold, op: Op) -> dict[str, list[Dot]]:
    if op.kind not in kinds():
        return {}
    row = fold.row(kind_named(op.kind), op.id)
    return {} if row is None else fold.heads(row["heads"]).fields


def _entry(one: _Brought, known: _Known) -> Entry:
    op = one.op
    came_from = left(op) if op.set.get(MOVED) == op.scope else []
    return Entry(
        dot=op.dot,
        values=op.set,
        standing=tuple(name for name in op.set if op.dot in known.standing.get(name, ())),
        by=op.by,
        at=op.at,
        office=op.office,
        site=op.site,
        reason=op.why,
        note=op.note,
        bundle=one.file,
        left=tuple(came_from),
        elsewhere=tuple(scope for scope in came_from if scope not in known.scopes),
        erased=bool(op.was),
        kind=op.kind,
        record=op.id,
        bundle_at=one.at,
        lost=known.lost.get(op.dot, {}),
        stays=op.scope == PRIVATE,
    )


def _narrowed(entry: Entry, field: str) -> Entry | None:
    """Return what a change says of one field; nothing where it says nothing."""
    values = {name: value for name, value in entry.values.items() if base(name) == field}
    return replace(entry, values=values) if values or entry.erased else None
