"""Commands about welcome kits: writing one for a new device, and opening one there."""

import sys
from argparse import Namespace
from collections.abc import Iterable

from partnerdesk import i18n, trust, vocabulary, welcome
from partnerdesk.cli.output import emit, facts, say, table
from partnerdesk.cli.progressline import watched
from partnerdesk.cli.session import opened
from partnerdesk.cli.values import refused
from partnerdesk.desk import Desk
from partnerdesk.errors import PartnerDeskError
from partnerdesk.i18n import _, ngettext
from partnerdesk.trust import Peer
from partnerdesk.welcome import Kit


def write(given: Namespace) -> None:
    """Write a welcome kit for a trusted device."""
    with opened(given) as desk:
        peer = _device(desk, given.to)
        planned = welcome.plan(desk, peer.card)
        with watched() as report:
            done = welcome.write(desk, peer.verify, given.file, given.note, report)
    if given.json:
        emit(
            {
                "file": str(done.file),
                "ops": done.ops,
                "bytes": done.bytes,
                "to": list(done.to),
                "records": dict(planned.records),
                "vouched": [one.card.site for one in planned.devices],
                "instruments": [f"{key} {version}" for key, version in planned.instruments],
            }
        )
        return
    say(_("The welcome kit for {person} is in {file}.").format(person=peer.card.person, file=done.file))
    facts(
        [
            (_("Changes"), i18n.format_decimal(done.ops)),
            (_("Devices vouched for"), "\n".join(one.card.person for one in planned.devices)),
            (_("Instruments in use"), _instruments(planned.instruments)),
        ]
    )


def open_kit(given: Namespace) -> None:
    """Open a welcome kit: compare its sender's code, merge what it holds, and say whom it vouches for."""
    with opened(given) as desk:
        with watched() as report:
            kit = welcome.receive(desk, given.file, report)
        code = given.code if given.code is not None else _asked_code(kit)
        with watched() as report:
            kit = welcome.open_kit(desk, kit.receipt.id, code, report)
        if given.accept_vouched:
            trust.accept_vouched(desk)
        through = [peer for peer in trust.all_peers(desk) if peer.card in kit.cards]
    if given.json:
        emit(
            {
                "receipt": kit.receipt.id,
                "sender": kit.receipt.sender,
                "new": kit.receipt.summary.new,
                "created": kit.receipt.summary.created,
                "vouched": [{"site": peer.card.site, "state": peer.state} for peer in through],
                "missing_instruments": [f"{key} {version}" for key, version in kit.missing],
            }
        )
        return
    _show(kit, through)


def _show(kit: Kit, through: list[Peer]) -> None:
    new = kit.receipt.summary.new
    say(
        ngettext("{n} change came with the welcome kit.", "{n} changes came with the welcome kit.", new).format(
            n=i18n.format_decimal(new)
        )
    )
    if through:
        say()
        say(_("Known through {person}, {role}:").format(person=kit.sender.person, role=_role(kit.sender.role)))
        table(
            [_("Office"), _("Person"), _("Role"), _("State"), _("Device")],
            [
                [one.card.office, one.card.person, _role(one.card.role), _(trust.STATES[one.state]), one.card.site]
                for one in through
            ],
        )
    if any(peer.state == trust.VOUCHED for peer in through):
        say(_("Trust them with “partnerdesk keys accept-vouched”, all or by their device."))
    if kit.missing:
        say(
            _("Not in this PartnerDesk: {instruments}. Update it to see their questions.").format(
                instruments=_instruments(kit.missing)
            )
        )


def _asked_code(kit: Kit) -> str:
    if sys.stdin is None or not sys.stdin.isatty():
        raise PartnerDeskError(
            _("The kit was not opened: no code was given. Ask {person} to read it out, and add --code.").format(
                person=kit.sender.person
            )
        )
    facts(
        [
            (_("Person"), kit.sender.person),
            (_("Role"), _role(kit.sender.role)),
            (_("Office"), f"{kit.sender.office_name} ({kit.sender.office})"),
        ]
    )
    sys.stdout.write(_("Code that its owner reads out: "))
    sys.stdout.flush()
    return sys.stdin.readline().strip()


def _device(desk: Desk, named: str) -> Peer:
    """Return a trusted device by its id, or by the code of an office that has only one."""
    trusted = [peer for peer in trust.all_peers(desk) if peer.is_trusted]
    found = [peer for peer in trusted if named in peer.sites] or [peer for peer in trusted if peer.card.office == named]
    if len(found) != 1:
        raise refused(_("trusted device"), named, [peer.card.site for peer in found or trusted])
    return found[0]


def _role(code: str) -> str:
    return vocabulary.label("person_role", code)


def _instruments(used: Iterable[tuple[str, str]]) -> str:
    return ", ".join(f"{key} {version}" for key, version in used)
