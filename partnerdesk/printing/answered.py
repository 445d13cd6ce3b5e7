"""An assessment ready to be printed: what is asked, what each perspective answered, and what this audience may read."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from partnerdesk.instruments.answers import is_answered, is_empty, shown
from partnerdesk.instruments.disclosure import disclosure
from partnerdesk.instruments.model import PERSPECTIVES, SCALED, Criterion, Section
from partnerdesk.instruments.score import Scores, score
from partnerdesk.printing import questions
from partnerdesk.printing.questions import Asked
from partnerdesk.printing.snapshot import FormSnapshot, Reply, Respondent


@dataclass(frozen=True)
class Answered:
    """The snapshot with everything that follows from it; `width` in points is what a line may take."""

    snapshot: FormSnapshot
    width: float

    @cached_property
    def asked(self) -> Asked:
        snapshot = self.snapshot
        names = questions.names(snapshot.subject, snapshot.office, snapshot.partner)
        return Asked(snapshot.instrument, names, questions.numbers(snapshot.instrument), self.width)

    @cached_property
    def perspectives(self) -> tuple[str, ...]:
        """The perspectives that answered, in their usual order."""
        return tuple(one for one in PERSPECTIVES if self.respondents(one))

    @cached_property
    def withheld(self) -> frozenset[str]:
        """The perspectives of so few anonymous people that each could be recognised (rule 14)."""
        return frozenset(
            one
            for one in self.perspectives
            if not disclosure(len(self.respondents(one)), anonymous=self.is_anonymous(one)).show_score
        )

    @cached_property
    def scores(self) -> Scores:
        """The scores of the perspectives that may be shown."""
        given = {
            one: [respondent.answers for respondent in self.respondents(one)]
            for one in self.perspectives
            if one not in self.withheld
        }
        return score(self.snapshot.instrument, given, self.snapshot.context)

    @cached_property
    def shown(self) -> frozenset[str]:
        """The criteria that at least one respondent was asked."""
        instrument, context = self.snapshot.instrument, self.snapshot.context
        return frozenset(
            criterion.key
            for respondent in self.snapshot.respondents
            for criterion in shown(instrument, respondent.answers, context, respondent.perspective)
        )

    def respondents(self, perspective: str) -> tuple[Respondent, ...]:
        return tuple(one for one in self.snapshot.respondents if one.perspective == perspective)

    def is_anonymous(self, perspective: str) -> bool:
        return any(one.anonymous for one in self.respondents(perspective))

    def is_masked(self, criterion: Criterion) -> bool:
        """Tell whether the answers to this question are above what the audience may read."""
        return not self.snapshot.audience.may_read(criterion.sensitivity)

    def replies(self, perspective: str, criterion: Criterion) -> list[Reply]:
        """Return what this perspective said to a question; nothing where it is withheld or masked."""
        if perspective in self.withheld or self.is_masked(criterion):
            return []
        return self._replies(perspective, criterion)

    def has_masked(self, criterion: Criterion) -> bool:
        """Tell whether there is something to mask."""
        return self.is_masked(criterion) and any(self._replies(one, criterion) for one in self.perspectives)

    @cached_property
    def redactions(self) -> int:
        """How many answers and actions the audience does not see."""
        answers = sum(
            len(self._replies(one, criterion))
            for criterion in self.snapshot.instrument.criteria()
            for one in self.perspectives
            if self.is_masked(criterion)
        )
        return answers + sum(
            not self.snapshot.audience.may_read(action.sensitivity) for action in self.snapshot.actions
        )

    def hidden_sections(self, perspective: str) -> frozenset[str]:
        """Return the sections whose score is masked: a masked answer could be calculated from it."""
        return frozenset(
            section.key for section in self.snapshot.instrument.sections if self._hides_an_answer(section, perspective)
        )

    def hides_total(self, perspective: str) -> bool:
        """Tell whether the total is masked too, because it would give away the one section that is."""
        return len(self.hidden_sections(perspective)) == 1

    def _hides_an_answer(self, section: Section, perspective: str) -> bool:
        return any(
            criterion.kind == SCALED
            and self.is_masked(criterion)
            and any(is_answered(reply.value) for reply in self._replies(perspective, criterion))
            for criterion in section.criteria
        )

    def _replies(self, perspective: str, criterion: Criterion) -> list[Reply]:
        replies = [one.replies.get(criterion.key, Reply()) for one in self.respondents(perspective)]
        return [reply for reply in replies if not is_empty(reply.value) or reply.comment.strip() or reply.evidence]


def comments(replies: Sequence[Reply]) -> list[str]:
    """Return the comments that say something."""
    return [reply.comment for reply in replies if reply.comment.strip()]
