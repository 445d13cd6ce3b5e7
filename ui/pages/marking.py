"""How sensitive a record is: raising the mark works at once, lowering it asks why."""

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QWidget

from partnerdesk import audience, showing
from partnerdesk.errors import PartnerDeskError
from ui.theme import icons
from ui.widgets.basics import label
from ui.widgets.sensitivity import SensitivityMark

if TYPE_CHECKING:
    from partnerdesk.desk import Desk
    from partnerdesk.views import View


class RecordMark(SensitivityMark):
    """The mark of one record; it writes by itself."""

    marked = Signal()
    refused = Signal(object)

    def __init__(self, desk: "Desk") -> None:
        super().__init__()
        self._desk = desk
        self._view: View | None = None
        self.raised.connect(self._raise)
        self.lowered.connect(self._mark)

    def show_record(self, view: "View") -> None:
        """Show the mark of a record; a reason that is being written for the same record stays."""
        same = self._view is not None and self._view.id == view.id
        self._view = view
        if not (same and self.is_asking()):
            self.show_level(audience.level_of(view))

    def _raise(self, level: str) -> None:
        if self._view is not None and (level != audience.level_of(self._view) or "sensitivity" in self._view.conflicts):
            self._mark(level, "")

    def _mark(self, level: str, why: str) -> None:
        if self._view is None:
            return
        kind, record = self._view.kind.name, self._view.id
        try:
            audience.mark(self._desk, kind, record, level, self._view.seen, reason=why)
        except PartnerDeskError as error:
            self.refused.emit(error)
            return
        self._view = self._desk.view(kind, record)
        self.show_level(audience.level_of(self._view))
        self.marked.emit()


def marked_tag(words: str, icon: str, tone: str) -> QWidget:
    """Return a tag with an icon, so that a colour never stands alone."""
    made = QWidget()
    mark = QLabel()
    icons.put(mark, icon, tone or "muted", 15)
    row = QHBoxLayout(made)
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(4)
    row.addWidget(mark)
    row.addWidget(label(words, "tag", tone=tone))
    return made


def level_words(level: str) -> str:
    """Return a level of sensitivity in words."""
    return showing.shown("note", "sensitivity", level)
