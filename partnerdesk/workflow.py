"""States and steps: which actions a record's state machine offers, and taking one of them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from partnerdesk import vocabulary
from partnerdesk.desk import Desk, Saved
from partnerdesk.errors import PartnerDeskError
from partnerdesk.i18n import N_, _
from partnerdesk.store.kinds import Field, Kind
from partnerdesk.store.ops import Value
from partnerdesk.views import View

WHY = "status"
"""The reason that ops of a step give in the journal."""
NOTE = "status_note"

_ACTIONS: Mapping[str, str] = {
    "brief": N_("Share the findings"),
    "cancel": N_("Cancel"),
    "clear": N_("Clear for sharing"),
    "close": N_("Close"),
    "decide": N_("Decide"),
    "end": N_("End"),
    "evaluate": N_("Evaluate"),
    "hold": N_("Mark as held"),
    "plan": N_("Agree a corrective plan"),
    "publish": N_("Publish"),
    "recover": N_("Mark as recovered"),
    "redact": N_("Write the shareable text"),
    "reopen": N_("Reopen"),
    "report": N_("Report as done"),
    "resume": N_("Resume"),
    "retire": N_("Retire"),
    "return": N_("Send back"),
    "revise": N_("Revise"),
    "share": N_("Share"),
    "sign": N_("Sign"),
    "start": N_("Start"),
    "submit": N_("Submit"),
    "suspend": N_("Suspend"),
    "terminate": N_("Terminate"),
    "validate": N_("Validate"),
    "verify": N_("Verify"),
    "warn": N_("Warn"),
    "write": N_("Write up the notes"),
}


@dataclass(frozen=True, slots=True)
class Step:
    """An action that a record's state allows, and the state it leads to."""

    action: str
    to: str

    @property
    def label(self) -> str:
        """The action in words, for a button."""
        return action_label(self.action)


def action_label(action: str) -> str:
    """Return an action in words, for a button; its code where there are none."""
    return _(_ACTIONS.get(action, action))


def state(view: View) -> str:
    """Return the code of the state that a record is in; one that never got a state is in the first one."""
    about = _field(view.kind)
    return str(view[about.name] or view.kind.defaults[about.name])


def state_label(view: View) -> str:
    """Return the state that a record is in, in words."""
    return vocabulary.state_label(_machine(view.kind), state(view))


def steps(view: View) -> list[Step]:
    """Return what can be done next with a record, in the order of its state machine; the guards are another matter."""
    return [Step(one.action, one.to) for one in vocabulary.transitions(_machine(view.kind), state(view))]


def advance(
    desk: Desk,
    view: View,
    action: str,
    *,
    obstacles: Sequence[str] = (),
    note: str = "",
    values: Mapping[str, Value] | None = None,
) -> Saved:
    """Take a step: the new state, the values that belong to it and the comment are one change.

    `obstacles` are the whole sentences of guards that are not met. Raises PartnerDeskError while there is one, when the
    state does not allow the action, and when somebody has moved the record since `view` was read.
    """
    about = _field(view.kind)
    now = desk.view(view.kind.name, view.id)
    if state(now) != state(view):
        raise PartnerDeskError(
            _("This record has moved to “{state}” meanwhile. Nothing was changed. Look at it again.").format(
                state=state_label(now)
            )
        )
    step = next((one for one in steps(view) if one.action == action), None)
    if step is None:
        raise PartnerDeskError(_impossible(view, action))
    if obstacles:
        raise PartnerDeskError(" ".join([*obstacles, _("Nothing was changed.")]))
    changes = {**(values or {}), about.name: step.to}
    if note.strip() and NOTE in view.kind.fields:
        changes[NOTE] = note.strip()
    return desk.change(view.kind.name, view.id, changes, view.seen, why=WHY, note=note.strip())


def _impossible(view: View, action: str) -> str:
    possible = ", ".join(step.label for step in steps(view))
    names = {"action": action_label(action), "state": state_label(view), "possible": possible}
    if not possible:
        return _("“{action}” is not possible in the state “{state}”, which is final. Nothing was changed.").format(
            **names
        )
    # Translators: {action} is a command such as “Submit”, {possible} a list of commands.
    return _(
        "“{action}” is not possible in the state “{state}”. Nothing was changed. Possible now: {possible}."
    ).format(**names)


def _field(kind: Kind) -> Field:
    """Return the field of a kind that holds its state."""
    return next(about for about in kind.fields.values() if about.machine)


def _machine(kind: Kind) -> str:
    return _field(kind).machine or ""
