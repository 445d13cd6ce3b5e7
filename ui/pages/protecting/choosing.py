"""A table of things to choose from with check boxes; what must go along is checked and stays so."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QTableWidgetItem

from ui.widgets.plain_table import PlainTable


@dataclass(frozen=True)
class Row:
    """One line: its cells in words, whether it is chosen at first, and whether that can be changed."""

    cells: Sequence[str]
    chosen: bool = True
    fixed: bool = False


class ChoosingTable(PlainTable):
    """Knows rows by their number; the space bar checks the row that the keyboard stands on."""

    chosen_changed = Signal()

    def __init__(self, name: str, heads: Sequence[str], short: Sequence[int] = ()) -> None:
        """Make it empty; columns whose words are `short` take no more room than they need."""
        super().__init__(name, heads, short=short)
        self.itemChanged.connect(self._tell)

    def show_rows(self, rows: Sequence[Row]) -> None:
        """Show these rows."""
        self.show_cells([row.cells for row in rows])
        self.blockSignals(True)
        for number, row in enumerate(rows):
            if item := self.item(number, 0):
                item.setFlags(_flags(row))
                item.setCheckState(Qt.CheckState.Checked if row.chosen else Qt.CheckState.Unchecked)
        self.blockSignals(False)
        if rows:
            self.setCurrentCell(0, 0)
        self.chosen_changed.emit()

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
