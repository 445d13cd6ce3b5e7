"""Ratings that count or add up answers: standards met, sum of levels, traffic lights."""

from collections.abc import Mapping, Sequence
from fractions import Fraction

from partnerdesk.instruments.rating import Band, RatingRule, Scoring
from partnerdesk.instruments.sheet import Item

LIGHTS = ("red", "amber", "green")


def count_met(items: Sequence[Item], met_values: Sequence[Fraction]) -> int:
    """Count the criteria whose answer, the mean of several respondents, is one of the values that count as met."""
    return sum(item.value in met_values for item in items)


def band_of_ratio(bands: Sequence[Band], ratio: Fraction) -> Band | None:
    """Return the highest band whose ratio is reached; a limit belongs to the band above it."""
    reached = [band for band in bands if band.min_ratio is not None and band.min_ratio <= ratio]
    return max(reached, key=lambda band: band.min_ratio or 0, default=None)


def sum_values(items: Sequence[Item]) -> Fraction:
    """Add up the values as they stand on the scale."""
    return sum((item.value or Fraction(0) for item in items), Fraction(0))


def band_of_sum(bands: Sequence[Band], total: Fraction) -> Band | None:
    """Return the first band whose highest sum is not passed."""
    open_bands = [band for band in bands if band.max_sum is not None and total <= band.max_sum]
    return min(open_bands, key=lambda band: band.max_sum or 0, default=None)


def count_lights(items: Sequence[Item], scoring: Scoring) -> dict[str, int]:
    """Count red, amber and green; unanswered ones are none of them."""
    lights = [_light(item.value, scoring.lights) for item in items if item.value is not None]
    return {light: lights.count(light) for light in LIGHTS}


def _light(value: Fraction, lights: Mapping[str, Fraction]) -> str:
    """Return the light nearest to a value; halfway between two, which several respondents can be, the worse one."""
    return min(LIGHTS, key=lambda light: (abs(lights[light] - value), LIGHTS.index(light)))


def band_of_lights(rules: Sequence[RatingRule], counted: Mapping[str, int]) -> str | None:
    """Return the band of the first rule that holds; a rule without counts always does."""
    for rule in rules:
        if not rule.any_of or any(counted[light] >= least for light, least in rule.any_of):
            return rule.band
    return None
