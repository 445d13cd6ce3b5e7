"""The assessments: the list, one assessment's page, its paper, and starting a new one."""

from collections.abc import Collection, Sequence
from functools import cached_property
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QVBoxLayout, QWidget

from partnerdesk import assessments, attention
from partnerdesk.assessments import Outcome
from partnerdesk.desk import Desk
from partnerdesk.errors import PartnerDeskError
from partnerdesk.i18n import _, ngettext
from partnerdesk.instruments import library
from partnerdesk.showing import joined
from partnerdesk.store import listings
from partnerdesk.store.listings import ListRow, Query
from ui.jobs import Jobs
from ui.listing import columns
from ui.models import MARK, Column, Row
from ui.page import Page
from ui.pages.assessing import words
from ui.pages.records import ListShape, RecordList, Switch
from ui.widgets.basics import Choice, PageHeader, button
from ui.widgets.record_table import Width
from ui.widgets.rooms import Rooms

if TYPE_CHECKING:
    from ui.pages.assessing.new import NewAssessment
    from ui.pages.assessment import AssessmentView
    from ui.pages.print_preview import PrintPreview

NEW = "new"
"""The target that begins a new assessment: "new", "new:partner" or "new:partner:instrument"."""
PRINT = "print"
EXPIRED, STATUS = "expired", "status"
"""The targets that narrow the list: those to be renewed, or those in one state, such as "status:draft"."""


class AssessmentsPage(Page):
    """Shows the list, or what a target names: "new…", an assessment's id, id/part or id/question, id/print."""

    shows_anew = True

    def __init__(self, desk: Desk, jobs: Jobs) -> None:
        super().__init__()
        self._desk, self._jobs = desk, jobs
        self._printed = ""
        self.list = RecordList(desk, _shape(desk))
        self.list.opened.connect(lambda record: self.wants.emit("assessments", record))
        self.list.new_asked.connect(lambda: self.wants.emit("assessments", NEW))
        self._rooms = Rooms()
        self._list_room = self._make_list_room()
        self._rooms.addWidget(self._list_room)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._rooms)

    @cached_property
    def view(self) -> "AssessmentView":
        """The page of one assessment, made at the first visit."""
        from ui.pages.assessment import AssessmentView

        made = AssessmentView(self._desk, self._jobs)
        made.left.connect(lambda: self.wants.emit("assessments", ""))
        made.print_asked.connect(lambda record: self.wants.emit("assessments", f"{record}/{PRINT}"))
        self._add_room(made)
        return made

    @cached_property
    def new(self) -> "NewAssessment":
        """The page that begins an assessment."""
        from ui.pages.assessing.new import NewAssessment

        made = NewAssessment(self._desk)
        made.left.connect(lambda: self.wants.emit("assessments", ""))
        made.begun.connect(lambda record: self.wants.emit("assessments", record))
        self._add_room(made)
        return made

    @cached_property
    def paper(self) -> "PrintPreview":
        """The page that shows an assessment on paper."""
        from ui.pages.print_preview import PrintPreview

        made = PrintPreview(self._desk, self._jobs)
        made.left.connect(self._leave_paper)
        self._add_room(made)
        return made

    def show_target(self, target: str) -> None:
        record, _slash, part = target.partition("/")
        if not record:
            self._show_list()
        elif record.partition(":")[0] == NEW:
            self._rooms.setCurrentWidget(self.new)
            self.new.show_target(record.partition(":")[2])
        elif record == EXPIRED:
            self._show_list()
            self.list.narrow({}, [EXPIRED])
        elif record.partition(":")[0] == STATUS:
            self._show_list()
            self.list.narrow({"status": [record.partition(":")[2]]})
        elif part == PRINT:
            self._show_paper(record)
        else:
            self._show_assessment(record, part)

    def refresh(self) -> None:
        if self._rooms.currentWidget() is self._list_room:
            self.list.reload()
        elif self._has_view() and self._rooms.currentWidget() is self.view:
            self.view.refresh()

    def flush(self) -> bool:
        return not self._has_view() or self.view.flush()

    def _has_view(self) -> bool:
        return "view" in self.__dict__

    def _add_room(self, room: Page) -> None:
        for name in ("wants", "told", "refused", "saving", "changed"):
            getattr(room, name).connect(getattr(self, name))
        self._rooms.addWidget(room)

    def _show_list(self) -> None:
        self.flush()
        self.list.reload()
        if self._has_view():
            self.list.table.select(self.view.assessment())
        self._rooms.setCurrentWidget(self._list_room)
        self.list.search.setFocus(Qt.FocusReason.OtherFocusReason)

    def _show_assessment(self, record: str, part: str) -> None:
        # The page must be on top before it takes the keyboard.
        self._rooms.setCurrentWidget(self.view)
        try:
            self.view.show_assessment(record, part)
        except PartnerDeskError as error:
            self.refused.emit(error)
            self._rooms.setCurrentWidget(self._list_room)

    def _show_paper(self, record: str) -> None:
        from ui.pages.papers import FilledPaper

        try:
            paper = FilledPaper(self._desk, record)
        except PartnerDeskError as error:
            self.refused.emit(error)
            return
        self._printed = record
        self._rooms.setCurrentWidget(self.paper)
        self.paper.show_paper(paper)

    def _leave_paper(self) -> None:
        self.wants.emit("assessments", self._printed)

    def _make_list_room(self) -> QWidget:
        new = button(_("New assessment"), "plus", "primary")
        new.setToolTip("Ctrl+N")
        new.clicked.connect(lambda: self.wants.emit("assessments", NEW))
        room = QWidget()
        column = QVBoxLayout(room)
        column.setContentsMargins(26, 16, 26, 18)
        column.setSpacing(12)
        column.addWidget(PageHeader(_("Assessments"), "", new))
        column.addWidget(self.list, 1)
        _bind("Ctrl+N", room).activated.connect(new.click)
        _bind("Ctrl+F", room).activated.connect(self.list.search.setFocus)
        return room


