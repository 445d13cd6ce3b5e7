"""A search field that waits for a pause in typing before it asks."""

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QIcon, QKeyEvent
from PySide6.QtWidgets import QLineEdit, QToolButton, QWidget

from partnerdesk.i18n import _
from ui import theme
from ui.theme import icons

PAUSE_MS = 180


class SearchField(QLineEdit):
    """Emits `searched` at a pause in typing, at Enter, and when it is cleared (button or Escape)."""

    searched = Signal(str)
    wants_results = Signal()
    """Down or Enter: the keyboard wants to move on into the results."""

    def __init__(self, placeholder: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setPlaceholderText(placeholder)
        self.setAccessibleName(placeholder)
        self._asked = ""
        self._mark = self.addAction(QIcon(), QLineEdit.ActionPosition.LeadingPosition)
        self._cross = self.addAction(QIcon(), QLineEdit.ActionPosition.TrailingPosition)
        self._cross.setText(_("Clear the search"))
        self._cross.setToolTip(_("Clear the search"))
        self._cross.setVisible(False)
        self._cross.triggered.connect(self.clear_search)
        for inner in self.findChildren(QToolButton):
            inner.setAccessibleName(_("Clear the search"))
        icons_of = theme.colours()
        self._mark.setIcon(icons.icon("search", icons_of.muted))
        self._cross.setIcon(icons.icon("x", icons_of.muted))
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(PAUSE_MS)
        self._pause.timeout.connect(self._ask)
        self.textChanged.connect(self._typed)

    def clear_search(self) -> None:
        """Empty the field and ask at once."""
        self.clear()
        self._ask()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Escape clears, Enter asks at once, Down moves on."""
        key = event.key()
        if key == Qt.Key.Key_Escape and self.text():
            self.clear_search()
        elif key in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self._ask()
            self.wants_results.emit()
        elif key == Qt.Key.Key_Down:
            self.wants_results.emit()
        else:
            super().keyPressEvent(event)

    def _typed(self, text: str) -> None:
        self._cross.setVisible(bool(text))
        self._pause.start()

    def _ask(self) -> None:
        self._pause.stop()
        if self.text() != self._asked:
            self._asked = self.text()
            self.searched.emit(self._asked)
