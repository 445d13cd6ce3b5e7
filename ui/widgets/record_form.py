"""A form for any kind of record, built from the descriptions of its fields."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

from PySide6.QtCore import Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QGridLayout, QWidget

from partnerdesk.i18n import _
from ui.draft import Draft
from ui.widgets.basics import Choice
from ui.widgets.coded import CodeEditor, CodesEditor
from ui.widgets.compound import DateEditor, MoneyEditor, PeriodEditor
from ui.widgets.editors import BoolEditor, Editor, IntEditor, LongTextEditor, TextEditor, WordsEditor
from ui.widgets.form_row import FormRow
from ui.widgets.linked import RefEditor, RowsEditor

_TWO_COLUMNS_FROM = 720
_WIDE = frozenset({"longtext", "codes", "words", "rows"})
_SHOWN = frozenset(
    {"text", "longtext", "int", "bool", "date", "code", "codes", "words", "rows", "ref", "money", "period"}
)


class FieldShape(Protocol):
    """What a form must know of a field; `partnerdesk.store.kinds.Field` has it."""

    @property
    def name(self) -> str: ...
    @property
    def label(self) -> str: ...
    @property
    def type(self) -> str: ...
    @property
    def help(self) -> str: ...
    @property
    def codes(self) -> str | None: ...
    @property
    def machine(self) -> str | None: ...
    @property
    def refers_to(self) -> str | None: ...
    @property
    def required(self) -> bool: ...
    @property
    def fixed(self) -> bool: ...
    @property
    def parts(self) -> tuple[str, ...]: ...


@dataclass(frozen=True)
class Sources:
    """Where a form finds code lists and other records; plain functions, so that it needs no store."""

    choices: Callable[[str], Sequence[Choice]]
    """The entries of a code list by its name, in the language in use."""
    find: Callable[[str, str], Sequence[Choice]]
    """Records of a kind whose names fit what was typed: (kind, text) -> id and title of a handful."""
    title: Callable[[str, str], str]
    """The title of a record: (kind, id)."""
    part_label: Callable[[str], str] = str
    """The words for a part of a row, such as "number"."""
    part_type: Callable[[str, str], str] = lambda _field, _part: ""
    """How a part of a row is edited: "date", "bool", the name of a code list, or nothing for text: (field, part)."""


def editor_for(field: FieldShape, sources: Sources) -> Editor:
    """Return the editor that fits a field."""
    name = _(field.label)
    simple: dict[str, Callable[[str], Editor]] = {
        "longtext": LongTextEditor,
        "int": IntEditor,
        "bool": BoolEditor,
        "date": DateEditor,
        "words": WordsEditor,
        "money": MoneyEditor,
        "period": PeriodEditor,
    }
    if field.type in simple:
        return simple[field.type](name)
    if field.type == "code" and field.codes:
        return CodeEditor(name, sources.choices(field.codes), required=field.required)
    if field.type == "codes" and field.codes:
        return CodesEditor(name, sources.choices(field.codes))
    if field.type == "rows":
        labels = {part: sources.part_label(part) for part in field.parts}
        return RowsEditor(name, field.parts, labels, lambda part, title: _cell(field.name, part, title, sources))
    if field.type == "ref" and field.refers_to:
        kind = field.refers_to
        return RefEditor(name, lambda text: sources.find(kind, text), lambda one: sources.title(kind, one))
    return TextEditor(name)


def _cell(field: str, part: str, title: str, sources: Sources) -> Editor:
    """Return the editor of one part of a row."""
    kind = sources.part_type(field, part)
    if kind in {"date", "bool"}:
        return DateEditor(title) if kind == "date" else BoolEditor(title)
    return CodeEditor(title, sources.choices(kind)) if kind else TextEditor(title)


class RecordForm(QWidget):
    """Edits one record through a draft: every keystroke goes into the draft, every pause saves it.

    Fields that are `fixed` or that people do not type (state machines, json) are left out.
    """

    look_asked = Signal(str)
    """The mark of a field was pressed."""
    saved = Signal()
    """The draft was flushed with success."""

    def __init__(self, fields: Sequence[FieldShape], sources: Sources, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._draft: Draft | None = None  # type: ignore[type-arg]  # the form never looks at the context
        self._rows: dict[str, FormRow] = {}
        self._wide: set[str] = set()
        self._columns = 0
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(22)
        self._grid.setVerticalSpacing(16)
        for field in fields:
            if field.fixed or field.machine or field.type not in _SHOWN:
                continue
            self._add(field, sources)
        self._arrange(1)

    def row(self, name: str) -> FormRow:
        """Return the row of a field."""
        return self._rows[name]

    def editor(self, name: str) -> Editor:
        """Return the editor of a field."""
        return self._rows[name].editor

    def names(self) -> list[str]:
        """Return the fields shown, in order."""
        return list(self._rows)

    def show_record(
        self,
        values: Mapping[str, object],
        draft: Draft,  # type: ignore[type-arg]
        marks: Mapping[str, str] | None = None,
    ) -> None:
        """Show a record's values; what is pending in the draft stands over them.

        `marks` says for a field that it is in "conflict" or needs "review".
        """
        self._draft = draft
        for name, row in self._rows.items():
            row.editor.set_value(draft.pending.get(name, values.get(name)))
            row.set_problem(draft.problems.get(name, ""))
            row.set_mark((marks or {}).get(name, ""))

    def set_read_only(self, read_only: bool) -> None:
        """Show the record without letting it be edited."""
        for row in self._rows.values():
            row.editor.set_read_only(read_only)

    def flush(self) -> bool:
        """Save what is typed; tell whether everything is saved."""
        for row in self._rows.values():
            row.editor.flush()
        clean = self._draft is None or self._draft.flush()
        self._show_problems(self._draft.problems if self._draft is not None else {})
        return clean and not any(row.editor.problem() for row in self._rows.values())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange(2 if self.width() >= _TWO_COLUMNS_FROM else 1)

    def _add(self, field: FieldShape, sources: Sources) -> None:
        editor = editor_for(field, sources)
        row = FormRow(_(field.label), editor, _(field.help), required=field.required)
        row.look_asked.connect(lambda name=field.name: self.look_asked.emit(name))
        editor.edited.connect(lambda value, name=field.name: self._keep(name, value))
        editor.changed.connect(lambda _value: self._save())
        self._rows[field.name] = row
        if field.type in _WIDE:
            self._wide.add(field.name)

    def _keep(self, name: str, value: object) -> None:
        if self._draft is not None:
            self._draft.put(name, value)

    def _save(self) -> None:
        if self._draft is None:
            return
        clean = self._draft.flush()
        self._show_problems(self._draft.problems)
        if clean:
            self.saved.emit()

    def _show_problems(self, problems: Mapping[str, str]) -> None:
        for name, row in self._rows.items():
            row.set_problem(row.editor.problem() or problems.get(name, ""))

    def _arrange(self, columns: int) -> None:
        if columns == self._columns:
            return
        self._columns = columns
        line, column = 0, 0
        for name, row in self._rows.items():
            wide = name in self._wide or columns == 1
            if wide and column:
                line, column = line + 1, 0
            self._grid.addWidget(row, line, column, 1, columns if wide else 1)
            column = 0 if wide else (column + 1) % columns
            line += column == 0
        for number in range(2):
            self._grid.setColumnStretch(number, 1 if number < columns else 0)
