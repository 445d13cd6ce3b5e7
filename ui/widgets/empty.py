"""What a page shows when there is nothing to show yet: why, and what to do about it."""

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from ui import theme
from ui.theme import icons
from ui.widgets.basics import button, label


class _Picture(QWidget):
    def __init__(self, icon: str) -> None:
        super().__init__()
        self._icon = icon
        self.setFixedSize(72, 72)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(theme.colours().accent_soft))
        painter.drawEllipse(self.rect())
        icons.draw(painter, self._icon, QRectF(20, 20, 32, 32), theme.colours().accent)
        painter.end()


class EmptyState(QWidget):
    """An icon, a sentence, a line of explanation and at most one action."""

    asked = Signal()
    """The action was chosen."""

    def __init__(
        self, icon: str, sentence: str, explanation: str = "", action: str = "", action_icon: str = ""
    ) -> None:
        super().__init__()
        self.setAccessibleName(sentence)
        middle = Qt.AlignmentFlag.AlignHCenter
        column = QVBoxLayout(self)
        column.setSpacing(10)
        column.addStretch(2)
        self._picture = _Picture(icon)
        column.addWidget(self._picture, 0, middle)
        column.addSpacing(6)
        heading = label(sentence, "heading")
        heading.setAlignment(Qt.AlignmentFlag.AlignCenter)
        column.addWidget(heading)
        if explanation:
            more = label(explanation, "muted")
            more.setAlignment(Qt.AlignmentFlag.AlignCenter)
            row = QHBoxLayout()
            row.addStretch(1)
            row.addWidget(more, 3)
            row.addStretch(1)
            column.addLayout(row)
        if action:
            made = button(action, action_icon, "primary")
            made.clicked.connect(self.asked)
            column.addSpacing(6)
            column.addWidget(made, 0, middle)
        column.addStretch(3)

    def minimumSizeHint(self) -> QSize:
        """The words alone: where there is little room, the picture gives way."""
        least = super().minimumSizeHint()
        room = self._picture.height() + self._spacing() if self._picture.isVisibleTo(self) else 0
        return QSize(least.width(), least.height() - room)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        words = self.minimumSizeHint().height()
        self._picture.setVisible(event.size().height() >= words + self._picture.height() + self._spacing())

    def _spacing(self) -> int:
        layout = self.layout()
        return layout.spacing() if layout is not None else 0
