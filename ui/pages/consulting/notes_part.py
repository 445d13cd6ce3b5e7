"""Taking notes during a meeting and clearing them afterwards: sessions, the notes of one, and the box to type into."""

from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QResizeEvent, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from partnerdesk import notes, staying
from partnerdesk.consultations import SessionNotes
from partnerdesk.errors import PartnerDeskError
from partnerdesk.i18n import _, ngettext
from ui.pages.consulting.capture import CaptureBox
from ui.pages.consulting.note_list import NoteList, note_words
from ui.pages.consulting.part import SheetPart
from ui.pages.consulting.sessions import SessionEditor, SessionList
from ui.widgets.asking import AskBar
from ui.widgets.basics import Choice, button, in_row, label, plain

if TYPE_CHECKING:
    from partnerdesk.consultations import Sheet
    from partnerdesk.desk import Desk
    from partnerdesk.views import View

_SIDE, _NARROW_SIDE, _NARROW_BELOW = 236, 178, 1000


class NotesPart(SheetPart):
    """The keyboard stands in the box whenever the part is shown; leaving it in the middle of a word loses nothing."""

    noted = Signal(object)
    """A note was added: the sheet with it."""

    def __init__(self, desk: "Desk") -> None:
        super().__init__()
        self._desk = desk
        self._sheet: Sheet | None = None
        self.sessions = SessionList(desk)
        self.sessions.chosen.connect(self._choose_session)
        self.sessions.list.clicked.connect(lambda _index: self._to_box())
        self.session_editor = SessionEditor(desk)
        self.sessions.edit_asked.connect(self.session_editor.open)
        self.session_editor.editor.saved.connect(self.changed)
        self.session_editor.closed.connect(self._to_box)
        self.capture = CaptureBox(desk)
        self.capture.added.connect(self._added)
        self.capture.bind_keys(self)
        self.notes = NoteList(desk)
        self.notes.left.connect(self._to_box)
        self.notes.saved.connect(self.changed)
        self.notes.delete_asked.connect(self._ask_delete)
        self.notes.share_asked.connect(self._ask_share)
        self.notes.erase_asked.connect(lambda note: self.wants.emit("protection", f"erase:note:{note}"))
        self.notes.look_asked.connect(lambda note: self.wants.emit("conflicts", note))
        self.bar = AskBar()
        self.only_open = button("", variant="chip")
        self.only_open.setCheckable(True)
        self.only_open.setToolTip(_("Notes of all sessions that are not cleared yet"))
        self.only_open.toggled.connect(lambda _on: self._show_anew())
        self._title = label("", "heading")
        self._count = label("", "muted", wrap=False)
        for part in (self.sessions, self.session_editor.editor, self.capture, self.notes):
            for name in ("saving", "refused", "changed"):
                if hasattr(part, name):
                    getattr(part, name).connect(getattr(self, name))
        self._lay_out()

    def show_sheet(self, sheet: "Sheet") -> None:
        """Show the notes of a consultation as they stand."""
        another = self._sheet is None or self._sheet.consultation.id != sheet.consultation.id
        self._sheet = sheet
        if another:
            self._begin(sheet)
        self.capture.show_meeting(sheet.meeting)
        self._show()

    def show_uncleared(self) -> None:
        """Show every note that still has to be cleared."""
        self.only_open.setChecked(True)

    def flush(self) -> bool:
        """Save what is typed in the box, in the open note and for a session."""
        parts = [self.capture.flush(), self.notes.flush(), self.sessions.flush(), self.session_editor.editor.flush()]
        return all(parts)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.notes.to_end()
        QTimer.singleShot(0, self._to_box)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._side.setFixedWidth(_SIDE if self.width() >= _NARROW_BELOW else _NARROW_SIDE)

    def _lay_out(self) -> None:
        self._side = QWidget()
        side = QVBoxLayout(self._side)
        side.setContentsMargins(0, 0, 0, 0)
        side.addWidget(self.sessions)
        head = in_row(self._title, self._count, self.only_open)
        head.setStretch(0, 1)
        right = QVBoxLayout()
        right.setSpacing(8)
        right.addLayout(head)
        right.addWidget(self.session_editor)
        right.addWidget(self.bar)
        right.addWidget(self.notes, 1)
        right.addWidget(self.capture)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(14)
        row.addWidget(self._side)
        row.addLayout(right, 1)

    def _begin(self, sheet: "Sheet") -> None:
        """Another consultation: nothing of the one before stays open."""
        self.notes.close_open()
        self.notes.begin_anew()
        self.session_editor.close_editor()
        self.bar.leave()
        self.only_open.blockSignals(True)
        self.only_open.setChecked(False)
        self.only_open.blockSignals(False)
        self.capture.begin(sheet.consultation.id)
        if not self.capture.record():
            begun = [part.session.id for part in sheet.sessions if part.session is not None]
            noted = [part.session.id for part in sheet.sessions if part.session is not None and part.notes]
            self.capture.set_session(next(iter([*reversed(noted), *begun]), None))

    def _show(self) -> None:
        sheet, being_taken = self._sheet, self.capture.record()
        if sheet is None:
            return
        selected = self.capture.session() or ""
        self.sessions.show_sheet(sheet, selected, being_taken)
        shown = [note for note in self._chosen_notes(sheet, selected) if note.id != being_taken]
        choices = [Choice(part.session.id, part.session.title) for part in sheet.sessions if part.session is not None]
        if self.only_open.isChecked():
            title, nothing = _("Notes to clear"), _("Every note that may be shared is cleared.")
        else:
            names = {choice.code: choice.label for choice in choices}
            title = names.get(selected) or _("Outside the sessions")
            nothing = _("Nothing noted yet. Type below; every note is saved at once.")
        self._title.setText(title)
        self._count.setText(note_words(len(shown)))
        to_clear = sum(note.id != being_taken for note in sheet.uncleared)
        # Translators: {n} counts notes that must be cleared before the minutes can be shared.
        words = ngettext("{n} note to clear", "{n} notes to clear", to_clear).format(n=to_clear)
        self.only_open.setText(plain(words))
        self.only_open.setVisible(bool(to_clear) or self.only_open.isChecked())
        self.notes.show_notes(shown, sheet.meeting, choices, nothing)

    def _chosen_notes(self, sheet: "Sheet", session: str) -> "list[View]":
        if self.only_open.isChecked():
            return sheet.uncleared
        known = {part.session.id for part in sheet.sessions if part.session is not None}
        if session in known:
            return [
                note for part in sheet.sessions if part.session and part.session.id == session for note in part.notes
            ]
        return [note for part in sheet.sessions if part.session is None for note in part.notes]

    def _show_anew(self) -> None:
        self.notes.close_open()
        self.notes.begin_anew()
        self._show()
        self.notes.to_end()

    def _choose_session(self, session: str) -> None:
        self.capture.set_session(session or None)
        self.session_editor.close_editor()
        self.only_open.blockSignals(True)
        self.only_open.setChecked(False)
        self.only_open.blockSignals(False)
        self._show_anew()
        if not self.sessions.list.hasFocus():
            self._to_box()

    def _added(self, note: str) -> None:
        """Show the new note at once; reading the whole meeting again would keep somebody who types waiting."""
        if self._sheet is None:
            return
        self._sheet = _with_note(self._sheet, self._desk.view("note", note))
        self._show()
        self.notes.to_end()
        self.noted.emit(self._sheet)

    def _to_box(self) -> None:
        if self.isVisible():
            self.capture.box.setFocus(Qt.FocusReason.OtherFocusReason)

    def _ask_delete(self, note: str) -> None:
        question = _("Take this note away? It can be brought back.")
        self.bar.ask(question, _("Take away"), lambda: self._delete(note))

    def _delete(self, note: str) -> None:
        self.notes.flush()
        try:
            self._desk.delete("note", note)
        except PartnerDeskError as error:
            self.refused.emit(error)
            return
        self.changed.emit()
        self.bar.offer(_("The note was taken away."), _("Bring back"), lambda: self._bring_back(note))
        self._to_box()

    def _ask_share(self, note: str) -> None:
        if self.notes.flush():
            self.bar.ask(staying.warning(), _("Share these words"), lambda: self._share(note))

    def _share(self, note: str) -> None:
        # What was typed meanwhile is shared with the rest.
        if not self.notes.flush():
            return
        try:
            notes.share_raw(self._desk, note)
        except PartnerDeskError as error:
            self.refused.emit(error)
            return
        self.changed.emit()

    def _bring_back(self, note: str) -> None:
        try:
            self._desk.change("note", note, {"deleted": False}, why="revert")
        except PartnerDeskError as error:
            self.refused.emit(error)
            return
        self.changed.emit()


def _with_note(sheet: "Sheet", note: "View") -> "Sheet":
    """Return a sheet with a note that was just taken, the last of its session."""
    known = any(part.session is not None and part.session.id == note["session_id"] for part in sheet.sessions)
    parts, placed = [], False
    for part in sheet.sessions:
        here = part.session.id == note["session_id"] if part.session is not None else not known
        kept = tuple(one for one in part.notes if one.id != note.id)
        parts.append(SessionNotes(part.session, (*kept, note) if here else kept))
        placed = placed or here
    return replace(sheet, sessions=tuple(parts if placed else [SessionNotes(None, (note,)), *parts]))
