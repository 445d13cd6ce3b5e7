"""One assessment: answering it question by question, both views, what was agreed, its facts and its history."""

from collections.abc import Callable, Mapping
from functools import cached_property

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget

from partnerdesk import audience, workflow
from partnerdesk.desk import Desk
from partnerdesk.errors import PartnerDeskError
from partnerdesk.i18n import _
from ui.jobs import Jobs
from ui.page import Page
from ui.pages.assessing.about import AboutView
from ui.pages.assessing.answering import AnsweringView
from ui.pages.assessing.compared import ComparedView
from ui.pages.assessing.follow_up import FollowUp
from ui.pages.assessing.head import AssessmentHead
from ui.pages.assessing.sitting import Sitting
from ui.pages.assessing.steps import StepPanel
from ui.pages.attaching import AttachmentsPart
from ui.pages.history_view import HistoryView
from ui.pages.move_card import MovePart
from ui.widgets.rooms import Tabs

PARTS = ("questions", "views", "actions", "about", "attachments", "history")
"""The parts of the page as a target names them."""


class AssessmentView(Page):
    """Shows a sitting; every answer is saved by the use case as it is given, and everything shown follows from it."""

    left = Signal()
    """Back to the list."""
    print_asked = Signal(str)
    """The assessment is to be printed: its id."""

    def __init__(self, desk: Desk, jobs: Jobs | None = None) -> None:
        super().__init__()
        self._desk, self._jobs = desk, jobs
        self.sitting: Sitting | None = None
        self._stale: set[str] = set()
        self.moving = MovePart(desk)
        self.moving.refused.connect(self.refused)
        self.moving.told.connect(self._moved)
        self.head = AssessmentHead()
        self.head.left.connect(self.left)
        self.head.print_asked.connect(self._print)
        self.head.erase_asked.connect(lambda: self.wants.emit("protection", f"erase:assessment:{self.assessment()}"))
        self.head.move_asked.connect(lambda: self.moving.card.ask("assessment", self.assessment()))
        self.head.partner_asked.connect(lambda partner: self.wants.emit("partners", partner))
        self.head.step_asked.connect(self._take)
        self.panel = StepPanel(desk)
        self.panel.hide()
        self.panel.closed.connect(self._close_panel)
        self.panel.taken.connect(self._taken)
        self.panel.question_asked.connect(self._go_to_question)
        self.answering = AnsweringView(desk)
        self.tabs = Tabs()
        self.tabs.setDocumentMode(True)
        self.tabs.setAccessibleName(_("Parts of the assessment"))
        self.tabs.tabBar().setExpanding(False)
        self.tabs.tabBar().setDrawBase(False)
        self._places: dict[str, QVBoxLayout] = {}
        for name, title in _parts().items():
            room = QWidget()
            self._places[name] = QVBoxLayout(room)
            self._places[name].setContentsMargins(0, 0, 0, 0)
            self.tabs.addTab(room, title)
        self._furnish(PARTS[0], self.answering)
        self.tabs.currentChanged.connect(lambda _number: self._turn())
        self._connect()
        column = QVBoxLayout(self)
        column.setContentsMargins(22, 8, 22, 6)
        column.setSpacing(4)
        column.addWidget(self.head)
        column.addWidget(self.moving)
        column.addWidget(self.panel)
        column.addWidget(self.tabs, 1)

    def show_assessment(self, assessment_id: str, part: str = "") -> None:
        """Show an assessment: a part of the page, or the question that has this key.

        Raises PartnerDeskError when it, or the version of its instrument, is not here.
        """
        if self.sitting is None or self.sitting.assessment_id != assessment_id:
            self.flush()
            self.sitting = Sitting(self._desk, assessment_id)
            self.answering.open(self.sitting)
            self._close_panel()
            self.tabs.setCurrentIndex(0)
        else:
            self.sitting.read()
        if part in PARTS:
            self.tabs.setCurrentIndex(PARTS.index(part))
        elif part and self.sitting.find(part):
            self.tabs.setCurrentIndex(0)
        self._show()
        if self.tabs.currentIndex() == 0:
            self.answering.begin()
        else:
            self.tabs.tabBar().setFocus(Qt.FocusReason.OtherFocusReason)

    def assessment(self) -> str:
        """Return the id of the assessment that is shown."""
        return self.sitting.assessment_id if self.sitting else ""

    def refresh(self) -> None:
        if self.sitting is None:
            return
        try:
            self.sitting.read()
        except PartnerDeskError as error:
            self.refused.emit(error)
            return
        self._show()

    def flush(self) -> bool:
        made = [part for part in self.__dict__.values() if isinstance(part, FollowUp | AboutView | AttachmentsPart)]
        return all([self.answering.flush(), *(part.flush() for part in made)])

    @property
    def steps(self) -> Mapping[str, QPushButton]:
        """The buttons of the steps that can be taken now, by action."""
        return self.head.steps

    @cached_property
    def compared(self) -> ComparedView:
        """Both views; this part and those below are made when they are first looked at."""
        made = ComparedView()
        made.agree_asked.connect(self._agree)
        self._furnish("views", made)
        return made

    @cached_property
    def follow_up(self) -> FollowUp:
        """The agreed actions."""
        made = FollowUp(self._desk)
        made.agreed.connect(self._agreed)
        self._pass_on(made)
        self._furnish("actions", made)
        return made

    @cached_property
    def about(self) -> AboutView:
        """The assessment's own fields."""
        made = AboutView(self._desk)
        made.edited.connect(self.refresh)
        self._pass_on(made)
        self._furnish("about", made)
        return made

    @cached_property
    def attachments(self) -> AttachmentsPart:
        """Files that belong to the assessment."""
        made = AttachmentsPart(self._desk, "assessment", self._jobs)
        self._pass_on(made)
        self._furnish("attachments", made)
        return made

    @cached_property
    def history(self) -> HistoryView:
        """Who changed what and when."""
        made = HistoryView(self._desk)
        self._pass_on(made)
        self._furnish("history", made)
        return made

    def _furnish(self, part: str, made: QWidget) -> None:
        self._places[part].addWidget(made)

    def _pass_on(self, part: Page) -> None:
        for name in ("wants", "told", "refused", "saving", "changed"):
            getattr(part, name).connect(getattr(self, name))

    def _connect(self) -> None:
        self._pass_on(self.answering)
        self._pass_on(self.panel)
        self.answering.answered.connect(self._answered)
        self.answering.agree_asked.connect(self._agree)
        self.answering.lowered.connect(self._lower_answer)
        escape = QShortcut(QKeySequence("Esc"), self)
        escape.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        escape.activated.connect(self._close_panel)
        printing = QShortcut(QKeySequence("Ctrl+P"), self)
        printing.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        printing.activated.connect(self._print)

    def _show(self) -> None:
        if self.sitting is None:
            return
        self.head.show_sheet(self.sitting.sheet)
        self.moving.show_record(self.sitting.sheet.assessment)
        self.tabs.setTabVisible(PARTS.index("views"), {"ours", "partner"} <= self.sitting.sheet.sides.keys())
        self._stale = set(PARTS)
        self._fill()

    def _moved(self, told: str) -> None:
        self.told.emit(told)
        self.refresh()
        self.changed.emit()

    def _turn(self) -> None:
        """Another part came to the front: bring it up to date, and save what was typed in the one before."""
        self.answering.flush()
        self._fill()

    def _fill(self) -> None:
        part = PARTS[self.tabs.currentIndex()]
        if self.sitting is None or part not in self._stale:
            return
        self._stale.discard(part)
        sitting = self.sitting
        show: Mapping[str, Callable[[], None]] = {
            "questions": self.answering.show_now,
            "views": lambda: self.compared.show_sheet(sitting.sheet),
            "actions": lambda: self.follow_up.show_sitting(sitting),
            "about": lambda: self.about.show_sheet(sitting.sheet),
            "attachments": lambda: self.attachments.show_owner(sitting.assessment_id),
            "history": lambda: self.history.show_record("assessment", sitting.assessment_id),
        }
        show[part]()

    def _answered(self) -> None:
        self._stale |= set(PARTS) - {"questions"}
        if not self.panel.isHidden():
            self.panel.look_again()
        self.changed.emit()

    def _take(self, action: str) -> None:
        self.flush()
        self.panel.open(action, self.assessment())
        self.panel.show()
        self.panel.begin()

    def _taken(self, made: str) -> None:
        self._close_panel()
        self.changed.emit()
        if made:
            self.wants.emit("assessments", made)
            return
        self.refresh()
        if self.sitting is not None:
            # Translators: {state} is the new state of an assessment, such as “Submitted”.
            self.told.emit(_("Now: {state}.").format(state=workflow.state_label(self.sitting.sheet.assessment)))

    def _close_panel(self) -> None:
        self.panel.hide()

    def _go_to_question(self, side: str, criterion: str) -> None:
        if self.sitting is None:
            return
        voices = self.sitting.sheet.sides[side].voices
        asked = next((one for one in voices if one.question(criterion)), voices[0])
        self.tabs.setCurrentIndex(0)
        self.answering.go_to(side, asked.id, criterion)

    def _agree(self, criterion: str) -> None:
        self.tabs.setCurrentIndex(PARTS.index("actions"))
        self.follow_up.begin(criterion)

    def _agreed(self, action: str, criterion: str) -> None:
        """Where a question asks for what was agreed, the action is its answer too."""
        asked = self.sitting.sheet.instrument.criterion(criterion) if self.sitting and criterion else None
        if self.sitting is None or asked is None or asked.kind != "action_items" or not self.sitting.is_open:
            return
        if self.sitting.find(criterion) and (question := self.sitting.question):
            self.sitting.put(criterion, "value", [*(question.value or []), action])
            self.answering.save()

    def _lower_answer(self, answer: str, level: str, why: str) -> None:
        try:
            audience.mark(self._desk, "answer", answer, level, reason=why)
        except PartnerDeskError as error:
            self.refused.emit(error)
        self.refresh()

    def _print(self) -> None:
        self.flush()
        self.print_asked.emit(self.assessment())


def _parts() -> dict[str, str]:
    titles = (_("Questions"), _("Both views"), _("Agreed actions"), _("Details"), _("Files"), _("History"))
    return dict(zip(PARTS, titles, strict=True))
