"""One line to type something new into: Enter adds it and leaves the line ready for the next."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QWidget

from partnerdesk.errors import PartnerDeskError
from ui.kept import Kept, after_pause
from ui.widgets.basics import button, icon_button

if TYPE_CHECKING:
    from partnerdesk.desk import Desk

_TEXT = "text"


class QuickLine(QWidget):
    """Adds by a use case; what is typed and not added yet is kept on this device."""

    added = Signal(str)
    """The id of the new record."""
    refused = Signal(object)

    def __init__(self, desk: "Desk", key: str, placeholder: str, action: str, *, small: bool = False) -> None:
        super().__init__()
        self._desk, self._key = desk, key
        self._add: Callable[[str], str] = lambda _text: ""
        self._kept = Kept(desk, key)
        self.line = QLineEdit()
        self.line.setPlaceholderText(placeholder)
        self.line.setAccessibleName(placeholder)
        self.line.textEdited.connect(self._typed)
        self.line.returnPressed.connect(self.add)
        self._pause = after_pause(self, self.flush)
        made = icon_button("plus", action, "accent") if small else button(action, "plus")
        made.clicked.connect(self.add)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(6)
        row.addWidget(self.line, 1)
        row.addWidget(made)

    def begin(self, owner: str, add: Callable[[str], str]) -> None:
        """Add to this record from now on; what was typed for it before is shown again."""
        self.flush()
        self._add = add
        self._kept = Kept(self._desk, f"{self._key}:{owner}")
        self.line.setText(str(self._kept.values.get(_TEXT, "")))

    def add(self) -> None:
        """Record what is typed."""
        text = self.line.text().strip()
        if not text:
            self.line.setFocus(Qt.FocusReason.OtherFocusReason)
            return
        try:
            made = self._add(text)
        except PartnerDeskError as error:
            self.refused.emit(error)
            return
        self.line.clear()
        self._kept.forget()
        self.added.emit(made)

    def flush(self) -> bool:
        """Keep what is typed on this device."""
        self._pause.stop()
        return self._kept.flush()

    def _typed(self, text: str) -> None:
        self._kept.put(_TEXT, text)
        self._pause.start()
