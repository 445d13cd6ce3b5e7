"""Answering a question: one small change at a time, saved as it is made."""

from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal
from enum import Enum
from typing import Any, Final

from partnerdesk.assessments.identifiers import answer_of, first_respondent
from partnerdesk.assessments.sheets import BLIND_ROLE, instrument_of
from partnerdesk.assessments.starting import first_respondent_draft, require_draft
from partnerdesk.audience import LEVELS, highest
from partnerdesk.desk import Desk, Saved
from partnerdesk.errors import PartnerDeskError
from partnerdesk.i18n import _
from partnerdesk.instruments.answers import why_not
from partnerdesk.instruments.model import Criterion, Instrument
from partnerdesk.store.kinds import kind_named
from partnerdesk.store.ops import Value
from partnerdesk.store.writer import Draft, Seen, Writer
from partnerdesk.views import View, view


class Untouched(Enum):
    """Stands for what a change leaves as it is, since None takes an answer away."""

    UNTOUCHED = "untouched"


UNTOUCHED: Final = Untouched.UNTOUCHED


def answer(
    desk: Desk,
    assessment_id: str,
    respondent_id: str,
    criterion: str,
    *,
    value: Value | Untouched = UNTOUCHED,
    comment: str | Untouched = UNTOUCHED,
    evidence: Sequence[Mapping[str, Any]] | Untouched = UNTOUCHED,
    sensitivity: str | Untouched = UNTOUCHED,
    seen: Seen | None = None,
) -> Saved:
    """Save what a respondent answers to a question: only what is given, so every keystroke's pause may call this.

    `value` is a number of the scale, ``NA``, ``DK``, a code, a list or text, None to take it back; `evidence` is rows of
    ``type``, ``reference`` and ``seen_on``; `sensitivity` can be raised here, lowering needs a reason (`audience.mark`);
    `seen` is the question's from the sheet, or from the last save. The first
    answer of a side makes its first respondent.

    Raises PartnerDeskError for a value that the question does not allow,
    and when the assessment is no draft any more.
    """
    given = {"value": value, "comment": comment, "evidence": evidence, "sensitivity": sensitivity}
    values = {name: one for name, one in given.items() if one is not UNTOUCHED}
    with desk.writing() as connection:
        writer = Writer(connection, desk.author)
        assessment = _assessment(writer, assessment_id)
        require_draft(assessment)
        instrument = instrument_of(assessment)
        respondent, drafts = _respondent(writer, assessment, instrument, respondent_id)
        _check_own_side(desk, respondent)
        question = _asked(instrument, criterion, respondent)
        _check(question, values)
        if "value" in values:
            values["value"] = _plain(question, values["value"])
        draft = _draft(writer, assessment, respondent_id, question, values, seen)
        seen = draft.seen or writer.seen(kind_named("answer"), draft.id)
        changes = writer.write([*drafts, draft])
        ops = [op for op in writer.written if op.id == draft.id]
        return Saved(draft.id, tuple(changes), seen.after(draft.values, ops))


def _assessment(writer: Writer, assessment_id: str) -> View:
    found = view(writer, kind_named("assessment"), assessment_id)
    if found is None:
        raise PartnerDeskError(
            _("This assessment is not here: it may not have been received yet. Nothing was changed.")
        )
    return found


def _respondent(
    writer: Writer, assessment: View, instrument: Instrument, respondent_id: str
) -> tuple[str, list[Draft]]:
    """Return the side that a respondent answers for, and the change that makes her known if there is need."""
    kind = kind_named("respondent")
    found = view(writer, kind, respondent_id)
    if found is not None and found["assessment_id"] == assessment.id:
        back = [Draft(kind.name, {"deleted": False}, id=respondent_id, why="revert")] if found.deleted else []
        return str(found["perspective"]), back
    for perspective in instrument.perspectives:
        if respondent_id == first_respondent(assessment.id, perspective):
            return perspective, [first_respondent_draft(assessment.id, perspective, assessment.scope)]
    raise PartnerDeskError(_("This respondent does not belong to the assessment. Nothing was changed. Add it first."))


def _check_own_side(desk: Desk, perspective: str) -> None:
    if desk.identity.role == BLIND_ROLE and perspective == "ours":
        raise PartnerDeskError(
            _("You answer for the partner's side; this is the other side's view. Nothing was changed.")
        )


def _asked(instrument: Instrument, key: str, perspective: str) -> Criterion:
    """Return a question of one side; whether it is shown at the moment does not matter, so no order of saving does."""
    for criterion in instrument.criteria(perspective):
        if criterion.key == key:
            return criterion
    raise PartnerDeskError(
        _("The instrument “{instrument}” does not ask this side “{question}”. Nothing was changed.").format(
            instrument=instrument.title.words(), question=key
        )
    )


def _check(question: Criterion, values: Mapping[str, Any]) -> None:
    if reason := why_not(question, values.get("value")):
        raise PartnerDeskError(reason)
    if values.get("sensitivity", LEVELS[0]) not in LEVELS:
        raise PartnerDeskError(
            _("“{level}” is no level of sensitivity. Nothing was changed. Choose one of: {levels}.").format(
                level=values["sensitivity"], levels=", ".join(LEVELS)
            )
        )


def _plain(question: Criterion, value: Any) -> Value:
    """Return an answer as the journal keeps it: choices in the order of the form, so that equal answers are equal."""
    if isinstance(value, float | Decimal):
        return str(value)
    if isinstance(value, date):
        return value.isoformat()
    if question.kind == "multi" and value is not None:
        return [choice.code for choice in question.options if choice.code in value]
    return value


def _check_mark(level: str | None, before: Value) -> None:
    if level is not None and highest([level, before]) != level:
        raise PartnerDeskError(
            _("Lowering the sensitivity of an answer needs a reason. Nothing was changed. Change the mark itself.")
        )


def _draft(
    writer: Writer,
    assessment: View,
    respondent_id: str,
    question: Criterion,
    values: Mapping[str, Any],
    seen: Seen | None,
) -> Draft:
    """Return the change of the answer's record, whose id every device derives alike."""
    record = answer_of(respondent_id, question.key)
    now = view(writer, kind_named("answer"), record)
    if now is None:
        # The question's own mark stands from the start: exports read the record, not the instrument.
        about = {
            "assessment_id": assessment.id,
            "respondent_id": respondent_id,
            "criterion": question.key,
            "sensitivity": question.sensitivity or LEVELS[0],
        }
        _check_mark(values.get("sensitivity"), about["sensitivity"])
        return Draft("answer", {**about, **values}, id=record, seen=seen, scope=assessment.scope)
    _check_mark(values.get("sensitivity"), now["sensitivity"])
    back = {"deleted": False} if now.deleted else {}
    return Draft("answer", {**back, **values}, id=record, seen=seen, scope=assessment.scope)
