"""Submitting, sending back, validating, sharing, revising and cancelling an assessment on its page."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QCheckBox, QPushButton
from pytestqt.qtbot import QtBot

from partnerdesk import assessments
from partnerdesk.desk import Desk
from tests.ui.assessing import a_partner, answer_scaled, answered, card, make_desk, open_page, press, texts
from tests.ui.reachable import settle, unnamed
from ui.jobs import Jobs
from ui.pages.assessments import AssessmentsPage
from ui.widgets.link import Link


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    """Give the desk of a focal point."""
    opened = make_desk(tmp_path / "workspace", "Omar", "focal_point")
    yield opened
    opened.close()


@pytest.fixture
def pop4(desk: Desk) -> str:
    """Give an assessment of the four principles that nobody has answered."""
    return assessments.start(desk, a_partner(desk), "pop4")


def test_submitting_too_early_names_every_open_question_and_leads_to_it(
    qtbot: QtBot, desk: Desk, jobs: Jobs, pop4: str
) -> None:
    page = open_page(qtbot, desk, jobs, pop4)
    press("3")

    _take(page, "submit")
    links = [one for one in page.view.panel.findChildren(Link) if one.isVisibleTo(page)]
    links[-1].click()
    settle()

    assert len(links) == 11
    assert not page.view.panel.do.isEnabled()
    assert card(page).criterion() == "equ.risk"
    assert assessments.sheet(desk, pop4).is_draft


def test_answering_the_last_open_question_lets_it_be_submitted(qtbot: QtBot, desk: Desk, jobs: Jobs, pop4: str) -> None:
    answer_scaled(desk, pop4)
    assessments.answer(desk, pop4, assessments.first_respondent(pop4, "ours"), "acc.balance", value=None)
    page = open_page(qtbot, desk, jobs, f"{pop4}/acc.balance")
    _take(page, "submit")

    card(page).begin()
    press("2")
    page.view.panel.do.click()

    assert assessments.sheet(desk, pop4).assessment["status"] == "submitted"
    assert list(page.view.steps) == ["validate", "return", "cancel"]


def test_what_is_sent_back_says_what_to_correct_and_is_opened_again(
    qtbot: QtBot, desk: Desk, jobs: Jobs, pop4: str
) -> None:
    answer_scaled(desk, pop4)
    assessments.submit(desk, pop4)
    page = open_page(qtbot, desk, jobs, pop4)

    _take(page, "return")
    press("Explain question 2")
    page.view.panel.do.click()
    _take(page, "reopen")
    page.view.panel.do.click()
    page.view.answering.begin()
    press("1")

    assert answered(desk, pop4, "acc.balance") == 1
    assert "Sent back: Explain question 2" in page.view.answering.notices()
    assert assessments.sheet(desk, pop4).is_draft


def test_whoever_submitted_it_writes_a_reason_to_validate_it(qtbot: QtBot, desk: Desk, jobs: Jobs, pop4: str) -> None:
    answer_scaled(desk, pop4)
    assessments.submit(desk, pop4)
    page = open_page(qtbot, desk, jobs, pop4)

    _take(page, "validate")
    before = page.view.panel.do.isEnabled()
    press("Nobody else is in the office")
    page.view.panel.do.click()

    assert not before
    assert assessments.sheet(desk, pop4).assessment["status"] == "validated"


def test_sharing_asks_for_recipients_invitation_and_a_second_look_at_comments(
    qtbot: QtBot, desk: Desk, jobs: Jobs, pop4: str
) -> None:
    answer_scaled(desk, pop4)
    assessments.answer(desk, pop4, assessments.first_respondent(pop4, "ours"), "acc.balance", comment="Tense talks")
    assessments.submit(desk, pop4)
    assessments.validate(desk, pop4, "Alone here")
    page = open_page(qtbot, desk, jobs, pop4)

    _take(page, "share")
    missing = len(page.view.panel.obstacles())
    shown = texts(page.view.panel)
    press("The partner, by hand")
    page.view.panel.fields["partner_invited_on"].setFocus()
    press("01/03/2026")
    box = page.view.panel.fields["comments_reviewed"]
    assert isinstance(box, QCheckBox)
    box.click()
    page.view.panel.do.click()

    about = assessments.sheet(desk, pop4).assessment
    assert missing == 3
    assert "Tense talks" in shown
    assert (about["status"], about["shared_with"]) == ("shared", "The partner, by hand")
    assert page.view.panel.isHidden()


def test_a_revision_opens_as_a_new_draft_with_all_answers(qtbot: QtBot, desk: Desk, jobs: Jobs, pop4: str) -> None:
    answer_scaled(desk, pop4)
    assessments.submit(desk, pop4)
    assessments.validate(desk, pop4, "Alone here")
    page = open_page(qtbot, desk, jobs, pop4)

    _take(page, "revise")
    page.view.panel.do.click()
    settle()

    revision = page.view.assessment()
    assert revision != pop4
    assert assessments.sheet(desk, revision).is_draft
    assert answered(desk, revision, "acc.balance") == 3


def test_giving_up_needs_a_reason(qtbot: QtBot, desk: Desk, jobs: Jobs, pop4: str) -> None:
    page = open_page(qtbot, desk, jobs, pop4)

    _take(page, "cancel")
    before = page.view.panel.do.isEnabled()
    press("The partner closed")
    page.view.panel.do.click()

    assert not before
    assert assessments.sheet(desk, pop4).assessment["status"] == "cancelled"
    assert list(page.view.steps) == []


def test_a_panel_is_named_for_screen_readers_and_closes(qtbot: QtBot, desk: Desk, jobs: Jobs, pop4: str) -> None:
    page = open_page(qtbot, desk, jobs, pop4)

    _take(page, "cancel")
    names = unnamed(page.view.panel)
    next(one for one in page.view.panel.findChildren(QPushButton) if one.text() == "Not now").click()

    assert names == []
    assert page.view.panel.isHidden()


def _take(page: AssessmentsPage, action: str) -> None:
    button = page.view.steps[action]
    assert isinstance(button, QPushButton)
    button.click()
    settle()
