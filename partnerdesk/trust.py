"""Whom we trust: key cards of other devices, taken after a person compared the short code, or vouched for by such a device."""

import contextlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import msgspec

from partnerdesk import keys
from partnerdesk.desk import Desk
from partnerdesk.errors import PartnerDeskError
from partnerdesk.i18n import N_, _
from partnerdesk.keys import KeyCard
from partnerdesk.store.engine import Connection, many, rows
from partnerdesk.store.identity import setting
from partnerdesk.store.jsontext import from_text, to_text
from partnerdesk.store.writer import now

TRUSTED, VOUCHED, REVOKED, UNKNOWN = "trusted", "vouched", "revoked", ""
STATES = {
    TRUSTED: N_("Trusted"),
    VOUCHED: N_("Vouched for"),
    REVOKED: N_("No longer trusted"),
    UNKNOWN: N_("Unknown"),
}

LONGEST_REASON = 2000


@dataclass(frozen=True)
class Through:
    """The device that vouched for another one in a welcome kit."""

    verify: str
    person: str
    office: str
    role: str


@dataclass(frozen=True)
class Peer:
    """A device of somebody else, and since when and by whom it is trusted."""

    card: KeyCard
    state: str
    at: str
    by: str
    site: str
    """The site under which it spoke last; another than the card's when its workspace was restored or moved."""
    reason: str = ""
    """Why it is trusted no longer."""
    through: Through | None = None
    heard: str = ""
    """When its last bundle arrived here; known to `all_peers` only, as are `sites`."""
    sites: tuple[str, ...] = ()
    """Every site under which it has spoken, the card's first."""

    @property
    def is_trusted(self) -> bool:
        return self.state == TRUSTED

    @property
    def verify(self) -> str:
        """The key that checks its signatures, in hexadecimal: what it is known by."""
        return self.card.ed25519.hex()


def shown_card(desk: Desk) -> dict[str, Any]:
    """Return this device's key card for handing over, with the code that the other side compares."""
    return keys.to_dict(desk.card())


def trust(desk: Desk, card_file: Path, code: str) -> Peer:
    """Trust the device whose card this is, because its owner told us this code by voice or in person.

    Raises PartnerDeskError when the file is no key card or the code does not fit; nothing is trusted then.
    """
    return trust_compared(desk, keys.load_card(card_file), code)


def trust_compared(desk: Desk, card: KeyCard, code: str, *, instead: bool = False) -> Peer:
    """Trust a card because its owner told us this code; `instead` ends the trust in former keys of the same person.

    Raises PartnerDeskError when the code does not fit; nothing is changed then.
    """
    keys.compare_code(card, code)
    return trust_card(desk, card, instead=instead)


def trust_card(desk: Desk, card: KeyCard, *, instead: bool = False) -> Peer:
    """Trust a card whose code was compared."""
    if card.ed25519 == desk.keys().verify_key:
        raise PartnerDeskError(
            _("This is the key of this device itself. Nothing was changed. Ask for the other side's key.")
        )
    with desk.writing() as connection:
        if instead:
            for former in _former(connection, card):
                _set_state(connection, former.verify, REVOKED, desk, _("Replaced by a new key."))
        _keep(connection, card, TRUSTED, desk.identity.person)
        (found,) = [peer for peer in peers(connection) if peer.card.ed25519 == card.ed25519]
    return found


def former_keys(desk: Desk, card: KeyCard) -> list[Peer]:
    """Return the trusted devices that this card may be meant to replace: other keys of the same person or site.

    A new key is usual after a new computer; it is also what somebody sends who wants to be taken for that person.
    """
    with desk.reading() as connection:
        return _former(connection, card)


def _former(connection: Connection, card: KeyCard) -> list[Peer]:
    who = card.person.casefold()
    return [
        peer
        for peer in peers(connection)
        if peer.is_trusted
        and peer.card.ed25519 != card.ed25519
        and (
            card.site in (peer.site, peer.card.site)
            or (peer.card.office, peer.card.person.casefold()) == (card.office, who)
        )
    ]


def revoke(desk: Desk, site: str, reason: str = "") -> None:
    """Trust a device no longer, named by its key or by a site: no bundles for it, and its own can only be kept aside."""
    with desk.writing() as connection:
        for peer in peers(connection):
            if site in {peer.verify, peer.site, peer.card.site}:
                _set_state(connection, peer.verify, REVOKED, desk, reason[:LONGEST_REASON])


def leaning_on(desk: Desk, verify: str) -> list[Peer]:
    """Return the trusted devices that are known through this one only; when it is revoked they deserve a look."""
    with desk.reading() as connection:
        return [
            peer for peer in peers(connection) if peer.is_trusted and peer.through and peer.through.verify == verify
        ]


def _set_state(connection: Connection, verify: str, state: str, desk: Desk, reason: str = "") -> None:
    many(
        connection,
        "UPDATE peer SET state = ?, at = ?, by = ?, reason = ? WHERE verify = ?",
        [(state, now(), desk.identity.person, reason, verify)],
    )


def _keep(connection: Connection, card: KeyCard, state: str, by: str, through: str | None = None) -> None:
    many(
        connection,
        "INSERT INTO peer (verify, site, office, card, state, at, by, reason, through) VALUES (?, ?, ?, ?, ?, ?, ?, '', ?)"
        " ON CONFLICT (verify) DO UPDATE SET"
        " site = CASE WHEN peer.card = excluded.card THEN peer.site ELSE excluded.site END,"
        " office = excluded.office, card = excluded.card, state = excluded.state, at = excluded.at, by = excluded.by,"
        " reason = '', through = excluded.through",
        [(card.ed25519.hex(), card.site, card.office, to_text(msgspec.to_builtins(card)), state, now(), by, through)],
    )


