"""Two columns side by side where there is room, one below the other where there is not."""

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QVBoxLayout, QWidget


class TwoColumns(QWidget):
    """Holds a wide and a narrow column; the direction of reading decides which side the first one is on."""

    def __init__(self, beside_from: int = 800, shares: tuple[int, int] = (3, 2), spacing: int = 14) -> None:
        super().__init__()
        self._from = beside_from
        self._box = QBoxLayout(QBoxLayout.Direction.TopToBottom, self)
        self._box.setContentsMargins(0, 0, 0, 0)
        self._box.setSpacing(spacing)
        self.first, self.second = QVBoxLayout(), QVBoxLayout()
        for column, share in zip((self.first, self.second), shares, strict=True):
            column.setSpacing(spacing)
            self._box.addLayout(column, share)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        beside = event.size().width() >= self._from
        self._box.setDirection(QBoxLayout.Direction.LeftToRight if beside else QBoxLayout.Direction.TopToBottom)
