"""What must hold for any answers: bounds, monotony, caps that never improve, and no favour to order."""

from fractions import Fraction
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from partnerdesk.instruments import library
from partnerdesk.instruments.model import Answers, Instrument
from partnerdesk.instruments.result import Result
from partnerdesk.instruments.score import score_one

POP4, GHP5, PCR, CLOSURE = library.get("pop4"), library.get("ghp5"), library.get("pcr"), library.get("closure")


def scaled(instrument: Instrument) -> list[str]:
    return [one.key for one in instrument.criteria() if one.kind == "scale"]


def full(instrument: Instrument) -> st.SearchStrategy[dict[str, Any]]:
    """Answer every scale with one of its steps."""
    return st.fixed_dictionaries(
        {
            one.key: st.sampled_from([option.answer for option in one.scale.options])
            for one in instrument.criteria()
            if one.scale
        }
    )


def patchy(instrument: Instrument) -> st.SearchStrategy[dict[str, Any]]:
    """Answer as people do: steps, NA, DK and nothing."""
    return st.fixed_dictionaries(
        {
            one.key: st.sampled_from([*(option.answer for option in one.scale.options), "NA", "DK", None])
            for one in instrument.criteria()
            if one.scale
        }
    )


def rank(instrument: Instrument, band: str) -> int:
    found = instrument.scoring.band(band)
    assert found is not None
    return found.rank


def rated(instrument: Instrument, answers: Answers) -> Result:
    return score_one(instrument, [answers], {})


@given(patchy(POP4))
def test_scores_stay_between_0_and_100(answers: dict[str, object]) -> None:
    result = rated(POP4, answers)

    for score in (result.score, *result.section_scores.values()):
        assert score is None or 0 <= score <= 100
    assert 0 <= result.answered <= result.applicable


@given(full(GHP5), st.sampled_from(scaled(GHP5)))
def test_a_better_answer_never_makes_anything_worse(answers: dict[str, int], key: str) -> None:
    worse, better = answers | {key: min(answers[key], 4)}, answers | {key: min(answers[key], 4) + 1}

    one, other = rated(GHP5, worse), rated(GHP5, better)

    assert (one.score or 0) <= (other.score or 0)
    assert rank(GHP5, one.final_band) <= rank(GHP5, other.final_band)


@given(full(PCR), st.sampled_from(scaled(PCR)))
def test_a_higher_risk_never_lowers_points_or_the_rating(answers: dict[str, int], key: str) -> None:
    safer, riskier = answers | {key: min(answers[key], 3)}, answers | {key: min(answers[key], 3) + 1}

    one, other = rated(PCR, safer), rated(PCR, riskier)

    assert one.points is not None
    assert other.points is not None
    assert one.points.points < other.points.points
    assert rank(PCR, one.final_band) >= rank(PCR, other.final_band)


@given(full(GHP5))
def test_a_cap_never_improves_and_is_named_only_where_it_lowers(answers: dict[str, object]) -> None:
    result = rated(GHP5, answers)

    assert rank(GHP5, result.final_band) <= rank(GHP5, result.computed_band)
    assert bool(result.caps) == (result.final_band != result.computed_band)


@given(full(POP4))
def test_no_rating_is_more_than_one_step_above_the_weakest_principle(answers: dict[str, object]) -> None:
    result = rated(POP4, answers)

    weakest = min(score for score in result.section_scores.values() if score is not None)
    bands = [band for band in POP4.scoring.bands if (band.minimum or 0) <= weakest]
    assert rank(POP4, result.final_band) <= max(band.rank for band in bands) + 1


@given(full(POP4), st.sampled_from(scaled(POP4)))
def test_not_applicable_leaves_the_score_as_if_the_question_were_not_there(
    answers: dict[str, object], key: str
) -> None:
    section = POP4.section_of(key)
    assert section is not None
    others = [one.key for one in section.criteria if one.scale and one.key != key]

    result = rated(POP4, answers | {key: "NA"})

    steps = [Fraction(str(answers[other])) for other in others]
    assert result.section_scores[section.key] == sum(steps) * 25 / len(steps)
    assert result.applicable == 11


@given(st.lists(patchy(CLOSURE), min_size=2, max_size=4), st.randoms())
def test_the_order_of_respondents_does_not_matter(respondents: list[dict[str, object]], random: Any) -> None:
    shuffled = list(respondents)
    random.shuffle(shuffled)

    assert score_one(CLOSURE, respondents, {}) == score_one(CLOSURE, shuffled, {})


@given(patchy(POP4))
def test_two_who_agree_count_as_one(answers: dict[str, object]) -> None:
    one, two = score_one(POP4, [answers], {}), score_one(POP4, [answers, answers], {})

    assert (one.score, one.final_band, one.completeness) == (two.score, two.final_band, two.completeness)


@given(patchy(PCR))
def test_only_finished_risk_forms_are_rated(answers: dict[str, object]) -> None:
    result = rated(PCR, answers)

    assert result.is_rated == (0 < result.answered == result.applicable)
