"""How sensitive a record is: raising the mark works at once, lowering it asks why."""

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QLineEdit, QVBoxLayout, QWidget

from partnerdesk import audience, showing
from partnerdesk.errors import PartnerDeskError
from partnerdesk.i18n import _
from ui import binding
from ui.theme import icons
from ui.widgets.basics import button, in_row, label
from ui.widgets.coded import CodeEditor

if TYPE_CHECKING:
    from partnerdesk.desk import Desk, View


class SensitivityMark(QWidget):
    """One code list with the reason that others are owed; it writes by itself."""

    marked = Signal()
    refused = Signal(object)

    def __init__(self, desk: "Desk") -> None:
        super().__init__()
        self._desk = desk
        self._view: View | None = None
        title = _("Sensitivity")
        self.level = CodeEditor(title, binding.choices("sensitivity"), required=True)
        self.level.changed.connect(lambda _value: self._picked())
        self.why = QLineEdit()
        self.why.setPlaceholderText(_("Others rely on the mark: why is it lowered?"))
        self.why.setAccessibleName(self.why.placeholderText())
        self.why.returnPressed.connect(self._lower)
        lower = button(_("Lower the mark"))
        lower.clicked.connect(self._lower)
        leave = button(_("Keep it"), variant="quiet")
        leave.clicked.connect(self._keep)
        self.asking = QWidget()
        asking = QVBoxLayout(self.asking)
        asking.setContentsMargins(0, 0, 0, 0)
        asking.addWidget(self.why)
        asking.addLayout(in_row(lower, leave, None))
        self.asking.hide()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addWidget(label(title, "label", wrap=False))
        column.addWidget(self.level)
        column.addWidget(self.asking)

    def show_record(self, view: "View") -> None:
        """Show the mark of a record; a reason that is being written for the same record stays."""
        same = self._view is not None and self._view.id == view.id
        self._view = view
        if not same:
            self.why.clear()
            self.asking.hide()
        if self.asking.isHidden():
            self.level.set_value(audience.level_of(view))

    def _picked(self) -> None:
        level = str(self.level.value() or "")
        if self._view is None or not level:
            return
        standing = audience.level_of(self._view)
        if audience.LEVELS.index(level) < audience.LEVELS.index(standing):
            self.asking.show()
            self.why.setFocus(Qt.FocusReason.OtherFocusReason)
            return
        self.asking.hide()
        if level != standing or "sensitivity" in self._view.conflicts:
            self._mark(level)

    def _lower(self) -> None:
        if self.why.text().strip():
            self._mark(str(self.level.value()))
        else:
            self.why.setFocus(Qt.FocusReason.OtherFocusReason)

    def _keep(self) -> None:
        self.asking.hide()
        self.why.clear()
        if self._view is not None:
            self.level.set_value(audience.level_of(self._view))

    def _mark(self, level: str) -> None:
        if self._view is None:
            return
        kind, record = self._view.kind.name, self._view.id
        try:
            audience.mark(self._desk, kind, record, level, self._view.seen, reason=self.why.text())
        except PartnerDeskError as error:
            self.refused.emit(error)
            return
        self._view = self._desk.view(kind, record)
        self._keep()
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
