"""Assessments, who answered them, and the answers (domain.md 2.6)."""

from partnerdesk.i18n import N_
from partnerdesk.store.kinds import Record, field, retain_until, sensitivity


class Assessment(Record):
    """One filled-in instrument about one partnership, seen from one side or jointly.

    Scores are never stored: they are computed from the answers and the instrument version.
    """

    __tablename__ = "assessment"
    listed = True
    label = N_("Assessment")
    title = ("reference",)

    reference = field(label=N_("Reference"), fixed=True, searched=True)
    partner_id = field(label=N_("Partner"), refers_to="partner", part_of=True, required=True, fixed=True)
    agreement_id = field(label=N_("Agreement"), refers_to="agreement")
    instrument = field(
        label=N_("Instrument"), help=N_("Key and version, such as pop4 1.0.0."), required=True, fixed=True
    )
    subject = field(label=N_("About"), codes="subject_role", fixed=True)
    purpose = field(label=N_("Purpose"), codes="assessment_purpose", default="periodic")
    method = field(label=N_("Method"), codes="assessment_method")
    facilitator = field(label=N_("Facilitator"), sensitivity="moderate")
    planned_on = field(label=N_("Planned for"), type="date")
    done_on = field(label=N_("Done on"), type="date")
    interests = field(label=N_("Declared conflicts of interest"), type="longtext")
    context = field(label=N_("Circumstances"), type="json", fixed=True)
    status = field(label=N_("Status"), machine="assessment", default="draft", fixed=True)
    status_note = field(label=N_("Comment on the status"), type="longtext", fixed=True)
    submitted_by = field(label=N_("Submitted by"), fixed=True, sensitivity="moderate")
    validated_by = field(label=N_("Validated by"), fixed=True, sensitivity="moderate")
    partner_invited_on = field(label=N_("Partner invited on"), type="date")
    comments_reviewed = field(label=N_("Sensitive comments reviewed"), type="bool")
    shared_with = field(label=N_("Shared with"), help=N_("Who received it, and how."))
    revision = field(label=N_("Revision"), type="int", default=1, fixed=True)
    revision_of = field(label=N_("Revises"), refers_to="assessment", fixed=True)
    strengths = field(label=N_("Strengths"), type="longtext", searched=True)
    conclusion = field(label=N_("Conclusion"), type="longtext", searched=True)
    sensitivity = field(label=N_("Sensitivity"), codes="sensitivity", default="moderate")
    retain_until = retain_until()


class Respondent(Record):
    """One voice in an assessment: a person or group that answers for one side."""

    __tablename__ = "respondent"
    label = N_("Respondent")
    title = ("name", "role")

    assessment_id = field(label=N_("Assessment"), refers_to="assessment", part_of=True, required=True)
    perspective = field(label=N_("Perspective"), codes="perspective", required=True)
    name = field(label=N_("Name or pseudonym"), sensitivity="moderate")
    role = field(label=N_("Function"))
    organisation = field(label=N_("Organisation"))
    anonymous = field(label=N_("Anonymous"), type="bool")
    answered_on = field(label=N_("Answered on"), type="date")
    retain_until = retain_until()


class Answer(Record):
    """What one respondent answered to one criterion: a record of its own, so two people never overwrite each other."""

    __tablename__ = "answer"
    label = N_("Answer")
    title = ("criterion",)

    assessment_id = field(label=N_("Assessment"), refers_to="assessment", part_of=True, required=True)
    respondent_id = field(label=N_("Respondent"), refers_to="respondent", required=True)
    criterion = field(label=N_("Criterion"), required=True, fixed=True)
    value = field(label=N_("Answer"), type="json", help=N_("A value of the scale, NA or DK."))
    comment = field(label=N_("Comment"), type="longtext", searched=True, sensitivity="moderate")
    evidence = field(label=N_("Evidence"), type="rows", parts=("type", "reference", "seen_on"))
    sensitivity = sensitivity()
