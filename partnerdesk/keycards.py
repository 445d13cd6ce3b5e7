"""Key cards as people hand them over: pasted text, a QR code in the window or in a file, a sheet of paper."""

import html
import json
from pathlib import Path

import msgspec

from partnerdesk import durable, i18n, keys, vocabulary
from partnerdesk.errors import PartnerDeskError
from partnerdesk.i18n import _
from partnerdesk.keys import KeyCard
from partnerdesk.progress import Report, unwatched

SUFFIXES = (".svg", ".png", ".pdf")
"""What a card can be written as: a QR code as lines or as pixels, or a sheet that explains it."""

_PIXELS = 6
"""Width in pixels of one square of a QR code in a PNG."""


def as_text(card: KeyCard) -> str:
    """Return the card as one line of ASCII: what its QR code says, and what may be pasted anywhere.

    Letters beyond ASCII are escaped, because readers of QR codes guess the encoding of bytes.
    """
    return json.dumps(msgspec.to_builtins(card), separators=(",", ":"))


def from_text(text: str) -> KeyCard:
    """Read a card that somebody pasted; words around it and line breaks in it do no harm.

    Raises BadCard.
    """
    start, end = text.find("{"), text.rfind("}")
    inside = "".join(text[start : end + 1].splitlines()) if 0 <= start < end else ""
    return keys.read_card(inside.encode(errors="replace"))


def as_file(card: KeyCard) -> bytes:
    """Return the card as the file that is handed over, with the code beside it for the eye."""
    return json.dumps(keys.to_dict(card), ensure_ascii=False, indent=2).encode() + b"\n"


def squares(card: KeyCard) -> tuple[tuple[bool, ...], ...]:
    """Return the QR code of a card as rows of squares without the border, true for a dark one.

    Raises PartnerDeskError where the names are too long for a QR code.
    """
    # ReportLab is loaded when a code is wanted.
    from partnerdesk.printing import qr

    return qr.squares(as_text(card))


def write_qr(card: KeyCard, target: Path, report: Report = unwatched) -> None:
    """Write the QR code of a card as SVG or PNG, or the key sheet as PDF, by the name of the file.

    Raises PartnerDeskError for another kind of file and where it cannot be written; what was there is then untouched.
    """
    suffix = target.suffix.lower()
    if suffix == ".pdf":
        write_sheet(card, target, report)
        return
    if suffix not in SUFFIXES:
        raise PartnerDeskError(
            _("A QR code is written as {kinds}. Nothing was written. Choose one of these endings.").format(
                kinds=", ".join(SUFFIXES)
            )
        )
    picture = _svg(card) if suffix == ".svg" else _png(card)
    try:
        with durable.replacing(target) as file:
            file.write(picture)
    except OSError as error:
        raise PartnerDeskError(
            _("The card cannot be written: {reason}. Choose another place.").format(reason=error.strerror)
        ) from error


def write_sheet(card: KeyCard, target: Path, report: Report = unwatched) -> None:
    """Write one page with the names, the code and the QR code of a card, explained in every language.

    Raises PartnerDeskError where the file cannot be written or the names are too long for a QR code.
    """
    from partnerdesk.printing import keysheet

    roles = {}
    for language in i18n.LANGUAGES:
        with i18n.using(language):
            roles[language] = vocabulary.label("person_role", card.role)
    shown = keysheet.KeySheet(card.person, card.office, card.office_name, roles, keys.short_code(card), as_text(card))
    keysheet.write(shown, target, report)


def _svg(card: KeyCard) -> bytes:
    from partnerdesk.printing.qr import QUIET

    rows = squares(card)
    side = len(rows) + 2 * QUIET
    dark = "".join(
        f"M{column + QUIET} {row + QUIET}h1v1h-1z"
        for row, line in enumerate(rows)
        for column, is_dark in enumerate(line)
        if is_dark
    )
    title = html.escape(_("Key card of {office}").format(office=card.office))
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {side} {side}" shape-rendering="crispEdges">'
        f'<title>{title}</title><path fill="#fff" d="M0 0h{side}v{side}H0z"/><path d="{dark}"/></svg>\n'
    ).encode()


def _png(card: KeyCard) -> bytes:
    import io

    from PIL import Image

    from partnerdesk.printing.qr import QUIET

    rows = squares(card)
    side = len(rows) + 2 * QUIET
    small = Image.new("1", (side, side), 1)
    for row, line in enumerate(rows):
        for column, is_dark in enumerate(line):
            if is_dark:
                small.putpixel((column + QUIET, row + QUIET), 0)
    file = io.BytesIO()
    small.resize((side * _PIXELS, side * _PIXELS), Image.Resampling.NEAREST).save(file, "PNG")
    return file.getvalue()
