"""Taking in a bundle: private copy, checks, staging, preview, and then accept, keep aside, or undo."""

import shutil
import uuid
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Any

import msgspec

from partnerdesk import durable, trust
from partnerdesk.bundles import container, slices
from partnerdesk.bundles.container import Opened
from partnerdesk.bundles.limits import LIMITS
from partnerdesk.bundles.manifest import Vectors
from partnerdesk.bundles.refusals import TooLarge
from partnerdesk.bundles.staging import Sieve, Stager, read_op, staged_ops
from partnerdesk.desk import INBOX, Desk
from partnerdesk.errors import PartnerDeskError
from partnerdesk.i18n import _
from partnerdesk.progress import Report, unwatched
from partnerdesk.receipts import (
    APPLIED,
    ASIDE,
    STAGED,
    UNDONE,
    Receipt,
    Summary,
    receipt_named,
    receipts,
    set_state,
    waiting,
)
from partnerdesk.store.engine import Connection, many, rehearsing, rows
from partnerdesk.store.fold import Fold, NewOp
from partnerdesk.store.jsontext import from_text, to_text
from partnerdesk.store.kinds import kinds
from partnerdesk.store.ops import Op
from partnerdesk.store.streams import Streams, lowest
from partnerdesk.store.writer import now

__all__ = [
    "APPLIED",
    "ASIDE",
    "STAGED",
    "UNDONE",
    "Inspection",
    "Receipt",
    "Summary",
    "accept",
    "discard",
    "inspect",
    "keep_aside",
    "preview",
    "receipt_named",
    "receipts",
    "receive",
    "undo",
    "waiting",
]

SPARE_BYTES = 50 * 2**20
_EVERY = 5000


@dataclass(frozen=True)
class Inspection:
    """A bundle looked at without taking anything in."""

    sender: dict[str, Any]
    trusted: bool
    created: str
    note: str
    ops: int
    kinds: dict[str, int]
    authors: dict[str, int]
    offices: dict[str, dict[str, Any]]


def inspect(desk: Desk, source: Path, report: Report = unwatched) -> Inspection:
    """Look into a bundle; nothing is written anywhere.

    Raises PartnerDeskError (`BundleRefused`) for what is no sound bundle for this device.
    """
    opened = container.read(source, desk.keys(), report)
    by_kind: dict[str, int] = {}
    authors: dict[str, int] = {}
    for done, line in enumerate(opened.lines, start=1):
        op = read_op(line)
        by_kind[op.kind] = by_kind.get(op.kind, 0) + 1
        author = f"{op.office}: {op.by}"
        authors[author] = authors.get(author, 0) + 1
        if done % _EVERY == 0:
            report(done, len(opened.lines))
    with desk.reading() as connection:
        peer = trust.peer_of(connection, opened.sender)
    scopes = opened.manifest.scopes.items()
    return Inspection(
        sender=_sender_of(opened),
        trusted=peer is not None and peer.is_trusted,
        created=opened.manifest.created,
        note=opened.manifest.note,
        ops=len(opened.lines),
        kinds=by_kind,
        authors=authors,
        offices={scope: msgspec.to_builtins(vectors) for scope, vectors in scopes if vectors.upto},
    )


def _sender_of(opened: Opened) -> dict[str, Any]:
    """Return who sent a bundle, for people to read."""
    card = opened.sender
    return {
        "office": card.office,
        "office_name": card.office_name,
        "person": card.person,
        "role": card.role,
        "site": card.site,
    }


def receive(desk: Desk, source: Path, report: Report = unwatched) -> Receipt:
    """Copy a bundle to the private inbox, check it and stage what is new; records stay as they are.

    A bundle of which nothing is missing here is not read again. Raises PartnerDeskError for what is no sound bundle for
    this device; nothing is kept of it then.
    """
    _require_space(desk, source)
    try:
        with durable.scratch(desk.folder / INBOX) as copy:
            shutil.copyfile(source, copy)
            sha256 = container.fingerprint(copy)
            if (known := _known(desk, sha256)) is not None:
                return known
            opened = container.read(copy, desk.keys(), report)
            with desk.writing() as connection:
                return _stage(connection, desk, source.name, opened, report)
    except OSError as error:
        raise PartnerDeskError(
            _("The bundle {file} cannot be copied: {reason}. Nothing was changed.").format(
                file=source, reason=error.strerror or error
            )
        ) from error


