"""A text with what was added and removed marked in it: plain text in any direction of reading, as high as it is long."""

import math
from collections.abc import Sequence

from PySide6.QtCore import QEvent, QSize, Qt
from PySide6.QtGui import QColor, QResizeEvent, QTextCharFormat, QTextCursor, QTextOption
from PySide6.QtWidgets import QFrame, QSizePolicy, QTextEdit, QWidget

from partnerdesk.i18n import _
from partnerdesk.textmerge import Piece
from ui import theme


class MarkedText(QTextEdit):
    """Words are never taken for mark-up; a mark is a colour and a line, so that no colour stands alone."""

    def __init__(self, pieces: Sequence[Piece], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("marked")
        self._pieces = tuple(pieces)
        self.setReadOnly(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        option = QTextOption()
        option.setTextDirection(Qt.LayoutDirection.LayoutDirectionAuto)
        option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        self.document().setDefaultTextOption(option)
        self.document().setDocumentMargin(0)
        self.viewport().setAutoFillBackground(False)
        self.setAccessibleName("".join(map(_spoken, pieces)))
        self._show()

    def sizeHint(self) -> QSize:
        return QSize(120, self._height())

    def minimumSizeHint(self) -> QSize:
        return QSize(60, self.fontMetrics().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def changeEvent(self, event: QEvent) -> None:
        """Follow the look and the letters."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange:
            self._show()
        elif event.type() in {QEvent.Type.FontChange, QEvent.Type.StyleChange}:
            self._fit()

    def _fit(self) -> None:
        wanted = self._height()
        if wanted != self.height():
            self.setFixedHeight(wanted)

    def _height(self) -> int:
        """Return how high the words are in the width that Qt has given them."""
        return math.ceil(self.document().size().height()) + 2

    def _show(self) -> None:
        if not hasattr(self, "_pieces"):
            return
        colours = theme.colours()
        self.clear()
        cursor = QTextCursor(self.document())
        for piece in self._pieces:
            words = QTextCharFormat()
            if piece.mark == "added":
                words.setBackground(QColor(colours.success_soft))
                words.setForeground(QColor(colours.success))
                words.setFontUnderline(True)
            elif piece.mark == "removed":
                words.setForeground(QColor(colours.danger))
                words.setFontStrikeOut(True)
            cursor.insertText(piece.text, words)
        self._fit()


def _spoken(piece: Piece) -> str:
    if piece.mark == "added":
        # Translators: read aloud inside a text: words that somebody added.
        return _(" [added: {words}] ").format(words=piece.text.strip())
    if piece.mark == "removed":
        # Translators: read aloud inside a text: words that somebody took out.
        return _(" [removed: {words}] ").format(words=piece.text.strip())
    return piece.text
