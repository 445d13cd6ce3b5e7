"""The navigation at the side: one entry for each place, with icon, word and count; icons only in narrow windows."""

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QObject, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QEnterEvent, QFont, QFontMetrics, QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QApplication, QFrame, QVBoxLayout, QWidget

from partnerdesk.i18n import _
from ui import theme
from ui.page import Place
from ui.theme import icons

_ICON = 20
_EDGE = 10
_GAP = 12
_RADIUS = 8


class NavItem(QAbstractButton):
    """One place to go to; painted by itself, so it mirrors and scales without a style sheet."""

    def __init__(self, icon: str, label: str, shortcut: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._icon = icon
        self._shortcut = shortcut
        self._badge = 0
        self._compact = False
        self.setCheckable(True)
        self.setText(label)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self._name()

    @property
    def badge(self) -> int:
        """How many things wait there."""
        return self._badge

    def set_badge(self, count: int) -> None:
        """Show how many things wait there; 0 shows nothing."""
        self._badge = count
        self._name()
        self.update()

    def set_compact(self, compact: bool) -> None:
        """Show the icon only."""
        self._compact = compact
        self._name()
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        height = max(40, self.fontMetrics().height() + 18)
        if self._compact:
            return QSize(_ICON + 2 * (_EDGE + 9), height)
        words = self._bold().horizontalAdvance(self.text())
        return QSize(_EDGE * 2 + 12 + _ICON + _GAP + words + 40, height)

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

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
        pill = QRectF(self.rect()).adjusted(_EDGE - 2, 2, -(_EDGE - 2), -2)
        if self.isChecked():
            self._fill(painter, pill, colours.accent_soft)
        elif self.underMouse():
            self._fill(painter, pill, colours.sunken)
        if self.hasFocus():
            painter.setPen(QColor(colours.focus))
            pen = painter.pen()
            pen.setWidth(2)
            painter.setPen(pen)
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(pill.adjusted(1, 1, -1, -1), _RADIUS, _RADIUS)
        ink = colours.accent_strong if self.isChecked() else colours.text
        self._paint_content(painter, pill, ink)
        painter.end()

    def _paint_content(self, painter: QPainter, pill: QRectF, ink: str) -> None:
        rtl = self.layoutDirection() == Qt.LayoutDirection.RightToLeft
        inset = (pill.width() - _ICON) / 2 if self._compact else 12
        left = pill.right() - inset - _ICON if rtl else pill.left() + inset
        place = QRectF(left, pill.center().y() - _ICON / 2, _ICON, _ICON)
        icons.draw(painter, self._icon, place, ink)
        if not self._compact:
            font = QFont(self.font())
            font.setWeight(QFont.Weight.DemiBold if self.isChecked() else QFont.Weight.Normal)
            painter.setFont(font)
            painter.setPen(QColor(ink))
            start = inset + _ICON + _GAP
            words = pill.adjusted(8, 0, -start, 0) if rtl else pill.adjusted(start, 0, -8, 0)
            side = Qt.AlignmentFlag.AlignRight if rtl else Qt.AlignmentFlag.AlignLeft
            flags = side | Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignAbsolute
            painter.drawText(words, int(flags), self.text())
        if self._badge:
            self._paint_badge(painter, pill, rtl)

    def _paint_badge(self, painter: QPainter, pill: QRectF, rtl: bool) -> None:
        colours = theme.colours()
        words = str(self._badge) if self._badge < 100 else "99+"
        font = QFont(self.font())
        font.setPointSizeF(font.pointSizeF() * 0.85)
        font.setWeight(QFont.Weight.DemiBold)
        painter.setFont(font)
        metrics = painter.fontMetrics()
        height = metrics.height() + 2.0
        width = max(height, metrics.horizontalAdvance(words) + 10.0)
        if self._compact:
            height, width = height - 2, max(height - 2, width - 4)
            top = pill.top() + 1
        else:
            top = pill.center().y() - height / 2
        left = pill.left() + 4 if rtl else pill.right() - width - 4
        spot = QRectF(left, top, width, height)
        self._fill(painter, spot, colours.warning, height / 2)
        painter.setPen(QColor(colours.surface))
        painter.drawText(spot, int(Qt.AlignmentFlag.AlignCenter), words)

    @staticmethod
    def _fill(painter: QPainter, shape: QRectF, colour: str, radius: float = _RADIUS) -> None:
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(colour))
        painter.drawRoundedRect(shape, radius, radius)

    def _bold(self) -> QFontMetrics:
        font = QFont(self.font())
        font.setWeight(QFont.Weight.DemiBold)
        return QFontMetrics(font)

    def _name(self) -> None:
        # Translators: {place} is an entry of the navigation, {n} how many things wait there.
        waiting = _("{place}, {n} waiting").format(place=self.text(), n=self._badge)
        name = waiting if self._badge else self.text()
        self.setAccessibleName(name)
        tip = f"{name} ({self._shortcut})" if self._shortcut else name
        self.setToolTip(tip)


