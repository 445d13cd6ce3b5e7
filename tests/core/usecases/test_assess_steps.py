"""The life of an assessment: each step with what stands in its way, and revisions."""

from collections.abc import Callable

import pytest

from partnerdesk import assessments
from partnerdesk.desk import Desk
from partnerdesk.errors import PartnerDeskError
from tests.core.usecases.assessing import answer_all, question, say, submitted, validated, voice


def status(desk: Desk, assessment: str) -> object:
    return desk.view("assessment", assessment)["status"]


def refusal(step: Callable[[], object]) -> str:
    """Return what the person is told who tries this step."""
    with pytest.raises(PartnerDeskError) as told:
        step()
    assert str(told.value).endswith(".")
    return str(told.value)


def test_an_assessment_nobody_has_answered_is_not_submitted(desk: Desk, partner: str) -> None:
    assessment = assessments.start(desk, partner, "pop4")

    told = refusal(lambda: assessments.submit(desk, assessment))

    assert told == "Nobody has answered yet, so there is nothing to submit. Nothing was changed."
    assert status(desk, assessment) == "draft"


def test_open_required_questions_are_counted_and_the_first_three_named(desk: Desk, partner: str) -> None:
    assessment = assessments.start(desk, partner, "pop4")
    say(desk, assessment, "acc.balance", value=3)

    told = refusal(lambda: assessments.submit(desk, assessment))

    assert told.startswith("Our view: 11 required questions are open: “Office LBN-TYR warns and consults")
    assert told.count("“") == 3
    assert "and 8 more." in told


def test_only_the_sides_that_have_begun_must_be_complete(desk: Desk, partner: str) -> None:
    assessment = assessments.start(desk, partner, "pop4", perspectives=("ours", "partner"))
    answer_all(desk, assessment)

    assessments.submit(desk, assessment)

    assert status(desk, assessment) == "submitted"


def test_a_side_that_has_begun_keeps_the_other_from_being_submitted(desk: Desk, partner: str) -> None:
    assessment = assessments.start(desk, partner, "pop4")
    answer_all(desk, assessment)
    say(desk, assessment, "acc.balance", "partner", value=3)

    assert refusal(lambda: assessments.submit(desk, assessment)).startswith("Partner's view: 11 required questions")


def test_a_question_that_one_respondent_left_out_is_answered_by_the_others(desk: Desk, partner: str) -> None:
    assessment = assessments.start(desk, partner, "pop4")
    first, second = (assessments.add_respondent(desk, assessment, "ours", name=name) for name in ("Ana", "Bea"))
    answer_all(desk, assessment, respondent=first)
    assessments.answer(desk, assessment, second, "acc.balance", value=1)

    assessments.submit(desk, assessment)

    assert status(desk, assessment) == "submitted"


def test_a_critical_question_must_be_answered_by_everybody(desk: Desk, partner: str) -> None:
    assessment = assessments.start(desk, partner, "pcr")
    first, second = (assessments.add_respondent(desk, assessment, "ours", name=name) for name in ("Ana", "Bea"))
    answer_all(desk, assessment, value=1, respondent=first)
    answer_all(desk, assessment, value=1, respondent=second)
    assessments.answer(desk, assessment, second, "org.registration", value=None)

    told = refusal(lambda: assessments.submit(desk, assessment))

    assert told.startswith("Our view: 1 required question is open: “The organisation is validly registered")


def test_cannot_say_is_an_answer_that_may_be_submitted(desk: Desk, partner: str) -> None:
    assessment = assessments.start(desk, partner, "pop4")
    answer_all(desk, assessment)
    say(desk, assessment, "acc.balance", value="DK")

    assessments.submit(desk, assessment)

    assert status(desk, assessment) == "submitted"


def test_not_applicable_needs_a_comment(desk: Desk, partner: str) -> None:
    assessment = assessments.start(desk, partner, "pop4")
    answer_all(desk, assessment)
    say(desk, assessment, "acc.balance", value="NA")
    assert "1 answer needs a comment that explains it" in refusal(lambda: assessments.submit(desk, assessment))

    say(desk, assessment, "acc.balance", comment="There is no money between us")
    assessments.submit(desk, assessment)

    assert status(desk, assessment) == "submitted"


def test_an_answer_without_the_evidence_it_needs_is_named(desk: Desk, partner: str) -> None:
    assessment = assessments.start(desk, partner, "pcr")
    answer_all(desk, assessment, value=1)
    say(desk, assessment, "org.registration", evidence=[{"type": "budget", "reference": "Folder 3"}])

    told = refusal(lambda: assessments.submit(desk, assessment))

    assert "Our view: 1 answer needs evidence: “The organisation is validly registered" in told


