"""The register of erasures: what kind of record was erased when, by whom and why; nothing of what it held."""

from collections.abc import Iterable
from dataclasses import dataclass, replace

from partnerdesk.desk import Desk
from partnerdesk.i18n import _
from partnerdesk.receipts import Summary
from partnerdesk.store.engine import rows
from partnerdesk.store.kinds import kinds
from partnerdesk.store.ops import Op, decode
from partnerdesk.store.redaction import EVERYTHING


@dataclass(frozen=True)
class Erasure:
    """One erasure of one record."""

    kind: str
    id: str
    fields: tuple[str, ...]
    """The fields that went; none named for the whole record."""
    at: str
    by: str
    office: str
    reason: str


def register(desk: Desk) -> list[Erasure]:
    """Return every erasure that this device knows of, the latest first."""
    with desk.reading() as connection:
        # A cross join, here and elsewhere, because SQLite would begin with the journal, which is larger by far.
        sql = "SELECT o.body FROM redaction r CROSS JOIN op o WHERE o.stream = r.stream AND o.seq = r.seq"
        found = rows(connection, sql)
    return sorted(_joined(decode(bytes(body)) for (body,) in found), key=lambda one: (one.at, one.id), reverse=True)


def _joined(ops: Iterable[Op]) -> list[Erasure]:
    """Return one entry for what went in one go: each journal of a record has a redaction of its own."""
    together: dict[tuple[str, ...], Erasure] = {}
    for op in ops:
        fields = () if op.redact == [EVERYTHING] else tuple(op.redact)
        made = Erasure(op.kind, op.id, fields, op.at, op.by, op.office, op.note)
        key = (op.kind, op.id, op.at, op.by, op.note, "" if fields else EVERYTHING)
        known = together.get(key)
        both = dict.fromkeys((*(known.fields if known else ()), *fields))
        together[key] = replace(known or made, fields=tuple(both))
    return list(together.values())


def in_words(summary: Summary, desk: Desk | None = None) -> list[str]:
    """Return what a bundle erases, one sentence for each record: what it is called at this desk, by whom and why."""
    told: dict[tuple[str, str], str] = {}
    for one in summary.erased:
        kind = kinds().get(one["kind"])
        name = _(kind.label) if kind else one["kind"]
        title = desk.titles(kind.name, [one["record"]]).get(one["record"], "") if kind and desk else ""
        # Translators: {name} names a record, such as “Partner: Cedar Aid”; {reason} is what the person wrote.
        told[one["kind"], one["record"]] = _("Erased for good: {name}, by {person} ({office}): {reason}").format(
            name=_("{label}: {value}").format(label=name, value=title) if title else name,
            person=one["by"],
            office=one["office"],
            reason=one["note"],
        )
    return list(told.values())


def stays_erased() -> str:
    """Return what an undo of a bundle that erased something must say."""
    return _("What this bundle erased stays erased: nobody holds it any more.")
