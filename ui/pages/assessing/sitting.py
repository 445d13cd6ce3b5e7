"""Where a person stands in an assessment, and what she typed that is not saved yet: a plain object, never a widget."""

from collections.abc import Mapping
from dataclasses import dataclass

from partnerdesk import assessments
from partnerdesk.assessments import Question, Sheet, Side, Voice
from partnerdesk.assessments.sheets import BLIND_ROLE
from partnerdesk.desk import Desk
from partnerdesk.errors import PartnerDeskError
from partnerdesk.instruments.answers import is_answered
from partnerdesk.instruments.model import Section
from partnerdesk.store.ops import Value
from partnerdesk.store.writer import Seen
from ui.draft import Draft


@dataclass(frozen=True)
class Part:
    """One section as one respondent is asked it, and how far she is."""

    section: Section
    questions: tuple[Question, ...]

    @property
    def applicable(self) -> int:
        """How many questions count: "not applicable" leaves the form."""
        return sum(one.value != "NA" for one in self.questions)

    @property
    def answered(self) -> int:
        return sum(is_answered(one.value) and one.value != "NA" for one in self.questions)

    @property
    def is_complete(self) -> bool:
        return self.answered == self.applicable


class Sitting:
    """One open assessment: which side and respondent answers, which question is on top, and the drafts of answers.

    What is shown comes from `sheet`, read anew after each save; a draft starts from what the sheet showed when its
    question was first touched, so an answer never claims to have seen more than its author did.
    """

    def __init__(self, desk: Desk, assessment_id: str) -> None:
        self.desk = desk
        self.assessment_id = assessment_id
        self.sheet: Sheet = assessments.sheet(desk, assessment_id)
        self.perspective = self._first_perspective()
        self.respondent = self.side.voices[0].id
        self.criterion = self.first_open()
        self._drafts: dict[tuple[str, str], Draft[Seen]] = {}

    @property
    def side(self) -> Side:
        return self.sheet.sides[self.perspective]

    @property
    def voice(self) -> Voice:
        """Return the respondent who answers now; the first of the side where she was taken away."""
        return next((one for one in self.side.voices if one.id == self.respondent), self.side.voices[0])

    @property
    def is_open(self) -> bool:
        """Whether answers may be given here now."""
        return self.sheet.is_draft and not self.side.withheld

    @property
    def question(self) -> Question | None:
        """The question on top; None where its key is not asked any more."""
        return self.voice.question(self.criterion)

    def read(self) -> None:
        """Read the assessment again; place and unsaved words stay."""
        self.sheet = assessments.sheet(self.desk, self.assessment_id)
        if self.perspective not in self.sheet.sides:
            self.perspective = self._first_perspective()
        self.respondent = self.voice.id
        if self.question is None:
            self.criterion = self.first_open()
        self._drafts = {key: draft for key, draft in self._drafts.items() if not draft.is_clean()}

    def choose(self, perspective: str, respondent: str = "", criterion: str = "") -> None:
        """Answer for another side or respondent, from a question on; without one from the first that is open."""
        self.perspective = perspective
        self.respondent = respondent
        self.respondent = self.voice.id
        self.criterion = criterion
        if self.question is None:
            self.criterion = self.first_open()

    def find(self, criterion: str) -> bool:
        """Go to a question, on whichever side asks it; tell whether there is one."""
        sides = [self.perspective, *(name for name in self.sheet.sides if name != self.perspective)]
        for name in sides:
            voices = self.sheet.sides[name].voices
            ordered = sorted(voices, key=lambda voice: voice.id != self.respondent)
            for voice in ordered:
                if voice.question(criterion) is not None:
                    self.choose(name, voice.id, criterion)
                    return True
        return False

    def parts(self) -> list[Part]:
        """Return the sections of the form that ask something, in order."""
        by_section: dict[str, list[Question]] = {}
        for question in self.voice.questions:
            by_section.setdefault(question.section, []).append(question)
        return [
            Part(section, tuple(by_section[section.key]))
            for section in self.sheet.instrument.sections
            if section.key in by_section
        ]

    def part(self) -> Part | None:
        """Return the section of the question on top."""
        return next(
            (part for part in self.parts() if any(one.criterion.key == self.criterion for one in part.questions)), None
        )

    def first_open(self) -> str:
        """Return the first question without an answer; the first of all where there is none or nothing can be answered."""
        questions = self.voice.questions
        wanting = (one for one in questions if one.value is None and self.is_open)
        found = next(wanting, next(iter(questions), None))
        return found.criterion.key if found else ""

    def neighbour(self, step: int) -> str:
        """Return the question so many places on, or before; empty at either end."""
        keys = [one.criterion.key for one in self.voice.questions]
        at = keys.index(self.criterion) + step if self.criterion in keys else 0
        return keys[at] if 0 <= at < len(keys) else ""

    def pending(self, criterion: str) -> Mapping[str, object]:
        """Return what is typed to a question and not saved."""
        draft = self._drafts.get((self.respondent, criterion))
        return draft.pending if draft else {}

    def put(self, criterion: str, field: str, value: object) -> None:
        """Keep what was just given: `field` is value, comment, evidence or sensitivity."""
        self._draft(criterion).put(field, value)

    def flush(self) -> bool:
        """Save everything that is typed; tell whether all of it is saved now."""
        return not [draft for draft in self._drafts.values() if not draft.flush()]

    def discard(self, criterion: str) -> None:
        """Forget what could not be saved to a question."""
        self._drafts.pop((self.respondent, criterion), None)

    def problem(self) -> PartnerDeskError | None:
        """Return why something could not be saved."""
        return next((draft.problem for draft in self._drafts.values() if draft.problem and draft.pending), None)

    def _draft(self, criterion: str) -> Draft[Seen]:
        respondent = self.respondent
        key = (respondent, criterion)
        if key not in self._drafts:
            question = self.voice.question(criterion)

            def save(values: Mapping[str, Value], seen: Seen) -> Seen:
                saved = assessments.answer(self.desk, self.assessment_id, respondent, criterion, **values, seen=seen)
                return saved.seen

            self._drafts[key] = Draft(save, question.seen if question else Seen())
        return self._drafts[key]

    def _first_perspective(self) -> str:
        wished = "partner" if self.desk.identity.role == BLIND_ROLE else "ours"
        return wished if wished in self.sheet.sides else next(iter(self.sheet.sides))
