"""Tells, while somebody types a new partner, which known ones it looks like."""

from collections.abc import Mapping
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from partnerdesk.duplicates import Known, LookAlike
from partnerdesk.i18n import _, ngettext
from partnerdesk.progress import Report
from ui.jobs import Job, Jobs
from ui.notices import announce
from ui.widgets.basics import button, card, clear, in_row, label

if TYPE_CHECKING:
    from partnerdesk.desk import Desk

_MOST_REASONS = 3


class AlikeHint(QWidget):
    """Says nothing while nothing is alike; what is known is read in the database's thread when typing begins."""

    open_asked = Signal(str)
    """The id of the partner to open instead."""
    refused = Signal(object)

    def __init__(self, desk: "Desk", jobs: Jobs, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk, self._jobs = desk, jobs
        self._known: Known | None = None
        self._reading: Job | None = None
        self._values: Mapping[str, object] = {}
        self._shown: list[LookAlike] = []
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self.hide()

    def prepare(self) -> None:
        """Read anew which partners are known; what was read before serves until then."""
        if self._reading is not None:
            return

        def read(_report: Report) -> Known:
            return Known(self._desk)

        job = Job(read)
        job.succeeded.connect(self._take)
        job.failed.connect(self.refused)
        job.ended.connect(self._ended)
        self._reading = job
        self._jobs.start(job)

    def look(self, values: Mapping[str, object]) -> None:
        """Show which known partners look like these values."""
        self._values = values
        found = self._known.like(values) if self._known is not None else []
        if found != self._shown:
            self._shown = found
            self._show(found)

    def _take(self, known: Known) -> None:
        self._known = known
        self.look(self._values)

    def _ended(self) -> None:
        self._reading = None

    def _show(self, found: list[LookAlike]) -> None:
        clear(self._column)
        self.setVisible(bool(found))
        if not found:
            return
        frame, inside = card(14, "notice")
        frame.setProperty("tone", "warning")
        words = ngettext(
            "This looks like a partner that is recorded already.",
            "This looks like {n} partners that are recorded already.",
            len(found),
        ).format(n=len(found))
        inside.addWidget(label(words, "label"))
        for one in found:
            inside.addLayout(self._known_one(one))
        self._column.addWidget(frame)
        self.setAccessibleName(words)
        announce(self)

    def _known_one(self, one: LookAlike) -> QVBoxLayout:
        # Translators: {name} is a partner, {office} the code of the office that recorded it.
        told = _("Looks like {name} of office {office}").format(name=one.title or "?", office=one.office)
        instead = button(_("Open that one instead"), "arrow-right")
        instead.setAccessibleName(_("Open {title}").format(title=one.title))
        instead.clicked.connect(lambda: self.open_asked.emit(one.id))
        row = in_row(label(told), instead)
        row.setStretch(0, 1)
        column = QVBoxLayout()
        column.setSpacing(2)
        column.addLayout(row)
        column.addWidget(label(" ".join(one.reasons[:_MOST_REASONS]), "help"))
        return column
