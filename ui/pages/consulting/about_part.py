"""What a consultation is about, where and when it takes place, and how what is said may be used."""

from collections.abc import Mapping
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QVBoxLayout, QWidget

from ui.pages.consulting import tabs
from ui.pages.consulting.part import SheetPart
from ui.pages.marking import RecordMark
from ui.pages.record_editor import RecordEditor
from ui.widgets.basics import card, scrolled

if TYPE_CHECKING:
    from partnerdesk.consultations import Sheet
    from partnerdesk.desk import Desk

_WAITED_FOR = ("attribution_rule", "consent", "safety_checked", "audience")
"""The fields that steps wait for, in the order of the states."""


class AboutPart(SheetPart):
    """Forms that save as they are typed into; the mark of sensitivity asks why when it is lowered."""

    def __init__(self, desk: "Desk") -> None:
        super().__init__()
        self._values: Mapping[str, object] = {}
        self.editor = RecordEditor(desk, "consultation", tabs.groups(), without=("sensitivity",))
        self.editor.saved.connect(self.changed)
        self.editor.saving.connect(self.saving)
        self.editor.look_asked.connect(lambda _field: self.wants.emit("conflicts", self.editor.record()))
        self.mark = RecordMark(desk)
        self.mark.marked.connect(self.changed)
        self.mark.refused.connect(self.refused)
        frame, inside = card(20)
        inside.addWidget(self.mark)
        body = QWidget()
        column = QVBoxLayout(body)
        column.setContentsMargins(0, 0, 6, 12)
        column.setSpacing(14)
        column.addWidget(self.editor)
        column.addWidget(frame)
        column.addStretch(1)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        self._scroll = scrolled(body)
        outer.addWidget(self._scroll)

    def show_sheet(self, sheet: "Sheet") -> None:
        """Show a consultation; what is typed and not saved stands over what is in the store."""
        if self.editor.record() != sheet.consultation.id or self.editor.is_clean():
            self.editor.show_record(sheet.consultation)
        self.mark.show_record(sheet.consultation)
        self._values = sheet.consultation.values

    def to_missing(self) -> None:
        """Put the keyboard into the first field that a step may wait for."""
        values = self._values
        open_ones = [name for name in _WAITED_FOR if not values.get(name)]
        field = open_ones[0] if open_ones else _WAITED_FOR[0]
        editor = self.editor.form_of(field).editor(field)
        editor.setFocus(Qt.FocusReason.OtherFocusReason)
        QTimer.singleShot(0, editor, lambda: self._scroll.ensureWidgetVisible(editor, 0, 60))

    def flush(self) -> bool:
        """Save what is typed."""
        return self.editor.flush()
