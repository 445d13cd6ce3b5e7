"""Taking in: bundles that arrived, what they would change, and the decision to accept, keep aside or undo."""

from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFileDialog, QVBoxLayout, QWidget

from partnerdesk import erasure, receiving
from partnerdesk.decisions import decisions
from partnerdesk.desk import Desk
from partnerdesk.i18n import N_, _
from partnerdesk.receiving import APPLIED, ASIDE, STAGED, UNDONE, Receipt
from ui.jobs import Job, Jobs
from ui.pages.exchanging.give import SUFFIX
from ui.pages.exchanging.receipt import ReceiptCard
from ui.widgets.basics import button, clear, in_row, label, notice

STATES = {
    STAGED: N_("Waiting for your decision"),
    ASIDE: N_("Kept aside"),
    APPLIED: N_("Merged"),
    UNDONE: N_("Undone"),
}
MOST_SHOWN = 30
MOST_DECISIONS = 10


class TakePanel(QWidget):
    """A button to choose files (a folder counts for all bundles in it), and a card for each bundle that came."""

    told = Signal(str)
    refused = Signal(object)
    changed = Signal()
    conflicts_asked = Signal()
    key_asked = Signal()

    def __init__(self, desk: Desk, jobs: Jobs) -> None:
        super().__init__()
        self._desk, self._jobs = desk, jobs
        take = button(_("Take in bundles…"), "download", "primary")
        take.clicked.connect(self._ask)
        folder = button(_("All of a folder…"), "folder-open")
        folder.clicked.connect(self._ask_folder)
        self._cards = QVBoxLayout()
        self._cards.setSpacing(12)
        column = QVBoxLayout(self)
        column.setContentsMargins(2, 14, 2, 14)
        column.setSpacing(14)
        column.addLayout(in_row(take, folder, label(_("or drop the files here"), "help"), None))
        column.addLayout(self._cards)
        column.addStretch(1)
        self.refresh()

    def refresh(self) -> None:
        """Show what came, newest first, what waits for a decision before everything else."""
        clear(self._cards)
        found = sorted(receiving.receipts(self._desk), key=lambda receipt: receipt.state != STAGED)
        if not found:
            self._cards.addWidget(
                notice(_("No bundle has arrived yet. Nothing is merged before you have seen what it changes."), "inbox")
            )
        for receipt in found[:MOST_SHOWN]:
            self._cards.addWidget(self._card(receipt))

    def _card(self, receipt: Receipt) -> ReceiptCard:
        made = ReceiptCard(receipt, _(STATES[receipt.state]))
        if receipt.state == APPLIED and receipt.summary.decisions:
            made.show_decisions(decisions(self._desk, receipt.id)[:MOST_DECISIONS])
        if receipt.state == APPLIED:
            made.show_erasures(erasure.in_words(self._desk, receipt.summary))
        made.preview_asked.connect(lambda: self._preview(receipt.id, made))
        made.accept_asked.connect(lambda: self._act(receipt.id, receiving.accept, _("Merging a bundle")))
        made.aside_asked.connect(lambda: self._act_now(receiving.keep_aside, receipt.id))
        made.undo_asked.connect(lambda: self._act(receipt.id, _undo, _("Undoing a bundle")))
        made.discard_asked.connect(lambda: self._act_now(receiving.discard, receipt.id))
        made.conflicts_asked.connect(self.conflicts_asked)
        made.key_asked.connect(self.key_asked)
        return made

    def _ask(self) -> None:
        paths, _filter = QFileDialog.getOpenFileNames(self, _("Take in bundles"), "", _("Bundles (*.pdbundle)"))
        self.receive([Path(path) for path in paths])

    def _ask_folder(self) -> None:
        if path := QFileDialog.getExistingDirectory(self, _("Take in all bundles of a folder")):
            self.receive([Path(path)])

    def receive(self, paths: Sequence[Path]) -> None:
        """Check and stage bundles one after the other, and show what each would change."""
        for path in paths:
            for file in sorted(path.glob(f"*{SUFFIX}")) if path.is_dir() else [path]:
                words = _("Checking {file}").format(file=file.name)
                job = Job(partial(receiving.receive, self._desk, file), words)
                job.succeeded.connect(self._show_received)
                job.failed.connect(self.refused)
                self._jobs.start(job)

    def _show_received(self, receipt: Receipt) -> None:
        self.refresh()
        if receipt.state == APPLIED:
            self.told.emit(_("This bundle was merged before; it brings nothing new."))

    def _preview(self, receipt_id: str, shown: ReceiptCard) -> None:
        job = Job(partial(receiving.preview, self._desk, receipt_id), _("Looking at what a bundle changes"))
        job.succeeded.connect(shown.show_preview)
        job.succeeded.connect(lambda receipt: shown.show_erasures(erasure.in_words(self._desk, receipt.summary)))
        job.failed.connect(self.refused)
        self._jobs.start(job)

    def _act(self, receipt_id: str, act: Callable[..., Receipt], words: str) -> None:
        job = Job(partial(act, self._desk, receipt_id), words)
        job.succeeded.connect(self._done)
        job.failed.connect(self.refused)
        self._jobs.start(job)

    def _act_now(self, act: Callable[[Desk, str], object], receipt_id: str) -> None:
        act(self._desk, receipt_id)
        self.refresh()

    def _done(self, receipt: Receipt) -> None:
        self.refresh()
        self.changed.emit()
        if receipt.state == APPLIED:
            self.told.emit(_("The bundle was merged. It can be undone here."))
        else:
            words = erasure.stays_erased() if receipt.summary.erased else _("The records are as before.")
            # Translators: {more} is a sentence about what stands now.
            self.told.emit(_("The bundle was undone. {more}").format(more=words))


def _undo(desk: Desk, receipt_id: str, report: Callable[[int, int], None]) -> Receipt:
    report(0, 0)
    return receiving.undo(desk, receipt_id)
