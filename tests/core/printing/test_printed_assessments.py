"""Filled forms: words first, ratings only of finished forms, and nothing that the audience may not read."""

from collections.abc import Callable
from pathlib import Path

import pytest

from partnerdesk.instruments import library
from partnerdesk.printing import print_form
from partnerdesk.printing.answered import Answered
from partnerdesk.printing.snapshot import Action, Audience, FormSnapshot, Reply, Respondent

Read = Callable[[Path], str]
Count = Callable[[Path], int]
Described = Callable[[Path], dict[str, str]]
NewForm = Callable[..., FormSnapshot]
NewRespondent = Callable[..., Respondent]

SECRET = "The director asked us to hire his cousin."


def test_words_and_agreements_come_before_results_and_questions(
    assessment: NewForm,
    respondent: NewRespondent,
    tmp_path: Path,
    read: Read,
) -> None:
    joint = Respondent("joint", "Workshop", {"con.agreed": Reply("Joint visits work well.")})

    print_form(assessment([respondent(), joint]), tmp_path / "form.pdf")

    text = read(tmp_path / "form.pdf")
    places = [text.index(words) for words in ("Joint visits work well.", "Discuss the budget first", "Results")]
    assert places == sorted(places)
    assert text.index("Results") < text.index("Questions and answers")


def test_chosen_steps_of_both_sides_stand_side_by_side_with_the_gap(
    assessment: NewForm,
    respondent: NewRespondent,
    tmp_path: Path,
    read: Read,
) -> None:
    people = [respondent("ours"), respondent("partner", {"acc.balance": 1})]

    print_form(assessment(people), tmp_path / "form.pdf")

    text = read(tmp_path / "form.pdf")
    assert "☑ 3 Consistent" in text
    assert "☑ 1 Occasional" in text
    assert "Views diverge (+50.0)" in text


def test_several_respondents_are_counted_by_what_they_chose(
    assessment: NewForm,
    respondent: NewRespondent,
    tmp_path: Path,
    read: Read,
) -> None:
    print_form(
        assessment([respondent(), respondent(), respondent(changes={"acc.inform": "DK"})]), tmp_path / "form.pdf"
    )

    text = read(tmp_path / "form.pdf")
    assert "☑ 3 Consistent × 2" in text
    assert "☑ Cannot say" in text


def test_a_finished_form_shows_its_rating_and_score(
    assessment: NewForm,
    respondent: NewRespondent,
    tmp_path: Path,
    read: Read,
) -> None:
    print_form(assessment([respondent()]), tmp_path / "form.pdf")

    text = read(tmp_path / "form.pdf")
    assert "Developing 64.6 of 100 12 of 12" in text


def test_an_unfinished_form_has_no_rating(
    assessment: NewForm,
    respondent: NewRespondent,
    tmp_path: Path,
    read: Read,
) -> None:
    unanswered = dict.fromkeys(["tra.clarity", "tra.learning", "tra.sharing", "res.context", "res.power"])

    print_form(assessment([respondent(changes=unanswered)]), tmp_path / "form.pdf")

    text = read(tmp_path / "form.pdf")
    assert "7 of 12 answered, no rating" in text
    assert "Developing" not in text


def test_comments_keep_their_signs_and_are_no_mark_up(
    assessment: NewForm,
    respondent: NewRespondent,
    tmp_path: Path,
    read: Read,
) -> None:
    person = respondent()
    comment = '<img src="file:///etc/passwd"/> 5 < 7 & <b>so on'
    person = Respondent("ours", "", {**person.replies, "acc.balance": Reply(3, comment)})

    print_form(assessment([person]), tmp_path / "form.pdf")

    assert comment in read(tmp_path / "form.pdf")


def test_a_question_asked_in_several_sections_is_told_with_its_section(
    assessment: NewForm, respondent: NewRespondent, tmp_path: Path, read: Read
) -> None:
    person = respondent()
    replies = {**person.replies, "tra.example": Reply("We got the budget in time.", "Seen in May.")}

    print_form(assessment([Respondent("ours", "", replies)]), tmp_path / "form.pdf")

    text = read(tmp_path / "form.pdf")
    assert "8. Give one recent example that supports your ratings. (Transparency)" in text
    assert "We got the budget in time. Seen in May." in text


def test_a_comment_without_an_answer_is_printed(assessment: NewForm, tmp_path: Path, read: Read) -> None:
    replies = {"con.agreed": Reply(None, "We ran out of time."), "con.actions": Reply(None, "To be listed later.")}

    print_form(assessment([Respondent("joint", "", replies)]), tmp_path / "form.pdf")

    text = read(tmp_path / "form.pdf")
    assert "We ran out of time." in text
    assert "To be listed later." in text
    assert "None" not in text


def test_an_enormous_comment_takes_some_pages_and_no_more(
    assessment: NewForm,
    respondent: NewRespondent,
    tmp_path: Path,
    page_count: Count,
) -> None:
    person = respondent()
    replies = {**person.replies, "acc.balance": Reply(3, "mot " * 25_000), "acc.example": Reply("x" * 100_000)}

    print_form(assessment([Respondent("ours", "", replies)]), tmp_path / "form.pdf")

    assert 10 < page_count(tmp_path / "form.pdf") < 80


def test_what_the_audience_may_not_read_is_not_in_the_file(
    assessment: NewForm,
    respondent: NewRespondent,
    tmp_path: Path,
    read: Read,
) -> None:
    person = respondent()
    person = Respondent("ours", "", {**person.replies, "res.power": Reply(1, SECRET), "equ.risk": Reply(2)})
    audience = Audience("partner", "moderate", ("Al-Nour Association",))
    actions = (Action("Replace the director", "Tyre office", None, "Open", "severe"),)

    print_form(assessment([person], audience=audience, actions=actions), tmp_path / "form.pdf")

    text = read(tmp_path / "form.pdf")
    assert SECRET not in text
    assert "Replace the director" not in text
    assert text.count("[masked: confidential]") == 2
    assert "3 entries are left out or masked." in text
    assert "Recipients: Al-Nour Association" in text


