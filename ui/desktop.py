"""Everything that lives as long as the window: the parts are put together here and taken apart again."""

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer
from PySide6.QtWidgets import QApplication

from partnerdesk import i18n
from ui import crash, theme, words
from ui.doors import Doors
from ui.entrance import Entrance
from ui.frame import Frame
from ui.jobs import Jobs
from ui.preferences import Preferences
from ui.window import Window

if TYPE_CHECKING:
    from partnerdesk.desk import Desk


class Desktop(QObject):
    """Furnishes the window: look, words, jobs, the gate, and after it the places of the open workspace."""

    def __init__(
        self,
        app: QApplication,
        window: Window,
        preferences: Preferences,
        doors: Doors,
        folder: Path | None = None,
        language: str = "",
    ) -> None:
        super().__init__(window)
        self._app, self._window, self._preferences = app, window, preferences
        self._desk: Desk | None = None
        words.use(app, language or preferences.language or i18n.preferred_language())
        words.ensure_fonts(app)
        theme.apply(app, preferences.theme)
        app.styleHints().colorSchemeChanged.connect(self._follow_system)
        self.reporter = crash.Reporter(self._show_crash)
        self.jobs = Jobs(self)
        self.jobs.crashed.connect(self.reporter.tell)
        self.frame = Frame(self.jobs)
        self.frame.left.connect(self._close)
        window.may_close = self.frame.may_close
        self.entrance = Entrance(self.frame, self.jobs, doors, preferences, folder)
        self.entrance.opened.connect(self._show_desk)
        window.setCentralWidget(self.frame)

    def use_language(self, language: str) -> None:
        """Show every word in this language; what is open stays open."""
        self._preferences.language = language
        words.use(self._app, language)
        # The page that asked is thrown away, so it must have finished asking.
        QTimer.singleShot(0, self.frame.rebuild)

    def use_theme(self, mode: str) -> None:
        """Show the program in this look, one of `theme.MODES`."""
        self._preferences.theme = mode
        theme.apply(self._app, mode)

    def _follow_system(self) -> None:
        if self._preferences.theme == "system":
            theme.apply(self._app, "system")

    def _show_desk(self, desk: "Desk") -> None:
        from ui.places import Places

        self._desk = desk
        places = Places(desk, self.jobs, self._preferences, self.use_language, self.use_theme)
        self.frame.set_facts([f"{desk.identity.office_name} ({desk.identity.office})", desk.identity.person])
        self.frame.show_places(places.all())

    def _show_crash(self, report: str, file: Path | None) -> None:
        from ui.crash_dialog import CrashDialog

        CrashDialog(report, file, self._window).show()

    def _close(self) -> None:
        self._preferences.geometry = self._window.saveGeometry()
        self.jobs.shut_down()
        if self._desk is not None:
            self._desk.close()
            self._desk = None
