"""What was agreed to be done afterwards, by whom and until when (domain.md 2.8)."""

from partnerdesk.i18n import N_
from partnerdesk.store.kinds import Record, field, sensitivity


class Action(Record):
    """A follow-up with one named owner: a person or an organisation, of either side, who needs no account."""

    __tablename__ = "action"
    listed = True
    label = N_("Action")
    title = ("description", "reference")

    reference = field(label=N_("Reference"), fixed=True, searched=True)
    description = field(label=N_("What is to be done"), type="longtext", required=True, searched=True)
    kind = field(label=N_("Kind"), codes="action_kind", default="follow_up")
    partner_id = field(label=N_("Partner"), refers_to="partner", part_of=True)
    assessment_id = field(label=N_("From the assessment"), refers_to="assessment", part_of=True, fixed=True)
    criterion = field(label=N_("From the criterion"), fixed=True)
    consultation_id = field(label=N_("From the consultation"), refers_to="consultation", part_of=True, fixed=True)
    recommendation_id = field(label=N_("From the recommendation"), refers_to="recommendation", part_of=True, fixed=True)
    responsible = field(
        label=N_("Owner"), required=True, searched=True, help=N_("A person or an organisation; exactly one.")
    )
    side = field(label=N_("Side of the owner"), codes="side")
    supporting = field(label=N_("Supported by"))
    due = field(label=N_("Due"), type="date", required=True, index=True)
    priority = field(label=N_("Priority"), codes="priority", default="medium")
    milestones = field(label=N_("Timetable"), type="rows", parts=("what", "by"))
    budget_change = field(label=N_("Change of budget"), type="money")
    status = field(label=N_("Status"), machine="action_item", default="open", fixed=True)
    status_note = field(label=N_("Comment on the status"), type="longtext", fixed=True)
    action_taken = field(label=N_("Action taken"), type="longtext", searched=True)
    proof = field(label=N_("Proof"), type="rows", parts=("type", "reference", "seen_on"))
    adequate = field(label=N_("Found adequate"), type="bool")
    verified_by = field(label=N_("Verified by"), fixed=True, sensitivity="moderate")
    verified_on = field(label=N_("Verified on"), type="date", fixed=True)
    sensitivity = sensitivity()
