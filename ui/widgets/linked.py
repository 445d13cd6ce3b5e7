"""Editors of small tables and of references to other records."""

from collections.abc import Callable, Mapping, Sequence

from PySide6.QtCore import QModelIndex, QStringListModel, Qt
from PySide6.QtWidgets import QCompleter, QGridLayout, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from partnerdesk.i18n import _
from ui.widgets.basics import Choice, button, clear, icon_button, label
from ui.widgets.editors import Editor, TextEditor
from ui.widgets.suggestions import Suggestions

Finder = Callable[[str], Sequence[Choice]]
"""Returns the records whose names fit what was typed, at most a handful."""


class RowsEditor(Editor):
    """A small table with named columns; its value is a list of mappings.

    `cell` makes the editor of a part, given the part and what the cell is called; a line of text where it is not given.
    """

    def __init__(
        self,
        name: str,
        parts: Sequence[str],
        labels: Mapping[str, str],
        cell: Callable[[str, str], Editor] = lambda _part, name: TextEditor(name),
    ) -> None:
        super().__init__(name)
        self._parts, self._labels, self._cell = tuple(parts), labels, cell
        self._lines: list[dict[str, Editor]] = []
        self._grid = QGridLayout()
        self._grid.setSpacing(6)
        self._more = button(_("Add a line"), "plus", "quiet")
        # Translators: {field} is the name of a field that holds several lines.
        self._more.setAccessibleName(_("{field}: add a line").format(field=name))
        self._more.clicked.connect(self._add_empty)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addLayout(self._grid)
        column.addWidget(self._more, 0, Qt.AlignmentFlag.AlignLeading)
        self._adopt(self._more)

    def value(self) -> list[dict[str, object]] | None:
        rows = [row for row in self._rows() if row]
        return rows or None

    def set_value(self, value: object) -> None:
        rows = [row for row in value if isinstance(row, Mapping)] if isinstance(value, list | tuple) else []
        self._show(rows)

    def set_read_only(self, read_only: bool) -> None:
        super().set_read_only(read_only)
        for line in self._lines:
            for cell in line.values():
                cell.set_read_only(read_only)

    def flush(self) -> None:
        for line in self._lines:
            for cell in line.values():
                cell.flush()
        super().flush()

    def _rows(self) -> list[dict[str, object]]:
        return [
            {part: value for part, cell in line.items() if (value := cell.value()) not in (None, "")}
            for line in self._lines
        ]

    def _show(self, rows: Sequence[Mapping[str, object]]) -> None:
        clear(self._grid)
        self._inner = [self._more]
        self._lines = []
        for column, part in enumerate(self._parts if rows else ()):
            self._grid.addWidget(label(self._labels.get(part, part), "help", wrap=False), 0, column)
        for number, row in enumerate(rows):
            self._add_line(number, row)

    def _add_line(self, number: int, row: Mapping[str, object]) -> None:
        line: dict[str, Editor] = {}
        for column, part in enumerate(self._parts):
            # Translators: a cell of a small table: the table, the line's number and the column.
            name = _("{field}, line {n}: {column}").format(
                field=self._name, n=number + 1, column=self._labels.get(part, part)
            )
            cell = self._cell(part, name)
            cell.set_value(row.get(part))
            cell.edited.connect(lambda _value: self._touched())
            cell.changed.connect(lambda _value: super(RowsEditor, self).flush())
            cell.troubled.connect(self._cell_trouble)
            line[part] = cell
            self._grid.addWidget(cell, number + 1, column)
            self._grid.setColumnStretch(column, 1)
        gone = icon_button("x", _("{field}: remove line {n}").format(field=self._name, n=number + 1))
        gone.clicked.connect(lambda: self._remove(number))
        self._inner.append(gone)
        self._grid.addWidget(gone, number + 1, len(self._parts))
        self._lines.append(line)

    def _add_empty(self) -> None:
        self._show([*self._rows(), {}])
        next(iter(self._lines[-1].values())).setFocus(Qt.FocusReason.OtherFocusReason)

    def _remove(self, number: int) -> None:
        rows = self._rows()
        del rows[number]
        self._show(rows)
        self._touched()
        self.flush()

    def _cell_trouble(self, sentence: str) -> None:
        self._problem = sentence
        self.troubled.emit(sentence)


class RefEditor(Editor):
    """Another record, found by typing part of its name; its value is the record's id."""

    def __init__(self, name: str, find: Finder, title: Callable[[str], str]) -> None:
        super().__init__(name)
        self._find, self._title = find, title
        self._id: str | None = None
        self._found: list[str] = []
        self._names = QStringListModel(self)
        self._line = QLineEdit()
        self._line.setPlaceholderText(_("Type part of the name"))
        self._line.setClearButtonEnabled(True)
        completer = Suggestions(self._names, self)
        completer.setCompletionMode(QCompleter.CompletionMode.UnfilteredPopupCompletion)
        completer.activated[QModelIndex].connect(self._picked)  # type: ignore[index]  # the stubs know no overloads
        self._line.setCompleter(completer)
        self._line.textEdited.connect(self._typed)
        self._adopt(self._line)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self._line)
        for inner in self._line.findChildren(QWidget):
            inner.setAccessibleName(_("Clear"))

    def value(self) -> str | None:
        return self._id

    def set_value(self, value: object) -> None:
        self._id = str(value) if value else None
        self._line.setText(self._title(self._id) if self._id else "")
        self._line.setCursorPosition(0)

    def flush(self) -> None:
        """Show the chosen record's name again where something else was left in the field."""
        super().flush()
        if not self._line.hasFocus():
            self.set_value(self._id)

    def _typed(self, text: str) -> None:
        if not text.strip():
            self._id = None
            self._touched()
            return
        found = self._find(text)
        self._found = [choice.code for choice in found]
        self._names.setStringList([choice.label for choice in found])

    def _picked(self, index: QModelIndex) -> None:
        self._id = self._found[index.row()]
        self._touched()
        self.flush()
