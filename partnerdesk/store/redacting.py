"""Redactions at work: what they take is taken from the journal, from what waits outside it, and from what arrives later."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from partnerdesk.errors import PartnerDeskError
from partnerdesk.i18n import _
from partnerdesk.store import blobs
from partnerdesk.store.engine import Connection, many, rows
from partnerdesk.store.identity import keep_setting
from partnerdesk.store.jsontext import from_text, to_text
from partnerdesk.store.kinds import kinds
from partnerdesk.store.ops import Op, decode, encode, name_of
from partnerdesk.store.redaction import erases_all, reduced
from partnerdesk.store.rowvalues import base
from partnerdesk.store.scrub import RESIDUE
from partnerdesk.store.streams import Streams

if TYPE_CHECKING:
    from partnerdesk.store.fold import Fold, NewOp

CHUNK = 400
ATTACHMENT = "attachment"

Name = tuple[str, str]
"""A record: kind and id."""


@dataclass
class Admitted:
    """New ops as they may enter the journal, and the records whose rows have to be made anew."""

    ops: list["NewOp"]
    redacted: dict[Name, list[Op]] = field(default_factory=dict)
    blobs: set[str] = field(default_factory=set)
    """The fingerprints of files that erased attachments named."""


def admit(connection: Connection, streams: Streams, fresh: Sequence["NewOp"]) -> Admitted:
    """Take from new ops what redactions erase, and what new redactions erase from everything that is here already."""
    coming = [new.op for new in fresh if new.op.redact]
    _enter(connection, streams, coming)
    found = redactions_of(connection, streams, (new.op.id for new in fresh), coming)
    if not found:
        return Admitted(list(fresh))
    ops = [_admitted(new, found.get((new.op.kind, new.op.id), ())) for new in fresh]
    admitted = Admitted(ops, {name: list(its) for name, its in found.items()})
    for name in {(op.kind, op.id) for op in coming}:
        admitted.blobs |= _erase_here(connection, name, found[name])
    return admitted


def fold_anew(fold: "Fold", admitted: Admitted) -> Iterator[tuple[str, str, bool, bool]]:
    """Make the rows of redacted records anew, let go of their files, and yield what `Changed` tells of each."""
    for (name, record), redactions in admitted.redacted.items():
        if (kind := kinds().get(name)) is not None:
            is_new = fold.row(kind, record) is None
            fold.refold(kind, [record])
            yield name, record, is_new, erases_all(redactions)
    blobs.forget(fold.connection, admitted.blobs)


def without_erased(connection: Connection, streams: Streams, fresh: Sequence["NewOp"]) -> list["NewOp"]:
    """Return these ops without what redactions of the journal erase of them."""
    found = redactions_of(connection, streams, (new.op.id for new in fresh))
    return [_admitted(new, found.get((new.op.kind, new.op.id), ())) for new in fresh] if found else list(fresh)


def _admitted(new: "NewOp", redactions: Sequence[Op]) -> "NewOp":
    left = reduced(new.op, new.hash, redactions) if redactions else new.op
    return new if left is new.op else type(new)(left, encode(left), new.hash, new.receipt)


def _enter(connection: Connection, streams: Streams, redactions: Iterable[Op]) -> None:
    many(
        connection,
        "INSERT INTO redaction (stream, seq, record, kind) VALUES (?, ?, ?, ?)",
        [(streams.number(op.stream), op.seq, op.id, op.kind) for op in redactions],
    )


def redactions_of(
    connection: Connection, streams: Streams, records: Iterable[str], coming: Iterable[Op] = ()
) -> dict[Name, list[Op]]:
    """Return the redactions of these records, those included that are `coming` and not yet in the journal."""
    if not rows(connection, "SELECT 1 FROM redaction LIMIT 1"):
        return {}
    at_hand = {op.dot: op for op in coming}
    result: dict[Name, list[Op]] = defaultdict(list)
    ordered = sorted(set(records))
    for start in range(0, len(ordered), CHUNK):
        part = ordered[start : start + CHUNK]
        marks = ",".join("?" * len(part))
        sql = (
            "SELECT r.stream, r.seq, r.record, r.kind, o.body FROM redaction r"
            f" LEFT JOIN op o ON o.stream = r.stream AND o.seq = r.seq WHERE r.record IN ({marks})"
        )
        for number, seq, record, kind, body in rows(connection, sql, part):
            op = at_hand[streams.stream(number), seq] if body is None else decode(bytes(body))
            result[kind, record].append(op)
    return dict(result)


def _erase_here(connection: Connection, name: Name, redactions: Sequence[Op]) -> set[str]:
    """Take what redactions erase from the ops held, from bundles that wait, from forks and from notices.

    Returns the fingerprints of files that the record named.
    """
    kind, record = name
    held = rows(connection, "SELECT stream, seq, body, hash FROM op WHERE record = ? AND kind = ?", (record, kind))
    changed = [
        (body, stream, seq)
        for stream, seq, old, its_hash in held
        if (body := _left(bytes(old), bytes(its_hash), redactions)) is not None
    ]
    many(connection, "UPDATE op SET body = ? WHERE stream = ? AND seq = ?", changed)
    _erase_outside(connection, name, redactions)
    _erase_notices(connection, name, redactions)
    _erase_drafts(connection, record, redactions)
    note_residue(connection)
    return {str(sha256) for old in held if (sha256 := decode(bytes(old[2])).set.get("sha256")) and kind == ATTACHMENT}


def _left(body: bytes, its_hash: bytes | None, redactions: Sequence[Op]) -> bytes | None:
    """Return the bytes of what is left of an op, None when nothing was taken."""
    op = decode(body)
    left = reduced(op, its_hash or name_of(op, body), redactions)
    return None if left is op else encode(left)


def _erase_outside(connection: Connection, name: Name, redactions: Sequence[Op]) -> None:
    # Every opening loads this module; few ever erase, and only they need the compression.
    from partnerdesk.store import packing

    kind, record = name
    sought = record.encode()

    def change(body: bytes) -> bytes:
        about = sought in body and _is_about(body, kind, record)
        return (_left(body, None, redactions) or body) if about else body

    packing.change_waiting(connection, change)
    for its_hash, body in rows(connection, "SELECT hash, body FROM fork"):
        about = sought in body and _is_about(bytes(body), kind, record)
        if about and (left := _left(bytes(body), bytes(its_hash), redactions)) is not None:
            many(connection, "UPDATE fork SET body = ? WHERE hash = ?", [(left, its_hash)])


def _is_about(body: bytes, kind: str, record: str) -> bool:
    op = decode(body)
    return (op.kind, op.id) == (kind, record)


def _erase_notices(connection: Connection, name: Name, redactions: Sequence[Op]) -> None:
    kind, record = name
    for number, about in rows(connection, "SELECT id, about FROM notice WHERE kind = ? AND record = ?", (kind, record)):
        told = from_text(about)
        fields = {one for redaction in redactions for one in redaction.redact}
        left = {one: value for one, value in told.get("set", {}).items() if base(one) not in fields}
        if erases_all(redactions) or not left:
            many(connection, "DELETE FROM notice WHERE id = ?", [(number,)])
        elif left != told["set"]:
            text = to_text({**told, "set": left, "note": ""})
            many(connection, "UPDATE notice SET about = ? WHERE id = ?", [(text, number)])


def _erase_drafts(connection: Connection, record: str, redactions: Sequence[Op]) -> None:
    """Forget what was typed about a record, or for one that belongs to it, and never saved."""
    if not erases_all(redactions):
        return
    test = "key LIKE ? OR value LIKE ?"
    many(connection.own, f"DELETE FROM setting WHERE {test}", [(f"%{record}%", f"%{record}%")])


def refuse_revival(connection: Connection, streams: Streams, fresh: Sequence["NewOp"]) -> None:
    """Raise PartnerDeskError when a person writes what an erasure would take at once: nothing typed may vanish in silence."""
    found = redactions_of(connection, streams, (new.op.id for new in fresh))
    for new in fresh:
        redactions = found.get((new.op.kind, new.op.id), [])
        if redactions and reduced(new.op, new.hash, redactions) is not new.op:
            raise PartnerDeskError(
                _(
                    "This record, or a part of it that you changed, has been erased for good. Nothing was changed. Open it"
                    " again to see what is left, or make a new record."
                )
            )


def is_justified(connection: Connection, tombstone: Op) -> bool:
    """Tell whether the journal holds a redaction of a tombstone's record."""
    sql = "SELECT 1 FROM redaction WHERE record = ? AND kind = ? LIMIT 1"
    return bool(rows(connection, sql, (tombstone.id, tombstone.kind)))


def note_residue(connection: Connection) -> None:
    """Note that something was erased whose bytes may still lie in the files."""
    keep_setting(connection, RESIDUE, True)


def has_erased(connection: Connection, kind: str) -> bool:
    """Tell whether something of a kind was ever erased here."""
    return bool(rows(connection, "SELECT 1 FROM redaction WHERE kind = ? LIMIT 1", (kind,)))


def reindex(connection: Connection) -> None:
    """Find the redactions of the journal anew."""
    connection.execute("DELETE FROM redaction")
    cursor = connection.cursor()
    found = []
    for stream, seq, record, kind, body in cursor.execute("SELECT stream, seq, record, kind, body FROM op"):
        if b'"redact":[' in body and decode(bytes(body)).redact:
            found.append((stream, seq, record, kind))
    cursor.close()
    many(connection, "INSERT INTO redaction (stream, seq, record, kind) VALUES (?, ?, ?, ?)", found)
