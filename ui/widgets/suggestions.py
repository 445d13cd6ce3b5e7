"""What is suggested below a line while somebody types."""

from PySide6.QtCore import QEvent, QObject
from PySide6.QtWidgets import QCompleter, QWidget

from ui import theme


class Suggestions(QCompleter):
    """Suggests what its model holds; its list looks as the lists in the window do."""

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        # The list is a window of its own, which the window's style does not reach.
        if event.type() == QEvent.Type.Show and isinstance(watched, QWidget):
            theme.dress(watched)
        return super().eventFilter(watched, event)
