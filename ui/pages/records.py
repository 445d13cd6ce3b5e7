"""A list of records of any kind: search, filters, a sortable table, and what to show where there is nothing."""

from collections.abc import Callable, Collection, Mapping, Sequence
from typing import TYPE_CHECKING

import msgspec
from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from partnerdesk import showing
from partnerdesk.i18n import _
from partnerdesk.store.kinds import kind_named
from partnerdesk.store.listings import Query
from ui import binding
from ui.listing import DeskListing, More
from ui.models import Column, RecordListModel
from ui.notices import announce
from ui.widgets.basics import Choice, button, label
from ui.widgets.chips import FilterChip
from ui.widgets.empty import EmptyState
from ui.widgets.flow import FlowLayout
from ui.widgets.record_table import RecordTable, Width
from ui.widgets.rooms import Rooms
from ui.widgets.search import SearchField

if TYPE_CHECKING:
    from partnerdesk.desk import Desk


class Switch(msgspec.Struct, frozen=True):
    """A filter that is on or off: it narrows a list to the ids that a use case chooses."""

    key: str
    label: str
    tip: str
    ids: Callable[[], Collection[str]]


class ListShape(msgspec.Struct, frozen=True):
    """What a list of one kind shows; every word is in the language in use."""

    kind: str
    columns: Sequence[Column]
    widths: Sequence[Width]
    search: str
    """What the search field says."""
    filters: Sequence[str]
    """The fields to filter by: code lists and states."""
    counted: Callable[[int, int], str]
    """Says how many of how many are shown."""
    icon: str
    nothing_yet: str
    nothing_yet_why: str
    new: str = ""
    """The action to offer where there is nothing yet."""
    order: str = ""
    descending: bool = False
    more: More | None = None
    """Adds computed values to a page of rows."""
    switches: Sequence[Switch] = ()
    choices: Mapping[str, Sequence[Choice]] = msgspec.field(default_factory=dict)
    """What to filter by in fields that have no code list, by field."""


class _SwitchedListing(DeskListing):
    """A listing that shows only what all switches that are on let through."""

    only: Sequence[Switch] = ()

    def ids(self, query: object, sort: str, descending: bool) -> Sequence[str]:
        found = super().ids(query, sort, descending)
        for switch in self.only:
            chosen = frozenset(switch.ids())
            found = [record for record in found if record in chosen]
        return found


