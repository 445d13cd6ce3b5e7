"""Commands that write records: new ones, changed fields, steps, taking away and bringing back."""

from argparse import Namespace
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import TYPE_CHECKING

from partnerdesk import actions, audience, consultations, notes, partners, staying, validation, workflow
from partnerdesk.cli import shapes, values
from partnerdesk.cli.outcome import tell
from partnerdesk.cli.output import emit, say
from partnerdesk.cli.session import opened
from partnerdesk.desk import Desk, Saved
from partnerdesk.errors import PartnerDeskError
from partnerdesk.i18n import _, ngettext
from partnerdesk.store.kinds import Field, Kind, kind_named
from partnerdesk.store.ops import Value
from partnerdesk.views import View

if TYPE_CHECKING:
    from partnerdesk.duplicates import LookAlike

Values = dict[str, Value]

_ASSESSED = frozenset({"assessment", "respondent", "answer"})


def new(given: Namespace) -> None:
    """Record something new and print its id; a partner that looks like a known one is pointed out."""
    with opened(given) as desk:
        kind = values.kind_called(given.kind)
        if kind.name in _ASSESSED:
            raise _use_assess()
        if kind.name == "sameness":
            raise _use_duplicates()
        if kind.name == "attachment":
            raise PartnerDeskError(
                _("A file is attached with “partnerdesk attachment add”. Nothing was changed. Use that command.")
            )
        found = _read(desk, kind, given.values, {})
        alike = _alike(desk, found) if kind.name == "partner" else []
        made = _MAKERS.get(kind.name, _plain(kind))(desk, found)
        view = desk.view(kind.name, made)
    _show_saved(given, view, _("Recorded: {title} ({id})"))
    for one in alike:
        tell(_("Looks like {name} of office {office}").format(name=one.title, office=one.office) + f" ({one.id})")


def _alike(desk: Desk, values: Values) -> "list[LookAlike]":
    """Return the known partners that look like a new one."""
    from partnerdesk import duplicates

    return duplicates.Known(desk).like(values, typing=False)


def change(given: Namespace) -> None:
    """Change fields of a record; of those that stay as they are nothing is written."""
    with opened(given) as desk:
        view = _writable(desk, given.record)
        found = _read(desk, view.kind, given.values, view.values)
        _require_changeable(view.kind, found)
        _require_sound(view.kind, {**view.values, **found}, found)
        _save(desk, view, found, given.reason)
        view = desk.view(view.kind.name, view.id)
    _show_saved(given, view, _("Saved: {title} ({id})"))


def step(given: Namespace) -> None:
    """Take a step of a record's states, with the values that belong to it."""
    with opened(given) as desk:
        view = _writable(desk, given.record)
        if view.kind.name == "assessment" or not any(about.machine for about in view.kind.fields.values()):
            raise _use_assess() if view.kind.name == "assessment" else _without_steps(view)
        found = _read(desk, view.kind, given.values, view.values)
        _STEPS.get(view.kind.name, _advance)(desk, view, given.action, given.note, found)
        view = desk.view(view.kind.name, view.id)
    _show_saved(given, view, _("{title} is now: {state}"))


def delete(given: Namespace) -> None:
    """Take a record away everywhere."""
    with opened(given) as desk:
        view = _writable(desk, given.record)
        if view.kind.name == "partner":
            number = sum(partners.dependents(desk, view.id).values())
            if number and not given.yes:
                raise PartnerDeskError(_still_needed(number))
            partners.delete(desk, view.id, number, view.seen, reason=given.reason)
        else:
            desk.delete(view.kind.name, view.id, view.seen, note=given.reason)
    say(_("Taken away: {title}").format(title=view.title))


def restore(given: Namespace) -> None:
    """Bring a record back that was taken away."""
    with opened(given) as desk:
        view = desk.view(desk.kind_of(given.record), given.record)
        desk.change(view.kind.name, view.id, {"deleted": False}, view.seen, why="revert")
    say(_("Brought back: {title}").format(title=view.title))


def share(given: Namespace) -> None:
    """Let what stays on this device of a record travel with bundles."""
    with opened(given) as desk:
        view = _writable(desk, given.record)
        if not given.yes:
            raise PartnerDeskError(
                " ".join([staying.warning(), _("Nothing was changed. Repeat the command with --yes to share them.")])
            )
        if view.kind.name == "note":
            notes.share_raw(desk, view.id)
        else:
            staying.share(desk, view.kind.name, view.id)
        view = desk.view(view.kind.name, view.id)
    _show_saved(given, view, _("Travels with bundles from now on: {title} ({id})"))


def _read(desk: Desk, kind: Kind, typed: Sequence[str], before: Mapping[str, Value]) -> Values:
    found: Values = {}
    for name, text in values.assignments(typed).items():
        about = values.field_called(kind, name)
        if about.machine:
            raise PartnerDeskError(
                _("“{field}” changes by steps. Nothing was changed. See: partnerdesk record step --help").format(
                    field=_(about.label)
                )
            )
        found[name] = values.read(about, text, before.get(name))
        _require_target(desk, about, found[name])
    return found


def _require_target(desk: Desk, about: Field, value: Value) -> None:
    if about.refers_to and value and desk.find(about.refers_to, str(value)) is None:
        raise PartnerDeskError(
            # Translators: {kind} is a kind of record such as “Partner”.
            _("There is no record {id} of the kind “{kind}” here. Nothing was changed.").format(
                id=value, kind=_(kind_named(about.refers_to).label)
            )
        )


