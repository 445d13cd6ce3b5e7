"""Changing what was validated: a new revision with all answers, while the old one stays as it was."""

from partnerdesk import references
from partnerdesk.assessments.identifiers import answer_of, first_respondent
from partnerdesk.assessments.sheets import instrument_of
from partnerdesk.desk import Desk
from partnerdesk.errors import PartnerDeskError
from partnerdesk.i18n import _
from partnerdesk.instruments.model import Instrument
from partnerdesk.store.writer import Draft, new_id
from partnerdesk.views import View
from partnerdesk.workflow import WHY, state, state_label, steps

_NOT_COPIED = frozenset(
    {
        "reference",
        "status",
        "status_note",
        "submitted_by",
        "validated_by",
        "shared_with",
        "comments_reviewed",
        "done_on",
    }
)


def revise(desk: Desk, assessment_id: str, *, reason: str = "", recipients_informed: bool = False) -> str:
    """Make a new draft out of a validated or shared assessment, answers and respondents included, and return its id.

    Raises PartnerDeskError when its state does not allow it, when a revision is under way already, and when it was
    shared and nobody has told the recipients.
    """
    old = desk.view("assessment", assessment_id)
    _check(desk, old, informed=recipients_informed)
    instrument = instrument_of(old)
    assessment = new_id()
    values = {
        **{name: value for name, value in old.values.items() if name not in _NOT_COPIED},
        "reference": references.new_reference(desk, instrument.key),
        "status": "draft",
        "status_note": reason.strip() or None,
        "revision": (old["revision"] or 1) + 1,
        "revision_of": old.id,
    }
    respondents = desk.children("respondent", assessment_id=old.id)
    ids = {one.id: _copied_id(one, old, assessment, instrument) for one in respondents}
    drafts = [Draft("assessment", values, id=assessment, scope=old.scope, why=WHY, note=reason.strip())]
    drafts += [_copy(one, ids[one.id], {"assessment_id": assessment}) for one in respondents]
    for answer in desk.children("answer", assessment_id=old.id):
        if respondent := ids.get(str(answer["respondent_id"])):
            owner = {"assessment_id": assessment, "respondent_id": respondent}
            drafts.append(_copy(answer, answer_of(respondent, str(answer["criterion"])), owner))
    desk.write(drafts)
    return assessment


def revision_under_way(desk: Desk, assessment_id: str) -> View | None:
    """Return the revision that was made of an assessment, unless it was cancelled."""
    revisions = desk.children("assessment", revision_of=assessment_id)
    return next((one for one in revisions if state(one) != "cancelled"), None)


def _check(desk: Desk, old: View, *, informed: bool) -> None:
    if "revise" not in {step.action for step in steps(old)}:
        raise PartnerDeskError(
            _(
                "Only what was validated is revised; this assessment is in the state “{state}”. Nothing was changed."
            ).format(state=state_label(old))
        )
    if (other := revision_under_way(desk, old.id)) is not None:
        raise PartnerDeskError(
            _(
                "There is a revision of this assessment already: {reference}. Nothing was changed. Go on with it."
            ).format(reference=other.title)
        )
    if state(old) == "shared" and not informed:
        raise PartnerDeskError(
            _(
                "This assessment was shared with {recipients}. Nothing was changed. Tell them that it is being revised, "
                "then confirm that they were told."
            ).format(recipients=old["shared_with"] or _("others"))
        )


def _copied_id(respondent: View, old: View, assessment: str, instrument: Instrument) -> str:
    """Return the id of a respondent's copy; the first of a side stays the first."""
    for perspective in instrument.perspectives:
        if respondent.id == first_respondent(old.id, perspective):
            return first_respondent(assessment, perspective)
    return new_id()


def _copy(record: View, copied: str, changes: dict[str, str]) -> Draft:
    return Draft(record.kind.name, {**record.values, **changes}, id=copied, scope=record.scope)
