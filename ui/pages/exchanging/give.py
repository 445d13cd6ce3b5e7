"""Handing over: to which offices, into which file, and what went in."""

from collections.abc import Mapping
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QFileDialog, QLineEdit, QVBoxLayout, QWidget

from partnerdesk import returning, sending, trust
from partnerdesk.desk import Desk
from partnerdesk.i18n import _, ngettext
from partnerdesk.sending import USUAL_ATTACHMENTS, Exported
from partnerdesk.showing import file_size
from ui.jobs import Job, Jobs
from ui.widgets.basics import button, card, clear, in_row, label, notice, plain

SUFFIX = ".pdbundle"


class GivePanel(QWidget):
    """A check box for each office with a trusted device, and one button."""

    told = Signal(str)
    refused = Signal(object)
    key_asked = Signal()
    """There is nobody to hand a bundle to: show how to trust a device."""

    def __init__(self, desk: Desk, jobs: Jobs) -> None:
        super().__init__()
        self._desk, self._jobs = desk, jobs
        self._offices: dict[str, QCheckBox] = {}
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(2, 14, 2, 14)
        self._column.setSpacing(14)
        self.refresh()

    def refresh(self) -> None:
        """Show the offices that are trusted now, keeping what was ticked."""
        ticked = {office for office, box in self._offices.items() if box.isChecked()}
        clear(self._column)
        self._offices = {}
        peers = [peer for peer in trust.all_peers(self._desk) if peer.is_trusted]
        if not peers:
            self._column.addWidget(
                notice(_("No device is trusted yet. Exchange key cards with your focal point first."), "key-round")
            )
            go = button(_("Keys and trust"), "key-round", "primary")
            go.clicked.connect(self.key_asked)
            self._column.addLayout(in_row(go, None))
            self._column.addStretch(1)
            return
        frame, inside = card()
        inside.addWidget(label(_("For whom is the bundle?"), "heading"))
        inside.addWidget(
            label(
                _("Only these offices' devices can open it. It holds everything that they have not confirmed yet."),
                "help",
            )
        )
        waiting = {one.office: one.decisions for one in returning.to_return(self._desk)}
        if waiting:
            inside.addWidget(notice(_to_return_in_words(waiting), "send"))
        for office, names in self._by_office(peers).items():
            # Translators: an office's code and name, and the people whose devices there are trusted.
            words = _("{office}: {people}").format(office=office, people=", ".join(names))
            box = QCheckBox(plain(words))
            box.setChecked(office in ticked or len(peers) == 1 or office in waiting)
            box.toggled.connect(self._show_state)
            self._offices[office] = box
            inside.addWidget(box)
        self._note = QLineEdit()
        self._note.setPlaceholderText(_("A line for the receiver (optional)"))
        self._note.setAccessibleName(_("A line for the receiver (optional)"))
        self._small = QCheckBox(plain(_("Make it as small as possible (takes longer)")))
        self._files = QCheckBox(
            plain(_("Send files along, up to {size} together").format(size=file_size(USUAL_ATTACHMENTS)))
        )
        self._files.setToolTip(_("What is not sent along the recipients ask for; it can travel in any later bundle."))
        self._files.setChecked(True)
        inside.addWidget(self._note)
        inside.addWidget(self._files)
        inside.addWidget(self._small)
        self._go = button(_("Hand over a bundle…"), "upload", "primary")
        self._go.clicked.connect(self._ask)
        inside.addLayout(in_row(self._go, None))
        self._column.addWidget(frame)
        self._result = QVBoxLayout()
        self._column.addLayout(self._result)
        self._column.addStretch(1)
        self._show_state()

    @staticmethod
    def _by_office(peers: list[trust.Peer]) -> dict[str, list[str]]:
        found: dict[str, list[str]] = {}
        for peer in peers:
            found.setdefault(peer.card.office, []).append(peer.card.person)
        return found

    def _chosen(self) -> list[str]:
        return [office for office, box in self._offices.items() if box.isChecked()]

    def _show_state(self) -> None:
        self._go.setEnabled(bool(self._chosen()))

    def _ask(self) -> None:
        name = "-".join([self._desk.office, *self._chosen()[:1]]) + SUFFIX
        path, _filter = QFileDialog.getSaveFileName(self, _("Hand over a bundle"), name, _("Bundles (*.pdbundle)"))
        if path:
            self.export(Path(path))

    def export(self, target: Path) -> None:
        """Write the bundle for the offices that are ticked."""
        offices, small, note = self._chosen(), self._small.isChecked(), self._note.text().strip()
        most = USUAL_ATTACHMENTS if self._files.isChecked() else 0
        job = Job(
            lambda report: sending.export(
                self._desk, offices, target, small=small, note=note, attachments_bytes=most, report=report
            ),
            _("Writing a bundle"),
        )
        job.succeeded.connect(self._show_written)
        job.failed.connect(self.refused)
        self._jobs.start(job)

    def _show_written(self, exported: Exported) -> None:
        clear(self._result)
        if exported.ops:
            words = ngettext(
                "{n} change was written for {people}.", "{n} changes were written for {people}.", exported.ops
            )
        else:
            words = _(
                "Everything was confirmed already: the bundle for {people} holds only the confirmation of what you received."
            )
        told = words.format(n=exported.ops, people=", ".join(exported.to))
        self._result.addWidget(notice(told, "circle-check", "success"))
        if exported.decisions:
            words = ngettext("{n} decision goes back with it.", "{n} decisions go back with it.", exported.decisions)
            self._result.addWidget(label(words.format(n=exported.decisions)))
        if exported.attachments:
            words = ngettext("{n} file goes along.", "{n} files go along.", exported.attachments)
            self._result.addWidget(label(words.format(n=exported.attachments)))
        if exported.attachments_left:
            words = ngettext(
                "{n} file stays here for now; the recipients will ask for it.",
                "{n} files stay here for now; the recipients will ask for them.",
                exported.attachments_left,
            )
            self._result.addWidget(label(words.format(n=exported.attachments_left), "muted"))
        self._result.addWidget(label(str(exported.file), "help"))
        self.told.emit(told)


def _to_return_in_words(waiting: Mapping[str, int]) -> str:
    """Say which decisions have not been sent back; the offices concerned are ticked already."""
    # Translators: an office and how many decisions wait for it.
    what = ", ".join(_("{office}: {n}").format(office=office, n=number) for office, number in waiting.items())
    words = ngettext(
        "{n} decision has not been confirmed by the office concerned ({what}).",
        "{n} decisions have not been confirmed by the offices concerned ({what}).",
        sum(waiting.values()),
    )
    return words.format(n=sum(waiting.values()), what=what)
