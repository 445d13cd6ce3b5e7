"""How much sample data there is of each size (domain.md, realistic data volumes)."""

from dataclasses import dataclass
from datetime import date

LAST_DAY = date(2026, 9, 30)
"""The day on which all sample data ends: a fixed one, since the same seed gives the same data on every day."""


@dataclass(frozen=True)
class Size:
    """A workspace to fill: organisations with their duplicates, offices, years, and meetings a year.

    `active` is the share of organisations that one works with in a year; `small` meetings are held by each office, `large`
    ones by each regional office, `global_` ones by headquarters.
    """

    organisations: int
    offices: int
    years: int
    active: float
    small: float
    large: float
    global_: float


SIZES = {
    "S": Size(12, 1, 3, 1.0, 10, 0, 0),
    "M": Size(40, 1, 3, 1.0, 16, 0, 0),
    "L": Size(120, 1, 3, 1.0, 25, 0, 0),
    "region": Size(600, 24, 1, 1.0, 1, 3, 0),
    "hq": Size(3000, 200, 5, 0.4, 0, 3, 1.5),
}
"""Three rounds in one country office, a region's year, headquarters with everybody worked with in five years."""

DUPLICATES = 0.03
"""So many organisations are recorded twice under spellings of the same name."""
