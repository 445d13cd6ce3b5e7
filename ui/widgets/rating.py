"""The scale of a question: every step with its anchor in sight, one key to answer."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QObject, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QEnterEvent,
    QFont,
    QFontMetrics,
    QKeyEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QResizeEvent,
    QTextOption,
)
from PySide6.QtWidgets import QAbstractButton, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from partnerdesk.i18n import _
from ui import theme
from ui.widgets.basics import button

_BADGE = 30
_PAD = 12
_GAP = 12


@dataclass(frozen=True)
class Step:
    """One answer of a scale: what is stored, its label and, beside it, what it means."""

    value: int | str
    label: str
    anchor: str = ""


class _StepButton(QAbstractButton):
    """One step as a wide row: key, label, anchor; it grows with its words and never cuts them."""

    def __init__(self, step: Step, key: str) -> None:
        super().__init__()
        self.step = step
        self._key = key
        self.setCheckable(True)
        self.setText(step.label)
        parts = (key, step.label, step.anchor)
        self.setAccessibleName(". ".join(part for part in parts if part))
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def sizeHint(self) -> QSize:
        return QSize(320, self.heightForWidth(max(320, self.width())))

    def minimumSizeHint(self) -> QSize:
        return QSize(200, 44)

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        room = max(80, width - _BADGE - 2 * _PAD - _GAP)
        bold = QFontMetrics(self._bold())
        wrap = int(Qt.TextFlag.TextWordWrap)
        height = bold.boundingRect(0, 0, room, 2000, wrap, self.step.label).height()
        if self.step.anchor:
            height += self.fontMetrics().boundingRect(0, 0, room, 2000, wrap, self.step.anchor).height() + 2
        return max(_BADGE, height) + 2 * 9

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Never be lower than the words need, whatever the layout would like."""
        super().resizeEvent(event)
        self.setMinimumHeight(self.heightForWidth(self.width()))

    def enterEvent(self, event: QEnterEvent) -> None:
        self.update()
        super().enterEvent(event)

    def leaveEvent(self, event: QEvent) -> None:
        self.update()
        super().leaveEvent(event)

    def paintEvent(self, _event: QPaintEvent) -> None:
        colours = theme.colours()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        shape = QRectF(self.rect()).adjusted(1, 1, -1, -1)
        on = self.isChecked()
        edge = colours.focus if self.hasFocus() else colours.accent if on else colours.border
        fill = colours.accent_soft if on else colours.window if self.underMouse() else colours.surface
        painter.setPen(QPen(QColor(edge), 2 if on or self.hasFocus() else 1))
        painter.setBrush(QColor(fill))
        painter.drawRoundedRect(shape, 9, 9)
        painter.setOpacity(1 if self.isEnabled() or on else 0.55)
        rtl = self.layoutDirection() == Qt.LayoutDirection.RightToLeft
        left = shape.right() - _PAD - _BADGE if rtl else shape.left() + _PAD
        self._paint_badge(painter, QRectF(left, shape.center().y() - _BADGE / 2, _BADGE, _BADGE))
        taken = _PAD + _BADGE + _GAP
        words = shape.adjusted(_PAD, 9, -taken, -7) if rtl else shape.adjusted(taken, 9, -_PAD, -7)
        self._paint_words(painter, words)
        painter.end()

    def _paint_badge(self, painter: QPainter, place: QRectF) -> None:
        colours = theme.colours()
        on = self.isChecked()
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(colours.accent if on else colours.sunken))
        painter.drawEllipse(place)
        painter.setPen(QColor(colours.on_accent if on else colours.text))
        painter.setFont(self._bold())
        painter.drawText(place, int(Qt.AlignmentFlag.AlignCenter), self._key)

    def _paint_words(self, painter: QPainter, place: QRectF) -> None:
        colours = theme.colours()
        # The side follows the window, the order of the signs follows the words: a form may lack the window's language.
        rtl = self.layoutDirection() == Qt.LayoutDirection.RightToLeft
        side = (Qt.AlignmentFlag.AlignRight if rtl else Qt.AlignmentFlag.AlignLeft) | Qt.AlignmentFlag.AlignAbsolute
        option = QTextOption(side)
        option.setWrapMode(QTextOption.WrapMode.WordWrap)
        option.setTextDirection(Qt.LayoutDirection.LayoutDirectionAuto)
        painter.setFont(self._bold())
        painter.setPen(QColor(colours.accent_strong if self.isChecked() else colours.text))
        wrap = int(Qt.TextFlag.TextWordWrap)
        height = painter.fontMetrics().boundingRect(0, 0, int(place.width()), 2000, wrap, self.step.label).height()
        if not self.step.anchor:
            option.setAlignment(side | Qt.AlignmentFlag.AlignVCenter)
            painter.drawText(place, self.step.label, option)
            return
        painter.drawText(QRectF(place.left(), place.top(), place.width(), height), self.step.label, option)
        painter.setFont(self.font())
        painter.setPen(QColor(colours.muted))
        painter.drawText(place.adjusted(0, height + 2, 0, 6), self.step.anchor, option)

    def _bold(self) -> QFont:
        font = QFont(self.font())
        font.setWeight(QFont.Weight.DemiBold)
        return font


