"""How sensitive something is, to be raised at once or lowered with a reason."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLabel, QLineEdit, QWidget

from partnerdesk import vocabulary
from partnerdesk.audience import LEVELS
from partnerdesk.i18n import _
from ui.theme import icons


class SensitivityMark(QWidget):
    """Shows a level of sensitivity: raising it is one choice, lowering it asks why."""

    raised = Signal(str)
    lowered = Signal(str, str)

    def __init__(self) -> None:
        super().__init__()
        self._level = LEVELS[0]
        self._box = QComboBox()
        self._box.setAccessibleName(_("Sensitivity"))
        self._box.setToolTip(_("Sensitivity"))
        for code, words_of in vocabulary.labels("sensitivity").items():
            self._box.addItem(words_of, code)
        self._box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self._box.setMinimumContentsLength(17)
        self._box.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._box.activated.connect(lambda _row: self._chosen())
        self._why = QLineEdit()
        self._why.setPlaceholderText(_("Why may more people read it?"))
        self._why.setAccessibleName(_("Why may more people read it?"))
        self._why.returnPressed.connect(self._lower)
        self._icon = QLabel()
        icons.put(self._icon, "eye-off", "muted", 15)
        row = QHBoxLayout(self)
        row.setContentsMargins(6, 0, 0, 0)
        row.setSpacing(4)
        row.addWidget(self._icon)
        row.addWidget(self._box)
        row.addWidget(self._why)
        self._why.hide()

    def show_level(self, level: str) -> None:
        """Show a level; nobody is told."""
        self._level = level
        self._box.setCurrentIndex(self._box.findData(level))
        self._why.hide()

    def set_read_only(self, read_only: bool) -> None:
        """Show the level without letting it be changed."""
        self._box.setEnabled(not read_only)

    def _chosen(self) -> None:
        wished = str(self._box.currentData())
        if LEVELS.index(wished) >= LEVELS.index(self._level):
            self._why.hide()
            if wished != self._level:
                self.raised.emit(wished)
        else:
            self._why.clear()
            self._why.show()
            self._why.setFocus(Qt.FocusReason.OtherFocusReason)

    def _lower(self) -> None:
        self.lowered.emit(str(self._box.currentData()), self._why.text())
