"""Which questions are asked, which answers are allowed, and what is still open; pure functions over plain data."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from partnerdesk.i18n import _
from partnerdesk.instruments.model import DK, NA, SCALED, Answers, Context, Criterion, Instrument
from partnerdesk.instruments.numbers import as_number

SHOWN_CHOICES = 12
"""So many allowed answers are named in a message; more would hide the point."""


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a form is filled in: "n of N answered"."""

    answered: int
    applicable: int

    @property
    def is_complete(self) -> bool:
        return self.answered == self.applicable


def shown(
    instrument: Instrument, answers: Answers, context: Context, perspective: str | None = None
) -> tuple[Criterion, ...]:
    """Return the criteria that these answers and facts call for, in order.

    What an answer opened is closed again when that answer's own question is not asked, so a forgotten answer opens
    nothing. A fact that the context does not hold leaves what applies only to some open, and branches closed.
    """
    asked = tuple(instrument.criteria(perspective))
    while True:
        keys = {criterion.key for criterion in asked}
        counted = {key: value for key, value in answers.items() if key in keys}
        left = tuple(
            criterion
            for section in instrument.sections_for(perspective)
            if section.is_shown(counted, context)
            for criterion in section.criteria
            if criterion.key in keys and criterion.is_shown(counted, context)
        )
        if len(left) == len(asked):
            return left
        asked = left


def is_empty(value: object) -> bool:
    """Tell whether nothing was answered."""
    return value is None or (isinstance(value, str) and not value.strip()) or value in ([], (), {})


def is_answered(value: object) -> bool:
    """Tell whether a question counts as answered: neither empty nor DK."""
    return not is_empty(value) and value != DK


def progress(instrument: Instrument, answers: Answers, context: Context, perspective: str | None = None) -> Progress:
    """Count the questions that are asked and those answered; NA leaves both numbers, DK counts as open."""
    values = [answers.get(criterion.key) for criterion in shown(instrument, answers, context, perspective)]
    applicable = [value for value in values if value != NA]
    return Progress(sum(map(is_answered, applicable)), len(applicable))


def missing(
    instrument: Instrument, answers: Answers, context: Context, perspective: str | None = None
) -> tuple[Criterion, ...]:
    """Return the required and critical questions without an allowed answer; while there are any, nothing is submitted.

    NA and DK are answers here: the completeness of the score is another rule.
    """
    return tuple(
        criterion
        for criterion in shown(instrument, answers, context, perspective)
        if (criterion.required or criterion.critical)
        and (is_empty(answers.get(criterion.key)) or not is_allowed(criterion, answers[criterion.key]))
    )


def uncommented(
    instrument: Instrument,
    answers: Answers,
    context: Context,
    comments: Mapping[str, str],
    perspective: str | None = None,
) -> tuple[Criterion, ...]:
    """Return the questions whose answer, such as NA, needs a comment that is not there."""
    return tuple(
        criterion
        for criterion in shown(instrument, answers, context, perspective)
        if needs_comment(criterion, answers.get(criterion.key)) and not comments.get(criterion.key, "").strip()
    )


def needs_comment(criterion: Criterion, value: object) -> bool:
    """Tell whether this answer has to be explained."""
    if criterion.scale is None or not isinstance(value, str):
        return False
    special = criterion.scale.special(value)
    return special is not None and special.requires_comment


def needs_evidence(criterion: Criterion, value: object) -> bool:
    """Tell whether the evidence rule asks for proof of this answer."""
    rule = criterion.evidence
    if rule is None or rule.rule == "optional" or not is_answered(value) or value == NA:
        return False
    if rule.rule == "always":
        return True
    number, limit = as_number(value), rule.value
    if number is None or limit is None:
        return False
    return number >= limit if rule.rule == "at_or_above" else number <= limit


