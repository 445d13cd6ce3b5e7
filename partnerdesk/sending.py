"""Handing over a bundle: everything that the chosen recipients have not yet told us they hold."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import msgspec

from partnerdesk import offices, returning
from partnerdesk.bundles import blobs, container, slices
from partnerdesk.bundles.manifest import Manifest, Welcome, needed
from partnerdesk.desk import Desk
from partnerdesk.errors import PartnerDeskError
from partnerdesk.i18n import _
from partnerdesk.progress import Report, unwatched
from partnerdesk.store.engine import Connection
from partnerdesk.store.streams import Streams
from partnerdesk.store.writer import now
from partnerdesk.trust import Peer, peers, sites_in_use

EXCHANGE, WELCOME, RETURN = "exchange", "welcome", "return"
"""Why a bundle was made, as its manifest says."""


USUAL_ATTACHMENTS = blobs.USUAL_BYTES
"""So many bytes of attachments go along unless somebody chooses otherwise."""


@dataclass(frozen=True)
class Exported:
    """What went into a bundle."""

    file: Path
    ops: int
    bytes: int
    offices: tuple[str, ...]
    to: tuple[str, ...]
    attachments: int = 0
    attachments_left: int = 0
    """Those that the recipients have not got and that did not go along: so chosen, or there was no room."""
    decisions: int = 0
    """Decisions about what the recipients recorded that go along."""


def export(
    desk: Desk,
    to_offices: Sequence[str],
    target: Path,
    *,
    small: bool = False,
    note: str = "",
    attachments_bytes: int = USUAL_ATTACHMENTS,
    report: Report = unwatched,
) -> Exported:
    """Write a bundle for every trusted device of these offices, with at most so many bytes of attachments (0 for none).

    What does not go along the recipients ask for, and it can travel in any later bundle.

    Raises PartnerDeskError when an office has no trusted device, or the file cannot be written; nothing is sent then.
    """
    number = desk.next_bundle()
    with desk.reading() as connection:
        return write_for(
            connection,
            desk,
            _recipients(connection, to_offices),
            target,
            number,
            small=small,
            note=note,
            attachments_bytes=attachments_bytes,
            report=report,
        )


def write_for(
    connection: Connection,
    desk: Desk,
    recipients: Sequence[Peer],
    target: Path,
    number: int,
    *,
    small: bool = False,
    note: str = "",
    welcome: Welcome | None = None,
    attachments_bytes: int = USUAL_ATTACHMENTS,
    report: Report = unwatched,
) -> Exported:
    """Write a bundle of this number for these devices; a welcome kit holds everything, whatever was confirmed.

    Raises PartnerDeskError when the file cannot be written; nothing is sent then.
    """
    streams = Streams(connection)
    scopes = scopes_for(connection, recipients, desk.office)
    sites = sites_in_use(connection, recipients)
    told = [] if welcome else sites
    part = slices.slice_for(connection, streams, told, scopes)
    attachments = blobs.choose(connection, told, part, scopes, attachments_bytes)
    decisions = max((returning.unconfirmed(connection, desk, peer) for peer in recipients), default=0)
    spoken_of = scopes if scopes is not None else {peer.card.office for peer in recipients} | {desk.office}
    manifest = Manifest(
        sender=desk.card(),
        created=now(),
        scopes=slices.with_own_words(streams, blobs.with_wants(connection, part.vectors(streams, spoken_of)), sites),
        purpose=WELCOME if welcome else RETURN if decisions else EXCHANGE,
        note=note,
        needs=needed(*slices.capabilities(connection, streams, part)),
        number=number,
        welcome=welcome or msgspec.UNSET,
        blobs=list(attachments.listed),
    )
    written = container.write(
        target,
        manifest,
        slices.bodies(connection, streams, part),
        desk.keys(),
        [peer.card.age for peer in recipients],
        report,
        small,
        blobs.contents(connection, attachments.going),
    )
    sent = sorted({scope for stream, scope in part.top if part.top[stream, scope] > part.since[stream, scope]})
    to = tuple(f"{peer.card.office}: {peer.card.person}" for peer in recipients)
    return Exported(
        target, written.lines, written.bytes, tuple(sent), to, len(attachments.going), attachments.left, decisions
    )


def _recipients(connection: Connection, to_offices: Sequence[str]) -> list[Peer]:
    found: list[Peer] = []
    for office in to_offices:
        trusted = [peer for peer in peers(connection, office) if peer.is_trusted]
        if not trusted:
            raise PartnerDeskError(
                _(
                    "No device of {office} is trusted here, so nothing was written. Take that office's key first and"
                    " compare its code."
                ).format(office=office)
            )
        found += trusted
    return found


def scopes_for(connection: Connection, recipients: Sequence[Peer], own: str) -> set[str] | None:
    """Return the offices that all of these recipients may have; None for every office that we hold."""
    allowed = [offices.receives(connection, peer, own) for peer in recipients]
    limited = [scopes for scopes in allowed if scopes is not None]
    return set.intersection(*limited) if limited else None
