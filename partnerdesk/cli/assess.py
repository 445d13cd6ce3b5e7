"""Commands about assessments: starting, answering, steps, and how one stands."""

from argparse import Namespace
from collections.abc import Mapping
from typing import Any

from partnerdesk import assessments, vocabulary, workflow
from partnerdesk.assessments import Sheet, Side
from partnerdesk.cli import values
from partnerdesk.cli.instruments import show_scores
from partnerdesk.cli.output import emit, facts, say, table
from partnerdesk.cli.session import opened
from partnerdesk.desk import Desk
from partnerdesk.errors import PartnerDeskError
from partnerdesk.i18n import _, ngettext
from partnerdesk.instruments.answers import why_not
from partnerdesk.instruments.model import SCALED, Criterion, Instrument
from partnerdesk.instruments.numbers import as_number
from partnerdesk.instruments.report import to_json
from partnerdesk.store.ops import Value

_ROWS = frozenset({"risk_matrix", "action_items", "good_practices", "recommendations"})


def start(given: Namespace) -> None:
    """Begin an assessment and print its id."""
    with opened(given) as desk:
        purposes = vocabulary.codes("assessment_purpose")
        if given.purpose not in purposes:
            raise values.refused(_("purpose of an assessment"), given.purpose, purposes)
        if given.agreement is not None:
            desk.view("agreement", given.agreement)
        made = assessments.start(
            desk,
            given.partner,
            given.instrument,
            subject=given.subject,
            purpose=given.purpose,
            agreement_id=given.agreement,
        )
        _show(given, assessments.sheet(desk, made))


def answer(given: Namespace) -> None:
    """Answer questions; if one of the answers is not allowed, none is saved."""
    with opened(given) as desk:
        sheet = assessments.sheet(desk, given.assessment)
        respondent = _respondent(sheet, given.perspective, given.respondent)
        typed = values.assignments(given.answers)
        comments = values.assignments(given.comment)
        answers: dict[str, Value] = {}
        for key in {**typed, **comments}:
            criterion = _criterion(sheet.instrument, given.perspective, key)
            if key in typed:
                answers[key] = _answered(criterion, typed[key])
        for key in {**typed, **comments}:
            assessments.answer(
                desk,
                given.assessment,
                respondent,
                key,
                value=answers.get(key, assessments.UNTOUCHED),
                comment=values.text_of(comments[key]) if key in comments else assessments.UNTOUCHED,
            )
        _show(given, assessments.sheet(desk, given.assessment))


def status(given: Namespace) -> None:
    """Take a step of an assessment."""
    with opened(given) as desk:
        made = _step(desk, given)
        sheet = assessments.sheet(desk, made)
    if given.json:
        emit(_sheet_json(sheet))
        return
    view = sheet.assessment
    # Translators: {title} names a record, {state} is for instance “Submitted”.
    say(_("{title} is now: {state}").format(title=view.title, state=workflow.state_label(view)))
    if made != given.assessment:
        say(made)


def show(given: Namespace) -> None:
    """Show how an assessment stands."""
    with opened(given) as desk:
        _show(given, assessments.sheet(desk, given.assessment))


def _step(desk: Desk, given: Namespace) -> str:
    """Take the step and return the assessment it leads to: a revision is a new one."""
    one, note = given.assessment, given.note
    match given.action:
        case "submit":
            assessments.submit(desk, one)
        case "return":
            assessments.send_back(desk, one, note)
        case "reopen":
            assessments.reopen(desk, one)
        case "validate":
            assessments.validate(desk, one, note)
        case "share":
            assessments.share(
                desk,
                one,
                shared_with=given.shared_with,
                partner_invited_on=given.partner_invited_on,
                comments_reviewed=given.comments_reviewed or None,
            )
        case "revise":
            return assessments.revise(desk, one, reason=note, recipients_informed=given.recipients_informed)
        case _:
            assessments.cancel(desk, one, note)
    return str(one)


