"""Taking in a bundle: private copy, checks, staging; `merging` has what comes after, and is offered from here as well."""

import secrets
import shutil
import time
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import msgspec

from partnerdesk import durable, trust
from partnerdesk.bundles import blobs, container
from partnerdesk.bundles.container import Opened
from partnerdesk.bundles.limits import LIMITS
from partnerdesk.bundles.refusals import TooLarge
from partnerdesk.bundles.staging import Stager, read_op
from partnerdesk.desk import INBOX, Desk
from partnerdesk.errors import PartnerDeskError
from partnerdesk.i18n import _
from partnerdesk.merging import accept, brings_nothing, discard, keep_aside, preview, scopes_of, undo
from partnerdesk.progress import Report, unwatched
from partnerdesk.receipts import APPLIED, ASIDE, STAGED, UNDONE, Receipt, Summary, receipt_named, receipts, waiting
from partnerdesk.store.engine import Connection, many, rows
from partnerdesk.store.jsontext import to_text
from partnerdesk.store.streams import Streams
from partnerdesk.store.writer import now
from partnerdesk.uncollected import uncollected

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
    attachments: list[dict[str, Any]]
    """What the manifest lists: `sha256`, `bytes`, `media_type`, and whether it travels in this bundle (`here`)."""


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
        attachments=[
            {**msgspec.to_builtins(blob), "here": blob.sha256 in opened.attachments} for blob in opened.manifest.blobs
        ],
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
            with desk.writing(patient=True) as connection:
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
            "SELECT id FROM receipt WHERE sha256 = ? AND state <> ? ORDER BY at DESC, id DESC LIMIT 1",
            (sha256, UNDONE),
        )
        if not found:
            return None
        receipt = receipt_named(connection, found[0][0])
        if receipt.state != APPLIED:
            return receipt
        # An undone bundle may have taken ops along that this one brought as well.
        return brings_nothing(receipt) if _holds_all(connection, receipt.id) else None


def _holds_all(connection: Connection, receipt: str) -> bool:
    streams = Streams(connection)
    scopes = scopes_of(connection, receipt)
    return blobs.are_sound(connection, receipt) and all(
        upto <= streams.upto((site, scope)) for scope, vectors in scopes.items() for site, upto in vectors.upto.items()
    )


@uncollected()
def _stage(connection: Connection, desk: Desk, name: str, opened: Opened, report: Report) -> Receipt:
    # The newest comes last in the journal's index by receipts, so that a bundle does not part its full pages.
    receipt = f"{time.time_ns():016x}{secrets.token_hex(8)}"
    stager = Stager(connection, receipt, dict(opened.manifest.scopes))
    staged = stager.stage(opened.lines, len(opened.lines), report)
    summary = Summary(
        new=staged.new,
        known=staged.known,
        forks=staged.forks,
        authors=staged.authors,
        ahead=staged.clocks.ahead,
        latest=staged.clocks.latest,
        attachments=len(opened.attachments),
        attachment_bytes=sum(map(len, opened.attachments.values())),
    )
    blobs.stage(connection, receipt, opened.attachments)
    sender = _sender_of(opened)
    manifest = {
        "sender": sender,
        "scopes": msgspec.to_builtins(opened.manifest.scopes),
        "verify": opened.sender.ed25519.hex(),
        "card": msgspec.to_builtins(opened.sender),
        "created": opened.manifest.created,
        "purpose": opened.manifest.purpose,
        "note": opened.manifest.note,
        "welcome": msgspec.to_builtins(opened.manifest.welcome) if opened.manifest.welcome else None,
        "number": opened.manifest.number,
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
