"""What stands around every page of an open workspace: navigation, banner, help, jobs and the status line."""

from collections.abc import Sequence

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from ui.jobs import Jobs
from ui.navigation import Navigation
from ui.notices import Banner, HelpPanel
from ui.page import Place
from ui.strip import JobStrip, StatusLine
from ui.widgets.rooms import Rooms


class Shell(QWidget):
    """Everything around a page once a workspace is open."""

    def __init__(self, places: Sequence[Place], jobs: Jobs) -> None:
        super().__init__()
        self.setObjectName("shell")
        self.navigation = Navigation(places, self)
        self.banner = Banner(self)
        self.pages = Rooms(self)
        self.help = HelpPanel(self)
        self.status = StatusLine(self)
        middle = QHBoxLayout()
        middle.setSpacing(0)
        middle.addWidget(self.pages, 1)
        middle.addWidget(self.help)
        column = QVBoxLayout()
        column.setSpacing(0)
        column.addWidget(self.banner)
        column.addLayout(middle, 1)
        column.addWidget(JobStrip(jobs, self))
        column.addWidget(self.status)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(self.navigation)
        row.addLayout(column, 1)
