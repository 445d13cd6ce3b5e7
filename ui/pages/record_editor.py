"""Edits one record of any kind in groups of fields; every pause saves, and nothing typed is let go before it is saved."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from partnerdesk.store.kinds import Field, kind_named
from partnerdesk.store.writer import Seen
from ui import binding
from ui.draft import Draft
from ui.widgets.basics import card, label
from ui.widgets.record_form import RecordForm

if TYPE_CHECKING:
    from partnerdesk.desk import Desk
    from partnerdesk.views import View


@dataclass(frozen=True)
class Group:
    """Fields that belong together for somebody who fills them in; `title` is in the language in use."""

    title: str
    fields: tuple[str, ...]


class RecordEditor(QWidget):
    """Forms over one draft. Fields of the kind that no group names stand in the last one, so none is ever lost."""

    saved = Signal()
    saving = Signal(str, str)
    """How saving stands: "saved", "pending" or "problem", and a sentence for the last."""
    made = Signal(str)
    """A new record was saved for the first time: its id."""
    look_asked = Signal(str)
    """The mark of a field was pressed."""

    def __init__(
        self,
        desk: "Desk",
        kind: str,
        groups: Sequence[Group] = (),
        without: Sequence[str] = (),
        parent: QWidget | None = None,
        *,
        cards: bool = True,
    ) -> None:
        super().__init__(parent)
        self._desk, self._kind = desk, kind_named(kind)
        self._record = ""
        self._draft: Draft[Seen] | None = None
        self._unsaved: dict[str, Draft[Seen]] = {}
        self._forms: list[RecordForm] = []
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(14)
        for title, fields in _grouped(self._kind.fields, groups, without):
            # Every widget is made inside its parent: moving a finished form into one costs as much as making it.
            room, inside = _card(self, title) if cards else (self, column)
            if cards:
                column.addWidget(room)
            form = RecordForm(fields, binding.sources(desk), room)
            form.look_asked.connect(self.look_asked)
            form.saved.connect(self._take_note)
            self._forms.append(form)
            inside.addWidget(form)

    def record(self) -> str:
        """Return the id of the record that is edited; nothing while a new one was not saved."""
        return self._record

    def form_of(self, field: str) -> RecordForm:
        """Return the form that holds a field."""
        return next(form for form in self._forms if field in form.names())

    def names(self) -> list[str]:
        """Return all fields that can be edited, in order."""
        return [name for form in self._forms for name in form.names()]

    def show_record(self, view: "View") -> None:
        """Edit this record; values typed into it before and not yet saved stand over those of the store."""
        self._set_aside()
        draft = self._unsaved.pop(view.id, None) or binding.draft_of(self._desk, view)
        self._record = view.id
        self._show(view.values, draft, binding.marks(view))

    def show_new(self, belongs_to: Mapping[str, object]) -> None:
        """Edit a record that comes into being with the first value that is saved."""
        self._set_aside()
        self._record = ""
        draft = binding.draft_of_new(self._desk, self._kind.name, belongs_to, self._note_made)
        self._show(self._kind.defaults, draft, {})

    def is_clean(self) -> bool:
        """Tell whether everything typed is saved."""
        return not self._unsaved and (self._draft is None or self._draft.is_clean())

    def flush(self) -> bool:
        """Save what is typed; tell whether everything is saved."""
        whole = [form.flush() for form in self._forms]
        for record, draft in tuple(self._unsaved.items()):
            if draft.flush():
                del self._unsaved[record]
        return all(whole) and not self._unsaved

    def _show(self, values: Mapping[str, object], draft: Draft[Seen], marks: Mapping[str, str]) -> None:
        self._draft = draft
        draft.listeners[:] = [self._tell]
        for form in self._forms:
            form.show_record(values, draft, marks)
        self._tell(draft)

    def _set_aside(self) -> None:
        """Save what is typed into the record that is left; keep what cannot be saved yet."""
        if self._draft is None:
            return
        self.flush()
        if not self._draft.is_clean():
            self._unsaved[self._record] = self._draft

    def _tell(self, draft: Draft[Seen]) -> None:
        if draft.problem is not None:
            self.saving.emit("problem", str(draft.problem))
        else:
            self.saving.emit("saved" if self.is_clean() else "pending", "")

    def _note_made(self, record: str) -> None:
        self._record = record
        self.made.emit(record)

    def _take_note(self) -> None:
        """What was saved may have decided a conflict or mended what needed review."""
        found = self._desk.find(self._kind.name, self._record) if self._record else None
        marks = binding.marks(found) if found is not None else {}
        for form in self._forms:
            for name in form.names():
                form.row(name).set_mark(marks.get(name, ""))
        self.saved.emit()


def _grouped(
    fields: Mapping[str, Field], groups: Sequence[Group], without: Sequence[str]
) -> list[tuple[str, list[Field]]]:
    left = {name: about for name, about in fields.items() if name not in without}
    found = [(group.title, [left.pop(name) for name in group.fields if name in left]) for group in groups]
    if not found:
        return [("", list(left.values()))]
    found[-1][1].extend(about for about in left.values() if not about.fixed)
    return found


def _card(parent: QWidget, title: str) -> tuple[QWidget, QVBoxLayout]:
    frame, inside = card(20)
    frame.setParent(parent)
    if title:
        inside.addWidget(label(title, "heading"))
        inside.addSpacing(4)
    return frame, inside
