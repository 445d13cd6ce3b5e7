"""How sensitive something is, to be raised at once or lowered with a reason that others are owed."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QLabel, QLineEdit, QVBoxLayout, QWidget

from partnerdesk.audience import LEVELS
from partnerdesk.i18n import _
from ui import binding
from ui.theme import icons
from ui.widgets.basics import button, in_row, label
from ui.widgets.coded import CodeEditor


class SensitivityMark(QWidget):
    """Shows a level of sensitivity; it writes nothing, it only tells what is wished.

    `in_line` makes it one row for places with little room; otherwise it stands under its name like a field of a form.
    """

    raised = Signal(str)
    lowered = Signal(str, str)
    """The level and the reason."""

    def __init__(self, *, in_line: bool = False) -> None:
        super().__init__()
        self._standing = LEVELS[0]
        title = _("Sensitivity")
        self.level = CodeEditor(title, binding.choices("sensitivity"), required=True)
        self.level.setToolTip(title)
        self.level.changed.connect(lambda _value: self._picked())
        self.why = QLineEdit()
        self.why.setPlaceholderText(_("Others rely on the mark: why is it lowered?"))
        self.why.setAccessibleName(self.why.placeholderText())
        self.why.returnPressed.connect(self._lower)
        self.asking = QWidget()
        box: QBoxLayout = QHBoxLayout(self) if in_line else QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(4)
        if in_line:
            mark = QLabel()
            icons.put(mark, "eye-off", "muted", 15)
            box.addWidget(mark)
        else:
            box.addWidget(label(title, "label", wrap=False))
        box.addWidget(self.level)
        box.addWidget(self.asking)
        self._ask_in(QHBoxLayout(self.asking) if in_line else QVBoxLayout(self.asking), buttons=not in_line)
        self.asking.hide()

    def show_level(self, level: str) -> None:
        """Show a level; nobody is told, and a reason that was being written is let go."""
        self._standing = level
        self.why.clear()
        self.asking.hide()
        self.level.set_value(level)

    def is_asking(self) -> bool:
        """Tell whether a reason is being written."""
        return not self.asking.isHidden()

    def set_read_only(self, read_only: bool) -> None:
        """Show the level without letting it be changed."""
        self.level.setEnabled(not read_only)

    def _ask_in(self, box: QBoxLayout, *, buttons: bool) -> None:
        box.setContentsMargins(0, 0, 0, 0)
        box.addWidget(self.why)
        if buttons:
            lower = button(_("Lower the mark"))
            lower.clicked.connect(self._lower)
            leave = button(_("Keep it"), variant="quiet")
            leave.clicked.connect(lambda: self.show_level(self._standing))
            box.addLayout(in_row(lower, leave, None))

    def _picked(self) -> None:
        wished = str(self.level.value() or "")
        if not wished:
            return
        if LEVELS.index(wished) < LEVELS.index(self._standing):
            self.asking.show()
            self.why.setFocus(Qt.FocusReason.OtherFocusReason)
            return
        self.asking.hide()
        self.raised.emit(wished)

    def _lower(self) -> None:
        if self.why.text().strip():
            self.lowered.emit(str(self.level.value()), self.why.text())
        else:
            self.why.setFocus(Qt.FocusReason.OtherFocusReason)