def test_an_assessment_of_one_agreement_names_it_before_it_is_submitted(desk: Desk, partner: str) -> None:
    assessment = assessments.start(desk, partner, "closure", perspectives=("ours",))
    say(desk, assessment, voice(desk, assessment).questions[0].criterion.key, value=None, comment="Soon")

    assert "choose which" in refusal(lambda: assessments.submit(desk, assessment))


def test_submitting_notes_who_and_when_and_closes_the_answers(desk: Desk, partner: str) -> None:
    assessment = submitted(desk, partner)

    view = desk.view("assessment", assessment)
    assert view["submitted_by"] == "Rana"
    assert view["done_on"]
    told = refusal(lambda: assessments.answer(desk, assessment, voice(desk, assessment).id, "acc.balance", value=1))
    assert told.startswith("This assessment was submitted, so its answers are closed. Nothing was changed.")
    assert "was submitted" in refusal(lambda: assessments.add_respondent(desk, assessment, "ours"))


def test_what_becomes_known_of_the_partner_later_does_not_change_what_was_submitted(desk: Desk, partner: str) -> None:
    desk.change("partner", partner, {"has_subpartners": False})
    assessment = submitted(desk, partner, "pcr", value=1)

    desk.change("partner", partner, {"has_subpartners": True})

    sheet = assessments.sheet(desk, assessment)
    assert all(one.section != "subpartners" for one in sheet.sides["ours"].voices[0].questions)
    assert assessments.results(desk, [assessment])[assessment].text.startswith("Low risk")


def test_sending_back_needs_a_comment_which_the_author_reads_after_reopening(desk: Desk, partner: str) -> None:
    assessment = submitted(desk, partner)
    assert refusal(lambda: assessments.send_back(desk, assessment, " ")).startswith("Write what is to be corrected.")

    assessments.send_back(desk, assessment, "Say where the figures come from")
    assert "Reopen it" in refusal(lambda: say(desk, assessment, "acc.balance", value=1))
    assessments.reopen(desk, assessment)
    say(desk, assessment, "acc.balance", value=1)

    view = desk.view("assessment", assessment)
    assert (view["status"], view["status_note"]) == ("draft", "Say where the figures come from")
    assert question(desk, assessment, "acc.balance").value == 1


def test_a_draft_is_not_validated(desk: Desk, partner: str) -> None:
    assessment = assessments.start(desk, partner, "pop4")

    told = refusal(lambda: assessments.validate(desk, assessment, "In a hurry"))

    assert "“Validate” is not possible in the state “Draft”" in told


def test_its_author_validates_only_with_a_written_reason(make_desk: Callable[..., Desk]) -> None:
    focal = make_desk("Omar", "MENA-RO", "focal_point")
    partner = focal.create("partner", {"legal_name": "Association Cèdre", "org_type": ["ngo"]})
    assessment = submitted(focal, partner)
    assert refusal(lambda: assessments.validate(focal, assessment)).startswith("You submitted this assessment yourself")

    assessments.validate(focal, assessment, "The office has one person")

    view = focal.view("assessment", assessment)
    assert (view["status"], view["validated_by"], view["status_note"]) == (
        "validated",
        "Omar",
        "The office has one person",
    )


def test_another_officer_validates_only_with_a_written_reason(
    desk: Desk, partner: str, make_desk: Callable[..., Desk], carry: Callable[[Desk, Desk], None]
) -> None:
    colleague = make_desk("Lina")
    assessment = submitted(desk, partner)
    carry(desk, colleague)

    told = refusal(lambda: assessments.validate(colleague, assessment))

    assert told.startswith("Assessments are validated by a focal point.")


def test_a_focal_point_validates_and_the_officer_sees_it(
    desk: Desk, partner: str, make_desk: Callable[..., Desk], carry: Callable[[Desk, Desk], None]
) -> None:
    focal = make_desk("Omar", "MENA-RO", "focal_point")
    assessment = submitted(desk, partner)
    carry(desk, focal)

    assessments.validate(focal, assessment)
    carry(focal, desk)

    view = desk.view("assessment", assessment)
    assert (view["status"], view["validated_by"], view.conflicts) == ("validated", "Omar", ())


def test_nothing_is_validated_with_one_principle_blank(desk: Desk, partner: str) -> None:
    assessment = assessments.start(desk, partner, "pop4")
    answer_all(desk, assessment)
    for criterion in ("res.context", "res.power", "res.humility"):
        say(desk, assessment, criterion, value="NA", comment="They never met")
    assessments.submit(desk, assessment)

    told = refusal(lambda: assessments.validate(desk, assessment, "The office has one person"))

    assert told.startswith("Our view: the principles go together, and there is no score for: Respect.")


