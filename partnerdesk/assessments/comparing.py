"""Our view and the partner's side by side, question by question, with the gap between them."""

from dataclasses import dataclass
from fractions import Fraction

from partnerdesk.assessments.model import Question, Sheet, Side
from partnerdesk.instruments.gap import NOT_PAIRED
from partnerdesk.instruments.model import Criterion
from partnerdesk.instruments.numbers import as_number
from partnerdesk.instruments.sheet import mean


@dataclass(frozen=True, slots=True)
class Cell:
    """What one side answered to a question: each voice's answer, and the mean of those on its scale."""

    questions: tuple[Question, ...]
    mean: Fraction | None

    @property
    def values(self) -> tuple[object, ...]:
        return tuple(one.value for one in self.questions if one.value is not None)


@dataclass(frozen=True, slots=True)
class Row:
    """One question for both sides; `gap` is ours minus the partner's, from -100 to 100, and `label` says how wide."""

    section: str
    criterion: Criterion
    ours: Cell
    partner: Cell
    joint: Cell
    gap: Fraction | None
    label: str


def compare(sheet: Sheet) -> tuple[Row, ...]:
    """Return a row for every question that one of the sides is asked, in the order of the instrument.

    The gap is empty where one side has not answered, or is withheld from this reader.
    """
    gap = sheet.scores.gap
    found = []
    for section in sheet.instrument.sections:
        for criterion in section.criteria:
            cells = {name: _cell(sheet.sides.get(name), criterion) for name in ("ours", "partner", "joint")}
            if not any(cell.questions for cell in cells.values()):
                continue
            found.append(
                Row(
                    section=section.key,
                    criterion=criterion,
                    gap=gap.criterion_gaps.get(criterion.key) if gap else None,
                    label=gap.labels.get(criterion.key, NOT_PAIRED) if gap else NOT_PAIRED,
                    **cells,
                )
            )
    return tuple(found)


def _cell(side: Side | None, criterion: Criterion) -> Cell:
    if side is None:
        return Cell((), None)
    questions = tuple(one for voice in side.voices if (one := voice.question(criterion.key)))
    numbers = [
        number
        for one in questions
        if criterion.scale and criterion.scale.option(one.value) and (number := as_number(one.value)) is not None
    ]
    return Cell(questions, mean(numbers))
