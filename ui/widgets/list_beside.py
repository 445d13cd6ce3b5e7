"""A list with what is chosen in it beside it where there is room, and in its place where there is not."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from partnerdesk.i18n import _
from ui.widgets.basics import button, scrolled


class ListBeside(QWidget):
    """Holds a list and a panel; in a narrow window `open_panel` shows the panel and Escape or a button leads back."""

    back = Signal()
    """The list is shown again and should take the keyboard."""

    def __init__(
        self, listed: QWidget, panel: QWidget, beside_from: int = 880, shares: tuple[int, int] = (1, 1)
    ) -> None:
        super().__init__()
        self._from = beside_from
        self._is_open = False
        self._list = listed
        self._leave = button(_("Back to the list"), "chevron-left", "quiet")
        self._leave.clicked.connect(self.close_panel)
        self._side = QWidget()
        column = QVBoxLayout(self._side)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._leave)
        column.addWidget(scrolled(panel), 1)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(14)
        row.addWidget(self._list, shares[0])
        row.addWidget(self._side, shares[1])
        escape = QShortcut(QKeySequence("Escape"), self._side)
        escape.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        escape.activated.connect(self.close_panel)
        self._fit()

    def open_panel(self) -> None:
        """Show the panel in a narrow window too."""
        self._is_open = True
        self._fit()

    def close_panel(self) -> None:
        """Go back to the list."""
        self._is_open = False
        self._fit()
        self.back.emit()

    def is_beside(self) -> bool:
        """Tell whether list and panel are shown together."""
        return self.width() >= self._from

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        beside = self.is_beside()
        self._list.setVisible(beside or not self._is_open)
        self._side.setVisible(beside or self._is_open)
        self._leave.setVisible(not beside)