def test_sharing_tells_everything_that_is_missing(desk: Desk, partner: str) -> None:
    assessment = assessments.start(desk, partner, "pop4")
    answer_all(desk, assessment)
    say(desk, assessment, "acc.balance", comment="Their director told us in confidence")
    assessments.submit(desk, assessment)
    assessments.validate(desk, assessment, "Nobody else could be reached")

    told = refusal(lambda: assessments.share(desk, assessment))

    assert "The partner was not asked for its view yet." in told
    assert "It holds comments." in told
    assert "Write who receives it." in told
    assert status(desk, assessment) == "validated"


def test_sharing_records_the_recipients(desk: Desk, partner: str) -> None:
    assessment = validated(desk, partner)

    assessments.share(desk, assessment, shared_with="Their director, on paper", partner_invited_on="2026-02-01")

    view = desk.view("assessment", assessment)
    assert (view["status"], view["shared_with"], view["partner_invited_on"]) == (
        "shared",
        "Their director, on paper",
        "2026-02-01",
    )


def test_a_partner_that_has_answered_need_not_be_invited(desk: Desk, partner: str) -> None:
    assessment = assessments.start(desk, partner, "pop4")
    answer_all(desk, assessment)
    answer_all(desk, assessment, "partner")
    assessments.submit(desk, assessment)
    assessments.validate(desk, assessment, "Nobody else could be reached")

    assessments.share(desk, assessment, shared_with="Their director")

    assert status(desk, assessment) == "shared"


def test_cancelling_needs_a_reason(desk: Desk, partner: str) -> None:
    assessment = assessments.start(desk, partner, "pop4")
    assert refusal(lambda: assessments.cancel(desk, assessment, "")).startswith("Write why")

    assessments.cancel(desk, assessment, "The office was closed")

    view = desk.view("assessment", assessment)
    assert (view["status"], view["status_note"]) == ("cancelled", "The office was closed")
    assert "was cancelled" in refusal(lambda: say(desk, assessment, "acc.balance", value=1))


def test_a_revision_takes_everything_along_and_leaves_the_old_one_as_it_was(desk: Desk, partner: str) -> None:
    old = assessments.start(desk, partner, "pop4")
    answer_all(desk, old, value=3)
    assessments.add_respondent(desk, old, "partner", name="Ana", anonymous=True)
    say(desk, old, "acc.balance", comment="As agreed in March")
    assessments.submit(desk, old)
    assessments.validate(desk, old, "Nobody else could be reached")

    new = assessments.revise(desk, old, reason="The figures were wrong")
    say(desk, new, "acc.balance", value=1)

    view = desk.view("assessment", new)
    assert (view["status"], view["revision"], view["revision_of"]) == ("draft", 2, old)
    assert (view["status_note"], view["validated_by"], view["done_on"]) == ("The figures were wrong", None, None)
    assert view["reference"] != desk.view("assessment", old)["reference"]
    assert (question(desk, new, "acc.balance").value, question(desk, new, "acc.balance").comment) == (
        1,
        "As agreed in March",
    )
    assert question(desk, new, "acc.inform").value == 3
    assert (voice(desk, new, "partner").name, voice(desk, new, "partner").anonymous) == ("Ana", True)
    assert (status(desk, old), question(desk, old, "acc.balance").value) == ("validated", 3)


def test_a_draft_is_not_revised(desk: Desk, partner: str) -> None:
    assessment = assessments.start(desk, partner, "pop4")

    assert refusal(lambda: assessments.revise(desk, assessment)).startswith("Only what was validated is revised")


def test_there_is_one_revision_at_a_time(desk: Desk, partner: str) -> None:
    old = validated(desk, partner)
    first = assessments.revise(desk, old)
    reference = str(desk.view("assessment", first)["reference"])
    assert reference in refusal(lambda: assessments.revise(desk, old))

    assessments.cancel(desk, first, "Not needed")

    assert assessments.revise(desk, old) != first


def test_the_recipients_are_told_before_something_shared_is_revised(desk: Desk, partner: str) -> None:
    old = validated(desk, partner)
    assessments.share(desk, old, shared_with="Their director", partner_invited_on="2026-02-01")
    assert "was shared with Their director" in refusal(lambda: assessments.revise(desk, old))

    new = assessments.revise(desk, old, recipients_informed=True)

    assert status(desk, new) == "draft"
    assert desk.view("assessment", new)["shared_with"] is None
