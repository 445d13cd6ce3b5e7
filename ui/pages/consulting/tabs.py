"""The parts of a consultation's page: their names, and the groups of fields that the first one shows."""

from collections.abc import Mapping

from partnerdesk.i18n import _
from ui.pages.record_editor import Group

ABOUT = "about"
PARTICIPANTS = "participants"
NOTES = "notes"
PRACTICES = "practices"
RECOMMENDATIONS = "recommendations"
MINUTES = "minutes"
ATTACHMENTS = "attachments"
HISTORY = "history"

MENDED_IN: Mapping[str, str] = {"close": RECOMMENDATIONS}
"""Where what stands in the way of a step is mended, if neither in the form nor in the notes."""


def titles() -> dict[str, str]:
    """Return the parts of the page in order, with what they are called."""
    return {
        ABOUT: _("The meeting"),
        PARTICIPANTS: _("Participants"),
        NOTES: _("Notes"),
        PRACTICES: _("Good practices"),
        RECOMMENDATIONS: _("Recommendations"),
        MINUTES: _("Minutes"),
        ATTACHMENTS: _("Files"),
        HISTORY: _("History"),
    }


def groups() -> list[Group]:
    """Return a consultation's fields as somebody prepares a meeting."""
    return [
        Group(_("What it is about"), ("name", "kind", "level", "purpose", "themes", "series", "edition")),
        Group(_("Where and when"), ("dates", "mode", "place", "country", "organisers", "languages")),
        Group(_("How what is said may be used"), ("attribution_rule", "consent", "audience")),
        Group(_("Safety"), ("safety", "safety_checked")),
    ]
