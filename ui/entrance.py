"""From the first paint to an open workspace: first run, unlocking, and what is loaded meanwhile."""

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtWidgets import QApplication, QFileDialog

from partnerdesk.errors import HubNotReached, PartnerDeskError
from partnerdesk.i18n import _
from ui import words
from ui.doors import SAMPLE_PASSPHRASE, Doors, Made
from ui.frame import Frame
from ui.jobs import Job, Jobs, Work
from ui.preferences import Preferences

if TYPE_CHECKING:
    from partnerdesk.unlocking import Unlocking
    from ui.pages.first_run import FirstRun, FirstRunPage
    from ui.pages.unlock import UnlockPage


class Entrance(QObject):
    """Shows the gate that fits and opens the workspace in the database's thread."""

    opened = Signal(object)
    """The open desk; comes once."""
    begun = Signal()
    """There is something to show in the frame: the first gate, or the open workspace."""

    def __init__(self, frame: Frame, jobs: Jobs, doors: Doors, preferences: Preferences, folder: Path) -> None:
        super().__init__(frame)
        self._frame, self._jobs, self._doors, self._preferences = frame, jobs, doors, preferences
        self._folder = folder
        self._first: FirstRunPage | None = None
        self._unlocking: UnlockPage | None = None
        self._made: Made | None = None
        self._opening: Job | None = None

    def begin(self, unlocking: "Unlocking | None" = None) -> None:
        """Show the gate, or the workspace that is being opened already."""
        if unlocking is not None:
            self._open(partial(self._doors.wait, unlocking))
            return
        self._show_gate()
        # After the page has been painted.
        QTimer.singleShot(0, self._warm_up)

    def _show_gate(self) -> None:
        if self._doors.exists(self._folder):
            from ui.pages.unlock import UnlockPage

            page = UnlockPage(self._folder)
            page.entered.connect(self._unlock)
            page.recovered.connect(self._recover)
            page.readdressed.connect(self._readdress)
            page.stopped.connect(self._stop_opening)
            self._unlocking, self._first = page, None
            self._put(page)
        else:
            from ui.pages.first_run import FirstRunPage

            first = FirstRunPage(self._folder, self._doors.roles, SAMPLE_PASSPHRASE)
            first.wanted.connect(self._make)
            first.print_asked.connect(self._print)
            first.file_asked.connect(self._save)
            first.finished.connect(self._enter_made)
            self._first, self._unlocking = first, None
            self._put(first)

    def _put(self, page: "FirstRunPage | UnlockPage") -> None:
        page.language_chosen.connect(self._use_language)
        page.elsewhere.connect(self._ask_folder)
        self._frame.show_gate(page)
        self.begun.emit()

    def _page(self) -> "FirstRunPage | UnlockPage":
        """Return the gate, which is shown now if none was."""
        if self._first is None and self._unlocking is None:
            self._show_gate()
        page = self._first or self._unlocking
        assert page is not None, "one of the two was just shown"  # noqa: S101
        return page

    def _warm_up(self) -> None:
        """Load what the next step needs while somebody reads and types."""
        self._start(Job(self._doors.warm_up))

    def _use_language(self, language: str) -> None:
        app = QApplication.instance()
        if isinstance(app, QApplication):
            words.use(app, language)
        self._preferences.language = language
        self._page().rebuild()

    def _unlock(self, passphrase: str) -> None:
        self._open(partial(self._doors.unlock, self._folder, passphrase))

    def _recover(self, recovery: str, passphrase: str) -> None:
        self._open(partial(self._doors.recover, self._folder, recovery, passphrase))

    def _readdress(self, passphrase: str, address: str) -> None:
        self._open(partial(self._doors.readdress, self._folder, passphrase, address))

    def _open(self, work: Work) -> None:
        self._opening = Job(work)
        self._opening.progressed.connect(self._show_step)
        self._opening.cancelled.connect(self._ask_again)
        self._opening.succeeded.connect(self._enter)
        self._start(self._opening)

    def _show_step(self, done: int, total: int) -> None:
        # Only a workspace of an older version has steps; the gate is shown for them if none was.
        if total and self._page() is self._unlocking:
            self._unlocking.show_step(done, total)

    def _stop_opening(self) -> None:
        if self._opening is not None:
            self._opening.cancel()

    def _ask_again(self) -> None:
        if self._unlocking is not None:
            self._unlocking.rebuild()

    def _make(self, wish: "FirstRun") -> None:
        if wish.sample:
            wish.folder = self._doors.sample_folder()
        self._folder = wish.folder
        job = Job(partial(self._doors.make, wish))
        if self._first is not None:
            job.progressed.connect(self._first.show_step)
            self._first.stopped.connect(job.cancel)
        job.cancelled.connect(self._begin_again)
        job.succeeded.connect(self._show_made)
        self._start(job)

    def _begin_again(self) -> None:
        if self._first is not None:
            self._first.show_form(0)

    def _start(self, job: Job) -> None:
        job.failed.connect(self._refuse)
        job.crashed.connect(self._stumbled)
        self._jobs.start(job)

    def _refuse(self, error: PartnerDeskError) -> None:
        page = self._page()
        if self._unlocking is not None and isinstance(error, HubNotReached):
            self._unlocking.offer_address()
        page.refuse(str(error))

    def _stumbled(self) -> None:
        self._page().refuse(_("An error in the program stopped this. Nothing was changed. Please try once more."))

    def _show_made(self, made: Made) -> None:
        self._made = made
        if made.recovery and self._first is not None:
            self._first.show_recovery(made.recovery)
        else:
            self._enter(made.desk)

    def _enter_made(self) -> None:
        if self._made is not None:
            self._enter(self._made.desk)

    def _enter(self, desk: object) -> None:
        self.opened.emit(desk)
        self.begun.emit()
        QTimer.singleShot(0, self._remember)

    def _remember(self) -> None:
        # Sample data is for a look; the next start asks again what is wanted.
        if self._folder != self._doors.sample_folder():
            self._preferences.workspace = self._folder

    def _ask_folder(self) -> None:
        chosen = QFileDialog.getExistingDirectory(self._frame, _("Folder of the workspace"), str(self._folder.parent))
        if chosen:
            self._folder = Path(chosen)
            self._show_gate()

    def _print(self, recovery: str) -> None:
        from ui.paper import print_recovery_key

        print_recovery_key(self._frame, recovery)

    def _save(self, recovery: str) -> None:
        from ui.paper import save_recovery_key

        try:
            save_recovery_key(self._frame, recovery)
        except PartnerDeskError as error:
            self._frame.warn(error)
