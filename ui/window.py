"""The bare window: it is seen before anything else of the program is loaded, and everything else moves into it.

It uses as little of Qt as possible: each class and each enumeration of Qt costs time at its first use, and writing one word
loads the fonts.
"""

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QApplication, QMainWindow

if TYPE_CHECKING:
    from PySide6.QtCore import QByteArray
    from PySide6.QtGui import QCloseEvent, QPaintEvent

_SMALLEST = (1024, 600)
_USUAL = (1280, 800)


class Window(QMainWindow):
    """An empty window until the first page is there."""

    painted = Signal()
    """Comes once, right after the window was first seen: now the heavy parts may load."""

    def __init__(self, geometry: "QByteArray | None" = None) -> None:
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

    def paintEvent(self, event: "QPaintEvent") -> None:
        super().paintEvent(event)
        if not self._seen:
            self._seen = True
            QTimer.singleShot(0, self.painted.emit)

    def closeEvent(self, event: "QCloseEvent") -> None:
        if self.may_close is None or self.may_close():
            event.accept()
        else:
            event.ignore()
