"""What identifies a sheet of paper: a code for machines, and the same in letters for people."""

from reportlab.graphics.barcode.qr import QrCodeWidget
from reportlab.graphics.barcode.qrencoder import QRCode
from reportlab.graphics.shapes import Drawing

from partnerdesk.errors import PartnerDeskError
from partnerdesk.i18n import _

BLANK = "blank"
QUIET = 4
"""Width of the white border that readers need, in squares (ISO/IEC 18004)."""

_MOST_BYTES = {"M": 2331, "L": 2953}
"""What the largest code holds, by how much of it may be damaged: a seventh or a fourteenth."""


def payload(instrument: str, version: str, record: str, state: str) -> str:
    """Return what the QR code says: ``PD1:<instrument>@<version>:<record id>:<state of the record>``.

    Of a blank form the record is ``blank`` and the state the language.
    """
    return f"PD1:{instrument}@{version}:{record}:{_plain(state)}"


def form_code(instrument: str, record: str, state: str) -> str:
    """Return the short code by which a person finds the record, such as ``POP4-7F3A91C2-5``."""
    return f"{instrument}-{record[:8]}-{_plain(state)}".upper()


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


def _plain(state: str) -> str:
    return "".join(character for character in state if character.isascii() and character.isalnum())[:16]
