"""Taking in a bundle: private copy, checks, staging, preview, and then accept, keep aside, or undo."""

import shutil
import uuid
from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass, field, replace
from pathlib import Path
from typing import Any

import msgspec

from partnerdesk import trust
from partnerdesk.bundles import container, slices
from partnerdesk.bundles.container import Opened
from partnerdesk.bundles.manifest import Vectors
from partnerdesk.bundles.staging import Stager, staged_ops
from partnerdesk.desk import Desk
from partnerdesk.errors import PartnerDeskError
from partnerdesk.i18n import _
from partnerdesk.progress import Report, unwatched
from partnerdesk.store.engine import Connection, many, rows
from partnerdesk.store.fold import Fold, NewOp, refold
from partnerdesk.store.jsontext import from_text, to_text
from partnerdesk.store.kinds import kinds
from partnerdesk.store.ops import Op, decode
from partnerdesk.store.streams import Streams
from partnerdesk.store.writer import now

STAGED, ASIDE, APPLIED, UNDONE = "staged", "aside", "applied", "undone"
BATCH = 5000
SPARE_BYTES = 50 * 2**20


@dataclass
class Summary:
    """What a bundle brings, or brought: counts by kind, decisions needed, and what does not fit."""

    new: int = 0
    known: int = 0
    forks: int = 0
    created: dict[str, int] = field(default_factory=dict)
    changed: dict[str, int] = field(default_factory=dict)
    conflicts: int = 0
    decisions: int = 0
    newer: int = 0
    authors: dict[str, int] = field(default_factory=dict)
    waiting: list[dict[str, Any]] = field(default_factory=list)


@dataclass(frozen=True)
class Receipt:
    """A bundle that arrived and its present state."""

    id: str
    file: str
    state: str
    at: str
    by: str
    sender: dict[str, Any]
    trusted: bool
    summary: Summary


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
        op = decode(line)
        by_kind[op.kind] = by_kind.get(op.kind, 0) + 1
        author = f"{op.office}: {op.by}"
        authors[author] = authors.get(author, 0) + 1
        if done % BATCH == 0:
            report(done, len(opened.lines))
    with desk.reading() as connection:
        peer = trust.peer_of(connection, opened.sender)
    return Inspection(
        sender=sender_of(opened),
        trusted=peer is not None and peer.is_trusted,
        created=opened.manifest.created,
        note=opened.manifest.note,
        ops=len(opened.lines),
        kinds=by_kind,
        authors=authors,
        offices={scope: msgspec.to_builtins(vectors) for scope, vectors in opened.manifest.scopes.items()},
    )


