"""A question or an offer above the page: it stops nobody, and the keyboard stands on the answer that changes nothing."""

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QWidget

from partnerdesk.i18n import _
from ui.notices import announce
from ui.theme import icons
from ui.widgets.basics import button, label, plain, set_state

_ICONS = {"danger": "triangle-alert", "warning": "triangle-alert", "success": "circle-check", "": "info"}


class AskBar(QFrame):
    """One sentence with one thing to do about it, and a way to leave it."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "notice")
        self._mark = QLabel(self)
        self._words = label("")
        self.yes = button("")
        self.yes.clicked.connect(self._do)
        self.no = button("", variant="quiet")
        self.no.clicked.connect(self.leave)
        self._then: Callable[[], None] | None = None
        self._stays = False
        row = QHBoxLayout(self)
        row.setContentsMargins(14, 8, 10, 8)
        row.setSpacing(10)
        row.addWidget(self._mark, 0, Qt.AlignmentFlag.AlignVCenter)
        row.addWidget(self._words, 1)
        row.addWidget(self.yes)
        row.addWidget(self.no)
        self.hide()

    def ask(self, sentence: str, action: str, then: Callable[[], None]) -> None:
        """Ask before something is taken away; the keyboard goes to the answer that changes nothing."""
        self._show(sentence, action, then, "danger", _("Cancel"))
        self.no.setFocus(Qt.FocusReason.OtherFocusReason)

    def offer(
        self, sentence: str, action: str, then: Callable[[], None], tone: str = "success", *, stays: bool = False
    ) -> None:
        """Tell something and offer one thing to do about it; the keyboard stays where it is.

        What `stays` cannot be closed: it is there as long as what it tells is so.
        """
        self._show(sentence, action, then, tone, _("Close"))
        self._stays = stays
        self.no.setVisible(not stays)

    def text(self) -> str:
        """Return the sentence shown."""
        return self._words.text()

    def leave(self) -> None:
        """Do nothing and go away."""
        if self._stays:
            return
        self._then = None
        self.hide()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Escape leaves."""
        if event.key() == Qt.Key.Key_Escape:
            self.leave()
        else:
            super().keyPressEvent(event)

    def _show(self, sentence: str, action: str, then: Callable[[], None], tone: str, leave: str) -> None:
        self._then, self._stays = then, False
        self.no.show()
        set_state(self, "tone", tone)
        icons.put(self._mark, _ICONS.get(tone, "info"), tone or "accent", 18)
        self._words.setText(sentence)
        self.yes.setText(plain(action))
        set_state(self.yes, "variant", "danger" if tone == "danger" else "")
        self.no.setText(plain(leave))
        self.setAccessibleName(sentence)
        self.show()
        announce(self)

    def _do(self) -> None:
        then = self._then
        self.leave()
        if then is not None:
            then()
