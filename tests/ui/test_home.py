"""The page one begins with: the main jobs, what waits, and what was changed last."""

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication, QLabel
from pytestqt.qtbot import QtBot

from partnerdesk import actions, assessments, partners
from partnerdesk.desk import Desk
from tests.core.devices import OFFICER, device
from tests.ui.reachable import clipped, settle, unnamed, unreachable
from ui import words
from ui.jobs import Jobs
from ui.pages.assessments import AssessmentsPage
from ui.pages.home import HomePage
from ui.widgets.link import Link
from ui.widgets.tile import Tile


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    """Give the desk of a field officer."""
    made = device(tmp_path / "field", OFFICER)
    yield made
    made.close()


def open_home(qtbot: QtBot, desk: Desk, jobs: Jobs) -> HomePage:
    page = HomePage(desk, jobs)
    qtbot.addWidget(page)
    page.resize(1000, 700)
    page.show()
    qtbot.waitUntil(lambda: not jobs.running())
    settle()
    return page


def links(page: HomePage) -> list[str]:
    return [link.words for link in page.findChildren(Link) if link.isVisible()]


def press(page: HomePage, words_of: str) -> tuple[str, str]:
    wished: list[tuple[str, str]] = []
    page.wants.connect(lambda place, target: wished.append((place, target)))
    found = [one for one in page.findChildren(Link) if one.words == words_of and one.isVisible()]
    tiles = [one for one in page.findChildren(Tile) if one.accessibleName() == words_of]
    (*found, *tiles)[0].click()
    return wished[0]


def test_an_empty_desk_says_that_nothing_waits_and_how_to_begin(qtbot: QtBot, desk: Desk, jobs: Jobs) -> None:
    page = open_home(qtbot, desk, jobs)

    told = [label.text() for label in page.findChildren(QLabel) if label.isVisible()]
    assert "Welcome, Agente de terrain" in told
    assert "Nothing waits for you." in told
    assert "Nothing is recorded yet. Begin with a partner." in told


def test_what_waits_leads_to_where_it_is_worked_on(qtbot: QtBot, desk: Desk, jobs: Jobs) -> None:
    cedar = partners.create(desk, {"legal_name": "Association Cèdre"})
    assessments.start(desk, cedar, "pulse")
    late = (actions.today() - timedelta(days=3)).isoformat()
    for number in range(2):
        desk.create("action", {"description": f"Step {number}", "responsible": "Rana", "due": late})

    page = open_home(qtbot, desk, jobs)

    assert links(page)[:2] == ["2 actions are overdue", "1 assessment is a draft"]
    assert press(page, "2 actions are overdue") == ("actions", "overdue")
    assert press(page, "1 assessment is a draft") == ("assessments", "status:draft")


def test_the_lists_understand_what_home_asks_them_for(qtbot: QtBot, desk: Desk, jobs: Jobs) -> None:
    cedar = partners.create(desk, {"legal_name": "Association Cèdre"})
    draft = assessments.start(desk, cedar, "pulse")
    late = assessments.start(desk, cedar, "pulse")
    desk.change("assessment", late, {"status": "shared", "done_on": "2020-01-31"})
    page = AssessmentsPage(desk, jobs)
    qtbot.addWidget(page)

    shown = []
    for target in ("status:draft", "expired"):
        page.show_target(target)
        shown.append([page.list.model.id_at(row) for row in range(page.list.model.rowCount())])

    assert shown == [[draft], [late]]


def test_what_was_changed_last_is_one_press_away(qtbot: QtBot, desk: Desk, jobs: Jobs) -> None:
    cedar = partners.create(desk, {"legal_name": "Association Cèdre"})

    page = open_home(qtbot, desk, jobs)

    assert press(page, "Association Cèdre") == ("partners", cedar)


def test_coming_back_home_counts_anew(qtbot: QtBot, desk: Desk, jobs: Jobs) -> None:
    page = open_home(qtbot, desk, jobs)
    partners.create(desk, {"legal_name": "Association Cèdre"})

    page.refresh()
    qtbot.waitUntil(lambda: not jobs.running())
    settle()

    assert links(page) == ["Association Cèdre"]


@pytest.mark.parametrize(
    ("tile", "place"),
    [
        ("New partner", "partners"),
        ("Start an assessment", "assessments"),
        ("Note a consultation", "consultations"),
        ("Print a form", "instruments"),
        ("Hand over a bundle", "exchange"),
        ("Take in a bundle", "exchange"),
    ],
)
def test_the_main_jobs_are_one_press_away(qtbot: QtBot, desk: Desk, jobs: Jobs, tile: str, place: str) -> None:
    page = open_home(qtbot, desk, jobs)

    assert press(page, tile)[0] == place


@pytest.mark.parametrize("width", [700, 960, 1300])
def test_the_page_fits_and_can_be_used_without_a_mouse(qtbot: QtBot, desk: Desk, jobs: Jobs, width: int) -> None:
    partners.create(desk, {"legal_name": "Association " + "très " * 30})
    page = open_home(qtbot, desk, jobs)

    page.resize(width, 600)
    settle()

    assert clipped(page) == []
    assert unnamed(page) == []
    assert unreachable(page) == []


def test_in_arabic_the_first_job_stands_at_the_right(qapp: QApplication, qtbot: QtBot, desk: Desk, jobs: Jobs) -> None:
    words.use(qapp, "ar")

    page = open_home(qtbot, desk, jobs)

    first, second = page.findChildren(Tile)[:2]
    assert first.x() > second.x()
