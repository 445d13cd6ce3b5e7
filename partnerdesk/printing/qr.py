"""QR codes: drawn on paper, and their squares for a screen."""

from reportlab.graphics.barcode.qr import QrCodeWidget
from reportlab.graphics.barcode.qrencoder import QRCode
from reportlab.graphics.shapes import Drawing

from partnerdesk.errors import PartnerDeskError
from partnerdesk.i18n import _

QUIET = 4
"""Width of the white border that readers need, in squares (ISO/IEC 18004)."""

_MOST_BYTES = {"M": 2331, "L": 2953}
"""What the largest code holds, by how much of it may be damaged: a seventh or a fourteenth."""


def drawing(text: str, size: float = 62) -> Drawing:
    """Return the QR code, `size` points wide, readable when a seventh of it is damaged."""
    widget = QrCodeWidget(text, barLevel=_level(text))
    left, bottom, right, top = widget.getBounds()
    drawn = Drawing(size, size, transform=[size / (right - left), 0, 0, size / (top - bottom), 0, 0])
    drawn.add(widget)
    return drawn


def squares(text: str) -> tuple[tuple[bool, ...], ...]:
    """Return the rows of the QR code of an ASCII text without its border, true for a dark square.

    Raises PartnerDeskError where the text is longer than a QR code holds.
    """
    code: QRCode = vars(QrCodeWidget(text, barLevel=_level(text)))["qr"]
    code.make()
    return tuple(tuple(bool(dark) for dark in row) for row in code.modules)


def _level(text: str) -> str:
    for level, most in _MOST_BYTES.items():
        if len(text) <= most:
            return level
    raise PartnerDeskError(
        _("The names are too long for a QR code. Nothing was changed. Hand the card over as a file instead.")
    )
