"""Making a backup, and bringing one back into a folder of its own."""

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFileDialog, QVBoxLayout, QWidget

from partnerdesk.actions import today
from partnerdesk.hubs import about_backup
from partnerdesk.i18n import _, format_date, format_decimal
from partnerdesk.progress import Report
from ui.jobs import Job, Jobs
from ui.pages.setting.section import Section
from ui.widgets.basics import button, in_row, label, line
from ui.widgets.passphrase import PassphraseField

if TYPE_CHECKING:
    from partnerdesk.desk import Desk

SUFFIX = ".pdbackup"


def choose_target(parent: QWidget, name: str) -> Path | None:
    """Ask where a backup is to be written; None when the user changed their mind."""
    # Translators: what the files are called in a dialog that chooses one.
    kind = _("Backups (*{suffix})").format(suffix=SUFFIX)
    chosen, _kind = QFileDialog.getSaveFileName(parent, _("Write a backup"), str(Path.home() / name), kind)
    return Path(chosen) if chosen else None


def choose_source(parent: QWidget) -> Path | None:
    """Ask for a backup; None when the user changed their mind."""
    kind = _("Backups (*{suffix})").format(suffix=SUFFIX)
    chosen, _kind = QFileDialog.getOpenFileName(parent, _("Choose a backup"), str(Path.home()), kind)
    return Path(chosen) if chosen else None


def choose_folder(parent: QWidget, name: str) -> Path | None:
    """Ask for the folder in which a new folder of this name is to be made."""
    chosen = QFileDialog.getExistingDirectory(parent, _("Where shall the workspace be put?"), str(Path.home()))
    return Path(chosen) / name if chosen else None


class BackupSection(Section):
    """One button for a backup; restoring asks for file, passphrase and a new folder, and then offers to open it."""

    restored = Signal(object)
    """The open desk of a restored workspace that is to be shown."""

    def __init__(self, desk: "Desk", jobs: Jobs) -> None:
        super().__init__(
            _("Backup"),
            _("One encrypted file with everything. Keep it on another disk; the passphrase of that day opens it."),
        )
        self._desk, self._jobs = desk, jobs
        self._source: Path | None = None
        self._last = label("", "label")
        make = button(_("Make a backup…"), "save", "primary")
        make.clicked.connect(self._ask_target)
        restore = button(_("Restore a backup…"), "rotate-ccw", "quiet")
        restore.clicked.connect(self._ask_source)
        self.column.addWidget(self._last)
        if elsewhere := about_backup(desk):
            self.column.addWidget(label(elsewhere, "help"))
        self.column.addLayout(in_row(make, restore, None))
        self._restoring = self._build_restoring()
        self.column.addWidget(self._restoring)
        self.refresh()

    def refresh(self) -> None:
        """Show when the last backup was made."""
        from partnerdesk.backup import last_backup

        last = last_backup(self._desk)
        if last is None:
            self._last.setText(_("No backup was made on this computer yet."))
            return
        days = (today() - last.at.date()).days
        words = {0: _("today"), 1: _("yesterday")}.get(days, format_date(last.at.date()))
        # Translators: {day} is today, yesterday or a date; {file} is the path of the backup.
        self._last.setText(_("Last backup: {day}, {file}").format(day=words, file=last.file))

    def _build_restoring(self) -> QWidget:
        room = QWidget()
        inside = QVBoxLayout(room)
        inside.setContentsMargins(0, 6, 0, 0)
        inside.addWidget(line())
        self._chosen = label("", "label")
        inside.addWidget(self._chosen)
        inside.addWidget(
            label(
                _(
                    "It is restored into a new folder beside the present workspace, which stays as it is. "
                    "What others have received since then comes back with their next bundle."
                ),
                "help",
            )
        )
        self._passphrase = PassphraseField(_("Passphrase of the backup"))
        self._passphrase.entered.connect(self._ask_folder)
        inside.addWidget(label(_("Passphrase of the backup"), "label"))
        inside.addWidget(self._passphrase)
        go = button(_("Restore and open…"), variant="primary")
        go.clicked.connect(self._ask_folder)
        leave = button(_("Cancel"), variant="quiet")
        leave.clicked.connect(room.hide)
        inside.addLayout(in_row(go, leave, None))
        room.hide()
        return room

    def _ask_target(self) -> None:
        name = f"PartnerDesk-{self._desk.office}-{today():%Y-%m-%d}{SUFFIX}"
        target = choose_target(self, name)
        if target is not None:
            self.back_up(target)

    def back_up(self, target: Path) -> None:
        """Write a backup to this file."""
        job = Job(partial(_back_up, self._desk, target), _("Making a backup"))
        job.succeeded.connect(self._backed_up)
        job.failed.connect(self.refused)
        self._jobs.start(job)

    def _backed_up(self, size: int) -> None:
        self.refresh()
        words = _("The backup is made: {kilobytes} kB.")
        self.told.emit(words.format(kilobytes=format_decimal(max(1, size // 1000))))

    def _ask_source(self) -> None:
        source = choose_source(self)
        if source is not None:
            self.show_source(source)

    def show_source(self, source: Path) -> None:
        """Ask for what is needed to restore this file."""
        self._source = source
        self._chosen.setText(source.name)
        self._passphrase.set_text("")
        self._restoring.show()
        self._passphrase.setFocus()

    def _ask_folder(self) -> None:
        folder = choose_folder(self, f"PartnerDesk-{self._desk.office}-{today():%Y-%m-%d}")
        if folder is not None:
            self.restore(folder)

    def restore(self, folder: Path) -> None:
        """Restore the chosen backup into a new folder and show it."""
        if self._source is None:
            return
        work = partial(_restore, self._source, folder, self._passphrase.text())
        job = Job(work, _("Restoring a backup"))
        job.succeeded.connect(self.restored)
        job.failed.connect(self.refused)
        self._jobs.start(job)


def _back_up(desk: "Desk", target: Path, report: Report) -> int:
    from partnerdesk.backup import back_up

    return back_up(desk, target, report)


def _restore(source: Path, folder: Path, passphrase: str, report: Report) -> "Desk":
    from partnerdesk.backup import restore

    return restore(source, folder, passphrase, report)
