"""The instruments: what there is to choose from, each as a paper form, and checking a file of one's own."""

from collections.abc import Sequence
from functools import cached_property, partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QFileDialog, QGridLayout, QVBoxLayout, QWidget

from partnerdesk import i18n, vocabulary
from partnerdesk.desk import Desk
from partnerdesk.errors import PartnerDeskError
from partnerdesk.i18n import _, ngettext
from partnerdesk.instruments import library
from partnerdesk.instruments.document import Problem
from partnerdesk.instruments.model import Instrument
from partnerdesk.progress import Report
from partnerdesk.showing import joined
from ui.jobs import Job, Jobs
from ui.page import Page
from ui.pages.assessing import words
from ui.widgets.basics import PageHeader, button, card, clear, in_row, label, notice, scrolled
from ui.widgets.flow import FlowLayout
from ui.widgets.rooms import Rooms

if TYPE_CHECKING:
    from ui.pages.print_preview import PrintPreview

PRINT = "print"
_MOST_PROBLEMS = 50


class InstrumentsPage(Page):
    """Shows the instruments, or what a target names: key/print, or "file:" and a path to check."""

    def __init__(self, desk: Desk, jobs: Jobs) -> None:
        super().__init__()
        self._desk, self._jobs = desk, jobs
        self._cards = QVBoxLayout()
        self._cards.setSpacing(12)
        self._checked = QVBoxLayout()
        self._checked.setSpacing(8)
        check = button(_("Check a file…"), "folder-open")
        check.setToolTip(_("Tells what is wrong in an instrument file of your own, line by line"))
        check.clicked.connect(self._ask_file)
        inside = QWidget()
        column = QVBoxLayout(inside)
        column.setContentsMargins(26, 16, 26, 22)
        column.setSpacing(14)
        subtitle = _("Questionnaires to fill in here or on paper. A published version never changes.")
        column.addWidget(PageHeader(_("Instruments"), subtitle, check))
        column.addLayout(self._checked)
        column.addLayout(self._cards)
        column.addStretch(1)
        self._list = scrolled(inside)
        self._rooms = Rooms()
        self._rooms.addWidget(self._list)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(self._rooms)
        self.setAcceptDrops(True)
        for instrument in library.shipped():
            self._cards.addWidget(self._card(instrument))

    @cached_property
    def paper(self) -> "PrintPreview":
        """The page that shows a form on paper, made when the first one is to be printed."""
        from ui.pages.print_preview import PrintPreview

        made = PrintPreview(self._desk, self._jobs)
        made.left.connect(lambda: self.wants.emit("instruments", ""))
        for name in ("told", "refused"):
            getattr(made, name).connect(getattr(self, name))
        self._rooms.addWidget(made)
        return made

    def show_target(self, target: str) -> None:
        key, _slash, part = target.partition("/")
        if target.startswith("file:"):
            self._rooms.setCurrentWidget(self._list)
            self.check(Path(target.removeprefix("file:")))
        elif part == PRINT:
            self._show_paper(key)
        else:
            self._rooms.setCurrentWidget(self._list)

    def check(self, file: Path) -> None:
        """Tell what is wrong with an instrument file."""

        def work(_report: Report) -> list[Problem]:
            # The library that knows the form of instruments takes longer to load than this page.
            from partnerdesk.instruments import load

            return load.check(file)

        job = Job(work, _("Checking {file}").format(file=file.name))
        job.succeeded.connect(partial(self._show_problems, file.name))
        job.failed.connect(self.refused)
        self._jobs.start(job)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if event.mimeData().hasUrls():
            event.setDropAction(Qt.DropAction.CopyAction)
            event.accept()

    def dropEvent(self, event: QDropEvent) -> None:
        paths = [Path(url.toLocalFile()) for url in event.mimeData().urls() if url.isLocalFile()]
        for path in paths[:1]:
            self._rooms.setCurrentWidget(self._list)
            self.check(path)

    def _show_paper(self, key: str) -> None:
        from ui.pages.papers import BlankPaper

        try:
            paper = BlankPaper(self._desk, key)
        except PartnerDeskError as error:
            self.refused.emit(error)
            return
        self._rooms.setCurrentWidget(self.paper)
        self.paper.show_paper(paper)

    def _card(self, instrument: Instrument) -> QWidget:
        frame, column = card(16)
        key = instrument.key
        start = button(_("New assessment"), "clipboard-check")
        start.clicked.connect(lambda: self.wants.emit("assessments", f"new::{key}"))
        blank = button(_("Print blank"), "printer", "primary")
        blank.clicked.connect(lambda: self.wants.emit("instruments", f"{key}/{PRINT}"))
        title = instrument.title.words()
        for made in (start, blank):
            made.setAccessibleDescription(title)
        head = in_row(spacing=8)
        head.addWidget(label(title, "heading"), 1)
        head.addWidget(start, 0, Qt.AlignmentFlag.AlignTop)
        head.addWidget(blank, 0, Qt.AlignmentFlag.AlignTop)
        column.addLayout(head)
        column.addWidget(label(instrument.purpose.words()))
        column.addWidget(_tags(instrument))
        return frame

    def _ask_file(self) -> None:
        dialog = QFileDialog(self, _("Check an instrument file"))
        dialog.setNameFilter(_("Instrument files (*.yaml *.yml *.json)"))
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.fileSelected.connect(lambda chosen: self.check(Path(chosen)))
        dialog.open()

    def _show_problems(self, name: str, problems: Sequence[Problem]) -> None:
        clear(self._checked)
        if not problems:
            told = _("{file} is a sound instrument. Nothing was changed.").format(file=name)
            self._checked.addWidget(notice(told, "circle-check", "success"))
            return
        told = ngettext(
            "{file} has {n} problem. Nothing was changed.",
            "{file} has {n} problems. Nothing was changed.",
            len(problems),
        ).format(file=name, n=len(problems))
        self._checked.addWidget(notice(told, "circle-alert", "warning"))
        frame, column = card(14)
        grid = QGridLayout()
        grid.setHorizontalSpacing(16)
        grid.setVerticalSpacing(6)
        grid.setColumnStretch(1, 1)
        for row, problem in enumerate(problems[:_MOST_PROBLEMS]):
            # Translators: the line of a file.
            where = label(_("Line {line}").format(line=problem.line), "label", wrap=False)
            grid.addWidget(where, row, 0, Qt.AlignmentFlag.AlignTop)
            grid.addWidget(label(problem.reason), row, 1)
        column.addLayout(grid)
        more = len(problems) - _MOST_PROBLEMS
        if more > 0:
            column.addWidget(label(ngettext("And {n} more.", "And {n} more.", more).format(n=more), "muted"))
        self._checked.addWidget(frame)


def _tags(instrument: Instrument) -> QWidget:
    """Return what a person must know to choose: length, languages, sides, version."""
    count = sum(1 for _criterion in instrument.criteria())
    facts = [
        ngettext("{n} question", "{n} questions", count).format(n=count),
        ngettext("{n} section", "{n} sections", len(instrument.sections)).format(n=len(instrument.sections)),
        joined(i18n.endonym(language) for language in instrument.languages),
        joined(words.side_name(side) for side in instrument.perspectives),
        # Translators: the version of an instrument, such as 1.0.0.
        _("Version {version}").format(version=instrument.version),
    ]
    if instrument.subject_roles:
        facts.append(joined(vocabulary.label("subject_role", role) for role in instrument.subject_roles))
    if instrument.validity_months:
        valid = ngettext("Valid {n} month", "Valid {n} months", instrument.validity_months)
        facts.append(valid.format(n=instrument.validity_months))
    room = QWidget()
    flow = FlowLayout(room)
    for fact in facts:
        flow.addWidget(label(fact, "tag"))
    return room
