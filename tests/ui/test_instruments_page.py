"""The page of instruments: what there is, paper to fill in, and checking a file of one's own."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from partnerdesk import resources
from partnerdesk.desk import Desk
from tests.ui.assessing import a_partner, make_desk, texts
from tests.ui.reachable import clipped, settle, unnamed, unreachable
from ui.jobs import Jobs
from ui.pages.instruments import InstrumentsPage


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    """Give the desk of a field officer."""
    opened = make_desk(tmp_path / "workspace")
    yield opened
    opened.close()


@pytest.fixture
def page(qtbot: QtBot, desk: Desk, jobs: Jobs) -> InstrumentsPage:
    """Give the page in a small window."""
    made = InstrumentsPage(desk, jobs)
    qtbot.addWidget(made)
    made.wants.connect(lambda key, target: made.show_target(target) if key == "instruments" else None)
    made.resize(966, 560)
    made.show()
    settle()
    return made


def test_all_eight_are_there_with_their_length(page: InstrumentsPage) -> None:
    shown = texts(page)

    assert sum(one.text() == "Print blank" for one in page.findChildren(QPushButton)) == 8
    assert "38 questions" in shown
    assert "Version 1.0.0" in shown


def test_a_blank_form_is_laid_out_with_the_partner_and_saved(
    qtbot: QtBot, page: InstrumentsPage, desk: Desk, tmp_path: Path
) -> None:
    with qtbot.waitSignal(page.paper.ready):
        page.wants.emit("instruments", "pulse/print")
    before = page.paper.content()

    with qtbot.waitSignal(page.paper.ready):
        page.paper.wishes["partner"].set_value(a_partner(desk))
        page.paper.wishes["partner"].changed.emit(None)
    page.paper.save_as(tmp_path / "pulse.pdf")

    assert (tmp_path / "pulse.pdf").read_bytes() == page.paper.content()
    assert page.paper.content() != before


def test_pages_grow_and_shrink_and_fit(qtbot: QtBot, page: InstrumentsPage) -> None:
    with qtbot.waitSignal(page.paper.ready):
        page.wants.emit("instruments", "pulse/print")
    settle()
    pages = page.paper.pages

    pages.fit_width()
    fitting = pages.pages[0].width()
    pages.zoom_by(-1)

    assert pages.viewport().width() - 60 <= fitting <= pages.viewport().width()
    assert pages.pages[0].width() < fitting


def test_a_file_that_cannot_be_written_is_told(qtbot: QtBot, page: InstrumentsPage, tmp_path: Path) -> None:
    with qtbot.waitSignal(page.paper.ready):
        page.wants.emit("instruments", "pulse/print")

    with qtbot.waitSignal(page.refused) as told:
        page.paper.save_as(tmp_path / "no-such-folder" / "pulse.pdf")

    assert "pulse.pdf" in str(told.args[0])


def test_a_sound_file_is_told_to_be_sound(qtbot: QtBot, page: InstrumentsPage) -> None:
    page.check(resources.path("instruments", "partnership-pulse.yaml"))

    qtbot.waitUntil(lambda: "is a sound instrument" in texts(page))


def test_a_broken_file_is_told_line_by_line(qtbot: QtBot, page: InstrumentsPage, tmp_path: Path) -> None:
    broken = tmp_path / "mine.yaml"
    text = resources.path("instruments", "partnership-pulse.yaml").read_text("utf-8")
    broken.write_text(text.replace("kind: assessment", "kind: survey", 1), "utf-8")

    page.show_target(f"file:{broken}")

    qtbot.waitUntil(lambda: "mine.yaml has 1 problem" in texts(page))
    assert "Line " in texts(page)


def test_every_control_can_be_reached_and_read(qtbot: QtBot, page: InstrumentsPage) -> None:
    found = (unnamed(page), unreachable(page), clipped(page))
    with qtbot.waitSignal(page.paper.ready):
        page.wants.emit("instruments", "pulse/print")
    settle()

    assert found == ([], [], [])
    assert unnamed(page.paper) == []
    assert (page.width(), page.height()) == (966, 560)
