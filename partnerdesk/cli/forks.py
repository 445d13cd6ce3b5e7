"""Commands about changes that were kept out because a copied workspace gave their numbers to others."""

from argparse import Namespace
from dataclasses import asdict
from typing import Any

from partnerdesk import forks
from partnerdesk.cli import shapes
from partnerdesk.cli.output import emit, facts, say, table
from partnerdesk.cli.session import opened
from partnerdesk.forks import Fork, Kept
from partnerdesk.i18n import _

_LETTERS = 12
"""So many characters of a change's name are shown; any beginning that only one change has names it."""


def list_forks(given: Namespace) -> None:
    """List what was kept out: whose device, which numbers, from which bundle."""
    with opened(given) as desk:
        found = forks.forks(desk)
        titles = {one.name: forks.title_of(desk, one) for fork in found for one in fork.kept}
    if given.json:
        emit([_fork_json(fork) for fork in found])
        return
    if not found:
        say(_("Nothing was kept out."))
    for fork in found:
        say(fork.in_words())
        table(
            [_("Change"), _("Number"), _("Record"), _("Written on"), _("State")],
            [
                [one.name[:_LETTERS], str(one.op.seq), titles[one.name], shapes.moment(one.op.at), _state(one)]
                for one in fork.kept
            ],
        )
        say()


def show(given: Namespace) -> None:
    """Show one kept-out change beside what stands here; nothing can be changed there."""
    with opened(given) as desk:
        kept = forks.named(desk, given.change)
        compared = forks.compared(desk, kept)
        title = forks.title_of(desk, kept)
    if given.json:
        emit({**_kept_json(kept), "title": title, "fields": [asdict(one) for one in compared]})
        return
    facts([(_("Record"), title), (_("Person"), kept.op.by), (_("Written on"), shapes.moment(kept.op.at))])
    say()
    table([_("Field"), _("Kept out"), _("Here now")], [[one.label, one.theirs, one.ours] for one in compared])


def adopt(given: Namespace) -> None:
    """Take over what a kept-out change says, as an edit of our own."""
    with opened(given) as desk:
        forks.adopt(desk, forks.named(desk, given.change).name)
    say(_("The change was taken over as an edit of your own; the history of the record says where it came from."))


def leave(given: Namespace) -> None:
    """Note that kept-out changes were looked at and stay out."""
    with opened(given) as desk:
        names = [forks.named(desk, start).name for start in given.change]
        forks.leave(desk, names or [one.name for fork in forks.forks(desk) for one in fork.kept])
    say(_("Noted. The changes stay out and can still be looked at."))


def _state(kept: Kept) -> str:
    if not kept.settled:
        return _("not looked at")
    return _("taken over") if kept.settled["adopted"] else _("left out")


def _fork_json(fork: Fork) -> dict[str, Any]:
    return {
        "site": fork.site,
        "office": fork.office,
        "person": fork.person,
        "from": fork.first,
        "to": fork.last,
        "file": fork.came_with,
        "sender": fork.sender,
        "at": fork.at,
        "changes": [_kept_json(one) for one in fork.kept],
    }


def _kept_json(kept: Kept) -> dict[str, Any]:
    op = kept.op
    return {
        "change": kept.name,
        "number": op.seq,
        "kind": op.kind,
        "record": op.id,
        "at": op.at,
        "by": op.by,
        "set": op.set,
        "settled": dict(kept.settled),
    }
