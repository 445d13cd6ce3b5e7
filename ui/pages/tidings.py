"""What a person should know about this workspace: a new site after a copy, a wrong clock, changes that were kept out."""

from collections.abc import Iterable

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from partnerdesk.desk import Desk
from partnerdesk.i18n import _
from partnerdesk.opening import Tiding, mark_told, tidings
from partnerdesk.progress import Report
from ui.jobs import Job, Jobs
from ui.notices import close_button
from ui.widgets.basics import button, clear, in_row, notice


class Tidings(QWidget):
    """A box for each; what was read can be closed, and what is told only once does not come back."""

    wants = Signal(str, str)

    def __init__(self, desk: Desk, jobs: Jobs) -> None:
        super().__init__()
        self._desk, self._jobs = desk, jobs
        self._looking: Job | None = None
        self._closed: set[str] = set()
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(8)
        self.hide()

    def refresh(self) -> None:
        """Look anew in the database's thread; what was shown stays until then."""
        if self._looking is not None:
            return
        job = Job(self._look)
        job.succeeded.connect(self._show)
        job.ended.connect(self._looked)
        self._looking = job
        self._jobs.start(job)

    def _look(self, _report: Report) -> list[Tiding]:
        return tidings(self._desk)

    def _looked(self) -> None:
        self._looking = None

    def _show(self, found: Iterable[Tiding]) -> None:
        clear(self._column)
        shown = [one for one in found if one.key not in self._closed]
        for one in shown:
            self._column.addWidget(self._box(one))
        self.setVisible(bool(shown))

    def _box(self, one: Tiding) -> QWidget:
        box = QWidget()
        row = in_row(notice(one.sentence, "triangle-alert", "warning"))
        row.setContentsMargins(0, 0, 0, 0)
        row.setStretch(0, 1)
        if one.place:
            go = button(_("Look at it"), "eye")
            go.clicked.connect(lambda: self.wants.emit(one.place, one.target))
            row.addWidget(go)
        close = close_button(box)
        close.clicked.connect(lambda: self._close(one.key, box))
        row.addWidget(close)
        box.setLayout(row)
        return box

    def _close(self, key: str, box: QWidget) -> None:
        self._closed.add(key)
        mark_told(self._desk, key)
        box.hide()
