"""A table of records that knows every id and loads rows a page at a time."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any, Protocol

import msgspec
from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt

PAGE = 32
_PAGES_KEPT = 48

AnyIndex = QModelIndex | QPersistentModelIndex
_NOWHERE = QModelIndex()

Row = Mapping[str, object]
"""The values of one record by column key; plain data."""

MARK = "mark"
"""A row's value under this key is "conflict", "review" or nothing; delegates paint it."""


class Column(msgspec.Struct, frozen=True):
    """One column: its key in a row, its head in the language in use, and how a value is written."""

    key: str
    label: str
    show: Callable[[object], str] = str
    at_end: bool = False
    """Numbers stand at the end of the cell."""
    sortable: bool = True


class Listing(Protocol):
    """Chooses and reads rows; the store's listings have it."""

    def ids(self, query: object, sort: str, descending: bool) -> Sequence[str]:
        """Return every id that fits, in order; `sort` is a column's key or empty for the usual order."""
        ...

    def rows(self, ids: Sequence[str]) -> Mapping[str, Row]:
        """Return the rows of these ids that still exist."""
        ...


class RecordListModel(QAbstractTableModel):
    """Shows a listing; it decides nothing and holds a few hundred rows at most."""

    IdRole = Qt.ItemDataRole.UserRole + 1
    MarkRole = Qt.ItemDataRole.UserRole + 2

    def __init__(self, listing: Listing, columns: Sequence[Column], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._listing = listing
        self._columns = tuple(columns)
        self._ids: Sequence[str] = ()
        self._rows: dict[str, Row | None] = {}
        self._query: object = None
        self._sort, self._descending = "", False

    def set_query(self, query: object) -> None:
        """Show what fits another query; waiting for a pause in typing is the page's business."""
        self._query = query
        self.reload()

    def reload(self) -> None:
        """Ask the listing anew, because records changed."""
        self.beginResetModel()
        self._rows.clear()
        self._ids = self._listing.ids(self._query, self._sort, self._descending)
        self.endResetModel()

    def keys(self) -> list[str]:
        """Return the keys of the columns in order."""
        return [column.key for column in self._columns]

    def id_at(self, row: int) -> str:
        """Return the id of a row."""
        return self._ids[row]

    def row_of(self, wanted: str) -> int:
        """Return where a record is shown; -1 if it is not."""
        try:
            return list(self._ids).index(wanted)
        except ValueError:
            return -1

    def rowCount(self, parent: AnyIndex = _NOWHERE) -> int:
        return 0 if parent.isValid() else len(self._ids)

    def columnCount(self, parent: AnyIndex = _NOWHERE) -> int:
        return 0 if parent.isValid() else len(self._columns)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if orientation != Qt.Orientation.Horizontal or not 0 <= section < len(self._columns):
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return self._columns[section].label
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return self._alignment(self._columns[section])
        return None

    def data(self, index: AnyIndex, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        column = self._columns[index.column()]
        if role == self.IdRole:
            return self._ids[index.row()]
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return self._alignment(column)
        if role in {Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole, self.MarkRole}:
            return self._shown(self._row(index.row()), column, role)
        return None

    def sort(self, column: int, order: Qt.SortOrder = Qt.SortOrder.AscendingOrder) -> None:
        """Ask the listing for another order; a column below 0 asks for the usual one."""
        known = 0 <= column < len(self._columns) and self._columns[column].sortable
        wanted = (self._columns[column].key if known else "", known and order == Qt.SortOrder.DescendingOrder)
        if wanted != (self._sort, self._descending):
            self._sort, self._descending = wanted
            self.reload()

    def _row(self, number: int) -> Row | None:
        wanted = self._ids[number]
        if wanted not in self._rows:
            if len(self._rows) >= PAGE * _PAGES_KEPT:
                self._rows.clear()
            start = number - number % PAGE
            page = self._ids[start : start + PAGE]
            # A row that was deleted meanwhile is asked for again with every repaint; None stops that query.
            self._rows |= dict.fromkeys(page)
            self._rows |= self._listing.rows(page)
        return self._rows[wanted]

    def _shown(self, row: Row | None, column: Column, role: int) -> Any:
        if row is None:
            return None
        if role == self.MarkRole:
            return row.get(MARK)
        value = row.get(column.key)
        return "" if value is None else column.show(value)

    @staticmethod
    def _alignment(column: Column) -> Qt.AlignmentFlag:
        side = Qt.AlignmentFlag.AlignTrailing if column.at_end else Qt.AlignmentFlag.AlignLeading
        return side | Qt.AlignmentFlag.AlignVCenter
