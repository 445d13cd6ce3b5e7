"""Who answers and how far: the sides, the respondents of a side, and the sections of the form with their progress."""

from collections.abc import Mapping

from PySide6.QtCore import QEvent, QObject, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFont, QFontMetrics, QKeyEvent, QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QAbstractButton, QComboBox, QLabel, QSizePolicy, QVBoxLayout, QWidget

from partnerdesk.assessments import Side, Voice
from partnerdesk.i18n import _
from ui import theme
from ui.pages.assessing import words
from ui.pages.assessing.sitting import Part, Sitting
from ui.theme import icons
from ui.widgets.basics import clear, icon_button, in_row, label, scrolled

_PAD = 10
_WRAP = int(Qt.TextFlag.TextWordWrap)


class ProgressItem(QAbstractButton):
    """A title with "n of N" and a thin bar; checked where the sitting stands."""

    def __init__(self, title: str, role: str = "accent") -> None:
        super().__init__()
        self._role, self._answered, self._total, self._count = role, 0, 0, ""
        self.setText(title)
        self.setCheckable(True)
        self.toggled.connect(lambda _on: self._fit())
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_progress(self, answered: int, total: int) -> None:
        """Show how many questions are answered."""
        if (answered, total) == (self._answered, self._total) and self._count:
            return
        self._answered, self._total = answered, total
        # Translators: answered questions of all that apply, very short.
        self._count = _("{answered}/{total}").format(answered=answered, total=total)
        self.setAccessibleName(f"{self.text()}: {words.answered(answered, total)}")
        self.setToolTip(words.answered(answered, total))
        self._fit()
        self.update()

    def count(self) -> str:
        """Return the numbers shown."""
        return self._count

    def sizeHint(self) -> QSize:
        return QSize(190, self._height(max(190, self.width())))

    def minimumSizeHint(self) -> QSize:
        return QSize(120, self._height(max(120, self.width())))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        """Be as high as the words need at this width."""
        self.setFixedHeight(self._height(self.width()))

    def _height(self, width: int) -> int:
        room = max(60, width - 2 * _PAD - self._taken())
        words_height = (
            QFontMetrics(self._font(self.isChecked())).boundingRect(0, 0, room, 400, _WRAP, self.text()).height()
        )
        return words_height + 20

    def paintEvent(self, _event: QPaintEvent) -> None:
        colours = theme.colours()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        shape = QRectF(self.rect()).adjusted(1, 1, -1, -1)
        on = self.isChecked()
        fill = colours.accent_soft if on else colours.sunken if self.underMouse() else colours.window
        painter.setPen(QPen(QColor(colours.focus if self.hasFocus() else fill), 2))
        painter.setBrush(QColor(fill))
        painter.drawRoundedRect(shape, 7, 7)
        rtl = self.layoutDirection() == Qt.LayoutDirection.RightToLeft
        taken = self._taken()
        room = self.rect().adjusted(_PAD, 5, -_PAD, -11)
        title = room.adjusted(taken, 0, 0, 0) if rtl else room.adjusted(0, 0, -taken, 0)
        side = (Qt.AlignmentFlag.AlignRight if rtl else Qt.AlignmentFlag.AlignLeft) | Qt.AlignmentFlag.AlignAbsolute
        painter.setFont(self._font(on))
        painter.setPen(QColor(colours.accent_strong if on else colours.text))
        painter.drawText(title, int(side | Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextWordWrap), self.text())
        painter.setFont(self.font())
        self._paint_count(painter, room.toRectF(), rtl=rtl)
        self._paint_bar(painter, rtl=rtl)
        painter.end()

    def _paint_count(self, painter: QPainter, room: QRectF, *, rtl: bool) -> None:
        colours = theme.colours()
        if self._total and self._answered == self._total:
            left = room.left() if rtl else room.right() - 15
            icons.draw(painter, "check", QRectF(left, room.center().y() - 7.5, 15, 15), colours.success)
            return
        painter.setPen(QColor(colours.muted))
        side = (Qt.AlignmentFlag.AlignLeft if rtl else Qt.AlignmentFlag.AlignRight) | Qt.AlignmentFlag.AlignAbsolute
        painter.drawText(room, int(side | Qt.AlignmentFlag.AlignVCenter), self._count)

    def _paint_bar(self, painter: QPainter, *, rtl: bool) -> None:
        colours = theme.colours()
        track = QRectF(_PAD, self.height() - 9, self.width() - 2 * _PAD, 3)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(colours.border))
        painter.drawRoundedRect(track, 1.5, 1.5)
        if self._answered and self._total:
            width = track.width() * self._answered / self._total
            left = track.right() - width if rtl else track.left()
            complete = self._answered == self._total
            painter.setBrush(QColor(colours.success if complete else getattr(colours, self._role)))
            painter.drawRoundedRect(QRectF(left, track.top(), width, 3), 1.5, 1.5)

    def _taken(self) -> int:
        return max(22, self.fontMetrics().horizontalAdvance(self._count) + 10)

    def _font(self, bold: bool) -> QFont:
        font = QFont(self.font())
        font.setWeight(QFont.Weight.DemiBold if bold else QFont.Weight.Normal)
        return font


