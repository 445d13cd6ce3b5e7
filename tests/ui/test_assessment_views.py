"""The other parts of an assessment's page: both views, agreed actions, details, and paper."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from partnerdesk import assessments
from partnerdesk.desk import Desk
from tests.ui.assessing import a_partner, answer_scaled, answered, make_desk, open_page, press, texts
from tests.ui.reachable import settle, unnamed, unreachable
from ui.jobs import Jobs
from ui.widgets.compare import Comparison


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    """Give the desk of a field officer."""
    opened = make_desk(tmp_path / "workspace")
    yield opened
    opened.close()


@pytest.fixture
def pop4(desk: Desk) -> str:
    """Give an assessment of the four principles that nobody has answered."""
    return assessments.start(desk, a_partner(desk), "pop4")


def test_both_views_stand_side_by_side_with_their_gap(qtbot: QtBot, desk: Desk, jobs: Jobs, pop4: str) -> None:
    answer_scaled(desk, pop4, "ours", 3)
    answer_scaled(desk, pop4, "partner", 2)
    assessments.answer(desk, pop4, assessments.first_respondent(pop4, "partner"), "res.power", value=3)

    page = open_page(qtbot, desk, jobs, f"{pop4}/views")

    shown = texts(page.view.compared)
    assert "22.9 points of 100" in shown
    assert "Some difference (16.7)" in shown
    assert "Diverging (\u200e+25.0)" in shown
    assert "Aligned (\u200e±0.0)" in shown


def test_the_weakest_principle_comes_first(qtbot: QtBot, desk: Desk, jobs: Jobs, pop4: str) -> None:
    answer_scaled(desk, pop4, "ours", 3)
    answer_scaled(desk, pop4, "partner", 3)
    for key in ("equ.leadership", "equ.voice", "equ.risk"):
        assessments.answer(desk, pop4, assessments.first_respondent(pop4, "partner"), key, value=0)

    page = open_page(qtbot, desk, jobs, f"{pop4}/views")

    table = page.view.compared.findChildren(Comparison)[0]
    headings = [one.text() for one in table.findChildren(QLabel) if one.property("role") == "label"]
    assert headings[0] == "Equity"


def test_a_partners_respondent_does_not_see_our_view_before_both_are_complete(
    qtbot: QtBot, tmp_path: Path, jobs: Jobs
) -> None:
    desk = make_desk(tmp_path / "partner", "Nadia", "partner_respondent")
    record = assessments.start(desk, a_partner(desk), "pop4")
    desk.create(
        "answer",
        {
            "assessment_id": record,
            "respondent_id": desk.create("respondent", {"assessment_id": record, "perspective": "ours"}),
            "criterion": "acc.balance",
            "value": 4,
        },
    )

    page = open_page(qtbot, desk, jobs, f"{record}/views")
    page.show_target(f"{record}/questions")
    page.view.answering.sections.sides["ours"].click()
    settle()

    assert "Our view is shown once both sides are complete" in texts(page.view)
    assert "Exemplary" not in texts(page.view.compared)
    desk.close()


def test_an_action_is_agreed_from_a_question_and_named_there(qtbot: QtBot, desk: Desk, jobs: Jobs, pop4: str) -> None:
    page = open_page(qtbot, desk, jobs, pop4)

    page.view.answering.agree_asked.emit("acc.inform")
    press("Monthly call with the partner")
    page.view.follow_up.editors["responsible"].setFocus()
    press("Nadia")
    page.view.follow_up.record.click()

    actions = desk.children("action", assessment_id=pop4)
    assert [(one["description"], one["criterion"], one["responsible"]) for one in actions] == [
        ("Monthly call with the partner", "acc.inform", "Nadia")
    ]
    assert page.view.follow_up.list.model.rowCount() == 1


def test_what_was_agreed_answers_the_question_that_asks_for_it(qtbot: QtBot, desk: Desk, jobs: Jobs, pop4: str) -> None:
    page = open_page(qtbot, desk, jobs, f"{pop4}/con.actions")

    page.view.answering.agree_asked.emit("con.actions")
    press("Share the budget early")
    page.view.follow_up.record.click()

    recorded = desk.children("action", assessment_id=pop4)[0].id
    assert answered(desk, pop4, "con.actions", "joint") == [recorded]


def test_an_action_that_was_typed_is_recorded_when_the_page_is_left(
    qtbot: QtBot, desk: Desk, jobs: Jobs, pop4: str
) -> None:
    page = open_page(qtbot, desk, jobs, f"{pop4}/actions")

    page.view.follow_up.begin()
    press("Translate the form")
    page.show_target("")

    assert [one["description"] for one in desk.children("action", assessment_id=pop4)] == ["Translate the form"]


def test_details_are_saved_while_they_are_typed(qtbot: QtBot, desk: Desk, jobs: Jobs, pop4: str) -> None:
    page = open_page(qtbot, desk, jobs, f"{pop4}/about")

    page.view.about.editor.form_of("conclusion").editor("conclusion").setFocus()
    press("We go on together")
    page.flush()

    assert assessments.sheet(desk, pop4).assessment["conclusion"] == "We go on together"


def test_a_circumstance_opens_the_questions_that_it_calls_for(qtbot: QtBot, desk: Desk, jobs: Jobs) -> None:
    closure = assessments.start(desk, a_partner(desk), "closure")
    page = open_page(qtbot, desk, jobs, f"{closure}/about")
    before = len(page.view.sitting.parts()) if page.view.sitting else 0

    page.view.about.facts["closure.type"].set_value("early")
    page.view.about.facts["closure.type"].changed.emit("early")
    settle()

    assert page.view.sitting is not None
    assert len(page.view.sitting.parts()) == before + 1


@pytest.mark.parametrize("part", ["views", "actions", "about", "history"])
def test_every_control_can_be_reached(qtbot: QtBot, desk: Desk, jobs: Jobs, pop4: str, part: str) -> None:
    answer_scaled(desk, pop4, "ours", 4)
    answer_scaled(desk, pop4, "partner", 1)

    page = open_page(qtbot, desk, jobs, f"{pop4}/{part}")

    assert unnamed(page) == []
    assert unreachable(page) == []


def test_an_assessment_is_laid_out_for_an_audience_and_saved(
    qtbot: QtBot, desk: Desk, jobs: Jobs, pop4: str, tmp_path: Path
) -> None:
    answer_scaled(desk, pop4)
    page = open_page(qtbot, desk, jobs, pop4)

    with qtbot.waitSignal(page.paper.ready):
        page.view.print_asked.emit(pop4)
    page.paper.save_as(tmp_path / "form.pdf")

    assert (tmp_path / "form.pdf").read_bytes().startswith(b"%PDF")
    assert page.paper.pages.pages[0].accessibleName().startswith("Page 1 of ")


def test_an_audience_that_may_not_read_it_gets_a_sentence_and_no_paper(
    qtbot: QtBot, desk: Desk, jobs: Jobs, pop4: str
) -> None:
    answer_scaled(desk, pop4)
    page = open_page(qtbot, desk, jobs, pop4)
    with qtbot.waitSignal(page.paper.ready):
        page.view.print_asked.emit(pop4)

    with qtbot.waitSignal(page.paper.ready):
        page.paper.wishes["audience"].set_value("public")
        page.paper.wishes["audience"].changed.emit("public")

    settle()
    assert page.paper.content() == b""
    assert not page.paper.save.isEnabled()
    assert "above what" in texts(page.paper)
