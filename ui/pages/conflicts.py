"""The page of open decisions: every field that two people changed, side by side with what stood before."""

from collections.abc import Sequence

from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from partnerdesk import conflicts, showing
from partnerdesk.conflicts import Conflict, Side
from partnerdesk.desk import Desk
from partnerdesk.errors import PartnerDeskError
from partnerdesk.i18n import _, ngettext
from partnerdesk.store.kinds import kind_named
from partnerdesk.store.merge import DELETED
from ui.page import Page
from ui.widgets.basics import PageHeader, button, card, clear, in_row, label, scrolled
from ui.widgets.conflict import ConflictView, Version
from ui.widgets.empty import EmptyState
from ui.widgets.search import SearchField

MOST_SHOWN = 40
"""Cards on one page; the others follow when these are decided."""


class ConflictsPage(Page):
    """Cards to decide one by one, and a bar to decide all that are shown for one office."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._only = ""
        self._header = PageHeader(_("Decisions"))
        self._search = SearchField(_("Search decisions"))
        self._search.searched.connect(self._show)
        self._bulk = QVBoxLayout()
        self._list = QVBoxLayout()
        self._list.setSpacing(14)
        inside = QWidget()
        column = QVBoxLayout(inside)
        column.setContentsMargins(26, 22, 26, 22)
        column.setSpacing(14)
        column.addWidget(self._header)
        column.addWidget(self._search)
        column.addLayout(self._bulk)
        column.addLayout(self._list)
        column.addStretch(1)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(scrolled(inside))
        self._show()

    def show_target(self, target: str) -> None:
        """Show the decisions of one record, or all."""
        self._only = target
        self._show()

    def refresh(self) -> None:
        self._show()

    def _show(self) -> None:
        found = self._found()
        self._header.set_words(
            _("Decisions"),
            ngettext(
                "{n} field was changed by two people who did not know of each other. Nothing is lost either way.",
                "{n} fields were changed by two people who did not know of each other. Nothing is lost either way.",
                len(found),
            ).format(n=len(found))
            if found
            else "",
        )
        self._search.setVisible(bool(found) or bool(self._search.text()))
        clear(self._bulk)
        clear(self._list)
        if not found:
            self._list.addWidget(
                EmptyState(
                    "circle-check",
                    _("No decision is open"),
                    _("Where two people change the same field, it is shown here."),
                )
            )
            return
        self._show_bulk(found)
        for conflict in found[:MOST_SHOWN]:
            self._list.addWidget(self._card(conflict))
        if len(found) > MOST_SHOWN:
            more = ngettext("{n} more follows.", "{n} more follow.", len(found) - MOST_SHOWN)
            self._list.addWidget(label(more.format(n=len(found) - MOST_SHOWN), "muted"))

    def _found(self) -> list[Conflict]:
        words = self._search.text().casefold().split()
        found = conflicts.conflicts(self._desk, self._only)
        return [conflict for conflict in found if all(word in _words(conflict).casefold() for word in words)]

    def _show_bulk(self, found: Sequence[Conflict]) -> None:
        """Offer to decide all that are shown with the values of one device, where there is more than one to decide."""
        sources = {(side.site, side.by, side.office) for conflict in found for side in conflict.values}
        if len(found) < 2:
            return
        frame, inside = card(14, "sunken")
        inside.addWidget(label(_("Decide all that are shown, where this person gave a value:"), "label"))
        self._reason = QLineEdit()
        self._reason.setPlaceholderText(_("Reason (kept in the history)"))
        self._reason.setAccessibleName(_("Reason for all decisions"))
        inside.addWidget(self._reason)
        buttons = []
        for site, person, office in sorted(sources, key=lambda source: source[1:]):
            # Translators: keep the values that this person of this office gave.
            made = button(_("Keep those of {person} ({office})").format(person=person, office=office))
            made.clicked.connect(lambda _checked=False, site=site: self._decide_all(found, site))
            buttons.append(made)
        inside.addLayout(in_row(*buttons[:4], None))
        self._bulk.addWidget(frame)

    def _card(self, conflict: Conflict) -> QWidget:
        frame, inside = card()
        kind = kind_named(conflict.kind)
        # Translators: a kind of record, its name, and the office that it belongs to.
        head = _("{kind}: {title} ({office})").format(
            kind=_(kind.label), title=conflict.title or _("without a name"), office=conflict.office
        )
        look = button(_("Open the record"), "arrow-right", "quiet")
        look.setAccessibleName(_("Open {title}").format(title=conflict.title))
        look.clicked.connect(lambda: self._open(conflict))
        row = in_row(label(head, "label"), look)
        row.setStretch(0, 1)
        inside.addLayout(row)
        titles = self._titles(conflict)
        before = self._shown(conflict, conflict.base, titles) if conflict.base else ""
        versions = [
            Version(str(number), self._shown(conflict, side, titles), _who(side), _when(side))
            for number, side in enumerate(conflict.values)
        ]
        view = ConflictView(showing.field_label(kind, conflict.field), before, versions)
        view.chosen.connect(lambda key, reason: self._decide(conflict, conflict.values[int(key)], reason))
        inside.addWidget(view)
        return frame

    def _titles(self, conflict: Conflict) -> dict[str, str]:
        about = kind_named(conflict.kind).fields.get(conflict.field)
        if about is None or about.refers_to is None:
            return {}
        sides = [*conflict.values, *([conflict.base] if conflict.base else [])]
        return self._desk.titles(about.refers_to, [str(side.value) for side in sides if side.value])

    @staticmethod
    def _shown(conflict: Conflict, side: Side, titles: dict[str, str]) -> str:
        if conflict.field == DELETED:
            return _("Deleted") if side.value else _("Kept and edited")
        return showing.shown(kind_named(conflict.kind), conflict.field, side.value, titles=titles)

    def _decide(self, conflict: Conflict, side: Side, reason: str) -> None:
        self._resolve([(conflict, side)], reason)

    def _decide_all(self, found: Sequence[Conflict], site: str) -> None:
        chosen = [(conflict, side) for conflict in found for side in conflict.values if side.site == site]
        self._resolve(chosen, self._reason.text().strip())

    def _resolve(self, chosen: Sequence[tuple[Conflict, Side]], reason: str) -> None:
        try:
            conflicts.resolve_many(self._desk, [(conflict, side.value) for conflict, side in chosen], reason)
        except PartnerDeskError as error:
            self.refused.emit(error)
        else:
            told = ngettext(
                "Decided; the decision travels with the next bundle.",
                "{n} decided; they travel with the next bundle.",
                len(chosen),
            )
            self.told.emit(told.format(n=len(chosen)))
            self.changed.emit()
        self._show()

    def _open(self, conflict: Conflict) -> None:
        places = {
            "partner": "partners",
            "assessment": "assessments",
            "consultation": "consultations",
            "action": "actions",
        }
        kind, record = conflict.kind, conflict.record
        if kind not in places:
            view = self._desk.view(kind, record)
            owner = next((place for place in places if view.values.get(f"{place}_id")), "")
            if not owner:
                return
            kind, record = owner, str(view.values[f"{owner}_id"])
        self.wants.emit(places[kind], record)


def _words(conflict: Conflict) -> str:
    sides = " ".join(f"{side.value} {side.by}" for side in conflict.values)
    return f"{conflict.title} {conflict.office} {conflict.field} {sides}"


def _who(side: Side) -> str:
    # Translators: a person and the code of an office.
    return _("{person} ({office})").format(person=side.by, office=side.office)


def _when(side: Side) -> str:
    return side.at[:16].replace("T", " ")
