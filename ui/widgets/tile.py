"""A large button for one of the main jobs: an icon, what it does, and a line that says more."""

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QSizePolicy, QVBoxLayout, QWidget

from ui.theme import icons
from ui.widgets.basics import label

_ICON = 26


class Tile(QPushButton):
    """Looks like a card and is pressed like a button."""

    def __init__(self, icon: str, title: str, more: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("variant", "tile")
        self.setAutoDefault(True)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setAccessibleName(title)
        self.setAccessibleDescription(more)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        mark = QLabel()
        icons.put(mark, icon, "accent", _ICON)
        words = QVBoxLayout()
        words.setSpacing(1)
        words.addWidget(label(title, "label"))
        words.addWidget(label(more, "help"))
        words.addStretch(1)
        row = QHBoxLayout(self)
        row.setContentsMargins(16, 14, 14, 12)
        row.setSpacing(14)
        row.addWidget(mark, 0, Qt.AlignmentFlag.AlignTop)
        row.addLayout(words, 1)
        for inside in self.findChildren(QLabel):
            inside.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)

    def sizeHint(self) -> QSize:
        inside = self.layout()
        return inside.sizeHint() if inside is not None else super().sizeHint()

    def minimumSizeHint(self) -> QSize:
        inside = self.layout()
        return QSize(150, inside.minimumSize().height()) if inside is not None else super().minimumSizeHint()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The words need more lines where the tile is narrow."""
        super().resizeEvent(event)
        inside = self.layout()
        if inside is not None:
            self.setMinimumHeight(inside.heightForWidth(event.size().width()))
