"""Results in lists, trends, and both views side by side, with what may not be shown left out."""

from collections.abc import Callable
from fractions import Fraction

import pytest

from partnerdesk import assessments
from partnerdesk.desk import Desk
from partnerdesk.errors import PartnerDeskError
from tests.core.usecases.assessing import answer_all, question, say, submitted, validated, voice


def result(desk: Desk, assessment: str) -> str:
    return assessments.results(desk, [assessment])[assessment].text


def test_a_list_shows_rating_and_score_of_a_finished_form(desk: Desk, partner: str) -> None:
    assessment = submitted(desk, partner, value=3)

    assert result(desk, assessment) == "Solid (75.0)"


def test_a_list_shows_how_far_an_unfinished_form_is_and_no_rating(desk: Desk, partner: str) -> None:
    assessment = assessments.start(desk, partner, "pop4")
    assert result(desk, assessment) == "Not begun"

    say(desk, assessment, "acc.balance", value=4)

    assert result(desk, assessment) == "1 of 12 answered"


def test_a_list_and_the_page_show_the_same(desk: Desk, partner: str) -> None:
    desk.change("partner", partner, {"has_subpartners": False, "holds_stock": True})
    assessment = assessments.start(desk, partner, "pcr")
    answer_all(desk, assessment, value=2)
    answer_all(desk, assessment, "partner", value=1)

    lines = assessments.results(desk, [assessment])[assessment].lines
    sides = assessments.sheet(desk, assessment).sides
    assert {name: line.result for name, line in lines.items()} == {name: side.result for name, side in sides.items()}


def test_the_agreed_view_goes_before_ours_and_the_detail_names_each(desk: Desk, partner: str) -> None:
    assessment = assessments.start(desk, partner, "pop4")
    answer_all(desk, assessment, value=4)
    answer_all(desk, assessment, "joint", value=3)

    outcome = assessments.results(desk, [assessment])[assessment]
    assert outcome.text == "Solid (75.0)"
    assert outcome.detail == "Our view: Exemplary (100.0) · Agreed view: Solid (75.0)"


def test_an_assessment_with_an_instrument_of_a_newer_version_says_so(desk: Desk, partner: str) -> None:
    assessment = desk.create("assessment", {"partner_id": partner, "instrument": "pop4 9.0.0"})

    assert "Version 9.0.0 of the instrument “pop4” is not here" in result(desk, assessment)


def test_an_assessment_that_is_not_here_is_left_out(desk: Desk) -> None:
    assert assessments.results(desk, ["0" * 32]) == {}


def test_too_few_anonymous_answers_show_nothing(desk: Desk, partner: str) -> None:
    assessment = assessments.start(desk, partner, "pulse")
    for count in range(3):
        respondent = assessments.add_respondent(desk, assessment, "partner", anonymous=True)
        answer_all(desk, assessment, "partner", value=3, respondent=respondent)
        if count == 1:
            assert result(desk, assessment) == "Too few anonymous answers to show"

    assert result(desk, assessment) == "Green"


@pytest.mark.parametrize(("before", "now", "label"), [(1, 3, "improved"), (3, 3, "stable"), (3, 2, "declined")])
def test_a_second_round_is_compared_with_the_one_before(
    desk: Desk, partner: str, before: int, now: int, label: str
) -> None:
    submitted(desk, partner, value=before, done_on="2024-03-01")
    second = submitted(desk, partner, value=now, done_on="2026-03-01")

    line = assessments.results(desk, [second], trends=True)[second].main
    assert line is not None
    assert line.trend is not None
    assert line.trend.label == label


def test_the_first_round_and_other_instruments_have_no_trend(desk: Desk, partner: str) -> None:
    first = submitted(desk, partner, value=1, done_on="2024-03-01")
    other = submitted(desk, partner, "ghp5", value=3, done_on="2026-03-01")

    outcomes = assessments.results(desk, [first, other], trends=True)
    assert [line.trend for outcome in outcomes.values() for line in outcome.lines.values()] == [None, None]


