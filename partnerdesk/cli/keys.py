"""Commands about keys: our card, and the devices that we trust."""

import json
import sys
from argparse import Namespace

from partnerdesk import durable, trust
from partnerdesk import keys as cards
from partnerdesk.cli import shapes
from partnerdesk.cli.output import emit, facts, say, table
from partnerdesk.cli.session import opened
from partnerdesk.cli.values import refused
from partnerdesk.errors import PartnerDeskError
from partnerdesk.i18n import _
from partnerdesk.keys import KeyCard


def show(given: Namespace) -> None:
    """Show this device's card and the code that its owner reads out to the other side."""
    with opened(given) as desk:
        card = trust.shown_card(desk)
    if given.out is not None:
        with durable.replacing(given.out) as file:
            file.write(json.dumps(card, ensure_ascii=False, indent=2).encode() + b"\n")
    if given.json:
        emit(card)
        return
    _show_owner(card["person"], card["office_name"], card["office"], card["site"])
    say()
    say(_("Short code, to be compared by voice or in person:"))
    say(card["code"])
    if given.out is not None:
        say()
        say(_("The card is in {file}. It holds no secret.").format(file=given.out))


def list_keys(given: Namespace) -> None:
    """List the devices that are known here."""
    with opened(given) as desk:
        found = trust.all_peers(desk)
    if given.json:
        emit([shapes.peer_json(peer) for peer in found])
        return
    table(
        [_("Office"), _("Person"), _("State"), _("Since"), _("Device")],
        [
            [peer.card.office, peer.card.person, _(trust.STATES[peer.state]), shapes.moment(peer.at), peer.card.site]
            for peer in found
        ],
    )


def trust_key(given: Namespace) -> None:
    """Trust the device whose card this is, if the code fits."""
    with opened(given) as desk:
        code = given.code if given.code is not None else _asked_code(cards.load_card(given.file))
        peer = trust.trust(desk, given.file, code)
    if given.json:
        emit(shapes.peer_json(peer))
        return
    say(_("{person} of {office} is trusted from now on.").format(person=peer.card.person, office=peer.card.office_name))


def revoke(given: Namespace) -> None:
    """Trust a device no longer."""
    with opened(given) as desk:
        known = {peer.card.site: peer for peer in trust.all_peers(desk)}
        if given.site not in known:
            raise refused(_("device that is known here"), given.site, list(known))
        trust.revoke(desk, given.site)
    card = known[given.site].card
    say(_("{person} of {office} is no longer trusted.").format(person=card.person, office=card.office_name))


def _asked_code(card: KeyCard) -> str:
    if sys.stdin is None or not sys.stdin.isatty():
        raise PartnerDeskError(
            _("The key was not trusted: no code was given. Ask the card's owner to read it out, and add --code.")
        )
    _show_owner(card.person, card.office_name, card.office, card.site)
    sys.stdout.write(_("Code that its owner reads out: "))
    sys.stdout.flush()
    return sys.stdin.readline().strip()


def _show_owner(person: str, office_name: str, office: str, site: str) -> None:
    facts([(_("Person"), person), (_("Office"), f"{office_name} ({office})"), (_("Device"), site)])