class RatingScale(QWidget):
    """Answers one question with one key.

    Digits choose a step by its value (by its place where values are words), arrows move, N says "not applicable",
    ? says "cannot say", Delete takes the answer back. `special` answers stand beside the scale, not on it.
    """

    answered = Signal(object)
    """The stored value of the answer: a step's value, ``NA``, ``DK``, or None when it was taken back."""
    done = Signal()
    """Enter was pressed: on to the next question."""

    def __init__(self, question: str, steps: Sequence[Step], specials: Sequence[Step] = ()) -> None:
        super().__init__()
        self.setAccessibleName(question)
        self._buttons: list[QAbstractButton] = []
        self._values: list[int | str] = []
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        for number, step in enumerate(steps):
            made = _StepButton(step, self._key(step, number))
            self._adopt(made, step.value)
            column.addWidget(made)
        beside = QHBoxLayout()
        beside.setSpacing(8)
        for step in specials:
            key = {"NA": "N", "DK": "?"}.get(str(step.value), "")
            chip = button(f"{step.label}  ({key})" if key else step.label, variant="chip")
            chip.setCheckable(True)
            chip.setAccessibleName(step.label)
            self._adopt(chip, step.value)
            beside.addWidget(chip)
        beside.addStretch(1)
        column.addSpacing(4)
        column.addLayout(beside)
        self._keys = {self._key(step, number): step.value for number, step in enumerate(steps)}
        if self._buttons:
            self.setFocusProxy(self._buttons[0])
        self.setAccessibleDescription(_("A digit answers, the arrows move, Enter goes on."))

    def value(self) -> int | str | None:
        """Return the answer; None while there is none."""
        return next((value for value, made in zip(self._values, self._buttons, strict=True) if made.isChecked()), None)

    def set_value(self, value: object) -> None:
        """Show an answer; nobody is told."""
        for own, made in zip(self._values, self._buttons, strict=True):
            made.setChecked(value is not None and own == value)
        chosen = next((made for made in self._buttons if made.isChecked()), None)
        if chosen is not None:
            self.setFocusProxy(chosen)

    def set_read_only(self, read_only: bool) -> None:
        """Show the answer without letting it be changed."""
        for made in self._buttons:
            made.setEnabled(not read_only)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Answer by key, move by arrow; Qt's own buttons would take the arrows for themselves."""
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress and self._pressed(event):
            return True
        return super().eventFilter(watched, event)

    def _pressed(self, event: QKeyEvent) -> bool:
        key, text = Qt.Key(event.key()), event.text()
        specials = {"n": "NA", "N": "NA", "?": "DK", "\N{ARABIC QUESTION MARK}": "DK"}
        digit = str(int(text)) if text.isdecimal() else text
        if digit in self._keys:
            self._answer(self._keys[digit])
        elif text in specials and specials[text] in self._values:
            self._answer(specials[text])
        elif key in {Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_Left, Qt.Key.Key_Right}:
            self._move(key)
        elif key in {Qt.Key.Key_Delete, Qt.Key.Key_Backspace}:
            self._answer(None)
        elif key in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self.done.emit()
        else:
            return False
        return True

    @staticmethod
    def _key(step: Step, number: int) -> str:
        if isinstance(step.value, int) and 0 <= step.value <= 9:
            return str(step.value)
        return str(number + 1)

    def _adopt(self, made: QAbstractButton, value: int | str) -> None:
        self._buttons.append(made)
        self._values.append(value)
        made.installEventFilter(self)
        made.clicked.connect(lambda: self._answer(value))

    def _answer(self, value: int | str | None) -> None:
        self.set_value(value)
        for own, made in zip(self._values, self._buttons, strict=True):
            if own == value and self.isAncestorOf(self.focusWidget() or self):
                made.setFocus(Qt.FocusReason.OtherFocusReason)
        self.answered.emit(value)

    def _move(self, key: Qt.Key) -> None:
        rtl = self.layoutDirection() == Qt.LayoutDirection.RightToLeft
        onwards = {Qt.Key.Key_Down, Qt.Key.Key_Left if rtl else Qt.Key.Key_Right}
        at = next((number for number, made in enumerate(self._buttons) if made.hasFocus()), 0)
        target = (at + (1 if key in onwards else -1)) % len(self._buttons)
        self._buttons[target].setFocus(Qt.FocusReason.TabFocusReason)
