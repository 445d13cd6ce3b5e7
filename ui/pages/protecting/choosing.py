"""A table of things to choose from with check boxes; what must go along is checked and stays so."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHeaderView, QTableWidget, QTableWidgetItem


@dataclass(frozen=True)
class Row:
    """One line: its cells in words, whether it is chosen at first, and whether that can be changed."""

    cells: Sequence[str]
    chosen: bool = True
    fixed: bool = False


class ChoosingTable(QTableWidget):
    """Knows rows by their number; the space bar checks the row that the keyboard stands on."""

    chosen_changed = Signal()

    def __init__(self, name: str, heads: Sequence[str], short: Sequence[int] = ()) -> None:
        """Make it empty; columns whose words are `short` take no more room than they need."""
        super().__init__(0, len(heads))
        self.setAccessibleName(name)
        self.setHorizontalHeaderLabels(list(heads))
        self.setEditTriggers(QTableWidget.EditTrigger.NoEditTriggers)
        self.setSelectionBehavior(QTableWidget.SelectionBehavior.SelectRows)
        self.setShowGrid(False)
        self.setTabKeyNavigation(False)
        self.setWordWrap(False)
        self.verticalHeader().hide()
        self._short = tuple(short)
        head = self.horizontalHeader()
        head.setDefaultAlignment(Qt.AlignmentFlag.AlignLeading | Qt.AlignmentFlag.AlignVCenter)
        head.setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
        self.itemChanged.connect(self._tell)

    def show_rows(self, rows: Sequence[Row]) -> None:
        """Show these rows."""
        self.blockSignals(True)
        # Each cell that is put in would otherwise have the columns measured anew.
        self._measure(QHeaderView.ResizeMode.Fixed)
        self.setRowCount(len(rows))
        for number, row in enumerate(rows):
            for column, words in enumerate(row.cells):
                item = QTableWidgetItem(words)
                item.setToolTip(words)
                if column == 0:
                    item.setFlags(_flags(row))
                    item.setCheckState(Qt.CheckState.Checked if row.chosen else Qt.CheckState.Unchecked)
                self.setItem(number, column, item)
        self._measure(QHeaderView.ResizeMode.ResizeToContents)
        self.blockSignals(False)
        if rows:
            self.setCurrentCell(0, 0)
        self.chosen_changed.emit()

    def _measure(self, mode: QHeaderView.ResizeMode) -> None:
        for column in self._short:
            self.horizontalHeader().setSectionResizeMode(column, mode)

    def chosen(self) -> list[int]:
        """Return the numbers of the rows that are checked."""
        return [
            number
            for number in range(self.rowCount())
            if (item := self.item(number, 0)) is not None and item.checkState() == Qt.CheckState.Checked
        ]

    def choose_all(self, chosen: bool) -> None:
        """Check all rows, or none."""
        self.blockSignals(True)
        for number in range(self.rowCount()):
            item = self.item(number, 0)
            if item is not None and item.flags() & Qt.ItemFlag.ItemIsUserCheckable:
                item.setCheckState(Qt.CheckState.Checked if chosen else Qt.CheckState.Unchecked)
        self.blockSignals(False)
        self.viewport().update()
        self.chosen_changed.emit()

    def _tell(self, item: QTableWidgetItem) -> None:
        if item.column() == 0:
            self.chosen_changed.emit()


def _flags(row: Row) -> Qt.ItemFlag:
    flags = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
    return flags if row.fixed else flags | Qt.ItemFlag.ItemIsUserCheckable
