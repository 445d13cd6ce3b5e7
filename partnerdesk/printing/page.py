"""The sheet: size, margins, header and footer with "page n of N", and writing the file in one piece."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from reportlab.lib.pagesizes import A4, LETTER
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import BaseDocTemplate, Flowable, Frame, PageTemplate

from partnerdesk.errors import PartnerDeskError
from partnerdesk.i18n import _, is_rtl, language
from partnerdesk.printing.text import Style, draw_line, one_line
from partnerdesk.progress import Report, unwatched

SIZES = {"a4": A4, "letter": LETTER}
MARGIN = 42
TOP = 48
BOTTOM = 50

_SMALL = Style(size=7.5, leading=9, gray=0.25)


@dataclass(frozen=True)
class Sheet:
    """What every page carries. None of it names a person: it also becomes the file's metadata."""

    title: str
    reference: str
    form_code: str
    audience: str = ""
    size: str = "a4"

    @property
    def inner_width(self) -> float:
        """Width in points between the margins."""
        return SIZES[self.size][0] - 2 * MARGIN


def write(story: Sequence[Flowable], sheet: Sheet, target: Path, report: Report = unwatched) -> None:
    """Lay out the story and write the PDF; the target is either replaced as a whole or left as it was.

    The same story gives the same bytes. Raises PartnerDeskError where the file cannot be written.
    """
    partial = target.with_name(f".{target.name}.partial")
    try:
        _build(story, sheet, partial, report)
        partial.replace(target)
    except OSError as error:
        raise PartnerDeskError(
            _(
                "The PDF could not be written to {path}: {reason}. Nothing in PartnerDesk was changed. "
                "Check that there is room and that the file is not open elsewhere, then print again."
            ).format(path=target, reason=error.strerror or error)
        ) from error
    finally:
        partial.unlink(missing_ok=True)


def _build(story: Sequence[Flowable], sheet: Sheet, target: Path, report: Report) -> None:
    width, height = SIZES[sheet.size]
    document = BaseDocTemplate(
        str(target),
        pagesize=(width, height),
        invariant=1,
        title=sheet.title,
        author="",
        subject=sheet.form_code,
        creator="PartnerDesk",
        producer="PartnerDesk",
        lang=language(),
    )
    frame = Frame(MARGIN, BOTTOM, width - 2 * MARGIN, height - TOP - BOTTOM, 0, 0, 0, 0)
    document.addPageTemplates(PageTemplate(frames=[frame]))
    document.setProgressCallBack(_steps(report))
    document.build(list(story), canvasmaker=_canvas_for(sheet))


def _steps(report: Report) -> Callable[[str, Any], None]:
    total = 0

    def told(kind: str, value: Any) -> None:
        nonlocal total
        if kind == "SIZE_EST":
            total = value
        elif kind == "PROGRESS":
            report(min(value, total), total)

    return told


def _canvas_for(sheet: Sheet) -> type[Canvas]:
    """Return a canvas that keeps its pages until their number is known, then adds header and footer."""

    class Counted(Canvas):
        def __init__(self, *args: Any, **kwargs: Any) -> None:
            super().__init__(*args, **kwargs)
            self._kept: list[dict[str, Any]] = []

        def showPage(self) -> None:
            self._kept.append(dict(self.__dict__))
            self._startPage()  # type: ignore[attr-defined]  # missing in the stubs

        def save(self) -> None:
            for number, state in enumerate(self._kept, start=1):
                self.__dict__.update(state)
                _draw_frame(self, sheet, number, len(self._kept))
                super().showPage()
            super().save()

    return Counted


def _draw_frame(canvas: Canvas, sheet: Sheet, number: int, total: int) -> None:
    width, height = SIZES[sheet.size]
    canvas.saveState()
    canvas.setStrokeGray(0.55)
    canvas.setLineWidth(0.4)
    if number > 1:
        _draw_ends(canvas, sheet, height - TOP + 14, sheet.title, sheet.reference)
        canvas.line(MARGIN, height - TOP + 9, width - MARGIN, height - TOP + 9)
    canvas.line(MARGIN, BOTTOM - 10, width - MARGIN, BOTTOM - 10)
    page = _("Page {number} of {total}").format(number=number, total=total)
    _draw_ends(canvas, sheet, BOTTOM - 20, sheet.form_code, page)
    if sheet.audience:
        _draw_ends(canvas, sheet, BOTTOM - 30, sheet.audience, "")
    canvas.restoreState()


def _draw_ends(canvas: Canvas, sheet: Sheet, y: float, start: str, end: str) -> None:
    rtl = is_rtl(language())
    room = sheet.inner_width
    last = one_line(end, _SMALL, room / 2, page_rtl=rtl)
    draw_line(canvas, last, MARGIN, y, width=room, style=Style(size=7.5, gray=0.25, align="end"), rtl=rtl)
    first = one_line(start, _SMALL, room * (0.7 if len(end) < 40 else 0.5) - 8, page_rtl=rtl)
    draw_line(canvas, first, MARGIN, y, width=room, style=_SMALL, rtl=rtl)
