"""The page for the workspace as a whole and for what belongs to this computer."""

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from partnerdesk.i18n import _
from ui.jobs import Jobs
from ui.page import Page
from ui.pages.setting import choices
from ui.pages.setting.about import AboutSection
from ui.pages.setting.about_desk import AboutDesk
from ui.pages.setting.backups import BackupSection
from ui.pages.setting.checkup import CheckupSection
from ui.pages.setting.passphrase import PassphraseSection
from ui.pages.setting.section import Section
from ui.preferences import Preferences
from ui.widgets.basics import PageHeader, scrolled
from ui.widgets.columns import TwoColumns

if TYPE_CHECKING:
    from partnerdesk.desk import Desk


class SettingsPage(Page):
    """Workspace, passphrase, backup and check-up; language and look, which change at once; about."""

    language_chosen = Signal(str)
    theme_chosen = Signal(str)
    restored = Signal(object)
    """The open desk of a restored workspace that is to be shown."""

    def __init__(self, desk: "Desk", jobs: Jobs, preferences: Preferences, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.backups = BackupSection(desk, jobs)
        self.backups.restored.connect(self.restored)
        self.checkup = CheckupSection(desk, jobs)
        self.checkup.forks_asked.connect(lambda: self.wants.emit("exchange", "forks"))
        languages, looks = choices.languages(), choices.looks(preferences.theme)
        languages.chosen.connect(self.language_chosen)
        looks.chosen.connect(self.theme_chosen)
        self._sections: list[Section] = []
        columns = TwoColumns(beside_from=860, shares=(1, 1))
        for column, sections in (
            (columns.first, (AboutDesk(desk), self.backups, self.checkup)),
            (columns.second, (languages, looks, PassphraseSection(desk, jobs), AboutSection())),
        ):
            for section in sections:
                section.told.connect(self.told)
                section.refused.connect(self.refused)
                column.addWidget(section)
                self._sections.append(section)
            column.addStretch(1)
        inside = QWidget()
        room = QVBoxLayout(inside)
        room.setContentsMargins(26, 20, 26, 22)
        room.setSpacing(16)
        room.addWidget(PageHeader(_("Settings")))
        room.addWidget(columns)
        room.addStretch(1)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(scrolled(inside))

    def refresh(self) -> None:
        """Show again what may have changed, such as the day of the last backup."""
        for section in self._sections:
            section.refresh()
