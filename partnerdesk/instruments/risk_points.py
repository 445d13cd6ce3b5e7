"""Risk points as the HACT micro-assessment counts them, new rule and old, in all and per area (rule 9)."""

from collections.abc import Sequence
from fractions import Fraction

from partnerdesk.instruments.rating import Band, Scoring
from partnerdesk.instruments.result import INSUFFICIENT, NOT_RATED, Points
from partnerdesk.instruments.sheet import Item

KEY_WEIGHT = 2
"""A key question counts double."""
LEAST, MOST = Fraction(1), Fraction(4)
"""The values of an answer, from no risk to the highest."""


def risk_points(items: Sequence[Item], scoring: Scoring) -> Points:
    """Count the points of these criteria and find their band.

    Unanswered questions stay applicable and bring no points, which would make a half-filled form look safe: below the
    completeness that the instrument demands there is no rating. The band is a key of `scoring.bands`.
    """
    asked = [item for item in items if not item.is_na]
    answered = [item for item in asked if item.numbers]
    points = sum((_points(item, scoring.risk_rule) for item in answered), Fraction(0))
    limits = thresholds(asked, scoring)
    if not asked:
        band = NOT_RATED
    elif Fraction(len(answered), len(asked)) < scoring.min_completeness:
        band = INSUFFICIENT
    else:
        measure = points / len(asked) if scoring.risk_rule == "v1" else points
        ladder = by_risk(scoring)
        band = ladder[sum(measure >= limit for limit in limits)].key
    return Points(points, len(asked), len(answered), limits, band)


def by_risk(scoring: Scoring) -> list[Band]:
    """Return the bands from low to high risk; the rank runs from bad to good."""
    return sorted(scoring.bands, key=lambda band: -band.rank)


def _points(item: Item, rule: str) -> Fraction:
    value = item.value or Fraction(0)
    if value == LEAST and rule != "v1":
        return LEAST
    return value * (KEY_WEIGHT if item.criterion.key_question else 1)


def thresholds(asked: Sequence[Item], scoring: Scoring) -> tuple[Fraction, ...]:
    """Return the limits between the bands: points for the newer rule, points per question for the older."""
    count = len(asked)
    if not count:
        return ()
    if scoring.risk_rule == "v1":
        keys = sum(item.criterion.key_question for item in asked)
        width = (MOST * (count + keys) / count - LEAST) / 4
        return tuple(LEAST + step * width for step in (1, 2, 3))
    fractions = [band.below_fraction for band in by_risk(scoring) if band.below_fraction is not None]
    return tuple(count + fraction * (MOST - LEAST) * count for fraction in fractions)