def _bind(keys: str, to: QWidget) -> QShortcut:
    shortcut = QShortcut(QKeySequence(keys), to)
    shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
    return shortcut


def _shape(desk: Desk) -> ListShape:
    return ListShape(
        kind="assessment",
        columns=[
            *columns("assessment", ["reference", "partner_id"]),
            Column("instrument", _("Instrument")),
            Column("sides", _("Answered"), sortable=False),
            *columns("assessment", ["status", "done_on"]),
            Column("result", _("Result"), sortable=False),
            *columns("assessment", [MARK]),
        ],
        widths=[
            Width(20),
            Width(17),
            Width(15, 640),
            Width(12, 1100),
            Width(11),
            Width(11, 760),
            Width(14),
            Width(9, 1200),
        ],
        search=_("Search by partner or reference"),
        filters=["instrument", "status"],
        choices={"instrument": [Choice(f"{one.key} {one.version}", one.title.words()) for one in library.titles()]},
        counted=_counted,
        icon="clipboard-check",
        nothing_yet=_("No assessment yet"),
        nothing_yet_why=_("Choose a partner and an instrument; each side answers on its own, then both look together."),
        new=_("New assessment"),
        order="changed_at",
        descending=True,
        more=lambda rows: _computed(desk, rows),
        switches=[
            Switch(
                "answers",
                _("Answers to decide"),
                _("Only assessments in which two answers stand against each other"),
                lambda: _with_open_answers(desk),
            ),
            Switch(
                EXPIRED,
                _("To renew"),
                _("Only the newest of its kind with a partner, where the instrument's time is over"),
                lambda: attention.expired(desk),
            ),
        ],
    )


def _counted(found: int, total: int) -> str:
    if found == total:
        return ngettext("{n} assessment", "{n} assessments", total).format(n=total)
    return ngettext("{found} of {n} assessment", "{found} of {n} assessments", total).format(found=found, n=total)


def _computed(desk: Desk, rows: Sequence[ListRow]) -> dict[str, Row]:
    """Return what is computed of a page of rows: the instrument's title, how far each side is, and the result."""
    outcomes = assessments.results(desk, [row.id for row in rows])
    return {record: _row(outcome) for record, outcome in outcomes.items()}


def _row(outcome: Outcome) -> Row:
    sides = []
    for name, line in outcome.lines.items():
        answered, total = line.result.answered, line.result.applicable
        # Translators: a side and how many questions of all that count it has answered, very short.
        told = _("{side} {answered}/{total}").format(side=words.short_side(name), answered=answered, total=total)
        sides.append(told if total else words.short_side(name))
    return {"instrument": outcome.instrument, "sides": joined(sides), "result": outcome.text}


def _with_open_answers(desk: Desk) -> Collection[str]:
    with desk.reading() as connection:
        found = listings.ids(connection, Query("answer", conflicts=True))
        answers = listings.page(connection, "answer", found)
    return {str(row.values["assessment_id"]) for row in answers.values()}
