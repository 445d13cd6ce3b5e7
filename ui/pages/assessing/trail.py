"""The states of an assessment as a line of dots with words."""

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from partnerdesk import vocabulary
from partnerdesk.i18n import _
from ui import theme
from ui.theme import icons

WAY = ("draft", "submitted", "validated", "shared")
"""The usual way; "returned" and "cancelled" lie beside it."""

_DOT = 16
_GAP = 8
_LINE = 22


class Trail(QWidget):
    """The states as a line of dots with words; only the present one is named where there is little room."""

    def __init__(self) -> None:
        super().__init__()
        self._state, self._short = "draft", False
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)

    def show_state(self, state: str) -> None:
        """Show where the record stands."""
        self._state = state
        name = vocabulary.state_label("assessment", state)
        self.setAccessibleName(_("Status: {state}").format(state=name))
        self.setToolTip(" → ".join(vocabulary.state_label("assessment", one) for one in WAY))
        self.updateGeometry()
        self.update()

    def set_short(self, short: bool) -> None:
        """Name only the present state."""
        self._short = short
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        height = max(_DOT, self.fontMetrics().height()) + 10
        return QSize(round(sum(self._widths())) + 4, height)

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        rtl = self.layoutDirection() == Qt.LayoutDirection.RightToLeft
        at = 2.0
        here = self._place()
        for number, (state, width) in enumerate(zip(self._states(), self._widths(), strict=True)):
            left = self.width() - at - width if rtl else at
            self._paint_state(painter, QRectF(left, 0, width, self.height()), state, number - here, rtl=rtl)
            at += width
        painter.end()

    def _paint_state(self, painter: QPainter, room: QRectF, state: str, distance: int, *, rtl: bool) -> None:
        colours = theme.colours()
        aside = {"returned": colours.warning, "cancelled": colours.danger}.get(state)
        colour = aside or (colours.accent if distance <= 0 else colours.border)
        middle = room.center().y()
        left = room.right() - _DOT if rtl else room.left()
        dot = QRectF(left, middle - _DOT / 2, _DOT, _DOT)
        painter.setPen(QPen(QColor(colour), 2))
        painter.setBrush(QColor(colour if distance <= 0 else colours.window))
        painter.drawEllipse(dot.adjusted(2, 2, -2, -2))
        if distance < 0:
            icons.draw(painter, "check", dot.adjusted(4, 4, -4, -4), colours.on_accent)
        painter.setFont(self._font(bold=distance == 0))
        painter.setPen(QColor(aside or (colours.text if distance == 0 else colours.muted)))
        name = self._name(state)
        words_room = room.adjusted(0, 0, -_DOT - 6, 0) if rtl else room.adjusted(_DOT + 6, 0, 0, 0)
        side = (Qt.AlignmentFlag.AlignRight if rtl else Qt.AlignmentFlag.AlignLeft) | Qt.AlignmentFlag.AlignAbsolute
        painter.drawText(words_room, int(side | Qt.AlignmentFlag.AlignVCenter), name)
        if state != self._states()[-1]:
            end = room.left() + _GAP - 2 if rtl else room.right() - _GAP + 2
            start = end + _LINE - _GAP if rtl else end - _LINE + _GAP
            painter.setPen(QPen(QColor(colours.accent if distance < 0 else colours.border), 2))
            painter.drawLine(round(start), round(middle), round(end), round(middle))

    def _states(self) -> tuple[str, ...]:
        if self._state == "cancelled":
            return ("cancelled",)
        return ("returned", *WAY[1:]) if self._state == "returned" else WAY

    def _place(self) -> int:
        states = self._states()
        return states.index(self._state) if self._state in states else 0

    def _name(self, state: str) -> str:
        if self._short and state != self._states()[self._place()]:
            return ""
        return vocabulary.state_label("assessment", state)

    def _widths(self) -> list[float]:
        metrics = QFontMetrics(self._font(bold=True))
        found = []
        for state in self._states():
            name = self._name(state)
            width = _DOT + (6 + metrics.horizontalAdvance(name) if name else 0)
            found.append(float(width + (_LINE if state != self._states()[-1] else 0)))
        return found

    def _font(self, *, bold: bool) -> QFont:
        font = QFont(self.font())
        font.setWeight(QFont.Weight.DemiBold if bold else QFont.Weight.Normal)
        return font
