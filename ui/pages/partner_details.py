"""The fields of a partner, in groups as somebody fills them in who sits with the partner."""

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QVBoxLayout, QWidget

from partnerdesk.views import View
from ui.page import Page
from ui.pages import partner_parts
from ui.pages.record_editor import RecordEditor
from ui.widgets.basics import scrolled

if TYPE_CHECKING:
    from partnerdesk.desk import Desk


class DetailsPart(Page):
    """The partner's own fields."""

    def __init__(self, desk: "Desk", parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("part")
        inside = QWidget()
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(scrolled(inside))
        self.editor = RecordEditor(desk, "partner", partner_parts.groups(), parent=inside)
        self.editor.saving.connect(self.saving)
        self.editor.saved.connect(self.changed)
        self.editor.look_asked.connect(lambda _field: self.wants.emit("conflicts", self.editor.record()))
        column = QVBoxLayout(inside)
        column.setContentsMargins(0, 0, 6, 12)
        column.addWidget(self.editor)
        column.addStretch(1)

    def show_record(self, partner: View) -> None:
        """Edit this partner; what is typed into it and not saved yet stays."""
        if self.editor.record() != partner.id or self.editor.is_clean():
            self.editor.show_record(partner)

    def flush(self) -> bool:
        """Save what is typed."""
        return self.editor.flush()
