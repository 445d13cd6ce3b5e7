"""What scoring finds out about one perspective; `final_band` alone is the rating, and only of a finished form."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from fractions import Fraction

from partnerdesk.i18n import _
from partnerdesk.instruments.numbers import displayed
from partnerdesk.instruments.rating import Scoring
from partnerdesk.instruments.text import Text

INSUFFICIENT = "insufficient_data"
"""Too little is answered for a rating."""
NOT_RATED = "not_rated"
"""Nothing applies or nothing was asked for: there is no rating."""
INDIVISIBLE = "indivisible"
"""Stands in `capped_by` where the weakest section holds the rating down."""


@dataclass(frozen=True, slots=True)
class Cap:
    """Why a rating cannot be better than a band: a criterion's key or `INDIVISIBLE`."""

    by: str
    band: str
    reason: Text | None = None


@dataclass(frozen=True, slots=True)
class Points:
    """Risk points: their sum, how many questions apply, and the three limits between the four bands (rule 9)."""

    points: Fraction
    applicable: int
    answered: int
    thresholds: tuple[Fraction, ...]
    band: str


@dataclass(frozen=True, slots=True)
class Hundred:
    """Points out of 100 and the band they fall in."""

    score: Fraction | None
    band: str


@dataclass(frozen=True, slots=True)
class Risk:
    """One line of a risk matrix: likelihood times impact; nothing while one of them is open."""

    value: int | None
    band: str


@dataclass(frozen=True, slots=True)
class Result:
    """The scores and the rating of one perspective.

    `section_scores` and, but for sums, `score` run from 0 (worst) to 100 (best). A score is also there while the form
    is unfinished, to be shown greyed; the bands then say `INSUFFICIENT`. `caps` holds only what brought the rating
    down to `final_band`.
    """

    section_scores: Mapping[str, Fraction | None]
    score: Fraction | None
    answered: int
    applicable: int
    computed_band: str
    final_band: str
    caps: tuple[Cap, ...] = ()
    follow_up: Text | None = None
    risk: str | None = None
    respondents: int = 1
    points: Points | None = None
    areas: Mapping[str, Points] = field(default_factory=dict)
    hundred: Hundred | None = None
    met: int | None = None
    sum: Fraction | None = None
    lights: Mapping[str, int] | None = None
    risks: Mapping[str, tuple[Risk, ...]] = field(default_factory=dict)
    blank: int = 0
    """How many required criteria nobody has answered in any way, not even by saying that they cannot."""

    @property
    def display(self) -> str | None:
        """The score as it is shown: one decimal, half up."""
        return displayed(self.score)

    @property
    def completeness(self) -> Fraction | None:
        """The share of applicable criteria that are answered; None where none applies."""
        return Fraction(self.answered, self.applicable) if self.applicable else None

    @property
    def capped_by(self) -> tuple[str, ...]:
        """The keys of what brought the rating down."""
        return tuple(cap.by for cap in self.caps)

    @property
    def is_rated(self) -> bool:
        """Whether there is a rating to show: never for a form that is still being filled in, whatever share is answered."""
        return not self.blank and self.final_band not in (INSUFFICIENT, NOT_RATED)


def band_words(scoring: Scoring, key: str, language: str | None = None) -> str:
    """Return the label of a band, or of there being no rating."""
    bands = (*scoring.bands, *(scoring.points_100.bands if scoring.points_100 else ()))
    if scoring.risk_matrix:
        bands = (*bands, *scoring.risk_matrix.bands)
    for band in bands:
        if band.key == key:
            return band.label.words(language)
    if key == INSUFFICIENT:
        return _("Not enough answers for a rating")
    if key == NOT_RATED:
        return _("Not rated")
    return key
