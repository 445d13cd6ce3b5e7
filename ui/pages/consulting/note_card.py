"""One note among the others: what was said and what may be shared, side by side; Enter opens it for work."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from partnerdesk import notes, staying, workflow
from partnerdesk.audience import level_of
from partnerdesk.i18n import _
from partnerdesk.notes import Meeting
from partnerdesk.showing import field_label, shown
from ui.pages.consulting.capture import speaker_name
from ui.pages.consulting.note_editor import NoteEditor
from ui.pages.marking import level_words, marked_tag
from ui.theme import icons
from ui.widgets.basics import Choice, clear, icon_button, label, set_state
from ui.widgets.columns import TwoColumns
from ui.widgets.elided import ElidedLabel

if TYPE_CHECKING:
    from partnerdesk.desk import Desk
    from partnerdesk.views import View

_TONES = {"raw": "", "redacted": "accent", "cleared": "success"}
_DELICATE = ("high", "severe")


class NoteCard(QFrame):
    """Shows a note; the editor is made when the card is opened and thrown away when it is closed."""

    open_asked = Signal(str)
    close_asked = Signal(str)
    moved = Signal(str, int)
    """The keyboard wants the next (1) or the previous (-1) card."""
    editor_made = Signal(object)

    def __init__(self, desk: "Desk") -> None:
        super().__init__()
        self._desk = desk
        self._view: View | None = None
        self.editor: NoteEditor | None = None
        self.setProperty("role", "card")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._head = QHBoxLayout()
        self._head.setSpacing(6)
        self._toggle = icon_button("pencil", _("Open this note"))
        self._toggle.clicked.connect(self._toggled)
        head = QHBoxLayout()
        head.addLayout(self._head, 1)
        head.addWidget(self._toggle)
        self._texts = TwoColumns(beside_from=520, shares=(1, 1))
        self._texts.first.setSpacing(1)
        self._texts.second.setSpacing(1)
        self._raw, self._shareable = label(""), label("")
        self._raw_head = label("", "help", wrap=False)
        for place, head_words, words in (
            (self._texts.first, self._raw_head, self._raw),
            (self._texts.second, label(field_label("note", "shareable_text"), "help", wrap=False), self._shareable),
        ):
            place.addWidget(head_words)
            words.setTextInteractionFlags(Qt.TextInteractionFlag.NoTextInteraction)
            place.addWidget(words)
            place.addStretch(1)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(14, 6, 8, 10)
        self._column.setSpacing(4)
        self._column.addLayout(head)
        self._column.addWidget(self._texts)

    def record(self) -> str:
        """Return the id of the note."""
        return self._view.id if self._view is not None else ""

    def show_note(self, view: "View", held: Meeting) -> None:
        """Show a note as it stands."""
        if view == self._view:
            return
        self._view = view
        self._show_head(view, held)
        raw, shareable = str(view["raw_text"] or ""), str(view["shareable_text"] or "")
        self._show_raw(view, raw)
        own = _("No text of its own yet: what was noted would be shared.") if raw else _("No text to share yet.")
        self._shareable.setText(shareable or own)
        set_state(self._shareable, "role", "" if shareable else "muted")
        # Translators: a note for screen readers: its kind, its state and its words.
        words = _("{kind}, {state}: {text}")
        kind = shown("note", "kind", view["kind"])
        self.setAccessibleName(
            words.format(kind=kind, state=workflow.state_label(view), text=raw or shareable or view.title)
        )
        if self.editor is not None:
            self.editor.refresh(view)

    def open(self, held: Meeting, sessions: Sequence[Choice]) -> None:
        """Edit the note in its place."""
        if self.editor is not None or self._view is None:
            return
        self.editor = NoteEditor(self._desk, held, sessions)
        self.editor.show_note(self._view)
        self._texts.hide()
        self._column.addWidget(self.editor)
        icons.put(self._toggle, "check", "accent")
        self._name_toggle(_("Close this note"))
        self.editor_made.emit(self.editor)
        is_empty = not self._view["raw_text"] and not self._view.elsewhere
        self.editor.begin("raw_text" if is_empty else "shareable_text")

    def close_editor(self) -> bool:
        """Save and show the note as it stands; what cannot be saved keeps the editor open."""
        if self.editor is None:
            return True
        if not self.editor.flush():
            return False
        self.editor.hide()
        self.editor.deleteLater()
        self.editor = None
        self._texts.show()
        icons.put(self._toggle, "pencil", "muted")
        self._name_toggle(_("Open this note"))
        return True

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter opens, Escape closes, arrows go to the next and the previous note."""
        key = event.key()
        if key in {Qt.Key.Key_Return, Qt.Key.Key_Enter} and not event.modifiers() and self.editor is None:
            self.open_asked.emit(self.record())
        elif key == Qt.Key.Key_Escape:
            self.close_asked.emit(self.record())
        elif key in {Qt.Key.Key_Down, Qt.Key.Key_Up} and self.hasFocus():
            self.moved.emit(self.record(), 1 if key == Qt.Key.Key_Down else -1)
        else:
            super().keyPressEvent(event)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        if self.editor is None:
            self.open_asked.emit(self.record())
        event.accept()

    def _toggled(self) -> None:
        signal = self.open_asked if self.editor is None else self.close_asked
        signal.emit(self.record())

    def _name_toggle(self, words: str) -> None:
        self._toggle.setToolTip(words)
        self._toggle.setAccessibleName(words)

    def _show_raw(self, view: "View", raw: str) -> None:
        is_elsewhere = "raw_text" in view.elsewhere
        self._raw.setText(staying.kept_elsewhere() if is_elsewhere else raw)
        set_state(self._raw, "role", "muted" if is_elsewhere else "")
        head = field_label("note", "raw_text")
        if raw:
            # Translators: the name of a text, and whether it leaves this device.
            head = _("{field} · {where}").format(field=head, where=staying.where(self._desk, view, "raw_text"))
        self._raw_head.setText(head)

    def _show_head(self, view: "View", held: Meeting) -> None:
        clear(self._head)
        state = workflow.state(view)
        self._head.addWidget(label(shown("note", "kind", view["kind"]), "label", wrap=False))
        speaker = held.speaker(view)
        if speaker is not None:
            who = ElidedLabel("help")
            who.set_words(speaker_name(speaker))
            self._head.addWidget(who)
        self._head.addStretch(1)
        if view.conflicts:
            self._tag(_("two values to decide"), "warning", "git-merge")
        if view["attribution"]:
            self._tag(shown("note", "attribution", view["attribution"]), "")
        if (level := level_of(view)) in _DELICATE:
            self._tag(level_words(level), "danger", "shield-alert")
        if state == "cleared" and not notes.is_cleared(view):
            self._tag(_("changed since it was cleared"), "warning", "triangle-alert")
        elif held.rule(view) == "off_record":
            self._tag(_("never shared"), "", "eye-off")
        else:
            self._tag(workflow.state_label(view), _TONES.get(state, ""), "circle-check" if state == "cleared" else "")

    def _tag(self, words: str, tone: str, icon: str = "") -> None:
        self._head.addWidget(marked_tag(words, icon, tone) if icon else label(words, "tag", tone=tone))


def keyboard_on(card: QWidget) -> None:
    """Put the keyboard on a card."""
    card.setFocus(Qt.FocusReason.TabFocusReason)
