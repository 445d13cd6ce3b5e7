"""Decisions that came with a bundle: what was decided about our records, by whom and why."""

from collections.abc import Mapping
from dataclasses import dataclass

from partnerdesk import showing
from partnerdesk.desk import Desk
from partnerdesk.store import rowvalues
from partnerdesk.store.engine import many, rows
from partnerdesk.store.fold import Fold
from partnerdesk.store.jsontext import from_text
from partnerdesk.store.kinds import kinds
from partnerdesk.store.ops import Value
from partnerdesk.store.streams import Streams


@dataclass(frozen=True)
class Decision:
    """One decision of somebody else."""

    kind: str
    record: str
    title: str
    values: Mapping[str, Value]
    by: str
    office: str
    at: str
    note: str
    receipt: str
    read: bool

    def shown(self) -> list[tuple[str, str]]:
        """Return (field, value) in the reader's words."""
        return [
            (showing.field_label(self.kind, name), showing.shown(self.kind, name, value))
            for name, value in self.values.items()
        ]


def decisions(desk: Desk, receipt: str = "", *, unread_only: bool = False) -> list[Decision]:
    """Return the decisions that came with one bundle or with all, newest bundle first."""
    with desk.reading() as connection:
        found = rows(
            connection,
            "SELECT n.kind, n.record, n.about, n.receipt, n.read FROM notice n JOIN receipt r ON r.id = n.receipt"
            " WHERE (n.receipt = ? OR ? = '') AND (n.read = FALSE OR ? = FALSE) ORDER BY r.at DESC, n.id",
            (receipt, receipt, unread_only),
        )
        fold = Fold(connection, Streams(connection))
        result = []
        for kind, record, about, brought_by, read in found:
            if kind not in kinds():
                continue
            row = fold.row(kinds()[kind], record)
            title = rowvalues.title(kinds()[kind], row) if row else ""
            told = from_text(about)
            values = told.pop("set")
            result.append(Decision(kind, record, title, values, receipt=brought_by, read=bool(read), **told))
        return result


def mark_read(desk: Desk, receipt: str) -> None:
    """Note that a person has seen the decisions of a bundle."""
    with desk.writing() as connection:
        many(connection, "UPDATE notice SET read = TRUE WHERE receipt = ?", [(receipt,)])
