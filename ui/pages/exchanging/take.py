"""Taking in: bundles that arrived, what they would change, and the decision to accept, keep aside or undo."""

from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFileDialog, QVBoxLayout, QWidget

from partnerdesk import batches, erasures, receiving
from partnerdesk.batches import Arrival
from partnerdesk.decisions import decisions
from partnerdesk.desk import Desk
from partnerdesk.errors import PartnerDeskError
from partnerdesk.i18n import N_, _, ngettext
from partnerdesk.progress import Report
from partnerdesk.receiving import APPLIED, ASIDE, STAGED, UNDONE, Receipt
from ui.jobs import Job, Jobs
from ui.pages.exchanging.receipt import ReceiptCard
from ui.pages.exchanging.several import SeveralCard, acceptable
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
    """A button to choose files (a folder counts for all bundles in it), and a card for each bundle that came.

    Several bundles at once are shown in one table first; a row that is chosen is shown as a card below it.
    """

    told = Signal(str)
    refused = Signal(object)
    changed = Signal()
    conflicts_asked = Signal()
    key_asked = Signal(str)
    """Compare the code of the sender of this receipt."""
    forks_asked = Signal()

    def __init__(self, desk: Desk, jobs: Jobs) -> None:
        super().__init__()
        self._desk, self._jobs = desk, jobs
        self._chosen = ""
        take = button(_("Take in bundles…"), "download", "primary")
        take.clicked.connect(self._ask)
        folder = button(_("All of a folder…"), "folder-open")
        folder.clicked.connect(self._ask_folder)
        self._together = button(_("Look at all that wait"), "eye")
        self._together.clicked.connect(self.look_at_all)
        self._several = SeveralCard()
        self._several.accept_asked.connect(self._accept_all)
        self._several.chosen.connect(self._choose)
        self._several.close_asked.connect(self._close_table)
        self._several.conflicts_asked.connect(self.conflicts_asked)
        self._several.hide()
        self._cards = QVBoxLayout()
        self._cards.setSpacing(12)
        column = QVBoxLayout(self)
        column.setContentsMargins(2, 14, 2, 14)
        column.setSpacing(14)
        column.addLayout(
            in_row(take, folder, self._together, label(_("or drop the files here"), "help", wrap=False), None)
        )
        column.addWidget(self._several)
        column.addLayout(self._cards)
        column.addStretch(1)
        self.refresh()

    def refresh(self) -> None:
        """Show what came, newest first, what waits for a decision before everything else."""
        clear(self._cards)
        found = sorted(receiving.receipts(self._desk), key=lambda receipt: receipt.state != STAGED)
        self._together.setVisible(self._several.isHidden() and sum(one.state == STAGED for one in found) > 1)
        if not found:
            self._cards.addWidget(
                notice(_("No bundle has arrived yet. Nothing is merged before you have seen what it changes."), "inbox")
            )
        if not self._several.isHidden():
            self._refill(found)
            listed = {one.receipt.id for one in self._several.arrivals() if one.receipt} - {self._chosen}
            found = [one for one in found if one.id not in listed]
            found.sort(key=lambda receipt: receipt.id != self._chosen)
        for receipt in found[:MOST_SHOWN]:
            self._cards.addWidget(self._card(receipt))

    def _refill(self, found: Sequence[Receipt]) -> None:
        """Show in the table how its bundles stand now; what was previewed stays told until it is merged."""
        now = {receipt.id: receipt for receipt in found}
        shown = []
        for one in self._several.arrivals():
            if one.receipt is None or one.receipt.id in now:
                kept = one.receipt
                if kept and (now[kept.id].state, now[kept.id].peer) != (kept.state, kept.peer):
                    kept = now[kept.id]
                shown.append(Arrival(one.file, kept, one.refused))
        self._several.blockSignals(True)
        self._several.show_arrivals(shown)
        self._several.blockSignals(False)

    def _card(self, receipt: Receipt) -> ReceiptCard:
        made = ReceiptCard(receipt, _(STATES[receipt.state]))
        if receipt.state == APPLIED and receipt.summary.decisions:
            made.show_decisions(decisions(self._desk, receipt.id)[:MOST_DECISIONS])
        if receipt.state == APPLIED:
            made.show_erasures(erasures.in_words(receipt.summary, self._desk))
        made.preview_asked.connect(lambda: self._preview(receipt.id, made))
        made.accept_asked.connect(lambda: self._act(receipt.id, receiving.accept, _("Merging a bundle")))
        made.aside_asked.connect(lambda: self._act_now(receiving.keep_aside, receipt.id))
        made.undo_asked.connect(lambda: self._act(receipt.id, _undo, _("Undoing a bundle")))
        made.discard_asked.connect(lambda: self._act_now(receiving.discard, receipt.id))
        made.conflicts_asked.connect(self.conflicts_asked)
        made.key_asked.connect(lambda: self.key_asked.emit(receipt.id))
        made.forks_asked.connect(self.forks_asked)
        return made

    def _ask(self) -> None:
        paths, _filter = QFileDialog.getOpenFileNames(self, _("Take in bundles"), "", _("Bundles (*.pdbundle)"))
        self.receive([Path(path) for path in paths])

    def _ask_folder(self) -> None:
        if path := QFileDialog.getExistingDirectory(self, _("Take in all bundles of a folder")):
            self.receive([Path(path)])

    def receive(self, paths: Sequence[Path]) -> None:
        """Check and stage bundles, and show what they would change: one as a card, several in a table."""
        try:
            files = batches.bundles_in(paths)
        except PartnerDeskError as error:
            self.refused.emit(error)
            return
        if len(files) == 1:
            job = Job(partial(receiving.receive, self._desk, files[0]), _("Checking {file}").format(file=files[0].name))
            job.succeeded.connect(self._show_received)
            job.failed.connect(self.refused)
            self._jobs.start(job)
        elif files:
            words = ngettext("Checking {n} bundle", "Checking {n} bundles", len(files)).format(n=len(files))
            self._start(partial(_received_and_previewed, self._desk, files), words)

    def look_at_all(self) -> None:
        """Show every bundle that waits in one table, with what all of them together would change."""
        self._start(partial(_previewed, self._desk), _("Looking at what the bundles change"))

    def _start(self, work: Callable[[Report], list[Arrival]], words: str) -> None:
        job = Job(work, words)
        job.succeeded.connect(self._show_several)
        job.failed.connect(self.refused)
        job.cancelled.connect(self.refresh)
        self._jobs.start(job)

    def _show_several(self, arrivals: list[Arrival]) -> None:
        self._chosen = ""
        self._several.show_arrivals(arrivals)
        self._several.show()
        self.refresh()

    def _accept_all(self) -> None:
        names = acceptable(self._several.arrivals())
        words = ngettext("Merging {n} bundle", "Merging {n} bundles", len(names)).format(n=len(names))
        job = Job(partial(batches.accept_all, self._desk, names), words)
        job.succeeded.connect(self._accepted_all)
        job.failed.connect(self.refused)
        # Those that were merged before it was stopped stay merged.
        job.cancelled.connect(self._show_changed)
        self._jobs.start(job)

    def _accepted_all(self, done: list[Arrival]) -> None:
        by_id = {one.receipt.id: one for one in done if one.receipt}
        failed = {one.file: one for one in done if one.refused}
        shown = [
            by_id.get(one.receipt.id, failed.get(one.file, one)) if one.receipt else one
            for one in self._several.arrivals()
        ]
        self._several.show_arrivals(shown)
        self._show_changed()
        merged = sum(one.receipt.state == APPLIED for one in by_id.values() if one.receipt)
        words = ngettext("{n} bundle was merged.", "{n} bundles were merged.", merged).format(n=merged)
        self.told.emit(words)

    def _show_changed(self) -> None:
        self.refresh()
        self.changed.emit()

    def _choose(self, receipt: str) -> None:
        if receipt != self._chosen:
            self._chosen = receipt
            self.refresh()

    def _close_table(self) -> None:
        self._several.hide()
        self._chosen = ""
        self.refresh()

    def _show_received(self, receipt: Receipt) -> None:
        self.refresh()
        if receipt.state == APPLIED:
            self.told.emit(_("This bundle was merged before; it brings nothing new."))

    def _preview(self, receipt_id: str, shown: ReceiptCard) -> None:
        job = Job(partial(receiving.preview, self._desk, receipt_id), _("Looking at what a bundle changes"))
        job.succeeded.connect(shown.show_preview)
        job.succeeded.connect(lambda receipt: shown.show_erasures(erasures.in_words(receipt.summary, self._desk)))
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
        self._show_changed()
        if receipt.state == APPLIED:
            self.told.emit(_("The bundle was merged. It can be undone here."))
        else:
            words = erasures.stays_erased() if receipt.summary.erased else _("The records are as before.")
            # Translators: {more} is a sentence about what stands now.
            self.told.emit(_("The bundle was undone. {more}").format(more=words))


def _undo(desk: Desk, receipt_id: str, report: Report) -> Receipt:
    report(0, 0)
    return receiving.undo(desk, receipt_id)


def _received_and_previewed(desk: Desk, files: Sequence[Path], report: Report) -> list[Arrival]:
    arrivals = batches.receive_all(desk, files, report)
    names = [one.receipt.id for one in arrivals if one.receipt]
    previewed = {one.id: one for one in batches.preview_all(desk, names, report)}
    return [Arrival(one.file, previewed[one.receipt.id]) if one.receipt else one for one in arrivals]


def _previewed(desk: Desk, report: Report) -> list[Arrival]:
    names = [receipt.id for receipt in batches.waiting_receipts(desk)]
    return [Arrival(one.file, one) for one in batches.preview_all(desk, names, report)]
