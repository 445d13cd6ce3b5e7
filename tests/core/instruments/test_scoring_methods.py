"""Scoring the shipped instruments: what the worked examples leave open."""

from fractions import Fraction

import pytest

from partnerdesk.instruments import library
from partnerdesk.instruments.model import Answers
from partnerdesk.instruments.report import to_json
from partnerdesk.instruments.result import band_words
from partnerdesk.instruments.score import score, score_one
from partnerdesk.instruments.sheet import sheet
from partnerdesk.instruments.trend import trend_of

POP4, GHP5, PCR = library.get("pop4"), library.get("ghp5"), library.get("pcr")
PSEA8, PSEA6, PULSE, RAC = library.get("psea8"), library.get("psea6"), library.get("pulse"), library.get("rac")
CLOSURE = library.get("closure")


def everywhere(key: str, value: object) -> dict[str, object]:
    """Answer every scale of an instrument with the same value."""
    return {one.key: value for one in library.get(key).criteria() if one.kind == "scale"}


def test_an_unfinished_form_has_a_score_and_no_rating() -> None:
    answers = {"acc.balance": 4, "acc.inform": 4}

    result = score_one(POP4, [answers], {}, "ours")

    assert (result.display, result.final_band, result.is_rated) == ("100.0", "insufficient_data", False)
    assert result.completeness == Fraction(1, 6)
    assert band_words(POP4.scoring, result.final_band, "en") == "Not enough answers for a rating"


@pytest.mark.parametrize("key", ["pop4", "ghp5", "closure", "psea8", "psea6", "pcr", "pulse"])
def test_a_form_nobody_touched_is_never_rated(key: str) -> None:
    result = score_one(library.get(key), [{}], {})

    assert (result.answered, result.is_rated) == (0, False)


def test_a_form_where_nothing_applies_is_not_rated() -> None:
    result = score_one(POP4, [everywhere("pop4", "NA")], {})

    assert (result.score, result.completeness, result.final_band) == (None, None, "not_rated")
    assert band_words(POP4.scoring, "not_rated") == "Not rated"


def test_one_weak_principle_holds_the_others_down() -> None:
    answers = everywhere("pop4", 4) | {"res.context": 0, "res.power": 0, "res.humility": 0}

    result = score_one(POP4, [answers], {})

    assert (result.display, result.computed_band, result.final_band) == ("75.0", "solid", "emerging")
    assert result.capped_by == ("indivisible",)


def test_a_failing_critical_criterion_caps_and_gives_the_reason() -> None:
    critical = next(one for one in GHP5.criteria() if one.critical)
    answers = everywhere("ghp5", 5) | {critical.key: 2}

    result = score_one(GHP5, [answers], {})

    assert (result.computed_band, result.final_band, result.capped_by) == ("exemplary", "developing", (critical.key,))
    assert result.caps[0].reason is not None
    assert result.caps[0].reason.words("en") == "Abuse by aid workers has to be prevented firmly and all the time."


def test_risk_points_come_with_areas_and_the_hundred_points() -> None:
    answers = everywhere("pcr", 1) | {"fin.manual": 4, "fin.segregation": 4}
    context = {"partner.has_branches": False, "partner.holds_stock": False, "partner.has_subpartners": False}

    result = score_one(PCR, [answers], context)

    assert result.points is not None
    assert (result.points.points, result.points.applicable) == (Fraction(47), 33)
    assert [float(limit) for limit in result.points.thresholds] == [47.85, 62.7, 82.5]
    assert (result.final_band, result.areas["finance"].band) == ("low", "high")
    assert "subpartners" not in result.section_scores
    assert result.hundred is not None
    assert (result.hundred.score, result.hundred.band) == (Fraction(75 + 10) * 100 / 95, "low")


def test_a_partner_that_is_not_registered_is_high_risk_whatever_the_points() -> None:
    result = score_one(PCR, [everywhere("pcr", 1) | {"org.registration": 4}], {})

    assert (result.computed_band, result.final_band, result.capped_by) == ("low", "high", ("org.registration",))
    assert result.follow_up is not None


def test_a_half_filled_risk_form_does_not_look_safe() -> None:
    result = score_one(PCR, [{"org.registration": 1, "org.integrity": 1}], {})

    assert result.final_band == "insufficient_data"
    assert result.hundred is not None
    assert result.hundred.band == "insufficient_data"
    assert result.areas["organisation"].band == "insufficient_data"


