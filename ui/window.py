"""The bare window: it is seen before anything else of the program is loaded, and everything else moves into it.

It uses as little of Qt as possible: the first use of Qt's enumerations alone takes longer than painting.
"""

from collections.abc import Callable

from PySide6.QtCore import QByteArray, QTimer, Signal
from PySide6.QtGui import QCloseEvent, QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QApplication, QMainWindow

_SMALLEST = (1024, 600)
_USUAL = (1280, 800)
_LIGHT = ("#f4f6f7", "#0b6770", "#4f5e6b")
_DARK = ("#11161a", "#5fc8cf", "#a9b6c0")


class Window(QMainWindow):
    """Shows the program's name until the first page is there."""

    painted = Signal()
    """Comes once, right after the window was first seen: now the heavy parts may load."""

    def __init__(self, geometry: QByteArray | None = None) -> None:
        super().__init__()
        self.setWindowTitle("PartnerDesk")
        self.may_close: Callable[[], bool] | None = None
        """Asked before the window closes; it saves what is typed and tells whether that worked."""
        self._seen = False
        room = QApplication.primaryScreen().availableSize()
        self.setMinimumSize(min(_SMALLEST[0], room.width()), min(_SMALLEST[1], room.height()))
        self.resize(min(_USUAL[0], room.width()), min(_USUAL[1], room.height()))
        if geometry is not None and not geometry.isEmpty():
            self.restoreGeometry(geometry)

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if self.centralWidget() is None:
            self._paint_name()
        if not self._seen:
            self._seen = True
            QTimer.singleShot(0, self.painted.emit)

    def closeEvent(self, event: QCloseEvent) -> None:
        if self.may_close is None or self.may_close():
            event.accept()
        else:
            event.ignore()

    def _paint_name(self) -> None:
        dark = self.palette().window().color().lightness() < 128
        ground, accent, ink = _DARK if dark else _LIGHT
        painter = QPainter(self)
        painter.fillRect(self.rect(), QColor(ground))
        middle, centre = self.width() // 2, self.height() // 2
        painter.fillRect(middle - 24, centre - 44, 48, 4, QColor(accent))
        painter.setPen(QColor(ink))
        words = "PartnerDesk"
        painter.drawText(middle - painter.fontMetrics().horizontalAdvance(words) // 2, centre, words)
        painter.end()
