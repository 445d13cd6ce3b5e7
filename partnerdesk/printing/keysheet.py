"""A key card on one page: whose device it is, its short code, and the card as a QR code, explained in every language."""

from dataclasses import dataclass
from pathlib import Path

from reportlab.graphics.shapes import Drawing
from reportlab.platypus import Flowable

from partnerdesk import i18n
from partnerdesk.i18n import _
from partnerdesk.printing import page, parts, qr, styles
from partnerdesk.printing.grid import Grid, Look
from partnerdesk.printing.page import Sheet
from partnerdesk.printing.text import Style, Text
from partnerdesk.progress import Report, unwatched

_CODE = Style(size=22, leading=30, bold=True, align="center")
_NAME = Style(size=13, leading=18, align="center")
_SIDE = 190
"""Width of the QR code in points: some 67 mm, which the camera of a telephone reads from a hand's breadth away."""


@dataclass(frozen=True)
class KeySheet:
    """What is printed; `roles` says the role of the person in each language."""

    person: str
    office: str
    office_name: str
    roles: dict[str, str]
    code: str
    text: str
    """What the QR code holds: the whole card."""


def write(shown: KeySheet, target: Path, report: Report = unwatched) -> None:
    """Write the sheet as a PDF; raises PartnerDeskError where it cannot be written or the names are too long."""
    sheet = Sheet(title=_("Key card of a device"), reference=shown.office, form_code=shown.code)
    width = sheet.inner_width
    # Translators: the name of an office and its code.
    office = _("{office_name} ({office})").format(office_name=shown.office_name, office=shown.office)
    story: list[Flowable] = [
        Text(_("Key card of a device"), styles.TITLE),
        parts.gap(10),
        Text(shown.person, _NAME),
        Text(office, _NAME),
        parts.gap(8),
        _centred(qr.drawing(shown.text, _SIDE), width),
        Text(shown.code, _CODE),
        parts.gap(10),
    ]
    for language in i18n.LANGUAGES:
        with i18n.using(language):
            story.append(parts.together(*_explained(shown, language)))
    page.write(story, sheet, target, report)


def _explained(shown: KeySheet, language: str) -> list[Flowable]:
    return [
        # Translators: a language in its own name, and the role of a person.
        Text(
            _("{language}: {role}").format(language=i18n.endonym(language), role=shown.roles[language]), styles.SUBPART
        ),
        Text(
            _(
                "This sheet is public and holds no secret. Whoever wants to exchange bundles with this device takes its key"
                " on the page “Exchange”, “Keys and trust”: read the QR code with a telephone and paste its text there, or"
                " take the card as a file. Then ask its owner for the code above, by voice or in person, and type it in:"
                " the code proves that the card is theirs."
            ),
            styles.BODY,
        ),
    ]


def _centred(drawing: Drawing, width: float) -> Flowable:
    side = (width - drawing.width) / 2
    look = Look(pad_x=0, pad_y=0, rules=False, shade=None)
    return Grid([[parts.gap(1), drawing, parts.gap(1)]], [side, drawing.width, side], look=look)
