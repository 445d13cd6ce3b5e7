"""What every section of the settings is: a card with a heading that tells and refuses through the page."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from ui.widgets.basics import card, label


class Section(QWidget):
    """A heading, a line that explains it, and below whatever the section puts into `column`."""

    told = Signal(str)
    refused = Signal(object)

    def __init__(self, title: str, explanation: str = "") -> None:
        super().__init__()
        frame, self.column = card()
        self.column.addWidget(label(title, "heading"))
        if explanation:
            self.column.addWidget(label(explanation, "muted"))
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(frame)

    def refresh(self) -> None:
        """Show again what may have changed since the page was last seen."""
