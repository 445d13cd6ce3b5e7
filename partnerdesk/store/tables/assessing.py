"""Assessments, who answered them, and the answers (domain.md 2.6)."""

from typing import Any

from sqlalchemy.orm import Mapped

from partnerdesk.i18n import N_
from partnerdesk.store.kinds import Record, field, sensitivity


class Assessment(Record):
    """One filled-in instrument about one partnership, seen from one side or jointly.

    Scores are never stored: they are computed from the answers and the instrument version.
    """

    __tablename__ = "assessment"
    label = N_("Assessment")
    title = ("reference",)

    reference: Mapped[str | None] = field(label=N_("Reference"), fixed=True, searched=True)
    partner_id: Mapped[str | None] = field(label=N_("Partner"), refers_to="partner", required=True, fixed=True)
    agreement_id: Mapped[str | None] = field(label=N_("Agreement"), refers_to="agreement")
    instrument: Mapped[str | None] = field(
        label=N_("Instrument"), help=N_("Key and version, such as pop4 1.0.0."), required=True, fixed=True
    )
    subject: Mapped[str | None] = field(label=N_("About"), codes="subject_role", fixed=True)
    purpose: Mapped[str | None] = field(label=N_("Purpose"), codes="assessment_purpose", default="periodic")
    method: Mapped[str | None] = field(label=N_("Method"), codes="assessment_method")
    facilitator: Mapped[str | None] = field(label=N_("Facilitator"), sensitivity="moderate")
    planned_on: Mapped[str | None] = field(label=N_("Planned for"), type="date")
    done_on: Mapped[str | None] = field(label=N_("Done on"), type="date")
    interests: Mapped[str | None] = field(label=N_("Declared conflicts of interest"), type="longtext")
    context: Mapped[dict[str, Any] | None] = field(label=N_("Circumstances"), type="json", fixed=True)
    status: Mapped[str | None] = field(label=N_("Status"), machine="assessment", default="draft", fixed=True)
    status_note: Mapped[str | None] = field(label=N_("Comment on the status"), type="longtext", fixed=True)
    submitted_by: Mapped[str | None] = field(label=N_("Submitted by"), fixed=True, sensitivity="moderate")
    validated_by: Mapped[str | None] = field(label=N_("Validated by"), fixed=True, sensitivity="moderate")
    partner_invited_on: Mapped[str | None] = field(label=N_("Partner invited on"), type="date")
    comments_reviewed: Mapped[bool | None] = field(label=N_("Sensitive comments reviewed"), type="bool")
    shared_with: Mapped[str | None] = field(label=N_("Shared with"), help=N_("Who received it, and how."))
    revision: Mapped[int | None] = field(label=N_("Revision"), type="int", default=1, fixed=True)
    revision_of: Mapped[str | None] = field(label=N_("Revises"), refers_to="assessment", fixed=True)
    strengths: Mapped[str | None] = field(label=N_("Strengths"), type="longtext", searched=True)
    conclusion: Mapped[str | None] = field(label=N_("Conclusion"), type="longtext", searched=True)
    sensitivity: Mapped[str | None] = field(label=N_("Sensitivity"), codes="sensitivity", default="moderate")


class Respondent(Record):
    """One voice in an assessment: a person or group that answers for one side."""

    __tablename__ = "respondent"
    label = N_("Respondent")
    title = ("name", "role")

    assessment_id: Mapped[str | None] = field(label=N_("Assessment"), refers_to="assessment", required=True)
    perspective: Mapped[str | None] = field(label=N_("Perspective"), codes="perspective", required=True)
    name: Mapped[str | None] = field(label=N_("Name or pseudonym"), sensitivity="moderate")
    role: Mapped[str | None] = field(label=N_("Function"))
    organisation: Mapped[str | None] = field(label=N_("Organisation"))
    anonymous: Mapped[bool | None] = field(label=N_("Anonymous"), type="bool")
    answered_on: Mapped[str | None] = field(label=N_("Answered on"), type="date")


class Answer(Record):
    """What one respondent answered to one criterion: a record of its own, so two people never overwrite each other."""

    __tablename__ = "answer"
    label = N_("Answer")
    title = ("criterion",)

    assessment_id: Mapped[str | None] = field(label=N_("Assessment"), refers_to="assessment", required=True)
    respondent_id: Mapped[str | None] = field(label=N_("Respondent"), refers_to="respondent", required=True)
    criterion: Mapped[str | None] = field(label=N_("Criterion"), required=True, fixed=True)
    value: Mapped[Any] = field(label=N_("Answer"), type="json", help=N_("A value of the scale, NA or DK."))
    comment: Mapped[str | None] = field(label=N_("Comment"), type="longtext", searched=True, sensitivity="moderate")
    evidence: Mapped[list[dict[str, Any]] | None] = field(
        label=N_("Evidence"), type="rows", parts=("type", "reference", "seen_on")
    )
    sensitivity: Mapped[str | None] = sensitivity()
