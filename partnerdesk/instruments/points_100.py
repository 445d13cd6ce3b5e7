"""Points out of 100: each section brings its index times its maximum, as country-based pooled funds count."""

from collections.abc import Mapping
from fractions import Fraction

from partnerdesk.instruments.caps import band_at
from partnerdesk.instruments.rating import Points100
from partnerdesk.instruments.result import NOT_RATED, Hundred


def points_100(points: Points100, indexes: Mapping[str, Fraction | None]) -> Hundred:
    """Add up the points of the sections that have an index (0 to 100), scaled back to 100 where some have none."""
    counted = {key: most for key, most in points.section_max.items() if indexes.get(key) is not None}
    most = sum(counted.values(), Fraction(0))
    if not most:
        return Hundred(None, NOT_RATED)
    score = sum((share * (indexes[key] or 0) for key, share in counted.items()), Fraction(0)) / most
    band = band_at(points.bands, score)
    return Hundred(score, band.key if band else NOT_RATED)