def _writable(desk: Desk, record: str) -> View:
    view = desk.view(desk.kind_of(record), record)
    if view.kind.name in {"answer", "respondent"}:
        raise _use_assess()
    if view.kind.name == "sameness":
        raise _use_duplicates()
    if view.deleted:
        raise PartnerDeskError(_("This record was taken away. Nothing was changed. Bring it back first."))
    return view


def _require_changeable(kind: Kind, found: Values) -> None:
    for name in found:
        if kind.fields[name].fixed:
            raise PartnerDeskError(
                _("“{field}” is given once and stays. Nothing was changed.").format(field=_(kind.fields[name].label))
            )


def _require_sound(kind: Kind, whole: Values, written: Iterable[str]) -> None:
    """Refuse what is wrong with the fields that are written; other fields may have come in wrong by a merge."""
    if wrong := [problem.sentence for problem in validation.problems(kind, whole) if problem.field in written]:
        raise PartnerDeskError(" ".join([*wrong, _("Nothing was changed.")]))


def _save(desk: Desk, view: View, found: Values, reason: str) -> None:
    """Write the change; the mark of sensitivity has a rule of its own, which comes first because it may refuse."""
    if "sensitivity" in found:
        level = str(found.pop("sensitivity") or audience.LEVELS[0])
        audience.mark(desk, view.kind.name, view.id, level, view.seen, reason=reason)
    if found:
        desk.change(view.kind.name, view.id, found, view.seen, note=reason)


def _show_saved(given: Namespace, view: View, words: str) -> None:
    if given.json:
        emit(shapes.record_json(view))
        return
    state = workflow.state_label(view) if any(about.machine for about in view.kind.fields.values()) else ""
    say(words.format(title=view.title or _(view.kind.label), id=view.id, state=state))


def _use_assess() -> PartnerDeskError:
    return PartnerDeskError(
        _("Assessments have commands of their own. Nothing was changed. See: partnerdesk assess --help")
    )


def _use_duplicates() -> PartnerDeskError:
    return PartnerDeskError(
        _(
            "Whether two partners are the same is judged by commands of its own. Nothing was changed. See: {command}"
        ).format(command="partnerdesk duplicates --help")
    )


def _without_steps(view: View) -> PartnerDeskError:
    # Translators: {kind} is a kind of record such as “Contact”.
    return PartnerDeskError(
        _("Records of the kind “{kind}” have no steps. Nothing was changed.").format(kind=_(view.kind.label))
    )


def _still_needed(number: int) -> str:
    return ngettext(
        "{n} record refers to this partner. Nothing was changed. Repeat the command with --yes to take the partner away.",
        "{n} records refer to this partner. Nothing was changed. Repeat the command with --yes to take the partner away.",
        number,
    ).format(n=number)


Maker = Callable[[Desk, Values], str]


def _plain(kind: Kind) -> Maker:
    def make(desk: Desk, found: Values) -> str:
        _require_sound(kind, {**kind.defaults, **found}, kind.fields)
        return desk.create(kind.name, found)

    return make


def _of_consultation(kind: str, make: Maker) -> Maker:
    """Ask for the consultation first: the use case takes it for granted."""

    def check_and_make(desk: Desk, found: Values) -> str:
        if not found.get("consultation_id"):
            about = kind_named(kind).fields["consultation_id"]
            raise PartnerDeskError(_("“{field}” is missing. Nothing was changed.").format(field=_(about.label)))
        return make(desk, found)

    return check_and_make


def _participant(desk: Desk, found: Values) -> str:
    return consultations.add_participant(desk, str(found["consultation_id"]), found)


def _session(desk: Desk, found: Values) -> str:
    return consultations.add_session(desk, str(found["consultation_id"]), str(found.get("name") or ""), found)


def _note(desk: Desk, found: Values) -> str:
    kind = kind_named("note")
    _require_sound(kind, {**kind.defaults, **found}, kind.fields)
    own = {name: value for name, value in found.items() if name not in {"raw_text", "kind"}}
    return notes.add_note(
        desk,
        str(found["consultation_id"]),
        found.get("session_id"),
        str(found["raw_text"]),
        str(found.get("kind") or "statement"),
        speaker_id=found.get("speaker_id"),
        values=own,
    )


def _good_practice(desk: Desk, found: Values) -> str:
    return consultations.add_good_practice(desk, found.get("consultation_id"), found)


def _recommendation(desk: Desk, found: Values) -> str:
    return consultations.add_recommendation(desk, found.get("consultation_id"), found)


def _advance(desk: Desk, view: View, action: str, note: str, found: Values) -> Saved:
    return workflow.advance(desk, view, action, note=note, values=found)


def _take_action(desk: Desk, view: View, action: str, note: str, found: Values) -> Saved:
    return actions.take(desk, view.id, action, note=note, values=found)


def _take_consultation(desk: Desk, view: View, action: str, note: str, found: Values) -> Saved:
    return consultations.take(desk, view.id, action, note=note, values=found)


def _take_note(desk: Desk, view: View, action: str, note: str, found: Values) -> Saved:
    return notes.take(desk, view.id, action, note=note, values=found)


_MAKERS: Mapping[str, Maker] = {
    "partner": partners.create,
    "action": actions.create,
    "consultation": consultations.plan,
    "participant": _of_consultation("participant", _participant),
    "session": _of_consultation("session", _session),
    "note": _of_consultation("note", _note),
    "good_practice": _good_practice,
    "recommendation": _recommendation,
}
_STEPS: Mapping[str, Callable[[Desk, View, str, str, Values], Saved]] = {
    "action": _take_action,
    "consultation": _take_consultation,
    "note": _take_note,
}
