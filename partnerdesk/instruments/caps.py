"""From a score to a rating: bands by inclusive lower limit, critical criteria, indivisible principles (rules 6 to 8)."""

from collections.abc import Iterator, Mapping, Sequence
from fractions import Fraction

from partnerdesk.instruments.rating import Band, Scoring
from partnerdesk.instruments.result import INDIVISIBLE, INSUFFICIENT, NOT_RATED, Cap
from partnerdesk.instruments.sheet import Item, Sheet


def band_at(bands: Sequence[Band], score: Fraction) -> Band | None:
    """Return the band of an unrounded score: the highest whose lower limit it reaches."""
    reached = [band for band in bands if band.minimum is not None and band.minimum <= score]
    return max(reached, key=lambda band: band.minimum or 0, default=None)


def without_rating(sheet: Sheet) -> str | None:
    """Say why there can be no rating: nothing applies, or too little is answered; None where there can be one."""
    if not sheet.applicable:
        return NOT_RATED
    if Fraction(sheet.answered, sheet.applicable) < sheet.instrument.scoring.min_completeness:
        return INSUFFICIENT
    return None if sheet.answered else NOT_RATED


def capped(scoring: Scoring, computed: Band, caps: Sequence[Cap]) -> tuple[Band, tuple[Cap, ...]]:
    """Return the final band and the caps that brought it down; a cap never improves, the worst wins."""
    ranked = [(band, cap) for cap in caps if (band := scoring.band(cap.band)) and band.rank < computed.rank]
    if not ranked:
        return computed, ()
    final = min((band for band, _cap in ranked), key=lambda band: band.rank)
    return final, tuple(cap for band, cap in ranked if band.rank == final.rank)


def critical_caps(items: Sequence[Item]) -> Iterator[Cap]:
    """Give a cap for each critical criterion that fails for at least one respondent."""
    for item in items:
        if item.fails and (critical := item.criterion.critical):
            yield Cap(item.criterion.key, critical.cap_band, critical.reason)


def indivisible_cap(scoring: Scoring, section_scores: Mapping[str, Fraction | None]) -> Iterator[Cap]:
    """Give the cap that the weakest of these sections sets: its band and so many steps more."""
    scores = [score for score in section_scores.values() if score is not None]
    if scoring.steps_above_weakest is None or not scores:
        return
    weakest = band_at(scoring.bands, min(scores))
    if weakest is None:
        return
    ladder = sorted(scoring.bands, key=lambda band: band.rank)
    step = min(ladder.index(weakest) + scoring.steps_above_weakest, len(ladder) - 1)
    yield Cap(INDIVISIBLE, ladder[step].key)
