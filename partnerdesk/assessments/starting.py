"""Starting an assessment: whose conduct, with which instrument, and who is asked."""

from collections.abc import Collection, Mapping

from partnerdesk import references
from partnerdesk.assessments.facts import FROZEN, first_circumstances
from partnerdesk.assessments.identifiers import first_respondent
from partnerdesk.assessments.sheets import instrument_of
from partnerdesk.desk import Desk, Saved
from partnerdesk.errors import PartnerDeskError
from partnerdesk.i18n import N_, _
from partnerdesk.instruments import library
from partnerdesk.instruments.model import Instrument
from partnerdesk.store.kinds import kind_named
from partnerdesk.store.ops import Value
from partnerdesk.store.writer import Draft, Seen, new_id
from partnerdesk.views import View

_VALIDATED = N_(
    "This assessment was validated, so its answers stay as they are. Nothing was changed. Make a revision to change them."
)
_WHY_CLOSED: Mapping[str, str] = {
    "submitted": N_(
        "This assessment was submitted, so its answers are closed. Nothing was changed. To correct it, have it sent back."
    ),
    "returned": N_("This assessment was sent back. Nothing was changed. Reopen it, then correct the answers."),
    "validated": _VALIDATED,
    "shared": _VALIDATED,
    "cancelled": N_(
        "This assessment was cancelled, so its answers stay as they are. Nothing was changed. Start a new one."
    ),
}


def start(
    desk: Desk,
    partner_id: str,
    instrument_key: str,
    *,
    subject: str | None = None,
    purpose: str = "periodic",
    agreement_id: str | None = None,
    perspectives: Collection[str] = (),
    context: Mapping[str, Value] | None = None,
    values: Mapping[str, Value] | None = None,
) -> str:
    """Begin an assessment with the newest version of an instrument and return its id.

    Without a subject it is about the one that the instrument names first. `perspectives` are given their first
    respondent at once; any other side gets one with its first answer. `context` holds facts that the partner's record
    does not know or that differ here, such as ``closure.type``; `values` are further fields of the assessment.
    Raises PartnerDeskError for a partner or instrument that is not here and a subject or side that it does not have.
    """
    desk.view("partner", partner_id)
    instrument = library.get(instrument_key)
    subject = subject or next(iter(instrument.subject_roles), None)
    if subject is not None and instrument.subject_roles and subject not in instrument.subject_roles:
        raise PartnerDeskError(
            _("The instrument “{instrument}” does not judge “{subject}”. Choose one of: {subjects}.").format(
                instrument=instrument.title.words(), subject=subject, subjects=", ".join(instrument.subject_roles)
            )
        )
    for perspective in perspectives:
        _check_perspective(instrument, perspective)
    assessment = new_id()
    fields = {
        **kind_named("assessment").defaults,
        "reference": references.new_reference(desk, instrument.key),
        "partner_id": partner_id,
        "agreement_id": agreement_id,
        "instrument": f"{instrument.key} {instrument.version}",
        "subject": subject,
        "purpose": purpose,
        "context": first_circumstances(instrument, context or {}) or None,
        **(values or {}),
    }
    respondents = [first_respondent_draft(assessment, perspective) for perspective in perspectives]
    desk.write([Draft("assessment", fields, id=assessment), *respondents])
    return assessment


def first_respondent_draft(assessment: str, perspective: str, scope: str = "") -> Draft:
    """Return the first respondent of a side, the same on every device that makes it."""
    values = {"assessment_id": assessment, "perspective": perspective}
    return Draft("respondent", values, id=first_respondent(assessment, perspective), scope=scope)


def add_respondent(
    desk: Desk,
    assessment_id: str,
    perspective: str,
    *,
    name: str = "",
    role: str = "",
    organisation: str = "",
    anonymous: bool = False,
    answered_on: str | None = None,
) -> str:
    """Add a person or group that answers for one side and return its id.

    Raises PartnerDeskError when the instrument does not ask this side, or the assessment is no draft any more.
    """
    assessment = desk.view("assessment", assessment_id)
    require_draft(assessment)
    _check_perspective(instrument_of(assessment), perspective)
    respondent = new_id()
    values = {
        "assessment_id": assessment_id,
        "perspective": perspective,
        "name": name,
        "role": role,
        "organisation": organisation,
        "anonymous": anonymous or None,
        "answered_on": answered_on,
    }
    desk.write([Draft("respondent", values, id=respondent, scope=assessment.scope)])
    return respondent


def remove_respondent(desk: Desk, respondent_id: str) -> None:
    """Take a respondent and her answers away.

    Raises PartnerDeskError when the assessment is no draft any more.
    """
    respondent = desk.view("respondent", respondent_id)
    require_draft(desk.view("assessment", str(respondent["assessment_id"])))
    gone = [respondent, *desk.children("answer", respondent_id=respondent_id)]
    desk.write([Draft(one.kind.name, {"deleted": True}, id=one.id, seen=one.seen, why="delete") for one in gone])


def set_circumstances(desk: Desk, assessment_id: str, changes: Mapping[str, Value], seen: Seen | None = None) -> Saved:
    """State facts of this assessment, such as ``closure.type``; None takes one back to what the partner's record says.

    Raises PartnerDeskError when the assessment is no draft any more.
    """
    assessment = desk.view("assessment", assessment_id)
    require_draft(assessment)
    context = {**(assessment["context"] or {}), **changes}
    left = {name: value for name, value in context.items() if value is not None and name != FROZEN}
    return desk.change("assessment", assessment_id, {"context": left or None}, seen)


def require_draft(assessment: View) -> None:
    """Raise PartnerDeskError unless the answers of this assessment may be changed."""
    if assessment.deleted:
        raise PartnerDeskError(_("This assessment was deleted. Nothing was changed. Restore it to go on with it."))
    status = assessment["status"] or "draft"
    if status == "draft":
        return
    raise PartnerDeskError(_(_WHY_CLOSED.get(status, _WHY_CLOSED["cancelled"])))


def _check_perspective(instrument: Instrument, perspective: str) -> None:
    if perspective not in instrument.perspectives:
        raise PartnerDeskError(
            _("The instrument “{instrument}” does not ask the side “{side}”. Choose one of: {sides}.").format(
                instrument=instrument.title.words(), side=perspective, sides=", ".join(instrument.perspectives)
            )
        )
