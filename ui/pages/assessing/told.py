"""What must be known before answering: the language, why nothing can be answered, what is to be corrected."""

from PySide6.QtWidgets import QFrame

from partnerdesk.i18n import _
from partnerdesk.printing.wording import missing_language
from ui.pages.assessing.sitting import Sitting
from ui.widgets.basics import notice


def told(sitting: Sitting) -> list[QFrame]:
    """Return the boxes that stand above the questions of a sitting."""
    found = []
    about = sitting.sheet.assessment
    if missing := missing_language(sitting.sheet.instrument):
        found.append(notice(missing, "languages"))
    if sitting.side.withheld:
        words = _("Our view is shown once both sides are complete, so that neither leans on the other.")
        found.append(notice(words, "eye-off"))
    if not sitting.sheet.is_draft:
        found.append(notice(_closed(sitting), "lock"))
    elif about["status_note"] and about["submitted_by"]:
        # Translators: {comment} is what somebody asked to be corrected.
        words = _("Sent back: {comment}").format(comment=about["status_note"])
        found.append(notice(words, "rotate-ccw", "warning"))
    return found


def _closed(sitting: Sitting) -> str:
    """Return why nothing can be answered, and what can be done about it."""
    status = str(sitting.sheet.assessment["status"])
    told = {
        "submitted": _("Handed in: the answers are closed. To correct one, send the assessment back."),
        "returned": _("Sent back: open it again to correct the answers."),
        "cancelled": _("Given up: the answers stay readable."),
    }.get(status, _("Validated: the answers stay as they are. A revision makes a new draft of them."))
    note = sitting.sheet.assessment["status_note"]
    # Translators: two sentences; {comment} is what somebody wrote.
    return _("{sentence} Comment: {comment}").format(sentence=told, comment=note) if note else told
