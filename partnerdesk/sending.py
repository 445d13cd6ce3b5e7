"""Handing over a bundle: everything that the chosen recipients have not yet told us they hold."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from partnerdesk.bundles import container, slices
from partnerdesk.bundles.manifest import Manifest
from partnerdesk.desk import Desk
from partnerdesk.errors import PartnerDeskError
from partnerdesk.i18n import _
from partnerdesk.progress import Report, unwatched
from partnerdesk.store.engine import Connection
from partnerdesk.store.streams import Streams
from partnerdesk.store.writer import now
from partnerdesk.trust import SEES_ALL_OFFICES, Peer, peers


@dataclass(frozen=True)
class Exported:
    """What went into a bundle."""

    file: Path
    ops: int
    bytes: int
    offices: tuple[str, ...]
    to: tuple[str, ...]


def export(
    desk: Desk,
    offices: Sequence[str],
    target: Path,
    *,
    small: bool = False,
    note: str = "",
    report: Report = unwatched,
) -> Exported:
    """Write a bundle for every trusted device of these offices.

    Raises PartnerDeskError when an office has no trusted device, or the file cannot be written; nothing is sent then.
    """
    with desk.reading() as connection:
        recipients = _recipients(connection, offices)
        streams = Streams(connection)
        scopes = _scopes(recipients)
        part = slices.slice_for(connection, streams, [peer.site for peer in recipients], scopes)
        spoken_of = scopes if scopes is not None else {peer.card.office for peer in recipients} | {desk.office}
        manifest = Manifest(
            sender=desk.card(), created=now(), scopes=part.vectors(streams, spoken_of), purpose="exchange", note=note
        )
        written = container.write(
            target,
            manifest,
            slices.bodies(connection, streams, part),
            desk.keys(),
            [peer.card.age for peer in recipients],
            report,
            small,
        )
    sent = sorted({scope for stream, scope in part.top if part.top[stream, scope] > part.since[stream, scope]})
    to = tuple(f"{peer.card.office}: {peer.card.person}" for peer in recipients)
    return Exported(target, written.lines, written.bytes, tuple(sent), to)


def _recipients(connection: Connection, offices: Sequence[str]) -> list[Peer]:
    found: list[Peer] = []
    for office in offices:
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


def _scopes(recipients: Sequence[Peer]) -> set[str] | None:
    """Return the offices that all of these recipients may have; None for every office that we hold."""
    limited = [{peer.card.office, slices.SHARED} for peer in recipients if peer.card.role not in SEES_ALL_OFFICES]
    return set.intersection(*limited) if limited else None
