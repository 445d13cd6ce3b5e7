"""The list of assessments, and starting a new one."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from partnerdesk import assessments
from partnerdesk.desk import Desk
from tests.ui.assessing import PARTNER, a_partner, answer_scaled, make_desk, open_page, press
from tests.ui.reachable import clipped, settle, unnamed, unreachable
from ui.jobs import Jobs
from ui.pages.assessments import AssessmentsPage


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    """Give the desk of a field officer."""
    opened = make_desk(tmp_path / "workspace")
    yield opened
    opened.close()


def test_an_empty_list_offers_to_begin(qtbot: QtBot, desk: Desk, jobs: Jobs) -> None:
    page = open_page(qtbot, desk, jobs, "")

    page.list.new_asked.emit()

    assert page.new.isVisible()


def test_a_row_shows_progress_and_only_a_finished_form_a_rating(qtbot: QtBot, desk: Desk, jobs: Jobs) -> None:
    partner = a_partner(desk)
    finished = assessments.start(desk, partner, "pop4")
    answer_scaled(desk, finished)
    begun = assessments.start(desk, partner, "pop4")
    assessments.answer(desk, begun, assessments.first_respondent(begun, "ours"), "acc.balance", value=4)

    page = open_page(qtbot, desk, jobs, "")

    assert str(_cell(page, finished, "result")).startswith("Solid (75")
    assert _cell(page, begun, "result") == "1 of 12 answered"
    assert _cell(page, begun, "sides") == "Ours 1/12"


def test_an_assessment_is_found_by_its_partner_whatever_the_accents(qtbot: QtBot, desk: Desk, jobs: Jobs) -> None:
    wanted = assessments.start(desk, a_partner(desk), "pop4")
    assessments.start(desk, desk.create("partner", {"legal_name": "Markaz Nahr"}), "pop4")
    page = open_page(qtbot, desk, jobs, "")

    press("cedre")
    press(Qt.Key.Key_Return)

    assert [page.list.model.id_at(row) for row in range(page.list.model.rowCount())] == [wanted]


def test_the_list_is_filtered_by_instrument(qtbot: QtBot, desk: Desk, jobs: Jobs) -> None:
    partner = a_partner(desk)
    wanted = assessments.start(desk, partner, "pulse")
    assessments.start(desk, partner, "pop4")
    page = open_page(qtbot, desk, jobs, "")

    page.list.chips["instrument"].chosen.emit(frozenset({"pulse 1.0.0"}))

    assert [page.list.model.id_at(row) for row in range(page.list.model.rowCount())] == [wanted]


def test_enter_opens_an_assessment_and_the_way_back_keeps_it_selected(qtbot: QtBot, desk: Desk, jobs: Jobs) -> None:
    wanted = assessments.start(desk, a_partner(desk), "pulse")
    page = open_page(qtbot, desk, jobs, "")

    page.list.table.enter()
    press(Qt.Key.Key_Return)
    opened = page.view.assessment()
    page.view.left.emit()

    assert opened == wanted
    assert page.list.table.selected() == wanted


def test_an_assessment_is_begun_for_the_partner_that_led_here(qtbot: QtBot, desk: Desk, jobs: Jobs) -> None:
    partner = a_partner(desk)
    page = open_page(qtbot, desk, jobs, f"new:{partner}")

    press("5")
    page.new.subjects.chips["partner"].click()
    page.new.begin_button.click()
    settle()

    about = assessments.sheet(desk, page.view.assessment()).assessment
    assert about["partner_id"] == partner
    assert (about["instrument"], about["subject"], about["purpose"]) == ("pop4 1.0.0", "partner", "periodic")


def test_beginning_waits_for_partner_and_instrument(qtbot: QtBot, desk: Desk, jobs: Jobs) -> None:
    page = open_page(qtbot, desk, jobs, "new")

    assert not page.new.begin_button.isEnabled()


def test_an_early_end_is_stated_from_the_start(qtbot: QtBot, desk: Desk, jobs: Jobs) -> None:
    page = open_page(qtbot, desk, jobs, f"new:{a_partner(desk)}:closure")

    page.new.kinds_of_end.chips["early"].click()
    page.new.begin_button.click()
    settle()

    assert assessments.sheet(desk, page.view.assessment()).facts["closure.type"] == "early"


@pytest.mark.parametrize("target", ["", "new"])
def test_every_control_can_be_reached_and_read(qtbot: QtBot, desk: Desk, jobs: Jobs, target: str) -> None:
    assessments.start(desk, a_partner(desk), "pop4")
    page = open_page(qtbot, desk, jobs, target, (966, 560))

    assert (page.width(), page.height()) == (966, 560)
    assert unnamed(page) == []
    assert unreachable(page) == []
    assert clipped(page) == []


def test_a_missing_assessment_is_told_and_the_list_stays(qtbot: QtBot, desk: Desk, jobs: Jobs) -> None:
    page = open_page(qtbot, desk, jobs, "")
    told: list[object] = []
    page.refused.connect(told.append)

    page.show_target("0" * 32)

    assert "not be here" in str(told[0]) or "not here" in str(told[0])
    assert page.list.isVisible()


def _cell(page: AssessmentsPage, record: str, key: str) -> object:
    model = page.list.model
    return model.index(model.row_of(record), model.keys().index(key)).data()


def test_the_partner_stands_in_the_row(qtbot: QtBot, desk: Desk, jobs: Jobs) -> None:
    record = assessments.start(desk, a_partner(desk), "pop4")

    page = open_page(qtbot, desk, jobs, "")

    assert _cell(page, record, "partner_id") == PARTNER
