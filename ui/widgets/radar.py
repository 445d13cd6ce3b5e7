"""Scores per principle as a radar: always 0 to 100, one line style for each side, nothing drawn for the unfinished."""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QHelpEvent, QPainter, QPaintEvent, QPen, QPolygonF
from PySide6.QtWidgets import QToolTip, QWidget

from partnerdesk.i18n import _, format_decimal
from ui import theme

_RINGS = (25, 50, 75, 100)
_LEAST_AXES = 3
_LEAST_RADIUS = 56.0
"""Below this a radar cannot be read; bars can."""
_NEAR = 12.0
_LABEL_WIDTH = 150
_KEY = 34


@dataclass(frozen=True)
class Series:
    """The scores of one side; `role` names its colour: ours, partner or joint."""

    name: str
    values: tuple[float | None, ...]
    """One for each axis, 0 to 100; None where the section has no score yet."""
    role: str = "ours"
    complete: bool = True
    """An unfinished form has no rating: its series is named in the legend and not drawn."""


_STYLES = {"ours": Qt.PenStyle.SolidLine, "partner": Qt.PenStyle.DashLine, "joint": Qt.PenStyle.DashDotLine}


def one_decimal(value: float) -> str:
    """Return a score as it is shown everywhere: one decimal, halves rounded up, in the reader's way of writing."""
    return format_decimal(Decimal(str(value)), 1)


