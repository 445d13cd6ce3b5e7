"""Commands about what a record was: every change of it, and giving a field the value that it had."""

from argparse import Namespace
from collections.abc import Iterator

from partnerdesk import showing, staying
from partnerdesk.cli import shapes, values
from partnerdesk.cli.output import emit, say
from partnerdesk.cli.session import opened
from partnerdesk.desk import Desk
from partnerdesk.errors import PartnerDeskError
from partnerdesk.history import REASONS, Entry, put_back
from partnerdesk.history import history as changes_of
from partnerdesk.i18n import _
from partnerdesk.naming import Names
from partnerdesk.store.kinds import kind_named, kinds


def history(given: Namespace) -> None:
    """Show every change of a record, the newest first."""
    with opened(given) as desk:
        kind = desk.kind_of(given.record)
        if given.field:
            values.field_called(kind_named(kind), given.field)
        entries = changes_of(desk, given.record, given.field, parts=given.parts)
        if given.json:
            emit([shapes.history_json(entry) for entry in entries])
            return
        for entry in entries:
            _show(desk, entry, given.record)


def revert(given: Namespace) -> None:
    """Give a field the value that it had by an earlier change."""
    with opened(given) as desk:
        kind = desk.kind_of(given.record)
        about = values.field_called(kind_named(kind), given.field)
        entry = next((one for one in changes_of(desk, given.record) if one.id == given.change), None)
        if entry is None:
            raise PartnerDeskError(
                _("There is no change {id} of this record. Nothing was changed. Its history names each change.").format(
                    id=given.change
                )
            )
        put_back(desk, entry, about.name, given.reason)
    label = showing.field_label(kind, about.name)
    # Translators: {field} is a label such as “Acronym”.
    say(_("{field} has the value of that change again.").format(field=label))


def _show(desk: Desk, entry: Entry, record: str) -> None:
    reason = _(REASONS.get(entry.reason, entry.reason))
    say(f"{showing.moment(entry.at)}  {entry.by} ({entry.office})  {reason}  [{entry.id}]")
    if entry.bundle:
        words = _("by the bundle {file}, taken in {when}")
        say("    " + words.format(file=entry.bundle, when=showing.moment(entry.bundle_at)))
    if entry.stays:
        say(f"    {staying.only_here(desk)}")
    for line in _origin(entry):
        say(f"    {line}")
    with desk.reading() as connection:
        names = Names(connection)
        if entry.record != record and entry.kind in kinds():
            say(f"    {names.part(entry.kind, entry.record)}")
        for line in _lines(names, entry):
            say(f"    {line}")
    if entry.note:
        say(f"    {entry.note}")
    if entry.erased:
        say("    " + _("(erased for good)"))


def _origin(entry: Entry) -> Iterator[str]:
    """Say where a record came from with this change, and where its earlier history is kept."""
    if entry.left:
        yield _("Moved here from {offices}").format(offices=showing.joined(entry.left))
    if entry.elsewhere:
        yield _("Earlier history is kept at {offices}").format(offices=showing.joined(entry.elsewhere))


def _lines(names: Names, entry: Entry) -> list[str]:
    if entry.kind not in kinds():
        return [f"{name}: {value}" for name, value in entry.values.items()]
    lines = []
    for name, value in entry.values.items():
        label = showing.field_label(entry.kind, name)
        words = names.value(entry.kind, entry.record, name, value)
        # Translators: a field and its value.
        lines.append(_("{label}: {value}").format(label=label, value=words))
        lost = [names.value(entry.kind, entry.record, name, one) or _("nothing") for one in entry.lost.get(name, ())]
        if lost:
            # Translators: values that somebody decided against.
            lines.append("  " + _("decided against: {values}").format(values=" | ".join(lost)))
    return lines
