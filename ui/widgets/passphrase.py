"""A field for a passphrase that can be looked at."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QWidget

from partnerdesk.i18n import _
from ui.theme import icons
from ui.widgets.basics import icon_button


class PassphraseField(QWidget):
    """Hides what is typed until the eye is pressed; screen readers treat it as a password."""

    typed = Signal(str)
    entered = Signal()
    """Enter was pressed."""

    def __init__(self, name: str) -> None:
        super().__init__()
        self._line = QLineEdit()
        self._line.setEchoMode(QLineEdit.EchoMode.Password)
        self._line.setAccessibleName(name)
        self._line.textEdited.connect(self.typed)
        self._line.returnPressed.connect(self.entered)
        self._eye = icon_button("eye", _("Show what is typed"))
        self._eye.setCheckable(True)
        self._eye.toggled.connect(self._reveal)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(2)
        row.addWidget(self._line, 1)
        row.addWidget(self._eye)
        self.setFocusProxy(self._line)

    def text(self) -> str:
        """Return what is typed."""
        return self._line.text()

    def set_text(self, text: str) -> None:
        """Show another text; nobody is told."""
        self._line.setText(text)

    def _reveal(self, shown: bool) -> None:
        self._line.setEchoMode(QLineEdit.EchoMode.Normal if shown else QLineEdit.EchoMode.Password)
        icons.put(self._eye, "eye-off" if shown else "eye", "muted")
