"""Opening a welcome kit on a new device: hand over the own card, take the kit in with its sender's code, trust the others."""

from functools import partial
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFileDialog, QLineEdit, QVBoxLayout, QWidget

from partnerdesk import keys, trust, vocabulary, welcome
from partnerdesk.desk import Desk
from partnerdesk.errors import PartnerDeskError
from partnerdesk.i18n import _, format_decimal, ngettext
from partnerdesk.trust import VOUCHED, Peer
from partnerdesk.welcome import Kit
from ui.jobs import Job, Jobs
from ui.pages.exchanging.device_row import DeviceRow
from ui.pages.exchanging.own_card import OwnCard
from ui.widgets.basics import button, clear, in_row, label, notice
from ui.widgets.stages import Stages


class KitPanel(QWidget):
    """The steps of the device that is new."""

    told = Signal(str)
    refused = Signal(object)
    changed = Signal()
    back_asked = Signal()

    def __init__(self, desk: Desk, jobs: Jobs) -> None:
        super().__init__()
        self._desk, self._jobs = desk, jobs
        self._kit: Kit | None = None
        back = button(_("Back to Exchange"), "arrow-left", "quiet")
        back.clicked.connect(self.back_asked)
        own = OwnCard(desk, jobs)
        own.told.connect(self.told)
        own.refused.connect(self.refused)
        self._stages = Stages(
            [_("Open the kit that you received"), _("Compare its sender's code"), _("Trust the others")]
        )
        choose = button(_("Choose the kit…"), "package-open", "primary")
        choose.clicked.connect(self._ask)
        self._stages.rooms[0].addWidget(
            label(_("First hand the card above to your focal point and read out the code. You get a kit back."), "help")
        )
        self._stages.rooms[0].addLayout(in_row(choose, None))
        column = QVBoxLayout(self)
        column.setContentsMargins(2, 14, 2, 14)
        column.setSpacing(14)
        column.addLayout(in_row(back, None))
        column.addWidget(label(_("Open a welcome kit"), "display"))
        column.addWidget(own)
        column.addWidget(self._stages)
        column.addStretch(1)

    def receive(self, source: Path) -> None:
        """Check a kit; nothing is merged before its sender's code was compared."""
        job = Job(partial(welcome.receive, self._desk, source), _("Checking {file}").format(file=source.name))
        job.succeeded.connect(self._show_sender)
        job.failed.connect(self.refused)
        self._jobs.start(job)

    def _ask(self) -> None:
        path, _filter = QFileDialog.getOpenFileName(self, _("Choose the kit"), "", _("Bundles (*.pdbundle)"))
        if path:
            self.receive(Path(path))

    def _show_sender(self, kit: Kit) -> None:
        self._kit = kit
        sender = kit.sender
        self._stages.tell(0, kit.receipt.file)
        self._stages.open(1)
        room = self._stages.rooms[1]
        clear(room)
        whose = _(
            "The kit says it comes from {person}, {role}, {office_name} ({office}). Ask them for their code, by voice or in"
            " person, and type it here:"
        ).format(
            person=sender.person,
            role=vocabulary.label("person_role", sender.role),
            office_name=sender.office_name,
            office=sender.office,
        )
        room.addWidget(notice(whose, "shield-check"))
        self._code = QLineEdit()
        self._code.setPlaceholderText("0000-0000-0000-0000")
        self._code.setAccessibleName(_("The code that the other side told you"))
        self._code.setMaximumWidth(320)
        self._code.returnPressed.connect(self._open)
        go = button(_("The codes are equal: open the kit"), "shield-check", "primary")
        go.clicked.connect(self._open)
        room.addWidget(self._code)
        room.addLayout(in_row(go, None))
        self._code.setFocus()

    def _open(self) -> None:
        if self._kit is None:
            return
        try:
            # At once, so that a slip of the finger can be mended where it is.
            keys.compare_code(self._kit.sender, self._code.text())
        except PartnerDeskError as error:
            self.refused.emit(error)
            return
        job = Job(partial(welcome.open_kit, self._desk, self._kit.receipt.id, self._code.text()), _("Opening the kit"))
        job.succeeded.connect(self._show_opened)
        job.failed.connect(self.refused)
        self._jobs.start(job)

    def _show_opened(self, kit: Kit) -> None:
        self._kit = kit
        new = kit.receipt.summary.new
        words = ngettext("{n} change came with the welcome kit.", "{n} changes came with the welcome kit.", new)
        told = words.format(n=format_decimal(new))
        self._stages.tell(1, told)
        self._stages.open(2)
        self._show_vouched()
        self.told.emit(told)
        self.changed.emit()

    def _show_vouched(self) -> None:
        if self._kit is None:
            return
        room = self._stages.rooms[2]
        clear(room)
        sender = self._kit.sender
        through = [peer for peer in trust.all_peers(self._desk) if peer.card in self._kit.cards]
        waiting = [peer.verify for peer in through if peer.state == VOUCHED]
        if not through:
            room.addWidget(
                label(_("The kit vouches for no other device. You can exchange bundles with its sender now."))
            )
        else:
            # Translators: a person and that person's role.
            words = _("Known through {person}, {role}. Trust those with whom you will exchange bundles.").format(
                person=sender.person, role=vocabulary.label("person_role", sender.role)
            )
            room.addWidget(label(words))
        for peer in through:
            room.addWidget(self._row(peer))
        if waiting:
            words = ngettext("Trust this device", "Trust all {n} devices", len(waiting)).format(n=len(waiting))
            all_of_them = button(words, "shield-check", "primary")
            all_of_them.clicked.connect(lambda: self._accept(waiting))
            room.addLayout(in_row(all_of_them, None))
        if self._kit.missing:
            words = _("Not in this PartnerDesk: {instruments}. Update it to see their questions.").format(
                instruments=", ".join(f"{key} {version}" for key, version in self._kit.missing)
            )
            room.addWidget(notice(words, "info", "warning"))

    def _row(self, peer: Peer) -> DeviceRow:
        made = DeviceRow(peer)
        made.vouched_accepted.connect(lambda one: self._accept([one.verify]))
        made.revoke_asked.connect(self._revoke)
        made.compare_asked.connect(lambda _card: self.back_asked.emit())
        return made

    def _accept(self, verifies: list[str]) -> None:
        try:
            found = trust.accept_vouched(self._desk, verifies)
        except PartnerDeskError as error:
            self.refused.emit(error)
            return
        words = ngettext("{n} device is trusted from now on.", "{n} devices are trusted from now on.", len(found))
        self.told.emit(words.format(n=len(found)))
        self._show_vouched()

    def _revoke(self, peer: Peer, reason: str) -> None:
        trust.revoke(self._desk, peer.verify, reason)
        self._show_vouched()
