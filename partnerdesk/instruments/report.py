"""Scores as plain data for JSON: numbers rounded to four decimals, nothing that only the program understands."""

from collections.abc import Mapping
from decimal import Decimal
from fractions import Fraction
from typing import Any

from partnerdesk.instruments.blend import Blend
from partnerdesk.instruments.gap import Gap
from partnerdesk.instruments.numbers import displayed, json_number
from partnerdesk.instruments.result import Hundred, Points, Result, Risk
from partnerdesk.instruments.score import Scores
from partnerdesk.instruments.spread import Spread
from partnerdesk.instruments.trend import Trend

Json = dict[str, Any]


def to_json(scores: Scores, *, spread: bool = False) -> Json:
    """Return the results by perspective and the gap; on request the spread of several respondents too."""
    found: Json = {perspective: result_json(result) for perspective, result in scores.results.items()}
    if scores.gap is not None:
        found["gap"] = gap_json(scores.gap)
    if spread:
        found["spread"] = {
            perspective: {key: spread_json(one) for key, one in scores.spreads(perspective).items()}
            for perspective, result in scores.results.items()
            if result.respondents > 1
        }
    return found


def result_json(result: Result) -> Json:
    """Return what every method has, then what the method of this instrument adds."""
    return {
        "section_scores": _numbers(result.section_scores),
        "score": json_number(result.score),
        "completeness": json_number(result.completeness),
        "computed_band": result.computed_band,
        "final_band": result.final_band,
        "capped_by": list(result.capped_by),
        "display": result.display,
        **_by_method(result),
    }


def _by_method(result: Result) -> Json:
    found: Json = {}
    if result.points is not None:
        found |= points_json(result.points)
        found["areas"] = {key: points_json(area) for key, area in result.areas.items()}
    if result.met is not None:
        found |= {"met": result.met, "applicable": result.applicable, "band": result.computed_band}
    if result.sum is not None:
        found |= {"sum": json_number(result.sum), "band": result.computed_band}
    if result.lights is not None:
        found |= {**result.lights, "band": result.computed_band}
    if result.risks:
        found["risks"] = {key: [risk_json(one) for one in rows] for key, rows in result.risks.items()}
    if result.hundred is not None:
        found["alternative"] = hundred_json(result.hundred)
    return found


def points_json(points: Points) -> Json:
    """Return risk points with their limits."""
    return {
        "points": json_number(points.points),
        "applicable": points.applicable,
        "thresholds": [json_number(limit) for limit in points.thresholds],
        "band": points.band,
    }


def hundred_json(hundred: Hundred) -> Json:
    """Return points out of 100."""
    return {"score": json_number(hundred.score), "display": displayed(hundred.score), "band": hundred.band}


def risk_json(risk: Risk) -> Json:
    """Return one rated risk."""
    return {"value": risk.value, "band": risk.band}


def gap_json(gap: Gap) -> Json:
    """Return the gaps, signed and absolute mean side by side."""
    return {
        "criterion_gaps": _numbers(gap.criterion_gaps),
        "paired": gap.paired,
        "signed_gap": json_number(gap.signed_gap),
        "mean_absolute_gap": json_number(gap.mean_absolute_gap),
        "labels": dict(gap.labels),
    }


def spread_json(spread: Spread) -> Json:
    """Return how far respondents lie apart on one criterion."""
    return {
        "n": spread.n,
        "range_steps": spread.range_steps,
        "sd": _decimal(spread.sd),
        "agreement": json_number(spread.agreement),
        "flag": spread.flag,
    }


def trend_json(trend: Trend) -> Json:
    """Return the comparison of two rounds."""
    return {
        "compared": list(trend.compared),
        "coverage": json_number(trend.coverage),
        "previous_score": json_number(trend.previous_score),
        "current_score": json_number(trend.current_score),
        "delta": json_number(trend.delta),
        "label": trend.label,
    }


def blend_json(blend: Blend) -> Json:
    """Return the blend of capacity and performance."""
    return {"capacity_weight": json_number(blend.capacity_weight), "score": json_number(blend.score)}


def _numbers(values: Mapping[str, Fraction | None]) -> dict[str, int | float | None]:
    return {key: json_number(value) for key, value in values.items()}


def _decimal(value: Decimal | None) -> int | float | None:
    return None if value is None else json_number(Fraction(value))
