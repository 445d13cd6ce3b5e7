"""Tables whose long cells break over pages and whose columns run in the direction of the page."""

from collections.abc import Sequence
from dataclasses import dataclass

from reportlab.platypus import Flowable

from partnerdesk.i18n import is_rtl, language

HAIR = 0.4
"""Width of a rule between rows in points."""

Cell = Flowable | Sequence[Flowable]


@dataclass(frozen=True)
class Look:
    """How a table looks; lengths in points, `shade` is the grey behind the header rows from 0 to 1."""

    pad_x: float = 4
    pad_y: float = 3
    rules: bool = True
    columns_ruled: bool = False
    boxed: bool = False
    shade: float | None = 0.92
    row_height: float = 0


class Row:
    """Cells side by side; remembers how high it is at the widths it was measured with."""

    def __init__(self, cells: Sequence[Cell]) -> None:
        self.cells: list[list[Flowable]] = [[cell] if isinstance(cell, Flowable) else list(cell) for cell in cells]
        self._measured: tuple[tuple[float, ...], float] | None = None

    def height(self, widths: Sequence[float], look: Look) -> float:
        key = tuple(widths)
        if self._measured is None or self._measured[0] != key:
            tallest = max(
                sum(_height(flowable, width - 2 * look.pad_x) for flowable in cell)
                for cell, width in zip(self.cells, widths, strict=True)
            )
            self._measured = key, max(tallest + 2 * look.pad_y, look.row_height)
        return self._measured[1]

    def split(self, widths: Sequence[float], look: Look, height: float) -> "tuple[Row, Row] | None":
        """Return the part of the row that fits into `height` points and the rest; None if no cell has such a part."""
        if height < look.row_height:
            return None
        room = height - 2 * look.pad_y
        parts = [
            _split_cell(cell, width - 2 * look.pad_x, room) for cell, width in zip(self.cells, widths, strict=True)
        ]
        if not any(head for head, _rest in parts):
            return None
        if any(rest and not head for head, rest in parts):
            return None
        return Row([head for head, _rest in parts]), Row([rest for _head, rest in parts])


class Grid(Flowable):
    """A table; the first `header` rows are repeated where it continues on another page."""

    def __init__(
        self, rows: Sequence[Row | Sequence[Cell]], widths: Sequence[float], header: int = 0, look: Look | None = None
    ) -> None:
        super().__init__()
        self._rows = [row if isinstance(row, Row) else Row(row) for row in rows]
        self._widths = list(widths)
        self._header = header
        self._look = look or Look()
        self._rtl = is_rtl(language())

    def wrap(self, width: float, height: float) -> tuple[float, float]:  # noqa: ARG002  the signature of Flowable
        self.width = sum(self._widths)
        self.height = sum(row.height(self._widths, self._look) for row in self._rows)
        return width, self.height

    def split(self, width: float, height: float) -> list[Flowable]:  # noqa: ARG002  the signature of Flowable
        """Break between rows, or inside one that is higher than half of the room left on the page."""
        used = 0.0
        for place, row in enumerate(self._rows):
            needs = row.height(self._widths, self._look)
            if used + needs <= height + 0.01:
                used += needs
                continue
            breaks_inside = needs > (height - used) * 1.5 or place == self._header
            parts = row.split(self._widths, self._look, height - used) if breaks_inside else None
            head = [*self._rows[:place], parts[0]] if parts else self._rows[:place]
            rest = [parts[1], *self._rows[place + 1 :]] if parts else self._rows[place:]
            if len(head) <= self._header:
                return []
            return [self._part(head), self._part([*self._rows[: self._header], *rest])]
        return [self]

    def draw(self) -> None:
        top = self.height
        for number, row in enumerate(self._rows):
            height = row.height(self._widths, self._look)
            self._draw_background(number, top, height)
            x = self.width if self._rtl else 0.0
            for cell, width in zip(row.cells, self._widths, strict=True):
                x -= width if self._rtl else 0
                self._draw_cell(cell, x + self._look.pad_x, top - self._look.pad_y, width - 2 * self._look.pad_x)
                x += 0 if self._rtl else width
            top -= height
        self._draw_rules()

    def _draw_cell(self, cell: list[Flowable], x: float, top: float, width: float) -> None:
        for flowable in cell:
            _width, height = flowable.wrap(width, top)
            top -= height
            flowable.drawOn(self.canv, x, top)

    def _draw_background(self, number: int, top: float, height: float) -> None:
        if number < self._header and self._look.shade is not None:
            self.canv.setFillGray(self._look.shade)
            self.canv.rect(0, top - height, self.width, height, stroke=0, fill=1)

    def _draw_rules(self) -> None:
        self.canv.setStrokeGray(0.55)
        self.canv.setLineWidth(HAIR)
        y = self.height
        for row in self._rows:
            y -= row.height(self._widths, self._look)
            if self._look.rules:
                self.canv.line(0, y, self.width, y)
        if self._look.rules:
            self.canv.line(0, self.height, self.width, self.height)
        x = 0.0
        for width in (self._widths[::-1] if self._rtl else self._widths)[:-1]:
            x += width
            if self._look.columns_ruled:
                self.canv.line(x, 0, x, self.height)
        if self._look.boxed:
            self.canv.rect(0, 0, self.width, self.height, stroke=1, fill=0)

    def _part(self, rows: list[Row]) -> "Grid":
        return Grid(rows, self._widths, self._header, self._look)


def _height(flowable: Flowable, width: float) -> float:
    return flowable.wrap(width, 1e6)[1]


def _split_cell(cell: list[Flowable], width: float, room: float) -> tuple[list[Flowable], list[Flowable]]:
    for place, flowable in enumerate(cell):
        needs = _height(flowable, width)
        if needs <= room + 0.01:
            room -= needs
            continue
        parts = flowable.split(width, room)
        if len(parts) > 1:
            return [*cell[:place], parts[0]], [*parts[1:], *cell[place + 1 :]]
        return cell[:place], cell[place:]
    return cell, []