class RadarChart(QWidget):
    """A radar from three axes on; bars where there are fewer. Everything drawn is also in the accessible text."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._axes: tuple[str, ...] = ()
        self._series: tuple[Series, ...] = ()
        self._spots: list[tuple[QPointF, str]] = []
        self.setMinimumSize(280, 240)
        self.setMouseTracking(True)
        self.show_scores((), ())

    def show_scores(self, axes: Sequence[str], series: Sequence[Series]) -> None:
        """Show the scores of one or more sides for these principles."""
        self._axes, self._series = tuple(axes), tuple(series)
        words = self.text()
        self.setAccessibleName(_("Scores per principle"))
        self.setAccessibleDescription(words)
        self.update()

    def text(self) -> str:
        """Return the same scores in words, one line for each side."""
        lines = []
        for series in self._series:
            if not series.complete:
                # Translators: {side} is ours, partner's or joint.
                lines.append(_("{side}: not finished, no rating").format(side=series.name))
                continue
            scores = [
                # Translators: one score: the principle and its points out of 100.
                _("{principle} {points}").format(principle=axis, points="–" if value is None else one_decimal(value))
                for axis, value in zip(self._axes, series.values, strict=True)
            ]
            lines.append(f"{series.name}: {', '.join(scores)}")
        return "\n".join(lines) or _("No scores yet")

    def is_radar(self) -> bool:
        """Tell whether there are axes and room enough for a radar; otherwise bars are drawn."""
        return len(self._axes) >= _LEAST_AXES and self._radius(QRectF(self.rect())) >= _LEAST_RADIUS

    def sizeHint(self) -> QSize:
        return QSize(420, 340)

    def event(self, event: QEvent) -> bool:
        """Show the score under the pointer."""
        if isinstance(event, QHelpEvent) and event.type() == QEvent.Type.ToolTip:
            here = QPointF(event.pos())
            near = min(self._spots, key=lambda spot: _distance(spot[0], here), default=None)
            close = near is not None and _distance(near[0], here) <= _NEAR
            QToolTip.showText(event.globalPos(), near[1] if near is not None and close else "", self)
            return True
        return super().event(event)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._spots = []
        legend = self._paint_legend(painter)
        room = QRectF(self.rect()).adjusted(4, 4, -4, -legend - 4)
        if len(self._axes) >= _LEAST_AXES and self._radius(room) >= _LEAST_RADIUS:
            self._paint_radar(painter, room)
        elif self._axes:
            self._paint_bars(painter, room)
        else:
            painter.setPen(QColor(theme.colours().muted))
            painter.drawText(room, int(Qt.AlignmentFlag.AlignCenter), _("No scores yet"))
        painter.end()

    def _paint_radar(self, painter: QPainter, room: QRectF) -> None:
        colours = theme.colours()
        side, radius = self._side(room), self._radius(room)
        middle = room.center()
        for ring in _RINGS:
            painter.setPen(QPen(QColor(colours.border), 1.2 if ring == 100 else 1))
            painter.setBrush(QColor(colours.surface) if ring == 100 else Qt.BrushStyle.NoBrush)
            painter.drawPolygon(QPolygonF([self._point(middle, radius, n, ring) for n in range(len(self._axes))]))
        for ring in reversed(_RINGS):
            painter.setPen(QPen(QColor(colours.border), 1))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawPolygon(QPolygonF([self._point(middle, radius, n, ring) for n in range(len(self._axes))]))
        for number in range(len(self._axes)):
            painter.drawLine(middle, self._point(middle, radius, number, 100))
        self._paint_rings(painter, middle, radius)
        for series in self._drawn():
            self._paint_line(painter, series, middle, radius)
        painter.setPen(QColor(colours.text))
        for number, axis in enumerate(self._axes):
            self._paint_label(painter, axis, self._point(middle, radius, number, 100), middle, side, room)

    @staticmethod
    def _side(room: QRectF) -> float:
        return min(_LABEL_WIDTH, room.width() * 0.28)

    def _radius(self, room: QRectF) -> float:
        beside = self._beside(self._side(room))
        return min(room.width() / 2 - beside, room.height() / 2 - self.fontMetrics().height() * 1.7)

    def _beside(self, side: float) -> float:
        """Return the room that the widest label at the left or right needs beside the rings."""
        wrap = int(Qt.TextFlag.TextWordWrap)
        widest = 0.0
        for number, axis in enumerate(self._axes):
            lean = abs(math.sin(2 * math.pi * number / len(self._axes)))
            words = self.fontMetrics().boundingRect(0, 0, int(side), 400, wrap, axis).width()
            widest = max(widest, (words + 16) * lean if lean > 0.1 else 0.0)
        return widest

    def _paint_rings(self, painter: QPainter, middle: QPointF, radius: float) -> None:
        small = QFont(self.font())
        small.setPointSizeF(small.pointSizeF() * 0.75)
        painter.save()
        painter.setFont(small)
        painter.setPen(QColor(theme.colours().muted))
        for ring in _RINGS:
            spot = self._point(middle, radius, 0, ring)
            painter.drawText(spot + QPointF(4, 3), str(ring))
        painter.restore()

    def _paint_line(self, painter: QPainter, series: Series, middle: QPointF, radius: float) -> None:
        pen = self._pen(series)
        spots = [
            None if value is None else self._point(middle, radius, number, value)
            for number, value in enumerate(series.values)
        ]
        painter.setPen(pen)
        known = [spot for spot in spots if spot is not None]
        if len(known) == len(spots):
            shade = QColor(pen.color())
            shade.setAlpha(32)
            painter.setBrush(shade)
            painter.drawPolygon(QPolygonF(known))
        else:
            for one, other in zip(spots, [*spots[1:], spots[0]], strict=True):
                if one is not None and other is not None:
                    painter.drawLine(one, other)
        painter.setBrush(pen.color())
        painter.setPen(Qt.PenStyle.NoPen)
        for axis, value, spot in zip(self._axes, series.values, spots, strict=True):
            if spot is not None and value is not None:
                painter.drawEllipse(spot, 3.5, 3.5)
                self._spots.append((spot, f"{series.name} · {axis}: {one_decimal(value)}"))

    def _paint_label(
        self, painter: QPainter, words: str, at: QPointF, middle: QPointF, width: float, room: QRectF
    ) -> None:
        wrap = int(Qt.TextFlag.TextWordWrap)
        needed = painter.fontMetrics().boundingRect(0, 0, int(width), 400, wrap, words)
        height = float(needed.height())
        width = float(needed.width()) + 2
        away = at - middle
        across = 0.0 if abs(away.x()) < 8 else math.copysign(1, away.x())
        down = 0.0 if abs(away.y()) < 8 else math.copysign(1, away.y())
        left = at.x() - width / 2 + across * (width / 2 + 8)
        top = at.y() - height / 2 + (down * (height / 2 + 6) if across == 0 else down * height * 0.2)
        left = max(room.left(), min(left, room.right() - width))
        top = max(room.top(), min(top, room.bottom() - height))
        painter.drawText(QRectF(left, top, width, height), wrap | int(Qt.AlignmentFlag.AlignCenter), words)

    def _paint_bars(self, painter: QPainter, room: QRectF) -> None:
        colours = theme.colours()
        drawn = self._drawn()
        rtl = self.layoutDirection() == Qt.LayoutDirection.RightToLeft
        line = self.fontMetrics().height()
        needed = len(self._axes) * (line + 17 + 19 * len(drawn))
        close = min(1.0, room.height() / needed)
        top = room.top()
        for number, axis in enumerate(self._axes):
            painter.setPen(QColor(colours.text))
            head = QRectF(room.left(), top, room.width(), line)
            painter.drawText(head, int(Qt.AlignmentFlag.AlignLeading | Qt.AlignmentFlag.AlignVCenter), axis)
            top += line + 4 * close
            for series in drawn:
                self._paint_bar(painter, series, number, QRectF(room.left(), top, room.width(), 13 * close), rtl=rtl)
                top += 18 * close
            top += 10 * close

    def _paint_bar(self, painter: QPainter, series: Series, axis: int, track: QRectF, *, rtl: bool) -> None:
        colours = theme.colours()
        value = series.values[axis]
        words = QFontMetrics(self.font()).horizontalAdvance("100.0") + 12
        track = track.adjusted(words, 0, 0, 0) if rtl else track.adjusted(0, 0, -words, 0)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(colours.sunken))
        painter.drawRoundedRect(track, 5, 5)
        if value is not None:
            width = track.width() * value / 100
            left = track.right() - width if rtl else track.left()
            painter.setBrush(QColor(getattr(colours, series.role)))
            painter.drawRoundedRect(QRectF(left, track.top(), width, track.height()), 5, 5)
            painter.setPen(QColor(colours.text))
            spot = track.left() - words if rtl else track.right() + 8
            place = QRectF(spot, track.top() - 4, words, track.height() + 8)
            painter.drawText(place, int(Qt.AlignmentFlag.AlignVCenter), one_decimal(value))
            self._spots.append((track.center(), f"{series.name} · {self._axes[axis]}: {one_decimal(value)}"))

    def _paint_legend(self, painter: QPainter) -> float:
        """Paint the sides at the lower edge, one below the other where they do not fit, and return the height taken."""
        if not self._series:
            return 0
        metrics = self.fontMetrics()
        names = [
            # Translators: {side} is ours, partner's or joint.
            series.name if series.complete else _("{side} (not finished)").format(side=series.name)
            for series in self._series
        ]
        widths = [_KEY + metrics.horizontalAdvance(name) + 18 for name in names]
        height = metrics.height() + 6.0
        in_line = sum(widths) <= self.width()
        rows = 1 if in_line else len(names)
        at = max(4.0, (self.width() - sum(widths)) / 2) if in_line else 4.0
        top = self.height() - rows * height
        for series, name, width in zip(self._series, names, widths, strict=True):
            self._paint_key(painter, series, name, QRectF(at, top, width, height))
            at, top = (at + width, top) if in_line else (at, top + height)
        return rows * height + 4

    def _paint_key(self, painter: QPainter, series: Series, name: str, place: QRectF) -> None:
        rtl = self.layoutDirection() == Qt.LayoutDirection.RightToLeft
        if rtl:
            place.moveLeft(self.width() - place.right())
        painter.setPen(self._pen(series))
        start = place.right() - 26 if rtl else place.left()
        painter.drawLine(QPointF(start, place.center().y()), QPointF(start + 26, place.center().y()))
        painter.setPen(QColor(theme.colours().text if series.complete else theme.colours().muted))
        words = place.adjusted(0, 0, -_KEY, 0) if rtl else place.adjusted(_KEY, 0, 0, 0)
        side = Qt.AlignmentFlag.AlignRight if rtl else Qt.AlignmentFlag.AlignLeft
        painter.drawText(words, int(side | Qt.AlignmentFlag.AlignAbsolute | Qt.AlignmentFlag.AlignVCenter), name)

    def _drawn(self) -> list[Series]:
        return [series for series in self._series if series.complete]

    @staticmethod
    def _pen(series: Series) -> QPen:
        pen = QPen(QColor(getattr(theme.colours(), series.role)), 2.2, _STYLES.get(series.role, Qt.PenStyle.SolidLine))
        pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
        return pen

    def _point(self, middle: QPointF, radius: float, axis: int, value: float) -> QPointF:
        """Return where a value lies; axes go clockwise from the top, anticlockwise for readers from the right."""
        rtl = self.layoutDirection() == Qt.LayoutDirection.RightToLeft
        angle = 2 * math.pi * axis / len(self._axes) * (-1 if rtl else 1) - math.pi / 2
        reach = radius * value / 100
        return QPointF(middle.x() + reach * math.cos(angle), middle.y() + reach * math.sin(angle))


def _distance(one: QPointF, other: QPointF) -> float:
    return math.hypot(one.x() - other.x(), one.y() - other.y())
