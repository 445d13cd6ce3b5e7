"""Which workspace this is: folder, office, person and device."""

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QGridLayout, QLabel

from partnerdesk import folders, vocabulary
from partnerdesk.i18n import _
from ui.pages.setting.section import Section
from ui.widgets.basics import button, in_row, label, notice

if TYPE_CHECKING:
    from partnerdesk.desk import Desk


class AboutDesk(Section):
    """Shows what was set when the workspace was made."""

    def __init__(self, desk: "Desk") -> None:
        super().__init__(_("Workspace"))
        who = desk.identity
        self._folder = desk.folder
        facts = [
            # Translators: an office's name and its code.
            (_("Office"), _("{name} ({code})").format(name=who.office_name, code=who.office)),
            (_("Person"), who.person),
            (_("Role"), vocabulary.label("person_role", who.role)),
            (_("Device"), desk.site),
            (_("Folder"), str(desk.folder)),
        ]
        if desk.hub:
            facts.append((_("Shared database"), desk.hub))
        grid = QGridLayout()
        grid.setHorizontalSpacing(16)
        grid.setVerticalSpacing(6)
        grid.setColumnStretch(1, 1)
        for row, (name, value) in enumerate(facts):
            grid.addWidget(label(name, "muted", wrap=False), row, 0, Qt.AlignmentFlag.AlignTop)
            grid.addWidget(_fact(value), row, 1)
        self.column.addLayout(grid)
        if desk.folder == folders.sample_folder():
            self.column.addWidget(
                notice(_("This workspace holds invented organisations. Nothing in it concerns anybody."), "sparkles")
            )
        self._show = button(_("Show the folder"), "folder-open")
        self._show.clicked.connect(lambda: QDesktopServices.openUrl(QUrl.fromLocalFile(str(self._folder))))
        self.column.addLayout(in_row(self._show, None))


def _fact(text: str) -> QLabel:
    # A path has no spaces at which a line could be broken; it may be broken after each of its parts.
    made = label(text.replace("/", "/\u200b").replace("\\", "\\\u200b"))
    made.setAccessibleName(text)
    return made
