"""How many questions are answered, as words and as a bar."""

from PySide6.QtWidgets import QHBoxLayout, QProgressBar, QWidget

from partnerdesk.i18n import ngettext
from ui.widgets.basics import label


class AnsweredBar(QWidget):
    """Shows "n of N answered"; never a score."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._words = label("", "muted", wrap=False)
        self._bar = QProgressBar()
        self._bar.setTextVisible(False)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(10)
        row.addWidget(self._bar, 1)
        row.addWidget(self._words)
        self.set_progress(0, 0)

    def set_progress(self, answered: int, total: int) -> None:
        """Show how many of the applicable questions have an answer."""
        # Translators: questions of a form.
        words = ngettext("{answered} of {total} answered", "{answered} of {total} answered", answered)
        words = words.format(answered=answered, total=total)
        self._words.setText(words)
        self._bar.setRange(0, max(1, total))
        self._bar.setValue(answered)
        self._bar.setAccessibleName(words)

    def text(self) -> str:
        """Return the words shown."""
        return self._words.text()
