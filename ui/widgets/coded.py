"""Editors of codes: one code of a list, or several."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QVBoxLayout

from partnerdesk.i18n import _
from ui.widgets.basics import Choice
from ui.widgets.chips import ChipSet, FilterChip
from ui.widgets.editors import Editor, alone

_MOST_CHIPS = 9


class CodeEditor(Editor):
    """One code of a list, or none."""

    def __init__(self, name: str, choices: Sequence[Choice], *, required: bool = False) -> None:
        super().__init__(name)
        self._box = QComboBox()
        self._box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self._box.setMinimumContentsLength(12)
        self._required = required
        self._box.addItem("–" if not required else _("Please choose"), None)
        for choice in choices:
            self._box.addItem(choice.label, choice.code)
        self._box.activated.connect(lambda _row: self._picked())
        self._adopt(self._box)
        alone(self, self._box)

    def value(self) -> str | None:
        code = self._box.currentData()
        return None if code is None else str(code)

    def set_value(self, value: object) -> None:
        row = self._box.findData(value) if value is not None else 0
        if row < 0:
            # A code of a newer version or of another office's list: shown as it is, never dropped.
            self._box.addItem(str(value), value)
            row = self._box.count() - 1
        self._box.setCurrentIndex(row)

    def _picked(self) -> None:
        self._touched()
        self.flush()


class CodesEditor(Editor):
    """Several codes of a list: chips for a short list, a list that opens for a long one."""

    def __init__(self, name: str, choices: Sequence[Choice]) -> None:
        super().__init__(name)
        self._unknown: frozenset[str] = frozenset()
        self._known = frozenset(choice.code for choice in choices)
        self._many: ChipSet | FilterChip
        if len(choices) <= _MOST_CHIPS:
            self._many = ChipSet(name, choices)
            self._many.switched.connect(lambda _codes: self._touched())
            self._adopt(*self._many.chips.values())
            alone(self, self._many)
        else:
            self._many = FilterChip(name, choices)
            self._many.chosen.connect(lambda _codes: self._touched())
            self._adopt(self._many)
            column = QVBoxLayout(self)
            column.setContentsMargins(0, 0, 0, 0)
            column.addWidget(self._many, 0, Qt.AlignmentFlag.AlignLeading)

    def value(self) -> list[str]:
        return sorted(self._many.codes() | self._unknown)

    def set_value(self, value: object) -> None:
        codes = (
            frozenset(str(code) for code in value) if isinstance(value, list | tuple | set | frozenset) else frozenset()
        )
        self._unknown = codes - self._known
        self._many.set_codes(codes & self._known)
