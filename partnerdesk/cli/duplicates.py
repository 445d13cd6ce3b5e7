"""Commands about partners that were recorded twice: who looks alike, and judging it."""

from argparse import Namespace
from collections.abc import Iterable
from dataclasses import asdict
from typing import Any

from partnerdesk import duplicates, vocabulary
from partnerdesk.cli.output import emit, say, table
from partnerdesk.cli.progressline import watched
from partnerdesk.cli.session import opened
from partnerdesk.desk import Desk
from partnerdesk.i18n import _, ngettext


def list_look_alikes(given: Namespace) -> None:
    """List partners that look like one organisation, or what was judged about such."""
    with opened(given) as desk:
        if given.judged:
            _list_judged(desk, given)
            return
        with watched() as report:
            found = duplicates.candidates(desk, report)
        titles = _titles(desk, (partner for match in found for partner in (match.one, match.other)))
    if given.json:
        emit([{**asdict(match), "titles": [titles[match.one], titles[match.other]]} for match in found])
        return
    for match in found:
        # Translators: two partners, and how much they look alike, from 0 to 100.
        line = _("{one} / {other}: {score} of 100")
        say(line.format(one=titles[match.one], other=titles[match.other], score=match.score))
        for reason in match.reasons:
            say(f"    {reason}")
        say(f"    {match.one} {match.other}")
    count = ngettext("{n} pair of partners looks alike.", "{n} pairs of partners look alike.", len(found))
    say(count.format(n=len(found)))


def check(given: Namespace) -> None:
    """Tell which known partners a name looks like."""
    values = {"legal_name": given.name, "acronym": given.acronym, "country": given.country or None}
    with opened(given) as desk:
        found = duplicates.Known(desk).like(values)
    if given.json:
        emit([asdict(one) for one in found])
        return
    for one in found:
        say(_("Looks like {name} of office {office}").format(name=one.title, office=one.office))
        for reason in one.reasons:
            say(f"    {reason}")
        say(f"    {one.id}")
    if not found:
        say(_("No partner that is known here looks like this."))


def join(given: Namespace) -> None:
    """Show two partners as one."""
    with opened(given) as desk:
        duplicates.join(desk, given.one, given.other, given.lead or given.one, reason=given.reason)
        _show_group(desk, given.one, given)


def separate(given: Namespace) -> None:
    """Part a partner from its group."""
    with opened(given) as desk:
        duplicates.separate(desk, given.partner, reason=given.reason)
        _show_group(desk, given.partner, given)


def lead(given: Namespace) -> None:
    """Let a partner carry the name of its group."""
    with opened(given) as desk:
        duplicates.lead(desk, given.partner, reason=given.reason)
        _show_group(desk, given.partner, given)


def dismiss(given: Namespace) -> None:
    """Remember that two partners are not the same."""
    with opened(given) as desk:
        duplicates.dismiss(desk, given.one, given.other, reason=given.reason)
        _tell(given, _("Remembered: these two are not the same."))


def forget(given: Namespace) -> None:
    """Take back what was judged."""
    with opened(given) as desk:
        duplicates.forget(desk, given.one, given.other, reason=given.reason)
        _tell(given, _("Taken back: nothing is judged about these two any more."))


def _tell(given: Namespace, sentence: str) -> None:
    emit({"one": given.one, "other": given.other}) if given.json else say(sentence)


def _show_group(desk: Desk, partner: str, given: Namespace) -> None:
    group = duplicates.group_of(desk, partner)
    if given.json:
        emit(group_json(group))
        return
    names = ", ".join(member.title for member in group.others)
    if names:
        say(_("{name} is now shown together with: {names}.").format(name=group.members[0].title, names=names))
    else:
        say(_("{name} is shown alone.").format(name=group.members[0].title))


def group_json(group: duplicates.Group) -> dict[str, Any]:
    """Return partners that are shown as one, as plain data."""
    return {"leader": group.leader, "members": [asdict(one) for one in group.members], "awaited": group.awaited}


def _list_judged(desk: Desk, given: Namespace) -> None:
    found = duplicates.judged(desk)
    titles = _titles(desk, (partner for one in found for partner in (one.one, one.other)))
    if given.json:
        emit([{**asdict(one), "titles": [titles[one.one], titles[one.other]]} for one in found])
        return
    verdicts = [
        _("Contradiction: to be decided") if one.disputed else vocabulary.label("sameness_verdict", one.verdict)
        for one in found
    ]
    lines = [
        [titles[one.one], titles[one.other], verdict, one.one, one.other]
        for one, verdict in zip(found, verdicts, strict=True)
    ]
    table([_("One partner"), _("The other partner"), _("Judged to be"), _("Id"), _("Id")], lines)


def _titles(desk: Desk, partners: Iterable[str]) -> dict[str, str]:
    wanted = set(partners)
    if not wanted:
        return {}
    return dict.fromkeys(wanted, _("not received yet")) | desk.titles("partner", wanted)
