"""Answering an assessment: what is asked, what may be answered, what is kept, and what two devices see."""

from collections.abc import Callable

import pytest

from partnerdesk import assessments
from partnerdesk.desk import Desk
from partnerdesk.errors import PartnerDeskError
from tests.core.usecases.assessing import answer_all, question, say, voice


def test_a_new_assessment_has_the_newest_version_a_reference_and_a_subject(desk: Desk, partner: str) -> None:
    assessment = assessments.start(desk, partner, "pop4")

    view = desk.view("assessment", assessment)
    assert (view["instrument"], view["subject"], view["status"]) == ("pop4 1.0.0", "us", "draft")
    assert view["reference"] == f"LBN-TYR-{view.created_at[:4]}-POP4-{desk.site[:2].upper()}001"


def test_references_of_one_desk_are_numbered_one_after_the_other(desk: Desk, partner: str) -> None:
    first, second = (assessments.start(desk, partner, "pulse") for _number in range(2))

    references = [str(desk.view("assessment", one)["reference"])[-3:] for one in (first, second)]
    assert references == ["001", "002"]


def test_an_instrument_that_does_not_judge_a_subject_is_refused(desk: Desk, partner: str) -> None:
    with pytest.raises(PartnerDeskError, match="does not judge “us”"):
        assessments.start(desk, partner, "pcr", subject="us")


def test_the_questions_name_whose_conduct_is_judged(desk: Desk, partner: str) -> None:
    of_us = assessments.sheet(desk, assessments.start(desk, partner, "pop4", subject="us"))
    of_them = assessments.sheet(desk, assessments.start(desk, partner, "pop4", subject="partner"))

    words = [one.words(next(one.instrument.criteria())).words for one in (of_us, of_them)]
    assert words[0].startswith("Office LBN-TYR negotiates")
    assert words[1].startswith("Association Cèdre negotiates")


def test_the_first_answer_of_a_side_makes_its_first_respondent(desk: Desk, partner: str) -> None:
    assessment = assessments.start(desk, partner, "pop4")
    assert voice(desk, assessment, "partner").view is None

    say(desk, assessment, "acc.balance", "partner", value=2, comment="Since June")

    asked = question(desk, assessment, "acc.balance", "partner")
    assert (asked.value, asked.comment) == (2, "Since June")
    assert voice(desk, assessment, "partner").view is not None


def test_saving_a_comment_leaves_the_answer_as_it_is(desk: Desk, partner: str) -> None:
    assessment = assessments.start(desk, partner, "pop4")
    say(desk, assessment, "acc.balance", value=2)

    say(desk, assessment, "acc.balance", comment="They said so")

    asked = question(desk, assessment, "acc.balance")
    assert (asked.value, asked.comment) == (2, "They said so")


def test_an_answer_can_be_taken_back(desk: Desk, partner: str) -> None:
    assessment = assessments.start(desk, partner, "pop4")
    say(desk, assessment, "acc.balance", value=2)

    say(desk, assessment, "acc.balance", value=None)

    assert question(desk, assessment, "acc.balance").value is None
    assert assessments.sheet(desk, assessment).sides["ours"].progress.answered == 0


def test_typing_on_with_what_the_last_save_returned_makes_no_conflict(desk: Desk, partner: str) -> None:
    assessment = assessments.start(desk, partner, "pop4")
    respondent = voice(desk, assessment).id
    saved = assessments.answer(desk, assessment, respondent, "acc.example", value="The r")

    assessments.answer(desk, assessment, respondent, "acc.example", value="The report", seen=saved.seen)

    asked = question(desk, assessment, "acc.example")
    assert (asked.value, asked.conflicts) == ("The report", ())


def test_a_value_outside_the_scale_is_refused(desk: Desk, partner: str) -> None:
    assessment = assessments.start(desk, partner, "pop4")

    with pytest.raises(PartnerDeskError, match=r"cannot be answered with “7”\. Allowed are: 0, 1, 2, 3, 4"):
        say(desk, assessment, "acc.balance", value=7)

    assert question(desk, assessment, "acc.balance").value is None


def test_not_applicable_is_refused_where_the_question_always_applies(desk: Desk, partner: str) -> None:
    assessment = assessments.start(desk, partner, "pcr")

    with pytest.raises(PartnerDeskError, match="cannot be answered with “NA”"):
        say(desk, assessment, "org.registration", value="NA")


