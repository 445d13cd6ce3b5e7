"""Whom we trust: key cards of other devices, taken after a person compared the short code."""

from dataclasses import dataclass
from pathlib import Path
from typing import Any

import msgspec

from partnerdesk import keys
from partnerdesk.desk import Desk
from partnerdesk.errors import PartnerDeskError
from partnerdesk.i18n import N_, _
from partnerdesk.keys import KeyCard
from partnerdesk.store.engine import Connection, many, rows
from partnerdesk.store.jsontext import to_text
from partnerdesk.store.writer import now

TRUSTED, REVOKED = "trusted", "revoked"
STATES = {TRUSTED: N_("Trusted"), REVOKED: N_("No longer trusted")}
SEES_ALL_OFFICES = frozenset({"focal_point", "regional_lead", "hq_steward"})
"""Roles whose devices receive every office that the sender holds; others receive their own office."""


@dataclass(frozen=True)
class Peer:
    """A device of somebody else, and since when and by whom it is trusted."""

    card: KeyCard
    state: str
    at: str
    by: str
    site: str
    """The site under which it spoke last; another than the card's when its workspace was restored or moved."""

    @property
    def is_trusted(self) -> bool:
        return self.state == TRUSTED


def shown_card(desk: Desk) -> dict[str, Any]:
    """Return this device's key card for handing over, with the code that the other side compares."""
    return keys.to_dict(desk.card())


def trust(desk: Desk, card_file: Path, code: str) -> Peer:
    """Trust the device whose card this is, because its owner told us this code by voice or in person.

    Raises PartnerDeskError when the file is no key card or the code does not fit; nothing is trusted then.
    """
    card = keys.load_card(card_file)
    keys.compare_code(card, code)
    return trust_card(desk, card)


def trust_card(desk: Desk, card: KeyCard) -> Peer:
    """Trust a card whose code was compared."""
    if card.ed25519 == desk.keys().verify_key:
        raise PartnerDeskError(
            _("This is the key of this device itself. Nothing was changed. Ask for the other side's key.")
        )
    with desk.writing() as connection:
        _keep(connection, card, TRUSTED, desk.identity.person)
        (found,) = [peer for peer in peers(connection) if peer.card.ed25519 == card.ed25519]
    return found


def revoke(desk: Desk, site: str) -> None:
    """Trust a device no longer: it gets no bundles from here, and its bundles can only be kept aside."""
    with desk.writing() as connection:
        many(
            connection,
            "UPDATE peer SET state = ?, at = ? WHERE site = ? OR json_extract(card, '$.site') = ?",
            [(REVOKED, now(), site, site)],
        )


def _keep(connection: Connection, card: KeyCard, state: str, by: str) -> None:
    many(
        connection,
        "INSERT INTO peer (verify, site, office, card, state, at, by) VALUES (?, ?, ?, ?, ?, ?, ?)"
        " ON CONFLICT (verify) DO UPDATE SET site = CASE WHEN card = excluded.card THEN site ELSE excluded.site END,"
        " office = excluded.office, card = excluded.card, state = excluded.state, at = excluded.at, by = excluded.by",
        [(card.ed25519.hex(), card.site, card.office, to_text(msgspec.to_builtins(card)), state, now(), by)],
    )


def note_site(connection: Connection, verify: str, site: str) -> None:
    """Note under which site a known device speaks now; what it told under another one no longer counts."""
    many(connection, "UPDATE peer SET site = ? WHERE verify = ?", [(site, verify)])


def peers(connection: Connection, office: str = "") -> list[Peer]:
    """Return the devices that we know, or those of one office."""
    found = rows(
        connection,
        "SELECT card, state, at, by, site FROM peer WHERE office = ? OR ? = '' ORDER BY office, at",
        (office, office),
    )
    return [Peer(keys.read_card(card.encode()), *about) for card, *about in found]


def all_peers(desk: Desk) -> list[Peer]:
    """Return every device that we know."""
    with desk.reading() as connection:
        return peers(connection)


def peer_of(connection: Connection, card: KeyCard) -> Peer | None:
    """Return what we know of the device that signs with this card's key."""
    found = rows(connection, "SELECT state, at, by, site FROM peer WHERE verify = ?", (card.ed25519.hex(),))
    return Peer(card, *found[0]) if found else None
