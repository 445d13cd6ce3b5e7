"""The notes of a session in order, one of them open for work at most; earlier ones follow when they are asked for."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QScrollArea, QVBoxLayout, QWidget

from partnerdesk.i18n import _, ngettext
from partnerdesk.notes import Meeting
from ui.pages.consulting.note_card import NoteCard, keyboard_on
from ui.pages.consulting.note_editor import NoteEditor
from ui.widgets.basics import Choice, button, label

if TYPE_CHECKING:
    from partnerdesk.desk import Desk
    from partnerdesk.views import View

_AT_FIRST = 20
_SETTLED_MS = 30


class NoteList(QScrollArea):
    """Holds the cards; it knows no store but hands the desk to the card that is opened."""

    saved = Signal()
    saving = Signal(str, str)
    refused = Signal(object)
    delete_asked = Signal(str)
    share_asked = Signal(str)
    erase_asked = Signal(str)
    look_asked = Signal(str)
    left = Signal()
    """Escape on a closed card: the keyboard goes back to where notes are taken."""

    def __init__(self, desk: "Desk") -> None:
        super().__init__()
        self._desk = desk
        self._held: Meeting | None = None
        self._sessions: Sequence[Choice] = ()
        self._notes: list[View] = []
        self._cards: dict[str, NoteCard] = {}
        self._most = _AT_FIRST
        self._open = ""
        self._nothing = label("", "muted")
        self._nothing.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._earlier = button("", "chevron-up", "quiet")
        self._earlier.clicked.connect(self._show_earlier)
        inside = QWidget()
        inside.setObjectName("scrolled")
        outer = QVBoxLayout(inside)
        outer.setContentsMargins(0, 0, 6, 6)
        outer.setSpacing(8)
        outer.addWidget(self._earlier, 0, Qt.AlignmentFlag.AlignHCenter)
        self._column = QVBoxLayout()
        self._column.setSpacing(8)
        outer.addWidget(self._nothing)
        outer.addLayout(self._column)
        outer.addStretch(1)
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setWidget(inside)

    def show_notes(self, taken: Sequence["View"], held: Meeting, sessions: Sequence[Choice], nothing: str) -> None:
        """Show these notes; cards that are there already stay, with what is typed in them."""
        self._held, self._sessions, self._notes = held, sessions, list(taken)
        self._nothing.setText(nothing)
        self._nothing.setVisible(not taken)
        self._fill()

    def begin_anew(self) -> None:
        """Forget how many earlier notes were shown."""
        self._most = _AT_FIRST

    def ids(self) -> list[str]:
        """Return the notes that are shown, in order."""
        return list(self._cards)

    def card(self, note: str) -> NoteCard:
        """Return the card of a note."""
        return self._cards[note]

    def open(self, note: str) -> None:
        """Open a note for work and close the one that was open."""
        if note == self._open or note not in self._cards or not self.close_open() or self._held is None:
            return
        self._open = note
        card = self._cards[note]
        card.open(self._held, self._sessions)
        # Only after the layout has given the card its new height.
        QTimer.singleShot(_SETTLED_MS, card, lambda: self.ensureWidgetVisible(card, 0, 8))

    def close_open(self) -> bool:
        """Save and close the open note; False when it holds something that cannot be saved."""
        card = self._cards.get(self._open)
        if card is not None and not card.close_editor():
            return False
        self._open = ""
        return True

    def flush(self) -> bool:
        """Save what is typed in the open note."""
        card = self._cards.get(self._open)
        return card is None or card.editor is None or card.editor.flush()

    def to_end(self) -> None:
        """Show the newest note."""
        bar = self.verticalScrollBar()
        QTimer.singleShot(0, bar, lambda: bar.setValue(bar.maximum()))

    def _fill(self) -> None:
        shown = self._notes[-self._most :]
        wanted = [note.id for note in shown]
        for gone in [note for note in self._cards if note not in wanted]:
            self._remove(gone)
        for place, note in enumerate(shown):
            card = self._cards.get(note.id) or self._make(note.id)
            if self._held is not None:
                card.show_note(note, self._held)
            if self._column.indexOf(card) != place:
                self._column.insertWidget(place, card)
        self._cards = {note: self._cards[note] for note in wanted}
        earlier = len(self._notes) - len(shown)
        # Translators: {n} counts notes that were taken before those that are shown.
        self._earlier.setText(ngettext("Show {n} earlier note", "Show {n} earlier notes", earlier).format(n=earlier))
        self._earlier.setVisible(earlier > 0)

    def _make(self, note: str) -> NoteCard:
        card = NoteCard(self._desk)
        card.open_asked.connect(self.open)
        card.close_asked.connect(self._close_asked)
        card.moved.connect(self._move)
        card.editor_made.connect(self._adopt)
        self._cards[note] = card
        return card

    def _remove(self, note: str) -> None:
        card = self._cards.pop(note)
        card.close_editor()
        if self._open == note:
            self._open = ""
        self._column.removeWidget(card)
        card.hide()
        card.deleteLater()

    def _adopt(self, editor: NoteEditor) -> None:
        editor.saved.connect(self.saved)
        editor.saving.connect(self.saving)
        editor.refused.connect(self.refused)
        editor.delete_asked.connect(self.delete_asked)
        editor.share_asked.connect(self.share_asked)
        editor.erase_asked.connect(self.erase_asked)
        editor.look_asked.connect(lambda: self.look_asked.emit(editor.record()))

    def _close_asked(self, note: str) -> None:
        if note != self._open:
            self.left.emit()
        elif self.close_open():
            self.saved.emit()
            keyboard_on(self._cards[note])

    def _move(self, note: str, step: int) -> None:
        order = self.ids()
        there = order.index(note) + step
        if there >= len(order):
            self.left.emit()
        elif there >= 0:
            keyboard_on(self._cards[order[there]])
            self.ensureWidgetVisible(self._cards[order[there]], 0, 8)

    def _show_earlier(self) -> None:
        self._most += 2 * _AT_FIRST
        self._fill()
        if self._cards:
            keyboard_on(next(iter(self._cards.values())))


def note_words(number: int) -> str:
    """Return how many notes there are."""
    return ngettext("{n} note", "{n} notes", number).format(n=number) if number else _("No notes")