def _require_space(desk: Desk, source: Path) -> None:
    try:
        size = source.stat().st_size
    except OSError as error:
        raise PartnerDeskError(
            _("The file {file} cannot be read: {reason}. Nothing was changed.").format(
                file=source, reason=error.strerror
            )
        ) from error
    if size > LIMITS.file_bytes:
        raise TooLarge
    needed = size * 12 + SPARE_BYTES
    if shutil.disk_usage(desk.folder).free < needed:
        raise PartnerDeskError(
            _(
                "The disk is nearly full, so the bundle was not taken in. Nothing was changed. Free {megabytes} MB first."
            ).format(megabytes=needed // 2**20)
        )


def _known(desk: Desk, sha256: str) -> Receipt | None:
    """Return the receipt of a bundle that waits or brings nothing any more; None when it has to be read."""
    with desk.reading() as connection:
        found = rows(
            connection,
            "SELECT id FROM receipt WHERE sha256 = ? AND state <> ? ORDER BY at DESC LIMIT 1",
            (sha256, UNDONE),
        )
        if not found:
            return None
        receipt = receipt_named(connection, found[0][0])
        if receipt.state != APPLIED:
            return receipt
        # An undone bundle may have taken ops along that this one brought as well.
        return _brings_nothing(receipt) if _holds_all(connection, receipt.id) else None


def _holds_all(connection: Connection, receipt: str) -> bool:
    streams = Streams(connection)
    scopes = _scopes_of(connection, receipt)
    return all(
        upto <= streams.upto((site, scope)) for scope, vectors in scopes.items() for site, upto in vectors.upto.items()
    )


def _brings_nothing(receipt: Receipt) -> Receipt:
    return replace(receipt, summary=Summary(known=receipt.summary.new + receipt.summary.known))


def _scopes_of(connection: Connection, receipt: str) -> dict[str, Vectors]:
    manifest = rows(connection, "SELECT manifest FROM receipt WHERE id = ?", (receipt,))[0][0]
    return msgspec.convert(from_text(manifest)["scopes"], dict[str, Vectors])


def _stage(connection: Connection, desk: Desk, name: str, opened: Opened, report: Report) -> Receipt:
    receipt = uuid.uuid4().hex
    stager = Stager(connection, receipt, dict(opened.manifest.scopes))
    staged = stager.stage(opened.lines, len(opened.lines), report)
    summary = Summary(new=staged.new, known=staged.known, forks=staged.forks, authors=staged.authors)
    sender = _sender_of(opened)
    manifest = {
        "sender": sender,
        "scopes": msgspec.to_builtins(opened.manifest.scopes),
        "verify": opened.sender.ed25519.hex(),
    }
    entry = {
        "id": receipt,
        # A name that is no text on this system must not stop the bundle.
        "file": name.encode(errors="replace").decode(),
        "sha256": opened.sha256,
        "site": sender["site"],
        "office": sender["office"],
        "person": sender["person"],
        "state": STAGED,
        "at": now(),
        "by": desk.identity.person,
        "manifest": to_text(manifest),
        "summary": to_text(asdict(summary)),
    }
    marks = ", ".join("?" * len(entry))
    many(connection, f"INSERT INTO receipt ({', '.join(entry)}) VALUES ({marks})", [tuple(entry.values())])  # noqa: S608
    return receipt_named(connection, receipt)


def preview(desk: Desk, receipt_id: str, report: Report = unwatched) -> Receipt:
    """Tell what accepting a staged bundle would do: the very code applies it, and then nothing is kept.

    Raises PartnerDeskError for an unknown receipt.
    """
    with rehearsing(desk.engine) as connection:
        receipt = receipt_named(connection, receipt_id)
        return (
            receipt if receipt.state == APPLIED else replace(receipt, summary=_apply(connection, desk, receipt, report))
        )


def accept(desk: Desk, receipt_id: str, report: Report = unwatched) -> Receipt:
    """Merge a staged bundle, all of it or nothing.

    Raises PartnerDeskError while its sender is not trusted: it can only be kept aside until then.
    """
    with desk.writing() as connection:
        receipt = receipt_named(connection, receipt_id)
        if receipt.state == APPLIED:
            return _brings_nothing(receipt)
        if not receipt.trusted:
            raise PartnerDeskError(
                _(
                    "The sender of this bundle, {person} of {office}, is not trusted here. It was kept aside and nothing was"
                    " changed. Take the sender's key, compare its code, then accept the bundle."
                ).format(person=receipt.sender["person"], office=receipt.sender["office"])
            )
        summary = _apply(connection, desk, receipt, report)
        set_state(connection, receipt_id, APPLIED, summary)
        many(connection, "DELETE FROM staged WHERE receipt = ?", [(receipt_id,)])
        _acknowledge(connection, receipt_id)
        site = desk.site_after(connection, receipt_id)
        accepted = receipt_named(connection, receipt_id)
    desk.site = site
    return accepted


def keep_aside(desk: Desk, receipt_id: str) -> Receipt:
    """Leave a staged bundle for later; nothing of it is lost or merged.

    Raises PartnerDeskError when it is merged already.
    """
    with desk.writing() as connection:
        _require_waiting(receipt_named(connection, receipt_id))
        many(connection, "UPDATE receipt SET state = ? WHERE id = ?", [(ASIDE, receipt_id)])
        return receipt_named(connection, receipt_id)


def discard(desk: Desk, receipt_id: str) -> None:
    """Throw away a bundle that waits; its file can be received again.

    Raises PartnerDeskError when it is merged already.
    """
    with desk.writing() as connection:
        _require_waiting(receipt_named(connection, receipt_id))
        many(connection, "DELETE FROM staged WHERE receipt = ?", [(receipt_id,)])
        many(connection, "DELETE FROM receipt WHERE id = ?", [(receipt_id,)])


def _require_waiting(receipt: Receipt) -> None:
    if receipt.state == APPLIED:
        raise PartnerDeskError(_("This bundle is already merged. Nothing was changed. Undo it first."))


def undo(desk: Desk, receipt_id: str) -> Receipt:
    """Move the ops that a bundle brought out of the journal again; later edits stay, and the bundle can be accepted anew.

    Raises PartnerDeskError when it is not merged.
    """
    with desk.writing() as connection:
        receipt = receipt_named(connection, receipt_id)
        if receipt.state != APPLIED:
            raise PartnerDeskError(_("This bundle is not merged, so there is nothing to undo. Nothing was changed."))
        sql = "SELECT stream, seq, record, kind, body FROM op WHERE receipt = ? ORDER BY stream, seq"
        taken = rows(connection, sql, (receipt_id,))
        many(
            connection,
            "INSERT INTO staged (receipt, line, body) VALUES (?, ?, ?)",
            [(receipt_id, line, op[-1]) for line, op in enumerate(taken, start=1)],
        )
        many(connection, "DELETE FROM op WHERE receipt = ?", [(receipt_id,)])
        streams = Streams(connection)
        streams.remeasure(lowest((stream, seq) for stream, seq, *_rest in taken))
        _refold(Fold(connection, streams), [(kind, record) for _stream, _seq, record, kind, _body in taken])
        many(connection, "DELETE FROM notice WHERE receipt = ?", [(receipt_id,)])
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
    site, verify = rows(
        connection, "SELECT site, json_extract(manifest, '$.verify') FROM receipt WHERE id = ?", (receipt_id,)
    )[0]
    slices.acknowledge(connection, site, _scopes_of(connection, receipt_id))
    trust.note_site(connection, verify, site)


def _apply(connection: Connection, desk: Desk, receipt: Receipt, report: Report) -> Summary:
    """Fold a receipt's staged ops in, and tell what that did."""
    fold = Fold(connection, Streams(connection))
    sieve = Sieve(connection, fold.streams, receipt.id)
    before = _conflict_count(connection)
    summary = Summary(authors=receipt.summary.authors)
    touched: dict[tuple[str, str], bool] = {}
    for batch in staged_ops(connection, receipt.id):
        new = sieve.sift(batch)
        for change in fold.take_in(new):
            touched[change.kind, change.record] = touched.get((change.kind, change.record), False) or change.is_new
        summary.new += len(new)
        summary.newer += sum(one.op.kind not in kinds() for one in new)
        summary.decisions += _notice_decisions(connection, desk, receipt.id, new)
        report(summary.new, receipt.summary.new)
    for (kind, _record), is_new in touched.items():
        counts = summary.created if is_new else summary.changed
        counts[kind] = counts.get(kind, 0) + 1
    summary.known = receipt.summary.known + sieve.known
    summary.forks = receipt.summary.forks + sieve.forks
    summary.conflicts = max(0, _conflict_count(connection) - before)
    summary.waiting = waiting(connection)
    return summary


def _conflict_count(connection: Connection) -> int:
    return int(rows(connection, "SELECT count(*) FROM conflict")[0][0])


def _notice_decisions(connection: Connection, desk: Desk, receipt: str, batch: list[NewOp]) -> int:
    """Note decisions of other people, so that those who wrote the values see what was decided, by whom and why."""
    decided = [new.op for new in batch if new.op.why == "resolve" and new.op.site != desk.site]
    many(
        connection,
        "INSERT INTO notice (receipt, record, kind, about, read) VALUES (?, ?, ?, ?, 0)",
        [(receipt, op.id, op.kind, to_text(_decision(op))) for op in decided],
    )
    return len(decided)


def _decision(op: Op) -> dict[str, Any]:
    return {"by": op.by, "office": op.office, "at": op.at, "set": op.set, "note": op.note}
