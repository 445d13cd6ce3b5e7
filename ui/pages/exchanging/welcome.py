"""Welcoming a new device in three steps: take its card, compare the code, write the kit."""

from functools import partial
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFileDialog, QLineEdit, QVBoxLayout, QWidget

from partnerdesk import batches, vocabulary, welcome
from partnerdesk.desk import Desk
from partnerdesk.i18n import _, format_decimal, ngettext
from partnerdesk.keys import KeyCard
from partnerdesk.sending import Exported
from partnerdesk.store.kinds import kinds
from partnerdesk.trust import Peer
from ui.jobs import Job, Jobs
from ui.pages.exchanging.taking import CardTaker, Comparing
from ui.widgets.basics import button, clear, in_row, label, notice
from ui.widgets.stages import Stages


class WelcomePanel(QWidget):
    """The steps of the device that knows the others."""

    told = Signal(str)
    refused = Signal(object)
    trusted = Signal()
    back_asked = Signal()

    def __init__(self, desk: Desk, jobs: Jobs) -> None:
        super().__init__()
        self._desk, self._jobs = desk, jobs
        self._peer: Peer | None = None
        back = button(_("Back to Exchange"), "arrow-left", "quiet")
        back.clicked.connect(self.back_asked)
        self._stages = Stages([_("Take the card of the new device"), _("Compare the code"), _("Write the kit")])
        taker = CardTaker()
        taker.taken.connect(self.compare)
        taker.refused.connect(self.refused)
        self._stages.rooms[0].addWidget(
            label(
                _(
                    "The new device must have a workspace already. It shows its card under Exchange, “Open a welcome kit”: as a"
                    " file, as a QR code or as text."
                ),
                "help",
            )
        )
        self._stages.rooms[0].addWidget(taker)
        self._comparing = Comparing(desk)
        self._comparing.trusted.connect(self._show_plan)
        self._comparing.refused.connect(self.refused)
        self._stages.rooms[1].addWidget(self._comparing)
        column = QVBoxLayout(self)
        column.setContentsMargins(2, 14, 2, 14)
        column.setSpacing(14)
        column.addLayout(in_row(back, None))
        column.addWidget(label(_("Welcome a new device"), "display"))
        column.addWidget(self._stages)
        column.addStretch(1)

    def compare(self, card: KeyCard) -> None:
        """Go on to the code of this card."""
        self._stages.tell(0, _("{person}, {office}").format(person=card.person, office=card.office))
        self._stages.open(1)
        self._comparing.show_card(card)

    def _show_plan(self, peer: Peer) -> None:
        self._peer = peer
        self.trusted.emit()
        self._stages.tell(1, _("{person} is trusted from now on.").format(person=peer.card.person))
        self._stages.open(2)
        planned = welcome.plan(self._desk, peer.card)
        room = self._stages.rooms[2]
        clear(room)
        for words in _sentences(planned, peer):
            room.addWidget(label(words))
        self._note = QLineEdit()
        self._note.setPlaceholderText(_("A line for the receiver (optional)"))
        self._note.setAccessibleName(_("A line for the receiver (optional)"))
        go = button(_("Write the kit…"), "package", "primary")
        go.clicked.connect(self._ask)
        room.addWidget(self._note)
        room.addLayout(in_row(go, None))
        go.setFocus()

    def _ask(self) -> None:
        name = f"{self._desk.office}-welcome{batches.SUFFIX}"
        path, _filter = QFileDialog.getSaveFileName(self, _("Write the kit"), name, _("Bundles (*.pdbundle)"))
        if path:
            self.write(Path(path))

    def write(self, target: Path) -> None:
        """Write the kit for the device that is trusted now."""
        if self._peer is None:
            return
        work = partial(welcome.write, self._desk, self._peer.verify, target, self._note.text().strip())
        job = Job(work, _("Writing the welcome kit"))
        job.succeeded.connect(self._show_written)
        job.failed.connect(self.refused)
        self._jobs.start(job)

    def _show_written(self, done: Exported) -> None:
        words = _(
            "The kit was written. Hand it over on a stick or by mail; on the new device it is opened with your code."
        )
        self._stages.rooms[2].addWidget(notice(words, "circle-check", "success"))
        self._stages.rooms[2].addWidget(label(str(done.file), "help"))
        self.told.emit(_("The welcome kit was written."))


def _sentences(planned: welcome.Plan, peer: Peer) -> list[str]:
    """Say what a kit holds: records by kind, the devices vouched for, the instruments in use."""
    records = [
        _("{kind} {n}").format(kind=_(kinds()[kind].label), n=format_decimal(n)) for kind, n in planned.records.items()
    ]
    found = [
        _("For {person}: {records}.").format(
            person=peer.card.person, records=", ".join(records) or _("no records yet")
        ),
    ]
    if planned.devices:
        names = ", ".join(
            _("{person} ({role})").format(person=one.card.person, role=vocabulary.label("person_role", one.card.role))
            for one in planned.devices
        )
        found.append(
            ngettext(
                "You vouch for {n} device that you trust: {names}.",
                "You vouch for {n} devices that you trust: {names}.",
                len(planned.devices),
            ).format(n=len(planned.devices), names=names)
        )
    if planned.instruments:
        found.append(
            _("Instruments in use: {names}.").format(
                names=", ".join(f"{key} {version}" for key, version in planned.instruments)
            )
        )
    return found
