"""A table of records: one row is one record, Enter opens it, the columns share the width there is."""

from collections.abc import Sequence

import msgspec
from PySide6.QtCore import QItemSelectionModel, QModelIndex, QPersistentModelIndex, QSize, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent, QPalette, QResizeEvent
from PySide6.QtWidgets import (
    QHeaderView,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QWidget,
)

from ui import theme
from ui.models import MARK, RecordListModel
from ui.theme import icons
from ui.widgets.tables import make_readable

_ICON = 15
_ROW_PADDING = 18


class Width(msgspec.Struct, frozen=True):
    """How much of the room a column gets, and from which width of the table on it is shown at all."""

    share: int
    shown_from: int = 0


class MarkDelegate(QStyledItemDelegate):
    """Shows a record's mark with an icon and in the colour of what waits for a person."""

    def initStyleOption(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> None:
        super().initStyleOption(option, index)
        mark = index.data(RecordListModel.MarkRole)
        if not mark:
            return
        colour = theme.colours().warning
        option.palette.setColor(QPalette.ColorRole.Text, QColor(colour))
        # Coloured words on the colour of a selected row are hard to read; the icon keeps its colour.
        option.palette.setColor(QPalette.ColorRole.HighlightedText, QColor(theme.colours().text))
        option.features |= QStyleOptionViewItem.ViewItemFeature.HasDecoration
        option.icon = icons.icon("git-merge" if mark == "conflict" else "triangle-alert", colour, _ICON)
        option.decorationSize = QSize(_ICON, _ICON)


class RecordTable(QTableView):
    """The table of a list; it is sorted by its heads and used with or without a mouse."""

    opened = Signal(str)
    """A record's id: Enter was pressed or its row was double-clicked."""
    delete_asked = Signal(str)
    """A record's id: Delete was pressed."""

    def __init__(self, model: RecordListModel, widths: Sequence[Width], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._widths = tuple(widths)
        self._model = model
        self.setModel(model)
        make_readable(self)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setCornerButtonEnabled(False)
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.verticalHeader().setDefaultSectionSize(self.fontMetrics().height() + _ROW_PADDING)
        head = self.horizontalHeader()
        head.setTextElideMode(Qt.TextElideMode.ElideRight)
        head.setSortIndicatorClearable(True)
        head.setSortIndicator(-1, Qt.SortOrder.AscendingOrder)
        self.setSortingEnabled(True)
        self._mark = MarkDelegate(self)
        for number, key in enumerate(model.keys()):
            if key == MARK:
                self.setItemDelegateForColumn(number, self._mark)
        self.doubleClicked.connect(lambda index: self.opened.emit(model.id_at(index.row())))

    def set_widths(self, widths: Sequence[Width]) -> None:
        """Share the room in another way; a column without a share is not shown."""
        self._widths = tuple(widths)
        self._share_width(self.viewport().width())

    def selected(self) -> str:
        """Return the id of the selected record, or nothing."""
        row = self.currentIndex().row()
        return self._model.id_at(row) if row >= 0 else ""

    def select(self, record: str) -> None:
        """Select a record if it is shown."""
        row = self._model.row_of(record) if record else -1
        if row >= 0:
            self.setCurrentIndex(self._model.index(row, 0))

    def enter(self) -> None:
        """Take the keyboard, with a row selected."""
        if self.currentIndex().row() < 0:
            here = self._model.index(0, 0)
            self.selectionModel().setCurrentIndex(
                here, QItemSelectionModel.SelectionFlag.ClearAndSelect | QItemSelectionModel.SelectionFlag.Rows
            )
        self.setFocus(Qt.FocusReason.OtherFocusReason)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter opens the record, Delete asks to take it away."""
        record = self.selected()
        if record and event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self.opened.emit(record)
        elif record and event.key() == Qt.Key.Key_Delete:
            self.delete_asked.emit(record)
        else:
            super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        # What Qt tells here is the size of the viewport; asking for that widget would have PySide6 look at every class
        # of widgets there is, which takes as long as reading the rows.
        self._share_width(event.size().width())

    def _share_width(self, room: int) -> None:
        shares = [width.share if room >= width.shown_from else 0 for width in self._widths]
        total, used = sum(shares), 0
        for number, share in enumerate(shares):
            self.setColumnHidden(number, not share)
            if not share:
                continue
            last = not any(shares[number + 1 :])
            width = room - used if last else room * share // total
            self.setColumnWidth(number, width)
            used += width
