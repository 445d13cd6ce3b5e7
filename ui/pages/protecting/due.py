"""What is due for erasure: each with the reason, and the choice to erase it or to keep it until a day."""

from datetime import date
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from partnerdesk import retention
from partnerdesk.actions import today
from partnerdesk.errors import PartnerDeskError
from partnerdesk.i18n import _, format_date, ngettext
from partnerdesk.progress import Report
from partnerdesk.store.kinds import kind_named
from ui.jobs import Job, Jobs
from ui.pages.protecting.choosing import ChoosingTable, Row
from ui.widgets.basics import button, in_row, label
from ui.widgets.compound import DateEditor
from ui.widgets.empty import EmptyState
from ui.widgets.rooms import Rooms

if TYPE_CHECKING:
    from partnerdesk.desk import Desk
    from partnerdesk.retention import Due


class DueView(QWidget):
    """Nothing goes on its own: a person chooses, and erases or keeps."""

    erase_asked = Signal(object)
    """The list of `Due` that was chosen."""
    told = Signal(str)
    refused = Signal(object)
    changed = Signal()

    def __init__(self, desk: "Desk", jobs: Jobs) -> None:
        super().__init__()
        self._desk, self._jobs = desk, jobs
        self._due: list[Due] = []
        self._looking: Job | None = None
        self.count = label("", "muted", wrap=False)
        self.table = ChoosingTable(_("Due for erasure"), [_("Name"), _("Kind"), _("Why"), _("Office")], (1, 3))
        self.table.chosen_changed.connect(self._show_chosen)
        self.all = button(_("Choose all"), variant="quiet")
        self.all.clicked.connect(lambda: self.table.choose_all(True))
        self.none = button(_("Choose none"), variant="quiet")
        self.none.clicked.connect(lambda: self.table.choose_all(False))
        self.erase = button(_("Erase…"), "trash-2", "danger")
        self.erase.clicked.connect(lambda: self.erase_asked.emit(self.chosen()))
        self.until = DateEditor(_("Keep until"))
        self.until.set_value(today().replace(year=today().year + 1, day=1).isoformat())
        self.reason = QLineEdit()
        self.reason.setAccessibleName(_("Why it is kept"))
        self.reason.setPlaceholderText(_("Why it is kept"))
        self.keep = button(_("Keep until"), "calendar")
        self.keep.clicked.connect(self._keep)
        self._rooms = Rooms()
        self._rooms.addWidget(self._list())
        self._rooms.addWidget(
            EmptyState(
                "shield-check",
                _("Nothing is due for erasure"),
                _(
                    "Records are listed here when the time for which they are kept is over. Nothing is erased on its own."
                ),
            )
        )
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._rooms, 1)

    def refresh(self) -> None:
        """Look anew, in the database's thread."""
        if self._looking is not None:
            return

        def look(_report: Report) -> "list[Due]":
            return retention.due(self._desk)

        job = Job(look)
        job.succeeded.connect(self._show)
        job.failed.connect(self.refused)
        job.ended.connect(self._looked)
        self._looking = job
        self._jobs.start(job)

    def chosen(self) -> "list[Due]":
        """Return what is checked."""
        return [self._due[number] for number in self.table.chosen()]

    def _list(self) -> QWidget:
        room = QWidget()
        column = QVBoxLayout(room)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(10)
        column.addLayout(in_row(self.count, None, self.all, self.none))
        column.addWidget(self.table, 1)
        keeping = in_row(self.keep, self.until, self.reason)
        keeping.setStretch(2, 1)
        column.addLayout(keeping)
        column.addLayout(in_row(None, self.erase))
        return room

    def _looked(self) -> None:
        self._looking = None

    def _show(self, found: "list[Due]") -> None:
        self._due = found
        words = ngettext("{n} record is due for erasure.", "{n} records are due for erasure.", len(found))
        self.count.setText(words.format(n=len(found)))
        self.table.show_rows(
            [
                Row((one.title or _("without a name"), _(kind_named(one.kind).label), one.reason, one.office), False)
                for one in found
            ]
        )
        self._rooms.setCurrentIndex(0 if found else 1)

    def _show_chosen(self) -> None:
        some = bool(self.table.chosen())
        self.erase.setEnabled(some)
        self.keep.setEnabled(some)

    def _keep(self) -> None:
        until = self.until.value()
        try:
            day = date.fromisoformat(until) if until else today()
            number = retention.keep(self._desk, self.chosen(), day, self.reason.text())
        except PartnerDeskError as error:
            self.refused.emit(error)
            return
        self.reason.clear()
        words = ngettext("{n} record is kept until {day}.", "{n} records are kept until {day}.", number)
        self.told.emit(words.format(n=number, day=format_date(day)))
        self.changed.emit()
        self.refresh()
