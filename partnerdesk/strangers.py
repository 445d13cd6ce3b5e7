"""Senders whose key nobody took here: who they say they are, and the card that came signed with their bundle."""

from dataclasses import dataclass

import msgspec

from partnerdesk import keys
from partnerdesk.desk import Desk
from partnerdesk.errors import PartnerDeskError
from partnerdesk.i18n import _
from partnerdesk.keys import KeyCard
from partnerdesk.store.engine import rows
from partnerdesk.store.jsontext import from_text


@dataclass(frozen=True)
class Stranger:
    """A sender that is not known here; what the card says is only what it says."""

    card: KeyCard
    bundles: int
    """How many of its bundles wait."""
    heard: str
    """When the last of them arrived."""


def strangers(desk: Desk) -> list[Stranger]:
    """Return the senders of waiting bundles whose key is not known here, the latest first."""
    with desk.reading() as connection:
        found = rows(
            connection,
            "SELECT r.manifest, r.at FROM receipt r LEFT JOIN peer p ON p.verify = json_extract(r.manifest, '$.verify')"
            " WHERE p.verify IS NULL AND r.state IN ('staged', 'aside') ORDER BY r.at DESC",
        )
    told: dict[str, tuple[KeyCard, list[str]]] = {}
    for manifest, at in found:
        if card := _card(manifest):
            told.setdefault(card.ed25519.hex(), (card, []))[1].append(at)
    return [Stranger(card, len(times), times[0]) for card, times in told.values()]


def card_of_sender(desk: Desk, receipt: str) -> KeyCard:
    """Return the key card that a bundle brought along; whose it really is, only a comparison of the code tells.

    Raises PartnerDeskError where there is no such bundle, or it came before cards were kept.
    """
    with desk.reading() as connection:
        found = rows(connection, "SELECT manifest FROM receipt WHERE id = ?", (receipt,))
    if not found:
        raise PartnerDeskError(_("There is no receipt {id}. Nothing was changed.").format(id=receipt))
    if (card := _card(found[0][0])) is None:
        raise PartnerDeskError(
            _("The key of this bundle's sender was not kept. Nothing was changed. Ask the sender for the key card.")
        )
    return card


def _card(manifest: str) -> KeyCard | None:
    told = from_text(manifest).get("card")
    return keys.read_card(msgspec.json.encode(told)) if told else None
