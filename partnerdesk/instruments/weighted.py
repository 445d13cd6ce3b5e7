"""Scores by weighted mean: of criteria in a section, of sections in the total (rules 3 to 5)."""

from collections.abc import Mapping
from fractions import Fraction

from partnerdesk.instruments.sheet import Part, Sheet


def section_scores(sheet: Sheet) -> dict[str, Fraction | None]:
    """Return the score of each section that is asked; none where too little of it is answered (rule 5)."""
    least = sheet.instrument.scoring.section_min_completeness
    return {part.key: _section(part, least) for part in sheet.parts}


def _section(part: Part, least: Fraction) -> Fraction | None:
    complete = part.completeness
    return None if complete is None or complete < least else part.mean


def total(sheet: Sheet, scores: Mapping[str, Fraction | None]) -> Fraction | None:
    """Return the weighted mean of the section scores; a section without one gives its weight to the others (rule 4)."""
    weighted = [(part.weight, score) for part in sheet.counted if (score := scores[part.key]) is not None]
    weight = sum((weight for weight, _score in weighted), Fraction(0))
    return sum((weight * score for weight, score in weighted), Fraction(0)) / weight if weight else None
