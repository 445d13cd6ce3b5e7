"""Changing the passphrase."""

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QVBoxLayout

from partnerdesk.errors import PartnerDeskError
from partnerdesk.i18n import _
from partnerdesk.progress import Report
from ui.jobs import Job, Jobs
from ui.pages.passphrase_hint import strength
from ui.pages.recovery_sheet import RecoverySheet
from ui.pages.setting.section import Section
from ui.paper import print_recovery_key, save_recovery_key
from ui.widgets.basics import button, clear, in_row, label
from ui.widgets.passphrase import PassphraseField

if TYPE_CHECKING:
    from pathlib import Path

    from partnerdesk.desk import Desk


class PassphraseSection(Section):
    """The old passphrase, the new one twice, and a hint how good it is; the fields are emptied afterwards."""

    def __init__(self, desk: "Desk", jobs: Jobs) -> None:
        super().__init__(
            _("Passphrase"),
            _("It opens this workspace on this computer. The recovery key stays as it is unless you make a new one."),
        )
        self._folder, self._jobs = desk.folder, jobs
        self._old, self._new, self._again = (
            PassphraseField(name)
            for name in (_("Present passphrase"), _("New passphrase"), _("New passphrase once more"))
        )
        self._hint = label(strength(""), "help")
        self._problem = label("", "error")
        self._problem.hide()
        self._change = button(_("Change the passphrase"), "key-round")
        self._change.clicked.connect(self._ask)
        self._new.typed.connect(lambda text: self._hint.setText(strength(text)))
        self._again.entered.connect(self._ask)
        for name, field in (
            (_("Present passphrase"), self._old),
            (_("New passphrase"), self._new),
            (_("New passphrase once more"), self._again),
        ):
            self.column.addWidget(label(name, "label"))
            self.column.addWidget(field)
            if field is self._new:
                self.column.addWidget(self._hint)
        self.column.addWidget(self._problem)
        self._anew = button(_("Make a new recovery key"), "rotate-ccw", "quiet")
        self._anew.clicked.connect(self._ask_recovery)
        self.column.addLayout(in_row(self._change, None))
        self.column.addLayout(in_row(self._anew, None))
        self._sheet = QVBoxLayout()
        self.column.addLayout(self._sheet)

    def _ask(self) -> None:
        old, new = self._old.text(), self._new.text()
        if not old or not new:
            self._tell(_("Please fill in every field."))
        elif len(new) < 8:
            self._tell(_("Please take at least eight characters; several words are best."))
        elif new != self._again.text():
            self._tell(_("The two passphrases differ. Please type the same one twice."))
        else:
            self._tell("")
            self._change.setEnabled(False)
            job = Job(partial(_change, self._folder, old, new), _("Changing the passphrase"), can_cancel=False)
            job.succeeded.connect(self._done)
            job.failed.connect(self._failed)
            job.ended.connect(lambda: self._change.setEnabled(True))
            self._jobs.start(job)

    def _ask_recovery(self) -> None:
        if not self._old.text():
            self._tell(_("Please type the present passphrase; the recovery key opens as much as it does."))
            self._old.setFocus()
            return
        self._tell("")
        self._anew.setEnabled(False)
        job = Job(partial(_renew, self._folder, self._old.text()), _("Making a recovery key"), can_cancel=False)
        job.succeeded.connect(self._show_recovery)
        job.failed.connect(self._failed)
        job.ended.connect(lambda: self._anew.setEnabled(True))
        self._jobs.start(job)

    def _show_recovery(self, recovery: str) -> None:
        self._old.set_text("")
        clear(self._sheet)
        self._sheet.addWidget(
            label(
                _(
                    "This is the new recovery key; it is shown only now, and the former one opens nothing any more. Write it down"
                    " or print it, and keep it in the office's safe."
                ),
                "muted",
            )
        )
        sheet = RecoverySheet(recovery, _("Done"))
        sheet.print_asked.connect(lambda key: print_recovery_key(self, key))
        sheet.file_asked.connect(self._save_recovery)
        sheet.finished.connect(lambda: clear(self._sheet))
        self._sheet.addWidget(sheet)

    def _save_recovery(self, recovery: str) -> None:
        try:
            save_recovery_key(self, recovery)
        except PartnerDeskError as error:
            self.refused.emit(error)

    def _done(self) -> None:
        for field in (self._old, self._new, self._again):
            field.set_text("")
        self._hint.setText(strength(""))
        self.told.emit(_("The passphrase was changed."))

    def _failed(self, error: PartnerDeskError) -> None:
        self._tell(str(error))

    def _tell(self, sentence: str) -> None:
        self._problem.setText(sentence)
        self._problem.setVisible(bool(sentence))


def _change(folder: "Path", old: str, new: str, report: Report) -> None:
    from partnerdesk import workspace

    report(0, 0)
    workspace.change_passphrase(folder, old, new)


def _renew(folder: "Path", passphrase: str, report: Report) -> str:
    from partnerdesk import workspace

    report(0, 0)
    return workspace.new_recovery_key(folder, passphrase)
