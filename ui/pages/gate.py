"""The shape of what stands before an open workspace: one card in the middle of the window, and the language at hand."""

from collections.abc import Callable

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QColor, QFont, QPainter, QPaintEvent, QShowEvent
from PySide6.QtWidgets import (
    QComboBox,
    QFrame,
    QHBoxLayout,
    QLabel,
    QProgressBar,
    QPushButton,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from partnerdesk import i18n
from partnerdesk.i18n import _
from ui import theme
from ui.theme import icons
from ui.widgets.basics import button, card, clear, in_row, label, scrolled

_CARD_WIDTH = 600


class Brand(QWidget):
    """The name of the program with its mark."""

    def __init__(self) -> None:
        super().__init__()
        self.setFixedHeight(56)
        self.setMinimumWidth(260)
        self.setAccessibleName("PartnerDesk")

    def paintEvent(self, _event: QPaintEvent) -> None:
        colours = theme.colours()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        font = QFont(self.font())
        font.setPointSizeF(font.pointSizeF() * 1.8)
        font.setWeight(QFont.Weight.Bold)
        painter.setFont(font)
        side, gap = 44.0, 14.0
        words = painter.fontMetrics().horizontalAdvance("PartnerDesk")
        left = (self.width() - side - gap - words) / 2
        rtl = self.layoutDirection() == Qt.LayoutDirection.RightToLeft
        tile = QRectF(left + words + gap if rtl else left, (self.height() - side) / 2, side, side)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(colours.accent))
        painter.drawRoundedRect(tile, 11, 11)
        icons.draw(painter, "handshake", tile.adjusted(9, 9, -9, -9), colours.on_accent)
        painter.setPen(QColor(colours.text))
        place = QRectF(left if rtl else left + side + gap, 0, words + 4, self.height())
        painter.drawText(place, int(Qt.AlignmentFlag.AlignVCenter), "PartnerDesk")
        painter.end()


class GatePage(QWidget):
    """A card in the middle of an otherwise empty window; `build` fills it, again whenever the language changes."""

    language_chosen = Signal(str)
    stopped = Signal()
    """What is being done shall stop."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._frame: QFrame
        self._frame, self.column = card(30)
        self.column.setSpacing(14)
        self._frame.setMaximumWidth(_CARD_WIDTH)
        self._frame.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        middle = QHBoxLayout()
        middle.addStretch(1)
        middle.addWidget(self._frame, 8)
        middle.addStretch(1)
        self._foot = QHBoxLayout()
        inside = QWidget()
        column = QVBoxLayout(inside)
        column.setContentsMargins(24, 24, 24, 20)
        column.setSpacing(18)
        column.addStretch(2)
        column.addWidget(Brand())
        column.addLayout(middle)
        column.addLayout(self._foot)
        column.addStretch(3)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(scrolled(inside))
        self._problem: QLabel | None = None
        self._first: QWidget | None = None

    def begin_at(self, field: QWidget) -> None:
        """Put the keyboard on this field as soon as the card is filled and seen."""
        self._first = field

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._begin()

    def show_languages(self) -> None:
        """Offer the languages below the card."""
        clear(self._foot)
        box = QComboBox()
        box.setAccessibleName(_("Language"))
        for code in i18n.LANGUAGES:
            box.addItem(i18n.endonym(code), code)
        box.setCurrentIndex(box.findData(i18n.language()))
        box.activated.connect(lambda _row: self.language_chosen.emit(str(box.currentData())))
        mark = QLabel()
        icons.put(mark, "languages", "muted")
        self._foot.addStretch(1)
        self._foot.addWidget(mark)
        self._foot.addWidget(box)
        self._foot.addStretch(1)

    def restart(self, build: Callable[[], None]) -> None:
        """Empty the card and fill it anew."""
        clear(self.column)
        clear(self._foot)
        self._first = None
        self._problem = label("", "error")
        self._problem.hide()
        build()
        self._begin()

    def add_working(self, words: str, sentence: str, *, can_stop: bool) -> QLabel:
        """Fill the card with what is being done, and how to stop it; return the line that may tell how far it is."""
        self.column.addWidget(label(words, "title"))
        self.column.addWidget(label(sentence, "muted"))
        bar = QProgressBar()
        bar.setRange(0, 0)
        bar.setTextVisible(False)
        bar.setAccessibleName(words)
        self.column.addWidget(bar)
        step = label("", "help")
        self.column.addWidget(step)
        step.hide()
        if can_stop:
            stop = button(_("Stop"), variant="quiet")
            stop.clicked.connect(lambda: self._stop(step))
            self.column.addLayout(in_row(stop, None))
            self.begin_at(stop)
        return step

    def _stop(self, step: QLabel) -> None:
        for made in self.findChildren(QPushButton):
            made.setEnabled(False)
        step.setText(_("It stops after this step…"))
        step.show()
        self.stopped.emit()

    def _begin(self) -> None:
        if self._first is not None and self.isVisible():
            # A layout shows its widgets a moment later; one that is not shown does not get the keyboard.
            self._first.show()
            self._first.setFocus(Qt.FocusReason.OtherFocusReason)

    def add_problem_line(self) -> None:
        """Put the line for errors at this point of the card."""
        if self._problem is not None:
            self.column.addWidget(self._problem)

    def show_problem(self, sentence: str) -> None:
        """Say what stands in the way; empty hides it."""
        if self._problem is not None:
            self._problem.setText(sentence)
            self._problem.setVisible(bool(sentence))
            self._problem.setAccessibleName(sentence)
