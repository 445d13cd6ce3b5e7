"""Answering: sections at one side, one question after the other in the middle, the result as it grows at the other."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QCheckBox, QFrame, QHBoxLayout, QLabel, QVBoxLayout

from partnerdesk.desk import Desk
from partnerdesk.errors import PartnerDeskError
from partnerdesk.i18n import _
from partnerdesk.instruments.answers import needs_comment
from ui.page import Page
from ui.pages.assessing.form import SectionForm
from ui.pages.assessing.people import PeoplePanel
from ui.pages.assessing.question import QuestionCard
from ui.pages.assessing.results import ResultsPanel
from ui.pages.assessing.sections import SectionList
from ui.pages.assessing.sitting import Sitting
from ui.pages.assessing.told import told
from ui.widgets.basics import clear, in_row, plain, scrolled
from ui.widgets.elided import ElidedLabel

_BESIDE_FROM = 1010
"""Below this width the result stands below the questions."""
_RESULT_WIDTHS = (300, 336)
_WIDE_FROM = 1100
_MOVE_ON = "assessments.move_on"


class AnsweringView(Page):
    """Takes answers by keyboard or mouse; each is saved at once and everything shown follows from what is saved."""

    answered = Signal()
    agree_asked = Signal(str)
    """An action is to be agreed about a question: its criterion."""
    lowered = Signal(str, str, str)
    """The mark of an answer is to be lowered: its record, the level and the reason."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.setObjectName("part")
        self._desk = desk
        self._sitting: Sitting | None = None
        self.sections = SectionList()
        self.form = SectionForm(lambda actions: desk.titles("action", actions))
        self.results = ResultsPanel()
        self.people = PeoplePanel(desk)
        self._people_room = scrolled(self.people)
        self._people_room.hide()
        self._told: list[QFrame] = []
        self._notices = QVBoxLayout()
        self._notices.setSpacing(6)
        self.move_on = QCheckBox(plain(_("Go on after a key")))
        self.move_on.setToolTip(_("A digit, N or ? answers and opens the next question"))
        self.move_on.setChecked(bool(desk.setting(_MOVE_ON, True)))
        self.move_on.toggled.connect(lambda on: desk.keep(_MOVE_ON, on))
        self._keys = ElidedLabel("help")
        self._keys.set_words(_("Digits rate · N not applicable · ? cannot say · Enter next · C comment · E evidence"))
        middle = QVBoxLayout()
        middle.setSpacing(6)
        middle.addLayout(self._notices)
        middle.addWidget(self._people_room, 1)
        middle.addWidget(self.form, 1)
        foot = in_row(spacing=12)
        foot.addWidget(self._keys, 1)
        foot.addWidget(self.move_on, 0, Qt.AlignmentFlag.AlignVCenter)
        middle.addLayout(foot)
        self._beside = scrolled(self.results)
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(0, 3, 0, 0)
        self._row.setSpacing(14)
        self._row.addWidget(self.sections)
        self._row.addLayout(middle, 1)
        self._row.addWidget(self._beside)
        self._connect()

    def open(self, sitting: Sitting) -> None:
        """Answer another assessment."""
        self._sitting = sitting
        self._show_people(False)
        self.show_now(anew=True)

    def show_now(self, *, anew: bool = False) -> None:
        """Show the sitting as it stands."""
        if self._sitting is None:
            return
        self._show_notices(self._sitting)
        self.sections.show_sitting(self._sitting)
        self.form.show_sitting(self._sitting, anew=anew)
        self.results.show_sitting(self._sitting)
        if not self._people_room.isHidden():
            self.people.show_sitting(self._sitting)
        for part in (self._keys, self.move_on):
            part.setVisible(self._sitting.is_open)

    def notices(self) -> list[str]:
        """Return what is told above the questions: language, why they are closed, what is to be corrected."""
        return [one.text() for box in self._told for one in box.findChildren(QLabel) if one.text()]

    def begin(self) -> None:
        """Take the keyboard at the question on top."""
        if self.isVisibleTo(self.window()):
            self.form.begin()

    def go_to(self, perspective: str, respondent: str, criterion: str) -> None:
        """Open a question of a side."""
        if self._sitting is None:
            return
        self.flush()
        self._show_people(False)
        self._sitting.choose(perspective, respondent, criterion)
        self.show_now()
        self.form.begin()

    def save(self) -> bool:
        """Save what is given and show what follows from it; tell whether everything is saved."""
        saved = self._write()
        self.show_now()
        self._tell_problem()
        return saved

    def _write(self) -> bool:
        """Save what is given and read the assessment anew, without showing it yet."""
        sitting = self._sitting
        if sitting is None:
            return True
        saved = sitting.flush()
        problem = sitting.problem()
        try:
            sitting.read()
        except PartnerDeskError as error:
            self.refused.emit(error)
            return False
        self.saving.emit("saved" if saved else "problem", "" if saved else str(problem or ""))
        self.answered.emit()
        return saved

    def _tell_problem(self) -> None:
        problem = self._sitting.problem() if self._sitting is not None else None
        if self.form.card is not None:
            self.form.card.show_problem(str(problem) if problem else "")

    def flush(self) -> bool:
        self.form.flush()
        return self.people.flush() and (self._sitting is None or self._sitting.flush())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange()

    def _arrange(self) -> None:
        """Put the result beside the questions, or below them where the window is narrow."""
        beside = self.width() >= _BESIDE_FROM
        self.sections.setFixedWidth(228 if beside else 196)
        if beside and self._beside.widget() is None:
            self._beside.setWidget(self.results)
            self.results.show()
        elif not beside and self._beside.widget() is not None:
            self.form.after.addWidget(self._beside.takeWidget())
            self.results.show()
        self._beside.setFixedWidth(_RESULT_WIDTHS[self.width() >= _WIDE_FROM])
        self._beside.setVisible(beside)

    def _connect(self) -> None:
        self.form.made.connect(self._connect_card)
        self.form.chosen.connect(self._open_question)
        self.form.onwards.connect(self._go)
        self.form.section_asked.connect(self._go_section)
        self.sections.section_chosen.connect(self._open_section)
        self.sections.side_chosen.connect(lambda side: self._choose(side, ""))
        self.sections.respondent_chosen.connect(lambda one: self._choose("", one))
        self.sections.people_asked.connect(self._toggle_people)
        self.people.closed.connect(self._close_people)
        self.people.chosen.connect(self._person_chosen)
        self.people.edited.connect(self.save)
        for name in ("wants", "told", "refused", "saving"):
            getattr(self.people, name).connect(getattr(self, name))

    def _connect_card(self, card: QuestionCard | None) -> None:
        if card is None:
            return
        card.given.connect(lambda field, value: self._give(card, field, value))
        card.typed.connect(lambda field, value: self._keep(card, field, value))
        card.onwards.connect(self._go)
        card.agree_asked.connect(lambda: self.agree_asked.emit(card.criterion()))
        card.decide_asked.connect(lambda record: self.wants.emit("conflicts", record))
        card.lowered.connect(lambda level, why: self.lowered.emit(card.answer_id(), level, why))

    def _keep(self, card: QuestionCard, field: str, value: object) -> None:
        if self._sitting is not None:
            self._sitting.put(card.criterion(), field, value)
            self.saving.emit("pending", "")

    def _give(self, card: QuestionCard, field: str, value: object) -> None:
        if self._sitting is None or not self._sitting.is_open:
            return
        self._sitting.put(card.criterion(), field, value)
        saved = self._write()
        by_key = saved and field == "value" and card is self.form.card and card.input.by_key
        target = self._sitting.neighbour(1)
        if by_key and target and self.move_on.isChecked() and not self._wants_comment():
            # What was saved is shown with the next question: each is laid out once.
            self._open_question(target)
            return
        self.show_now()
        self._tell_problem()
        if by_key and card.wants_comment():
            card.open_comment()

    def _wants_comment(self) -> bool:
        question = self._sitting.question if self._sitting is not None else None
        return question is not None and needs_comment(question.criterion, question.value) and not question.comment

    def _go(self, step: int) -> None:
        if self._sitting is None:
            return
        self.form.flush()
        target = self._sitting.neighbour(step)
        if target:
            self._open_question(target)

    def _go_section(self, step: int) -> None:
        if self._sitting is None:
            return
        parts = self._sitting.parts()
        here = self._sitting.part()
        at = (
            next((place for place, part in enumerate(parts) if here and part.section.key == here.section.key), 0) + step
        )
        if 0 <= at < len(parts):
            self._open_section(parts[at].section.key)

    def _open_section(self, key: str) -> None:
        if self._sitting is None:
            return
        part = next(part for part in self._sitting.parts() if part.section.key == key)
        open_ = next((one for one in part.questions if one.value is None), part.questions[0])
        self._open_question(open_.criterion.key)

    def _open_question(self, criterion: str) -> None:
        if self._sitting is not None:
            self.go_to(self._sitting.perspective, self._sitting.respondent, criterion)

    def _choose(self, side: str, respondent: str) -> None:
        if self._sitting is not None:
            criterion = self._sitting.criterion
            self.go_to(side or self._sitting.perspective, respondent, criterion)

    def _toggle_people(self) -> None:
        if self._sitting is None:
            return
        if not self._people_room.isHidden():
            self._close_people()
            return
        self.people.show_sitting(self._sitting)
        self._show_people(True)
        if self.people.editor.isVisibleTo(self.people):
            self.people.editor.form_of("name").editor("name").setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            self.people.add.setFocus(Qt.FocusReason.OtherFocusReason)

    def _close_people(self) -> None:
        self.people.flush()
        self._show_people(False)
        self.form.begin()

    def _show_people(self, shown: bool) -> None:
        """Show the respondent in the place of the questions, or the questions again."""
        self._people_room.setVisible(shown)
        self.form.setVisible(not shown)

    def _person_chosen(self, respondent: str) -> None:
        if self._sitting is None:
            return
        self._sitting.read()
        self._sitting.choose(self._sitting.perspective, respondent)
        self.show_now()
        self.answered.emit()

    def _show_notices(self, sitting: Sitting) -> None:
        clear(self._notices)
        self._told = told(sitting)
        for one in self._told:
            self._notices.addWidget(one)
