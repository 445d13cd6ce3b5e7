"""Records that belong to another one: a table of them, and for simple kinds an editor beside it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from partnerdesk.errors import PartnerDeskError
from partnerdesk.i18n import _
from partnerdesk.store.kinds import kind_named
from partnerdesk.store.listings import ListRow, Query
from ui.listing import DeskListing, More
from ui.models import Column, RecordListModel, Row
from ui.page import Page
from ui.pages.record_panel import RecordPanel
from ui.widgets.asking import AskBar
from ui.widgets.basics import button
from ui.widgets.empty import EmptyState
from ui.widgets.record_table import RecordTable, Width
from ui.widgets.rooms import Rooms

if TYPE_CHECKING:
    from partnerdesk.desk import Desk

_BESIDE_FROM = 820
"""Below this width the editor takes the place of the table."""
_PANEL = 400
ORIGIN = "origin"
"""The column that names under whom a record was noted, where that is another one than the record whose page it is on."""


@dataclass(frozen=True)
class RelatedShape:
    """How records of one kind stand on the page of the record they belong to; words in the language in use."""

    kind: str
    columns: Sequence[Column]
    widths: Sequence[Width]
    icon: str
    nothing: str
    nothing_why: str = ""
    new: str = ""
    more: More | None = None


class RelatedTable(Page):
    """A short table without search; it says what was opened and does nothing itself."""

    opened = Signal(str)
    delete_asked = Signal(str)
    new_asked = Signal()

    def __init__(self, desk: "Desk", shape: RelatedShape, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("part")
        self._shape = shape
        self._origins: Mapping[str, str] = {}
        self.model = RecordListModel(
            DeskListing(desk, shape.kind, [column.key for column in shape.columns], self._more), shape.columns, self
        )
        self.table = RecordTable(self.model, shape.widths)
        self.table.setAccessibleName(_(kind_named(shape.kind).label))
        self.table.opened.connect(self.opened)
        self.table.delete_asked.connect(self.delete_asked)
        self.new = button(shape.new, "plus")
        self.new.clicked.connect(self.new_asked)
        self._head = QWidget()
        head = QHBoxLayout(self._head)
        head.setContentsMargins(0, 0, 0, 0)
        head.addStretch(1)
        head.addWidget(self.new)
        empty = EmptyState(shape.icon, shape.nothing, shape.nothing_why, shape.new, "plus")
        empty.asked.connect(self.new_asked)
        self._offers_new = bool(shape.new)
        self._rooms = Rooms()
        self._rooms.addWidget(self.table)
        self._rooms.addWidget(empty)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addWidget(self._head)
        column.addWidget(self._rooms, 1)

    def show_origins(self, origins: Mapping[str, str]) -> None:
        """Name in the column `ORIGIN` where records come from, by their ids; without any there is no such column."""
        self._origins = origins
        shown = Width(4) if origins else Width(0)
        keys = self.model.keys()
        self.table.set_widths(
            [shown if key == ORIGIN else width for key, width in zip(keys, self._shape.widths, strict=True)]
        )

    def _more(self, rows: Sequence[ListRow]) -> Mapping[str, Row]:
        computed = self._shape.more(rows) if self._shape.more is not None else {}
        return {row.id: {**computed.get(row.id, {}), ORIGIN: self._origins.get(row.id, "")} for row in rows}

    def show_query(self, query: object) -> None:
        """Show what fits a `Query`, or records by their ids."""
        selected = self.table.selected()
        self.model.set_query(query)
        self.table.select(selected)
        some = self.model.rowCount() > 0
        self._head.setVisible(some and self._offers_new)
        self._rooms.setCurrentIndex(0 if some else 1)


class ChildRecords(Page):
    """Records of a simple kind, made and edited where they are listed."""

    def __init__(self, desk: "Desk", shape: RelatedShape, owner: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("part")
        self._desk, self._shape, self._owner = desk, shape, owner
        self._owner_id = ""
        self.list = RelatedTable(desk, shape, self)
        self.list.opened.connect(self.open)
        self.list.new_asked.connect(self.start_new)
        self.list.delete_asked.connect(self._ask_delete)
        self.bar = AskBar()
        self._panel: RecordPanel | None = None
        self._row = QHBoxLayout()
        self._row.setSpacing(14)
        self._row.addWidget(self.list, 3)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(10)
        column.addWidget(self.bar)
        column.addLayout(self._row, 1)
        for keys, do in (("Ctrl+N", self.start_new), ("Esc", self.close_panel)):
            shortcut = QShortcut(QKeySequence(keys), self)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(do)

    @property
    def panel(self) -> RecordPanel:
        """The editor beside the table; it is made when the first record is opened."""
        if self._panel is None:
            self._panel = self.make_panel()
            self._panel.hide()
            self._panel.closed.connect(self.close_panel)
            self._panel.edited.connect(self._edited)
            self._panel.delete_asked.connect(self._ask_delete)
            for name in ("saving", "refused", "wants", "told"):
                getattr(self._panel, name).connect(getattr(self, name))
            self._row.addWidget(self._panel, 2)
        return self._panel

    def make_panel(self) -> RecordPanel:
        """Make the editor; a part that shows more beside the fields makes its own."""
        return RecordPanel(self._desk, self._shape.kind, self._owner, self)

    def show_owner(self, owner_id: str) -> None:
        """Show the records that belong to this one."""
        if owner_id != self._owner_id:
            self.bar.leave()
            self.flush()
            self._hide_panel()
        self._owner_id = owner_id
        self.refresh()

    def refresh(self) -> None:
        self.list.show_query(self.query())
        if self._is_open() and self.panel.editor.record():
            self.panel.refresh()

    def query(self) -> Query:
        """Return which records are shown."""
        return Query(self._shape.kind, where={self._owner: self._owner_id})

    def flush(self) -> bool:
        """Save what is typed beside the table."""
        return self._panel is None or self._panel.editor.flush()

    def open(self, record: str) -> None:
        """Edit a record beside the table."""
        self.panel.show_record(self._desk.view(self._shape.kind, record))
        self._show_panel()

    def start_new(self) -> None:
        """Begin a record; it is kept from the first value on."""
        self.panel.show_new({self._owner: self._owner_id}, self._shape.new)
        self._show_panel()

    def close_panel(self) -> None:
        """Save and put the editor away; what cannot be saved keeps it open."""
        if not self._is_open() or not self.flush():
            return
        self._hide_panel()
        self.refresh()
        self.list.table.setFocus(Qt.FocusReason.OtherFocusReason)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _show_panel(self) -> None:
        self.panel.show()
        self._fit()
        self.panel.begin()

    def _is_open(self) -> bool:
        return self._panel is not None and not self._panel.isHidden()

    def _hide_panel(self) -> None:
        if self._panel is not None:
            self._panel.hide()
        self.list.show()

    def _fit(self) -> None:
        beside = self.width() >= _BESIDE_FROM
        self.list.setVisible(beside or not self._is_open())
        if self._panel is not None:
            self._panel.setMinimumWidth(_PANEL if beside else 0)

    def _edited(self) -> None:
        self.list.show_query(self.query())
        self.list.table.select(self.panel.editor.record())
        self.changed.emit()

    def _ask_delete(self, record: str) -> None:
        title = self._desk.view(self._shape.kind, record).title or _("without a name")
        # Translators: {name} names a record, such as a contact.
        question = _("Take “{name}” away? It can be brought back.").format(name=title)
        self.bar.ask(question, _("Take away"), lambda: self._delete(record, title))

    def _delete(self, record: str, title: str) -> None:
        try:
            self._desk.delete(self._shape.kind, record)
        except PartnerDeskError as error:
            self.refused.emit(error)
            return
        if self._panel is not None and self._panel.editor.record() == record:
            self._hide_panel()
        self.refresh()
        self.changed.emit()
        told = _("“{name}” was taken away.").format(name=title)
        self.bar.offer(told, _("Bring back"), lambda: self._bring_back(record))

    def _bring_back(self, record: str) -> None:
        try:
            self._desk.change(self._shape.kind, record, {"deleted": False}, why="revert")
        except PartnerDeskError as error:
            self.refused.emit(error)
            return
        self.refresh()
        self.changed.emit()
