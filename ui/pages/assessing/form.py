"""The questions of one section, one below the other: the one on top is open, the others are a line each."""

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, QRect, QRectF, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QColor, QFont, QKeyEvent, QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QAbstractButton, QScrollArea, QSizePolicy, QVBoxLayout, QWidget

from partnerdesk.assessments import Question
from partnerdesk.i18n import _
from ui import theme
from ui.pages.assessing import words
from ui.pages.assessing.question import QuestionCard
from ui.pages.assessing.sitting import Part, Sitting
from ui.theme import icons
from ui.widgets.basics import button, clear, label, scrolled

_ABOVE = 56
"""So much of what lies before the open question stays in sight, where there is room."""
_EDGE = 6
_LOW = 500
"""Below this height the section's title, which the list of sections shows too, leaves its room to the question."""


class QuestionLine(QAbstractButton):
    """A question that is not open: its number, its words and what was answered, in one line."""

    def __init__(self, number: str, asked: str) -> None:
        super().__init__()
        self._number, self._asked, self._answer, self._mark = number, asked, "", ""
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setToolTip(asked)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_answer(self, answer: str, mark: str) -> None:
        """Show an answer in words; `mark` is the icon of what waits: "circle-alert", "git-merge" or nothing."""
        self._answer, self._mark = answer, mark
        told = answer or _("not answered")
        # Translators: a question in one line: its number, its words and the answer; read aloud.
        self.setAccessibleName(
            _("{number}. {question}: {answer}").format(number=self._number, question=self._asked, answer=told)
        )
        self.update()

    def answer(self) -> str:
        """Return what is shown as the answer."""
        return self._answer

    def sizeHint(self) -> QSize:
        return QSize(300, self.fontMetrics().height() + 18)

    def minimumSizeHint(self) -> QSize:
        return QSize(120, self.fontMetrics().height() + 18)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter opens the question, as the space bar does."""
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self.click()
        else:
            super().keyPressEvent(event)

    def paintEvent(self, _event: QPaintEvent) -> None:
        colours = theme.colours()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        shape = QRectF(self.rect()).adjusted(1, 1, -1, -1)
        painter.setPen(QPen(QColor(colours.focus if self.hasFocus() else colours.border), 2 if self.hasFocus() else 1))
        painter.setBrush(QColor(colours.window if self.underMouse() else colours.surface))
        painter.drawRoundedRect(shape, 8, 8)
        room = self.rect().adjusted(14, 0, -12, 0)
        self._write(painter, room, self._number, colours.muted, at_end=False)
        room = self._cut(room, self.fontMetrics().horizontalAdvance("00") + 12, at_end=False)
        if self._mark:
            place = self._side(room, 18, at_end=True)
            icons.draw(painter, self._mark, QRectF(place.left(), place.center().y() - 8, 17, 17), colours.warning)
            room = self._cut(room, 26, at_end=True)
        shown = self.fontMetrics().elidedText(self._answer, Qt.TextElideMode.ElideRight, room.width() // 2)
        if shown:
            painter.setFont(self._bold())
            wide = painter.fontMetrics().horizontalAdvance(shown)
            self._write(painter, self._side(room, wide, at_end=True), shown, colours.accent, at_end=True)
            painter.setFont(self.font())
            room = self._cut(room, wide + 16, at_end=True)
        asked = self.fontMetrics().elidedText(self._asked, Qt.TextElideMode.ElideRight, room.width())
        self._write(painter, room, asked, colours.muted if shown else colours.text, at_end=False)
        painter.end()

    def _rtl(self) -> bool:
        return self.layoutDirection() == Qt.LayoutDirection.RightToLeft

    def _side(self, room: QRect, width: int, *, at_end: bool) -> QRect:
        left = room.right() + 1 - width if at_end != self._rtl() else room.left()
        return QRect(left, room.top(), width, room.height())

    def _cut(self, room: QRect, width: int, *, at_end: bool) -> QRect:
        return room.adjusted(0, 0, -width, 0) if at_end != self._rtl() else room.adjusted(width, 0, 0, 0)

    def _write(self, painter: QPainter, room: QRect, text: str, colour: str, *, at_end: bool) -> None:
        side = Qt.AlignmentFlag.AlignRight if at_end != self._rtl() else Qt.AlignmentFlag.AlignLeft
        painter.setPen(QColor(colour))
        painter.drawText(room, int(side | Qt.AlignmentFlag.AlignAbsolute | Qt.AlignmentFlag.AlignVCenter), text)

    def _bold(self) -> QFont:
        font = QFont(self.font())
        font.setWeight(QFont.Weight.DemiBold)
        return font


class SectionForm(QWidget):
    """Asks the questions of the section in which a sitting stands."""

    chosen = Signal(str)
    """A question was opened by mouse or key: its criterion."""
    onwards = Signal(int)
    section_asked = Signal(int)
    """To the next section (1) or the one before (-1)."""
    made = Signal(object)
    """A new `QuestionCard` is open: connect to it."""

    def __init__(self, titles: Callable[[list[str]], dict[str, str]]) -> None:
        super().__init__()
        self._titles = titles
        self.card: QuestionCard | None = None
        self.lines: dict[str, QuestionLine] = {}
        self._keys: tuple[object, ...] = ()
        self._title = label("", "heading")
        self._aim = label("", "muted")
        self._list = QVBoxLayout()
        self._list.setSpacing(6)
        self._next = button("", "chevron-right")
        self._next.clicked.connect(lambda: self.section_asked.emit(1))
        self.after = QVBoxLayout()
        """Room below the questions, for the results in a narrow window."""
        inside = QWidget()
        self._column = column = QVBoxLayout(inside)
        column.setContentsMargins(2, 2, 10, 16)
        column.setSpacing(6)
        column.addWidget(self._title)
        column.addWidget(self._aim)
        column.addSpacing(4)
        column.addLayout(self._list)
        column.addWidget(self._next, 0, Qt.AlignmentFlag.AlignTrailing)
        column.addLayout(self.after)
        column.addStretch(1)
        self.area: QScrollArea = scrolled(inside)
        self.area.installEventFilter(self)
        self.area.setFrameShape(QScrollArea.Shape.NoFrame)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(self.area)

    def show_sitting(self, sitting: Sitting, *, anew: bool = False) -> None:
        """Show the section of the question on top; what is already laid out is only brought up to date."""
        part = sitting.part()
        if part is None:
            self._empty()
            return
        keys = (
            sitting.assessment_id,
            sitting.respondent,
            sitting.criterion,
            sitting.is_open,
            *(one.criterion.key for one in part.questions),
        )
        if anew or keys != self._keys:
            self._keys = keys
            self._build(sitting, part)
        for question in part.questions:
            if question.criterion.key == sitting.criterion and self.card is not None:
                self.card.show_question(question)
            else:
                self._show_line(sitting, question)
        parts = sitting.parts()
        at = next(number for number, one in enumerate(parts) if one.section.key == part.section.key)
        following = parts[at + 1].section.title.words() if at + 1 < len(parts) else ""
        # Translators: {section} is the title of the next section of a form.
        self._next.setText(_("Next: {section}").format(section=following).replace("&", "&&"))
        self._next.setVisible(bool(following))

    def begin(self) -> None:
        """Take the keyboard at the open question and bring it into sight."""
        if self.card is not None:
            self.card.begin()
            # The layout knows its heights only after this round of events.
            QTimer.singleShot(0, self._into_sight)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Take the keys that no editor took before the scroll area turns pages with them."""
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress and self._pressed(event):
            return True
        return super().eventFilter(watched, event)

    def _pressed(self, event: QKeyEvent) -> bool:
        """Letters and page keys: comment, evidence, to another question or section."""
        key, control = Qt.Key(event.key()), event.modifiers() & Qt.KeyboardModifier.ControlModifier
        steps = {Qt.Key.Key_PageDown: 1, Qt.Key.Key_PageUp: -1}
        plainly = not event.modifiers() & ~(Qt.KeyboardModifier.ShiftModifier | Qt.KeyboardModifier.KeypadModifier)
        letter = event.text().lower() if plainly else ""
        if key in steps:
            (self.section_asked if control else self.onwards).emit(steps[key])
        elif key in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self.onwards.emit(1)
        elif self.card is not None and letter == "c":
            self.card.open_comment()
        elif self.card is not None and letter == "e":
            self.card.open_evidence()
        else:
            return False
        return True

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._show_title()

    def _show_title(self) -> None:
        high = self.height() >= _LOW
        self._title.setVisible(high)
        self._aim.setVisible(high and bool(self._aim.text()))

    def flush(self) -> None:
        """Hand over what is being typed."""
        if self.card is not None:
            self.card.flush()

    def _build(self, sitting: Sitting, part: Part) -> None:
        clear(self._list)
        self.lines, self.card = {}, None
        self._title.setText(part.section.title.words())
        aim = part.section.aim.words() if part.section.aim else ""
        self._aim.setText(aim)
        self._show_title()
        numbers = words.numbers(sitting.sheet.instrument)
        for question in part.questions:
            key = question.criterion.key
            if key == sitting.criterion:
                self.card = QuestionCard(sitting, question, self._titles)
                self._list.addWidget(self.card)
            else:
                line = QuestionLine(numbers[key], words.brief(sitting.sheet, question.criterion))
                line.clicked.connect(lambda _checked=False, key=key: self.chosen.emit(key))
                self.lines[key] = line
                self._list.addWidget(line)
        self.made.emit(self.card)

    def _show_line(self, sitting: Sitting, question: Question) -> None:
        key = question.criterion.key
        if key not in self.lines:
            return
        side = sitting.side
        open_ = {one.key for one in (*side.unproven, *side.unexplained)} if sitting.voice.begun else set()
        mark = "git-merge" if question.conflicts else "circle-alert" if key in open_ else ""
        value = sitting.pending(key).get("value", question.value)
        self.lines[key].show_answer(words.answer(question.criterion, value), mark)

    def _empty(self) -> None:
        clear(self._list)
        self.lines, self.card, self._keys = {}, None, ()
        self._title.setText(_("This side is asked nothing."))
        self._title.show()
        self._aim.hide()
        self._next.hide()

    def _into_sight(self) -> None:
        if self.card is None:
            return
        self._column.activate()
        top = self.card.pos().y()
        room = self.area.viewport().height()
        above = _ABOVE if self.card.height() + _ABOVE <= room else _EDGE
        bar = self.area.verticalScrollBar()
        if top - above < bar.value() or top + self.card.height() > bar.value() + room:
            bar.setValue(max(0, top - above))
