"""Commands about decisions: what two people changed without knowing of each other, and which value stands."""

from argparse import Namespace
from dataclasses import asdict

from partnerdesk import conflicts, showing, threeway
from partnerdesk.cli import shapes, values
from partnerdesk.cli.output import emit, say
from partnerdesk.cli.session import opened
from partnerdesk.conflicts import Conflict, Narrow, Plan, Side, Take
from partnerdesk.decisions import Lost, decisions, mark_read
from partnerdesk.desk import Desk
from partnerdesk.errors import PartnerDeskError
from partnerdesk.i18n import _, ngettext
from partnerdesk.naming import Names, value_words
from partnerdesk.store.homes import MOVED
from partnerdesk.store.kinds import kind_named
from partnerdesk.store.merge import DELETED
from partnerdesk.store.ops import Value
from partnerdesk.textmerge import Piece


def list_conflicts(given: Namespace) -> None:
    """List what is to be decided, with every value and what stood before."""
    with opened(given) as desk:
        narrow = Narrow(_only(given.kind), _only(given.field), _only(given.office), _only(given.person))
        found = conflicts.conflicts(desk, narrow=narrow)
        if given.json:
            emit([shapes.conflict_json(one) for one in found])
            return
        for one in found:
            _show(desk, one)
    count = ngettext("{n} field is to be decided.", "{n} fields are to be decided.", len(found))
    say(count.format(n=len(found)))


def show(given: Namespace) -> None:
    """Show one decision with all sides; of texts, what each side changed."""
    with opened(given) as desk:
        found = _open(desk, given.conflict)
        views = threeway.views(found)
        combined = threeway.combined(found)
        if given.json:
            pieces = [[asdict(piece) for piece in view] for view in views]
            emit({**shapes.conflict_json(found), "changes": pieces, "combined": combined})
            return
        _show(desk, found)
    for number, view in enumerate(views, start=1):
        say(f"  {number}. {''.join(_marked(piece) for piece in view)}")
    if combined is not None:
        say(_("  Combined: {text}").format(text=combined))


def list_decided(given: Namespace) -> None:
    """List the decisions that came with bundles, the newest bundle first: what, by whom and why."""
    with opened(given) as desk:
        found = decisions(desk, unread_only=given.unread)
        if given.read:
            mark_read(desk, [one.id for one in found])
    if given.json:
        emit([asdict(one) for one in found])
        return
    for one in found:
        for field in one.fields:
            # Translators: {title} names a record, {field} is a label such as “Acronym”.
            words = _("{title} — {field}: {value}")
            say(words.format(title=one.title, field=field.label, value=field.words or _("nothing")))
            for lost in field.lost:
                say("    " + _lost_words(lost))
        say(f"    {one.by} ({one.office}), {showing.moment(one.at)}")
        say(f"    {one.note}") if one.note else None
    count = ngettext("{n} decision came with bundles.", "{n} decisions came with bundles.", len(found))
    say(count.format(n=len(found)))


def _lost_words(lost: Lost) -> str:
    if lost.ours:
        return _("instead of {value}, written here").format(value=lost.words or _("nothing"))
    # Translators: a value that was not taken, and who had given it.
    return _("instead of {value}, by {person} ({office})").format(
        value=lost.words or _("nothing"), person=lost.by, office=lost.office
    )


def resolve(given: Namespace) -> None:
    """Decide with a value of the list, another one, the texts put together, or many at once."""
    if given.all:
        _resolve_all(given)
        return
    if not given.conflict or (given.value is None and given.pick is None and not given.combined):
        raise PartnerDeskError(
            _(
                "Name a decision and say what shall stand: --value, --pick or --combined; or decide many with --all."
                " Nothing was changed."
            )
        )
    with opened(given) as desk:
        found = _open(desk, given.conflict)
        value = _chosen(found, given)
        conflicts.resolve(desk, found, value, given.reason)
        label = showing.field_label(found.kind, found.field)
        words = _shown(desk, found, value)
    if given.json:
        emit({"decided": [found.id]})
        return
    # Translators: {field} is a label such as “Acronym”, {title} names a record.
    say(_("Decided for {title}: {field} is {value}.").format(title=found.title, field=label, value=words))


