"""The gap between our view and the partner's, per criterion and on average (rule 10)."""

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction

from partnerdesk.instruments.sheet import Sheet

ALIGNED, SOME_DIFFERENCE, DIVERGING, NOT_PAIRED = "aligned", "some_difference", "diverging", "not_paired"


@dataclass(frozen=True, slots=True)
class Gap:
    """Gaps from -100 to 100, ours minus partner's; the signed mean is never shown without the absolute one."""

    criterion_gaps: Mapping[str, Fraction | None]
    labels: Mapping[str, str]
    paired: int
    signed_gap: Fraction | None
    mean_absolute_gap: Fraction | None


def gap(
    ours: Mapping[str, Fraction | None],
    partner: Mapping[str, Fraction | None],
    weights: Mapping[str, Fraction],
    aligned_below: Fraction = Fraction(10),
    diverging_from: Fraction = Fraction(25),
) -> Gap:
    """Compare normalised answers (0 to 100) of the criteria in `weights` that both sides answered."""
    gaps: dict[str, Fraction | None] = {}
    for key in weights:
        one, other = ours.get(key), partner.get(key)
        gaps[key] = None if one is None or other is None else one - other
    paired = {key: value for key, value in gaps.items() if value is not None}
    weight = sum((weights[key] for key in paired), Fraction(0))
    signed = sum((weights[key] * value for key, value in paired.items()), Fraction(0))
    absolute = sum((weights[key] * abs(value) for key, value in paired.items()), Fraction(0))
    return Gap(
        criterion_gaps=gaps,
        labels={key: _label(value, aligned_below, diverging_from) for key, value in gaps.items()},
        paired=len(paired),
        signed_gap=signed / weight if weight else None,
        mean_absolute_gap=absolute / weight if weight else None,
    )


def _label(value: Fraction | None, aligned_below: Fraction, diverging_from: Fraction) -> str:
    if value is None:
        return NOT_PAIRED
    if abs(value) < aligned_below:
        return ALIGNED
    return SOME_DIFFERENCE if abs(value) < diverging_from else DIVERGING


def gap_of(ours: Sheet, partner: Sheet) -> Gap:
    """Compare two sheets of one instrument: every rated criterion that either side was asked, by its own weight."""
    scoring = ours.instrument.scoring
    rated = {
        item.criterion.key: item.criterion for sheet in (ours, partner) for part in sheet.parts for item in part.items
    }
    return gap(
        ours=_normals(ours),
        partner=_normals(partner),
        weights={one.key: rated[one.key].weight for one in ours.instrument.criteria() if one.key in rated},
        aligned_below=scoring.aligned_below,
        diverging_from=scoring.diverging_from,
    )


def _normals(sheet: Sheet) -> dict[str, Fraction | None]:
    return {item.criterion.key: item.normal for part in sheet.parts for item in part.items}