def test_a_score_that_would_give_a_masked_answer_away_is_masked(assessment: NewForm, respondent: NewRespondent) -> None:
    audience = Audience("partner", "moderate")

    both = Answered(assessment([respondent()], audience=audience), 500)
    one = Answered(assessment([respondent(changes={"equ.risk": None})], audience=audience), 500)

    assert both.hidden_sections("ours") == {"respect", "equity"}
    assert not both.hides_total("ours")
    assert one.hidden_sections("ours") == {"respect"}
    assert one.hides_total("ours")


def test_without_an_audience_everything_is_printed_and_the_paper_says_so(
    assessment: NewForm,
    respondent: NewRespondent,
    tmp_path: Path,
    read: Read,
) -> None:
    person = respondent()
    person = Respondent("ours", "", {**person.replies, "res.power": Reply(1, SECRET)})

    print_form(assessment([person]), tmp_path / "form.pdf")

    assert SECRET in read(tmp_path / "form.pdf")
    assert "For use inside the office only." in read(tmp_path / "form.pdf")


def test_two_anonymous_people_are_not_shown(
    assessment: NewForm,
    respondent: NewRespondent,
    tmp_path: Path,
    read: Read,
) -> None:
    hidden = [
        Respondent("partner", "Amal", {"acc.balance": Reply(0, "Never again.")}, anonymous=True) for _number in range(2)
    ]

    print_form(assessment([respondent(), *hidden]), tmp_path / "form.pdf")

    text = read(tmp_path / "form.pdf")
    assert "Fewer than three people answered anonymously." in text
    assert "2 anonymous respondents" in text
    assert "Amal" not in text
    assert "Never again." not in text
    assert "☑ 0 Not practised" not in text


def test_questions_that_do_not_apply_are_not_printed(assessment: NewForm, tmp_path: Path, read: Read) -> None:
    person = Respondent("joint", "", {"cd.capacity": Reply(2)})
    closure = library.get("closure")

    print_form(assessment([person], instrument=closure, context={"closure.type": "on_term"}), tmp_path / "form.pdf")

    assert "Early termination" not in read(tmp_path / "form.pdf")


def test_a_critical_answer_tells_why_the_rating_is_lower(assessment: NewForm, tmp_path: Path, read: Read) -> None:
    pcr = library.get("pcr")
    low = {one.key: Reply(1) for one in pcr.criteria()}
    person = Respondent("ours", "", {**low, "org.registration": Reply(4)})

    print_form(assessment([person], instrument=pcr, subject=None), tmp_path / "form.pdf")

    assert "Lowered from “Low risk”: No valid registration (question 1)." in read(tmp_path / "form.pdf")


def test_risks_are_rated_by_likelihood_and_impact(assessment: NewForm, tmp_path: Path, read: Read) -> None:
    risk = {"risk": "Road closed", "likelihood": 4, "impact": 5, "carried_by": "Al-Nour", "measure": "Second road"}
    person = Respondent("joint", "", {"rk.table": Reply([risk]), "ac.constraints": Reply(["terrain", "mines"])})

    print_form(assessment([person], instrument=library.get("rac"), subject=None), tmp_path / "form.pdf")

    text = read(tmp_path / "form.pdf")
    assert "Road closed 4 5 Al-Nour Second road Critical (20)" in text
    assert "☑ Roads, weather, distance" in text


@pytest.mark.parametrize("key", [title.key for title in library.titles()])
@pytest.mark.parametrize("language", ["fr", "ar"])
def test_any_instrument_prints_with_every_first_choice_taken(
    key: str, language: str, assessment: NewForm, tmp_path: Path, page_count: Count
) -> None:
    instrument = library.get(key)
    replies = {
        one.key: Reply(one.scale.options[0].answer if one.scale else one.options[0].code if one.options else "مثال (1)")
        for one in instrument.criteria()
    }
    people = [Respondent(perspective, "", replies) for perspective in instrument.perspectives]

    print_form(assessment(people, instrument=instrument, language=language), tmp_path / "form.pdf")

    assert 1 <= page_count(tmp_path / "form.pdf") <= 12


def test_answers_that_no_version_knows_are_printed_as_they_are(assessment: NewForm, tmp_path: Path, read: Read) -> None:
    odd = {
        "acc.balance": Reply("from a newer version"),
        "con.agreed": Reply({"text": "a table"}),
        "acc.inform": Reply([]),
    }

    print_form(assessment([Respondent("joint", "", odd)]), tmp_path / "form.pdf")

    assert "☑ from a newer version" in read(tmp_path / "form.pdf")


def test_the_same_assessment_is_the_same_file(assessment: NewForm, respondent: NewRespondent, tmp_path: Path) -> None:
    first, second = tmp_path / "1.pdf", tmp_path / "2.pdf"

    print_form(assessment([respondent()]), first)
    print_form(assessment([respondent()]), second)

    assert first.read_bytes() == second.read_bytes()


def test_the_file_names_neither_people_nor_partner_in_its_metadata(
    assessment: NewForm,
    respondent: NewRespondent,
    tmp_path: Path,
    metadata: Described,
) -> None:
    print_form(assessment([respondent(name="Amal Haddad")]), tmp_path / "form.pdf")

    described = metadata(tmp_path / "form.pdf")
    assert described["Title"].startswith("Principles of partnership")
    assert described["Subject"] == "POP4-7F3A91C2-5"
    assert not [value for value in described.values() if "Amal" in value or "Al-Nour" in value]