def test_not_applicable_leaves_the_count_and_cannot_say_counts_as_open(desk: Desk, partner: str) -> None:
    assessment = assessments.start(desk, partner, "pop4")
    before = assessments.sheet(desk, assessment).sides["ours"].progress

    say(desk, assessment, "acc.balance", value="NA", comment="No roles to negotiate")
    say(desk, assessment, "acc.inform", value="DK")

    after = assessments.sheet(desk, assessment).sides["ours"].progress
    assert (after.answered, after.applicable) == (0, before.applicable - 1)


def test_a_follow_up_question_comes_with_the_answer_that_calls_for_it_and_is_kept_when_it_goes(
    desk: Desk, partner: str
) -> None:
    assessment = assessments.start(desk, partner, "psea8")
    keys = [one.criterion.key for one in voice(desk, assessment).questions]
    assert "ps.policy" in keys

    say(desk, assessment, "ps.policy", value=1)
    new = [one for one in voice(desk, assessment).questions if one.criterion.key not in keys]
    follow_up = new[0].criterion
    say(desk, assessment, follow_up.key, value="By June")
    say(desk, assessment, "ps.policy", value=3)

    now = voice(desk, assessment)
    assert now.question(follow_up.key) is None
    assert now.kept == 1


def test_a_section_that_does_not_apply_to_the_partner_is_not_asked(desk: Desk, partner: str) -> None:
    desk.change("partner", partner, {"has_subpartners": False})
    assessment = assessments.start(desk, partner, "pcr")

    assert all(one.section != "subpartners" for one in voice(desk, assessment).questions)


def test_a_fact_nobody_knows_leaves_the_questions_open(desk: Desk, partner: str) -> None:
    assessment = assessments.start(desk, partner, "pcr")

    assert any(one.section == "subpartners" for one in voice(desk, assessment).questions)


def test_an_assessment_may_state_a_fact_that_differs_from_the_partners_record(desk: Desk, partner: str) -> None:
    desk.change("partner", partner, {"has_subpartners": False})
    assessment = assessments.start(desk, partner, "pcr")

    assessments.set_circumstances(desk, assessment, {"partner.has_subpartners": True})

    assert any(one.section == "subpartners" for one in voice(desk, assessment).questions)


def test_early_end_is_asked_about_only_when_the_partnership_ends_early(desk: Desk, partner: str) -> None:
    on_term = assessments.start(desk, partner, "closure")
    early = assessments.start(desk, partner, "closure", context={"closure.type": "early"})

    sections = [{one.section for one in voice(desk, each).questions} for each in (on_term, early)]
    assert ["early_end" in each for each in sections] == [False, True]


def test_a_question_of_the_other_side_is_refused(desk: Desk, partner: str) -> None:
    assessment = assessments.start(desk, partner, "pop4")

    with pytest.raises(PartnerDeskError, match=r"does not ask this side “con\.agreed”"):
        assessments.answer(desk, assessment, voice(desk, assessment).id, "con.agreed", value="More visits")


def test_somebody_elses_respondent_is_refused(desk: Desk, partner: str) -> None:
    one, other = (assessments.start(desk, partner, "pop4") for _number in range(2))

    with pytest.raises(PartnerDeskError, match="does not belong to the assessment"):
        assessments.answer(desk, one, voice(desk, other).id, "acc.balance", value=2)


def test_several_respondents_of_a_side_are_scored_by_their_mean(desk: Desk, partner: str) -> None:
    assessment = assessments.start(desk, partner, "pop4")
    first, second = (
        assessments.add_respondent(desk, assessment, "partner", name=name, role="Director") for name in ("Ana", "Bea")
    )
    answer_all(desk, assessment, "partner", value=2, respondent=first)
    answer_all(desk, assessment, "partner", value=4, respondent=second)

    side = assessments.sheet(desk, assessment).sides["partner"]
    assert [one.name for one in side.voices] == ["Ana", "Bea"]
    assert side.result is not None
    assert side.result.display == "75.0"


def test_a_removed_respondent_takes_her_answers_along(desk: Desk, partner: str) -> None:
    assessment = assessments.start(desk, partner, "pop4")
    answer_all(desk, assessment, value=2)

    assessments.remove_respondent(desk, voice(desk, assessment).id)

    assert assessments.sheet(desk, assessment).begun == ()
    say(desk, assessment, "acc.balance", value=4)
    assert [one.value for one in voice(desk, assessment).questions if one.value is not None] == [4]


