"""Paragraphs that take text as it is: no mark-up, both directions, lines broken by measured width."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Literal, NamedTuple

from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import Flowable

from partnerdesk.i18n import _, is_rtl, language
from partnerdesk.printing import fonts
from partnerdesk.printing.bidi import runs_right_to_left, shaped, visual
from partnerdesk.printing.signs import parted

MOST_CHARACTERS = 100_000
MOST_LINES = 2_000
"""How much of one text is printed, some thirty pages; more is cut, and the paper says so."""

Align = Literal["start", "center", "end"]


@dataclass(frozen=True)
class Style:
    """How a paragraph looks; lengths in points, `gray` from 0 (black) to 1 (white)."""

    size: float = 9
    leading: float = 12
    bold: bool = False
    gray: float = 0
    align: Align = "start"
    before: float = 0
    after: float = 0
    indent: float = 0
    keep_with_next: bool = False


class Line(NamedTuple):
    """One wrapped line: shaped text in logical order, and the direction of its paragraph."""

    text: str
    right_to_left: bool


class Text(Flowable):
    """A paragraph of plain text in one style that breaks over lines and pages.

    Each paragraph of the text takes the direction of its own letters. It is aligned with the page, or where
    `own_side` is set with its own direction, as the words of people are that stand in a block of their own. With
    `as_page` it also runs as the page does: a box before some words stays at the start.
    """

    def __init__(self, text: str, style: Style, *, own_side: bool = False, as_page: bool = False) -> None:
        super().__init__()
        self.style = style
        self.keepWithNext = int(style.keep_with_next)
        self._page_rtl = is_rtl(language())
        self._own_side = own_side
        self._as_page = as_page
        self._text = text
        self._lines: list[Line] = []
        self._measured: float | None = None

    def getSpaceBefore(self) -> float:
        return self.style.before

    def getSpaceAfter(self) -> float:
        return self.style.after

    def wrap(self, width: float, height: float) -> tuple[float, float]:  # noqa: ARG002  the signature of Flowable
        self._break(width)
        self.width = width
        self.height = len(self._lines) * self.style.leading
        return width, self.height

    def split(self, width: float, height: float) -> list[Flowable]:
        """Return the part that fits and the rest, neither of a single line where that can be avoided."""
        self._break(width)
        fitting = int((height + 0.01) / self.style.leading)
        if fitting >= len(self._lines):
            return [self]
        if fitting == len(self._lines) - 1 and len(self._lines) > 3:
            fitting -= 1
        if fitting < min(2, len(self._lines)):
            return []
        return [self._part(self._lines[:fitting], width), self._part(self._lines[fitting:], width)]

    def draw(self) -> None:
        y = self.height - self.style.leading + (self.style.leading - self.style.size) * 0.75
        for line in self._lines:
            rtl = line.right_to_left if self._own_side else self._page_rtl
            left = 0.0 if self._page_rtl else self.style.indent
            draw_line(self.canv, line, left, y, width=self.width - self.style.indent, style=self.style, rtl=rtl)
            y -= self.style.leading

    def _break(self, width: float) -> None:
        if self._measured == width:
            return
        lines = wrapped(self._text, self.style, width - self.style.indent, page_rtl=self._page_rtl)
        self._lines = [Line(line.text, self._page_rtl) for line in lines] if self._as_page else lines
        self._measured = width

    def _part(self, lines: list[Line], width: float) -> "Text":
        part = Text("", self.style, own_side=self._own_side)
        part._page_rtl = self._page_rtl
        part._text = "\n".join(line.text for line in lines)
        part._lines = lines
        part._measured = width
        return part


def wrapped(text: str, style: Style, width: float, *, page_rtl: bool) -> list[Line]:
    """Break text into lines no wider than `width` points; costs as much as the text is long."""
    room = max(width, 2 * style.size)
    lines = list(islice(_wrapped(text[:MOST_CHARACTERS], style, room, page_rtl), MOST_LINES + 1))
    if len(text) > MOST_CHARACTERS or len(lines) > MOST_LINES:
        told = _("[The rest of this text is not printed. It can be read in PartnerDesk.]")
        lines = lines[:MOST_LINES] + list(_wrapped(told, style, room, page_rtl))
    return lines


def _wrapped(text: str, style: Style, width: float, page_rtl: bool) -> Iterator[Line]:
    for paragraph in shaped(text).split("\n"):
        rtl = runs_right_to_left(paragraph, default=page_rtl)
        for line in _lines(paragraph, style, width):
            yield Line(line, rtl)


def draw_line(canvas: Canvas, line: Line, x: float, y: float, *, width: float, style: Style, rtl: bool) -> None:
    """Draw one line into the room from `x`, `width` points wide, with its baseline at `y`."""
    text = visual(line.text.rstrip(), right_to_left=line.right_to_left)
    room = width - fonts.width(text, style.size, bold=style.bold)
    at_start = {"start": 0.0, "center": 0.5, "end": 1.0}[style.align]
    share = 1 - at_start if rtl else at_start
    letters, signs = parted(text, style.size, bold=style.bold)
    start = x + room * share
    _write(canvas, [(letters, start, y)], style)
    if signs:
        # A reader that takes the words from the page gets the letters alone, unbroken, as people search for them.
        canvas.addLiteral("/Span <</ActualText <FEFF>>> BDC")
        _write(canvas, [(sign.character, start + sign.right, y + sign.up) for sign in signs], style)
        canvas.addLiteral("EMC")


def _write(canvas: Canvas, pieces: Sequence[tuple[str, float, float]], style: Style) -> None:
    """Write pieces of text, each from its own point."""
    writer = canvas.beginText()
    writer.setFont(fonts.name(bold=style.bold), style.size)
    writer.setHorizScale(fonts.NARROW)
    writer.setFillGray(style.gray)
    for text, x, y in pieces:
        writer.setTextOrigin(x, y)
        writer.textOut(text)
    # The scale outlives the text object, and the next one may not set it.
    writer.setHorizScale(100)
    canvas.drawText(writer)


def one_line(text: str, style: Style, width: float, *, page_rtl: bool) -> Line:
    """Return text as one line, cut with an ellipsis where it is too wide."""
    flat = shaped(" ".join(text[:MOST_CHARACTERS].split()))
    rtl = runs_right_to_left(flat, default=page_rtl)
    if fonts.width(flat, style.size, bold=style.bold) <= width:
        return Line(flat, rtl)
    head, _width = next(_pieces(flat, style, width - style.size))
    return Line(head.rstrip() + "…", rtl)


def _lines(paragraph: str, style: Style, width: float) -> Iterator[str]:
    space = fonts.width(" ", style.size, bold=style.bold)
    line: list[str] = []
    used = 0.0
    for word, needs in _words(paragraph, style, width):
        if line and used + space + needs > width:
            yield " ".join(line)
            line, used = [], 0.0
        used += needs + (space if line else 0)
        line.append(word)
    yield " ".join(line)


def _words(paragraph: str, style: Style, width: float) -> Iterator[tuple[str, float]]:
    """Give the words of a paragraph and their widths; one wider than a line comes in pieces that fit."""
    for word in filter(None, paragraph.split(" ")):
        needs = fonts.width(word, style.size, bold=style.bold)
        if needs <= width:
            yield word, needs
        else:
            yield from _pieces(word, style, width)


def _pieces(word: str, style: Style, width: float) -> Iterator[tuple[str, float]]:
    start, used = 0, 0.0
    for place, character in enumerate(word):
        needs = fonts.width(character, style.size, bold=style.bold)
        if used + needs > width:
            yield word[start:place], used
            start, used = place, 0.0
        used += needs
    yield word[start:], used
