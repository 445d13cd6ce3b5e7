"""Consultations: who met, what was said, what is worth repeating and what was recommended (domain.md 2.7)."""

from partnerdesk.i18n import N_
from partnerdesk.store.kinds import Record, field, retain_until, sensitivity


class Consultation(Record):
    """A meeting or round in which partners were heard."""

    __tablename__ = "consultation"
    listed = True
    label = N_("Consultation")
    title = ("name", "reference")

    reference = field(label=N_("Reference"), fixed=True, searched=True)
    name = field(label=N_("Title"), required=True, searched=True)
    kind = field(label=N_("Kind"), codes="consultation_kind", required=True)
    series = field(label=N_("Series"), searched=True, help=N_("Meetings that follow one another."))
    edition = field(label=N_("Edition"))
    themes = field(label=N_("Themes"), codes="theme", type="codes")
    level = field(label=N_("Level"), codes="level")
    mode = field(label=N_("Form of meeting"), codes="mode")
    place = field(label=N_("Place"), searched=True, sensitivity="moderate")
    country = field(label=N_("Country"), codes="country")
    dates = field(label=N_("First and last day"), type="period")
    organisers = field(label=N_("Organisers"), type="rows", parts=("organisation", "role"))
    languages = field(label=N_("Languages"), type="words")
    purpose = field(label=N_("Purpose"), type="longtext", searched=True, help=N_("And how the outcome will be used."))
    attribution_rule = field(label=N_("Attribution rule"), codes="attribution_rule")
    consent = field(label=N_("Consent to notes"), codes="consent")
    safety = field(label=N_("Safety of those who take part"), type="longtext", sensitivity="severe")
    safety_checked = field(label=N_("Safety check done before sharing"), type="bool")
    audience = field(label=N_("Widest audience allowed"), codes="audience")
    status = field(label=N_("Status"), machine="consultation", default="planned", fixed=True)
    status_note = field(label=N_("Comment on the status"), type="longtext", fixed=True)
    sensitivity = field(label=N_("Sensitivity"), codes="sensitivity", default="moderate")
    retain_until = retain_until()


class Participant(Record):
    """Somebody who took part: named, known by organisation or category only, hidden, or a counted group."""

    __tablename__ = "participant"
    label = N_("Participant")
    title = ("name", "organisation")

    consultation_id = field(label=N_("Consultation"), refers_to="consultation", part_of=True, required=True)
    name = field(label=N_("Name"), sensitivity="high")
    organisation = field(label=N_("Organisation"), sensitivity="moderate")
    partner_id = field(label=N_("Partner"), refers_to="partner")
    org_type = field(label=N_("Type of organisation"), codes="org_type")
    role = field(label=N_("Role"), codes="participant_role", default="participant")
    confidentiality = field(label=N_("May be shown"), codes="participant_confidentiality", default="named")
    consent = field(label=N_("Consents to notes"), type="bool")
    number = field(
        label=N_("Number of people"), type="int", default=1, help=N_("More than one for a group counted without names.")
    )
    retain_until = retain_until()


class Session(Record):
    """A part of a consultation."""

    __tablename__ = "session"
    label = N_("Session")
    title = ("name",)

    consultation_id = field(label=N_("Consultation"), refers_to="consultation", part_of=True, required=True)
    name = field(label=N_("Title"), required=True, searched=True)
    format = field(label=N_("Format"), codes="session_format")
    position = field(label=N_("Order"), type="int")
    rapporteur = field(label=N_("Rapporteur"), sensitivity="moderate")


class Note(Record):
    """Something said: as it was noted, and as it may be shared."""

    __tablename__ = "note"
    label = N_("Note")
    title = ("shareable_text", "raw_text")
    untitled = N_("(the words are not on this device)")

    consultation_id = field(label=N_("Consultation"), refers_to="consultation", part_of=True, required=True)
    session_id = field(label=N_("Session"), refers_to="session")
    kind = field(label=N_("Kind"), codes="note_kind", default="statement")
    raw_text = field(
        label=N_("As noted"), type="longtext", searched=True, sensitivity="high", required=True, stays=True
    )
    shareable_text = field(label=N_("As it may be shared"), type="longtext", searched=True)
    speaker_id = field(label=N_("Speaker"), refers_to="participant", sensitivity="high")
    attribution = field(
        label=N_("Attribution of this note"), codes="attribution_rule", help=N_("Stricter than the meeting's rule.")
    )
    themes = field(label=N_("Themes"), codes="theme", type="codes")
    status = field(label=N_("Status"), machine="note", default="raw", fixed=True)
    status_note = field(label=N_("Comment on the status"), type="longtext", fixed=True)
    redacted_by = field(label=N_("Redacted by"), fixed=True, sensitivity="moderate")
    cleared_by = field(label=N_("Cleared by"), fixed=True, sensitivity="moderate")
    cleared_text = field(
        label=N_("Fingerprint of the cleared text"), fixed=True, help=N_("A text changed afterwards is not cleared.")
    )
    position = field(label=N_("Order"), type="int", fixed=True)
    sensitivity = field(label=N_("Sensitivity"), codes="sensitivity", default="moderate")
    retain_until = retain_until()


class GoodPractice(Record):
    """A way of working that others could take up."""

    __tablename__ = "good_practice"
    label = N_("Good practice")
    title = ("name",)

    consultation_id = field(label=N_("Consultation"), refers_to="consultation", part_of=True)
    name = field(label=N_("In short"), required=True, searched=True)
    context = field(label=N_("Situation"), type="longtext", searched=True)
    done = field(label=N_("What was done"), type="longtext", searched=True)
    effect = field(label=N_("Effect"), type="longtext")
    conditions = field(label=N_("What it takes"), type="longtext")
    transferable_to = field(label=N_("Could serve"))
    contact = field(label=N_("Whom to ask"), sensitivity="moderate")
    themes = field(label=N_("Themes"), codes="theme", type="codes")
    sensitivity = sensitivity()


class Recommendation(Record):
    """What participants ask somebody to do; it becomes follow-up actions."""

    __tablename__ = "recommendation"
    label = N_("Recommendation")
    title = ("text",)

    consultation_id = field(label=N_("Consultation"), refers_to="consultation", part_of=True)
    text = field(label=N_("Recommendation"), type="longtext", required=True, searched=True)
    addressed_to = field(label=N_("Addressed to"))
    level = field(label=N_("Level"), codes="level")
    priority = field(label=N_("Priority"), codes="priority", default="medium")
    due = field(label=N_("Due"), type="date")
    response = field(label=N_("Response"), codes="response", default="pending")
    response_text = field(label=N_("Reason for the response"), type="longtext")
    themes = field(label=N_("Themes"), codes="theme", type="codes")
    sensitivity = sensitivity()