class Navigation(QFrame):
    """The column of places; it says where to go and shows where one is."""

    chosen = Signal(str)

    def __init__(self, places: Sequence[Place], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("navigation")
        rtl = QApplication.layoutDirection() == Qt.LayoutDirection.RightToLeft
        self.setProperty("edge", "left" if rtl else "right")
        self.setAccessibleName(_("Navigation"))
        self._items: dict[str, NavItem] = {}
        self._mark = _Wordmark(self)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 8, 0, 10)
        column.setSpacing(1)
        column.addWidget(self._mark)
        for number, place in enumerate((p for p in places if not p.at_end), start=1):
            self._add(column, place, f"Ctrl+{number}" if number <= 9 else "")
        column.addStretch(1)
        for place in (p for p in places if p.at_end):
            self._add(column, place, "Ctrl+,")

    def item(self, key: str) -> NavItem:
        """Return the entry of a place."""
        return self._items[key]

    def show_current(self, key: str) -> None:
        """Mark the place that is open."""
        for other, item in self._items.items():
            item.setChecked(other == key)

    def set_compact(self, compact: bool) -> None:
        """Show icons without words, for narrow windows."""
        self._mark.set_compact(compact)
        for item in self._items.values():
            item.set_compact(compact)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Move with the arrows from one place to the next; Enter opens, as the space bar does."""
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter} and isinstance(watched, NavItem):
                watched.click()
                return True
            step = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1}.get(Qt.Key(event.key()))
            items = list(self._items.values())
            if step is not None and watched in items:
                number = items.index(watched)
                items[(number + step) % len(items)].setFocus(Qt.FocusReason.TabFocusReason)
                return True
        return super().eventFilter(watched, event)

    def _add(self, column: QVBoxLayout, place: Place, shortcut: str) -> None:
        item = NavItem(place.icon, _(place.label), shortcut, self)
        item.setObjectName(f"nav-{place.key}")
        item.installEventFilter(self)
        item.clicked.connect(lambda _checked=False, key=place.key: self.chosen.emit(key))
        self._items[place.key] = item
        column.addWidget(item)


class _Wordmark(QWidget):
    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._compact = False
        self.setFixedHeight(max(48, self.fontMetrics().height() * 3))

    def set_compact(self, compact: bool) -> None:
        self._compact = compact
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        colours = theme.colours()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        rtl = self.layoutDirection() == Qt.LayoutDirection.RightToLeft
        side = 30.0
        inset = (self.width() - side) / 2 if self._compact else 16.0
        left = self.width() - inset - side if rtl else inset
        tile = QRectF(left, (self.height() - side) / 2, side, side)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(colours.accent))
        painter.drawRoundedRect(tile, 8, 8)
        icons.draw(painter, "handshake", tile.adjusted(6, 6, -6, -6), colours.on_accent)
        if not self._compact:
            font = QFont(self.font())
            font.setPointSizeF(font.pointSizeF() * 1.15)
            font.setWeight(QFont.Weight.Bold)
            painter.setFont(font)
            painter.setPen(QColor(colours.text))
            start = inset + side + 10
            place = QRectF(self.rect())
            place = place.adjusted(0, 0, -start, 0) if rtl else place.adjusted(start, 0, 0, 0)
            align = Qt.AlignmentFlag.AlignRight if rtl else Qt.AlignmentFlag.AlignLeft
            flags = align | Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignAbsolute
            painter.drawText(place, int(flags), "PartnerDesk")
        painter.end()
