"""The score of each section as a line of words with a bar; one widget, since it is shown anew with every answer."""

from collections.abc import Mapping, Sequence
from fractions import Fraction

from PySide6.QtCore import QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from partnerdesk.i18n import _
from partnerdesk.instruments.model import Section
from ui import theme
from ui.pages.assessing import words

_BAR = 5
_GAP = 9
_WRAP = int(Qt.TextFlag.TextWordWrap)


class ScoreBars(QWidget):
    """Shows sections from 0 to 100; a section that is not finished has no bar and no number."""

    def __init__(self) -> None:
        super().__init__()
        self._lines: list[tuple[str, Fraction | None]] = []
        font = self.font()
        font.setPointSizeF(font.pointSizeF() * 0.92)
        self.setFont(font)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_scores(self, sections: Sequence[Section], scores: Mapping[str, Fraction | None]) -> None:
        """Show the scores of these sections; nothing while none is finished."""
        lines = [(section.title.words(), scores[section.key]) for section in sections]
        if lines == self._lines:
            return
        self._lines = lines if any(value is not None for _title, value in lines) else []
        self.setVisible(bool(self._lines))
        self.setAccessibleName(self.text())
        self._fit()
        self.update()

    def text(self) -> str:
        """Return the same in words, one line for each section."""
        # Translators: a section and its score, or that it is not finished.
        told = _("{section}: {score}")
        return "\n".join(
            told.format(section=title, score=_("open") if value is None else words.number(value))
            for title, value in self._lines
        )

    def sizeHint(self) -> QSize:
        return QSize(200, self.height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def paintEvent(self, _event: QPaintEvent) -> None:
        colours = theme.colours()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        rtl = self.layoutDirection() == Qt.LayoutDirection.RightToLeft
        near = (Qt.AlignmentFlag.AlignRight if rtl else Qt.AlignmentFlag.AlignLeft) | Qt.AlignmentFlag.AlignAbsolute
        far = (Qt.AlignmentFlag.AlignLeft if rtl else Qt.AlignmentFlag.AlignRight) | Qt.AlignmentFlag.AlignAbsolute
        top = 0
        for title, value in self._lines:
            height = self._words_height(title)
            line = QRect(0, top, self.width(), height)
            number = self._number_width()
            room = line.adjusted(number, 0, 0, 0) if rtl else line.adjusted(0, 0, -number, 0)
            painter.setFont(self.font())
            painter.setPen(QColor(colours.muted if value is None else colours.text))
            painter.drawText(room, int(near | Qt.AlignmentFlag.AlignVCenter) | _WRAP, title)
            painter.setFont(self._bold())
            shown = "–" if value is None else words.number(value)
            painter.drawText(line, int(far | Qt.AlignmentFlag.AlignVCenter), shown)
            self._paint_bar(painter, QRectF(0, top + height + 2, self.width(), _BAR), value, rtl=rtl)
            top += height + _BAR + _GAP
        painter.end()

    def _paint_bar(self, painter: QPainter, track: QRectF, value: Fraction | None, *, rtl: bool) -> None:
        colours = theme.colours()
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(colours.sunken))
        painter.drawRoundedRect(track, _BAR / 2, _BAR / 2)
        if value is not None:
            width = track.width() * float(value) / 100
            left = track.right() - width if rtl else track.left()
            painter.setBrush(QColor(colours.accent))
            painter.drawRoundedRect(QRectF(left, track.top(), width, _BAR), _BAR / 2, _BAR / 2)

    def _fit(self) -> None:
        needed = sum(self._words_height(title) + _BAR + _GAP for title, _value in self._lines)
        self.setFixedHeight(max(1, needed))

    def _words_height(self, title: str) -> int:
        room = max(60, self.width() - self._number_width())
        return self.fontMetrics().boundingRect(0, 0, room, 400, _WRAP, title).height()

    def _number_width(self) -> int:
        return self.fontMetrics().horizontalAdvance("100.0") + 14

    def _bold(self) -> QFont:
        font = QFont(self.font())
        font.setWeight(QFont.Weight.DemiBold)
        return font
