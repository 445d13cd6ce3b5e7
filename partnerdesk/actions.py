"""Follow-up actions: who does what until when, from a recommendation, an assessment or freely (domain.md 2.8)."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime

from partnerdesk import validation, workflow
from partnerdesk.audience import highest, level_of
from partnerdesk.desk import Desk, Saved
from partnerdesk.errors import PartnerDeskError
from partnerdesk.i18n import _
from partnerdesk.references import new_reference
from partnerdesk.store.engine import rows
from partnerdesk.store.ops import Value
from partnerdesk.text import words
from partnerdesk.views import View

OPEN = ("open", "in_progress", "returned")
"""The states in which something is left to do for the owner."""


@dataclass(frozen=True)
class Taking:
    """A step that somebody wants to take: the action with the values that come with the step, and the comment."""

    view: View
    values: Mapping[str, Value]
    note: str
    person: str


def create(desk: Desk, values: Mapping[str, Value]) -> str:
    """Record an action and return its id; owner and due date may follow before it is started.

    Raises PartnerDeskError without a description, or for a value that its field does not allow.
    """
    given = {**values, "description": str(values.get("description") or "").strip()}
    validation.require("action", {name: value for name, value in given.items() if _says(name, value)})
    return desk.create("action", {"reference": new_reference(desk, "ACT"), **given})


def from_assessment(desk: Desk, assessment_id: str, values: Mapping[str, Value], *, criterion: str = "") -> str:
    """Record an action that follows from an assessment, or from the answers to one criterion of it."""
    assessment = desk.view("assessment", assessment_id)
    origin = {"assessment_id": assessment_id, "partner_id": assessment["partner_id"], "criterion": criterion or None}
    return create(desk, {**origin, **values, "sensitivity": _level(values, assessment)})


def from_recommendation(desk: Desk, recommendation_id: str, values: Mapping[str, Value]) -> str:
    """Record an action that follows from a recommendation; what is not given is taken from there."""
    asked = desk.view("recommendation", recommendation_id)
    origin = {
        "recommendation_id": recommendation_id,
        "consultation_id": asked["consultation_id"],
        "description": asked["text"],
        "priority": asked["priority"],
        "due": asked["due"],
    }
    return create(desk, {**origin, **values, "sensitivity": _level(values, asked)})


def take(
    desk: Desk, action_id: str, action: str, *, note: str = "", values: Mapping[str, Value] | None = None
) -> Saved:
    """Take a step of an action's states: start, report, verify, return, resume or cancel.

    `values` are saved with the step, such as `action_taken` and `proof` with a report or `adequate` with a verification.
    Raises PartnerDeskError that names everything that stands in the way.
    """
    view = desk.view("action", action_id)
    given = dict(values or {})
    found = obstacles(desk, view, action, note=note, values=given)
    if action == "verify":
        given |= {"verified_by": desk.identity.person, "verified_on": today().isoformat()}
    return workflow.advance(desk, view, action, obstacles=found, note=note, values=given)


def obstacles(
    desk: Desk, view: View, action: str, *, note: str = "", values: Mapping[str, Value] | None = None
) -> list[str]:
    """Return what stands in the way of a step, in whole sentences; nothing when it can be taken."""
    guard = _GUARDS.get(action)
    taking = Taking(view, {**view.values, **(values or {})}, note.strip(), desk.identity.person)
    return guard(taking) if guard else []


def question(desk: Desk, view: View) -> str:
    """Return the question of an assessment from which an action follows, in words.

    It is the question's key where the assessment or its instrument is not here, and nothing where there is no question.
    """
    # The first page counts actions and must not wait for all that belongs to assessments.
    from partnerdesk.assessments.sheets import instrument_of

    key = str(view["criterion"] or "")
    found = desk.find("assessment", str(view["assessment_id"])) if key and view["assessment_id"] else None
    if found is None:
        return key
    try:
        instrument = instrument_of(found)
    except PartnerDeskError:
        return key
    asked = instrument.criterion(key)
    return instrument.filled(asked.text).words if asked else key


def is_overdue(view: View, on: date | None = None) -> bool:
    """Tell whether something should have been done before this day, by default today."""
    due = view["due"]
    return bool(due) and workflow.state(view) in OPEN and str(due) < (on or today()).isoformat()


def is_open(view: View) -> bool:
    """Tell whether the owner has something left to do."""
    return workflow.state(view) in OPEN


def overdue(desk: Desk, on: date | None = None) -> list[str]:
    """Return the ids of all overdue actions, the longest overdue first."""
    return _due(desk, "0000-00-00", (on or today()).isoformat())


def due_until(desk: Desk, last: date, on: date | None = None) -> list[str]:
    """Return the ids of open actions that fall due from a day, by default today, until before `last`, the next first."""
    return _due(desk, (on or today()).isoformat(), last.isoformat())


def today() -> date:
    """Return the day by this device's calendar."""
    return datetime.now().astimezone().date()


def _due(desk: Desk, first: str, before: str) -> list[str]:
    sql = (
        "SELECT id FROM action WHERE NOT deleted AND status IN ('open', 'in_progress', 'returned')"
        " AND due >= ? AND due < ? ORDER BY due, n"
    )
    with desk.reading() as connection:
        return [str(found) for (found,) in rows(connection, sql, (first, before))]


def _says(name: str, value: Value) -> bool:
    """Tell whether a value takes part in the check of a new action, which may still lack what is needed to start."""
    return name == "description" or value not in (None, "")


def _level(values: Mapping[str, Value], origin: View) -> str:
    """Return the mark of an action: no lower than that of what it follows from."""
    return highest([values.get("sensitivity"), level_of(origin)])


def _reason(taking: Taking) -> list[str]:
    return [] if taking.note else [_("Write the reason.")]


def _comment(taking: Taking) -> list[str]:
    return [] if taking.note else [_("Write what is still missing, so that the owner knows what to do.")]


def _start(taking: Taking) -> list[str]:
    found = []
    if not taking.values.get("responsible"):
        found.append(_("The action has no owner: name one person or organisation."))
    if not taking.values.get("due"):
        found.append(_("The action has no due date: set one."))
    return found


def _report(taking: Taking) -> list[str]:
    found = []
    if not str(taking.values.get("action_taken") or "").strip():
        found.append(_("The action taken is not described: write what was done."))
    if taking.values.get("priority") == "high" and not taking.values.get("proof"):
        found.append(_("An action of high priority needs a proof: name the document."))
    return found


def _verify(taking: Taking) -> list[str]:
    found = []
    if taking.values.get("adequate") is not True:
        found.append(_("What was done has not been found adequate: say so, or send the action back."))
    owner = words(str(taking.values.get("responsible") or ""))
    if owner == words(taking.view.created_by) and owner == words(taking.person):
        found.append(_("Author and owner of this action are the same person: somebody else must verify it."))
    return found


_GUARDS: Mapping[str, Callable[[Taking], list[str]]] = {
    "start": _start,
    "report": _report,
    "verify": _verify,
    "return": _comment,
    "cancel": _reason,
}
