"""Consultations: who met, what was said, what is worth repeating and what was recommended (domain.md 2.7)."""

from typing import Any

from sqlalchemy.orm import Mapped

from partnerdesk.i18n import N_
from partnerdesk.store.kinds import Record, field, sensitivity


class Consultation(Record):
    """A meeting or round in which partners were heard."""

    __tablename__ = "consultation"
    label = N_("Consultation")
    title = ("name", "reference")

    reference: Mapped[str | None] = field(label=N_("Reference"), fixed=True, searched=True)
    name: Mapped[str | None] = field(label=N_("Title"), required=True, searched=True)
    kind: Mapped[str | None] = field(label=N_("Kind"), codes="consultation_kind", required=True)
    series: Mapped[str | None] = field(label=N_("Series"), searched=True, help=N_("Meetings that follow one another."))
    edition: Mapped[str | None] = field(label=N_("Edition"))
    themes: Mapped[list[str] | None] = field(label=N_("Themes"), codes="theme", type="codes")
    level: Mapped[str | None] = field(label=N_("Level"), codes="level")
    mode: Mapped[str | None] = field(label=N_("Form of meeting"), codes="mode")
    place: Mapped[str | None] = field(label=N_("Place"), searched=True, sensitivity="moderate")
    country: Mapped[str | None] = field(label=N_("Country"), codes="country")
    dates: Mapped[dict[str, str] | None] = field(label=N_("First and last day"), type="period")
    organisers: Mapped[list[dict[str, Any]] | None] = field(
        label=N_("Organisers"), type="rows", parts=("organisation", "role")
    )
    languages: Mapped[list[str] | None] = field(label=N_("Languages"), type="words")
    purpose: Mapped[str | None] = field(
        label=N_("Purpose"), type="longtext", searched=True, help=N_("And how the outcome will be used.")
    )
    attribution_rule: Mapped[str | None] = field(label=N_("Attribution rule"), codes="attribution_rule")
    consent: Mapped[str | None] = field(label=N_("Consent to notes"), codes="consent")
    safety: Mapped[str | None] = field(label=N_("Safety of those who take part"), type="longtext", sensitivity="severe")
    safety_checked: Mapped[bool | None] = field(label=N_("Safety check done before sharing"), type="bool")
    audience: Mapped[str | None] = field(label=N_("Widest audience allowed"), codes="audience")
    status: Mapped[str | None] = field(label=N_("Status"), machine="consultation", default="planned", fixed=True)
    status_note: Mapped[str | None] = field(label=N_("Comment on the status"), type="longtext", fixed=True)
    sensitivity: Mapped[str | None] = field(label=N_("Sensitivity"), codes="sensitivity", default="moderate")


class Participant(Record):
    """Somebody who took part: named, known by organisation or category only, hidden, or a counted group."""

    __tablename__ = "participant"
    label = N_("Participant")
    title = ("name", "organisation")

    consultation_id: Mapped[str | None] = field(label=N_("Consultation"), refers_to="consultation", required=True)
    name: Mapped[str | None] = field(label=N_("Name"), sensitivity="high")
    organisation: Mapped[str | None] = field(label=N_("Organisation"), sensitivity="moderate")
    partner_id: Mapped[str | None] = field(label=N_("Partner"), refers_to="partner")
    org_type: Mapped[str | None] = field(label=N_("Type of organisation"), codes="org_type")
    role: Mapped[str | None] = field(label=N_("Role"), codes="participant_role", default="participant")
    confidentiality: Mapped[str | None] = field(
        label=N_("May be shown"), codes="participant_confidentiality", default="named"
    )
    consent: Mapped[bool | None] = field(label=N_("Consents to notes"), type="bool")
    number: Mapped[int | None] = field(
        label=N_("Number of people"), type="int", default=1, help=N_("More than one for a group counted without names.")
    )


class Session(Record):
    """A part of a consultation."""

    __tablename__ = "session"
    label = N_("Session")
    title = ("name",)

    consultation_id: Mapped[str | None] = field(label=N_("Consultation"), refers_to="consultation", required=True)
    name: Mapped[str | None] = field(label=N_("Title"), required=True, searched=True)
    format: Mapped[str | None] = field(label=N_("Format"), codes="session_format")
    position: Mapped[int | None] = field(label=N_("Order"), type="int")
    rapporteur: Mapped[str | None] = field(label=N_("Rapporteur"), sensitivity="moderate")


