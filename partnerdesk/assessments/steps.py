"""The life of an assessment: submitted, sent back, validated, shared, cancelled; each step with its guards."""

from datetime import datetime

from partnerdesk import workflow
from partnerdesk.assessments import guards
from partnerdesk.assessments.facts import frozen
from partnerdesk.assessments.sheets import full_sheet
from partnerdesk.desk import Desk, Saved
from partnerdesk.store.ops import Value


def submit(desk: Desk, assessment_id: str) -> Saved:
    """Hand an assessment in for validation; from then on its answers and the facts they rest on stay as they are.

    Raises PartnerDeskError while required questions, evidence or comments are missing; it then stays a draft.
    """
    sheet = full_sheet(desk, assessment_id)
    partner = desk.find("partner", str(sheet.assessment["partner_id"]))
    values: dict[str, Value] = {
        "submitted_by": desk.identity.person,
        "context": frozen(sheet.assessment.values, partner.values if partner else None),
        "done_on": sheet.assessment["done_on"] or _today(),
    }
    return workflow.advance(desk, sheet.assessment, "submit", obstacles=guards.before_submitting(sheet), values=values)


def send_back(desk: Desk, assessment_id: str, comment: str) -> Saved:
    """Return a submitted assessment to its author with a comment that says what to correct.

    Raises PartnerDeskError without a comment.
    """
    view = desk.view("assessment", assessment_id)
    return workflow.advance(desk, view, "return", obstacles=guards.before_sending_back(comment), note=comment)


def reopen(desk: Desk, assessment_id: str) -> Saved:
    """Make a draft again of an assessment that was sent back; what was asked to be corrected stays readable."""
    return workflow.advance(desk, desk.view("assessment", assessment_id), "reopen")


def validate(desk: Desk, assessment_id: str, reason: str = "") -> Saved:
    """Confirm a submitted assessment.

    Raises PartnerDeskError when a principle is blank, and when nobody but its author or no focal point validates it
    without a written reason.
    """
    sheet = full_sheet(desk, assessment_id)
    who = desk.identity
    return workflow.advance(
        desk,
        sheet.assessment,
        "validate",
        obstacles=guards.before_validating(sheet, who.person, who.role, reason),
        note=reason,
        values={"validated_by": who.person},
    )


def share(
    desk: Desk,
    assessment_id: str,
    *,
    shared_with: str = "",
    partner_invited_on: str | None = None,
    comments_reviewed: bool | None = None,
) -> Saved:
    """Record that a validated assessment was handed to others; what was entered before need not be given again.

    Raises PartnerDeskError when the partner was not invited, comments were not reviewed or the recipients are missing.
    """
    sheet = full_sheet(desk, assessment_id)
    values: dict[str, Value] = {
        "shared_with": shared_with.strip() or sheet.assessment["shared_with"],
        "partner_invited_on": partner_invited_on or sheet.assessment["partner_invited_on"],
        "comments_reviewed": sheet.assessment["comments_reviewed"] if comments_reviewed is None else comments_reviewed,
    }
    obstacles = guards.before_sharing(
        sheet,
        invited=bool(values["partner_invited_on"]),
        reviewed=bool(values["comments_reviewed"]),
        recipients=str(values["shared_with"] or ""),
    )
    return workflow.advance(desk, sheet.assessment, "share", obstacles=obstacles, values=values)


def cancel(desk: Desk, assessment_id: str, reason: str) -> Saved:
    """Give an assessment up; it stays readable.

    Raises PartnerDeskError without a reason.
    """
    view = desk.view("assessment", assessment_id)
    return workflow.advance(desk, view, "cancel", obstacles=guards.before_cancelling(reason), note=reason)


def _today() -> str:
    return datetime.now().astimezone().date().isoformat()
