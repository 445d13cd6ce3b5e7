"""Forms on paper: an assessment or a blank instrument taken from the desk and printed for an audience."""

import hashlib
from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

from partnerdesk import i18n, printing, vocabulary, workflow
from partnerdesk.assessments import Question, Sheet, Voice, sheet
from partnerdesk.assessments.sheets import office_name
from partnerdesk.audience import highest, level_of, may_see, reaches
from partnerdesk.desk import Desk
from partnerdesk.errors import PartnerDeskError
from partnerdesk.i18n import _, format_date
from partnerdesk.instruments import library
from partnerdesk.instruments.model import Instrument
from partnerdesk.printing.snapshot import Action, Audience, FormSnapshot, Reply, Respondent
from partnerdesk.progress import Report, unwatched
from partnerdesk.store.kinds import kind_named
from partnerdesk.store.ops import canonical
from partnerdesk.views import View


def print_assessment(
    desk: Desk,
    assessment_id: str,
    target: Path,
    language: str | None = None,
    audience: str = "team",
    *,
    recipients: Sequence[str] = (),
    size: str = "a4",
    report: Report = unwatched,
) -> None:
    """Write an assessment as a PDF in a language, without what the audience may not read.

    `audience` is a code of the list of that name; `recipients` are named on the paper. Raises PartnerDeskError when the
    whole assessment is above what the audience may read, and when the file cannot be written.
    """
    taken = snapshot(desk, assessment_id, language, audience, recipients=recipients)
    printing.print_form(taken, target, size=size, report=report)


def print_blank(
    desk: Desk | None,
    instrument_key: str,
    target: Path,
    language: str | None = None,
    partner_id: str | None = None,
    *,
    size: str = "a4",
    report: Report = unwatched,
) -> None:
    """Write an instrument as a PDF to fill in by hand; the office and the partner stand on it where they are known.

    Raises PartnerDeskError for an instrument or partner that is not here, and when the file cannot be written.
    """
    printing.print_blank(
        library.get(instrument_key),
        language or i18n.language(),
        target,
        office=desk.identity.office_name if desk else "",
        partner=desk.view("partner", partner_id).title if desk and partner_id else "",
        size=size,
        report=report,
    )


def snapshot(
    desk: Desk,
    assessment_id: str,
    language: str | None = None,
    audience: str = "team",
    *,
    recipients: Sequence[str] = (),
) -> FormSnapshot:
    """Freeze an assessment for paper, in words of the language asked for, else of the one in use.

    Marks on single answers, comments and names above the audience's level are applied here; marks of questions and the
    protection of small groups in printing. Raises PartnerDeskError when the assessment as a whole is above it.
    """
    language = language or i18n.language()
    whole = sheet(desk, assessment_id)
    _require_readable(whole.assessment, audience)
    voices = [voice for side in whole.sides.values() for voice in side.voices if _says_something(voice)]
    with i18n.using(language):
        return FormSnapshot(
            instrument=_marked(whole.instrument, voices),
            language=language,
            record_id=assessment_id,
            version=_version(whole),
            respondents=tuple(_respondent(voice, audience) for voice in voices),
            reference=str(whole.assessment["reference"] or ""),
            partner=whole.partner,
            office=office_name(desk, whole.assessment.scope),
            subject=whole.assessment["subject"],
            status=workflow.state_label(whole.assessment),
            done_on=_day(whole.assessment["done_on"]),
            method=_label("assessment_method", whole.assessment["method"]),
            context=whole.facts,
            actions=tuple(_action(one) for one in desk.children("action", assessment_id=assessment_id)),
            audience=Audience(audience, reaches(audience), tuple(recipients)),
        )


def _require_readable(assessment: View, audience: str) -> None:
    level = level_of(assessment)
    if not may_see(audience, level):
        raise PartnerDeskError(
            _(
                "This assessment is marked “{level}”, which is above what “{audience}” may read. Nothing was printed. "
                "Choose a closer audience, or lower the mark and say why."
            ).format(level=vocabulary.label("sensitivity", level), audience=vocabulary.label("audience", audience))
        )


def _says_something(voice: Voice) -> bool:
    return any(one.value is not None or one.comment or one.evidence for one in voice.questions)


def _marked(instrument: Instrument, voices: Collection[Voice]) -> Instrument:
    """Return the instrument with each question as sensitive as the most sensitive answer to it.

    Printing then masks the answer and everything from which it could be calculated.
    """
    marks: dict[str, str] = {}
    for voice in voices:
        for one in voice.questions:
            marks[one.criterion.key] = highest([marks.get(one.criterion.key), one.sensitivity])
    sections = tuple(
        replace(
            section,
            criteria=tuple(replace(one, sensitivity=marks.get(one.key, one.sensitivity)) for one in section.criteria),
        )
        for section in instrument.sections
    )
    return replace(instrument, sections=sections)


def _respondent(voice: Voice, audience: str) -> Respondent:
    about = kind_named("respondent").fields
    named = not voice.anonymous and may_see(audience, about["name"].sensitivity)
    return Respondent(
        perspective=voice.perspective,
        name=(voice.name or voice.role or voice.organisation) if named else "",
        replies={one.criterion.key: _reply(one, audience) for one in voice.questions},
        anonymous=voice.anonymous,
    )


def _reply(question: Question, audience: str) -> Reply:
    comment = question.comment
    if comment and not may_see(audience, kind_named("answer").fields["comment"].sensitivity):
        comment = _("[comment masked]")
    return Reply(question.value, comment, tuple(_evidence(row) for row in question.evidence))


def _evidence(row: Mapping[str, Any]) -> str:
    """Return what proves an answer in one line: its type, where it is and when it was seen."""
    kind = _label("evidence_type", row.get("type"))
    words = ": ".join(filter(None, [kind, str(row.get("reference") or "")]))
    seen_on = _day(row.get("seen_on"))
    if seen_on is None:
        return words
    # Translators: {evidence} is a document, such as “Policy: Code of conduct 2024”.
    return _("{evidence} (seen on {date})").format(evidence=words, date=format_date(seen_on))


def _action(view: View) -> Action:
    return Action(
        what=str(view["description"] or ""),
        who=str(view["responsible"] or ""),
        due=_day(view["due"]),
        status=workflow.state_label(view),
        sensitivity=level_of(view),
    )


def _label(code_list: str, code: object) -> str:
    return vocabulary.label(code_list, str(code)) if code else ""


def _day(value: object) -> date | None:
    """Return a stored date; what a merge brought that is no date is left out."""
    try:
        return date.fromisoformat(str(value))
    except ValueError:
        return None


def _version(whole: Sheet) -> str:
    """Return a short text that is the same on every device that shows the same, and another after any change."""
    about = whole.assessment
    answers = [
        [voice.id, one.criterion.key, one.value, one.comment, list(map(dict, one.evidence)), one.sensitivity]
        for side in whole.sides.values()
        for voice in side.voices
        for one in voice.questions
    ]
    digest = hashlib.sha256(canonical([dict(about.values), answers])).hexdigest()
    return f"{about['revision'] or 1}x{digest[:6]}"
