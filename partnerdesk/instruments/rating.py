"""How answers become a rating: bands, rules and limits as an instrument states them; frozen plain data."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from fractions import Fraction

from partnerdesk.instruments.text import Text


@dataclass(frozen=True, slots=True)
class Band:
    """A rating. `rank` orders bands from bad to good; which limit is set depends on the method of scoring."""

    key: str
    label: Text
    rank: int
    minimum: Fraction | None = None
    min_ratio: Fraction | None = None
    max_sum: Fraction | None = None
    below_fraction: Fraction | None = None
    risk: str | None = None
    follow_up: Text | None = None


@dataclass(frozen=True, slots=True)
class RatingRule:
    """Traffic lights: the band is given when any of these counts is reached; without counts always."""

    band: str
    any_of: tuple[tuple[str, int], ...]


@dataclass(frozen=True, slots=True)
class RiskMatrix:
    """Likelihood times impact, both between inclusive limits, and the bands of the product."""

    likelihood: tuple[int, int]
    impact: tuple[int, int]
    bands: tuple[Band, ...]


@dataclass(frozen=True, slots=True)
class Points100:
    """Points out of 100: each section gives its index times its maximum."""

    section_max: Mapping[str, Fraction]
    bands: tuple[Band, ...]


@dataclass(frozen=True, slots=True)
class SpecialRating:
    """A rating that a person may give without a score, such as "not assessed"."""

    code: str
    label: Text


@dataclass(frozen=True, slots=True)
class Scoring:
    """How answers become a rating; which fields are set depends on `method`."""

    method: str
    bands: tuple[Band, ...] = ()
    min_completeness: Fraction = Fraction(0)
    section_min_completeness: Fraction = Fraction(0)
    steps_above_weakest: int | None = None
    risk_rule: str = "v2"
    met_values: tuple[Fraction, ...] = ()
    lights: Mapping[str, Fraction] = field(default_factory=dict)
    rating_rules: tuple[RatingRule, ...] = ()
    risk_matrix: RiskMatrix | None = None
    points_100: Points100 | None = None
    special_ratings: tuple[SpecialRating, ...] = ()
    report_sections: tuple[str, ...] = ()
    note: Text | None = None
    aligned_below: Fraction = Fraction(10)
    diverging_from: Fraction = Fraction(25)

    def band(self, key: str) -> Band | None:
        """Return the band with this key, if there is one."""
        return next((band for band in self.bands if band.key == key), None)
