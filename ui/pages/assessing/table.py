"""A small table whose columns are typed: text, codes or dates; for evidence, risks, practices and recommendations."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QLabel, QLineEdit, QVBoxLayout, QWidget

from partnerdesk.i18n import _
from ui.widgets.basics import Choice, button, clear, icon_button, in_row, label
from ui.widgets.coded import CodeEditor
from ui.widgets.editors import Editor


@dataclass(frozen=True)
class TableColumn:
    """One column: its key in a row, its head, how a cell is edited, its share of the width, and on which line it stands."""

    key: str
    label: str
    make: Callable[[str], Editor]
    share: int = 2
    line: int = 0


class LevelEditor(CodeEditor):
    """A whole number between two limits, such as a likelihood from 1 to 5."""

    def __init__(self, name: str, low: int, high: int) -> None:
        super().__init__(name, [Choice(str(level), str(level)) for level in range(low, high + 1)])
        self._box.setMinimumContentsLength(3)

    def value(self) -> int | None:  # type: ignore[override]  # a number where its parent has a code
        code = super().value()
        return int(code) if code is not None and code.isdecimal() else None

    def set_value(self, value: object) -> None:
        super().set_value(None if value is None else str(value))


class TableEditor(Editor):
    """Rows of typed cells; its value is a list of mappings without their empty cells, or None.

    `verdict` says in a few words, with a tone, what a row amounts to, such as the rating of a risk.
    """

    def __init__(
        self,
        name: str,
        columns: Sequence[TableColumn],
        more: str,
        verdict: Callable[[Mapping[str, object]], tuple[str, str]] | None = None,
    ) -> None:
        super().__init__(name)
        self._columns, self._verdict = tuple(columns), verdict
        self._lines: list[dict[str, Editor]] = []
        self._kept: list[dict[str, object]] = []
        self._tags: list[QLabel] = []
        self._read_only = False
        self._blocks = QVBoxLayout()
        self._blocks.setSpacing(6)
        self.more = button(more, "plus", "quiet")
        self.more.clicked.connect(self.add_row)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(4)
        outer.addLayout(self._blocks)
        outer.addWidget(self.more, 0, Qt.AlignmentFlag.AlignLeading)
        self._adopt(self.more)

    def value(self) -> list[dict[str, object]] | None:
        rows = [
            {**kept, **{key: cell.value() for key, cell in line.items()}}
            for kept, line in zip(self._kept, self._lines, strict=True)
        ]
        said = [{key: value for key, value in row.items() if value is not None} for row in rows]
        return [row for row in said if row] or None

    def set_value(self, value: object) -> None:
        rows = [dict(row) for row in value if isinstance(row, Mapping)] if isinstance(value, list | tuple) else []
        if rows == (self.value() or []):
            return
        self._show(rows)

    def set_read_only(self, read_only: bool) -> None:
        if read_only == self._read_only:
            return
        self._read_only = read_only
        self._show(self.value() or [])

    def add_row(self) -> None:
        """Add an empty row and take the keyboard there."""
        # A row that was only offered is the one to fill in.
        self._show([*(row for row in self._rows() if any(value is not None for value in row.values())), {}])
        next(iter(self._lines[-1].values())).setFocus(Qt.FocusReason.OtherFocusReason)

    def offer_row(self) -> None:
        """Show an empty row to fill in where there is none; the keyboard stays where it is."""
        if not self._lines and not self._read_only:
            self._show([{}])

    def flush(self) -> None:
        for line in self._lines:
            for cell in line.values():
                cell.flush()
        super().flush()

    def _rows(self) -> list[dict[str, object]]:
        lines = zip(self._kept, self._lines, strict=True)
        return [{**kept, **{key: cell.value() for key, cell in line.items()}} for kept, line in lines]

    def _show(self, rows: Sequence[dict[str, object]]) -> None:
        clear(self._blocks)
        self._lines, self._tags = [], []
        keys = {column.key for column in self._columns}
        # Parts that a newer version knows are kept as they are.
        self._kept = [{key: value for key, value in row.items() if key not in keys} for row in rows]
        for number, row in enumerate(rows):
            self._add_block(number, row)
        self.more.setVisible(not self._read_only)

    def _add_block(self, number: int, row: Mapping[str, object]) -> None:
        """Lay a row out on one line or several; where there are several, each cell says what it is."""
        cells: dict[str, Editor] = {}
        several = any(column.line for column in self._columns)
        block = QWidget()
        column_of_lines = QVBoxLayout(block)
        column_of_lines.setContentsMargins(0, 0, 0, 4 if several else 0)
        column_of_lines.setSpacing(4)
        for place in range(1 + max(column.line for column in self._columns)):
            line = in_row(spacing=6)
            for about in (one for one in self._columns if one.line == place):
                cells[about.key] = self._cell(number, about, row.get(about.key))
                titled = QVBoxLayout()
                titled.setSpacing(1)
                if several or not number:
                    titled.addWidget(label(about.label, "help", wrap=False))
                titled.addWidget(cells[about.key])
                line.addLayout(titled, about.share)
            if not place:
                self._add_end(number, line)
            column_of_lines.addLayout(line)
        self._lines.append(cells)
        self._blocks.addWidget(block)
        self._judge(number)

    def _add_end(self, number: int, line: QHBoxLayout) -> None:
        tag = label("", "tag", wrap=False)
        self._tags.append(tag)
        if self._verdict is not None:
            line.addWidget(tag, 0, Qt.AlignmentFlag.AlignBottom)
        if not self._read_only:
            gone = icon_button("x", _("{field}: remove line {n}").format(field=self._name, n=number + 1))
            gone.clicked.connect(lambda: self._remove(number))
            line.addWidget(gone, 0, Qt.AlignmentFlag.AlignBottom)

    def _cell(self, number: int, about: TableColumn, value: object) -> Editor:
        # Translators: a cell of a small table: the table, the line's number and the column.
        name = _("{field}, line {n}: {column}").format(field=self._name, n=number + 1, column=about.label)
        cell = about.make(name)
        cell.set_value(value)
        cell.set_read_only(self._read_only)
        if isinstance(line := cell.focusProxy(), QLineEdit):
            line.setCursorPosition(0)
        cell.edited.connect(lambda _value: self._cell_edited(number))
        cell.changed.connect(lambda _value: self.flush_own())
        return cell

    def flush_own(self) -> None:
        """Tell `changed` now: a cell's moment to save is the table's."""
        super().flush()

    def _cell_edited(self, number: int) -> None:
        self._judge(number)
        self._touched()

    def _judge(self, number: int) -> None:
        if self._verdict is None:
            return
        words, tone = self._verdict({key: cell.value() for key, cell in self._lines[number].items()})
        tag = self._tags[number]
        tag.setText(words)
        if self._verdict is not None:
            tag.setVisible(bool(words))
        tag.setProperty("tone", tone)
        tag.style().polish(tag)

    def _remove(self, number: int) -> None:
        rows = self._rows()
        del rows[number]
        self._show(rows)
        self._touched()
        self.flush_own()
        self.more.setFocus(Qt.FocusReason.OtherFocusReason)
