"""The head of an assessment's page: what it is about, where it stands, and what can be done with it now."""

from PySide6.QtCore import Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from partnerdesk import vocabulary, workflow
from partnerdesk.assessments import Sheet
from partnerdesk.i18n import _
from ui.pages.assessing.steps import ordered
from ui.widgets.basics import button, clear, icon_button, in_row
from ui.widgets.elided import ElidedLabel
from ui.widgets.link import Link
from ui.widgets.track import StateTrack

_SHORT_BELOW = 1200


class AssessmentHead(QWidget):
    """Instrument, partner, status and steps in two lines."""

    left = Signal()
    print_asked = Signal()
    erase_asked = Signal()
    move_asked = Signal()
    partner_asked = Signal(str)
    """A partner's id."""
    step_asked = Signal(str)
    """An action of the state machine."""

    def __init__(self) -> None:
        super().__init__()
        self._title = ElidedLabel("heading")
        self._partner = QHBoxLayout()
        self._facts = ElidedLabel("muted")
        self.track = StateTrack(in_line=True)
        self._steps = QHBoxLayout()
        self._steps.setSpacing(6)
        self.steps: dict[str, QPushButton] = {}
        back = icon_button("arrow-left", _("Back to the list"))
        back.clicked.connect(self.left)
        printing = icon_button("printer", _("Print…"), "text")
        printing.setToolTip(_("Print… (Ctrl+P)"))
        printing.clicked.connect(self.print_asked)
        erase = icon_button("shield-alert", _("Erase this assessment for good…"))
        erase.clicked.connect(self.erase_asked)
        move = icon_button("arrow-left-right", _("Move to another office…"))
        move.clicked.connect(self.move_asked)
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addWidget(self._title)
        line = in_row(self._partner, spacing=2)
        line.addWidget(self._facts, 1)
        words.addLayout(line)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        row.addWidget(back)
        row.addLayout(words, 1)
        row.addWidget(self.track)
        row.addLayout(self._steps)
        row.addWidget(printing)
        row.addWidget(move)
        row.addWidget(erase)

    def show_sheet(self, sheet: Sheet) -> None:
        """Show what an assessment is about and the steps that it can take."""
        about = sheet.assessment
        self._title.set_words(sheet.instrument.title.words())
        clear(self._partner)
        partner = Link(sheet.partner or _("A partner that was not received yet"))
        partner.setEnabled(bool(sheet.partner))
        partner.clicked.connect(lambda: self.partner_asked.emit(str(about["partner_id"])))
        self._partner.addWidget(partner)
        subject = vocabulary.label("subject_role", str(about["subject"])) if about["subject"] else ""
        self._facts.set_words("  ·  ".join(filter(None, [subject, str(about["reference"] or "")])))
        self.track.show_state("assessment", workflow.state(about))
        clear(self._steps)
        self.steps = {}
        for place, step in enumerate(ordered(workflow.steps(about))):
            variant = "primary" if place == 0 else "quiet" if step.action == "cancel" else ""
            made = button(step.label, variant=variant)
            made.clicked.connect(lambda _checked=False, action=step.action: self.step_asked.emit(action))
            self.steps[step.action] = made
            self._steps.addWidget(made)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.track.set_short(self.width() < _SHORT_BELOW)
