"""Which decisions the list shows: words, and filters by office, person, kind of record and field, of what there is."""

from collections.abc import Mapping

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from partnerdesk import conflicts, showing
from partnerdesk.conflicts import Narrow
from partnerdesk.desk import Desk
from partnerdesk.i18n import _, ngettext
from partnerdesk.store.kinds import kind_named
from partnerdesk.store.rowvalues import base
from ui.notices import announce
from ui.widgets.basics import Choice, label
from ui.widgets.chips import FilterChip
from ui.widgets.flow import FlowLayout
from ui.widgets.search import SearchField


class Narrowing(QWidget):
    """A search field, a count, and filters."""

    changed = Signal()

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self.search = SearchField(_("Search decisions"))
        self.search.searched.connect(lambda _text: self.changed.emit())
        self._count = label("", "muted", wrap=False)
        self.chips = {
            "offices": FilterChip(_("Office"), ()),
            "people": FilterChip(_("Person"), ()),
            "kinds": FilterChip(_("Kind"), ()),
            "fields": FilterChip(_("Field"), ()),
        }
        chips = QWidget()
        flow = FlowLayout(chips)
        for chip in self.chips.values():
            # What there is to narrow by costs a look at every decision: only when somebody wants to see it.
            chip.pressed.connect(self._offer_all)
            chip.chosen.connect(lambda _codes: self.changed.emit())
            flow.addWidget(chip)
        top = QHBoxLayout()
        top.setSpacing(12)
        top.addWidget(self.search, 1)
        top.addWidget(self._count)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addLayout(top)
        column.addWidget(chips)

    def narrow(self) -> Narrow:
        """Return what is chosen."""
        codes = {name: chip.codes() for name, chip in self.chips.items()}
        return Narrow(**codes, text=self.search.text())

    def show_count(self, found: int) -> None:
        """Say how many decisions are shown."""
        self._count.setText(ngettext("{n} decision", "{n} decisions", found).format(n=found))
        announce(self._count)

    def _offer_all(self) -> None:
        found = conflicts.keys(self._desk)
        givers = conflicts.givers(self._desk)
        self._offer("offices", {office: office for office, _person in givers})
        self._offer("people", {person: person for _office, person in givers})
        self._offer("kinds", {key.kind: _(kind_named(key.kind).label) for key in found})
        self._offer("fields", {base(key.field): showing.field_label(key.kind, key.field) for key in found})

    def _offer(self, name: str, words: Mapping[str, str]) -> None:
        choices = [Choice(code, text) for code, text in sorted(words.items(), key=lambda one: one[1])]
        self.chips[name].set_choices(choices)
