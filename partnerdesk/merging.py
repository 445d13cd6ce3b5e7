"""What becomes of a bundle that was received: preview, then accept, keep aside, throw away, or undo."""

from collections.abc import Iterable
from dataclasses import replace
from typing import Any

import msgspec

from partnerdesk import parallel, trust
from partnerdesk.bundles import blobs, slices
from partnerdesk.bundles.manifest import Vectors
from partnerdesk.bundles.staging import Sieve, batches, put_aside, staged_ops, take_out
from partnerdesk.desk import Desk
from partnerdesk.errors import PartnerDeskError
from partnerdesk.i18n import _
from partnerdesk.progress import Report, unwatched
from partnerdesk.receipts import APPLIED, ASIDE, UNDONE, Receipt, Summary, receipt_named, set_state, waiting
from partnerdesk.store import carrying
from partnerdesk.store.engine import Connection, many, rehearsing, rows
from partnerdesk.store.fold import Fold, NewOp
from partnerdesk.store.jsontext import from_text, to_text
from partnerdesk.store.kinds import kinds
from partnerdesk.store.ops import Op
from partnerdesk.store.redacting import Name
from partnerdesk.store.redaction import EVERYTHING
from partnerdesk.store.scrub import scrub
from partnerdesk.store.state import open_decisions
from partnerdesk.store.streams import Streams, lowest
from partnerdesk.store.writer import Writer
from partnerdesk.uncollected import uncollected

_CAN_GO = "receipt = ? AND NOT EXISTS (SELECT 1 FROM redaction r WHERE r.stream = op.stream AND r.seq = op.seq)"
"""The ops that an undo takes out again."""


def preview(desk: Desk, receipt_id: str, report: Report = unwatched) -> Receipt:
    """Tell what accepting a staged bundle would do: the very code applies it, and then nothing is kept.

    Raises PartnerDeskError for an unknown receipt.
    """
    with rehearsing(desk.engine, patient=True) as connection:
        receipt = receipt_named(connection, receipt_id)
        return (
            receipt if receipt.state == APPLIED else replace(receipt, summary=_apply(connection, desk, receipt, report))
        )


def preview_all(desk: Desk, receipts: Iterable[tuple[str, Report]]) -> list[Receipt]:
    """Tell what accepting these bundles one after the other would do: each counts what those before it left to do.

    Bundles that are merged already or whose sender is not trusted are returned as they are. Raises PartnerDeskError for an
    unknown receipt.
    """
    found = []
    with rehearsing(desk.engine, patient=True) as connection:
        for receipt_id, report in receipts:
            receipt = receipt_named(connection, receipt_id)
            if receipt.state != APPLIED and receipt.trusted:
                receipt = replace(receipt, summary=_apply(connection, desk, receipt, report))
            found.append(receipt)
    return found


def accept(desk: Desk, receipt_id: str, report: Report = unwatched) -> Receipt:
    """Merge a staged bundle, all of it or nothing.

    Raises PartnerDeskError while its sender is not trusted: it can only be kept aside until then.
    """
    with desk.writing(patient=True) as connection:
        receipt = receipt_named(connection, receipt_id)
        if receipt.state == APPLIED:
            return brings_nothing(receipt)
        if not receipt.trusted:
            raise PartnerDeskError(
                _(
                    "The sender of this bundle, {person} of {office}, is not trusted here. It was kept aside and nothing was"
                    " changed. Take the sender's key, compare its code, then accept the bundle."
                ).format(person=receipt.sender["person"], office=receipt.sender["office"])
            )
        summary = _apply(connection, desk, receipt, report)
        set_state(connection, receipt_id, APPLIED, summary)
        take_out(connection, receipt_id)
        blobs.accept(connection, receipt_id)
        _acknowledge(connection, receipt_id)
        trust.note_vouched(connection, receipt_id)
        site = desk.site_after(connection, receipt_id)
        if carrying.is_needed(connection):
            carrying.carry(Writer(connection, replace(desk.author, site=site)))
        accepted = receipt_named(connection, receipt_id)
    desk.site = site
    scrub(desk.engine)
    return accepted


