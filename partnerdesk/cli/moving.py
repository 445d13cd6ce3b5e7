"""Commands about offices: moving a record to another one, what was left behind, and which offices are known."""

from argparse import Namespace
from collections.abc import Iterable
from dataclasses import asdict
from typing import Any

from partnerdesk import i18n, moving, offices
from partnerdesk.cli.output import emit, facts, say, table
from partnerdesk.cli.session import opened
from partnerdesk.desk import Desk
from partnerdesk.family import Member
from partnerdesk.i18n import _, ngettext
from partnerdesk.moving import Plan
from partnerdesk.store.kinds import kind_named


def move(given: Namespace) -> None:
    """Move a record to another office, or only show what would go along."""
    with opened(given) as desk:
        if given.dry_run:
            planned = moving.plan(desk, given.kind, given.record, given.to)
        else:
            planned = moving.move(desk, given.kind, given.record, given.to, given.why)
    if given.json:
        emit({**asdict(planned), "number": planned.number, "done": not given.dry_run})
        return
    told = (
        ngettext("{n} record would move to {office}.", "{n} records would move to {office}.", planned.number)
        if given.dry_run
        else ngettext("{n} record moved to {office}.", "{n} records moved to {office}.", planned.number)
    )
    say(told.format(n=i18n.format_decimal(planned.number), office=planned.to))
    facts(_counts(planned))


def left_behind(given: Namespace) -> None:
    """List what an office added to records that had moved away by then; moving these again takes it along."""
    with opened(given) as desk:
        found = [_left(desk, part, owner) for part, owner in moving.left_behind(desk)]
    if given.json:
        emit(found)
        return
    for one in found:
        say(
            # Translators: a record that was added at one office to another record that is at another office.
            _("{title} ({from_office}) is part of {owner}, which is at {office}").format(
                title=one["title"], from_office=one["office"], owner=one["owner_title"], office=one["owner_office"]
            )
        )
        say(f"    {one['owner_kind']} {one['owner']}")
    count = ngettext("{n} record was left behind.", "{n} records were left behind.", len(found))
    say(count.format(n=len(found)))


def list_offices(given: Namespace) -> None:
    """List the offices that are known here."""
    with opened(given) as desk:
        found = offices.known(desk)
    if given.json:
        emit([asdict(office) for office in found])
        return
    table([_("Code"), _("Name"), _("Reports to")], [[one.code, one.name, one.parent] for one in found])


def record_office(given: Namespace) -> None:
    """Record an office for everybody, or change what is recorded of it."""
    with opened(given) as desk:
        offices.record(desk, given.code, name=given.name, parent=given.parent)
    say(_("Recorded for everybody: {office}. It travels with the next bundles.").format(office=given.code))


def _counts(planned: Plan) -> Iterable[tuple[str, str]]:
    yield from ((_(kind_named(kind).label), i18n.format_decimal(number)) for kind, number in planned.along.items())
    if planned.undecided:
        yield _("To be decided first"), i18n.format_decimal(planned.undecided)
    for kind, number in planned.pointing.items():
        # Translators: {kind} is a kind of record such as “Consultation”.
        yield _("Stays though it is referred to: {kind}").format(kind=_(kind_named(kind).label)), str(number)


def _left(desk: Desk, part: Member, owner: Member) -> dict[str, Any]:
    titles = desk.titles(part.kind, [part.record]) | desk.titles(owner.kind, [owner.record])
    return {
        "kind": part.kind,
        "record": part.record,
        "title": titles[part.record],
        "office": part.scope,
        "owner_kind": owner.kind,
        "owner": owner.record,
        "owner_title": titles[owner.record],
        "owner_office": owner.scope,
    }
