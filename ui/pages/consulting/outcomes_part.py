"""What came out of a consultation, one card each: good practices, or recommendations with their follow-up."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QVBoxLayout, QWidget

from partnerdesk import consultations
from partnerdesk.errors import PartnerDeskError
from partnerdesk.i18n import _
from ui.pages.consulting.outcome_card import OutcomeCard
from ui.pages.consulting.part import SheetPart
from ui.pages.consulting.quick_line import QuickLine
from ui.widgets.asking import AskBar
from ui.widgets.basics import scrolled
from ui.widgets.empty import EmptyState

if TYPE_CHECKING:
    from partnerdesk.consultations import Sheet
    from partnerdesk.desk import Desk
    from partnerdesk.views import View

_SETTLED_MS = 30


@dataclass(frozen=True)
class OutcomeShape:
    """How one kind of outcome is shown and added; words in the language in use."""

    kind: str
    icon: str
    placeholder: str
    add: str
    nothing: str
    nothing_why: str
    create: Callable[["Desk", str, str], str]
    """(desk, consultation, text) -> the id of the new record."""


def practices() -> OutcomeShape:
    """Return how good practices are shown."""
    return OutcomeShape(
        kind="good_practice",
        icon="lightbulb",
        placeholder=_("A way of working that others could take up, in short"),
        add=_("Add"),
        nothing=_("No good practice yet"),
        nothing_why=_("What worked, in which situation, and what it takes. Others find it later by its words."),
        create=lambda desk, owner, text: consultations.add_good_practice(desk, owner, {"name": text}),
    )


def recommendations() -> OutcomeShape:
    """Return how recommendations are shown."""
    return OutcomeShape(
        kind="recommendation",
        icon="flag",
        placeholder=_("What should be done?"),
        add=_("Add"),
        nothing=_("No recommendation yet"),
        nothing_why=_("Those who made a recommendation want to hear back: note it, answer it, follow it up."),
        create=lambda desk, owner, text: consultations.add_recommendation(desk, owner, {"text": text}),
    )


class OutcomesPart(SheetPart):
    """A line to add one, and a card for each; one card is open at most."""

    def __init__(self, desk: "Desk", shape: OutcomeShape) -> None:
        super().__init__()
        self._desk, self._shape = desk, shape
        self._owner = ""
        self._open = ""
        self.cards: dict[str, OutcomeCard] = {}
        self.add = QuickLine(desk, f"new {shape.kind}", shape.placeholder, shape.add)
        self.add.added.connect(self._added)
        self.add.refused.connect(self.refused)
        self.bar = AskBar()
        self._nothing = EmptyState(shape.icon, shape.nothing, shape.nothing_why)
        inside = QWidget()
        outer = QVBoxLayout(inside)
        outer.setContentsMargins(0, 0, 6, 8)
        outer.setSpacing(10)
        self._column = QVBoxLayout()
        self._column.setSpacing(10)
        outer.addLayout(self._column)
        outer.addStretch(1)
        self._scroll = scrolled(inside)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(10)
        column.addWidget(self.add)
        column.addWidget(self.bar)
        column.addWidget(self._nothing, 1)
        column.addWidget(self._scroll, 1)

    def show_sheet(self, sheet: "Sheet") -> None:
        """Show what came out of a consultation."""
        if sheet.consultation.id != self._owner:
            self._close()
            self._owner = sheet.consultation.id
            self.bar.leave()
            self.add.begin(self._owner, lambda text: self._shape.create(self._desk, self._owner, text))
        if self._shape.kind == "recommendation":
            self._show([(one.recommendation, one.actions) for one in sheet.recommendations])
        else:
            self._show([(one, ()) for one in sheet.good_practices])

    def open(self, record: str) -> None:
        """Open a card and close the one that was open."""
        if record == self._open or record not in self.cards or not self._close():
            return
        self._open = record
        card = self.cards[record]
        card.open()
        self._bring_into_sight(card)

    def flush(self) -> bool:
        """Save what is typed in the cards, and keep what is typed in the line."""
        self.add.flush()
        parts = [card.flush() for card in self.cards.values()]
        return all(parts)

    def _show(self, found: "Sequence[tuple[View, Sequence[View]]]") -> None:
        wanted = [view.id for view, _actions in found]
        for gone in [record for record in self.cards if record not in wanted]:
            card = self.cards.pop(gone)
            self._open = "" if self._open == gone else self._open
            self._column.removeWidget(card)
            card.hide()
            card.deleteLater()
        for place, (view, actions) in enumerate(found):
            card = self.cards.get(view.id) or self._make(view.id)
            card.show_outcome(view, actions)
            if self._column.indexOf(card) != place:
                self._column.insertWidget(place, card)
        self._nothing.setVisible(not found)
        self._scroll.setVisible(bool(found))

    def _make(self, record: str) -> OutcomeCard:
        card = OutcomeCard(self._desk, self._shape.kind)
        card.open_asked.connect(self.open)
        card.close_asked.connect(lambda _record: self._close_and_stay())
        card.delete_asked.connect(self._ask_delete)
        card.erase_asked.connect(lambda one: self.wants.emit("protection", f"erase:{self._shape.kind}:{one}"))
        card.changed.connect(self.changed)
        card.grown.connect(lambda: self._bring_into_sight(card))
        card.saving.connect(self.saving)
        card.refused.connect(self.refused)
        card.look_asked.connect(lambda one: self.wants.emit("conflicts", one))
        card.action_asked.connect(lambda action: self.wants.emit("actions", action))
        self.cards[record] = card
        return card

    def _bring_into_sight(self, card: OutcomeCard) -> None:
        # Only after the layout has given the card its new height.
        QTimer.singleShot(_SETTLED_MS, card, lambda: self._scroll.ensureWidgetVisible(card, 0, 8))

    def _close(self) -> bool:
        card = self.cards.get(self._open)
        if card is not None and not card.close_editor():
            return False
        self._open = ""
        return True

    def _close_and_stay(self) -> None:
        card = self.cards.get(self._open)
        if self._close() and card is not None:
            self.changed.emit()
            card.setFocus()

    def _added(self, _record: str) -> None:
        self.changed.emit()
        self.add.line.setFocus()
        bar = self._scroll.verticalScrollBar()
        QTimer.singleShot(0, bar, lambda: bar.setValue(bar.maximum()))

    def _ask_delete(self, record: str) -> None:
        name = self._desk.view(self._shape.kind, record).title or _("without a name")
        # Translators: {name} names a record, such as a contact.
        question = _("Take “{name}” away? It can be brought back.").format(name=name)
        self.bar.ask(question, _("Take away"), lambda: self._delete(record, name))

    def _delete(self, record: str, name: str) -> None:
        self.flush()
        try:
            self._desk.delete(self._shape.kind, record)
        except PartnerDeskError as error:
            self.refused.emit(error)
            return
        self.changed.emit()
        told = _("“{name}” was taken away.").format(name=name)
        self.bar.offer(told, _("Bring back"), lambda: self._bring_back(record))

    def _bring_back(self, record: str) -> None:
        try:
            self._desk.change(self._shape.kind, record, {"deleted": False}, why="revert")
        except PartnerDeskError as error:
            self.refused.emit(error)
            return
        self.changed.emit()
