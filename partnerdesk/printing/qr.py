"""What identifies a sheet of paper: a code for machines, and the same in letters for people."""

from reportlab.graphics.barcode.qr import QrCodeWidget
from reportlab.graphics.shapes import Drawing

BLANK = "blank"


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
    widget = QrCodeWidget(text, barLevel="M")
    left, bottom, right, top = widget.getBounds()
    drawn = Drawing(size, size, transform=[size / (right - left), 0, 0, size / (top - bottom), 0, 0])
    drawn.add(widget)
    return drawn


def _plain(state: str) -> str:
    return "".join(character for character in state if character.isascii() and character.isalnum())[:16]
