"""The parts that forms and minutes are made of: headings, facts, ruled lines to write on, boxes, signatures."""

from collections.abc import Sequence
from typing import NamedTuple

from reportlab.graphics.shapes import Drawing
from reportlab.platypus import Flowable, KeepTogether, Spacer

from partnerdesk.i18n import _, is_rtl, language
from partnerdesk.printing import styles
from partnerdesk.printing.grid import Grid, Look, Row
from partnerdesk.printing.text import Line, Style, Text, draw_line, one_line

GAP = 6


class Fact(NamedTuple):
    """A line of a title block; without a value there is room to write by hand."""

    label: str
    value: str = ""
    full_width: bool = False
    as_page: bool = False


class Rules(Flowable):
    """Ruled lines to write on, with a small label at the start of the first."""

    def __init__(self, count: int, label: str = "", spacing: float = 17) -> None:
        super().__init__()
        self._count = count
        self._label = label
        self._spacing = spacing
        self._rtl = is_rtl(language())

    def wrap(self, width: float, height: float) -> tuple[float, float]:  # noqa: ARG002  the signature of Flowable
        self.width = width
        self.height = self._count * self._spacing + 3
        return self.width, self.height

    def draw(self) -> None:
        if self._label:
            first: Line = one_line(self._label, styles.LABEL, self.width / 2, page_rtl=self._rtl)
            y = self.height - self._spacing + 3
            draw_line(self.canv, first, 0, y, width=self.width, style=styles.LABEL, rtl=self._rtl)
        self.canv.setStrokeGray(0.6)
        self.canv.setLineWidth(0.4)
        for number in range(1, self._count + 1):
            y = self.height - number * self._spacing
            self.canv.line(0, y, self.width, y)


def gap(height: float = GAP) -> Flowable:
    """Return empty room, in points."""
    return Spacer(1, height)


def together(*flowables: Flowable) -> Flowable:
    """Keep these on one page if a page can hold them."""
    return KeepTogether(list(flowables))


def title_block(title: str, subtitle: str, code: Drawing, caption: str, width: float) -> Flowable:
    """Return the head of the first page: what this paper is, and the code that identifies it."""
    code_width = code.width + 34
    words = [Text(title, styles.TITLE), gap(2), Text(subtitle, styles.HINT)]
    small = Style(size=6.5, leading=8, align="end")
    look = Look(pad_x=0, pad_y=0, rules=False, shade=None)
    return Grid([[words, [_Aligned(code), Text(caption, small)]]], [width - code_width, code_width], look=look)


class _Aligned(Flowable):
    """A drawing at the end of the line, as the page runs."""

    def __init__(self, drawing: Drawing) -> None:
        super().__init__()
        self._drawing = drawing
        self._rtl = is_rtl(language())

    def wrap(self, width: float, height: float) -> tuple[float, float]:  # noqa: ARG002  the signature of Flowable
        self.width, self.height = width, self._drawing.height
        return self.width, self.height

    def draw(self) -> None:
        x = 0 if self._rtl else self.width - self._drawing.width
        self._drawing.drawOn(self.canv, x, 0)


def facts(entries: Sequence[Fact], width: float) -> list[Flowable]:
    """Return label and value pairs, two beside each other unless one needs the full width."""
    look = Look(pad_x=4, pad_y=3.5, shade=None, row_height=22)
    parts: list[Flowable] = []
    pending: list[Fact] = []
    for entry in [*entries, None]:
        if pending and (entry is None or entry.full_width or len(pending) == 2):
            pair = [*pending, Fact("", "")][:2]
            widths = [width * 0.16, width * 0.34] * 2
            cells = [cell for fact in pair for cell in (Text(fact.label, styles.LABEL), Text(fact.value, styles.BODY))]
            parts.append(Grid([cells], widths, look=look))
            pending = []
        if entry is not None and entry.full_width:
            cells = [Text(entry.label, styles.LABEL), Text(entry.value, styles.BODY, as_page=entry.as_page)]
            parts.append(Grid([cells], [width * 0.16, width * 0.84], look=look))
        elif entry is not None:
            pending.append(entry)
    return parts


def section_bar(title: str, aim: str, width: float) -> Flowable:
    """Return the heading of a section with what it aims at."""
    words: list[Flowable] = [Text(title, styles.SECTION)]
    if aim:
        words.append(Text(aim, styles.HINT))
    return Grid([[words]], [width], header=1, look=Look(pad_x=6, pad_y=4, shade=0.88))


def boxed(words: Sequence[Flowable], width: float) -> Flowable:
    """Return a framed note."""
    return Grid([[list(words)]], [width], look=Look(pad_x=8, pad_y=6, rules=False, boxed=True, shade=None))


def bullets(sentences: Sequence[str], style: Style, width: float) -> list[Flowable]:
    """Return a list of sentences, each after a bullet."""
    look = Look(pad_x=0, pad_y=0.5, rules=False, shade=None)
    return [Grid([[Text("•", style), Text(words, style)]], [10, width - 10], look=look) for words in sentences]


def numbered(number: str, content: Sequence[Flowable], width: float) -> Grid:
    """Return something with its number before it."""
    look = Look(pad_x=0, pad_y=0, rules=False, shade=None)
    label = Text(number, styles.NUMBER)
    return Grid([[label, list(content)]], [styles.NUMBER_WIDTH, width - styles.NUMBER_WIDTH], look=look)


def table(head: Sequence[str], rows: Sequence[Sequence[str]], widths: Sequence[float], *, blank: int = 0) -> Grid:
    """Return a ruled table of texts with a repeated head, and `blank` empty rows to write in."""
    look = Look(columns_ruled=True, boxed=True, row_height=16)
    all_rows = [Row([Text(words, styles.HEAD) for words in head])]
    all_rows += [Row([Text(words, styles.BODY) for words in row]) for row in rows]
    all_rows += [Row([[Text("", styles.BODY), gap(10)] for _column in head]) for _number in range(blank)]
    return Grid(all_rows, widths, header=1, look=look)


def signatures(parties: Sequence[str], width: float) -> Flowable:
    """Return room for one signature of each party."""
    column = width / len(parties)
    cells: list[list[Flowable]] = []
    for party in parties:
        labels = [_("Name and function"), _("Date and signature")]
        cells.append([Text(party, styles.STRONG), *(Rules(1, label, spacing=24) for label in labels)])
    look = Look(pad_x=8, pad_y=4, rules=False, shade=None)
    return together(Text(_("Signatures"), styles.PART), Grid([cells], [column] * len(parties), look=look))
