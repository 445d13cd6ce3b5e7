"""A search field that waits for a pause in typing before it asks."""

from PySide6.QtCore import QEvent, QRectF, Qt, QTimer, Signal
from PySide6.QtGui import QIcon, QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QLineEdit, QToolButton, QWidget

from partnerdesk.i18n import _
from ui import theme
from ui.theme import icons

PAUSE_MS = 180
_MARK, _EDGE = 16, 12


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
        self._cross = self.addAction(QIcon(), QLineEdit.ActionPosition.TrailingPosition)
        self._cross.setText(_("Clear the search"))
        self._cross.setToolTip(_("Clear the search"))
        self._cross.setVisible(False)
        self._cross.triggered.connect(self.clear_search)
        for inner in self.findChildren(QToolButton):
            inner.setAccessibleName(_("Clear the search"))
        self._show_cross()
        self._make_room()
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(PAUSE_MS)
        self._pause.timeout.connect(self._ask)
        self.textChanged.connect(self._typed)

    def clear_search(self) -> None:
        """Empty the field and ask at once."""
        self.clear()
        self._ask()

    def changeEvent(self, event: QEvent) -> None:
        """Follow the look and the direction of reading."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange:
            self._show_cross()
        elif event.type() == QEvent.Type.LayoutDirectionChange:
            self._make_room()

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        rtl = self.layoutDirection() == Qt.LayoutDirection.RightToLeft
        left = self.width() - _MARK - _EDGE if rtl else _EDGE
        painter = QPainter(self)
        place = QRectF(left, (self.height() - _MARK) / 2, _MARK, _MARK)
        icons.draw(painter, "search", place, theme.colours().muted)
        painter.end()

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

    def _show_cross(self) -> None:
        self._cross.setIcon(icons.icon("x", theme.colours().muted))

    def _make_room(self) -> None:
        room = _MARK + _EDGE // 2
        rtl = self.layoutDirection() == Qt.LayoutDirection.RightToLeft
        self.setTextMargins(0 if rtl else room, 0, room if rtl else 0, 0)

    def _typed(self, text: str) -> None:
        self._cross.setVisible(bool(text))
        self._pause.start()

    def _ask(self) -> None:
        self._pause.stop()
        if self.text() != self._asked:
            self._asked = self.text()
            self.searched.emit(self._asked)
