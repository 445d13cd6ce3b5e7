"""Welcome kits: a bundle with everything that a new device needs, and what it tells the device that opens it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import msgspec

from partnerdesk import keys, receiving, sending, strangers, trust
from partnerdesk.bundles.manifest import UsedInstrument, Welcome
from partnerdesk.desk import Desk
from partnerdesk.errors import PartnerDeskError
from partnerdesk.i18n import _
from partnerdesk.instruments import library
from partnerdesk.keys import BadCard, KeyCard
from partnerdesk.progress import Report, unwatched
from partnerdesk.receipts import APPLIED, Receipt
from partnerdesk.sending import Exported
from partnerdesk.store.engine import Connection, rows
from partnerdesk.store.jsontext import from_text
from partnerdesk.store.kinds import kinds
from partnerdesk.trust import Peer


@dataclass(frozen=True)
class Plan:
    """What a kit for a device would hold."""

    offices: Mapping[str, str]
    """Names by code."""
    records: Mapping[str, int]
    """Numbers by kind."""
    devices: Sequence[Peer]
    """The devices that the sender vouches for."""
    instruments: Sequence[tuple[str, str]]
    """Key and version of each instrument in use."""


@dataclass(frozen=True)
class Kit:
    """A welcome kit that arrived."""

    receipt: Receipt
    sender: KeyCard
    offices: Mapping[str, str]
    cards: Sequence[KeyCard]
    instruments: Sequence[tuple[str, str]]
    missing: Sequence[tuple[str, str]]
    """The instruments among them that this program does not have."""


def plan(desk: Desk, card: KeyCard) -> Plan:
    """Return what a kit for the device of this card would hold."""
    with desk.reading() as connection:
        return _plan(connection, desk.office, card)


def write(desk: Desk, verify: str, target: Path, note: str = "", report: Report = unwatched) -> Exported:
    """Write the kit for a trusted device, named by its verifying key in hexadecimal.

    Raises PartnerDeskError when the device is not trusted or the file cannot be written; nothing is written then.
    """
    number = desk.next_bundle()
    with desk.reading() as connection:
        found = [peer for peer in trust.peers(connection) if peer.verify == verify and peer.is_trusted]
        if not found:
            raise PartnerDeskError(
                _("The new device is not trusted yet. Nothing was written. Take its key and compare its code first.")
            )
        planned = _plan(connection, desk.office, found[0].card)
        told = Welcome(
            offices=dict(planned.offices),
            cards=[peer.card for peer in planned.devices],
            instruments=[UsedInstrument(key, version) for key, version in planned.instruments],
        )
        return sending.write_for(connection, desk, found, target, number, note=note, welcome=told, report=report)


def receive(desk: Desk, source: Path, report: Report = unwatched) -> Kit:
    """Check a kit and stage it; nothing is merged and nobody is trusted by that.

    Raises PartnerDeskError for what is no sound bundle for this device, or no welcome kit.
    """
    receipt = receiving.receive(desk, source, report)
    if receipt.purpose != sending.WELCOME:
        raise PartnerDeskError(
            _(
                "This is an ordinary bundle and no welcome kit. It was checked and waits on the page “Exchange”; nothing of it"
                " was merged."
            )
        )
    return kit(desk, receipt.id)


def kit(desk: Desk, receipt_id: str) -> Kit:
    """Return what a kit that arrived tells."""
    with desk.reading() as connection:
        receipt = receiving.receipt_named(connection, receipt_id)
        found = rows(connection, "SELECT manifest FROM receipt WHERE id = ?", (receipt_id,))
    told = from_text(found[0][0]).get("welcome") or {}
    used = [(one["key"], one["version"]) for one in told.get("instruments", ())]
    return Kit(
        receipt,
        strangers.card_of_sender(desk, receipt_id),
        told.get("offices", {}),
        [card for data in told.get("cards", ()) if (card := _sound(data))],
        used,
        missing(used),
    )


def open_kit(desk: Desk, receipt_id: str, code: str, report: Report = unwatched) -> Kit:
    """Trust the sender of a kit because this is the code that they told us, and merge what the kit holds.

    The devices that the sender vouches for are then known and wait for a person. Raises PartnerDeskError when the code does
    not fit; nothing is changed then.
    """
    found = kit(desk, receipt_id)
    keys.compare_code(found.sender, code)
    if not found.receipt.trusted:
        trust.trust_card(desk, found.sender)
    if found.receipt.state != APPLIED:
        receiving.accept(desk, receipt_id, report)
    return kit(desk, receipt_id)


def missing(used: Sequence[tuple[str, str]]) -> list[tuple[str, str]]:
    """Return those of these instruments, by key and version, that this program does not have."""
    here = {(title.key, title.version) for title in library.titles()}
    return [one for one in used if one not in here]


def instruments_in_use(connection: Connection) -> list[tuple[str, str]]:
    """Return key and version of every instrument by which an assessment was made."""
    found = rows(connection, "SELECT DISTINCT instrument FROM assessment WHERE NOT deleted AND instrument IS NOT NULL")
    return sorted((key, version) for key, _space, version in (str(row[0]).partition(" ") for row in found) if version)


def _plan(connection: Connection, own: str, card: KeyCard) -> Plan:
    peer = Peer(card, trust.TRUSTED, "", "", card.site)
    scopes = sending.scopes_for(connection, [peer], own)
    counts: dict[str, int] = {}
    for kind in kinds():
        found = rows(connection, f"SELECT scope, count(*) FROM {kind} WHERE NOT deleted GROUP BY scope")  # noqa: S608
        if number := sum(count for scope, count in found if scopes is None or scope in scopes):
            counts[kind] = number
    offices = dict(
        rows(connection, "SELECT code, name FROM office WHERE NOT deleted AND code IS NOT NULL ORDER BY code")
    )
    others = [one for one in trust.peers(connection) if one.is_trusted and one.card.ed25519 != card.ed25519]
    return Plan({code: name or "" for code, name in offices.items()}, counts, others, instruments_in_use(connection))


def _sound(data: Any) -> KeyCard | None:
    try:
        return keys.read_card(msgspec.json.encode(data))
    except BadCard:
        return None
