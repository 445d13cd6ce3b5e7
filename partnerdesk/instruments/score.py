"""Scoring answers: from what respondents said to results per perspective, the gap and the spread. Pure and exact."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction

from partnerdesk.instruments.caps import band_at, capped, critical_caps, indivisible_cap, without_rating
from partnerdesk.instruments.counts import (
    band_of_lights,
    band_of_ratio,
    band_of_sum,
    count_lights,
    count_met,
    sum_values,
)
from partnerdesk.instruments.gap import Gap, gap_of
from partnerdesk.instruments.model import Answers, Context, Instrument
from partnerdesk.instruments.points_100 import points_100
from partnerdesk.instruments.rating import Band
from partnerdesk.instruments.result import INSUFFICIENT, NOT_RATED, Hundred, Result
from partnerdesk.instruments.risk_matrix import risks
from partnerdesk.instruments.risk_points import risk_points
from partnerdesk.instruments.sheet import Sheet, sheet
from partnerdesk.instruments.spread import Spread, spreads_of
from partnerdesk.instruments.weighted import section_scores, total


@dataclass(frozen=True, slots=True)
class Scores:
    """The results of an assessment by perspective, and how our view and the partner's compare."""

    instrument: Instrument
    results: Mapping[str, Result]
    gap: Gap | None
    sheets: Mapping[str, Sheet]

    def spreads(self, perspective: str) -> dict[str, Spread]:
        """Return how far the respondents of a perspective lie apart, by criterion."""
        return spreads_of(self.sheets[perspective])


def score(instrument: Instrument, answers_by_perspective: Mapping[str, Sequence[Answers]], context: Context) -> Scores:
    """Score every perspective that is there; each holds the answers of its respondents.

    An agreed (joint) view is scored as it was entered, never computed from the others. There is a gap when both ours
    and the partner's view are there.
    """
    sheets = {
        perspective: sheet(instrument, respondents, context, perspective)
        for perspective, respondents in answers_by_perspective.items()
    }
    return Scores(
        instrument=instrument,
        results={
            perspective: replace(rate(one), respondents=len(answers_by_perspective[perspective]))
            for perspective, one in sheets.items()
        },
        gap=gap_of(sheets["ours"], sheets["partner"]) if "ours" in sheets and "partner" in sheets else None,
        sheets=sheets,
    )


def score_one(
    instrument: Instrument, respondents: Sequence[Answers], context: Context, perspective: str | None = None
) -> Result:
    """Score one perspective: the answers of its respondents."""
    return replace(rate(sheet(instrument, respondents, context, perspective)), respondents=len(respondents))


def rate(sheet: Sheet) -> Result:
    """Score and rate a sheet by the method of its instrument."""
    scores = section_scores(sheet)
    unrated = Result(
        scores, total(sheet, scores), sheet.answered, sheet.applicable, NOT_RATED, NOT_RATED, blank=sheet.blank
    )
    return _METHODS[sheet.instrument.scoring.method](sheet, unrated)


def _rated(sheet: Sheet, result: Result, computed: Band | str | None) -> Result:
    """Give a result its bands: none for an unfinished form, else the computed one and what is left after all caps."""
    scoring = sheet.instrument.scoring
    band = scoring.band(computed) if isinstance(computed, str) else computed
    if (reason := without_rating(sheet)) or band is None:
        # Answers without a band are answers of sections that are themselves too incomplete for a score.
        reason = reason or INSUFFICIENT
        return replace(result, computed_band=reason, final_band=reason)
    counted = {part.key: result.section_scores[part.key] for part in sheet.counted}
    caps = (*critical_caps(sheet.critical), *indivisible_cap(scoring, counted))
    final, effective = capped(scoring, band, caps)
    return replace(
        result,
        computed_band=band.key,
        final_band=final.key,
        caps=effective,
        follow_up=final.follow_up,
        risk=final.risk,
    )


def _weighted_mean(sheet: Sheet, result: Result) -> Result:
    bands = sheet.instrument.scoring.bands
    return _rated(sheet, result, None if result.score is None else band_at(bands, result.score))


def _risk_points(sheet: Sheet, result: Result) -> Result:
    scoring = sheet.instrument.scoring
    points = risk_points(sheet.items, scoring)
    areas = {part.key: risk_points(part.items, scoring) for part in sheet.parts}
    result = replace(result, points=points, areas=areas, hundred=_hundred(sheet, result))
    return _rated(sheet, result, points.band)


def _hundred(sheet: Sheet, result: Result) -> Hundred | None:
    """Count the points out of 100; as little as any other rating of an unfinished form."""
    points = sheet.instrument.scoring.points_100
    if points is None:
        return None
    hundred = points_100(points, result.section_scores)
    reason = without_rating(sheet)
    return Hundred(hundred.score, reason) if reason else hundred


def _points_100(sheet: Sheet, result: Result) -> Result:
    hundred = _hundred(sheet, result)
    if hundred is None:
        return _rated(sheet, result, None)
    return _rated(sheet, replace(result, hundred=hundred, score=hundred.score), hundred.band)


def _count_met(sheet: Sheet, result: Result) -> Result:
    scoring = sheet.instrument.scoring
    met = count_met(sheet.items, scoring.met_values)
    ratio = Fraction(met, sheet.applicable) if sheet.applicable else None
    result = replace(result, met=met, score=None if ratio is None else 100 * ratio)
    return _rated(sheet, result, None if ratio is None else band_of_ratio(scoring.bands, ratio))


def _sum_values(sheet: Sheet, result: Result) -> Result:
    total_sum = sum_values(sheet.items) if sheet.answered else None
    result = replace(result, sum=total_sum, score=total_sum)
    bands = sheet.instrument.scoring.bands
    return _rated(sheet, result, None if total_sum is None else band_of_sum(bands, total_sum))


def _traffic_light(sheet: Sheet, result: Result) -> Result:
    scoring = sheet.instrument.scoring
    lights = count_lights(sheet.items, scoring)
    # Ten lights are talked about one by one: a mean of them would hide the red one.
    return _rated(sheet, replace(result, lights=lights, score=None), band_of_lights(scoring.rating_rules, lights))


def _none(sheet: Sheet, result: Result) -> Result:
    matrix = sheet.instrument.scoring.risk_matrix
    kinds = {criterion.key: criterion.kind for criterion in sheet.instrument.criteria()}
    if matrix is None:
        return result
    tables = {key: given for key, given in sheet.others.items() if kinds[key] == "risk_matrix"}
    return replace(result, risks={key: risks(matrix, given) for key, given in tables.items()})


_METHODS: Mapping[str, Callable[[Sheet, Result], Result]] = {
    "weighted_mean": _weighted_mean,
    "risk_points": _risk_points,
    "points_100": _points_100,
    "count_met": _count_met,
    "sum_values": _sum_values,
    "traffic_light": _traffic_light,
    "none": _none,
}
