"""Reading an assessment: its instrument, facts, voices and answers put together for the page that shows them."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from partnerdesk import audience
from partnerdesk.assessments.facts import facts
from partnerdesk.assessments.identifiers import answer_of, first_respondent
from partnerdesk.assessments.model import Question, Sheet, Side, Voice
from partnerdesk.desk import Desk
from partnerdesk.instruments import answers as rules
from partnerdesk.instruments import library
from partnerdesk.instruments.answers import Progress
from partnerdesk.instruments.disclosure import disclosure
from partnerdesk.instruments.model import Context, Criterion, Instrument
from partnerdesk.instruments.score import Scores, score
from partnerdesk.store.ops import Value
from partnerdesk.views import View

BLIND_ROLE = "partner_respondent"
"""Whoever works at a desk with this role answers for the partner, and sees our view once both sides are complete."""


def sheet(desk: Desk, assessment_id: str) -> Sheet:
    """Return an assessment as the person at this desk may see it.

    A partner's respondent does not see our view, nor the gap, before both sides are complete: neither side's answers
    shall lean on the other's. Raises PartnerDeskError when the assessment or its version of the instrument is not here.
    """
    whole = full_sheet(desk, assessment_id)
    ours = whole.sides.get("ours")
    if desk.identity.role != BLIND_ROLE or ours is None or not ours.begun or _is_open_to_both(whole):
        return whole
    sides = {**whole.sides, "ours": _withheld(ours)}
    return replace(whole, sides=sides, scores=_scores(whole.instrument, sides, whole.facts))


def full_sheet(desk: Desk, assessment_id: str) -> Sheet:
    """Return an assessment with every side, whoever asks: for the guards and for paper."""
    assessment = desk.view("assessment", assessment_id)
    instrument = instrument_of(assessment)
    partner = desk.find("partner", assessment["partner_id"]) if assessment["partner_id"] else None
    known = facts(assessment.values, partner.values if partner else None)
    voices = _voices(desk, assessment, instrument, known)
    sides = {name: _side(name, its, instrument, known) for name, its in voices.items()}
    scores = _scores(instrument, sides, known)
    sides = {name: replace(side, result=scores.results.get(name)) for name, side in sides.items()}
    answered = (one.sensitivity for side in sides.values() for voice in side.begun for one in voice.questions)
    return Sheet(
        assessment=assessment,
        instrument=instrument,
        language=instrument.title.nearest().language,
        partner=partner.title if partner else "",
        names=_names(desk, assessment, partner.title if partner else ""),
        facts=known,
        sides=sides,
        scores=scores,
        sensitivity=audience.highest([audience.level_of(assessment), *answered]),
    )


def instrument_of(assessment: View) -> Instrument:
    """Return the instrument in exactly the version that an assessment was begun with.

    Raises PartnerDeskError when this program does not have it.
    """
    return instrument_named(str(assessment["instrument"] or ""))


def instrument_named(name: str) -> Instrument:
    """Return an instrument by its key and version, such as ``pop4 1.0.0``; PartnerDeskError when it is not here."""
    key, _space, version = name.partition(" ")
    return library.get(key, version or None)


def _names(desk: Desk, assessment: View, partner: str) -> dict[str, str]:
    """Return whose conduct is judged and who stands on the other side; nothing for a partnership as a whole."""
    subject = assessment["subject"]
    if subject not in ("us", "partner"):
        return {}
    office = office_name(desk, assessment.scope)
    return dict(
        zip(("subject", "counterpart"), (office, partner) if subject == "us" else (partner, office), strict=True)
    )


def office_name(desk: Desk, code: str) -> str:
    """Return the name of an office by its code; the code where the office is not known here."""
    if code == desk.office:
        return desk.identity.office_name
    known = desk.children("office", code=code)
    return known[0].title if known else code


def _voices(desk: Desk, assessment: View, instrument: Instrument, known: Context) -> dict[str, list[Voice]]:
    """Return the voices by side, in the order of the instrument; a side without any gets its first one."""
    given: dict[str, dict[str, View]] = defaultdict(dict)
    for answer in desk.children("answer", assessment_id=assessment.id):
        given[str(answer["respondent_id"])][str(answer["criterion"])] = answer
    sides: dict[str, list[Voice]] = {one: [] for one in instrument.perspectives if instrument.sections_for(one)}
    for view in desk.children("respondent", assessment_id=assessment.id):
        perspective = str(view["perspective"])
        sides.setdefault(perspective, []).append(_voice(view.id, perspective, view, given[view.id], instrument, known))
    for perspective, voices in sides.items():
        if not voices:
            first = first_respondent(assessment.id, perspective)
            voices.append(_voice(first, perspective, None, given[first], instrument, known))
    return sides


def _voice(
    respondent: str,
    perspective: str,
    view: View | None,
    given: Mapping[str, View],
    instrument: Instrument,
    known: Context,
) -> Voice:
    values = {key: answer["value"] for key, answer in given.items()}
    asked = rules.shown(instrument, values, known, perspective)
    questions = tuple(_question(respondent, one, instrument, given.get(one.key)) for one in asked)
    keys = {one.key for one in asked}
    return Voice(
        id=respondent,
        perspective=perspective,
        view=view,
        questions=questions,
        progress=_progress(questions),
        missing=rules.missing(instrument, values, known, perspective),
        kept=sum(value is not None and key not in keys for key, value in values.items()),
    )


def _question(respondent: str, criterion: Criterion, instrument: Instrument, answer: View | None) -> Question:
    section = instrument.section_of(criterion.key)
    key = section.key if section else ""
    if answer is None:
        return Question(
            criterion, key, answer_of(respondent, criterion.key), sensitivity=criterion.sensitivity or "low"
        )
    return Question(
        criterion=criterion,
        section=key,
        answer_id=answer.id,
        value=answer["value"],
        comment=str(answer["comment"] or ""),
        evidence=tuple(answer["evidence"] or ()),
        sensitivity=audience.highest([criterion.sensitivity, audience.level_of(answer)]),
        conflicts=answer.conflicts,
        seen=answer.seen,
    )


def _progress(questions: Iterable[Question]) -> Progress:
    applicable = [one.value for one in questions if one.value != "NA"]
    return Progress(sum(map(rules.is_answered, applicable)), len(applicable))


def _side(perspective: str, voices: Sequence[Voice], instrument: Instrument, known: Context) -> Side:
    begun = [voice for voice in voices if voice.begun]
    counted = [voice.progress for voice in begun or voices[:1]]
    proof = {one.criterion.key: one.evidence_types for voice in begun for one in voice.questions if one.evidence}
    unproven, unexplained = set(), set()
    for voice in begun:
        unproven |= {one.key for one in rules.without_evidence(instrument, voice.answers, known, proof, perspective)}
        unexplained |= {
            one.key for one in rules.uncommented(instrument, voice.answers, known, voice.comments, perspective)
        }
    criteria = tuple(instrument.criteria(perspective))
    return Side(
        perspective=perspective,
        voices=tuple(voices),
        progress=Progress(sum(one.answered for one in counted), sum(one.applicable for one in counted)),
        missing=tuple(one for one in criteria if _is_missing(one, begun)),
        unproven=tuple(one for one in criteria if one.key in unproven),
        unexplained=tuple(one for one in criteria if one.key in unexplained),
        result=None,
        disclosure=disclosure(len(begun), anonymous=any(voice.anonymous for voice in voices)),
    )


def _is_missing(criterion: Criterion, begun: Sequence[Voice]) -> bool:
    """Tell whether a required question is open: to all who are asked, or to one of them if it is critical."""
    asked = [voice for voice in begun if voice.question(criterion.key)]
    open_to = [voice for voice in asked if criterion in voice.missing]
    return bool(open_to) and (criterion.critical is not None or len(open_to) == len(asked))


def _scores(instrument: Instrument, sides: Mapping[str, Side], known: Context) -> Scores:
    given = {
        name: [voice.answers for voice in side.begun]
        for name, side in sides.items()
        if side.begun and not side.withheld
    }
    return score(instrument, given, known)


def _is_open_to_both(whole: Sheet) -> bool:
    sides = [whole.sides[name] for name in ("ours", "partner") if name in whole.sides]
    return whole.assessment["status"] == "shared" or all(side.is_ready for side in sides)


def _withheld(side: Side) -> Side:
    """Return a side without what was answered; how far it has come may be known."""
    voices = tuple(replace(voice, questions=tuple(map(_emptied, voice.questions))) for voice in side.voices)
    return replace(side, voices=voices, result=None, withheld=True)


def _emptied(question: Question) -> Question:
    none: Value = None
    return replace(question, value=none, comment="", evidence=())
