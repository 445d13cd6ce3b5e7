"""Edits at the same time: the records that two people worked on unknown to each other, and what each of them changed."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QAbstractItemView,
    QCheckBox,
    QGridLayout,
    QHBoxLayout,
    QVBoxLayout,
    QWidget,
)

from partnerdesk import parallel, showing
from partnerdesk.desk import Desk
from partnerdesk.i18n import _, ngettext
from partnerdesk.naming import Names
from partnerdesk.parallel import Parallel, Save
from partnerdesk.store.kinds import kind_named
from ui.models import RecordListModel
from ui.page import Page
from ui.pages.deciding.listing import ParallelListing, apart, parallel_columns, place_of, who
from ui.widgets.basics import button, card, clear, in_row, label, plain
from ui.widgets.empty import EmptyState
from ui.widgets.list_beside import ListBeside
from ui.widgets.record_table import RecordTable, Width
from ui.widgets.rooms import Rooms

_WIDTHS = (Width(5), Width(5), Width(5), Width(3, 620))
_MOST_LETTERS = 400
_MOST_SAVES = 12


class EditedBeside(Page):
    """A list and both sides of what is chosen; nothing here waits, it goes away once somebody looked."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.setObjectName("part")
        self._desk = desk
        self._listing = ParallelListing(desk)
        self._asking = False
        self._all = QCheckBox(plain(_("Show those looked at as well")))
        self._all.toggled.connect(lambda _on: self.refresh())
        self.model = RecordListModel(self._listing, parallel_columns(), self)
        self.table = RecordTable(self.model, _WIDTHS)
        self.table.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.table.setSortingEnabled(False)
        self.table.setAccessibleName(_("Edited at the same time"))
        self.table.selectionModel().selectionChanged.connect(lambda *_changed: self._show_chosen())
        self.table.opened.connect(lambda _id: self._open_panel())
        self.looked = button(_("Looked at"), "check", "primary")
        self.looked.clicked.connect(self._mark)
        panel = QWidget()
        self._panel = QVBoxLayout(panel)
        self._panel.setContentsMargins(0, 0, 8, 12)
        self._panel.setSpacing(10)
        self._beside = ListBeside(self._make_list(), panel)
        self._beside.back.connect(lambda: self.table.setFocus(Qt.FocusReason.OtherFocusReason))
        self._rooms = Rooms()
        self._rooms.addWidget(self._beside)
        self._rooms.addWidget(
            EmptyState(
                "circle-check",
                _("Nothing to look at"),
                _(
                    "Where two people change different fields of a record at the same time, both changes stand; it is shown here."
                ),
            )
        )
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 10, 0, 12)
        column.setSpacing(8)
        column.addWidget(
            label(_("Both changes stand and nothing waits. Look whether they still make sense together."), "muted")
        )
        column.addWidget(self._all)
        column.addWidget(self._rooms, 1)

    def refresh(self) -> None:
        """Show anew what there is; what was chosen stays chosen."""
        self._asking = True
        row = max(0, self.table.currentIndex().row())
        before = self.table.selected()
        self.model.set_query(self._all.isChecked())
        found = self.model.rowCount()
        self._rooms.setCurrentIndex(0 if found else 1)
        if found:
            self.table.select(before if self.model.row_of(before) >= 0 else self.model.id_at(min(row, found - 1)))
        self._asking = False
        self._show_chosen()

    def _open_panel(self) -> None:
        self._beside.open_panel()

    def _make_list(self) -> QWidget:
        everything = button(_("Choose all"), variant="quiet")
        everything.setToolTip("Ctrl+A")
        everything.clicked.connect(self.table.selectAll)
        bottom = QHBoxLayout()
        bottom.addWidget(self.looked)
        bottom.addWidget(everything)
        bottom.addStretch(1)
        made = QWidget()
        column = QVBoxLayout(made)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addWidget(self.table, 1)
        column.addLayout(bottom)
        return made

    def _chosen(self) -> list[str]:
        rows = sorted(index.row() for index in self.table.selectionModel().selectedRows())
        return [self.model.id_at(row) for row in rows if row < self.model.rowCount()]

    def _mark(self) -> None:
        chosen = self._listing.spots(self._chosen())
        parallel.mark_looked(self._desk, chosen)
        told = ngettext("{n} marked as looked at.", "{n} marked as looked at.", len(chosen))
        self.told.emit(told.format(n=len(chosen)))
        self.refresh()
        self.changed.emit()

    def _show_chosen(self) -> None:
        if self._asking:
            return
        chosen = self._chosen()
        clear(self._panel)
        self.looked.setEnabled(bool(chosen))
        if len(chosen) != 1:
            self._panel.addWidget(
                label(ngettext("{n} chosen", "{n} chosen", len(chosen)).format(n=len(chosen)), "muted")
            )
        else:
            for one in self._listing.found(chosen):
                self._show_one(one)
        self._panel.addStretch(1)

    def _show_one(self, one: Parallel) -> None:
        look = button(_("Open the record"), "arrow-right", "quiet")
        look.clicked.connect(lambda: self._open(one))
        title = one.title or _("without a name")
        head = label(_("{kind}: {title}").format(kind=_(kind_named(one.kind).label), title=title), "label")
        row = in_row(head, look)
        row.setStretch(0, 1)
        self._panel.addLayout(row)
        with self._desk.reading() as connection:
            names = Names(connection)
            # Translators: {file} is the name of a bundle's file.
            came = _("Came with the bundle {file}").format(file=one.bundle.file)
            self._panel.addWidget(_side(names, came, one.arrived))
            self._panel.addWidget(_side(names, _("Was here"), one.here))

    def _open(self, one: Parallel) -> None:
        if place := place_of(self._desk, one.kind, one.record):
            self.wants.emit(*place)


def _side(names: Names, title: str, saves: Sequence[Save]) -> QWidget:
    frame, inside = card(14)
    inside.addWidget(label(title, "help"))
    if not saves:
        inside.addWidget(label(_("Somebody who saw both has changed it since."), "muted"))
    last = ""
    for save in saves[:_MOST_SAVES]:
        # Translators: who changed a field, and when.
        words = _("{person}, {when}").format(person=apart([who(save)]), when=showing.moment(save.at))
        if words != last:
            inside.addWidget(label(words, "label"))
        last = words
        inside.addLayout(_values(names, save))
    if more := len(saves[_MOST_SAVES:]):
        inside.addWidget(label(ngettext("and {n} more", "and {n} more", more).format(n=more), "muted"))
    return frame


def _values(names: Names, save: Save) -> QGridLayout:
    grid = QGridLayout()
    grid.setHorizontalSpacing(14)
    grid.setVerticalSpacing(4)
    grid.setColumnStretch(1, 1)
    first = 0
    if save.kind == "answer":
        grid.addWidget(label(names.part(save.kind, save.record), "muted"), 0, 0, 1, 2)
        first = 1
    for number, (name, value) in enumerate(save.values.items(), start=first):
        words = names.value(save.kind, save.record, name, value)[:_MOST_LETTERS]
        grid.addWidget(label(showing.field_label(save.kind, name), "help"), number, 0, Qt.AlignmentFlag.AlignTop)
        grid.addWidget(label(words or _("(empty)"), "" if words else "muted"), number, 1, Qt.AlignmentFlag.AlignTop)
    return grid