def sender_of(opened: Opened) -> dict[str, Any]:
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

    A bundle that was taken in before is not read again. Raises PartnerDeskError for what is no sound bundle for this
    device; nothing is kept of it then.
    """
    _require_space(desk, source)
    copy = desk.folder / "inbox" / f"{uuid.uuid4().hex}.pdbundle"
    try:
        _copy(source, copy)
        sha256 = container.fingerprint(copy)
        if (known := _known(desk, sha256)) is not None:
            return known
        opened = container.read(copy, desk.keys(), report)
        with desk.writing() as connection:
            return _stage(connection, desk, source.name, opened, report)
    finally:
        copy.unlink(missing_ok=True)


def _require_space(desk: Desk, source: Path) -> None:
    try:
        needed = source.stat().st_size * 12 + SPARE_BYTES
    except OSError as error:
        raise PartnerDeskError(
            _("The file {file} cannot be read: {reason}. Nothing was changed.").format(
                file=source, reason=error.strerror
            )
        ) from error
    if shutil.disk_usage(desk.folder).free < needed:
        raise PartnerDeskError(
            _(
                "The disk is nearly full, so the bundle was not taken in. Nothing was changed. Free {megabytes} MB first."
            ).format(megabytes=needed // 2**20)
        )


def _copy(source: Path, copy: Path) -> None:
    try:
        copy.parent.mkdir(exist_ok=True)
        shutil.copyfile(source, copy)
    except OSError as error:
        raise PartnerDeskError(
            _("The bundle {file} cannot be copied: {reason}. Nothing was changed.").format(
                file=source, reason=error.strerror or error
            )
        ) from error


def _known(desk: Desk, sha256: str) -> Receipt | None:
    """Return the receipt of a bundle that is in the journal or waits, counted as bringing nothing new when it is in."""
    with desk.reading() as connection:
        found = rows(
            connection,
            "SELECT id FROM receipt WHERE sha256 = ? AND state <> ? ORDER BY at DESC LIMIT 1",
            (sha256, UNDONE),
        )
        if not found:
            return None
        receipt = receipt_named(connection, found[0][0])
    if receipt.state == APPLIED:
        known = receipt.summary.new + receipt.summary.known
        return replace(receipt, summary=Summary(known=known))
    return receipt


def _stage(connection: Connection, desk: Desk, name: str, opened: Opened, report: Report) -> Receipt:
    receipt = uuid.uuid4().hex
    stager = Stager(connection, receipt, dict(opened.manifest.scopes))
    staged = stager.stage(opened.lines, len(opened.lines), report)
    summary = Summary(new=staged.new, known=staged.known, forks=staged.forks, authors=staged.authors)
    sender = sender_of(opened)
    manifest = {
        "sender": sender,
        "scopes": msgspec.to_builtins(opened.manifest.scopes),
        "verify": opened.sender.ed25519.hex(),
    }
    many(
        connection,
        "INSERT INTO receipt (id, file, sha256, site, office, person, state, at, by, manifest, summary)"
        " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        [
            (
                receipt,
                name,
                opened.sha256,
                sender["site"],
                sender["office"],
                sender["person"],
                STAGED,
                now(),
                desk.identity.person,
                to_text(manifest),
                to_text(asdict(summary)),
            )
        ],
    )
    return receipt_named(connection, receipt)


def preview(desk: Desk, receipt_id: str, report: Report = unwatched) -> Receipt:
    """Tell what accepting a staged bundle would do: the very code applies it, and then nothing is kept."""
    with desk.engine.connect() as connection:
        connection.execute("BEGIN IMMEDIATE")
        receipt = receipt_named(connection, receipt_id)
        if receipt.state in {STAGED, ASIDE, UNDONE}:
            receipt = replace(receipt, summary=_apply(connection, desk, receipt, report))
        connection.rollback()
    return receipt


def accept(desk: Desk, receipt_id: str, report: Report = unwatched) -> Receipt:
    """Merge a staged bundle, all of it or nothing.

    Raises PartnerDeskError while its sender is not trusted: it can only be kept aside until then.
    """
    with desk.writing() as connection:
        receipt = receipt_named(connection, receipt_id)
        if receipt.state == APPLIED:
            return replace(receipt, summary=Summary(known=receipt.summary.new + receipt.summary.known))
        if not receipt.trusted:
            raise PartnerDeskError(
                _(
                    "The sender of this bundle, {person} of {office}, is not trusted here. It was kept aside and nothing was"
                    " changed. Take the sender's key, compare its code, then accept the bundle."
                ).format(person=receipt.sender["person"], office=receipt.sender["office"])
            )
        summary = _apply(connection, desk, receipt, report)
        _set_state(connection, receipt_id, APPLIED, summary)
        many(connection, "DELETE FROM staged WHERE receipt = ?", [(receipt_id,)])
        _acknowledge(connection, receipt_id)
        return receipt_named(connection, receipt_id)


def keep_aside(desk: Desk, receipt_id: str) -> Receipt:
    """Leave a staged bundle for later; nothing of it is lost or merged."""
    with desk.writing() as connection:
        _require_waiting(receipt_named(connection, receipt_id))
        many(connection, "UPDATE receipt SET state = ? WHERE id = ?", [(ASIDE, receipt_id)])
        return receipt_named(connection, receipt_id)


def discard(desk: Desk, receipt_id: str) -> None:
    """Throw away a bundle that waits; its file can be received again."""
    with desk.writing() as connection:
        _require_waiting(receipt_named(connection, receipt_id))
        many(connection, "DELETE FROM staged WHERE receipt = ?", [(receipt_id,)])
        many(connection, "DELETE FROM receipt WHERE id = ?", [(receipt_id,)])


def _require_waiting(receipt: Receipt) -> None:
    if receipt.state == APPLIED:
        raise PartnerDeskError(_("This bundle is already merged. Nothing was changed. Undo it first."))


def undo(desk: Desk, receipt_id: str) -> Receipt:
    """Move the ops that a bundle brought out of the journal again; later edits stay, and the bundle can be accepted anew."""
    with desk.writing() as connection:
        receipt = receipt_named(connection, receipt_id)
        if receipt.state != APPLIED:
            raise PartnerDeskError(_("This bundle is not merged, so there is nothing to undo. Nothing was changed."))
        taken = rows(
            connection,
            "SELECT stream, record, kind, body FROM op WHERE receipt = ? ORDER BY stream, seq",
            (receipt_id,),
        )
        many(
            connection,
            "INSERT INTO staged (receipt, line, body) VALUES (?, ?, ?)",
            [(receipt_id, line, body) for line, (_stream, _record, _kind, body) in enumerate(taken, start=1)],
        )
        many(connection, "DELETE FROM op WHERE receipt = ?", [(receipt_id,)])
        streams = Streams(connection)
        streams.remeasure({stream for stream, _record, _kind, _body in taken})
        records: dict[str, set[str]] = {}
        for _stream, record, kind, _body in taken:
            records.setdefault(kind, set()).add(record)
        refold(Fold(connection, streams), records)
        many(connection, "DELETE FROM notice WHERE receipt = ?", [(receipt_id,)])
        _set_state(connection, receipt_id, UNDONE, receipt.summary)
        return receipt_named(connection, receipt_id)


def receipts(desk: Desk) -> list[Receipt]:
    """Return every bundle that arrived, newest first."""
    with desk.reading() as connection:
        found = rows(connection, "SELECT id FROM receipt ORDER BY at DESC, id")
        return [receipt_named(connection, row[0]) for row in found]


def receipt_named(connection: Connection, receipt_id: str) -> Receipt:
    """Return one receipt; PartnerDeskError when there is none of this name."""
    found = rows(
        connection,
        "SELECT r.file, r.state, r.at, r.by, r.manifest, r.summary, p.state FROM receipt r LEFT JOIN peer p"
        " ON p.verify = json_extract(r.manifest, '$.verify') WHERE r.id = ?",
        (receipt_id,),
    )
    if not found:
        raise PartnerDeskError(_("There is no receipt {id}. Nothing was changed.").format(id=receipt_id))
    file, state, at, by, manifest, summary, peer = found[0]
    return Receipt(
        receipt_id,
        file,
        state,
        at,
        by,
        from_text(manifest)["sender"],
        peer == trust.TRUSTED,
        Summary(**from_text(summary)),
    )


def _set_state(connection: Connection, receipt_id: str, state: str, summary: Summary) -> None:
    many(
        connection,
        "UPDATE receipt SET state = ?, summary = ? WHERE id = ?",
        [(state, to_text(asdict(summary)), receipt_id)],
    )


def _acknowledge(connection: Connection, receipt_id: str) -> None:
    site, manifest = rows(connection, "SELECT site, manifest FROM receipt WHERE id = ?", (receipt_id,))[0]
    scopes = msgspec.convert(from_text(manifest)["scopes"], dict[str, Vectors])
    slices.acknowledge(connection, site, scopes)


def _apply(connection: Connection, desk: Desk, receipt: Receipt, report: Report) -> Summary:
    """Fold a receipt's staged ops in, and tell what that did."""
    fold = Fold(connection, Streams(connection))
    before = _conflict_count(connection)
    summary = Summary(known=receipt.summary.known, forks=receipt.summary.forks, authors=receipt.summary.authors)
    touched: dict[tuple[str, str], bool] = {}
    for batch in _batches(staged_ops(connection, receipt.id)):
        for change in fold.take_in(batch):
            touched[change.kind, change.record] = touched.get((change.kind, change.record), False) or change.is_new
        summary.new += len(batch)
        summary.newer += _newer(batch)
        summary.decisions += _notice_decisions(connection, desk, receipt.id, batch)
        report(summary.new, receipt.summary.new)
    for (kind, _record), is_new in touched.items():
        counts = summary.created if is_new else summary.changed
        counts[kind] = counts.get(kind, 0) + 1
    summary.conflicts = max(0, _conflict_count(connection) - before)
    summary.waiting = waiting(connection)
    return summary


def _batches(ops: Iterable[NewOp]) -> Iterator[list[NewOp]]:
    batch: list[NewOp] = []
    for new in ops:
        batch.append(new)
        if len(batch) == BATCH:
            yield batch
            batch = []
    if batch:
        yield batch


def _newer(batch: list[NewOp]) -> int:
    return sum(new.op.kind not in kinds() for new in batch)


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


def waiting(connection: Connection) -> list[dict[str, Any]]:
    """Return the gaps: ops that others have written and that have not arrived. They stop nothing."""
    return [
        {"site": site, "office": scope, "from": upto + 1, "to": top - 1}
        for site, scope, upto, top in rows(connection, "SELECT site, scope, upto, top FROM stream WHERE upto < top")
    ]
