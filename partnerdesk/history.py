"""The history of a record: every value it had, who gave it, when, by which bundle, and what stands now."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from partnerdesk.desk import Desk
from partnerdesk.errors import PartnerDeskError
from partnerdesk.i18n import N_, _
from partnerdesk.store.engine import Connection, rows
from partnerdesk.store.fold import Fold
from partnerdesk.store.homes import MOVED, left
from partnerdesk.store.kinds import kind_named, kinds
from partnerdesk.store.ops import Dot, Op, Stream, Value, decode
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


def history(desk: Desk, record: str) -> list[Entry]:
    """Return every change of a record, newest first; PartnerDeskError if unknown.

    A change stands above those that its author had seen, whatever the clocks say; clocks order only the others.
    """
    with desk.reading() as connection:
        found = rows(
            connection,
            "SELECT o.body, r.file FROM op o LEFT JOIN receipt r ON r.id = o.receipt WHERE o.record = ?",
            (record,),
        )
        if not found:
            raise PartnerDeskError(_("There is no record {id} here. Nothing was changed.").format(id=record))
        ops = [(decode(body), file or "") for body, file in found]
        standing = _standing(connection, ops[0][0])
    files = {op.dot: file for op, file in ops}
    here = {scope for (_site, scope), _seq in files}
    return [_entry(op, files[op.dot], standing, here) for op in reversed(in_order([op for op, _file in ops]))]


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
        oldest = min(free, key=lambda op: (op.at, op.dot))
        streams[oldest.stream].pop()
        if not streams[oldest.stream]:
            del streams[oldest.stream]
        ordered.append(oldest)
    return ordered


def _is_before(earlier: Op, later: Op) -> bool:
    return earlier is not later and later.covers(earlier.dot) and not earlier.covers(later.dot)


def _standing(connection: Connection, op: Op) -> dict[str, list[Dot]]:
    if op.kind not in kinds():
        return {}
    fold = Fold(connection, Streams(connection))
    row = fold.row(kind_named(op.kind), op.id)
    return {} if row is None else fold.heads(row["heads"]).fields


def _entry(op: Op, file: str, standing: Mapping[str, list[Dot]], here: set[str]) -> Entry:
    came_from = left(op) if op.set.get(MOVED) == op.scope else []
    return Entry(
        dot=op.dot,
        values=op.set,
        standing=tuple(name for name in op.set if op.dot in standing.get(name, ())),
        by=op.by,
        at=op.at,
        office=op.office,
        site=op.site,
        reason=op.why,
        note=op.note,
        bundle=file,
        left=tuple(came_from),
        elsewhere=tuple(scope for scope in came_from if scope not in here),
        erased=bool(op.was),
    )
