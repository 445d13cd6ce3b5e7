"""The history of a record: every save, by whom, when and by which bundle, what was decided, and which values still stand."""

from collections.abc import Collection, Mapping
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QCheckBox, QVBoxLayout, QWidget

from partnerdesk import showing, staying
from partnerdesk.errors import PartnerDeskError
from partnerdesk.history import Entry, history, part_kinds, put_back
from partnerdesk.i18n import _, ngettext
from partnerdesk.naming import Names
from partnerdesk.store.kinds import kind_named, kinds
from partnerdesk.store.rowvalues import base
from ui.page import Page
from ui.pages.history_card import history_card, lines
from ui.widgets.asking import AskBar
from ui.widgets.basics import Choice, button, clear, in_row, label, plain, scrolled
from ui.widgets.chips import FilterChip
from ui.widgets.link import Link

if TYPE_CHECKING:
    from partnerdesk.desk import Desk

_AT_FIRST = 20


class HistoryView(Page):
    """Cards, the newest first; older ones follow when they are asked for."""

    def __init__(self, desk: "Desk", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("part")
        self._desk = desk
        self._kind = ""
        self._record = ""
        self._shown = _AT_FIRST
        self._bar = AskBar()
        self.fields = FilterChip(_("Field"), ())
        self.fields.chosen.connect(lambda _codes: self.refresh())
        self.parts = QCheckBox(plain(_("With all that is part of it")))
        self.parts.toggled.connect(lambda _on: self.refresh())
        self._joined = QVBoxLayout()
        self._joined.setSpacing(4)
        self._list = QVBoxLayout()
        self._list.setSpacing(10)
        self._more = button("", "chevron-down", "quiet")
        self._more.clicked.connect(self._show_more)
        inside = QWidget()
        column = QVBoxLayout(inside)
        column.setContentsMargins(0, 0, 6, 12)
        column.setSpacing(10)
        column.addWidget(self._bar)
        column.addLayout(self._joined)
        column.addLayout(in_row(self.fields, self.parts, None))
        column.addLayout(self._list)
        column.addWidget(self._more, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addStretch(1)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(scrolled(inside))

    def show_record(self, kind: str, record: str) -> None:
        """Show the history of a record."""
        if (kind, record) != (self._kind, self._record):
            self.fields.set_codes(())
        self._kind, self._record, self._shown = kind, record, _AT_FIRST
        self.parts.setVisible(bool(part_kinds(kind)))
        self.refresh()

    def show_joined(self, titles: Mapping[str, str]) -> None:
        """Offer the histories of records that are shown as one, by id; of one alone there is nothing to choose."""
        clear(self._joined)
        for record, title in titles.items() if len(titles) > 1 else ():
            if record == self._record:
                self._joined.addWidget(label(_("History of {name}").format(name=title), "label"))
                continue
            link = Link(_("Show the history of {name}").format(name=title))
            link.clicked.connect(partial(self._turn_to, record, titles))
            self._joined.addWidget(link)

    def _turn_to(self, record: str, titles: Mapping[str, str]) -> None:
        self.show_record(self._kind, record)
        self.show_joined(titles)

    def refresh(self) -> None:
        clear(self._list)
        self._bar.hide()
        self._more.hide()
        if not self._record:
            return
        try:
            entries = history(self._desk, self._record, parts=self.parts.isChecked() and self.parts.isVisibleTo(self))
            view = self._desk.view(self._kind, self._record)
        except PartnerDeskError as error:
            self.refused.emit(error)
            return
        if view.conflicts:
            names = showing.joined(showing.field_label(self._kind, name) for name in view.conflicts)
            # Translators: {fields} is a list of field names.
            told = _("Two values stand against each other: {fields}.").format(fields=names)
            self._bar.offer(told, _("Compare and decide"), self._decide, "warning", stays=True)
        self._offer_fields(entries)
        self._show(entries, view.conflicts)

    def _offer_fields(self, entries: list[Entry]) -> None:
        there = {
            base(name): entry.kind for entry in reversed(entries) for name in entry.values if entry.kind in kinds()
        }
        choices = [Choice(name, showing.field_label(kind, name)) for name, kind in there.items()]
        self.fields.set_choices(sorted(choices, key=lambda choice: choice.label))

    def _show(self, entries: list[Entry], undecided: Collection[str]) -> None:
        chosen = self.fields.codes()
        meant = [entry for entry in entries if not chosen or any(base(name) in chosen for name in entry.values)]
        now = meant[: self._shown]
        with self._desk.reading() as connection:
            names = Names(connection)
            for entry in now:
                is_own = entry.record == self._record
                said = lines(names, entry, undecided if is_own else ())
                made = history_card(
                    entry,
                    [line for line in said if not chosen or line.field in chosen],
                    "" if is_own else self._part(names, entry),
                    staying.only_here(self._desk) if entry.stays else "",
                    is_first=entry is entries[-1],
                    put_back=partial(self._put_back, entry),
                )
                self._list.addWidget(made)
        left = len(meant) - len(now)
        # Translators: {n} counts older changes of a record.
        words = ngettext("Show {n} older change", "Show {n} older changes", left)
        self._more.setText(words.format(n=left))
        self._more.setVisible(left > 0)

    @staticmethod
    def _part(names: Names, entry: Entry) -> str:
        if entry.kind not in kinds():
            return entry.kind
        # Translators: a kind of record and what names it, such as “Partner: Cedar Aid”.
        return _("{label}: {value}").format(
            label=_(kind_named(entry.kind).label), value=names.part(entry.kind, entry.record)
        )

    def _show_more(self) -> None:
        self._shown = 10_000
        self.refresh()

    def _decide(self) -> None:
        self.wants.emit("conflicts", self._record)

    def _put_back(self, entry: Entry, field: str) -> None:
        try:
            put_back(self._desk, entry, field)
        except PartnerDeskError as error:
            self.refused.emit(error)
            return
        self.told.emit(_("The value of that change stands again."))
        self.changed.emit()
        self.refresh()
