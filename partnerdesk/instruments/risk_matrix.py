"""Risks rated by likelihood times impact."""

from collections.abc import Mapping, Sequence
from fractions import Fraction

from partnerdesk.instruments.caps import band_at
from partnerdesk.instruments.numbers import as_number
from partnerdesk.instruments.rating import RiskMatrix
from partnerdesk.instruments.result import NOT_RATED, Risk


def risk(matrix: RiskMatrix, likelihood: object, impact: object) -> Risk:
    """Rate one risk; not rated while one of the two is open or outside its limits."""
    one, other = _within(likelihood, matrix.likelihood), _within(impact, matrix.impact)
    if one is None or other is None:
        return Risk(None, NOT_RATED)
    band = band_at(matrix.bands, Fraction(one * other))
    return Risk(one * other, band.key if band else NOT_RATED)


def _within(value: object, limits: tuple[int, int]) -> int | None:
    number = as_number(value)
    if number is None or number.denominator != 1 or not limits[0] <= number <= limits[1]:
        return None
    return int(number)


def risks(matrix: RiskMatrix, given: Sequence[object]) -> tuple[Risk, ...]:
    """Rate every row of the risk tables that respondents filled in, in order."""
    return tuple(
        risk(matrix, row.get("likelihood"), row.get("impact"))
        for table in given
        if isinstance(table, list | tuple)
        for row in table
        if isinstance(row, Mapping)
    )