def note_site(connection: Connection, verify: str, site: str) -> None:
    """Note under which site a known device spoke last.

    What it told under an earlier one no longer counts, until that one speaks again: then the workspace was copied, and both
    copies are in use under one key.
    """
    before = rows(connection, "SELECT site FROM peer WHERE verify = ?", (verify,))
    if not before or before[0][0] == site:
        return
    former = before[0][0]
    spoke = {known for (known,) in rows(connection, "SELECT site FROM peer_site WHERE verify = ?", (verify,))}
    is_copied = site in spoke
    many(
        connection,
        "INSERT INTO peer_site (verify, site, live) VALUES (?, ?, ?)"
        " ON CONFLICT (verify, site) DO UPDATE SET live = peer_site.live OR excluded.live",
        [(verify, one, is_copied) for one in ({former, site} if is_copied else {former})],
    )
    many(connection, "UPDATE peer SET site = ? WHERE verify = ?", [(site, verify)])


def sites_in_use(connection: Connection, recipients: Iterable[Peer]) -> list[str]:
    """Return the sites under which these devices read what is sent to them; several where a workspace was copied."""
    copies = rows(connection, "SELECT verify, site FROM peer_site WHERE live = TRUE ORDER BY verify, site")
    sites = {peer.verify: [peer.site] for peer in recipients}
    for verify, site in copies:
        if verify in sites and site not in sites[verify]:
            sites[verify].append(site)
    return [site for its in sites.values() for site in its]


def note_vouched(connection: Connection, receipt: str) -> None:
    """Note the devices for which the welcome kit of a trusted sender vouches; those that are known stay as they are."""
    told = from_text(rows(connection, "SELECT manifest FROM receipt WHERE id = ?", (receipt,))[0][0])
    if not told.get("welcome"):
        return
    sender = told["sender"]
    through = to_text({"verify": told["verify"], **{name: sender[name] for name in ("person", "office", "role")}})
    known = {peer.verify for peer in peers(connection)}
    known.add(keys.DeviceKeys.from_dict(setting(connection, "keys")).verify_key.hex())
    for data in told["welcome"]["cards"]:
        # A card of a newer format is no reason to refuse the records.
        with contextlib.suppress(keys.BadCard):
            card = keys.read_card(msgspec.json.encode(data))
            if card.ed25519.hex() not in known:
                _keep(connection, card, VOUCHED, sender["person"], through)


def accept_vouched(desk: Desk, verifies: Sequence[str] | None = None) -> list[Peer]:
    """Trust devices that a welcome kit vouched for: these keys, or all. Returns those that are trusted now.

    Raises PartnerDeskError when one of them is not vouched for, or its sponsor is trusted no longer; none is trusted then.
    """
    with desk.writing() as connection:
        known = {peer.verify: peer for peer in peers(connection)}
        asked = [peer for peer in known.values() if peer.state == VOUCHED]
        asked = asked if verifies is None else [peer for peer in known.values() if peer.verify in set(verifies)]
        for peer in asked:
            _require_sponsor(peer, known)
            _set_state(connection, peer.verify, TRUSTED, desk)
        return [peer for peer in peers(connection) if peer.verify in {one.verify for one in asked}]


def _require_sponsor(peer: Peer, known: dict[str, Peer]) -> None:
    if peer.state != VOUCHED or peer.through is None:
        raise PartnerDeskError(
            _("Nobody vouches for {person} of {office}. Nothing was changed. Compare the code of that device.").format(
                person=peer.card.person, office=peer.card.office
            )
        )
    sponsor = known.get(peer.through.verify)
    if sponsor is None or not sponsor.is_trusted:
        raise PartnerDeskError(
            _(
                "{person} vouches for {other}, but is not trusted here any more. Nothing was changed. "
                "Compare the code of that device yourself."
            ).format(person=peer.through.person, other=peer.card.person)
        )


def peers(connection: Connection, office: str = "") -> list[Peer]:
    """Return the devices that we know, or those of one office."""
    found = rows(
        connection,
        "SELECT card, state, at, by, site, reason, through FROM peer WHERE office = ? OR ? = '' ORDER BY office, at",
        (office, office),
    )
    return [_peer(keys.read_card(card.encode()), *about) for card, *about in found]


def _peer(card: KeyCard, state: str, at: str, by: str, site: str, reason: str | None, through: str | None) -> Peer:
    return Peer(card, state, at, by, site, reason or "", Through(**from_text(through)) if through else None)


def all_peers(desk: Desk) -> list[Peer]:
    """Return every device that we know, with when it was heard last and the sites under which it spoke."""
    with desk.reading() as connection:
        found = peers(connection)
        spoke = rows(
            connection,
            "SELECT json_extract(manifest, '$.verify'), site, max(at) FROM receipt GROUP BY 1, 2 ORDER BY 3",
        )
    heard: dict[str, dict[str, str]] = {}
    for verify, site, at in spoke:
        heard.setdefault(verify, {})[site] = at
    return [
        replace(
            peer,
            heard=max(heard.get(peer.verify, {}).values(), default=""),
            sites=tuple(dict.fromkeys([peer.card.site, *heard.get(peer.verify, {}), peer.site])),
        )
        for peer in found
    ]


def peer_of(connection: Connection, card: KeyCard) -> Peer | None:
    """Return what we know of the device that signs with this card's key."""
    sql = "SELECT state, at, by, site, reason, through FROM peer WHERE verify = ?"
    found = rows(connection, sql, (card.ed25519.hex(),))
    return _peer(card, *found[0]) if found else None
