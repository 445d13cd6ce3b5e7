"""The sessions of a consultation at the side of its notes: choose, add, order, and say what each was about."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QListWidget, QListWidgetItem, QVBoxLayout

from partnerdesk import consultations
from partnerdesk.errors import PartnerDeskError
from partnerdesk.i18n import _
from ui.page import Page
from ui.pages.consulting.quick_line import QuickLine
from ui.pages.record_editor import RecordEditor
from ui.widgets.basics import button, icon_button, in_row, label

if TYPE_CHECKING:
    from partnerdesk.consultations import Sheet
    from partnerdesk.desk import Desk

_ID = Qt.ItemDataRole.UserRole


class SessionList(Page):
    """A list with the number of notes in each session; the first line holds the notes outside any."""

    chosen = Signal(str)
    """The id of a session; empty for the notes outside any."""
    edit_asked = Signal(str)

    def __init__(self, desk: "Desk") -> None:
        super().__init__()
        self.setObjectName("part")
        self._desk = desk
        self._consultation = ""
        self.list = _Sessions()
        self.list.setAccessibleName(_("Sessions"))
        self.list.currentItemChanged.connect(lambda item, _before: self._chose(item))
        self.list.moved.connect(self._move)
        self.list.itemActivated.connect(lambda _item: self._ask_edit())
        self.add = QuickLine(desk, "new session", _("New session"), _("Add this session"), small=True)
        self.add.added.connect(self._added)
        self.add.refused.connect(self.refused)
        self._tools = {
            "edit": icon_button("pencil", _("Edit this session")),
            "up": icon_button("chevron-up", _("Move this session up (Alt+Up)")),
            "down": icon_button("chevron-down", _("Move this session down (Alt+Down)")),
        }
        self._tools["edit"].clicked.connect(self._ask_edit)
        self._tools["up"].clicked.connect(lambda: self._move(-1))
        self._tools["down"].clicked.connect(lambda: self._move(1))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        column.addLayout(in_row(label(_("Sessions"), "label", wrap=False), None, *self._tools.values(), spacing=0))
        column.addWidget(self.list, 1)
        column.addWidget(self.add)

    def show_sheet(self, sheet: "Sheet", selected: str, without: str) -> None:
        """Show the sessions; the note `without` is still being taken and is not counted."""
        if sheet.consultation.id != self._consultation:
            self._consultation = sheet.consultation.id
            self.add.begin(
                self._consultation, lambda name: consultations.add_session(self._desk, self._consultation, name)
            )
        parts = [(part.session, part.notes) for part in sheet.sessions]
        if not parts or parts[0][0] is not None:
            parts.insert(0, (None, ()))
        wanted = []
        for session, taken in parts:
            name = session.title if session is not None else _("Outside the sessions")
            number = sum(note.id != without for note in taken)
            # Translators: a session and how many notes it has.
            words = _("{session} ({n})").format(session=name, n=number) if number else name
            wanted.append((session.id if session is not None else "", words))
        self._show(wanted, selected)

    def ids(self) -> list[str]:
        """Return the sessions in order, without the line for notes outside any."""
        return [str(self.list.item(row).data(_ID)) for row in range(1, self.list.count())]

    def selected(self) -> str:
        """Return the session that is chosen."""
        item = self.list.currentItem()
        return str(item.data(_ID)) if item is not None else ""

    def select(self, session: str) -> None:
        """Choose a session."""
        for row in range(self.list.count()):
            if self.list.item(row).data(_ID) == session:
                self.list.setCurrentRow(row)

    def flush(self) -> bool:
        """Keep what is typed for a new session."""
        return self.add.flush()

    def _show(self, wanted: Sequence[tuple[str, str]], selected: str) -> None:
        self.list.blockSignals(True)
        if [one for one, _words in wanted] != [str(self.list.item(row).data(_ID)) for row in range(self.list.count())]:
            self.list.clear()
            for session, words in wanted:
                item = QListWidgetItem(words, self.list)
                item.setData(_ID, session)
        for row, (session, words) in enumerate(wanted):
            self.list.item(row).setText(words)
            self.list.item(row).setToolTip(words)
            if session == selected:
                self.list.setCurrentRow(row)
        if self.list.currentRow() < 0:
            self.list.setCurrentRow(0)
        self.list.blockSignals(False)
        self._allow()

    def _chose(self, item: QListWidgetItem | None) -> None:
        self._allow()
        if item is not None:
            self.chosen.emit(str(item.data(_ID)))

    def _allow(self) -> None:
        row, last = self.list.currentRow(), self.list.count() - 1
        self._tools["edit"].setEnabled(row > 0)
        self._tools["up"].setEnabled(row > 1)
        self._tools["down"].setEnabled(0 < row < last)

    def _added(self, session: str) -> None:
        self.changed.emit()
        self.select(session)
        self.chosen.emit(session)

    def _ask_edit(self) -> None:
        if self.selected():
            self.edit_asked.emit(self.selected())

    def _move(self, step: int) -> None:
        order, session = self.ids(), self.selected()
        if session not in order:
            return
        here = order.index(session)
        there = here + step
        if not 0 <= there < len(order):
            return
        order[here], order[there] = order[there], order[here]
        try:
            consultations.order_sessions(self._desk, order)
        except PartnerDeskError as error:
            self.refused.emit(error)
            return
        self.changed.emit()


class SessionEditor(QFrame):
    """Title, format and rapporteur of a session, above its notes."""

    closed = Signal()

    def __init__(self, desk: "Desk") -> None:
        super().__init__()
        self.setProperty("role", "card")
        self._desk = desk
        self.editor = RecordEditor(desk, "session", without=("consultation_id", "position"), cards=False)
        done = button(_("Done"), "check")
        done.clicked.connect(self.close_editor)
        column = QVBoxLayout(self)
        column.setContentsMargins(14, 10, 14, 10)
        column.setSpacing(8)
        column.addWidget(self.editor)
        column.addLayout(in_row(None, done))
        self.hide()

    def open(self, session: str) -> None:
        """Edit a session."""
        self.editor.show_record(self._desk.view("session", session))
        self.show()
        self.editor.form_of("name").editor("name").setFocus(Qt.FocusReason.OtherFocusReason)

    def close_editor(self) -> None:
        """Save and go away; what cannot be saved keeps the editor open."""
        if not self.isHidden() and self.editor.flush():
            self.hide()
            self.closed.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Escape saves and closes."""
        if event.key() == Qt.Key.Key_Escape:
            self.close_editor()
        else:
            super().keyPressEvent(event)


class _Sessions(QListWidget):
    """Alt and an arrow moves a session."""

    moved = Signal(int)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        step = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}.get(Qt.Key(event.key()))
        if step is not None and event.modifiers() & Qt.KeyboardModifier.AltModifier:
            self.moved.emit(step)
        else:
            super().keyPressEvent(event)
