"""An assessment as its page shows it: sides, the voices on each side, and the questions that each voice is asked."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from partnerdesk.instruments.answers import Progress
from partnerdesk.instruments.disclosure import Disclosure
from partnerdesk.instruments.model import Criterion, Instrument
from partnerdesk.instruments.result import Result
from partnerdesk.instruments.score import Scores
from partnerdesk.instruments.text import Shown
from partnerdesk.store.ops import Value
from partnerdesk.store.writer import Seen
from partnerdesk.views import View


@dataclass(frozen=True, slots=True)
class Question:
    """One question as one respondent is asked it, with what was answered so far.

    `sensitivity` is the higher of the question's and the answer's own mark. `conflicts` names the fields of the answer
    that a person has to decide on. `seen` goes back to `answer` with the next change.
    """

    criterion: Criterion
    section: str
    answer_id: str
    value: Value = None
    comment: str = ""
    evidence: tuple[Mapping[str, Any], ...] = ()
    sensitivity: str = "low"
    conflicts: tuple[str, ...] = ()
    seen: Seen = field(default_factory=Seen)

    @property
    def evidence_types(self) -> frozenset[str]:
        return frozenset(str(row.get("type")) for row in self.evidence if row.get("type"))


@dataclass(frozen=True, slots=True)
class Voice:
    """A respondent with the questions that her own answers call for, in order.

    `view` is None for the first respondent of a side until something is answered. `kept` counts answers to questions
    that are not asked any more: they are kept and do not count.
    """

    id: str
    perspective: str
    view: View | None
    questions: tuple[Question, ...]
    progress: Progress
    missing: tuple[Criterion, ...] = ()
    kept: int = 0

    @property
    def name(self) -> str:
        return self._text("name")

    @property
    def role(self) -> str:
        return self._text("role")

    @property
    def organisation(self) -> str:
        return self._text("organisation")

    @property
    def anonymous(self) -> bool:
        return self.view is not None and bool(self.view["anonymous"])

    @property
    def begun(self) -> bool:
        """Whether anything is answered; a respondent without an answer has no part in the result."""
        return any(question.value is not None for question in self.questions)

    @property
    def answers(self) -> dict[str, Value]:
        """What is answered to the questions that are asked, as scoring takes it."""
        return {one.criterion.key: one.value for one in self.questions if one.value is not None}

    @property
    def comments(self) -> dict[str, str]:
        return {one.criterion.key: one.comment for one in self.questions if one.comment}

    def question(self, criterion: str) -> Question | None:
        """Return a question by the key of its criterion; None if it is not asked."""
        return next((one for one in self.questions if one.criterion.key == criterion), None)

    def _text(self, name: str) -> str:
        return "" if self.view is None else str(self.view[name] or "")


@dataclass(frozen=True, slots=True)
class Side:
    """One perspective: its voices (at least one, to be answered), how far it is, and its result once it has begun.

    `missing` are the required and critical questions that keep it from being submitted, `unproven` those whose answer
    needs evidence, `unexplained` those whose answer needs a comment. A `withheld` side is not shown to this reader:
    its voices hold no answers here.
    """

    perspective: str
    voices: tuple[Voice, ...]
    progress: Progress
    missing: tuple[Criterion, ...]
    unproven: tuple[Criterion, ...]
    unexplained: tuple[Criterion, ...]
    result: Result | None
    disclosure: Disclosure
    withheld: bool = False

    @property
    def begun(self) -> tuple[Voice, ...]:
        """The voices that have answered something."""
        return tuple(voice for voice in self.voices if voice.begun)

    @property
    def is_ready(self) -> bool:
        """Whether somebody has answered and nothing keeps this side from being submitted."""
        return bool(self.begun) and not (self.missing or self.unproven or self.unexplained)


@dataclass(frozen=True, slots=True)
class Sheet:
    """An assessment with its instrument and all that is answered.

    `language` is the language in which the instrument's words are shown: the nearest to the one in use that it has.
    `names` are put in for {subject} and {counterpart} in the questions. `sensitivity` is the highest mark inside.
    """

    assessment: View
    instrument: Instrument
    language: str
    partner: str
    names: Mapping[str, str]
    facts: Mapping[str, object]
    sides: Mapping[str, Side]
    scores: Scores
    sensitivity: str

    @property
    def is_draft(self) -> bool:
        """Whether answers may be changed."""
        return (self.assessment["status"] or "draft") == "draft"

    @property
    def missing(self) -> dict[str, tuple[Criterion, ...]]:
        """The questions that keep each side that has begun from being submitted."""
        return {name: side.missing for name, side in self.sides.items() if side.begun and side.missing}

    @property
    def begun(self) -> tuple[Side, ...]:
        """The sides on which somebody has answered."""
        return tuple(side for side in self.sides.values() if side.begun)

    def words(self, criterion: Criterion) -> Shown:
        """Return the words of a question, with the names of both sides put in."""
        return self.instrument.filled(criterion.text, names=self.names)