def _respondent(sheet: Sheet, perspective: str, named: str | None) -> str:
    """Return whose answers these are: the one named, else the only one of that side."""
    if perspective not in sheet.sides:
        raise values.refused(_("perspective of this instrument"), perspective, list(sheet.sides))
    voices = {voice.id: voice.name or voice.role for voice in sheet.sides[perspective].voices}
    if named is not None:
        if named not in voices:
            raise values.refused(_("respondent of this side"), named, list(voices))
        return named
    if len(voices) > 1:
        raise PartnerDeskError(
            _("Several people answer for this side. Nothing was changed. Add --respondent with one of: {list}.").format(
                list=", ".join(f"{record} ({name})" for record, name in voices.items())
            )
        )
    return next(iter(voices))


def _criterion(instrument: Instrument, perspective: str, key: str) -> Criterion:
    known = {one.key: one for one in instrument.criteria(perspective)}
    if key not in known:
        raise values.refused(_("question of this instrument"), key, list(known))
    return known[key]


def _answered(criterion: Criterion, typed: str) -> Value:
    """Return what was typed as the answer to a question; PartnerDeskError when the question does not allow it."""
    value = _read(criterion, typed)
    if reason := why_not(criterion, value):
        raise PartnerDeskError(" ".join([reason, _("Nothing was changed.")]))
    return value


def _read(criterion: Criterion, typed: str) -> Value:
    text = typed.strip()
    if not text:
        return None
    if criterion.kind == "multi":
        return [code.strip() for code in text.split(",") if code.strip()]
    if criterion.kind in _ROWS:
        return values.read_json(criterion.key, text)
    if criterion.kind == SCALED and criterion.scale is not None:
        option = criterion.scale.option(text)
        return text if option is None else option.answer
    if criterion.kind == "number" and (number := as_number(text)) is not None:
        return int(number) if number.denominator == 1 else text
    return values.text_of(typed) if criterion.kind == "text" else text


def _show(given: Namespace, sheet: Sheet) -> None:
    if given.json:
        emit(_sheet_json(sheet))
        return
    view = sheet.assessment
    facts(
        [
            (_("Reference"), view.title),
            (_("Partner"), sheet.partner),
            (_("Instrument"), f"{sheet.instrument.title.words()} ({view['instrument']})"),
            (_("Status"), workflow.state_label(view)),
            (_("Id"), view.id),
        ]
    )
    for side in sheet.sides.values():
        _show_side(sheet, side)
    if sheet.scores.results:
        say()
        show_scores(sheet.scores)


def _show_side(sheet: Sheet, side: Side) -> None:
    words = ngettext(
        "{answered} of {applicable} answered", "{answered} of {applicable} answered", side.progress.answered
    )
    progress = words.format(answered=side.progress.answered, applicable=side.progress.applicable)
    say()
    say(f"{vocabulary.label('perspective', side.perspective)}: {progress}")
    lines = [
        [one.criterion.key, sheet.words(one.criterion).words, _value(one.value), one.comment]
        for voice in side.voices
        for one in voice.questions
        if one.value is not None
    ]
    if lines:
        table([_("Key"), _("Question"), _("Answer"), _("Comment")], lines)


def _value(value: Value) -> str:
    return ", ".join(map(str, value)) if isinstance(value, list) else str(value)


def _sheet_json(sheet: Sheet) -> dict[str, Any]:
    """Return an assessment: how far each side is, every answer, and the results in the form of `score`."""
    view = sheet.assessment
    return {
        "id": view.id,
        "reference": view["reference"],
        "partner": view["partner_id"],
        "instrument": view["instrument"],
        "status": workflow.state(view),
        "sides": {name: _side_json(side) for name, side in sheet.sides.items()},
        "scores": to_json(sheet.scores),
    }


def _side_json(side: Side) -> Mapping[str, Any]:
    return {
        "answered": side.progress.answered,
        "applicable": side.progress.applicable,
        "missing": [one.key for one in side.missing],
        "unproven": [one.key for one in side.unproven],
        "unexplained": [one.key for one in side.unexplained],
        "respondents": [
            {
                "id": voice.id,
                "name": voice.name,
                "answers": {
                    one.criterion.key: {"value": one.value, "comment": one.comment}
                    for one in voice.questions
                    if one.value is not None or one.comment
                },
            }
            for voice in side.voices
        ],
    }
