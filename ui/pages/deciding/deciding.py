"""The list of open decisions with filters, and beside it the one chosen or the many."""

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QItemSelectionModel, QObject, Qt
from PySide6.QtGui import QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QAbstractItemView, QVBoxLayout, QWidget

from partnerdesk import conflicts
from partnerdesk.conflicts import Conflict, Narrow, Plan
from partnerdesk.desk import Desk
from partnerdesk.errors import PartnerDeskError
from partnerdesk.i18n import _, ngettext
from partnerdesk.store.ops import Value
from ui.models import RecordListModel
from ui.page import Page
from ui.pages.deciding.listing import ConflictListing, conflict_columns, place_of
from ui.pages.deciding.many import ManyDecisions
from ui.pages.deciding.narrowing import Narrowing
from ui.pages.deciding.one import OneDecision
from ui.widgets.asking import AskBar
from ui.widgets.basics import button, in_row
from ui.widgets.empty import EmptyState
from ui.widgets.list_beside import ListBeside
from ui.widgets.record_table import RecordTable, Width
from ui.widgets.rooms import Rooms

_WIDTHS = (Width(6), Width(3), Width(5), Width(5, 620), Width(3, 860))
_DIGITS = range(Qt.Key.Key_1.value, Qt.Key.Key_9.value + 1)


