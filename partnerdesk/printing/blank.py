"""A form to fill in by hand, of any instrument."""

from pathlib import Path

from reportlab.platypus import Flowable

from partnerdesk import i18n
from partnerdesk.i18n import _
from partnerdesk.instruments.model import PERSPECTIVES, SCALED, Instrument, Section
from partnerdesk.printing import page, parts, qr, questions, styles, wording
from partnerdesk.printing.parts import Fact
from partnerdesk.printing.questions import Asked
from partnerdesk.printing.text import Text
from partnerdesk.progress import Report, unwatched
from partnerdesk.vocabulary import label


def write(
    instrument: Instrument,
    language: str,
    target: Path,
    office: str = "",
    partner: str = "",
    size: str = "a4",
    report: Report = unwatched,
) -> None:
    """Write a blank form; see `partnerdesk.printing.print_blank`."""
    with i18n.using(language):
        code = qr.form_code(instrument.key, qr.BLANK, language)
        title = f"{instrument.title.words()} ({instrument.version})"
        sheet = page.Sheet(title=title, reference="", form_code=code, size=size)
        page.write(_story(instrument, office, partner, sheet), sheet, target, report)


def _story(instrument: Instrument, office: str, partner: str, sheet: page.Sheet) -> list[Flowable]:
    width = sheet.inner_width
    names = {"subject": "", "counterpart": ""}
    asked = Asked(instrument, names, questions.numbers(instrument), width)
    code = qr.drawing(qr.payload(instrument.key, instrument.version, qr.BLANK, i18n.language()))
    story = [
        parts.title_block(instrument.title.words(), instrument.purpose.words(), code, sheet.form_code, width),
        parts.gap(8),
        *_facts(instrument, office, partner, width),
        parts.gap(8),
        parts.boxed(_how_to(instrument, width - 16), width),
    ]
    shown: set[str] = set()
    for section in instrument.sections:
        story += _section(asked, section, shown)
    story.append(parts.signatures([office or _("For us"), partner or _("For the partner")], width))
    return story


def _facts(instrument: Instrument, office: str, partner: str, width: float) -> list[Flowable]:
    if instrument.kind == "consultation":
        entries = [
            Fact(_("Consultation"), full_width=True),
            Fact(_("Place")),
            Fact(_("Date")),
            Fact(_("Organisers"), full_width=True),
            Fact(_("Office"), office),
            Fact(_("Reference")),
            Fact(_("Notes taken by"), full_width=True),
        ]
        return parts.facts(entries, width)
    entries = [
        Fact(_("Partner"), partner),
        Fact(_("Office"), office),
        Fact(_("Date")),
        Fact(_("Reference")),
        Fact(_("Respondents"), full_width=True),
        Fact(
            _("View"), _boxes("perspective", [p for p in PERSPECTIVES if p in instrument.perspectives]), full_width=True
        ),
    ]
    if len(instrument.subject_roles) > 1:
        entries.append(Fact(_("Rated"), _boxes("subject_role", instrument.subject_roles), full_width=True))
    return parts.facts(entries, width)


def _boxes(code_list: str, codes: list[str] | tuple[str, ...]) -> str:
    space = "\u00a0"
    return f"{space * 6} ".join(
        f"{styles.EMPTY_BOX}{space}{label(code_list, code).replace(' ', space)}" for code in codes
    )


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
