"""Words that lead somewhere: as wide as they need, shortened where there is no room, whole for screen readers."""

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QPushButton, QSizePolicy, QWidget

from ui.widgets.basics import plain

_LEAST = 90


class Link(QPushButton):
    """A button that looks like a link; its tooltip tells all words that are cut off."""

    def __init__(self, words: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.words = " ".join(words.split())
        self.setProperty("variant", "link")
        self.setAutoDefault(True)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setAccessibleName(self.words)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self._show(self.words)

    def sizeHint(self) -> QSize:
        """As wide as all words."""
        short = super().sizeHint()
        shown = self.fontMetrics().horizontalAdvance(self._shown())
        whole = self.fontMetrics().horizontalAdvance(self.words)
        return QSize(short.width() - shown + whole + 2, short.height())

    def minimumSizeHint(self) -> QSize:
        return QSize(min(_LEAST, self.sizeHint().width()), super().minimumSizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        padding = super().sizeHint().width() - self.fontMetrics().horizontalAdvance(self._shown())
        fitting = self.fontMetrics().elidedText(self.words, Qt.TextElideMode.ElideRight, self.width() - padding)
        self._show(fitting)
        self.setToolTip(self.words if fitting != self.words else "")

    def _show(self, words: str) -> None:
        # A French name in an Arabic window keeps its own order, and loses its end where it is cut off.
        self.setText(plain(f"\u2068{words}\u2069"))

    def _shown(self) -> str:
        return self.text().replace("&&", "&")
