"""Short ways for tests to fill in assessments."""

from typing import Any

from partnerdesk import assessments
from partnerdesk.assessments import Question, Voice
from partnerdesk.desk import Desk, Saved


def voice(desk: Desk, assessment: str, perspective: str = "ours") -> Voice:
    """Return the first respondent of a side."""
    return assessments.sheet(desk, assessment).sides[perspective].voices[0]


def question(desk: Desk, assessment: str, criterion: str, perspective: str = "ours") -> Question:
    """Return a question as the first respondent of a side is asked it."""
    found = voice(desk, assessment, perspective).question(criterion)
    assert found is not None, f"{criterion} is not asked"
    return found


def say(desk: Desk, assessment: str, criterion: str, perspective: str = "ours", **given: Any) -> Saved:
    """Answer a question as the first respondent of a side, having seen what the page shows now."""
    asked = question(desk, assessment, criterion, perspective)
    respondent = assessments.first_respondent(assessment, perspective)
    return assessments.answer(desk, assessment, respondent, criterion, seen=asked.seen, **given)


def answer_all(desk: Desk, assessment: str, perspective: str = "ours", value: int = 3, respondent: str = "") -> None:
    """Give the same rating to every rated question of a side, with evidence, and the first choice where there is one."""
    sheet = assessments.sheet(desk, assessment)
    respondent = respondent or sheet.sides[perspective].voices[0].id
    for asked in sheet.instrument.criteria(perspective):
        if asked.scale is not None:
            types = asked.evidence.types if asked.evidence else ()
            proof = [{"type": types[0], "reference": "Folder 3", "seen_on": "2026-01-15"}] if types else []
            assessments.answer(desk, assessment, respondent, asked.key, value=value, evidence=proof)
        elif asked.kind == "single":
            assessments.answer(desk, assessment, respondent, asked.key, value=asked.options[0].code)


def submitted(desk: Desk, partner: str, instrument: str = "pop4", value: int = 3, done_on: str | None = None) -> str:
    """Return an assessment that was filled in on our side and submitted."""
    assessment = assessments.start(desk, partner, instrument, values={"done_on": done_on})
    answer_all(desk, assessment, value=value)
    assessments.submit(desk, assessment)
    return assessment


def validated(desk: Desk, partner: str, instrument: str = "pop4", value: int = 3, done_on: str | None = None) -> str:
    """Return an assessment that was validated by its author, who wrote why."""
    assessment = submitted(desk, partner, instrument, value, done_on)
    assessments.validate(desk, assessment, "Nobody else could be reached")
    return assessment
