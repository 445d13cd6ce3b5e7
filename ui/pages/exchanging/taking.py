"""Taking another device's card: from a file or from pasted text, and the comparison of its code."""

from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QFileDialog, QLineEdit, QPlainTextEdit, QVBoxLayout, QWidget

from partnerdesk import keycards, keys, trust, vocabulary
from partnerdesk.clock import moment
from partnerdesk.desk import Desk
from partnerdesk.errors import PartnerDeskError
from partnerdesk.i18n import _, format_date
from partnerdesk.keys import KeyCard
from ui.widgets.basics import button, clear, in_row, notice, plain

_LINES = 3


class CardTaker(QWidget):
    """Two ways to get at a card: a file, or the text that the QR reader of a telephone shows."""

    taken = Signal(object)
    """A sound `KeyCard`; whose it is, only the code tells."""
    refused = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        take = button(_("Take a card…"), "key-round", "primary")
        take.clicked.connect(self._ask_card)
        paste = button(_("Paste a card"), "qr-code")
        paste.clicked.connect(self._show_paste)
        self._pasting = QWidget()
        self._text = QPlainTextEdit()
        self._text.setPlaceholderText(_("Paste here what the QR reader of a telephone shows, or the text of a card."))
        self._text.setAccessibleName(_("Text of a key card"))
        self._text.setTabChangesFocus(True)
        self._text.setFixedHeight(self._text.fontMetrics().lineSpacing() * _LINES + 18)
        use = button(_("Use this text"), "check")
        use.clicked.connect(lambda: self.read(self._text.toPlainText()))
        inside = QVBoxLayout(self._pasting)
        inside.setContentsMargins(0, 0, 0, 0)
        inside.addWidget(self._text)
        inside.addLayout(in_row(use, None))
        self._pasting.hide()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(10)
        column.addLayout(in_row(take, paste, None))
        column.addWidget(self._pasting)

    def load(self, source: Path) -> None:
        """Take the card from a file."""
        try:
            card = keys.load_card(source)
        except PartnerDeskError as error:
            self.refused.emit(error)
            return
        self.taken.emit(card)

    def read(self, text: str) -> None:
        """Take the card from text."""
        try:
            card = keycards.from_text(text)
        except PartnerDeskError as error:
            self.refused.emit(error)
            return
        self._text.clear()
        self._pasting.hide()
        self.taken.emit(card)

    def _ask_card(self) -> None:
        path, _filter = QFileDialog.getOpenFileName(self, _("Take a card"), "", _("Key cards (*.json)"))
        if path:
            self.load(Path(path))

    def _show_paste(self) -> None:
        self._pasting.show()
        self._text.setFocus()


class Comparing(QWidget):
    """Whose card it says it is, whether it would replace a known key, and the field for the code."""

    trusted = Signal(object)
    """The `Peer` that is trusted from now on."""
    refused = Signal(object)

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._card: KeyCard | None = None
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(10)

    def show_card(self, card: KeyCard) -> None:
        """Ask for the code that the owner of this card told us."""
        clear(self._column)
        self._card = card
        whose = _(
            "The card of {person}, {role}, {office_name} ({office}). Ask them for their code and type it here:"
        ).format(
            person=card.person,
            role=vocabulary.label("person_role", card.role),
            office_name=card.office_name,
            office=card.office,
        )
        self._column.addWidget(notice(whose, "shield-check"))
        self._instead = QCheckBox()
        former = trust.former_keys(self._desk, card)
        if former:
            self._column.addWidget(notice(_another_key(card, former), "triangle-alert", "warning"))
            self._instead.setText(plain(_("This key replaces the former one: trust the former one no longer")))
            self._column.addWidget(self._instead)
        self._code = QLineEdit()
        self._code.setPlaceholderText("0000-0000-0000-0000")
        self._code.setAccessibleName(_("The code that the other side told you"))
        self._code.setMaximumWidth(320)
        self._code.returnPressed.connect(self._trust)
        go = button(_("The codes are equal: trust this device"), "shield-check", "primary")
        go.clicked.connect(self._trust)
        self._column.addWidget(self._code)
        self._column.addLayout(in_row(go, None))
        self._code.setFocus()

    def clear(self) -> None:
        """Ask nothing."""
        self._card = None
        clear(self._column)

    def _trust(self) -> None:
        if self._card is None:
            return
        instead = self._instead.isChecked()
        try:
            peer = trust.trust_compared(self._desk, self._card, self._code.text(), instead=instead)
        except PartnerDeskError as error:
            self.refused.emit(error)
            return
        self.clear()
        self.trusted.emit(peer)


def _another_key(card: KeyCard, former: list[trust.Peer]) -> str:
    since = moment(former[0].at)
    return _(
        "Another key of {person} is trusted here since {date}. A new key is usual after a new computer or a new workspace. If"
        " {person} does not confirm that by voice, somebody may want to be taken for them: do not trust this card."
    ).format(person=card.person, date=format_date(since.date()) if since else former[0].at)
