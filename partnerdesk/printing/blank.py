"""A form to fill in by hand, of any instrument."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from reportlab.platypus import Flowable

from partnerdesk import i18n, papercodes
from partnerdesk.i18n import _
from partnerdesk.instruments.model import PERSPECTIVES, SCALED, Instrument, Section
from partnerdesk.printing import page, parts, qr, questions, styles, wording
from partnerdesk.printing.bidi import isolated
from partnerdesk.printing.parts import Fact
from partnerdesk.printing.questions import Asked
from partnerdesk.printing.text import Text
from partnerdesk.progress import Report, unwatched
from partnerdesk.vocabulary import label


@dataclass(frozen=True)
class Known:
    """What is filled in before a form is handed out; a form of a record carries the record in its code."""

    office: str = ""
    partner: str = ""
    subject: str | None = None
    reference: str = ""
    record_id: str = ""
    version: str = ""


def write(
    instrument: Instrument, language: str, target: Path, known: Known, size: str = "a4", report: Report = unwatched
) -> None:
    """Write a blank form; see `partnerdesk.printing.print_blank`."""
    with i18n.using(language):
        record, state = (known.record_id, known.version) if known.record_id else (papercodes.BLANK, language)
        sheet = page.Sheet(
            title=f"{instrument.title.words()} ({instrument.version})",
            reference=known.reference,
            form_code=papercodes.form_code(instrument.key, record, state),
            size=size,
        )
        code = qr.drawing(papercodes.payload(instrument.key, instrument.version, record, state))
        width = sheet.inner_width
        story = [
            parts.title_block(instrument.title.words(), instrument.purpose.words(), code, sheet.form_code, width),
            *_form(instrument, known, width),
        ]
        page.write(story, sheet, target, report)


def _form(instrument: Instrument, known: Known, width: float) -> list[Flowable]:
    names = questions.names(known.subject, known.office, known.partner)
    asked = Asked(instrument, names, questions.numbers(instrument), width)
    is_event = instrument.kind == "consultation"
    facts = _event_facts(known) if is_event else _partnership_facts(instrument, known)
    story = [
        parts.gap(8),
        *parts.facts(facts, width),
        parts.gap(8),
        parts.boxed(_how_to(instrument, width - 16), width),
    ]
    shown: set[str] = set()
    for section in instrument.sections:
        story += _section(asked, section, shown)
    sides = [_("Moderator"), _("Notes taken by")] if is_event else [known.office or _("For us")]
    if not is_event:
        sides.append(known.partner or _("For the partner"))
    return [*story, parts.signatures(sides, width)]


def _event_facts(known: Known) -> list[Fact]:
    return [
        Fact(_("Consultation"), full_width=True),
        Fact(_("Place")),
        Fact(_("Date")),
        Fact(_("Organisers"), full_width=True),
        Fact(_("Office"), known.office),
        Fact(_("Reference"), known.reference),
    ]


def _partnership_facts(instrument: Instrument, known: Known) -> list[Fact]:
    views = [one for one in PERSPECTIVES if one in instrument.perspectives]
    entries = [
        Fact(_("Partner"), known.partner),
        Fact(_("Office"), known.office),
        Fact(_("Date")),
        Fact(_("Reference"), known.reference),
        Fact(_("Respondents"), full_width=True),
        Fact(_("View"), _boxes("perspective", views), full_width=True, as_page=True),
    ]
    if len(instrument.subject_roles) > 1:
        rated = _boxes("subject_role", instrument.subject_roles, ticked=known.subject)
        entries.append(Fact(_("Rated"), rated, full_width=True, as_page=True))
    return entries


def _boxes(code_list: str, codes: Sequence[str], ticked: str | None = None) -> str:
    """Return codes with their boxes in one line; a code and its box are not torn apart."""
    words = [
        f"{styles.TICKED_BOX if code == ticked else styles.EMPTY_BOX} {isolated(label(code_list, code))}"
        for code in codes
    ]
    space = "\u00a0"
    return f"{space * 6} ".join(one.replace(" ", space) for one in words)


def _how_to(instrument: Instrument, width: float) -> list[Flowable]:
    scales = [criterion.scale for criterion in instrument.criteria() if criterion.scale is not None]
    specials = {special.code for scale in scales for special in scale.specials}
    sentences = []
    if scales:
        sentences.append(_("Tick one box in each line. To correct, cross the box out and tick another."))
    if "NA" in specials:
        sentences.append(_("“Not applicable” needs a comment that says why."))
    if "DK" in specials:
        sentences.append(_("“Cannot say” counts as a question without an answer."))
    if scales and instrument.scoring.method != "none":
        sentences.append(
            _("A question without an answer never counts as zero. A form with too few answers gets no rating.")
        )
    sentences.append(_("Write examples rather than judgements, and no names of people who could come to harm."))
    found: list[Flowable] = [Text(_("How to fill in this form"), styles.STRONG)]
    if missing := wording.missing_language(instrument):
        sentences.append(missing)
    return found + parts.bullets(sentences, styles.BODY, width)


def _section(asked: Asked, section: Section, shown: set[str]) -> list[Flowable]:
    """Return one section; the meaning of a scale stands where the scale is first used."""
    aim = section.aim.words() if section.aim else ""
    notes = wording.conditions(section, asked.instrument, asked.numbers)
    if section.perspectives == ("joint",):
        notes.append(_("To be filled in together."))
    head: list[Flowable] = [parts.gap(10), parts.section_bar(section.title.words(), aim, asked.width), parts.gap(6)]
    head += [Text(note, styles.STRONG) for note in notes] + [parts.gap(4)] * bool(notes)
    scales = {c.scale.key: c.scale for c in section.criteria if c.kind == SCALED and c.scale is not None}
    for scale in (scale for key, scale in scales.items() if key not in shown):
        head += questions.scale_legend(scale, asked.width)
    shown.update(scales)
    first, *others = [questions.question(asked, criterion) for criterion in section.criteria]
    # One bracket around heading and first question: ReportLab never fits one bracket into another.
    return [parts.together(*head, *first), *(parts.together(*other) for other in others)]