def keep_aside(desk: Desk, receipt_id: str) -> Receipt:
    """Leave a staged bundle for later; nothing of it is lost or merged.

    Raises PartnerDeskError when it is merged already.
    """
    with desk.writing(patient=True) as connection:
        _require_waiting(receipt_named(connection, receipt_id))
        many(connection, "UPDATE receipt SET state = ? WHERE id = ?", [(ASIDE, receipt_id)])
        return receipt_named(connection, receipt_id)


def discard(desk: Desk, receipt_id: str) -> None:
    """Throw away a bundle that waits; its file can be received again.

    Raises PartnerDeskError when it is merged already.
    """
    with desk.writing(patient=True) as connection:
        _require_waiting(receipt_named(connection, receipt_id))
        take_out(connection, receipt_id)
        many(connection, "DELETE FROM receipt WHERE id = ?", [(receipt_id,)])
        blobs.discard(connection, receipt_id)


def _require_waiting(receipt: Receipt) -> None:
    if receipt.state == APPLIED:
        raise PartnerDeskError(_("This bundle is already merged. Nothing was changed. Undo it first."))


def undo(desk: Desk, receipt_id: str) -> Receipt:
    """Move the ops that a bundle brought out of the journal again; later edits stay, and the bundle can be accepted anew.

    What it erased stays erased: nobody has it any more.

    Raises PartnerDeskError when it is not merged.
    """
    with desk.writing(patient=True) as connection:
        receipt = receipt_named(connection, receipt_id)
        if receipt.state != APPLIED:
            raise PartnerDeskError(_("This bundle is not merged, so there is nothing to undo. Nothing was changed."))
        # What was erased does not come back, so the redactions stay as well.
        sql = f"SELECT stream, seq, record, kind, body FROM op WHERE {_CAN_GO} ORDER BY stream, seq"  # noqa: S608
        taken = rows(connection, sql, (receipt_id,))
        line = 0
        for batch in batches(bytes(op[-1]) for op in taken):
            put_aside(connection, receipt_id, line, batch)
            line += len(batch)
        many(connection, f"DELETE FROM op WHERE {_CAN_GO}", [(receipt_id,)])  # noqa: S608
        streams = Streams(connection)
        streams.remeasure(lowest((stream, seq) for stream, seq, *_rest in taken))
        _refold(Fold(connection, streams), [(kind, record) for _stream, _seq, record, kind, _body in taken])
        many(connection, "DELETE FROM notice WHERE receipt = ?", [(receipt_id,)])
        parallel.forget(connection, receipt_id)
        set_state(connection, receipt_id, UNDONE, receipt.summary)
        return receipt_named(connection, receipt_id)


def _refold(fold: Fold, taken: list[tuple[str, str]]) -> None:
    records: dict[str, list[str]] = {}
    for kind, record in taken:
        records.setdefault(kind, []).append(record)
    for kind, its_records in records.items():
        if kind in kinds():
            fold.refold(kinds()[kind], its_records)


def _acknowledge(connection: Connection, receipt_id: str) -> None:
    site, manifest = rows(connection, "SELECT site, manifest FROM receipt WHERE id = ?", (receipt_id,))[0]
    told = from_text(manifest)
    # Bundles that came before version 0.2 were noted without a number.
    is_news = told.get("number", 0) > slices.last_heard(connection, site) or "number" not in told
    latest = slices.acknowledge(connection, site, scopes_of(connection, receipt_id), told.get("number", 0))
    blobs.note_wants(connection, site, latest)
    if is_news:
        trust.note_site(connection, told["verify"], site)


