"""Reading a file of answers: `context` and, by perspective, the answers of one or several respondents."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path

from partnerdesk.i18n import _
from partnerdesk.instruments import document
from partnerdesk.instruments.answers import why_not
from partnerdesk.instruments.document import BrokenFile, Document, Place, Problem
from partnerdesk.instruments.model import Answers, Criterion, Instrument

LISTED = ("multi", "file", "risk_matrix", "action_items", "good_practices", "recommendations")
"""Kinds whose single answer may be a list; there, several respondents give a list of lists."""

MAX_RESPONDENTS = 1000


@dataclass(frozen=True, slots=True)
class AnswerFile:
    """The facts and, by perspective, the answers of each respondent."""

    context: Mapping[str, object]
    answers: Mapping[str, tuple[Answers, ...]]


def read_answer_file(path: Path, instrument: Instrument) -> AnswerFile:
    """Read a YAML or JSON file with `context` and `answers`, made for this instrument.

    Below a perspective stands an answer by criterion, or a list with the answer of each respondent; a single answer
    beside lists is everybody's. A list of such mappings, one per respondent, is read as well.

    Raises BrokenFile for unknown perspectives and criteria and for answers that are not allowed, each with its line
    and what would be allowed; PartnerDeskError when the file cannot be read.
    """
    read = document.read(path)
    problems = list(_problems(read, instrument))
    if problems:
        raise BrokenFile(path.name, sorted(problems, key=lambda one: one.line))
    data = read.data if isinstance(read.data, dict) else {}
    answers = {
        perspective: respondents(given, instrument) for perspective, given in (data.get("answers") or {}).items()
    }
    return AnswerFile(data.get("context") or {}, answers)


def respondents(given: object, instrument: Instrument) -> tuple[Answers, ...]:
    """Sort the answers of one perspective, which were checked, by respondent."""
    if isinstance(given, list):
        return tuple({key: _plain(value) for key, value in (one or {}).items()} for one in given)
    criteria = {criterion.key: criterion for criterion in instrument.criteria()}
    answers = given if isinstance(given, dict) else {}
    lists = {key: value for key, value in answers.items() if is_by_respondent(criteria[key], value)}
    count = max((len(value) for value in lists.values()), default=1)
    return tuple(
        {key: _plain(_answer_of(value, number) if key in lists else value) for key, value in answers.items()}
        for number in range(max(count, 1))
    )


def _answer_of(answers: list[object], number: int) -> object:
    return answers[number] if number < len(answers) else None


def _plain(value: object) -> object:
    """Return a whole number as such: 3.0 is the third step."""
    return int(value) if isinstance(value, Decimal) and value == value.to_integral_value() else value


def is_by_respondent(criterion: Criterion, value: object) -> bool:
    """Tell whether a list is one entry per respondent, rather than one answer of several choices."""
    if not isinstance(value, list):
        return False
    return criterion.kind not in LISTED or (bool(value) and all(one is None or isinstance(one, list) for one in value))


def _problems(read: Document, instrument: Instrument) -> Iterator[Problem]:
    data = read.data
    if not isinstance(data, dict) or not isinstance(data.get("answers"), dict):
        yield Problem(1, _("The file must hold “answers” by perspective, and may hold “context”."))
        return
    if not isinstance(data.get("context", {}), dict | None):
        yield Problem(read.line(("context",)), _("“context” must hold facts by name."))
    for perspective, given in data["answers"].items():
        place: Place = ("answers", perspective)
        if perspective not in instrument.perspectives:
            known = ", ".join(instrument.perspectives)
            yield Problem(
                read.line(place),
                _("The perspective “{perspective}” is not used by {instrument}. Known are: {known}.").format(
                    perspective=perspective, instrument=instrument.key, known=known
                ),
            )
        elif isinstance(given, list):
            for number, one in enumerate(given):
                yield from _answers(read, instrument, one, (*place, number), split=False)
        else:
            yield from _answers(read, instrument, given, place, split=True)


def _answers(read: Document, instrument: Instrument, given: object, place: Place, *, split: bool) -> Iterator[Problem]:
    """Find unknown criteria and answers that are not allowed; with `split`, lists hold one answer per respondent."""
    if given is None:
        return
    if not isinstance(given, dict):
        yield Problem(read.line(place), _("Answers must stand by criterion."))
        return
    criteria = {criterion.key: criterion for criterion in instrument.criteria()}
    for key, value in given.items():
        line = read.line((*place, key))
        criterion = criteria.get(key)
        if criterion is None:
            yield Problem(
                line,
                _("{instrument} has no criterion “{criterion}”.").format(instrument=instrument.key, criterion=key),
            )
            continue
        several = split and isinstance(value, list) and is_by_respondent(criterion, value)
        entries = value if isinstance(value, list) and several else [value]
        if len(entries) > MAX_RESPONDENTS:
            yield Problem(line, _("There are more than {limit} respondents.").format(limit=MAX_RESPONDENTS))
            continue
        for number, entry in enumerate(entries):
            if reason := why_not(criterion, entry):
                yield Problem(read.line((*place, key, number)) if several else line, reason)
