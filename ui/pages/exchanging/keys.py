"""Keys: this device's card to hand out, and other devices' cards, trusted after a person compared the code."""

import json
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFileDialog, QLineEdit, QVBoxLayout, QWidget

from partnerdesk import durable, keys, trust, vocabulary
from partnerdesk.desk import Desk
from partnerdesk.errors import PartnerDeskError
from partnerdesk.i18n import _
from partnerdesk.keys import KeyCard
from ui.jobs import Job, Jobs
from ui.widgets.basics import button, card, clear, in_row, label, line, notice


class KeysPanel(QWidget):
    """Our card and its code at the top; below, whom we trust and the way to trust one more."""

    told = Signal(str)
    refused = Signal(object)
    trusted = Signal()

    def __init__(self, desk: Desk, jobs: Jobs) -> None:
        super().__init__()
        self._desk, self._jobs = desk, jobs
        self._theirs: KeyCard | None = None
        self._own_code = label("…", "display")
        self._own_code.setAccessibleName(_("The code of this device"))
        self._peers = QVBoxLayout()
        self._peers.setSpacing(8)
        self._compare = QVBoxLayout()
        column = QVBoxLayout(self)
        column.setContentsMargins(2, 14, 2, 14)
        column.setSpacing(14)
        column.addWidget(self._ours())
        column.addWidget(self._others())
        column.addStretch(1)
        self._compute_code()
        self.refresh()

    def _ours(self) -> QWidget:
        frame, inside = card()
        inside.addWidget(label(_("This device"), "heading"))
        inside.addWidget(
            label(
                _(
                    "Give the card to the other side as a file, and tell them this code by voice or in person. It is no secret."
                ),
                "help",
            )
        )
        inside.addWidget(self._own_code)
        save = button(_("Save the card…"), "save", "primary")
        save.clicked.connect(self._ask_save)
        inside.addLayout(in_row(save, None))
        return frame

    def _others(self) -> QWidget:
        frame, inside = card()
        inside.addWidget(label(_("Other devices"), "heading"))
        inside.addLayout(self._peers)
        inside.addWidget(line())
        take = button(_("Take a card…"), "key-round")
        take.clicked.connect(self._ask_card)
        inside.addLayout(in_row(take, None))
        inside.addLayout(self._compare)
        return frame

    def _compute_code(self) -> None:
        """The code is made slow to forge, so it is computed beside the window's work."""
        own = self._desk.card()
        job = Job(lambda _report: keys.short_code(own), can_cancel=False)
        job.succeeded.connect(self._own_code.setText)
        self._jobs.start(job)

    def refresh(self) -> None:
        """Show whom we know now."""
        clear(self._peers)
        peers = trust.all_peers(self._desk)
        if not peers:
            self._peers.addWidget(label(_("No other device is known yet."), "muted"))
        for peer in peers:
            self._peers.addWidget(self._peer(peer))

    def _peer(self, peer: trust.Peer) -> QWidget:
        made = QWidget()
        who = label(f"{peer.card.person} — {peer.card.office_name} ({peer.card.office})")
        state = label(_(trust.STATES[peer.state]), "tag", tone="success" if peer.is_trusted else "danger")
        # Translators: the role of a person, who trusted the key, and on which day.
        words = _("{role}; taken by {person} on {date}").format(
            role=vocabulary.label("person_role", peer.card.role), person=peer.by, date=peer.at[:10]
        )
        column = QVBoxLayout(made)
        column.setContentsMargins(0, 4, 0, 4)
        column.setSpacing(2)
        row = in_row(who, state)
        row.setStretch(0, 1)
        if peer.is_trusted:
            stop = button(_("No longer trust"), "x", "quiet")
            stop.setAccessibleName(_("No longer trust {person}").format(person=peer.card.person))
            stop.clicked.connect(lambda: self._revoke(peer))
            row.addWidget(stop)
        column.addLayout(row)
        column.addWidget(label(words, "help"))
        return made

    def _revoke(self, peer: trust.Peer) -> None:
        trust.revoke(self._desk, peer.card.site)
        self.told.emit(
            _("{person} is no longer trusted. Bundles from there can only be kept aside.").format(
                person=peer.card.person
            )
        )
        self.refresh()
        self.trusted.emit()

    def _ask_save(self) -> None:
        name = f"{self._desk.office}-key.json"
        path, _filter = QFileDialog.getSaveFileName(self, _("Save the card"), name, _("Key cards (*.json)"))
        if path:
            self.save_card(Path(path))

    def save_card(self, target: Path) -> None:
        """Write this device's card to a file."""
        try:
            with durable.replacing(target) as file:
                file.write(json.dumps(trust.shown_card(self._desk), ensure_ascii=False, indent=2).encode())
        except OSError as error:
            self.refused.emit(
                PartnerDeskError(
                    _("The card cannot be written: {reason}. Choose another place.").format(reason=error.strerror)
                )
            )
            return
        self.told.emit(_("The card was saved. Tell the other side the code as well."))

    def _ask_card(self) -> None:
        path, _filter = QFileDialog.getOpenFileName(self, _("Take a card"), "", _("Key cards (*.json)"))
        if path:
            self.show_card(Path(path))

    def show_card(self, source: Path) -> None:
        """Show whose card a file holds and ask for the code that its owner told us."""
        clear(self._compare)
        try:
            theirs = keys.load_card(source)
        except PartnerDeskError as error:
            self.refused.emit(error)
            return
        self._theirs = theirs
        whose = _("The card of {person}, {office_name} ({office}). Ask them for their code and type it here:").format(
            person=theirs.person, office_name=theirs.office_name, office=theirs.office
        )
        self._compare.addWidget(notice(whose, "shield-check"))
        self._code = QLineEdit()
        self._code.setPlaceholderText("0000-0000-0000-0000")
        self._code.setAccessibleName(_("The code that the other side told you"))
        trust_button = button(_("The codes are equal: trust this device"), "shield-check", "primary")
        trust_button.clicked.connect(self._trust)
        self._code.returnPressed.connect(self._trust)
        self._compare.addWidget(self._code)
        self._compare.addLayout(in_row(trust_button, None))
        self._code.setFocus()

    def _trust(self) -> None:
        if self._theirs is None:
            return
        try:
            keys.compare_code(self._theirs, self._code.text())
            trust.trust_card(self._desk, self._theirs)
        except PartnerDeskError as error:
            self.refused.emit(error)
            return
        clear(self._compare)
        self.told.emit(_("{person} is trusted from now on.").format(person=self._theirs.person))
        self._theirs = None
        self.refresh()
        self.trusted.emit()
