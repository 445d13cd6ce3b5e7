"""The history of a record: every value it had, who gave it, when, by which bundle, and what stands now."""

from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy import Connection

from partnerdesk.desk import Desk
from partnerdesk.errors import PartnerDeskError
from partnerdesk.i18n import N_, _
from partnerdesk.store.engine import rows
from partnerdesk.store.fold import Fold
from partnerdesk.store.kinds import kind_named, kinds
from partnerdesk.store.ops import Dot, Op, Value, decode
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


def history(desk: Desk, record: str) -> list[Entry]:
    """Return every change of a record, newest first by the clocks of those who wrote; PartnerDeskError if unknown."""
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
    ordered = sorted(ops, key=lambda pair: (pair[0].at, pair[0].dot), reverse=True)
    return [_entry(op, file, standing) for op, file in ordered]


def _standing(connection: Connection, op: Op) -> dict[str, list[Dot]]:
    if op.kind not in kinds():
        return {}
    fold = Fold(connection, Streams(connection))
    row = fold.row(kind_named(op.kind), op.id)
    return {} if row is None else fold.heads(row["heads"]).fields


def _entry(op: Op, file: str, standing: Mapping[str, list[Dot]]) -> Entry:
    return Entry(
        dot=op.dot,
        values=op.set,
        standing=tuple(name for name in op.set if op.dot in standing.get(name, ())),
        by=op.by,
        at=op.at,
        office=op.scope,
        site=op.site,
        reason=op.why,
        note=op.note,
        bundle=file,
    )
