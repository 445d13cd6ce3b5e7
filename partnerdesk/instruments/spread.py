"""How far several respondents of one perspective lie apart (rule 12)."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from itertools import combinations

from partnerdesk.instruments.model import Scale
from partnerdesk.instruments.sheet import Sheet, mean, normalised

WIDE = 2
"""From a range of so many steps on, people should talk about it."""


@dataclass(frozen=True, slots=True)
class Spread:
    """Range in steps of the scale, sample standard deviation of normalised values, share of equal pairs."""

    n: int
    range_steps: int | None
    sd: Decimal | None
    agreement: Fraction | None
    flag: bool


def spread(scale: Scale, given: Sequence[object]) -> Spread:
    """Measure the answers to one criterion; NA, DK and empty are left out, and one value has no spread."""
    options = (scale.option(value) for value in given)
    values = [option.value for option in options if option]
    if len(values) < 2:
        return Spread(len(values), None, None, None, flag=False)
    steps = sorted(option.value for option in scale.options)
    width = steps.index(max(values)) - steps.index(min(values))
    pairs = list(combinations(values, 2))
    return Spread(
        n=len(values),
        range_steps=width,
        sd=_deviation([normalised(scale, value) for value in values]),
        agreement=Fraction(sum(one == other for one, other in pairs), len(pairs)),
        flag=width >= WIDE,
    )


def _deviation(values: Sequence[Fraction]) -> Decimal:
    middle = mean(values) or Fraction(0)
    variance = sum(((value - middle) ** 2 for value in values), Fraction(0)) / (len(values) - 1)
    return (Decimal(variance.numerator) / Decimal(variance.denominator)).sqrt()


def spreads_of(sheet: Sheet) -> dict[str, Spread]:
    """Measure every rated criterion of a sheet."""
    return {
        item.criterion.key: spread(item.criterion.scale, item.given)
        for part in sheet.parts
        for item in part.items
        if item.criterion.scale
    }
