"""Commands about keys: our card, and the devices that we trust."""

import sys
from argparse import Namespace

from partnerdesk import durable, keycards, strangers, trust, vocabulary
from partnerdesk import keys as cards
from partnerdesk.cli import shapes
from partnerdesk.cli.output import emit, facts, say, table
from partnerdesk.cli.session import opened
from partnerdesk.cli.values import refused
from partnerdesk.desk import Desk
from partnerdesk.errors import PartnerDeskError
from partnerdesk.i18n import _
from partnerdesk.keys import KeyCard


def show(given: Namespace) -> None:
    """Show this device's card and the code that its owner reads out to the other side."""
    with opened(given) as desk:
        card = desk.card()
        shown = trust.shown_card(desk)
    if given.out is not None:
        with durable.replacing(given.out) as file:
            file.write(keycards.as_file(card))
    if given.qr is not None:
        keycards.write_qr(card, given.qr)
    if given.json:
        emit({**shown, "text": keycards.as_text(card)})
        return
    if given.text:
        say(keycards.as_text(card))
        return
    _show_owner(card)
    say()
    say(_("Short code, to be compared by voice or in person:"))
    say(shown["code"])
    for file in (given.out, given.qr):
        if file is not None:
            say()
            say(_("The card is in {file}. It holds no secret.").format(file=file))


def list_keys(given: Namespace) -> None:
    """List the devices that are known here."""
    with opened(given) as desk:
        found = trust.all_peers(desk)
        unknown = strangers.strangers(desk)
    if given.json:
        emit([shapes.peer_json(peer) for peer in found])
        return
    table(
        [_("Office"), _("Person"), _("State"), _("Since"), _("Heard last"), _("Device")],
        [
            [
                peer.card.office,
                peer.card.person,
                _(trust.STATES[peer.state]),
                shapes.moment(peer.at),
                shapes.moment(peer.heard),
                peer.card.site,
            ]
            for peer in found
        ]
        + [
            [
                one.card.office,
                one.card.person,
                _(trust.STATES[trust.UNKNOWN]),
                "",
                shapes.moment(one.heard),
                one.card.site,
            ]
            for one in unknown
        ],
    )
    for peer in found:
        if peer.through is not None:
            say(_("{person} is known through {sponsor}.").format(person=peer.card.person, sponsor=peer.through.person))
        if peer.reason:
            say(_("{person}: {reason}").format(person=peer.card.person, reason=peer.reason))


def trust_key(given: Namespace) -> None:
    """Trust the device whose card this is, if the code fits."""
    with opened(given) as desk:
        card = _card_asked_for(desk, given)
        former = trust.former_keys(desk, card)
        code = given.code if given.code is not None else _asked_code(card)
        peer = trust.trust_compared(desk, card, code, instead=given.instead)
    if given.json:
        emit(shapes.peer_json(peer))
        return
    say(_("{person} of {office} is trusted from now on.").format(person=card.person, office=card.office_name))
    for other in former:
        words = (
            _("The former key of {person}, device {site}, is no longer trusted.")
            if given.instead
            else _("Another key of {person} is trusted as well, device {site}. Revoke it if this one replaces it.")
        )
        say(words.format(person=other.card.person, site=other.card.site))


def revoke(given: Namespace) -> None:
    """Trust a device no longer."""
    with opened(given) as desk:
        known = {peer.card.site: peer for peer in trust.all_peers(desk)}
        if given.site not in known:
            raise refused(_("device that is known here"), given.site, list(known))
        peer = known[given.site]
        trust.revoke(desk, peer.verify, given.reason)
        leaning = trust.leaning_on(desk, peer.verify)
    say(_("{person} of {office} is no longer trusted.").format(person=peer.card.person, office=peer.card.office_name))
    for other in leaning:
        say(
            _("{other} is trusted because {person} vouched. Compare the code of that device, or revoke it.").format(
                other=other.card.person, person=peer.card.person
            )
        )


def accept_vouched(given: Namespace) -> None:
    """Trust devices that a welcome kit vouched for."""
    with opened(given) as desk:
        known = {peer.card.site: peer for peer in trust.all_peers(desk) if peer.state == trust.VOUCHED}
        for site in given.site:
            if site not in known:
                raise refused(_("device that somebody vouched for"), site, list(known))
        now_trusted = trust.accept_vouched(desk, [known[site].verify for site in given.site] or None)
    if given.json:
        emit([shapes.peer_json(peer) for peer in now_trusted])
        return
    for peer in now_trusted:
        say(
            _("{person} of {office} is trusted from now on.").format(
                person=peer.card.person, office=peer.card.office_name
            )
        )
    if not now_trusted:
        say(_("Nobody was vouched for."))


def _card_asked_for(desk: Desk, given: Namespace) -> KeyCard:
    if given.receipt is not None:
        return strangers.card_of_sender(desk, given.receipt)
    if given.text is not None:
        return keycards.from_text(given.text)
    if given.file is None:
        raise PartnerDeskError(
            _("No key card was named. Nothing was changed. Name a file, or give --text or --receipt.")
        )
    return cards.load_card(given.file)


def _asked_code(card: KeyCard) -> str:
    if sys.stdin is None or not sys.stdin.isatty():
        raise PartnerDeskError(
            _("The key was not trusted: no code was given. Ask the card's owner to read it out, and add --code.")
        )
    _show_owner(card)
    sys.stdout.write(_("Code that its owner reads out: "))
    sys.stdout.flush()
    return sys.stdin.readline().strip()


def _show_owner(card: KeyCard) -> None:
    facts(
        [
            (_("Person"), card.person),
            (_("Role"), vocabulary.label("person_role", card.role)),
            (_("Office"), f"{card.office_name} ({card.office})"),
            (_("Device"), card.site),
        ]
    )