class SectionList(QWidget):
    """The left side of answering: whose view, which respondent, which section."""

    side_chosen = Signal(str)
    respondent_chosen = Signal(str)
    people_asked = Signal()
    """Respondents are to be added or taken away."""
    section_chosen = Signal(str)
    """The key of a section."""

    def __init__(self) -> None:
        super().__init__()
        self.sides: dict[str, ProgressItem] = {}
        self.sections: dict[str, ProgressItem] = {}
        self._side_list = QVBoxLayout()
        self._side_list.setSpacing(1)
        self._section_list = QVBoxLayout()
        self._section_list.setSpacing(1)
        self.respondents = QComboBox()
        self.respondents.setAccessibleName(_("Respondent"))
        self.respondents.setMinimumContentsLength(8)
        self.respondents.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.respondents.activated.connect(lambda row: self.respondent_chosen.emit(str(self.respondents.itemData(row))))
        self.people = icon_button("user", _("Respondents: add or remove"))
        self.people.clicked.connect(self.people_asked)
        inside = QWidget()
        sections = QVBoxLayout(inside)
        sections.setContentsMargins(0, 0, 6, 0)
        sections.addLayout(self._section_list)
        sections.addStretch(1)
        self._heads: list[QLabel] = [label(_("Whose view"), "help"), label(_("Sections"), "help")]
        row = in_row(spacing=2)
        row.addWidget(self.respondents, 1)
        row.addWidget(self.people)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addWidget(self._heads[0])
        column.addLayout(self._side_list)
        column.addLayout(row)
        column.addSpacing(6)
        column.addWidget(self._heads[1])
        column.addWidget(scrolled(inside), 1)

    def show_sitting(self, sitting: Sitting) -> None:
        """Show the sides, respondents and sections, and where the sitting stands."""
        self._show_sides(sitting.sheet.sides, sitting.perspective)
        self._show_voices(sitting.side, sitting.voice)
        parts = sitting.parts()
        here = sitting.part()
        self._show_sections(parts, here.section.key if here else "")

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Arrows move among the sides or sections; Enter opens."""
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress and isinstance(watched, ProgressItem):
            step = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1}.get(Qt.Key(event.key()))
            if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
                watched.click()
                return True
            if step is not None:
                items = [*self.sides.values(), *self.sections.values()]
                items[(items.index(watched) + step) % len(items)].setFocus(Qt.FocusReason.TabFocusReason)
                return True
        return super().eventFilter(watched, event)

    def _show_sides(self, sides: Mapping[str, Side], here: str) -> None:
        if list(self.sides) != list(sides):
            clear(self._side_list)
            self.sides = {}
            for name in sides:
                role = name if name in {"ours", "partner", "joint"} else "accent"
                item = self._item(words.side_name(name), role)
                item.clicked.connect(lambda _checked=False, name=name: self.side_chosen.emit(name))
                self.sides[name] = item
                self._side_list.addWidget(item)
        for name, item in self.sides.items():
            item.setChecked(name == here)
            item.show_progress(sides[name].progress.answered, sides[name].progress.applicable)

    def _show_sections(self, parts: list[Part], here: str) -> None:
        if list(self.sections) != [part.section.key for part in parts]:
            clear(self._section_list)
            self.sections = {}
            for part in parts:
                item = self._item(part.section.title.words())
                item.clicked.connect(lambda _checked=False, key=part.section.key: self.section_chosen.emit(key))
                self.sections[part.section.key] = item
                self._section_list.addWidget(item)
        for part in parts:
            self.sections[part.section.key].setChecked(part.section.key == here)
            self.sections[part.section.key].show_progress(part.answered, part.applicable)

    def _show_voices(self, side: Side, here: Voice) -> None:
        self.respondents.clear()
        for place, voice in enumerate(side.voices, start=1):
            self.respondents.addItem(voice_name(voice, place), voice.id)
        self.respondents.setCurrentIndex(self.respondents.findData(here.id))
        self.respondents.setEnabled(len(side.voices) > 1)

    def _item(self, title: str, role: str = "accent") -> ProgressItem:
        item = ProgressItem(title, role)
        item.installEventFilter(self)
        return item


def voice_name(voice: Voice, place: int) -> str:
    """Return what a respondent is called in a list; `place` counts those of her side from 1."""
    known = voice.name or voice.role or voice.organisation
    if voice.anonymous or not known:
        # Translators: a person or group that answers, counted on each side.
        return _("Respondent {n}").format(n=place)
    return known