def test_standards_met_are_counted_over_those_that_apply() -> None:
    answers = everywhere("psea8", 3) | {"ps.contracts": "NA", "ps.policy": 2}

    result = score_one(PSEA8, [answers], {})

    assert (result.met, result.applicable, result.final_band, result.risk) == (6, 7, "medium_capacity", "moderate")


def test_a_standard_counts_as_met_only_when_all_respondents_say_so() -> None:
    result = score_one(PSEA8, [everywhere("psea8", 3), everywhere("psea8", 3) | {"ps.policy": 2}], {})

    assert (result.met, result.final_band) == (7, "medium_capacity")


def test_levels_are_added_up_and_an_open_one_leaves_no_rating() -> None:
    assert score_one(PSEA6, [everywhere("psea6", 2)], {}).final_band == "moderate"
    assert score_one(PSEA6, [everywhere("psea6", 2) | {"p6.policy": None}], {}).final_band == "insufficient_data"


def test_respondents_halfway_between_two_lights_show_the_worse_one() -> None:
    green, red = everywhere("pulse", 3), everywhere("pulse", 3) | {"pu.trust": 2, "pu.money": 1}

    result = score_one(PULSE, [green, red], {})

    assert result.lights == {"red": 0, "amber": 2, "green": 8}
    assert (result.final_band, result.score) == ("green", None)


def test_risks_of_a_consultation_are_rated_one_by_one() -> None:
    table = [
        {"risk": "a", "likelihood": 5, "impact": 4},
        {"risk": "b", "likelihood": 2},
        {"likelihood": 9, "impact": 9},
    ]

    result = score_one(RAC, [{"rk.table": table, "ac.level": 4}], {})

    assert [(one.value, one.band) for one in result.risks["rk.table"]] == [
        (20, "critical"),
        (None, "not_rated"),
        (None, "not_rated"),
    ]
    assert result.final_band == "not_rated"
    assert band_words(RAC.scoring, "critical", "fr") == "Critique"


def test_an_answer_to_a_hidden_question_does_not_count() -> None:
    answers = everywhere("closure", 2) | {"ee.monitoring": 0}

    result = score_one(CLOSURE, [answers], {"closure.type": "on_term"})

    assert "early_end" not in result.section_scores


def test_each_respondent_counts_where_she_was_asked() -> None:
    asked: Answers = {"ps.policy": 1, "ps.policy.gap": "No policy yet"}

    laid_out = sheet(PSEA8, [asked, {"ps.policy": 3, "ps.policy.gap": "an old answer"}], {}, None)

    assert laid_out.others["ps.policy.gap"] == ("No policy yet",)


def test_the_gap_and_the_spread_come_with_both_views() -> None:
    ours, partner = everywhere("pop4", 4), everywhere("pop4", 1)

    scores = score(POP4, {"ours": [ours, ours], "partner": [partner]}, {})

    assert scores.gap is not None
    assert (scores.gap.signed_gap, scores.gap.mean_absolute_gap, scores.gap.paired) == (Fraction(75), Fraction(75), 12)
    assert set(to_json(scores, spread=True)["spread"]) == {"ours"}
    assert set(to_json(scores)) == {"ours", "partner", "gap"}
    assert to_json(scores, spread=True)["spread"]["ours"]["acc.balance"] == {
        "n": 2,
        "range_steps": 0,
        "sd": 0,
        "agreement": 1,
        "flag": False,
    }


def test_one_view_alone_has_no_gap() -> None:
    assert score(POP4, {"joint": [everywhere("pop4", 2)]}, {}).gap is None


def test_a_trend_over_whole_forms_is_the_difference_of_their_scores() -> None:
    early = {"closure.type": "on_term"}
    before = everywhere("closure", 1) | {"ql.learning": 4}
    now = everywhere("closure", 1) | {"rt.objectives": 4}

    found = trend_of(sheet(CLOSURE, [before], early, None), sheet(CLOSURE, [now], early, None))

    scores = [score_one(CLOSURE, [answers], early).score for answers in (before, now)]
    assert (found.previous_score, found.current_score) == tuple(scores)
    assert found.coverage == 1


def test_rounds_with_too_little_in_common_are_not_compared() -> None:
    now = sheet(POP4, [everywhere("pop4", 3)], {}, None)
    before = sheet(POP4, [{"acc.balance": 3, "acc.inform": 1}], {}, None)

    found = trend_of(before, now)

    assert (found.label, found.delta, found.coverage) == ("not_comparable", None, Fraction(1, 6))