@uncollected()
def _apply(connection: Connection, desk: Desk, receipt: Receipt, report: Report) -> Summary:
    """Fold a receipt's staged ops in, and tell what that did."""
    fold = Fold(connection, Streams(connection))
    sieve = Sieve(connection, fold.streams, receipt.id)
    known_kinds = kinds()
    before = open_decisions(connection)
    told = receipt.summary
    summary = Summary(authors=told.authors, ahead=told.ahead, latest=told.latest)
    summary.attachments, summary.attachment_bytes = told.attachments, told.attachment_bytes
    touched: dict[Name, bool] = {}
    owners: dict[Name, str] = {}
    for batch in staged_ops(connection, receipt.id):
        new = sieve.sift(batch)
        for change in fold.take_in(new):
            if change.erased:
                continue
            touched[change.kind, change.record] = touched.get((change.kind, change.record), False) or change.is_new
        owners |= parallel.owners_told(one.op for one in new)
        summary.new += len(new)
        summary.erased += [_erasure(one.op) for one in new if one.op.redact]
        summary.newer += sum(one.op.kind not in known_kinds for one in new)
        summary.decisions += _notice_decisions(connection, desk, receipt.id, new)
        report(summary.new, receipt.summary.new)
    _take_out_unjustified(connection, fold, sieve, summary)
    for (kind, _record), is_new in touched.items():
        counts = summary.created if is_new else summary.changed
        counts[kind] = counts.get(kind, 0) + 1
    summary.known = receipt.summary.known + sieve.known
    summary.forks = receipt.summary.forks + sieve.forks
    parallel.note(fold, receipt.id, touched, owners)
    summary.conflicts = max(0, open_decisions(connection) - before)
    summary.waiting = waiting(connection)
    return summary


def _take_out_unjustified(connection: Connection, fold: Fold, sieve: Sieve, summary: Summary) -> None:
    """Take tombstones out again whose redaction turned out to be a fork."""
    for new in sieve.unjustified():
        number = fold.streams.number(new.op.stream)
        many(connection, "DELETE FROM op WHERE stream = ? AND seq = ?", [(number, new.op.seq)])
        fold.streams.remeasure({number: new.op.seq})
        _refold(fold, [(new.op.kind, new.op.id)])
        sieve.reject(new)
        summary.new -= 1


def _erasure(op: Op) -> dict[str, Any]:
    """Tell what a redaction takes away, without a word of it."""
    about = {"kind": op.kind, "record": op.id, "by": op.by, "office": op.office, "at": op.at, "note": op.note}
    return {**about, "fields": [] if op.redact == [EVERYTHING] else op.redact}


def _notice_decisions(connection: Connection, desk: Desk, receipt: str, batch: list[NewOp]) -> int:
    """Note decisions of other people, so that those who wrote the values see what was decided, by whom and why."""
    decided = [new.op for new in batch if new.op.why == "resolve" and new.op.site != desk.site]
    many(
        connection,
        "INSERT INTO notice (receipt, record, kind, about, read) VALUES (?, ?, ?, ?, ?)",
        [(receipt, op.id, op.kind, to_text(_decision(op)), False) for op in decided],
    )
    return len(decided)


def _decision(op: Op) -> dict[str, Any]:
    return {"by": op.by, "office": op.office, "at": op.at, "set": op.set, "note": op.note, "dot": [*op.stream, op.seq]}


def brings_nothing(receipt: Receipt) -> Receipt:
    """Return the receipt of a bundle that is in the journal already, counted anew."""
    return replace(receipt, summary=Summary(known=receipt.summary.new + receipt.summary.known))


def scopes_of(connection: Connection, receipt: str) -> dict[str, Vectors]:
    """Return the vectors of a bundle's manifest by scope."""
    manifest = rows(connection, "SELECT manifest FROM receipt WHERE id = ?", (receipt,))[0][0]
    return msgspec.convert(from_text(manifest)["scopes"], dict[str, Vectors])
