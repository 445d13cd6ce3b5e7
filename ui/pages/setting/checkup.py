"""The check-up: whether the workspace is sound, and a digest for each office that two people can compare."""

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout

from partnerdesk.i18n import _, format_decimal
from partnerdesk.progress import Report
from ui.jobs import Job, Jobs
from ui.pages.setting.section import Section
from ui.widgets.basics import button, clear, in_row, label, notice
from ui.widgets.plain_table import PlainTable

if TYPE_CHECKING:
    from partnerdesk.desk import Desk
    from partnerdesk.doctor import Findings

_DIGITS = 16
"""Two people compare so many characters of a digest by eye, as on the command line."""

_MOST_ROWS = 8


class CheckupSection(Section):
    """Two buttons: look, and make everything shown anew from the journal; what was found stands below."""

    forks_asked = Signal()

    def __init__(self, desk: "Desk", jobs: Jobs) -> None:
        super().__init__(
            _("Check-up"),
            _("Reads the whole file, the journal and what is shown, and says whether they fit together."),
        )
        self._desk, self._jobs = desk, jobs
        self._look = button(_("Check now"), "shield-check")
        self._look.clicked.connect(lambda: self.examine(rebuild=False))
        self._anew = button(_("Check and rebuild"), variant="quiet")
        self._anew.setToolTip(_("Makes everything that is shown anew from the journal; no entry changes."))
        self._anew.clicked.connect(lambda: self.examine(rebuild=True))
        self._found = QVBoxLayout()
        self._found.setSpacing(8)
        self.column.addLayout(in_row(self._look, self._anew, None))
        self.column.addLayout(self._found)

    def examine(self, *, rebuild: bool) -> None:
        """Start the check-up."""
        self._enable(on=False)
        words = _("Checking and rebuilding") if rebuild else _("Checking the workspace")
        job = Job(partial(_examine, self._desk, rebuild), words)
        job.succeeded.connect(self._show)
        job.failed.connect(self.refused)
        job.ended.connect(lambda: self._enable(on=True))
        self._jobs.start(job)

    def _enable(self, *, on: bool) -> None:
        self._look.setEnabled(on)
        self._anew.setEnabled(on)

    def _show(self, findings: "Findings") -> None:
        from partnerdesk.receipts import gap_in_words

        clear(self._found)
        for problem in findings.problems:
            self._found.addWidget(notice(problem, "circle-alert", "danger"))
        if not findings.problems:
            self._found.addWidget(notice(_("All is well."), "circle-check", "success"))
        for gap in findings.waiting:
            self._found.addWidget(notice(gap_in_words(gap), "hourglass"))
        for hint in findings.hints:
            self._found.addWidget(notice(hint))
        if findings.forks:
            look = button(_("Look at what was kept out"), "eye")
            look.clicked.connect(self.forks_asked)
            self._found.addLayout(in_row(look, None))
        more = button(_("Details"), "chevron-down", "quiet")
        table = _digests(findings)
        table.hide()
        more.clicked.connect(lambda: table.setVisible(table.isHidden()))
        self._found.addLayout(in_row(more, None))
        self._found.addWidget(
            label(_("Two devices that hold the same of an office show the same digest for it."), "help")
        )
        self._found.addWidget(table)


def _digests(findings: "Findings") -> PlainTable:
    table = PlainTable(_("Details"), [_("Office"), _("Changes"), _("Digest")], numbers={1})
    table.show_cells(
        [
            (scope, format_decimal(about["ops"]), str(about["digest"])[:_DIGITS])
            for scope, about in findings.scopes.items()
        ]
    )
    table.show_at_most(_MOST_ROWS)
    return table


def _examine(desk: "Desk", rebuild: bool, report: Report) -> "Findings":
    from partnerdesk.doctor import examine

    return examine(desk, rebuild=rebuild, report=report)
