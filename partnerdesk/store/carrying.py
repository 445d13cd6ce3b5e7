"""Erasures follow a record that had moved before they were known: each journal that holds something of it needs its own."""

from collections.abc import Iterator, Sequence

from partnerdesk.store.engine import Connection, rows
from partnerdesk.store.kinds import kinds
from partnerdesk.store.merge import DELETED
from partnerdesk.store.ops import PRIVATE, Op
from partnerdesk.store.redacting import redactions_of
from partnerdesk.store.redaction import EVERYTHING, WHY, erases_all
from partnerdesk.store.writer import Draft, Writer

# Cross joins begin with the few redactions; SQLite would choose the whole journal, at every merge.
_LACKING = """
    SELECT DISTINCT r.kind, r.record, s.scope FROM redaction r CROSS JOIN op o CROSS JOIN stream s
    WHERE o.record = r.record AND o.kind = r.kind AND s.id = o.stream AND s.scope <> ? AND NOT EXISTS (
        SELECT 1 FROM redaction q JOIN stream t ON t.id = q.stream
        WHERE q.record = r.record AND q.kind = r.kind AND t.scope = s.scope
    )
"""


def carry(writer: Writer) -> int:
    """Write the redactions that are lacking in some office's journal, and return how many.

    An office that receives its own journal alone would otherwise keep what was erased. Fields in which a new value stands are
    left alone: who gave it had seen the erasure.
    """
    drafts = list(_drafts(writer))
    writer.write(drafts)
    return len(drafts)


def _drafts(writer: Writer) -> Iterator[Draft]:
    for kind, record, scope in sorted(rows(writer.connection, _LACKING, (PRIVATE,))):
        if kind not in kinds():
            continue
        redactions = redactions_of(writer.connection, writer.streams, [record])[kind, record]
        fields = () if erases_all(redactions) else _empty(writer, kind, record, redactions)
        if fields or erases_all(redactions):
            yield Draft(
                kind,
                dict.fromkeys(fields) if fields else {DELETED: True},
                id=record,
                why=WHY,
                note=min(redactions, key=lambda op: op.dot).note,
                scope=scope,
                insist=True,
                redact=fields or (EVERYTHING,),
            )


def _empty(writer: Writer, kind: str, record: str, redactions: Sequence[Op]) -> tuple[str, ...]:
    """Return the erased fields in which nothing stands now."""
    row = writer.fold.row(kinds()[kind], record) or {}
    return tuple(sorted({name for op in redactions for name in op.redact if not row.get(name)}))


def is_needed(connection: Connection) -> bool:
    """Tell whether anything was ever erased here."""
    return bool(rows(connection, "SELECT 1 FROM redaction LIMIT 1"))
