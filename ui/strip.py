"""The lower edge of the window: how saving stands, facts about this desk, and running jobs."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QProgressBar, QPushButton, QVBoxLayout, QWidget

from partnerdesk.i18n import _, format_steps
from ui.jobs import Job, Jobs
from ui.theme import icons

_SAVED = {
    "saved": ("circle-check", "success"),
    "pending": ("hourglass", "muted"),
    "problem": ("circle-alert", "danger"),
}


class StatusLine(QFrame):
    """Says that everything is saved, or what is not, and who works where."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("status")
        self._mark = QLabel(self)
        self._saved = QLabel(self)
        self._saved.setTextFormat(Qt.TextFormat.PlainText)
        self._facts = QLabel(self)
        self._facts.setTextFormat(Qt.TextFormat.PlainText)
        row = QHBoxLayout(self)
        row.setContentsMargins(16, 5, 16, 5)
        row.setSpacing(7)
        row.addWidget(self._mark)
        row.addWidget(self._saved)
        row.addStretch(1)
        row.addWidget(self._facts)
        self.set_saving("saved")

    def set_saving(self, state: str, sentence: str = "") -> None:
        """Show how saving stands: "saved", "pending" or "problem"; the sentence tells what stands in the way."""
        icon, role = _SAVED[state]
        icons.put(self._mark, icon, role, 15)
        words = {"saved": _("All changes saved"), "pending": _("Saving…"), "problem": _("Not saved yet")}[state]
        self._saved.setText(words if not sentence else f"{words} · {sentence}")

    def saving(self) -> str:
        """Return what is shown about saving."""
        return self._saved.text()

    def facts(self) -> str:
        """Return what is shown about this desk."""
        return self._facts.text()

    def set_facts(self, facts: Sequence[str]) -> None:
        """Show facts about this desk, such as office and person."""
        self._facts.setText("   ·   ".join(facts))


class JobStrip(QFrame):
    """One line for each running job: what it does, how far it is, and a way to stop it."""

    def __init__(self, jobs: Jobs, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("jobs")
        self._lines: dict[Job, QWidget] = {}
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(18, 6, 12, 6)
        self._column.setSpacing(4)
        jobs.started.connect(self._add)
        jobs.ended.connect(self._remove)
        self.hide()
        for job in jobs.running():
            self._add(job)

    def _add(self, job: Job) -> None:
        if not job.label:
            return
        line = QWidget(self)
        words = QLabel(job.label, line)
        words.setTextFormat(Qt.TextFormat.PlainText)
        bar = QProgressBar(line)
        bar.setRange(0, 0)
        bar.setTextVisible(False)
        bar.setAccessibleName(job.label)
        steps = QLabel(line)
        steps.setProperty("role", "muted")
        row = QHBoxLayout(line)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(12)
        row.addWidget(words)
        row.addWidget(bar, 1)
        row.addWidget(steps)
        if job.can_cancel:
            stop = QPushButton(_("Cancel"), line)
            stop.setProperty("variant", "quiet")
            stop.setAccessibleDescription(job.label)
            stop.clicked.connect(job.cancel)
            stop.clicked.connect(lambda: stop.setEnabled(False))
            row.addWidget(stop)

        def step(done: int, total: int) -> None:
            bar.setRange(0, total)
            bar.setValue(done)
            steps.setText(format_steps(done, total) if total else "")

        job.progressed.connect(step)
        self._lines[job] = line
        self._column.addWidget(line)
        self.show()

    def _remove(self, job: Job) -> None:
        line = self._lines.pop(job, None)
        if line is not None:
            self._column.removeWidget(line)
            line.deleteLater()
        self.setVisible(bool(self._lines))
