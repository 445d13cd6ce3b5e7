"""The fonts of paper: DejaVu Sans in two weights, set a little narrower than drawn."""

from functools import cache

from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont

from partnerdesk.resources import path

REGULAR = "PartnerDesk"
BOLD = "PartnerDesk-Bold"
NARROW = 90
"""Horizontal scale of running text in percent: French questions take a tenth less paper and stay easy to read."""

MISSING = "▯"
"""Stands for a character that the font does not have."""

_FILES = {REGULAR: "DejaVuSans.ttf", BOLD: "DejaVuSans-Bold.ttf"}


@cache
def _widths() -> dict[str, dict[int, float]]:
    """Register the fonts with ReportLab, once; return the width of each character in thousandths of the size."""
    widths = {}
    for name, file in _FILES.items():
        font = TTFont(name, str(path("fonts", file)))
        pdfmetrics.registerFont(font)
        widths[name] = dict(font.face.charWidths)
    return widths


def has(character: str) -> bool:
    """Tell whether both weights can draw this character."""
    code = ord(character)
    return all(code in widths for widths in _widths().values())


def width(text: str, size: float, *, bold: bool = False, scale: int = NARROW) -> float:
    """Measure shaped text in points; `scale` is the horizontal scale in percent."""
    widths = _widths()[BOLD if bold else REGULAR]
    # Marks that steer the direction are still in the text and take no room.
    return sum(widths.get(ord(character), 0) for character in text) * size * scale / 100_000


def name(*, bold: bool = False) -> str:
    """Return the name under which ReportLab knows the font, which is registered on the way."""
    _widths()
    return BOLD if bold else REGULAR
