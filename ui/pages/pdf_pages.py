"""The pages of a PDF inside the window: drawn when they come into sight, as wide as wanted."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QImage, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtWidgets import QScrollArea, QVBoxLayout, QWidget

from partnerdesk.i18n import _
from ui import theme

_DOTS_PER_POINT = 96 / 72
_ZOOMS = (0.5, 0.67, 0.8, 1.0, 1.25, 1.5, 2.0, 3.0)
_MARGIN = 16
_GAP = 14
_AT_FIRST = 1.05
"""At first a page is no wider than this, so that a good part of it is in sight."""
_PRINTED_DPI = 200
_KEPT = 8
"""So many drawn pages are kept; a form of forty pages would otherwise hold half a gigabyte."""


class Document:
    """A PDF held in memory: what it shows may be too sensitive for a file that stays."""

    def __init__(self, content: bytes) -> None:
        self.content = content
        with self._opened() as document:
            self.sizes = [document.get_page_size(number) for number in range(len(document))]

    def draw(self, number: int, scale: float) -> QImage:
        """Return a page, with so many dots for each point of the paper."""
        with self._opened() as document:
            bitmap = document[number].render(scale=scale, prefer_bgrx=True)
            shape = (bitmap.width, bitmap.height, bitmap.stride)
            image = QImage(bytes(bitmap.buffer), *shape, QImage.Format.Format_RGB32).copy()
            bitmap.close()
        return image

    @contextmanager
    def _opened(self) -> Iterator[Any]:
        # Takes a fifth of a second to load, so only who looks at paper waits for it.
        import pypdfium2

        document = pypdfium2.PdfDocument(self.content)
        try:
            yield document
        finally:
            # Closes its pages too; opening it again costs less than a millisecond.
            document.close()


class _PageView(QWidget):
    """One page of paper with a thin edge; it is drawn at its first sight."""

    def __init__(self, document: Document, number: int, pictures: dict[tuple[int, float], QImage]) -> None:
        super().__init__()
        self._document, self._number, self._pictures = document, number, pictures
        told = _("Page {n} of {total}").format(n=number + 1, total=len(document.sizes))
        self.setAccessibleName(told)

    def set_scale(self, scale: float) -> None:
        """Show the page with so many logical pixels for each point."""
        width, height = self._document.sizes[self._number]
        self.setFixedSize(QSize(round(width * scale) + 2, round(height * scale) + 2))
        self._scale = scale
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        density = self.devicePixelRatioF()
        key = (self._number, self._scale * density)
        if key not in self._pictures:
            while len(self._pictures) >= _KEPT:
                self._pictures.pop(next(iter(self._pictures)))
            self._pictures[key] = self._document.draw(*key)
        place = QRectF(self.rect()).adjusted(1, 1, -1, -1)
        painter.drawImage(place, self._pictures[key])
        painter.setPen(QColor(theme.colours().border))
        painter.drawRect(self.rect().adjusted(0, 0, -1, -1))
        painter.end()


class PdfPages(QScrollArea):
    """Shows a document one page below the other."""

    moved = Signal(int, int)
    """Which page is in sight, from 1, and how many there are."""

    def __init__(self) -> None:
        super().__init__()
        self.setWidgetResizable(True)
        self.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName(_("Pages of the paper"))
        self.document: Document | None = None
        self.pages: list[_PageView] = []
        self._zoom = 0.0
        self._widest = _AT_FIRST
        self._inside = QWidget()
        self._inside.setObjectName("scrolled")
        self._column = QVBoxLayout(self._inside)
        self._column.setContentsMargins(_MARGIN, _MARGIN, _MARGIN, _MARGIN)
        self._column.setSpacing(_GAP)
        self.setWidget(self._inside)
        self.verticalScrollBar().valueChanged.connect(lambda _value: self._tell())

    def show_document(self, content: bytes) -> None:
        """Show a PDF from its first page."""
        self.document = Document(content)
        pictures: dict[tuple[int, float], QImage] = {}
        for page in self.pages:
            page.hide()
            page.deleteLater()
        self.pages = [_PageView(self.document, number, pictures) for number in range(len(self.document.sizes))]
        self._scale_pages()
        for page in self.pages:
            self._column.addWidget(page, 0, Qt.AlignmentFlag.AlignHCenter)
        self.verticalScrollBar().setValue(0)
        self._tell()

    def zoom(self) -> float:
        """Return how large the pages are shown: 1 is the size of the paper."""
        return self._scale() / _DOTS_PER_POINT

    def fit_width(self) -> None:
        """Show the pages as wide as the room."""
        self._zoom, self._widest = 0.0, _ZOOMS[-1]
        self._scale_pages()

    def zoom_by(self, step: int) -> None:
        """Show the pages larger (1) or smaller (-1)."""
        now = self.zoom()
        further = [one for one in _ZOOMS if (one > now + 0.02 if step > 0 else one < now - 0.02)]
        if further:
            self._zoom = min(further) if step > 0 else max(further)
            self._scale_pages()

    def print_on(self, printer: QPrinter) -> None:
        """Draw every page on a printer."""
        if self.document is None:
            return
        painter = QPainter(printer)
        for number in range(len(self.document.sizes)):
            if number:
                printer.newPage()
            image = self.document.draw(number, _PRINTED_DPI / 72)
            room = painter.viewport()
            size = image.size().scaled(room.size(), Qt.AspectRatioMode.KeepAspectRatio)
            painter.drawImage(QRectF(0, 0, size.width(), size.height()), image)
        painter.end()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if not self._zoom:
            self._scale_pages()

    def _scale(self) -> float:
        if self._zoom or self.document is None:
            return (self._zoom or 1.0) * _DOTS_PER_POINT
        widest = max((width for width, _height in self.document.sizes), default=595.0)
        room = self.viewport().width() - 2 * _MARGIN - 4
        return max(0.3, min(room / widest, self._widest * _DOTS_PER_POINT))

    def _scale_pages(self) -> None:
        scale = self._scale()
        for page in self.pages:
            page.set_scale(scale)

    def _tell(self) -> None:
        seen = self.verticalScrollBar().value() + self.viewport().height() // 3
        here, top = 0, _MARGIN
        # The layout places the pages later than they are shown, so their heights are added up.
        for page in self.pages:
            here += top <= seen or not here
            top += page.height() + _GAP
        self.moved.emit(here, len(self.pages))
