"""One note opened for work: both texts side by side, by whom and how it may be shared, and the steps to clear it."""

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QVBoxLayout, QWidget

from partnerdesk import notes, workflow
from partnerdesk.errors import PartnerDeskError
from partnerdesk.i18n import _
from partnerdesk.notes import Meeting
from partnerdesk.showing import field_label
from partnerdesk.store.writer import Seen
from ui import binding
from ui.draft import Draft
from ui.pages.consulting.as_noted import AsNoted
from ui.pages.consulting.capture import Speakers
from ui.pages.marking import RecordMark
from ui.widgets.basics import Choice, button, in_row
from ui.widgets.coded import CodeEditor, CodesEditor
from ui.widgets.columns import TwoColumns
from ui.widgets.editors import Editor, LongTextEditor
from ui.widgets.form_row import FormRow
from ui.widgets.linked import RefEditor
from ui.widgets.steps import StepBar

if TYPE_CHECKING:
    from collections.abc import Sequence

    from partnerdesk.desk import Desk
    from partnerdesk.views import View

_MACHINE = "note"


class NoteEditor(QWidget):
    """Writes through a draft; a step is taken only after everything typed is saved."""

    saved = Signal()
    """Something of the note changed in the store."""
    saving = Signal(str, str)
    refused = Signal(object)
    delete_asked = Signal(str)
    share_asked = Signal(str)
    erase_asked = Signal(str)
    look_asked = Signal()

    def __init__(self, desk: "Desk", held: Meeting, sessions: "Sequence[Choice]") -> None:
        super().__init__()
        self._desk, self._held = desk, held
        self._view: View | None = None
        self._draft: Draft[Seen] | None = None
        speakers = Speakers()
        speakers.show_meeting(held)
        editors: dict[str, Editor] = {
            "raw_text": LongTextEditor(field_label("note", "raw_text")),
            "shareable_text": LongTextEditor(field_label("note", "shareable_text")),
            "kind": CodeEditor(field_label("note", "kind"), binding.choices("note_kind"), required=True),
            "session_id": CodeEditor(field_label("note", "session_id"), sessions),
            "speaker_id": RefEditor(field_label("note", "speaker_id"), speakers.find, speakers.name),
            "attribution": CodeEditor(field_label("note", "attribution"), binding.choices("attribution_rule")),
            "themes": CodesEditor(field_label("note", "themes"), binding.choices("theme")),
        }
        self.rows = {name: FormRow(field_label("note", name), editor) for name, editor in editors.items()}
        for name, row in self.rows.items():
            row.editor.edited.connect(lambda value, name=name: self._put(name, value))
            row.editor.changed.connect(lambda _value: self._save())
            row.look_asked.connect(self.look_asked)
        self.as_noted = AsNoted(desk, held, self.rows["raw_text"])
        self.as_noted.share_asked.connect(lambda: self.share_asked.emit(self.record()))
        self.mark = RecordMark(desk)
        self.mark.marked.connect(self._reload)
        self.mark.refused.connect(self.refused)
        self.steps = StepBar()
        self.steps.asked.connect(self._take)
        self._away = button(_("Take away"), "trash-2", "quiet")
        self._away.clicked.connect(lambda: self.delete_asked.emit(self.record()))
        self._erase = button(_("Erase for good…"), variant="quiet")
        self._erase.clicked.connect(lambda: self.erase_asked.emit(self.record()))
        self._lay_out()

    def record(self) -> str:
        """Return the id of the note."""
        return self._view.id if self._view is not None else ""

    def show_note(self, view: "View") -> None:
        """Edit this note."""
        self._view = view
        self._draft = binding.draft_of(self._desk, view)
        self._draft.listeners.append(self._tell)
        marks = binding.marks(view)
        for name, row in self.rows.items():
            row.editor.set_value(view[name])
            row.set_mark(marks.get(name, ""))
        self._show_state()

    def refresh(self, view: "View") -> None:
        """Show again what others may have changed, unless something typed is not saved."""
        if self._view is not None and view != self._view and self._draft is not None and self._draft.is_clean():
            self.show_note(view)

    def flush(self) -> bool:
        """Save what is typed; tell whether everything is saved."""
        for row in self.rows.values():
            row.editor.flush()
        return self._draft is None or self._draft.flush()

    def begin(self, field: str = "shareable_text") -> None:
        """Put the keyboard into a field."""
        self.rows[field].editor.setFocus(Qt.FocusReason.OtherFocusReason)

    def _lay_out(self) -> None:
        texts = TwoColumns(beside_from=520, shares=(1, 1))
        texts.first.addWidget(self.as_noted)
        texts.second.addWidget(self.rows["shareable_text"])
        grid = QGridLayout()
        grid.setHorizontalSpacing(14)
        grid.setVerticalSpacing(8)
        details = [self.rows[name] for name in ("kind", "speaker_id", "session_id", "attribution", "themes")]
        for number, detail in enumerate((*details, self.mark)):
            grid.addWidget(detail, number // 3, number % 3)
        for number in range(3):
            grid.setColumnStretch(number, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addWidget(texts)
        column.addLayout(in_row(self.steps.buttons, None, self._erase, self._away))
        column.addWidget(self.steps)
        column.addLayout(grid)

    def _put(self, name: str, value: object) -> None:
        if self._draft is not None:
            self._draft.put(name, value)

    def _save(self) -> None:
        if self._draft is None:
            return
        clean = self._draft.flush()
        for name, row in self.rows.items():
            row.set_problem(row.editor.problem() or self._draft.problems.get(name, ""))
        if clean:
            self._reload()

    def _reload(self) -> None:
        """Read what stands now: the state and what is missing follow every save."""
        if self._view is None:
            return
        self._view = self._desk.view("note", self._view.id)
        self._show_state()
        self.saved.emit()

    def _show_state(self) -> None:
        view = self._view
        if view is None:
            return
        self.as_noted.show_note(view)
        self.mark.show_record(view)
        self.steps.show_steps(
            f"{view.id}:{workflow.state(view)}",
            _MACHINE,
            workflow.steps(view),
            lambda action, note: notes.obstacles(self._desk, view, action, note=note),
        )

    def _take(self, action: str, note: str) -> None:
        if not self.flush() or self._view is None:
            return
        try:
            notes.take(self._desk, self._view.id, action, note=note)
        except PartnerDeskError as error:
            self.refused.emit(error)
            return
        # A step may write texts as well.
        self.show_note(self._desk.view("note", self._view.id))
        self.saved.emit()

    def _tell(self, draft: Draft[Seen]) -> None:
        if draft.problem is not None:
            self.saving.emit("problem", str(draft.problem))
        else:
            self.saving.emit("saved" if draft.is_clean() else "pending", "")
