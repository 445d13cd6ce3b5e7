"""A QR code on the screen: dark squares on white in every look, because readers need the contrast."""

from collections.abc import Sequence

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

_QUIET = 4
"""Width of the white border in squares that readers need."""
_SMALLEST = 3
"""Width of a square in pixels, below which a telephone's camera does not tell it from the next."""


class QrView(QWidget):
    """Paints squares as large as whole pixels allow, in the middle of its room."""

    def __init__(self, squares: Sequence[Sequence[bool]], name: str) -> None:
        super().__init__()
        self._squares = squares
        self._across = len(squares) + 2 * _QUIET
        self.setAccessibleName(name)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setFixedSize(self.sizeHint())

    def sizeHint(self) -> QSize:
        side = self._across * _SMALLEST
        return QSize(side, side)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002  the signature of QWidget
        painter = QPainter(self)
        step = min(self.width(), self.height()) // self._across
        left, top = ((room - step * self._across) // 2 for room in (self.width(), self.height()))
        painter.fillRect(left, top, step * self._across, step * self._across, Qt.GlobalColor.white)
        black = QColor(Qt.GlobalColor.black)
        for row, squares in enumerate(self._squares):
            for column, is_dark in enumerate(squares):
                if is_dark:
                    painter.fillRect(left + (column + _QUIET) * step, top + (row + _QUIET) * step, step, step, black)
        painter.end()
