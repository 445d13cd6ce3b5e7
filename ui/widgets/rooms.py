"""Pages that stand in each other's place, of which only the one that shows is asked how large it wants to be."""

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QStackedLayout, QTabWidget, QWidget


class Rooms(QWidget):
    """Shows one of its pages.

    Qt's `QStackedWidget` asks every page that was ever opened, and each page within it, whenever something on one of them
    changes: that takes half a second once a few dozen were.
    """

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._layout = _OneShows(self)

    def addWidget(self, page: QWidget) -> None:
        """Take in a page; the first one shows."""
        self._layout.addWidget(page)

    def removeWidget(self, page: QWidget) -> None:
        """Let go of a page; it still exists."""
        self._layout.removeWidget(page)

    def currentWidget(self) -> QWidget | None:
        """Return the page that shows."""
        return self._layout.currentWidget()

    def setCurrentWidget(self, page: QWidget) -> None:
        """Show this page."""
        self.setCurrentIndex(self._layout.indexOf(page))

    def setCurrentIndex(self, index: int) -> None:
        """Show the page that was taken in as this one, counted from 0."""
        if index != self._layout.currentIndex():
            self._layout.setCurrentIndex(index)
            self.updateGeometry()


class _OneShows(QStackedLayout):
    def hasHeightForWidth(self) -> bool:
        item = self.itemAt(self.currentIndex())
        return item is not None and item.hasHeightForWidth()

    def heightForWidth(self, width: int) -> int:
        item = self.itemAt(self.currentIndex())
        return -1 if item is None else item.heightForWidth(width)

    def sizeHint(self) -> QSize:
        item = self.itemAt(self.currentIndex())
        return QSize() if item is None else item.sizeHint()

    def minimumSize(self) -> QSize:
        item = self.itemAt(self.currentIndex())
        return QSize() if item is None else item.minimumSize()


class Tabs(QTabWidget):
    """Tabs that take the room that is left; what stands on one has a scroll area of its own, so no height is asked of any."""

    def hasHeightForWidth(self) -> bool:
        return False

    def sizeHint(self) -> QSize:
        return self.minimumSizeHint()

    def minimumSizeHint(self) -> QSize:
        bar, shown = self.tabBar().minimumSizeHint(), self.currentWidget()
        inside = QSize() if shown is None else shown.minimumSizeHint().expandedTo(shown.minimumSize())
        return QSize(max(bar.width(), inside.width()), bar.height() + inside.height())