def test_no_rating_is_shown_while_the_form_is_unfinished(desk: Desk, partner: str) -> None:
    assessment = assessments.start(desk, partner, "pop4")
    say(desk, assessment, "acc.balance", value=4)

    result = assessments.sheet(desk, assessment).sides["ours"].result
    assert result is not None
    assert not result.is_rated
    assert (result.answered, result.applicable) == (1, 12)


def test_an_answer_bears_the_mark_of_its_question(desk: Desk, partner: str) -> None:
    assessment = assessments.start(desk, partner, "pop4")

    saved = say(desk, assessment, "res.power", value=1)

    assert desk.view("answer", saved.id)["sensitivity"] == "high"
    assert assessments.sheet(desk, assessment).sensitivity == "high"


def test_lowering_the_mark_of_an_answer_needs_more_than_a_click(desk: Desk, partner: str) -> None:
    assessment = assessments.start(desk, partner, "pop4")
    say(desk, assessment, "res.power", value=1)

    with pytest.raises(PartnerDeskError, match="Lowering the sensitivity"):
        say(desk, assessment, "res.power", sensitivity="low")


@pytest.fixture
def other(desk: Desk, make_desk: Callable[..., Desk]) -> Desk:
    assert desk.office == "LBN-TYR"
    return make_desk("Omar", "MENA-RO", "focal_point")


def test_two_devices_that_answer_the_same_question_differently_are_asked(
    desk: Desk, other: Desk, partner: str, carry: Callable[[Desk, Desk], None]
) -> None:
    assessment = assessments.start(desk, partner, "pop4")
    carry(desk, other)
    say(desk, assessment, "acc.balance", value=1)
    say(other, assessment, "acc.balance", value=4)

    carry(desk, other)
    carry(other, desk)

    here, there = (question(one, assessment, "acc.balance") for one in (desk, other))
    assert here.conflicts == there.conflicts == ("value",)
    assert here.value == there.value
    assert len(desk.children("answer", assessment_id=assessment)) == 1
    assert len(desk.children("respondent", assessment_id=assessment)) == 1


def test_a_new_answer_by_somebody_who_saw_the_conflict_settles_it_everywhere(
    desk: Desk, other: Desk, partner: str, carry: Callable[[Desk, Desk], None]
) -> None:
    assessment = assessments.start(desk, partner, "pop4")
    carry(desk, other)
    say(desk, assessment, "acc.balance", value=1)
    say(other, assessment, "acc.balance", value=4)
    carry(other, desk)

    say(desk, assessment, "acc.balance", value=2)
    carry(desk, other)

    here, there = (question(one, assessment, "acc.balance") for one in (desk, other))
    assert (here.value, here.conflicts) == (there.value, there.conflicts) == (2, ())


def test_two_devices_that_agree_are_not_asked(
    desk: Desk, other: Desk, partner: str, carry: Callable[[Desk, Desk], None]
) -> None:
    assessment = assessments.start(desk, partner, "pop4")
    carry(desk, other)
    say(desk, assessment, "acc.balance", value=3, comment="")
    say(other, assessment, "acc.balance", value=3)

    carry(other, desk)

    assert question(desk, assessment, "acc.balance").conflicts == ()


def test_an_answer_typed_before_another_device_s_arrived_does_not_overwrite_it(
    desk: Desk, other: Desk, partner: str, carry: Callable[[Desk, Desk], None]
) -> None:
    assessment = assessments.start(desk, partner, "pop4")
    carry(desk, other)
    opened = question(desk, assessment, "acc.balance")
    say(other, assessment, "acc.balance", value=4)
    carry(other, desk)

    assessments.answer(desk, assessment, voice(desk, assessment).id, "acc.balance", value=1, seen=opened.seen)

    assert question(desk, assessment, "acc.balance").conflicts == ("value",)


def test_what_a_region_answers_belongs_to_the_office_s_records(
    desk: Desk, other: Desk, partner: str, carry: Callable[[Desk, Desk], None]
) -> None:
    assessment = assessments.start(desk, partner, "pop4")
    carry(desk, other)

    saved = say(other, assessment, "acc.balance", value=4)

    assert other.view("answer", saved.id).scope == "LBN-TYR"
