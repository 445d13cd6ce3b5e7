"""Before something is erased for good: all that would go, why, and a word that must be typed."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFormLayout, QLineEdit, QVBoxLayout, QWidget

from partnerdesk import erasure, showing
from partnerdesk.bundles.slices import SHARED
from partnerdesk.erasure import Erased, Part
from partnerdesk.i18n import _, ngettext
from partnerdesk.progress import Report
from partnerdesk.store.kinds import kind_named
from ui.jobs import Job, Jobs
from ui.pages.protecting.choosing import ChoosingTable, Row
from ui.widgets.basics import button, clear, in_row, label, notice, plain

if TYPE_CHECKING:
    from partnerdesk.desk import Desk

_LABEL = 210
"""Pixels in which the longest of the questions fits in two lines, in every language."""

Erase = Callable[[Sequence[Part], str, str], Erased]
"""Erases parts with a reason, and who asked for it."""


@dataclass(frozen=True)
class Choice:
    """One thing that may go: why it is listed, and whether it is chosen at first."""

    part: Part
    why: str
    chosen: bool = True
    fixed: bool = False


@dataclass(frozen=True)
class Question:
    """What is asked: the title, what stands for choice, the reason to begin with, and what erases."""

    title: str
    choices: Sequence[Choice]
    erase: Erase
    reason: str = ""
    may_be_none: bool = False
    """Whether it makes sense to go on with nothing chosen."""
    other: tuple[str, Callable[[], None]] | None = None
    """Another question about the same: the words of its button, and what asks it."""


class ErasingView(QWidget):
    """Asks, erases in the database's thread, and then says what the person must still do."""

    left = Signal()
    done = Signal()
    refused = Signal(object)

    def __init__(self, desk: "Desk", jobs: Jobs) -> None:
        super().__init__()
        self._desk, self._jobs = desk, jobs
        self._question: Question | None = None
        self._title = label("", "heading")
        self.other = button("", variant="quiet")
        self.other.clicked.connect(self._ask_other)
        self._told = QVBoxLayout()
        self.table = ChoosingTable(
            _("What goes"), [_("Name"), _("Kind"), _("What goes"), _("Why"), _("Office")], (1, 4)
        )
        self.table.chosen_changed.connect(self._show_state)
        self.reason = _line(_("Reason; it stays readable, so name nobody"))
        self.asked_by = _line(_("Who asked for it, at the office that recorded it"))
        self.word = _line(_("Type “{word}” to confirm").format(word=_word()))
        for edit in (self.reason, self.asked_by, self.word):
            edit.textChanged.connect(self._show_state)
        self.erase = button(_("Erase for good"), "trash-2", "danger")
        self.erase.clicked.connect(self._erase)
        self.leave = button(_("Cancel"), variant="quiet")
        self.leave.clicked.connect(self.left)
        self._form = QFormLayout()
        self._form.setRowWrapPolicy(QFormLayout.RowWrapPolicy.WrapLongRows)
        self._form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
        for edit in (self.reason, self.asked_by, self.word):
            name = label(edit.accessibleName(), "label")
            name.setMinimumWidth(_LABEL)
            self._form.addRow(name, edit)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(10)
        head = in_row(self._title, self.other)
        head.setStretch(0, 1)
        column.addLayout(head)
        column.addLayout(self._told)
        column.addWidget(self.table, 1)
        column.addLayout(self._form)
        column.addLayout(in_row(None, self.leave, self.erase))

    def ask(self, question: Question) -> None:
        """Show what would go."""
        self._question = question
        self._title.setText(question.title)
        self.other.setText(plain(question.other[0]) if question.other else "")
        self.reason.setText(question.reason)
        self.asked_by.clear()
        self.word.clear()
        self._show_form(asking=True)
        clear(self._told)
        words = _("Nobody can bring this back, on no device. Whoever receives your next bundle loses it as well.")
        self._told.addWidget(notice(words, "triangle-alert", "danger"))
        self.table.show_rows([_row(choice) for choice in question.choices])
        self.reason.setFocus(Qt.FocusReason.OtherFocusReason)

    def chosen(self) -> list[Part]:
        """Return what is checked."""
        choices = self._question.choices if self._question is not None else ()
        return [choices[number].part for number in self.table.chosen()]

    def _show_state(self) -> None:
        question = self._question
        if question is None or self.erase.isHidden():
            return
        parts = self.chosen()
        self._form.setRowVisible(self.asked_by, bool({part.office for part in parts} - {self._desk.office}))
        typed = self.word.text().strip().casefold() == _word().casefold()
        enough = bool(parts) or question.may_be_none
        self.erase.setEnabled(enough and typed and bool(self.reason.text().strip()))

    def _show_form(self, *, asking: bool) -> None:
        for number in range(self._form.rowCount()):
            self._form.setRowVisible(number, asking)
        self.table.setVisible(asking)
        self.erase.setVisible(asking)
        self.other.setVisible(asking and bool(self.other.text()))
        self.leave.setText(_("Cancel") if asking else _("Close"))

    def _ask_other(self) -> None:
        if self._question is not None and self._question.other is not None:
            self._question.other[1]()

    def _erase(self) -> None:
        if self._question is None:
            return
        parts = self.chosen()
        if refusal := erasure.obstacle(self._desk, parts, self.asked_by.text()):
            clear(self._told)
            self._told.addWidget(notice(refusal, "circle-alert", "danger"))
            return
        work = partial(_done, self._question.erase, parts, self.reason.text(), self.asked_by.text())
        job = Job(work, _("Erasing for good"), can_cancel=False)
        job.succeeded.connect(self._show_done)
        job.failed.connect(self.refused)
        self.erase.setEnabled(False)
        self._jobs.start(job)

    def _show_done(self, erased: Erased) -> None:
        self._show_form(asking=False)
        clear(self._told)
        number = len(erased.parts)
        words = ngettext("{n} record was erased for good.", "{n} records were erased for good.", number)
        self._told.addWidget(notice(words.format(n=number), "circle-check", "success"))
        for sentence in erasure.warnings(erased) if number else ():
            self._told.addWidget(notice(sentence, "triangle-alert", "warning"))
        self._told.addStretch(1)
        self.leave.setFocus(Qt.FocusReason.OtherFocusReason)
        self.done.emit()


def _word() -> str:
    # Translators: a word that is typed to confirm that something shall be erased for good.
    return _("erase")


def _line(name: str) -> QLineEdit:
    made = QLineEdit()
    made.setAccessibleName(name)
    return made


def _row(choice: Choice) -> Row:
    part = choice.part
    names = showing.joined(showing.field_label(part.kind, name) for name in part.fields)
    cells = (
        part.title or _("without a name"),
        _(kind_named(part.kind).label),
        names or _("All of it"),
        choice.why,
        "" if part.office == SHARED else part.office,
    )
    return Row(cells, choice.chosen, choice.fixed)


def _done(erase: Erase, parts: Sequence[Part], reason: str, asked_by: str, report: Report) -> Erased:
    report(0, 0)
    return erase(parts, reason, asked_by)
