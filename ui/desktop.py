"""Everything that lives as long as the window: the parts are put together here and taken apart again."""

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer
from PySide6.QtWidgets import QApplication

from partnerdesk import i18n
from partnerdesk.progress import Report
from ui import crash, theme, words
from ui.doors import Doors
from ui.entrance import Entrance
from ui.frame import Frame
from ui.jobs import Job, Jobs
from ui.preferences import Preferences
from ui.window import Window

if TYPE_CHECKING:
    from partnerdesk.desk import Desk
    from partnerdesk.unlocking import Unlocking

_PAUSE_MS = 600
_OTHERS_MS = 60_000
"""So often the window looks what other people did in a shared database."""


class Desktop(QObject):
    """Furnishes the window: look, words, jobs, the gate, and after it the places of the open workspace."""

    def __init__(
        self,
        app: QApplication,
        window: Window,
        preferences: Preferences,
        doors: Doors,
        folder: Path,
        language: str = "",
        unlocking: "Unlocking | None" = None,
    ) -> None:
        super().__init__(window)
        self._app, self._window, self._preferences = app, window, preferences
        self._desk: Desk | None = None
        words.use(app, language or preferences.language or i18n.preferred_language())
        # It looks at every font there is, for which only a reader of Arabic must wait.
        QTimer.singleShot(0 if i18n.is_rtl(i18n.language()) else _PAUSE_MS, app, partial(words.ensure_fonts, app))
        QTimer.singleShot(_PAUSE_MS, app, lambda: app.setWindowIcon(theme.icons.of_program()))
        theme.prepare(app, preferences.theme)
        app.styleHints().colorSchemeChanged.connect(self._follow_system)
        self.reporter = crash.Reporter(self._show_crash)
        self.jobs = Jobs(self)
        self.jobs.crashed.connect(self.reporter.tell)
        self.frame = Frame(self.jobs)
        self.frame.left.connect(self._close)
        window.may_close = self.frame.may_close
        self.frame.changed.connect(self._recount)
        self._count_soon = QTimer(self)
        self._count_soon.setSingleShot(True)
        self._count_soon.setInterval(_PAUSE_MS)
        self._count_soon.timeout.connect(self._count)
        self._count_again = QTimer(self)
        self._count_again.setInterval(_OTHERS_MS)
        self._count_again.timeout.connect(self._count)
        self.entrance = Entrance(self.frame, self.jobs, doors, preferences, folder)
        self.entrance.opened.connect(self._show_desk)
        self.entrance.begun.connect(self._show_frame)
        self.entrance.begin(unlocking)
        QTimer.singleShot(0, self._load_ahead)

    def _load_ahead(self) -> None:
        from ui.places import load_ahead

        load_ahead(self._preferences.place or "home")

    def _show_frame(self) -> None:
        if self._window.centralWidget() is None:
            self._window.setCentralWidget(self.frame)
            self.frame.show_title()
            theme.dress(self._window)

    def use_language(self, language: str) -> None:
        """Show every word in this language; what is open stays open."""
        if not self.frame.may_rebuild():
            return
        self._preferences.language = language
        words.use(self._app, language)
        # The page that asked is thrown away, so it must have finished asking.
        QTimer.singleShot(0, self.frame.rebuild)

    def use_theme(self, mode: str) -> None:
        """Show the program in this look, one of `theme.MODES`."""
        self._preferences.theme = mode
        self._dress_anew()

    def _follow_system(self) -> None:
        if self._preferences.theme == "system":
            self._dress_anew()

    def _dress_anew(self) -> None:
        # To dress every page that was ever opened takes seconds; those that are hidden are gone when this is done.
        self.frame.forget_hidden()
        QTimer.singleShot(0, self, lambda: theme.apply(self._app, self._window, self._preferences.theme))

    def _show_desk(self, desk: "Desk") -> None:
        from ui.places import Places

        self._desk = desk
        who = desk.identity
        places = Places(desk, self.jobs, self._preferences, self.use_language, self.use_theme, self._switch)
        self.frame.set_facts([f"{who.office_name} ({who.office})", who.person], title=who.office_name)
        self.frame.show_places(places.all(), self._preferences.place)
        self._recount()
        if desk.hub:
            self._count_again.start()
        else:
            self._count_again.stop()

    def _switch(self, desk: "Desk") -> None:
        """Show another workspace, such as a restored one, instead of the one that is open."""
        former = self._desk
        self._preferences.workspace = desk.folder
        self._show_desk(desk)
        if former is not None:
            # The page that asked is thrown away, so it must have finished asking.
            QTimer.singleShot(0, former.close)

    def _recount(self) -> None:
        """Count what waits at the next pause: many changes in a row are counted once."""
        self._count_soon.start()

    def _count(self) -> None:
        if self._desk is None:
            return
        job = Job(partial(_waiting, self._desk))
        job.succeeded.connect(self._show_counts)
        self.jobs.start(job)

    def _show_counts(self, counts: dict[str, int]) -> None:
        for place, count in counts.items():
            self.frame.set_badge(place, count)

    def _show_crash(self, report: str, file: Path | None) -> None:
        from ui.crash_dialog import CrashDialog

        CrashDialog(report, file, self._window).show()

    def _close(self) -> None:
        if place := self.frame.here()[0]:
            self._preferences.place = place
        self._preferences.geometry = self._window.saveGeometry()
        self.jobs.shut_down()
        if self._desk is not None:
            self._desk.close()
            self._desk = None


def _waiting(desk: "Desk", report: Report) -> dict[str, int]:
    """Count what waits for a person, by the place where it is worked on."""
    from partnerdesk.attention import badges

    report(0, 0)
    decisions, bundles = badges(desk)
    return {"conflicts": decisions, "exchange": bundles}