def test_a_revision_is_compared_with_the_round_before_not_with_what_it_revises(desk: Desk, partner: str) -> None:
    submitted(desk, partner, value=1, done_on="2024-03-01")
    revised = validated(desk, partner, value=4, done_on="2025-03-01")
    revision = assessments.revise(desk, revised)

    line = assessments.results(desk, [revision], trends=True)[revision].main
    assert line is not None
    assert line.trend is not None
    assert line.trend.label == "improved"


def test_both_views_stand_side_by_side_with_the_gap(desk: Desk, partner: str) -> None:
    assessment = assessments.start(desk, partner, "pop4")
    answer_all(desk, assessment, value=3)
    answer_all(desk, assessment, "partner", value=3)
    say(desk, assessment, "acc.balance", "partner", value=1)

    rows = {row.criterion.key: row for row in assessments.compare(assessments.sheet(desk, assessment))}
    row = rows["acc.balance"]
    assert (row.ours.values, row.partner.values, row.gap, row.label) == ((3,), (1,), Fraction(50), "diverging")
    assert (rows["acc.inform"].gap, rows["acc.inform"].label) == (Fraction(0), "aligned")
    assert rows["con.agreed"].label == "not_paired"


def test_the_mean_of_several_answers_stands_beside_the_other_view(desk: Desk, partner: str) -> None:
    assessment = assessments.start(desk, partner, "pop4")
    for value in (1, 2):
        respondent = assessments.add_respondent(desk, assessment, "partner", name=str(value))
        assessments.answer(desk, assessment, respondent, "acc.balance", value=value)

    row = next(iter(assessments.compare(assessments.sheet(desk, assessment))))
    assert (row.partner.values, row.partner.mean, row.gap) == ((1, 2), Fraction(3, 2), None)


@pytest.fixture
def respondent(desk: Desk, make_desk: Callable[..., Desk]) -> Desk:
    """Give the desk of somebody who answers for the partner."""
    assert desk.identity.role == "field_officer"
    return make_desk("Ana", "CEDRE", "partner_respondent")


def test_the_partner_does_not_see_our_view_before_both_are_complete(
    desk: Desk, respondent: Desk, partner: str, carry: Callable[[Desk, Desk], None]
) -> None:
    assessment = assessments.start(desk, partner, "pop4")
    answer_all(desk, assessment, value=1)
    carry(desk, respondent)
    say(respondent, assessment, "acc.balance", "partner", value=3)

    sheet = assessments.sheet(respondent, assessment)
    assert sheet.sides["ours"].withheld
    assert sheet.sides["ours"].result is None
    assert question(respondent, assessment, "acc.balance").value is None
    assert sheet.scores.gap is None
    assert set(assessments.results(respondent, [assessment])[assessment].lines) == {"partner"}
    assert voice(desk, assessment).question("acc.balance") is not None
    assert question(desk, assessment, "acc.balance").value == 1


def test_the_partner_sees_our_view_once_both_are_complete(
    desk: Desk, respondent: Desk, partner: str, carry: Callable[[Desk, Desk], None]
) -> None:
    assessment = assessments.start(desk, partner, "pop4")
    answer_all(desk, assessment, value=1)
    carry(desk, respondent)
    answer_all(respondent, assessment, "partner", value=3)

    sheet = assessments.sheet(respondent, assessment)
    assert not sheet.sides["ours"].withheld
    assert sheet.scores.gap is not None
    assert set(assessments.results(respondent, [assessment])[assessment].lines) == {"ours", "partner"}


def test_the_partner_does_not_write_our_view(
    desk: Desk, respondent: Desk, partner: str, carry: Callable[[Desk, Desk], None]
) -> None:
    assessment = assessments.start(desk, partner, "pop4")
    carry(desk, respondent)

    with pytest.raises(PartnerDeskError, match="You answer for the partner's side"):
        say(respondent, assessment, "acc.balance", value=4)