def reopen(given: Namespace) -> None:
    """Take a decision back."""
    with opened(given) as desk:
        conflicts.reopen(desk, [given.conflict], given.reason)
    say(_("Taken back: the values stand beside each other again."))


def _resolve_all(given: Namespace) -> None:
    take = Take(given.office, given.person, given.decided)
    if take == Take():
        raise PartnerDeskError(_("Say whose values to take: --office, --person or --decided. Nothing was changed."))
    with opened(given) as desk:
        found = conflicts.conflicts(desk, narrow=Narrow(_only(given.kind), _only(given.field)), with_bases=False)
        planned = conflicts.plan(found, take)
        if not given.dry_run:
            chosen = [(conflict, side.value) for conflict, side in planned.decided]
            conflicts.resolve_many(desk, chosen, given.reason)
        if given.json:
            emit(_plan_json(planned, done=not given.dry_run))
            return
        for conflict, side in planned.decided:
            label = showing.field_label(conflict.kind, conflict.field)
            words = _side_words(desk, conflict, side)
            say(_("{title} — {field}: {value}").format(title=conflict.title, field=label, value=words))
    count = len(planned.decided)
    told = (
        ngettext("{n} field would be decided.", "{n} fields would be decided.", count)
        if given.dry_run
        else ngettext("{n} field decided.", "{n} fields decided.", count)
    )
    say(told.format(n=count))
    if planned.left:
        more = ngettext("{n} stays open.", "{n} stay open.", len(planned.left))
        say(more.format(n=len(planned.left)))


def _only(word: str) -> frozenset[str]:
    return frozenset({word} - {""})


def _plan_json(planned: Plan, *, done: bool) -> dict[str, object]:
    return {
        "done": done,
        "decided": [{"id": conflict.id, "value": side.value} for conflict, side in planned.decided],
        "left": [conflict.id for conflict in planned.left],
    }


def _open(desk: Desk, wanted: str) -> Conflict:
    record = wanted.partition(".")[0]
    for one in conflicts.conflicts(desk, record):
        if one.id == wanted:
            return one
    raise conflicts.not_open(wanted)


def _show(desk: Desk, conflict: Conflict) -> None:
    say(f"{conflict.title} — {showing.field_label(conflict.kind, conflict.field)} ({conflict.office})")
    for number, side in enumerate(conflict.values, start=1):
        say(f"  {number}. {_side_words(desk, conflict, side)}")
        for giver in side.givers:
            say(f"     {giver.by} ({giver.office}), {showing.moment(giver.at)}")
    say(_("  Before: {value}").format(value=_before(desk, conflict)))
    if conflict.since is not None:
        say(_("  Since the bundle {file}").format(file=conflict.since.file))
    say(f"  {conflict.id}")
    say()


def _before(desk: Desk, conflict: Conflict) -> str:
    if not conflict.base_known:
        return _("not known")
    if conflict.field == DELETED:
        return _("not deleted")
    return _shown(desk, conflict, conflict.base.value) if conflict.base else _("nothing")


def _side_words(desk: Desk, conflict: Conflict, side: Side) -> str:
    with desk.reading() as connection:
        names = Names(connection)
        words = value_words(names, conflict.kind, conflict.record, conflict.field, side.value, side.changes)
    return words or _("nothing")


def _shown(desk: Desk, conflict: Conflict, value: Value) -> str:
    with desk.reading() as connection:
        words = value_words(Names(connection), conflict.kind, conflict.record, conflict.field, value, {})
    return words or _("nothing")


def _marked(piece: Piece) -> str:
    return {"added": f"[+{piece.text}+]", "removed": f"[-{piece.text}-]"}.get(piece.mark, piece.text)


def _chosen(conflict: Conflict, given: Namespace) -> Value:
    if given.combined:
        combined = threeway.combined(conflict)
        if combined is None:
            raise PartnerDeskError(
                _(
                    "These values cannot be put together without a person. Nothing was changed. Choose one, or type a text."
                )
            )
        return combined
    return _picked(conflict, given.pick) if given.value is None else _typed(conflict, given.value)


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
    if conflict.field == MOVED:
        return text
    about = kind_named(conflict.kind).fields.get(conflict.field)
    return values.read_json(label, text) if about is None else values.read(about, text)
