"""How a score moved between two rounds: only what can be compared, with today's weights (rule 11)."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from fractions import Fraction

from partnerdesk.instruments.sheet import Sheet

LEAST_COVERAGE = Fraction(6, 10)
"""Below this share of today's weight two rounds are not compared (house convention)."""
STEADY = 5
"""From this many points on a score improved or declined (house convention)."""
IMPROVED, STABLE, DECLINED, NOT_COMPARABLE = "improved", "stable", "declined", "not_comparable"


@dataclass(frozen=True, slots=True)
class Trend:
    """What could be compared, both scores on it (0 to 100), and the direction; no scores where not comparable."""

    compared: tuple[str, ...]
    coverage: Fraction
    previous_score: Fraction | None
    current_score: Fraction | None
    delta: Fraction | None
    label: str


def trend(
    previous: Mapping[str, Fraction | None],
    current: Mapping[str, Fraction | None],
    weights: Mapping[str, Fraction],
    breaks: Collection[str] = (),
) -> Trend:
    """Compare normalised answers (0 to 100) of two rounds.

    `weights` are those of the current version; `breaks` are criteria whose meaning or scale changed under their key.
    """
    compared = tuple(
        key for key in weights if key not in breaks and previous.get(key) is not None and current.get(key) is not None
    )
    weight = sum((weights[key] for key in compared), Fraction(0))
    everything = sum(weights.values(), Fraction(0))
    coverage = weight / everything if everything else Fraction(0)
    if not weight or coverage < LEAST_COVERAGE:
        return Trend(compared, coverage, None, None, None, NOT_COMPARABLE)
    before, now = (
        sum((weights[key] * (values[key] or 0) for key in compared), Fraction(0)) / weight
        for values in (previous, current)
    )
    return Trend(compared, coverage, before, now, now - before, _label(now - before))


def _label(delta: Fraction) -> str:
    if delta >= STEADY:
        return IMPROVED
    return DECLINED if delta <= -STEADY else STABLE


def trend_of(previous: Sheet, current: Sheet, breaks: Collection[str] = ()) -> Trend:
    """Compare two rounds of one instrument, of the same or different versions.

    A criterion weighs what it contributes to the total: its share of its section, times the section's weight.
    """
    weights: dict[str, Fraction] = {}
    for part in current.counted:
        inside = sum((item.criterion.weight for item in part.items), Fraction(0))
        weights |= {item.criterion.key: part.weight * item.criterion.weight / inside for item in part.items}
    return trend(_normals(previous), _normals(current), weights, breaks)


def _normals(sheet: Sheet) -> dict[str, Fraction | None]:
    return {item.criterion.key: item.normal for item in sheet.items}