class Note(Record):
    """Something said: as it was noted, and as it may be shared."""

    __tablename__ = "note"
    label = N_("Note")
    title = ("shareable_text", "raw_text")

    consultation_id: Mapped[str | None] = field(label=N_("Consultation"), refers_to="consultation", required=True)
    session_id: Mapped[str | None] = field(label=N_("Session"), refers_to="session")
    kind: Mapped[str | None] = field(label=N_("Kind"), codes="note_kind", default="statement")
    raw_text: Mapped[str | None] = field(
        label=N_("As noted"), type="longtext", searched=True, sensitivity="high", required=True
    )
    shareable_text: Mapped[str | None] = field(label=N_("As it may be shared"), type="longtext", searched=True)
    speaker_id: Mapped[str | None] = field(label=N_("Speaker"), refers_to="participant", sensitivity="high")
    attribution: Mapped[str | None] = field(
        label=N_("Attribution of this note"), codes="attribution_rule", help=N_("Stricter than the meeting's rule.")
    )
    themes: Mapped[list[str] | None] = field(label=N_("Themes"), codes="theme", type="codes")
    status: Mapped[str | None] = field(label=N_("Status"), machine="note", default="raw", fixed=True)
    status_note: Mapped[str | None] = field(label=N_("Comment on the status"), type="longtext", fixed=True)
    redacted_by: Mapped[str | None] = field(label=N_("Redacted by"), fixed=True, sensitivity="moderate")
    cleared_by: Mapped[str | None] = field(label=N_("Cleared by"), fixed=True, sensitivity="moderate")
    cleared_text: Mapped[str | None] = field(
        label=N_("Fingerprint of the cleared text"), fixed=True, help=N_("A text changed afterwards is not cleared.")
    )
    position: Mapped[int | None] = field(label=N_("Order"), type="int", fixed=True)
    sensitivity: Mapped[str | None] = field(label=N_("Sensitivity"), codes="sensitivity", default="moderate")


class GoodPractice(Record):
    """A way of working that others could take up."""

    __tablename__ = "good_practice"
    label = N_("Good practice")
    title = ("name",)

    consultation_id: Mapped[str | None] = field(label=N_("Consultation"), refers_to="consultation")
    name: Mapped[str | None] = field(label=N_("In short"), required=True, searched=True)
    context: Mapped[str | None] = field(label=N_("Situation"), type="longtext", searched=True)
    done: Mapped[str | None] = field(label=N_("What was done"), type="longtext", searched=True)
    effect: Mapped[str | None] = field(label=N_("Effect"), type="longtext")
    conditions: Mapped[str | None] = field(label=N_("What it takes"), type="longtext")
    transferable_to: Mapped[str | None] = field(label=N_("Could serve"))
    contact: Mapped[str | None] = field(label=N_("Whom to ask"), sensitivity="moderate")
    themes: Mapped[list[str] | None] = field(label=N_("Themes"), codes="theme", type="codes")
    sensitivity: Mapped[str | None] = sensitivity()


class Recommendation(Record):
    """What participants ask somebody to do; it becomes follow-up actions."""

    __tablename__ = "recommendation"
    label = N_("Recommendation")
    title = ("text",)

    consultation_id: Mapped[str | None] = field(label=N_("Consultation"), refers_to="consultation")
    text: Mapped[str | None] = field(label=N_("Recommendation"), type="longtext", required=True, searched=True)
    addressed_to: Mapped[str | None] = field(label=N_("Addressed to"))
    level: Mapped[str | None] = field(label=N_("Level"), codes="level")
    priority: Mapped[str | None] = field(label=N_("Priority"), codes="priority", default="medium")
    due: Mapped[str | None] = field(label=N_("Due"), type="date")
    response: Mapped[str | None] = field(label=N_("Response"), codes="response", default="pending")
    response_text: Mapped[str | None] = field(label=N_("Reason for the response"), type="longtext")
    themes: Mapped[list[str] | None] = field(label=N_("Themes"), codes="theme", type="codes")
    sensitivity: Mapped[str | None] = sensitivity()
