"""Exact numbers: what counts as one, how it is rounded for show and written to JSON. No binary floats at limits."""

from decimal import Decimal, InvalidOperation
from fractions import Fraction

_LONGEST = 40
"""Characters of a number that is typed; longer ones are no number anybody means."""


def as_number(value: object) -> Fraction | None:
    """Return the exact number that a whole number, a decimal or its text stands for; None for anything else.

    A binary float is read through its shortest text, so 0.6 is six tenths. Truth values are no numbers.
    """
    if isinstance(value, bool):
        return None
    if isinstance(value, int | Fraction):
        return Fraction(value)
    if isinstance(value, float):
        value = repr(value)
    if isinstance(value, str) and len(value) <= _LONGEST:
        try:
            value = Decimal(value.strip())
        except InvalidOperation:
            return None
    if isinstance(value, Decimal) and value.is_finite() and abs(value.adjusted()) <= _LONGEST:
        return Fraction(value)
    return None


def rounded(value: Fraction, places: int) -> Decimal:
    """Round to so many decimal places, half away from zero."""
    with_more = value * 10**places
    whole, rest = divmod(abs(with_more.numerator), with_more.denominator)
    whole += 2 * rest >= with_more.denominator
    sign = -1 if value < 0 else 1
    return Decimal(sign * whole).scaleb(-places)


def displayed(value: Fraction | None) -> str | None:
    """Return a score as it is shown: one decimal, half up."""
    return None if value is None else str(rounded(value, 1))


def json_number(value: Fraction | None) -> int | float | None:
    """Return a number for JSON, rounded to four decimals; whole numbers as such."""
    if value is None:
        return None
    short = rounded(value, 4)
    return int(short) if short == short.to_integral_value() else float(short)
