"""What the assessment pages say: numbers of questions, answers in words, ratings and why they were lowered."""

from collections.abc import Mapping
from fractions import Fraction

from partnerdesk import vocabulary
from partnerdesk.assessments import Line, Sheet, Side
from partnerdesk.i18n import _, format_decimal, ngettext
from partnerdesk.instruments.answers import is_empty
from partnerdesk.instruments.gap import ALIGNED, DIVERGING, NOT_PAIRED, SOME_DIFFERENCE
from partnerdesk.instruments.model import Criterion, Instrument
from partnerdesk.instruments.numbers import rounded
from partnerdesk.instruments.result import INDIVISIBLE, Result, band_words
from partnerdesk.printing import wording
from partnerdesk.showing import day, joined

TONES: Mapping[str, str] = {ALIGNED: "success", SOME_DIFFERENCE: "warning", DIVERGING: "danger", NOT_PAIRED: ""}


def numbers(instrument: Instrument) -> dict[str, str]:
    """Return the number of each question, the same as on paper: they run through the whole form."""
    return {criterion.key: str(place) for place, criterion in enumerate(instrument.criteria(), start=1)}


def question_hints(criterion: Criterion, instrument: Instrument) -> str:
    """Return what a person must know to answer a question, in short sentences."""
    return wording.hints(criterion, instrument, numbers(instrument), vocabulary.labels("evidence_type"))


def brief(sheet: Sheet, criterion: Criterion) -> str:
    """Return what a question is about in few words: its commitment where it has one, else the question."""
    words = criterion.commitment.words() if criterion.commitment else sheet.words(criterion).words
    return words.rstrip(".")


def side_name(perspective: str) -> str:
    """Return a side in words, such as “Our view”."""
    return vocabulary.label("perspective", perspective)


def answer(criterion: Criterion, value: object) -> str:
    """Return an answer in a few words; nothing while there is none."""
    if is_empty(value):
        return ""
    if criterion.kind == "date":
        return day(value)
    if isinstance(value, list | tuple):
        if criterion.options:
            return joined(wording.answer_label(criterion, one) for one in value)
        return ngettext("{n} entry", "{n} entries", len(value)).format(n=len(value))
    return wording.answer_label(criterion, value)


def answered(progress_answered: int, applicable: int) -> str:
    """Return how many of the questions that apply are answered."""
    # Translators: questions of a form.
    words = ngettext("{answered} of {total} answered", "{answered} of {total} answered", progress_answered)
    return words.format(answered=progress_answered, total=applicable)


def rating(sheet: Sheet, side: Side) -> str:
    """Return the rating of a side in words, or how far it is; never a rating of an unfinished form."""
    result = side.result
    if side.withheld or result is None:
        return ""
    if not side.disclosure.show_score:
        return _("Too few anonymous answers to show")
    if not result.is_rated:
        if not result.applicable:
            return _("This instrument gives no rating")
        # Translators: questions of a form.
        words = ngettext(
            "{answered} of {applicable} answered: no rating yet",
            "{answered} of {applicable} answered: no rating yet",
            side.progress.answered,
        )
        return words.format(answered=side.progress.answered, applicable=side.progress.applicable)
    line = Line(side.perspective, result, band_words(sheet.instrument.scoring, result.final_band))
    return line.label


def still_open(result: Result) -> str:
    """Return how many of the questions that are rated keep an unfinished form from its rating."""
    count = result.applicable - result.answered
    words = ngettext("{n} question that is rated is still open.", "{n} questions that are rated are still open.", count)
    return words.format(n=count) if count and not result.is_rated else ""


def short_side(perspective: str) -> str:
    """Return a side in one word, for a narrow column."""
    return {"ours": _("Ours"), "partner": _("Partner’s"), "joint": _("Agreed")}.get(perspective, perspective)


def score(sheet: Sheet, result: Result) -> str:
    """Return the score of a rated form in the terms of its method."""
    scoring = sheet.instrument.scoring
    if result.lights is not None:
        return joined(f"{band_words(scoring, key)} {count}" for key, count in result.lights.items())
    if result.met is not None:
        return _("{met} of {applicable} met").format(met=result.met, applicable=result.applicable)
    if result.sum is not None:
        return _("{points} points").format(points=format_decimal(rounded(result.sum, 0), 0))
    if result.points is not None:
        return _("{points} risk points").format(points=format_decimal(rounded(result.points.points, 0), 0))
    return "" if result.score is None else _("{score} of 100").format(score=number(result.score))


def lowered(sheet: Sheet, result: Result) -> str:
    """Return why a rating is lower than the score calls for; nothing where it is not."""
    if not result.caps:
        return ""
    reasons = joined(dict.fromkeys(_reason(sheet, cap.by) for cap in result.caps))
    words = _("Lowered from “{band}”: {reasons}.")
    return words.format(band=band_words(sheet.instrument.scoring, result.computed_band), reasons=reasons)


def remarks(sheet: Sheet, result: Result) -> list[str]:
    """Return what a rating means by points and what follows from it, in sentences."""
    scoring = sheet.instrument.scoring
    found = []
    if result.hundred is not None and result.hundred.score is not None:
        words = _("By points: {score} of 100, {band}.")
        band = band_words(scoring, result.hundred.band)
        found.append(words.format(score=number(result.hundred.score), band=band))
    if result.follow_up is not None:
        found.append(_("Next: {step}.").format(step=result.follow_up.words().rstrip(".")))
    if result.respondents > 1:
        count = result.respondents
        found.append(ngettext("{n} respondent.", "{n} respondents.", count).format(n=count))
    return found


def _reason(sheet: Sheet, key: str) -> str:
    if key == INDIVISIBLE:
        return _("the weakest section holds the whole down")
    criterion = sheet.instrument.criterion(key)
    if criterion is None:
        return key
    reason = criterion.critical.reason if criterion.critical else None
    words = reason.words() if reason else sheet.words(criterion).words
    # Translators: why a rating is lower than the score: the words, and the number of the question.
    told = _("{reason} (question {number})")
    return told.format(reason=words.rstrip("."), number=numbers(sheet.instrument)[key])


def number(value: Fraction) -> str:
    """Return a score as it is shown everywhere: one decimal, halves rounded up."""
    return format_decimal(rounded(value, 1), 1)


def signed(value: Fraction) -> str:
    """Return a number with its sign, so that nobody takes it for a score."""
    exact = rounded(value, 1)
    sign = "+" if exact > 0 else "−" if exact < 0 else "±"
    # The mark keeps the sign before the number in Arabic text too.
    return f"\u200e{sign}{format_decimal(abs(exact), 1)}"


def gap(name: str) -> str:
    """Return the label of a gap in words."""
    return {
        ALIGNED: _("Aligned"),
        SOME_DIFFERENCE: _("Some difference"),
        DIVERGING: _("Diverging"),
        NOT_PAIRED: _("Not comparable"),
    }[name]