class RecordList(QWidget):
    """Finds records of one kind; it opens, makes and deletes none, it only says what is wanted."""

    opened = Signal(str)
    """A record was chosen, by its id."""
    new_asked = Signal()
    delete_asked = Signal(str)

    def __init__(self, desk: "Desk", shape: ListShape, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._shape = shape
        self._listing = _SwitchedListing(desk, shape.kind, [column.key for column in shape.columns], shape.more)
        self._query = Query(shape.kind, order=shape.order, descending=shape.descending)
        self._total = 0
        self.search = SearchField(shape.search)
        self.search.searched.connect(self._searched)
        self.search.wants_results.connect(self._enter_table)
        self.chips = {name: self._chip(name) for name in shape.filters}
        self.switches = {switch.key: self._switch(switch) for switch in shape.switches}
        self.undecided = button(_("To decide"), variant="chip")
        self.undecided.setToolTip(_("Only records in which two values stand against each other"))
        self.undecided.setCheckable(True)
        self.undecided.toggled.connect(self._filter_conflicts)
        self.clear_all = button(_("Clear filters"), "x", "quiet")
        self.clear_all.clicked.connect(self.show_all)
        self.count = label("", "muted", wrap=False)
        self.model = RecordListModel(self._listing, shape.columns, self)
        self.table = RecordTable(self.model, shape.widths)
        self.table.setAccessibleName(_(kind_named(shape.kind).label))
        self.table.opened.connect(self.opened)
        self.table.delete_asked.connect(self.delete_asked)
        self._rooms = Rooms()
        self._rooms.addWidget(self.table)
        self._rooms.addWidget(self._nothing_yet())
        self._rooms.addWidget(self._nothing_found())
        self._lay_out()
        self.reload()

    def show_query(self, query: Query) -> None:
        """Show what fits another query, with its words and filters in their places."""
        self._query = query
        self.search.setText(query.text)
        for name, chip in self.chips.items():
            chip.set_codes(query.codes.get(name, ()))
        self.undecided.blockSignals(True)
        self.undecided.setChecked(query.conflicts)
        self.undecided.blockSignals(False)
        self._ask()

    def show_all(self) -> None:
        """Take off the search and every filter."""
        self.narrow({})

    def narrow(self, codes: Mapping[str, Sequence[str]], switches: Collection[str] = ()) -> None:
        """Show all that these codes and switches let through, whatever was looked for before."""
        self.set_switches(switches)
        shape = self._shape
        usual = Query(shape.kind, where=self._query.where, order=shape.order, descending=shape.descending)
        self.show_query(msgspec.structs.replace(usual, codes=dict(codes)))

    def set_switches(self, keys: Collection[str]) -> None:
        """Turn these switches on and all others off; the list is not asked anew."""
        for key, made in self.switches.items():
            made.blockSignals(True)
            made.setChecked(key in keys)
            made.blockSignals(False)
        self._listing.only = [switch for switch in self._shape.switches if switch.key in keys]

    def query(self) -> Query:
        """Return what is shown."""
        return self._query

    def reload(self) -> None:
        """Ask anew, because records changed; what is selected stays selected."""
        self._total = self._listing.count(Query(self._shape.kind, where=self._query.where))
        self._ask()

    def _ask(self) -> None:
        selected = self.table.selected()
        self.model.set_query(self._query)
        self.table.select(selected)
        found = self.model.rowCount()
        self.clear_all.setVisible(self._is_narrowed())
        self.count.setText(self._shape.counted(found, self._total))
        self._rooms.setCurrentIndex(0 if found else 1 if not self._total else 2)
        announce(self.count)

    def _is_narrowed(self) -> bool:
        query = self._query
        return bool(query.text or query.conflicts or any(query.codes.values()) or self._listing.only)

    def _searched(self, text: str) -> None:
        self._query = msgspec.structs.replace(self._query, text=text)
        self._ask()

    def _filter(self, name: str, codes: frozenset[str]) -> None:
        self._query = msgspec.structs.replace(self._query, codes={**self._query.codes, name: sorted(codes)})
        self._ask()

    def _filter_conflicts(self, only: bool) -> None:
        self._query = msgspec.structs.replace(self._query, conflicts=only)
        self._ask()

    def _flip(self) -> None:
        self.set_switches([key for key, made in self.switches.items() if made.isChecked()])
        self._ask()

    def _enter_table(self) -> None:
        if self.model.rowCount():
            self.table.enter()

    def _chip(self, name: str) -> FilterChip:
        about = kind_named(self._shape.kind).fields[name]
        codes = self._shape.choices.get(name)
        if codes is None:
            codes = binding.states(about.machine) if about.machine else binding.choices(str(about.codes))
        chip = FilterChip(showing.field_label(self._shape.kind, name), codes)
        chip.chosen.connect(lambda chosen, name=name: self._filter(name, chosen))
        return chip

    def _switch(self, switch: Switch) -> QPushButton:
        made = button(switch.label, variant="chip")
        made.setToolTip(switch.tip)
        made.setCheckable(True)
        made.toggled.connect(lambda _on: self._flip())
        return made

    def _nothing_yet(self) -> QWidget:
        shape = self._shape
        empty = EmptyState(shape.icon, shape.nothing_yet, shape.nothing_yet_why, shape.new, "plus")
        empty.asked.connect(self.new_asked)
        return empty

    def _nothing_found(self) -> QWidget:
        empty = EmptyState(
            "search",
            _("Nothing fits"),
            _("No record holds these words and fits these filters."),
            _("Clear search and filters"),
            "x",
        )
        empty.asked.connect(self.show_all)
        return empty

    def _lay_out(self) -> None:
        chips = QWidget()
        flow = FlowLayout(chips)
        for chip in (*self.chips.values(), *self.switches.values(), self.undecided, self.clear_all):
            flow.addWidget(chip)
        top = QHBoxLayout()
        top.setSpacing(14)
        top.addWidget(self.search, 1)
        top.addWidget(self.count)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(10)
        column.addLayout(top)
        column.addWidget(chips)
        column.addWidget(self._rooms, 1)
