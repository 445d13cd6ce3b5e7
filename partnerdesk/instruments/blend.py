"""How the capacity rating from before a partnership gives way to performance in it (rule 13)."""

from dataclasses import dataclass
from fractions import Fraction

FADES_BY = Fraction(1, 4)
"""What capacity loses of its weight with each closed agreement (house convention)."""


@dataclass(frozen=True, slots=True)
class Blend:
    """The weight of capacity (the rest is performance) and the score from both."""

    capacity_weight: Fraction
    score: Fraction


def blend(capacity: Fraction, performance: Fraction, closed_agreements: int) -> Blend:
    """Blend two scores from 0 to 100 by the number of agreements that were closed."""
    weight = max(Fraction(0), 1 - FADES_BY * closed_agreements)
    return Blend(weight, weight * capacity + (1 - weight) * performance)
