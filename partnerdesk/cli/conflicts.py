"""Commands about decisions: what two people changed without knowing of each other, and which value stands."""

from argparse import Namespace
from dataclasses import asdict

from partnerdesk import showing
from partnerdesk.cli import shapes, values
from partnerdesk.cli.output import emit, say
from partnerdesk.cli.session import opened
from partnerdesk.conflicts import Conflict
from partnerdesk.conflicts import conflicts as open_conflicts
from partnerdesk.conflicts import resolve as decide
from partnerdesk.decisions import decisions
from partnerdesk.desk import Desk
from partnerdesk.errors import PartnerDeskError
from partnerdesk.i18n import _, ngettext
from partnerdesk.store.kinds import kind_named
from partnerdesk.store.merge import DELETED
from partnerdesk.store.ops import Value


def list_conflicts(given: Namespace) -> None:
    """List what is to be decided, with both values and what stood before."""
    with opened(given) as desk:
        found = open_conflicts(desk)
        if given.json:
            emit([shapes.conflict_json(one) for one in found])
            return
        for one in found:
            _show(desk, one)
    count = ngettext("{n} field is to be decided.", "{n} fields are to be decided.", len(found))
    say(count.format(n=len(found)))


def list_decided(given: Namespace) -> None:
    """List the decisions that came with bundles, the newest bundle first: what, by whom and why."""
    with opened(given) as desk:
        found = decisions(desk)
    if given.json:
        emit([asdict(one) for one in found])
        return
    for one in found:
        for label, words in one.shown():
            # Translators: {title} names a record, {field} is a label such as “Acronym”.
            value = words or _("nothing")
            say(_("{title} — {field}: {value}").format(title=one.title, field=label, value=value))
        say(f"    {one.by} ({one.office}), {shapes.moment(one.at)}")
        say(f"    {one.note}") if one.note else None
    count = ngettext("{n} decision came with bundles.", "{n} decisions came with bundles.", len(found))
    say(count.format(n=len(found)))


def resolve(given: Namespace) -> None:
    """Decide with a value of the list, or another one."""
    with opened(given) as desk:
        record = str(given.conflict).partition(".")[0]
        found = next((one for one in open_conflicts(desk, record) if one.id == given.conflict), None)
        if found is None:
            # The use case knows how to say that there is no such decision.
            decide(desk, given.conflict, None, given.reason)
            return
        value = _picked(found, given.pick) if given.value is None else _typed(found, given.value)
        decide(desk, found, value, given.reason)
        label = showing.field_label(found.kind, found.field)
        words = _shown(desk, found, value)
    # Translators: {field} is a label such as “Acronym”, {title} names a record.
    say(_("Decided for {title}: {field} is {value}.").format(title=found.title, field=label, value=words))


def _show(desk: Desk, conflict: Conflict) -> None:
    say(f"{conflict.title} — {showing.field_label(conflict.kind, conflict.field)} ({conflict.office})")
    for number, side in enumerate(conflict.values, start=1):
        say(f"  {number}. {_shown(desk, conflict, side.value)}")
        say(f"     {side.by} ({side.office}), {shapes.moment(side.at)}")
    if conflict.base is not None:
        say(_("  Before: {value}").format(value=_shown(desk, conflict, conflict.base.value)))
    say(f"  {conflict.id}")
    say()


def _shown(desk: Desk, conflict: Conflict, value: Value) -> str:
    about = kind_named(conflict.kind).fields.get(conflict.field)
    known = desk.titles(about.refers_to, [str(value)]) if about and about.refers_to and value else {}
    return showing.shown(conflict.kind, conflict.field, value, titles=known) or _("nothing")


def _picked(conflict: Conflict, number: int) -> Value:
    if not 1 <= number <= len(conflict.values):
        raise PartnerDeskError(
            _("There is no value number {number}. Nothing was changed. Choose from 1 to {last}.").format(
                number=number, last=len(conflict.values)
            )
        )
    return conflict.values[number - 1].value


def _typed(conflict: Conflict, text: str) -> Value:
    """Read a value by its field; of a set it is decided whether one element belongs, of a record whether it is gone."""
    label = showing.field_label(conflict.kind, conflict.field)
    if conflict.field == DELETED or "/" in conflict.field:
        return values.yes_or_no(label, text)
    about = kind_named(conflict.kind).fields.get(conflict.field)
    return values.read_json(label, text) if about is None else values.read(about, text)
