"""What the respondents of one perspective answered, normalised and grouped: the ground of every score."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property

from partnerdesk.instruments.answers import is_answered, shown
from partnerdesk.instruments.model import DK, NA, SCALED, Answers, Context, Criterion, Instrument, Scale


def normalised(scale: Scale, value: Fraction) -> Fraction:
    """Bring a value to 0 (worst) to 100 (best), whichever way its scale runs (rule 1)."""
    share = 100 * (value - scale.low) / (scale.high - scale.low)
    return share if scale.higher_is_better else 100 - share


def mean(values: Sequence[Fraction]) -> Fraction | None:
    """Return the exact mean; None of nothing."""
    return sum(values, Fraction(0)) / len(values) if values else None


@dataclass(frozen=True)
class Item:
    """One criterion with what everybody who was asked answered.

    `numbers` are the answers that are steps of the scale; NA, DK and empty are none (rule 2). `value` is their mean on
    the scale, `normal` their mean from 0 to 100.
    """

    criterion: Criterion
    given: tuple[object, ...]
    numbers: tuple[Fraction, ...]
    value: Fraction | None
    normal: Fraction | None

    @cached_property
    def is_na(self) -> bool:
        """Whether everybody who was asked said NA: only then it leaves the form (rule 2)."""
        return bool(self.given) and all(value == NA for value in self.given)

    @cached_property
    def fails(self) -> bool:
        """Whether one answer to a critical criterion fails, or is DK: precaution counts it as failing (rule 7)."""
        critical = self.criterion.critical
        return critical is not None and any(
            value == DK or (value != NA and critical.fails_when.accepts(value)) for value in self.given
        )


def is_blank(given: Sequence[object]) -> bool:
    """Tell whether nothing was said at all; NA and DK are something."""
    return all(value is None or value == "" for value in given)


def item(criterion: Criterion, given: Sequence[object]) -> Item:
    """Bring together what was answered to one criterion."""
    scale = criterion.scale
    if scale is None:
        return Item(criterion, tuple(given), (), None, None)
    numbers = tuple(option.value for value in given if (option := scale.option(value)))
    value = mean(numbers)
    # Normalising is linear, so the mean of normalised answers is the normalised mean.
    return Item(criterion, tuple(given), numbers, value, None if value is None else normalised(scale, value))


@dataclass(frozen=True)
class Part:
    """One section with its scored criteria: those with a scale and a weight that apply to somebody."""

    key: str
    weight: Fraction
    items: tuple[Item, ...]

    @cached_property
    def applicable(self) -> tuple[Item, ...]:
        return tuple(item for item in self.items if not item.is_na)

    @cached_property
    def answered(self) -> tuple[Item, ...]:
        return tuple(item for item in self.items if item.numbers)

    @cached_property
    def completeness(self) -> Fraction | None:
        """The share of applicable criteria that are answered (rule 5)."""
        return Fraction(len(self.answered), len(self.applicable)) if self.applicable else None

    @cached_property
    def mean(self) -> Fraction | None:
        """The weighted mean of the normalised answers (rule 4)."""
        weights = sum((item.criterion.weight for item in self.answered), Fraction(0))
        points = sum((item.criterion.weight * (item.normal or 0) for item in self.answered), Fraction(0))
        return points / weights if weights else None


@dataclass(frozen=True)
class Sheet:
    """The sections that are asked, and the criteria whose failing caps the rating, of any weight."""

    instrument: Instrument
    parts: tuple[Part, ...]
    critical: tuple[Item, ...]
    others: Mapping[str, tuple[object, ...]]
    """What was answered to questions without a scale."""

    @cached_property
    def counted(self) -> tuple[Part, ...]:
        """The sections that enter the total; those of weight 0 are shown only (rule 4)."""
        return tuple(part for part in self.parts if part.weight > 0)

    @cached_property
    def items(self) -> tuple[Item, ...]:
        """The criteria that count, in order."""
        return tuple(item for part in self.counted for item in part.items)

    @cached_property
    def blank(self) -> int:
        """How many required criteria that count have no answer from anybody."""
        return sum(item.criterion.required and is_blank(item.given) for item in self.items)

    @cached_property
    def applicable(self) -> int:
        return sum(len(part.applicable) for part in self.counted)

    @cached_property
    def answered(self) -> int:
        return sum(len(part.answered) for part in self.counted)


def sheet(instrument: Instrument, respondents: Sequence[Answers], context: Context, perspective: str | None) -> Sheet:
    """Lay out what these respondents answered.

    What is asked is settled for each respondent by her own answers; an answer to a question that is not asked of
    her does not count (rule 3).
    """
    asked: dict[str, list[object]] = {}
    for answers in respondents or ({},):
        for criterion in shown(instrument, answers, context, perspective):
            asked.setdefault(criterion.key, []).append(answers.get(criterion.key))
    items = {
        criterion.key: item(criterion, asked[criterion.key])
        for criterion in instrument.criteria(perspective)
        if criterion.key in asked
    }
    parts = (
        Part(section.key, section.weight, tuple(items[one.key] for one in section.criteria if one.key in items))
        for section in instrument.sections_for(perspective)
    )
    return Sheet(
        instrument,
        tuple(scored for part in parts if (scored := _scored(part)).items),
        tuple(one for one in items.values() if one.criterion.critical),
        {key: one.given for key, one in items.items() if not one.criterion.scale and any(map(is_answered, one.given))},
    )


def _scored(part: Part) -> Part:
    return Part(part.key, part.weight, tuple(item for item in part.items if _is_scored(item.criterion)))


def _is_scored(criterion: Criterion) -> bool:
    return criterion.kind == SCALED and criterion.weight > 0
