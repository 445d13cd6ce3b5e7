"""The recovery key of a new workspace, shown once: to be written down, copied or printed before going on."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFontDatabase, QGuiApplication
from PySide6.QtWidgets import QCheckBox, QVBoxLayout, QWidget

from partnerdesk.i18n import _
from ui.widgets.basics import button, card, in_row, label


class RecoverySheet(QWidget):
    """Shows the key in short groups; going on needs a word that it was kept."""

    print_asked = Signal(str)
    """Print the key on paper."""
    file_asked = Signal(str)
    """Save the sheet with the key as a PDF file."""
    finished = Signal()
    """The key was kept."""

    def __init__(self, key: str, onwards_words: str = "") -> None:
        super().__init__()
        self._key = key
        self.paper = button(_("Print…"), "printer")
        self.paper.clicked.connect(lambda: self.print_asked.emit(key))
        file = button(_("Save as PDF…"), "file-text")
        file.clicked.connect(lambda: self.file_asked.emit(key))
        self._copy = button(_("Copy"), "copy")
        self._copy.clicked.connect(self._copy_key)
        self._copied = label("", "help")
        self._copied.hide()
        kept = QCheckBox(_("I wrote it down or printed it"))
        onwards = button(onwards_words or _("Start"), variant="primary")
        onwards.setEnabled(False)
        kept.toggled.connect(onwards.setEnabled)
        onwards.clicked.connect(self.finished)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(14)
        column.addWidget(self._key_in_groups())
        column.addLayout(in_row(self.paper, file, self._copy, None))
        column.addWidget(self._copied)
        column.addWidget(kept)
        column.addLayout(in_row(onwards, None))

    def _copy_key(self) -> None:
        QGuiApplication.clipboard().setText(self._key)
        self._copied.setText(_("Copied. Put it into a password manager, not into a file on this computer."))
        self._copied.show()

    def _key_in_groups(self) -> QWidget:
        """Return the key in large letters and short groups, from left to right in every language."""
        frame, column = card(16, "sunken")
        head, dash, rest = self._key.rpartition("-")
        groups = [rest[start : start + 5] for start in range(0, len(rest), 5)]
        key = label(" ".join([head + dash, *groups]))
        key.setObjectName("recovery")
        key.setLayoutDirection(Qt.LayoutDirection.LeftToRight)
        key.setAlignment(Qt.AlignmentFlag.AlignCenter)
        font = QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont)
        font.setPointSizeF(self.font().pointSizeF() * 1.2)
        key.setFont(font)
        key.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
        # Translators: {key} is a long row of letters and digits, read aloud.
        key.setAccessibleName(_("Recovery key: {key}").format(key=self._key))
        column.addWidget(key)
        return frame
