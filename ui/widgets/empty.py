"""What a page shows when there is nothing to show yet: why, and what to do about it."""

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QColor, QPainter, QPaintEvent
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
        column.addWidget(_Picture(icon), 0, middle)
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
