"""A table of words that a use case has put together, filled at once; lists of records have `record_table`."""

from collections.abc import Collection, Sequence

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QHeaderView, QTableWidget, QTableWidgetItem

from ui.widgets.tables import make_readable

_ICON = 16


class PlainTable(QTableWidget):
    """Shows rows of words; each cell tells all of its words to whoever points at it."""

    def __init__(
        self, name: str, heads: Sequence[str], *, numbers: Collection[int] = (), short: Sequence[int] | None = None
    ) -> None:
        """Make it empty.

        Columns of `numbers` are aligned at the end. The `short` ones take no more room than their words need and the others
        share the rest; without, every column takes what it needs and the last one the rest.
        """
        super().__init__(0, len(heads))
        self._numbers, self._short = frozenset(numbers), short
        self.setAccessibleName(name)
        self.setHorizontalHeaderLabels(list(heads))
        make_readable(self)
        self.setIconSize(QSize(_ICON, _ICON))
        head = self.horizontalHeader()
        if short is None:
            head.setStretchLastSection(True)
        else:
            head.setSectionResizeMode(QHeaderView.ResizeMode.Stretch)

    def show_cells(self, rows: Sequence[Sequence[str]]) -> None:
        """Show these rows."""
        self.blockSignals(True)
        # Each cell that is put in would otherwise have the columns measured anew.
        self._measure(QHeaderView.ResizeMode.Fixed)
        self.setRowCount(len(rows))
        for number, cells in enumerate(rows):
            for column, words in enumerate(cells):
                self.setItem(number, column, self._item(column, words))
        self._measure(QHeaderView.ResizeMode.ResizeToContents)
        self.blockSignals(False)

    def show_at_most(self, rows: int) -> None:
        """Be as high as the rows that are there, or as so many; the others are scrolled to."""
        shown = min(rows, self.rowCount()) * self.verticalHeader().defaultSectionSize()
        self.setFixedHeight(self.horizontalHeader().sizeHint().height() + shown + 4)

    def _item(self, column: int, words: str) -> QTableWidgetItem:
        item = QTableWidgetItem(words)
        item.setToolTip(words)
        if column in self._numbers:
            item.setTextAlignment(Qt.AlignmentFlag.AlignTrailing | Qt.AlignmentFlag.AlignVCenter)
        return item

    def _measure(self, mode: QHeaderView.ResizeMode) -> None:
        for column in range(self.columnCount()) if self._short is None else self._short:
            self.horizontalHeader().setSectionResizeMode(column, mode)