class ToDecide(Page):
    """Digits choose a value, Enter decides, and the next one comes up; several rows chosen are decided at once."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.setObjectName("part")
        self._desk = desk
        self._decided: list[list[str]] = []
        self._listing = ConflictListing(desk)
        self.bar = AskBar()
        self.narrowing = Narrowing(desk)
        self.narrowing.changed.connect(self._ask)
        self.narrowing.search.wants_results.connect(self._enter)
        self.model = RecordListModel(self._listing, conflict_columns(), self)
        self.table = RecordTable(self.model, _WIDTHS)
        self.table.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.table.setSortingEnabled(False)
        self.table.setAccessibleName(_("Decisions"))
        self.table.installEventFilter(self)
        self.table.selectionModel().selectionChanged.connect(lambda *_changed: self._show_chosen())
        self._asking = False
        self.table.opened.connect(lambda _id: self._open_one(1))
        self.one = OneDecision(desk)
        self.one.chosen.connect(self._decide)
        self.one.left.connect(self._leave)
        self.one.open_asked.connect(self._open_record)
        self.many = ManyDecisions(desk)
        self.many.chosen.connect(self._decide_many)
        self._panels = Rooms()
        self._panels.addWidget(self.one)
        self._panels.addWidget(self.many)
        self._beside = ListBeside(self._make_list(), self._panels)
        self._beside.back.connect(lambda: self.table.setFocus(Qt.FocusReason.OtherFocusReason))
        self._rooms = Rooms()
        self._rooms.addWidget(self._beside)
        self._rooms.addWidget(
            EmptyState(
                "circle-check",
                _("No decision is open"),
                _(
                    "Where two people change the same field, it is shown here. Equal values agree by themselves, and lists such"
                    " as themes are put together element by element."
                ),
            )
        )
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 10, 0, 12)
        column.setSpacing(10)
        column.addWidget(self.bar)
        column.addWidget(self._rooms, 1)
        self._undo = QShortcut(QKeySequence.StandardKey.Undo, self)
        self._undo.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        self._undo.activated.connect(self.take_back)
        self.refresh()

    def show_target(self, target: str) -> None:
        """Show the decisions of one record, or all."""
        if target != self._listing.only:
            self._listing.only = target
            self.refresh()
        if target and self.model.rowCount():
            self._beside.open_panel()

    def refresh(self) -> None:
        """Show anew what is open; what was chosen stays chosen."""
        self._ask()

    def count(self) -> int:
        """Return how many decisions the list shows."""
        return self.model.rowCount()

    def take_back(self) -> None:
        """Take the last decision of this visit back; several that were decided at once come back together."""
        if not self._decided:
            return
        last = self._decided.pop()
        try:
            conflicts.reopen(self._desk, last)
        except PartnerDeskError as error:
            self.refused.emit(error)
        else:
            words = ngettext("Taken back; it is open again.", "{n} taken back; they are open again.", len(last))
            self.told.emit(words.format(n=len(last)))
            self.changed.emit()
        self.bar.leave()
        self.refresh()
        self.table.select(last[0])

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """In the list, a digit goes to the value of that number; Qt would look for a row that begins with it."""
        if watched is self.table and event.type() == QEvent.Type.KeyPress and self._is_digit(event):
            return True
        return super().eventFilter(watched, event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """A digit chooses a value wherever it is not typed into something."""
        if not self._is_digit(event):
            super().keyPressEvent(event)

    def _is_digit(self, event: QEvent) -> bool:
        """Go to the value whose number was pressed; tell whether there is one."""
        if not isinstance(event, QKeyEvent) or event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier:
            return False
        return event.key() in _DIGITS and self._open_one(event.key() - Qt.Key.Key_0.value)

    # The list

    def _make_list(self) -> QWidget:
        self._show_all = button(_("Show the decisions of all records"), "x", "quiet")
        self._show_all.clicked.connect(lambda: self.show_target(""))
        everything = button(_("Choose all"), variant="quiet")
        everything.setToolTip("Ctrl+A")
        everything.clicked.connect(self._choose_all)
        made = QWidget()
        column = QVBoxLayout(made)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addWidget(self.narrowing)
        column.addWidget(self.table, 1)
        column.addLayout(in_row(everything, self._show_all, None))
        return made

    def _ask(self) -> None:
        """Ask for the list anew; where what was chosen has gone, what stands in its place is chosen."""
        self._asking = True
        row = max(0, self.table.currentIndex().row())
        before = self.table.selected()
        narrow = self.narrowing.narrow()
        self.model.set_query(narrow)
        if not self.model.rowCount() and self._listing.only:
            # Nothing is left of the record that somebody came for.
            self._listing.only = ""
            self.model.set_query(narrow)
        found = self.model.rowCount()
        self._show_all.setVisible(bool(self._listing.only))
        self.narrowing.show_count(found)
        self._rooms.setCurrentIndex(0 if found or narrow != Narrow() else 1)
        if found and (not before or self.model.row_of(before) < 0):
            self.table.select(self.model.id_at(min(row, found - 1)))
        elif before:
            self.table.select(before)
        self._asking = False
        self._show_chosen()

    def _enter(self) -> None:
        if self.model.rowCount():
            self.table.enter()

    def _choose_all(self) -> None:
        self.table.selectAll()
        self.table.setFocus(Qt.FocusReason.OtherFocusReason)
        self._beside.open_panel()

    # What is chosen

    def _show_chosen(self) -> None:
        if self._asking:
            return
        rows = sorted(index.row() for index in self.table.selectionModel().selectedRows())
        ids = [self.model.id_at(row) for row in rows if row < self.model.rowCount()]
        found = list(conflicts.page(self._desk, self._listing.keys(ids)).values())
        if len(found) > 1:
            self.many.show_conflicts(found)
            self._panels.setCurrentWidget(self.many)
            return
        self._panels.setCurrentWidget(self.one)
        if found:
            self.one.show_conflict(conflicts.with_base(self._desk, found[0]))
        else:
            self.one.show_nothing()

    def _open_one(self, number: int) -> bool:
        if self._panels.currentWidget() is not self.one:
            return False
        self._beside.open_panel()
        return self.one.choose(number)

    def _leave(self) -> None:
        """Go on to the next one; this one waits as long as it must."""
        row = self.table.currentIndex().row() + 1
        row = row if row < self.model.rowCount() else 0
        self.table.selectionModel().setCurrentIndex(
            self.model.index(row, 0),
            QItemSelectionModel.SelectionFlag.ClearAndSelect | QItemSelectionModel.SelectionFlag.Rows,
        )
        self.table.setFocus(Qt.FocusReason.OtherFocusReason)

    def _decide(self, conflict: Conflict, value: Value, reason: str) -> None:
        self._resolve([(conflict, value)], reason)

    def _decide_many(self, plan: Plan, reason: str) -> None:
        self._resolve([(conflict, side.value) for conflict, side in plan.decided], reason)

    def _resolve(self, decisions: Sequence[tuple[Conflict, Value]], reason: str) -> None:
        try:
            conflicts.resolve_many(self._desk, decisions, reason)
        except PartnerDeskError as error:
            self.refused.emit(error)
        else:
            self._decided.append([conflict.id for conflict, _value in decisions])
            told = ngettext(
                "Decided; the decision travels with the next bundle.",
                "{n} decided; they travel with the next bundle.",
                len(decisions),
            )
            self.bar.offer(told.format(n=len(decisions)), _("Take back (Ctrl+Z)"), self.take_back)
            self.changed.emit()
        self.refresh()
        self.table.setFocus(Qt.FocusReason.OtherFocusReason)

    def _open_record(self, conflict: Conflict) -> None:
        if place := place_of(self._desk, conflict.kind, conflict.record):
            self.wants.emit(*place)
