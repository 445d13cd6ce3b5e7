"""Every worked scoring example is a test of its own; another file of the same format may be named.

PARTNERDESK_SCORING_EXAMPLES names that file. A case states a small instrument or the plain input of one rule in `given`
and what must come out in `expect`; only what `expect` names is compared.
"""

import os
from collections.abc import Callable, Mapping
from decimal import Decimal
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest

from partnerdesk.instruments import build, document, report
from partnerdesk.instruments.answer_file import respondents
from partnerdesk.instruments.blend import blend
from partnerdesk.instruments.disclosure import disclosure
from partnerdesk.instruments.gap import gap
from partnerdesk.instruments.model import SCALED, Instrument, Option, Scale
from partnerdesk.instruments.numbers import as_number, json_number
from partnerdesk.instruments.points_100 import points_100
from partnerdesk.instruments.rating import Points100, RiskMatrix
from partnerdesk.instruments.risk_matrix import risk
from partnerdesk.instruments.score import score_one
from partnerdesk.instruments.sheet import mean, normalised
from partnerdesk.instruments.spread import spread
from partnerdesk.instruments.text import Text
from partnerdesk.instruments.trend import trend

Raw = dict[str, Any]

SHIPPED = Path(__file__).parent.parent / "data" / "scoring-examples.yaml"
WORDS = {"en": "words", "fr": "mots"}
SPECIALS = [{"code": code, "label": WORDS} for code in ("NA", "DK")]
RISK_BANDS = [
    {"key": "low", "below_fraction": Decimal("0.15"), "rank": 3},
    {"key": "moderate", "below_fraction": Decimal("0.30"), "rank": 2},
    {"key": "significant", "below_fraction": Decimal("0.50"), "rank": 1},
    {"key": "high", "below_fraction": None, "rank": 0},
]
LIGHTS = {
    "red_value": 1,
    "amber_value": 2,
    "green_value": 3,
    "rating_rule": [
        {"band": "red", "any": [{"count": "red", "min": 3}]},
        {"band": "amber", "any": [{"count": "red", "min": 1}, {"count": "amber", "min": 4}]},
        {"band": "green", "any": []},
    ],
    "bands": [{"key": key, "rank": rank} for rank, key in enumerate(("red", "amber", "green"))],
}


def examples() -> list[Raw]:
    path = Path(os.environ.get("PARTNERDESK_SCORING_EXAMPLES") or SHIPPED)
    data: Any = document.read(path).data
    assert data["format"] == "partnerdesk-scoring-examples/1"
    cases: list[Raw] = data["examples"]
    assert cases
    return cases


@pytest.mark.parametrize("case", examples(), ids=lambda case: str(case["id"]))
def test_scoring_example(case: Raw) -> None:
    rule = RULES[case["rule"]]

    found = rule(case["given"])

    assert_matches(case["expect"], found, case["id"])


def assert_matches(wanted: object, found: object, where: str) -> None:
    """Compare what is wanted; numbers to four decimals, nothing with nothing."""
    if isinstance(wanted, dict):
        assert isinstance(found, Mapping), where
        for key, value in wanted.items():
            # A section that nobody is asked has no score, whether it is named or not.
            assert key in found or value is None, f"{where}.{key} is missing"
            assert_matches(value, found.get(key), f"{where}.{key}")
    elif isinstance(wanted, list):
        assert isinstance(found, list | tuple), where
        assert len(found) == len(wanted), where
        for number, (one, other) in enumerate(zip(wanted, found, strict=True)):
            assert_matches(one, other, f"{where}[{number}]")
    elif isinstance(wanted, int | Decimal) and not isinstance(wanted, bool):
        exact = as_number(found)
        assert exact is not None, where
        assert abs(exact - Fraction(wanted)) <= Fraction(1, 10_000), f"{where}: {found} instead of {wanted}"
    else:
        assert found == wanted, where


def scale_of(raw: Raw) -> Raw:
    low, high = raw.get("min", 0), raw.get("max", 4)
    values = raw.get("steps") or range(int(low), int(high) + 1)
    return {
        "direction": raw.get("direction", "higher_is_better"),
        "options": [{"value": value, "label": WORDS} for value in values],
        "special": SPECIALS,
    }


def instrument(sections: list[Raw], scoring: Raw, scales: Raw) -> Instrument:
    """Make a whole instrument of the few lines that an example gives."""

    def criterion(raw: Raw) -> Raw:
        basic = {"kind": SCALED, "scale": "default", "weight": 1, "required": True, "text": WORDS}
        return basic | {"na_allowed": True} | raw

    bands = [{"label": WORDS, "rank": rank} | band for rank, band in enumerate(scoring.get("bands", []))]
    return build.instrument(
        {
            "key": "example",
            "version": "1.0.0",
            "status": "draft",
            "kind": "assessment",
            "title": WORDS,
            "purpose": WORDS,
            "sources": [],
            "languages": ["en", "fr"],
            "adaptation": {"locked": [], "allowed": []},
            "scales": {key: scale_of(one) for key, one in scales.items()},
            "sections": [
                {"weight": 1, "title": WORDS} | section | {"criteria": [criterion(one) for one in section["criteria"]]}
                for section in sections
            ],
            "scoring": scoring | {"bands": bands},
            "lineage": {"parent": None},
        }
    )


def one_section(keys: list[Raw], scoring: Raw, top: int) -> Instrument:
    return instrument([{"key": "all", "criteria": keys}], scoring, {"default": {"min": 1, "max": top}})


def scored(form: Instrument, given: Raw, context: Raw | None = None) -> Raw:
    result = score_one(form, respondents(given, form), context or {})
    return report.result_json(result) | {"answered": result.answered, "applicable": result.applicable}