def without_evidence(
    instrument: Instrument,
    answers: Answers,
    context: Context,
    evidence: Mapping[str, Collection[str]],
    perspective: str | None = None,
) -> tuple[Criterion, ...]:
    """Return the questions whose answer needs proof that is not there.

    `evidence` holds, by criterion, the types of what was attached; one of the types that the criterion lists is enough.
    """
    return tuple(
        criterion
        for criterion in shown(instrument, answers, context, perspective)
        if needs_evidence(criterion, answers.get(criterion.key))
        and not set(evidence.get(criterion.key, ())) & set(criterion.evidence.types if criterion.evidence else ())
    )


def unmet_gates(
    instrument: Instrument, answers: Answers, context: Context, before: str, perspective: str | None = None
) -> tuple[Criterion, ...]:
    """Return the questions whose gate before this step is not met; ``gate.level`` says whether it blocks or warns."""
    return tuple(
        criterion
        for criterion in shown(instrument, answers, context, perspective)
        if criterion.gate
        and criterion.gate.before == before
        and not criterion.gate.require.accepts(answers.get(criterion.key))
    )


def allowed_values(criterion: Criterion) -> tuple[object, ...]:
    """Return what may be answered, in the order of the form; empty where the answer is free."""
    values: list[object] = [option.answer for option in criterion.scale.options] if criterion.scale else []
    values += [choice.code for choice in criterion.options]
    values += [NA] if criterion.allows_na else []
    return tuple(values + ([DK] if criterion.allows_dk else []))


def is_allowed(criterion: Criterion, value: object) -> bool:
    """Tell whether this value may stand as the answer; nothing may always stand."""
    if value is None or (value == NA and criterion.allows_na):
        return True
    if criterion.kind == SCALED:
        # "Cannot say" is an honest answer to any rating, also where the form does not offer it.
        return value == DK or (criterion.scale is not None and criterion.scale.option(value) is not None)
    if criterion.kind == "single":
        return criterion.choice(value) is not None
    if criterion.kind == "multi":
        return _is_list(value) and all(criterion.choice(one) for one in _list(value))
    return _is_free(criterion.kind, value)


def _is_free(kind: str, value: object) -> bool:
    if kind == "text":
        return isinstance(value, str)
    if kind == "number":
        return as_number(value) is not None
    if kind == "date":
        return isinstance(value, date) or (isinstance(value, str) and _is_date(value))
    if kind == "file":
        return isinstance(value, str) or (_is_list(value) and all(isinstance(one, str) for one in _list(value)))
    # Risks, practices, recommendations and actions are rows, or the ids of records of their own.
    return _is_list(value) and all(isinstance(one, str | Mapping) for one in _list(value))


def _list(value: object) -> list[object]:
    return list(value) if isinstance(value, list | tuple | set | frozenset) else []


def _is_list(value: object) -> bool:
    return isinstance(value, list | tuple | set | frozenset)


def _is_date(value: str) -> bool:
    try:
        date.fromisoformat(value)
    except ValueError:
        return False
    return True


def why_not(criterion: Criterion, value: object) -> str | None:
    """Return a sentence that says what may be answered instead of this value; None if it may stand."""
    if is_allowed(criterion, value):
        return None
    allowed = allowed_values(criterion)
    if allowed:
        choices = ", ".join(map(str, allowed[:SHOWN_CHOICES])) + ("…" if len(allowed) > SHOWN_CHOICES else "")
        return _("“{criterion}” cannot be answered with {value}. Allowed are: {allowed}.").format(
            criterion=criterion.key, value=_quoted(value), allowed=choices
        )
    return {
        "text": _("“{criterion}” asks for text, not for {value}."),
        "number": _("“{criterion}” asks for a number, not for {value}."),
        "date": _("“{criterion}” asks for a date such as 2026-03-31, not for {value}."),
        "file": _("“{criterion}” asks for an attachment, not for {value}."),
    }.get(criterion.kind, _("“{criterion}” asks for a list of entries, not for {value}.")).format(
        criterion=criterion.key, value=_quoted(value)
    )


def _quoted(value: object) -> str:
    text = str(float(value)) if isinstance(value, Fraction) else str(value)
    return f"“{text[:60]}…”" if len(text) > 60 else f"“{text}”"
