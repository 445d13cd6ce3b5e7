"""Charts of section scores on a fixed scale of 0 to 100: a radar, or bars where there are too few sections for one."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from math import cos, pi, sin
from typing import NamedTuple

from reportlab.lib.colors import Color, black, white
from reportlab.platypus import Flowable

from partnerdesk.i18n import is_rtl, language
from partnerdesk.printing import fonts
from partnerdesk.printing.text import Line, Style, draw_line, wrapped

FEWEST_AXES, MOST_AXES = 3, 10
RINGS = (25, 50, 75, 100)

_LABEL = Style(size=7.5, leading=9)
_SCALE = Style(size=6, leading=7, gray=0.4)
_LABEL_WIDTH = 104
_GREY = Color(0.55, 0.55, 0.55)


class Series(NamedTuple):
    """The scores of one perspective, one for each section; None where a section has no score."""

    label: str
    values: Sequence[float | None]


class Pen(NamedTuple):
    """How a series is told from the others without colour."""

    dash: tuple[float, ...]
    width: float
    marker: str
    fill: Color


PENS = (
    Pen((), 1.4, "circle", black),
    Pen((5, 2.5), 1.1, "square", white),
    Pen((1, 1.8), 1.6, "triangle", Color(0.6, 0.6, 0.6)),
)


@dataclass(frozen=True)
class Label:
    """Where the name of an axis stands: its lines, and the box from the lower left corner, in points."""

    lines: tuple[Line, ...]
    left: float
    bottom: float
    width: float
    height: float
    anchor: str

    def overlaps(self, other: "Label") -> bool:
        return (
            self.left < other.left + other.width
            and other.left < self.left + self.width
            and self.bottom < other.bottom + other.height
            and other.bottom < self.bottom + self.height
        )


def chart(axes: Sequence[str], series: Sequence[Series], width: float) -> Flowable:
    """Return the chart that fits the number of sections."""
    if FEWEST_AXES <= len(axes) <= MOST_AXES:
        return Radar(axes, series, width)
    return Bars(axes, series, width)


class _Chart(Flowable):
    """What both charts share: the series, their legend and their markers."""

    legend_height = 16

    def __init__(self, axes: Sequence[str], series: Sequence[Series], width: float) -> None:
        super().__init__()
        self.axes = list(axes)
        self.series = list(series)[: len(PENS)]
        self.width = width
        self._rtl = is_rtl(language())

    def _mark(self, x: float, y: float, pen: Pen) -> None:
        canvas = self.canv
        canvas.setDash()
        canvas.setLineWidth(0.8)
        canvas.setStrokeColor(black)
        canvas.setFillColor(pen.fill)
        if pen.marker == "circle":
            canvas.circle(x, y, 2.4, stroke=1, fill=1)
        elif pen.marker == "square":
            canvas.rect(x - 2.2, y - 2.2, 4.4, 4.4, stroke=1, fill=1)
        else:
            path = canvas.beginPath()
            path.moveTo(x - 2.8, y - 2)
            path.lineTo(x + 2.8, y - 2)
            path.lineTo(x, y + 3)
            path.close()
            canvas.drawPath(path, stroke=1, fill=1)

    def _set_pen(self, pen: Pen) -> None:
        self.canv.setStrokeColor(black)
        self.canv.setLineWidth(pen.width)
        self.canv.setDash(list(pen.dash))

    def _draw_legend(self) -> None:
        """Draw the legend in the middle below the chart, in the direction of the page."""
        names = [wrapped(series.label, _LABEL, self.width / 3 - 46, page_rtl=self._rtl)[0] for series in self.series]
        widths = [fonts.width(name.text, _LABEL.size) + 46 for name in names]
        left = (self.width - sum(widths)) / 2
        pairs = list(zip(names, PENS, widths, strict=False))
        for name, pen, width in pairs[::-1] if self._rtl else pairs:
            sample = left + width - 24 if self._rtl else left
            self._draw_sample(sample, pen)
            draw_line(
                self.canv, name, left if self._rtl else left + 28, 3.5, width=width - 28, style=_LABEL, rtl=self._rtl
            )
            left += width

    def _draw_sample(self, x: float, pen: Pen) -> None:
        self._set_pen(pen)
        self.canv.line(x, 6, x + 22, 6)
        self._mark(x + 11, 6, pen)


class Radar(_Chart):
    """One axis for each section, clockwise from the top (counter-clockwise where the page runs from the right)."""

    def __init__(self, axes: Sequence[str], series: Sequence[Series], width: float) -> None:
        super().__init__(axes, series, width)
        self.radius = min((width - 2 * _LABEL_WIDTH - 16) / 2, 95)
        self.height = 2 * self.radius + 4 * _LABEL.leading + 18 + self.legend_height

    def wrap(self, width: float, height: float) -> tuple[float, float]:  # noqa: ARG002  the signature of Flowable
        return self.width, self.height

    def labels(self) -> list[Label]:
        """Return where the names of the axes stand."""
        return [self._label(place, name) for place, name in enumerate(self.axes)]

    def reach(self, value: float) -> float:
        """Return how far from the centre a value from 0 to 100 lies, in points."""
        return self.radius * min(max(value, 0), 100) / 100

    def draw(self) -> None:
        self._draw_net()
        for label in self.labels():
            y = label.bottom + label.height - _LABEL.leading + 2
            style = Style(
                size=_LABEL.size, leading=_LABEL.leading, align="center" if label.anchor == "middle" else "start"
            )
            for line in label.lines:
                draw_line(self.canv, line, label.left, y, width=label.width, style=style, rtl=label.anchor == "end")
                y -= _LABEL.leading
        for series, pen in zip(self.series, PENS, strict=False):
            self._draw_series(series, pen)
        self._draw_legend()

    def _centre(self) -> tuple[float, float]:
        return self.width / 2, self.legend_height + 2 * _LABEL.leading + 9 + self.radius

    def _point(self, place: int, value: float) -> tuple[float, float]:
        angle = pi / 2 - (-1 if self._rtl else 1) * 2 * pi * place / len(self.axes)
        x, y = self._centre()
        return x + self.reach(value) * cos(angle), y + self.reach(value) * sin(angle)

    def _label(self, place: int, name: str) -> Label:
        x, y = self._point(place, 100)
        centre_x, centre_y = self._centre()
        lines = wrapped(name, _LABEL, _LABEL_WIDTH, page_rtl=self._rtl)[:3]
        height = len(lines) * _LABEL.leading
        side, above = (x - centre_x) / self.radius, (y - centre_y) / self.radius
        if abs(side) < 0.1:
            bottom = y + 5 if above > 0 else y - 5 - height
            return Label(tuple(lines), x - _LABEL_WIDTH / 2, bottom, _LABEL_WIDTH, height, "middle")
        bottom = y - height / 2 + above * height / 2
        left = x + 6 if side > 0 else x - 6 - _LABEL_WIDTH
        return Label(tuple(lines), left, bottom, _LABEL_WIDTH, height, "start" if side > 0 else "end")

    def _draw_net(self) -> None:
        canvas = self.canv
        canvas.setLineWidth(0.35)
        canvas.setStrokeColor(_GREY)
        for ring in RINGS:
            self._draw_line([self._point(place, ring) for place in range(len(self.axes))], closed=True)
        centre = self._centre()
        for place in range(len(self.axes)):
            canvas.line(*centre, *self._point(place, 100))
        for ring in (50, 100):
            x, y = self._point(0, ring)
            draw_line(canvas, Line(str(ring), False), x + 2, y - 6, width=20, style=_SCALE, rtl=False)

    def _draw_series(self, series: Series, pen: Pen) -> None:
        points = [None if v is None else self._point(place, v) for place, v in enumerate(series.values)]
        self._set_pen(pen)
        if None not in points:
            self._draw_line([point for point in points if point], closed=True)
        else:
            # A section without a score leaves a gap: joining its neighbours would invent one.
            for start, end in zip(points, points[1:] + points[:1], strict=True):
                if start and end:
                    self.canv.line(*start, *end)
        for point in filter(None, points):
            self._mark(*point, pen)

    def _draw_line(self, points: Sequence[tuple[float, float]], *, closed: bool) -> None:
        path = self.canv.beginPath()
        path.moveTo(*points[0])
        for point in points[1:]:
            path.lineTo(*point)
        if closed:
            path.close()
        self.canv.drawPath(path, stroke=1, fill=0)


class Bars(_Chart):
    """One group of bars for each section."""

    bar = 8

    def __init__(self, axes: Sequence[str], series: Sequence[Series], width: float) -> None:
        super().__init__(axes, series, width)
        self._group = self.bar * max(len(self.series), 1) + 10
        self.height = self._group * len(self.axes) + 14 + self.legend_height

    def wrap(self, width: float, height: float) -> tuple[float, float]:  # noqa: ARG002  the signature of Flowable
        return self.width, self.height

    def draw(self) -> None:
        label_width = self.width * 0.3
        length = self.width - label_width - 40
        self._draw_scale(label_width, length)
        for place, name in enumerate(self.axes):
            top = self.height - place * self._group - 4
            line = wrapped(name, _LABEL, label_width - 8, page_rtl=self._rtl)[0]
            left = self.width - label_width + 8 if self._rtl else 0
            draw_line(self.canv, line, left, top - self._group / 2, width=label_width - 8, style=_LABEL, rtl=self._rtl)
            for value, pen, y in self._values(place, top):
                self._draw_bar(label_width, length * value / 100, y, pen)
        self._draw_legend()

    def _values(self, place: int, top: float) -> Iterator[tuple[float, Pen, float]]:
        for number, (series, pen) in enumerate(zip(self.series, PENS, strict=False)):
            value = series.values[place]
            if value is not None:
                yield value, pen, top - (number + 1) * self.bar

    def _draw_bar(self, start: float, length: float, y: float, pen: Pen) -> None:
        self.canv.setDash()
        self.canv.setLineWidth(0.6)
        self.canv.setStrokeColor(black)
        self.canv.setFillColor(pen.fill)
        x = self.width - start - length if self._rtl else start
        self.canv.rect(x, y, length, self.bar - 1.5, stroke=1, fill=1)

    def _draw_sample(self, x: float, pen: Pen) -> None:
        self._draw_bar(self.width - x - 22 if self._rtl else x, 22, 3, pen)

    def _draw_scale(self, start: float, length: float) -> None:
        self.canv.setLineWidth(0.35)
        self.canv.setStrokeColor(_GREY)
        bottom = self.legend_height + 12
        for mark in (0, *RINGS):
            x = start + length * mark / 100
            x = self.width - x if self._rtl else x
            self.canv.line(x, bottom, x, self.height)
            centred = Style(size=_SCALE.size, gray=_SCALE.gray, align="center")
            draw_line(self.canv, Line(str(mark), False), x - 12, bottom - 8, width=24, style=centred, rtl=False)
