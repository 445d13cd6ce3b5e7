"""All follow-up actions: the list by due date with what is overdue marked, and one action at the side."""

from collections.abc import Mapping, Sequence
from datetime import timedelta
from typing import TYPE_CHECKING

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QSize, Qt
from PySide6.QtGui import QColor, QKeyEvent, QKeySequence, QPalette, QResizeEvent, QShortcut
from PySide6.QtWidgets import (
    QHBoxLayout,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from partnerdesk import actions
from partnerdesk.errors import PartnerDeskError
from partnerdesk.i18n import _, ngettext
from partnerdesk.store.listings import ListRow, Query
from ui import theme
from ui.jobs import Jobs
from ui.listing import columns
from ui.models import MARK, Column, Row
from ui.page import Page
from ui.pages.action_panel import ActionPanel, days_late
from ui.pages.new_record import NewRecord, NewShape
from ui.pages.records import ListShape, RecordList, Switch
from ui.theme import icons
from ui.widgets.asking import AskBar
from ui.widgets.basics import PageHeader, button
from ui.widgets.record_table import Width
from ui.widgets.rooms import Rooms

if TYPE_CHECKING:
    from partnerdesk.desk import Desk

NEW = "new"
OVERDUE = "overdue"
SOON = "soon"
STATUS = "status"
_BESIDE_FROM = 1080
_PANEL = 430
_ICON = 15
_SOON_DAYS = 8
_NOT_OVER = ("open", "in_progress", "reported_done", "returned")


class ActionsPage(Page):
    """Shows the list, or what a target names: "overdue", "soon", "status:" and a state, "new…", or an action's id."""

    def __init__(self, desk: "Desk", jobs: Jobs | None = None) -> None:
        super().__init__()
        self._desk = desk
        self.bar = AskBar()
        self.list = RecordList(desk, _shape(desk))
        self.list.opened.connect(self.open)
        self.list.table.clicked.connect(lambda index: self.open(self.list.model.id_at(index.row())))
        self.list.new_asked.connect(lambda: self.wants.emit("actions", NEW))
        self.list.delete_asked.connect(self._ask_delete)
        self._mark_overdue()
        self.panel = ActionPanel(desk, jobs)
        self.panel.closed.connect(self.close_panel)
        self.panel.delete_asked.connect(self._ask_delete)
        self.panel.changed.connect(self._edited)
        self.panel.hide()
        self.new = NewRecord(desk, _new_shape())
        self.new.left.connect(lambda: self.wants.emit("actions", ""))
        self.new.made.connect(lambda record: self.wants.emit("actions", record))
        for name in ("wants", "told", "refused", "saving"):
            getattr(self.panel, name).connect(getattr(self, name))
            getattr(self.new, name).connect(getattr(self, name))
        self.new.changed.connect(self.changed)
        self._rooms = Rooms()
        self._list_room = self._make_list_room()
        self._rooms.addWidget(self._list_room)
        self._rooms.addWidget(self.new)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._rooms)
        self._show_unfinished()

    def show_target(self, target: str) -> None:
        """Show the list narrowed as the target says, a new action, or one action beside the list."""
        word, _colon, rest = target.partition(":")
        if word == NEW:
            self._rooms.setCurrentWidget(self.new)
            self._begin(rest)
            return
        self._rooms.setCurrentWidget(self._list_room)
        if word in {OVERDUE, SOON}:
            self._show_unfinished([word])
        elif word == STATUS:
            self.list.set_switches(())
            self.list.show_query(Query("action", codes={"status": [rest]}, order="due"))
        elif word:
            self.open(word)
            return
        self.list.search.setFocus(Qt.FocusReason.OtherFocusReason)

    def open(self, action: str) -> None:
        """Show an action beside the list."""
        if not self.panel.isHidden() and action == self.panel.record():
            return
        try:
            self.panel.show_action(action)
        except PartnerDeskError as error:
            self.refused.emit(error)
            return
        self.list.table.select(action)
        self.panel.show()
        self._fit()
        if self.list.isHidden():
            self.panel.begin()

    def close_panel(self) -> None:
        """Save and put the action away; what cannot be saved keeps it open."""
        if self.panel.isHidden() or not self.panel.flush():
            return
        self.panel.hide()
        self._fit()
        self.list.table.setFocus(Qt.FocusReason.OtherFocusReason)

    def refresh(self) -> None:
        self.list.reload()
        if not self.panel.isHidden():
            self.panel.refresh()

    def flush(self) -> bool:
        """Save what is typed in the open action, and keep what is typed of a new one."""
        kept = self.new.flush()
        return self.panel.flush() and kept

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Escape closes the action, unless something inside had a use for it."""
        if event.key() == Qt.Key.Key_Escape and not self.panel.isHidden():
            self.close_panel()
        else:
            super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _show_unfinished(self, switches: Sequence[str] = ()) -> None:
        self.list.set_switches(switches)
        self.list.show_query(Query("action", codes={"status": list(_NOT_OVER)}, order="due"))

    def _begin(self, partner: str) -> None:
        found = self._desk.find("partner", partner) if partner else None
        self.new.begin({"partner_id": partner} if found is not None else None)

    def _fit(self) -> None:
        """Beside the list where there is room, else in its place."""
        beside = self.width() >= _BESIDE_FROM
        self.list.setVisible(self.panel.isHidden() or beside)
        self.panel.setMaximumWidth(_PANEL if beside else 16_777_215)
        self.panel.setMinimumWidth(_PANEL if beside else 0)

    def _edited(self) -> None:
        self.list.reload()
        self.list.table.select(self.panel.record())
        self.changed.emit()

    def _mark_overdue(self) -> None:
        keys = self.list.model.keys()
        self.list.table.setItemDelegateForColumn(keys.index(OVERDUE), _OverdueDelegate(self.list.table))

    def _make_list_room(self) -> QWidget:
        new = button(_("New action"), "plus", "primary")
        new.setToolTip("Ctrl+N")
        new.clicked.connect(lambda: self.wants.emit("actions", NEW))
        row = QHBoxLayout()
        row.setSpacing(14)
        row.addWidget(self.list, 1)
        row.addWidget(self.panel, 1)
        room = QWidget()
        column = QVBoxLayout(room)
        column.setContentsMargins(26, 16, 26, 18)
        column.setSpacing(12)
        column.addWidget(PageHeader(_("Actions"), "", new))
        column.addWidget(self.bar)
        column.addLayout(row, 1)
        for keys, do in (("Ctrl+N", new.click), ("Ctrl+F", self.list.search.setFocus)):
            shortcut = QShortcut(QKeySequence(keys), room)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(do)
        return room

    # Taking away and bringing back

    def _ask_delete(self, record: str) -> None:
        name = self._desk.view("action", record).title
        # Translators: {name} names a record, such as a contact.
        question = _("Take “{name}” away? It can be brought back.").format(name=name)
        self.bar.ask(question, _("Take away"), lambda: self._delete(record, name))

    def _delete(self, record: str, name: str) -> None:
        self.panel.flush()
        try:
            self._desk.delete("action", record)
        except PartnerDeskError as error:
            self.refused.emit(error)
            return
        self.panel.hide()
        self._fit()
        self.list.reload()
        self.changed.emit()
        told = _("“{name}” was taken away.").format(name=name)
        self.bar.offer(told, _("Bring back"), lambda: self._bring_back(record))

    def _bring_back(self, record: str) -> None:
        try:
            self._desk.change("action", record, {"deleted": False}, why="revert")
        except PartnerDeskError as error:
            self.refused.emit(error)
            return
        self.list.reload()
        self.list.table.select(record)
        self.changed.emit()


class _OverdueDelegate(QStyledItemDelegate):
    """Marks what is overdue with an icon, with words and with a colour."""

    def initStyleOption(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> None:
        super().initStyleOption(option, index)
        if not index.data():
            return
        colour = theme.colours().danger
        option.palette.setColor(QPalette.ColorRole.Text, QColor(colour))
        # Red words on the colour of a selected row are hard to read; the icon keeps its colour.
        option.palette.setColor(QPalette.ColorRole.HighlightedText, QColor(theme.colours().text))
        option.font.setBold(True)
        option.features |= QStyleOptionViewItem.ViewItemFeature.HasDecoration
        option.icon = icons.icon("triangle-alert", colour, _ICON)
        option.decorationSize = QSize(_ICON, _ICON)


def _new_shape() -> NewShape:
    return NewShape(
        kind="action",
        fields=("description", "responsible", "side", "due", "priority", "kind", "partner_id", "supporting"),
        title=_("New action"),
        why=_("What is to be done is enough to begin with; an owner and a day are needed before it is started."),
        record=_("Record this action"),
        back=_("All actions"),
        create=actions.create,
    )


def _shape(desk: "Desk") -> ListShape:
    shown = columns("action", ["due", "description", "responsible", "priority", "status", "partner_id", MARK])
    return ListShape(
        kind="action",
        columns=[shown[0], Column(OVERDUE, _("Overdue"), sortable=False), *shown[1:]],
        widths=[
            Width(12),
            Width(10, 640),
            Width(20),
            Width(11, 460),
            Width(8, 720),
            Width(11),
            Width(10, 860),
            Width(8, 1100),
        ],
        search=_("Search actions: what is to be done, owner, partner"),
        filters=["status", "priority", "side", "kind"],
        counted=_counted,
        icon="list-checks",
        nothing_yet=_("Nothing to follow up yet"),
        nothing_yet_why=_("Actions come from assessments and consultations, or are recorded here."),
        new=_("New action"),
        order="due",
        more=lambda rows: _computed(desk, rows),
        switches=[
            Switch(
                OVERDUE,
                _("Overdue"),
                _("Only actions that should have been done by now"),
                lambda: actions.overdue(desk),
            ),
            Switch(SOON, _("Due soon"), _("Only actions that fall due within a week"), lambda: _soon(desk)),
        ],
    )


def _soon(desk: "Desk") -> list[str]:
    return actions.due_until(desk, actions.today() + timedelta(days=_SOON_DAYS))


def _computed(desk: "Desk", rows: Sequence[ListRow]) -> Mapping[str, Row]:
    """Return for how many days each of a page of actions is overdue."""
    late = frozenset(actions.overdue(desk))
    return {row.id: {OVERDUE: _days(days_late(str(row.values["due"]))) if row.id in late else ""} for row in rows}


def _days(n: int) -> str:
    return ngettext("{n} day", "{n} days", n).format(n=n) if n else _("Overdue")


def _counted(found: int, total: int) -> str:
    if found == total:
        return ngettext("{n} action", "{n} actions", total).format(n=total)
    return ngettext("{found} of {n} action", "{found} of {n} actions", total).format(found=found, n=total)
