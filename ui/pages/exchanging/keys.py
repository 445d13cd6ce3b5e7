"""Keys: this device's card to hand out, and other devices' cards, trusted after a person compared the code."""

from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from partnerdesk import strangers, trust
from partnerdesk.desk import Desk
from partnerdesk.errors import PartnerDeskError
from partnerdesk.i18n import _, ngettext
from partnerdesk.keys import KeyCard
from partnerdesk.trust import VOUCHED, Peer
from ui.jobs import Jobs
from ui.pages.exchanging.device_row import DeviceRow, StrangerRow
from ui.pages.exchanging.own_card import OwnCard
from ui.pages.exchanging.taking import CardTaker, Comparing
from ui.widgets.basics import button, card, clear, in_row, label, line


class KeysPanel(QWidget):
    """Our card and its code at the top; below, whom we trust and the way to trust one more."""

    told = Signal(str)
    refused = Signal(object)
    trusted = Signal()
    welcome_asked = Signal()
    kit_asked = Signal()

    def __init__(self, desk: Desk, jobs: Jobs) -> None:
        super().__init__()
        self._desk = desk
        self._own = OwnCard(desk, jobs)
        self._own.told.connect(self.told)
        self._own.refused.connect(self.refused)
        self._peers = QVBoxLayout()
        self._peers.setSpacing(8)
        self._taker = CardTaker()
        self._taker.taken.connect(self.compare)
        self._taker.refused.connect(self.refused)
        self._comparing = Comparing(desk)
        self._comparing.trusted.connect(self._now_trusted)
        self._comparing.refused.connect(self.refused)
        column = QVBoxLayout(self)
        column.setContentsMargins(2, 14, 2, 14)
        column.setSpacing(14)
        column.addWidget(self._own)
        column.addWidget(self._others())
        column.addWidget(self._new_devices())
        column.addStretch(1)
        self.refresh()

    def _others(self) -> QWidget:
        frame, inside = card()
        inside.addWidget(label(_("Other devices"), "heading"))
        inside.addLayout(self._peers)
        inside.addWidget(line())
        inside.addWidget(self._taker)
        inside.addWidget(self._comparing)
        return frame

    def _new_devices(self) -> QWidget:
        frame, inside = card()
        inside.addWidget(label(_("New devices"), "heading"))
        inside.addWidget(
            label(
                _(
                    "A welcome kit gives a new device everything of its office, and the keys of the devices that you trust. On"
                    " the new device the kit is opened here."
                ),
                "help",
            )
        )
        welcome = button(_("Welcome a new device…"), "sparkles")
        welcome.clicked.connect(self.welcome_asked)
        kit = button(_("Open a welcome kit…"), "package-open")
        kit.clicked.connect(self.kit_asked)
        inside.addLayout(in_row(welcome, kit, None))
        return frame

    def refresh(self) -> None:
        """Show whom we know now."""
        clear(self._peers)
        peers, unknown = trust.all_peers(self._desk), strangers.strangers(self._desk)
        if not peers and not unknown:
            self._peers.addWidget(label(_("No other device is known yet."), "muted"))
        for stranger in unknown:
            row = StrangerRow(stranger)
            row.compare_asked.connect(self.compare)
            self._peers.addWidget(row)
        sponsors = {peer.verify for peer in peers if peer.is_trusted}
        for peer in peers:
            self._peers.addWidget(self._row(peer, can_vouch=bool(peer.through and peer.through.verify in sponsors)))
        self._offer_all([peer for peer in peers if peer.state == VOUCHED and peer.through], sponsors)

    def save_card(self, target: Path) -> None:
        """Write this device's card to a file."""
        self._own.save_card(target)

    def show_card(self, source: Path) -> None:
        """Show whose card a file holds and ask for the code that its owner told us."""
        self._comparing.clear()
        self._taker.load(source)

    def compare(self, theirs: KeyCard) -> None:
        """Ask for the code of a card."""
        self._comparing.show_card(theirs)

    def _row(self, peer: Peer, *, can_vouch: bool) -> DeviceRow:
        made = DeviceRow(peer, can_vouch=can_vouch)
        made.revoke_asked.connect(self._revoke)
        made.vouched_accepted.connect(lambda one: self._accept([one.verify]))
        made.compare_asked.connect(self.compare)
        return made

    def _offer_all(self, vouched: list[Peer], sponsors: set[str]) -> None:
        for sponsor in {peer.through.verify: peer.through for peer in vouched if peer.through}.values():
            names = [peer.verify for peer in vouched if peer.through and peer.through.verify == sponsor.verify]
            if sponsor.verify in sponsors and len(names) > 1:
                words = ngettext(
                    "Trust {n} device that {person} vouches for",
                    "Trust all {n} devices that {person} vouches for",
                    len(names),
                ).format(n=len(names), person=sponsor.person)
                all_of_them = button(words, "shield-check")
                all_of_them.clicked.connect(lambda _checked=False, names=names: self._accept(names))
                self._peers.addLayout(in_row(all_of_them, None))

    def _accept(self, verifies: list[str]) -> None:
        try:
            found = trust.accept_vouched(self._desk, verifies)
        except PartnerDeskError as error:
            self.refused.emit(error)
            return
        words = ngettext("{n} device is trusted from now on.", "{n} devices are trusted from now on.", len(found))
        self.told.emit(words.format(n=len(found)))
        self._show_anew()

    def _revoke(self, peer: Peer, reason: str) -> None:
        trust.revoke(self._desk, peer.verify, reason)
        leaning = [one.card.person for one in trust.leaning_on(self._desk, peer.verify)]
        words = _("{person} is no longer trusted. Bundles from there can only be kept aside.")
        if leaning:
            words += " " + _("Known through {person} and still trusted: {others}. Compare their codes or end that too.")
        self.told.emit(words.format(person=peer.card.person, others=", ".join(leaning)))
        self._show_anew()

    def _now_trusted(self, peer: Peer) -> None:
        self.told.emit(_("{person} is trusted from now on.").format(person=peer.card.person))
        self._show_anew()

    def _show_anew(self) -> None:
        self.refresh()
        self.trusted.emit()