def weighted_mean(given: Raw) -> Raw:
    raw = given["instrument"]
    scoring = {key: value for key, value in raw.items() if key not in ("scales", "sections")}
    form = instrument(raw["sections"], {"method": "weighted_mean"} | scoring, raw.get("scales", {"default": {}}))
    return scored(form, given["answers"], given.get("context", raw.get("context")))


def risk_points(given: Raw) -> Raw:
    criteria = [{"key": one["key"], "key_question": one["key_question"]} for one in given["criteria"]]
    scoring = {"method": "risk_points", "rule": given["rule"], "bands": given.get("bands", RISK_BANDS)}
    form = one_section(criteria, scoring, top=4)
    answers = {one["key"]: one.get("value") for one in given["criteria"]}
    found = scored(form, answers)
    if given["rule"] == "v1":
        points = Fraction(found["points"])
        found["score"] = json_number(points / found["applicable"]) if found["applicable"] else None
    return found


def hundred_points(given: Raw) -> Raw:
    form = instrument(
        [{"key": "a", "criteria": [{"key": "a1"}]}], {"method": "none", "bands": given["bands"]}, {"default": {}}
    )
    points = Points100({one["key"]: Fraction(one["max"]) for one in given["sections"]}, form.scoring.bands)
    return report.hundred_json(points_100(points, {one["key"]: as_number(one["index"]) for one in given["sections"]}))


def listed(given: Raw, scoring: Raw) -> Raw:
    """Score a list of answers, one per criterion of a single section with the scale 1 to 3."""
    least = {"min_completeness": given["min_completeness"]} if "min_completeness" in given else {}
    answers = {f"q{number}": value for number, value in enumerate(given["answers"])}
    return scored(one_section([{"key": key} for key in answers], scoring | least, top=3), answers)


def count_met(given: Raw) -> Raw:
    bands = [{"key": key, "min_ratio": ratio} for key, ratio in given["bands"]]
    return listed(given, {"method": "count_met", "met_values": given["met_values"], "bands": bands})


def sum_values(given: Raw) -> Raw:
    bands = [{"key": key, "max_sum": most} for key, most in given["bands"]]
    return listed(given, {"method": "sum_values", "bands": bands})


def traffic_light(given: Raw) -> Raw:
    return listed(given, {"method": "traffic_light", "min_completeness": Decimal("0.8")} | LIGHTS)


def normals(answers: Raw, scale: Raw) -> dict[str, Fraction | None]:
    """Normalise answers on a scale that may have no steps, such as 0 to 100 with decimals."""
    ends = tuple(Option(Fraction(scale[end]), Text(WORDS)) for end in ("min", "max"))
    line = Scale("line", scale.get("direction", "higher_is_better") == "higher_is_better", ends)

    def normal(value: object) -> Fraction | None:
        numbers = [as_number(one) for one in (value if isinstance(value, list) else [value])]
        return mean([normalised(line, number) for number in numbers if number is not None])

    return {key: normal(value) for key, value in answers.items()}


def two_sided_gap(given: Raw) -> Raw:
    limits = [Fraction(given.get(name, usual)) for name, usual in (("aligned_below", 10), ("diverging_from", 25))]
    return report.gap_json(
        gap(
            normals(given["ours"], given["scale"]),
            normals(given["partner"], given["scale"]),
            {key: Fraction(weight) for key, weight in given["weights"].items()},
            *limits,
        )
    )


def two_rounds(given: Raw) -> Raw:
    before, now = given["previous"], given["current"]
    weights = {key: Fraction(weight) for key, weight in now["weights"].items()}
    known = {key: value for key, value in before["answers"].items() if key in before["weights"]}
    found = trend(
        normals(known, before["scale"]), normals(now["answers"], now["scale"]), weights, given.get("breaks", ())
    )
    return report.trend_json(found)


def inter_rater_spread(given: Raw) -> Raw:
    form = instrument([{"key": "a", "criteria": [{"key": "a1"}]}], {"method": "none"}, {"default": given["scale"]})
    return {key: report.spread_json(spread(form.scales["default"], one)) for key, one in given["answers"].items()}


def likelihood_times_impact(given: Raw) -> Raw:
    bands = [{"key": key, "min": least} for key, least in given["bands"]]
    form = instrument([{"key": "a", "criteria": [{"key": "a1"}]}], {"method": "none", "bands": bands}, {"default": {}})
    matrix = RiskMatrix((1, 5), (1, 5), form.scoring.bands)
    return report.risk_json(risk(matrix, given["likelihood"], given["impact"]))


def capacity_and_performance(given: Raw) -> Raw:
    found = blend(Fraction(given["capacity"]), Fraction(given["performance"]), given["closed_agreements"])
    return report.blend_json(found)


def small_groups(given: Raw) -> Raw:
    found = disclosure(given["respondents"], anonymous=given["anonymous"], minimum_group=given.get("minimum_group", 3))
    return {name: getattr(found, name) for name in ("show_score", "show_distribution", "show_comments")}


RULES: dict[str, Callable[[Raw], Raw]] = {
    "weighted_mean": weighted_mean,
    "risk_points": risk_points,
    "points_100": hundred_points,
    "count_met": count_met,
    "sum_values": sum_values,
    "traffic_light": traffic_light,
    "gap": two_sided_gap,
    "trend": two_rounds,
    "spread": inter_rater_spread,
    "risk_matrix": likelihood_times_impact,
    "capacity_performance_blend": capacity_and_performance,
    "disclosure": small_groups,
}
