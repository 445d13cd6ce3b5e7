"""What stands in the way of a step of an assessment, as whole sentences; the guards are those of the vocabulary."""

from collections.abc import Iterable, Sequence

from partnerdesk import vocabulary
from partnerdesk.assessments.model import Sheet, Side
from partnerdesk.i18n import _, ngettext
from partnerdesk.instruments.answers import unmet_gates
from partnerdesk.instruments.model import Criterion

_NAMED = 3
"""So many questions are named in a sentence; the page marks them all."""
_LONGEST = 90
_TRUSTED_TO_VALIDATE = frozenset({"focal_point", "regional_lead", "hq_steward"})


def before_submitting(sheet: Sheet) -> list[str]:
    """Return what keeps an assessment from being handed in."""
    found = [sentence for side in sheet.begun for sentence in _open_on(sheet, side)]
    if not sheet.begun:
        found.append(_("Nobody has answered yet, so there is nothing to submit."))
    if sheet.instrument.context.get("agreement") == "required" and not sheet.assessment["agreement_id"]:
        found.append(_("This instrument is about one agreement: choose which."))
    return found


def before_validating(sheet: Sheet, person: str, role: str, reason: str) -> list[str]:
    """Return what keeps a person from validating an assessment."""
    found = [*_blank_principles(sheet), *_gates(sheet, "validate")]
    authors = {sheet.assessment["submitted_by"] or sheet.assessment.created_by}
    if reason.strip():
        return found
    if person in authors:
        found.append(
            _("You submitted this assessment yourself. Have somebody else validate it, or write why you do it alone.")
        )
    elif role not in _TRUSTED_TO_VALIDATE:
        found.append(_("Assessments are validated by a focal point. Ask one, or write why it cannot be done so."))
    return found


def before_sharing(sheet: Sheet, *, invited: bool, reviewed: bool, recipients: str) -> list[str]:
    """Return what keeps an assessment from being shared."""
    found = _gates(sheet, "share")
    partner = sheet.sides.get("partner")
    if partner is not None and not invited and not partner.begun:
        found.append(_("The partner was not asked for its view yet. Enter the date on which it was invited."))
    commented = any(one.comment for side in sheet.begun for voice in side.voices for one in voice.questions)
    if commented and not reviewed:
        found.append(_("It holds comments. Read them again for what could harm somebody, then mark them as reviewed."))
    if not recipients.strip():
        found.append(_("Write who receives it."))
    return found


def before_cancelling(reason: str) -> list[str]:
    return [] if reason.strip() else [_("Write why the assessment is cancelled.")]


def before_sending_back(comment: str) -> list[str]:
    return [] if comment.strip() else [_("Write what is to be corrected.")]


def _open_on(sheet: Sheet, side: Side) -> Iterable[str]:
    view = vocabulary.label("perspective", side.perspective)
    if count := len(side.missing):
        # Translators: {view} is “Our view” or the like; {questions} are one to three questions in quotes.
        words = ngettext(
            "{view}: {n} required question is open: {questions}.",
            "{view}: {n} required questions are open: {questions}.",
            count,
        )
        yield words.format(view=view, n=count, questions=_questions(sheet, side.missing))
    if count := len(side.unproven):
        words = ngettext(
            "{view}: {n} answer needs evidence: {questions}.",
            "{view}: {n} answers need evidence: {questions}.",
            count,
        )
        yield words.format(view=view, n=count, questions=_questions(sheet, side.unproven))
    if count := len(side.unexplained):
        words = ngettext(
            "{view}: {n} answer needs a comment that explains it: {questions}.",
            "{view}: {n} answers need a comment that explains them: {questions}.",
            count,
        )
        yield words.format(view=view, n=count, questions=_questions(sheet, side.unexplained))


def _blank_principles(sheet: Sheet) -> list[str]:
    """The principles of partnership are indivisible: none may be left out of what is validated."""
    if sheet.instrument.scoring.steps_above_weakest is None:
        return []
    found = []
    for side in sheet.begun:
        scores = side.result.section_scores if side.result else {}
        sections = [one for one in sheet.instrument.sections_for(side.perspective) if one.weight > 0]
        if blank := [one.title.words() for one in sections if scores.get(one.key) is None]:
            found.append(
                _("{view}: the principles go together, and there is no score for: {sections}.").format(
                    view=vocabulary.label("perspective", side.perspective), sections=", ".join(blank)
                )
            )
    return found


def _gates(sheet: Sheet, step: str) -> list[str]:
    unmet = [
        criterion
        for side in sheet.begun
        for voice in side.begun
        for criterion in unmet_gates(sheet.instrument, voice.answers, sheet.facts, step, side.perspective)
        if criterion.gate and criterion.gate.level == "block"
    ]
    once = list({criterion.key: criterion for criterion in unmet}.values())
    if not once:
        return []
    return [_("This must be settled before: {questions}.").format(questions=_questions(sheet, once))]


def _questions(sheet: Sheet, criteria: Sequence[Criterion]) -> str:
    named = ", ".join(f"“{_short(sheet.words(one).words)}”" for one in criteria[:_NAMED])
    rest = len(criteria) - _NAMED
    if rest <= 0:
        return named
    # Translators: {questions} are three questions in quotes.
    return ngettext("{questions} and {n} more", "{questions} and {n} more", rest).format(questions=named, n=rest)


def _short(words: str) -> str:
    words = words.rstrip(".")
    return words if len(words) <= _LONGEST else words[:_LONGEST].rstrip() + "…"
