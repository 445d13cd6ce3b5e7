"""Every page worth a visit, with sample data, in a small window and in both directions of reading."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication, QToolButton
from pytestqt.qtbot import QtBot

from partnerdesk import i18n
from partnerdesk.unlocking import Unlocking
from partnerdesk.workspace import open_workspace
from tests.ui.reachable import clipped, settle, unnamed, unreachable
from tests.visits import PASSPHRASE, Visit, make_sample, visits
from ui.desktop import Desktop
from ui.doors import CoreDoors
from ui.pages.move_card import MoveCard
from ui.preferences import Preferences
from ui.window import Window

SMALL = (1024, 600)


@pytest.fixture(scope="module")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the folder of a small country office with invented organisations."""
    folder = tmp_path_factory.mktemp("sample")
    make_sample(folder / "workspace", folder, "fr")
    return folder / "workspace"


@pytest.fixture(scope="module")
def pages(sample: Path) -> list[Visit]:
    """Return the pages to visit."""
    desk = open_workspace(sample, PASSPHRASE)
    found = list(visits(desk))
    desk.close()
    return found


@pytest.fixture(params=["fr", "ar"])
def desktop(
    request: pytest.FixtureRequest, qtbot: QtBot, qapp: QApplication, tmp_path: Path, sample: Path
) -> Iterator[Desktop]:
    """Open the window on sample data in one of the languages."""
    window = Window()
    qtbot.addWidget(window)
    window.setMinimumSize(0, 0)
    window.resize(*SMALL)
    preferences = Preferences(tmp_path / "preferences.ini")
    made = Desktop(qapp, window, preferences, CoreDoors(), sample, request.param, Unlocking(sample, PASSPHRASE))
    window.show()
    with qtbot.waitSignal(made.entrance.opened, timeout=20_000):
        pass
    settle()
    yield made
    window.close()
    assert made.jobs.shut_down()


def test_every_control_is_named_and_reached_by_keyboard_and_no_word_is_cut_off(
    qtbot: QtBot, desktop: Desktop, pages: list[Visit]
) -> None:
    frame, window = desktop.frame, desktop.frame.window()
    found: list[str] = []

    for page in pages:
        frame.go(page.place, page.target)
        qtbot.waitUntil(lambda: not desktop.jobs.running(), timeout=20_000)
        settle()
        found += [f"{page.name}: no name: {control}" for control in unnamed(frame)]
        found += [f"{page.name}: not reached: {control}" for control in unreachable(frame)]
        found += [f"{page.name}: cut off: {control}" for control in clipped(frame)]
        if (window.width(), window.height()) != SMALL:
            found.append(f"{page.name}: the window grew to {window.width()} x {window.height()}")
            window.resize(*SMALL)

    assert found == []


def test_pages_that_were_visited_follow_the_language_there_and_back(
    qtbot: QtBot, desktop: Desktop, pages: list[Visit]
) -> None:
    frame, first = desktop.frame, i18n.language()
    for page in pages:
        if page.name in {"home", "exchange-keys", "exchange-decided", "conflicts", "settings"}:
            frame.go(page.place, page.target)
            qtbot.waitUntil(lambda: not desktop.jobs.running(), timeout=20_000)
            settle()
            unreachable(frame)
    titles = [frame.window().windowTitle()]

    for language in ("fr" if i18n.is_rtl(first) else "ar", first):
        desktop.use_language(language)
        settle()
        desktop.use_theme("dark")
        titles.append(frame.window().windowTitle())

    assert titles[0] == titles[2] != titles[1]


def test_the_card_to_move_a_record_scrolls_instead_of_making_the_window_grow(
    desktop: Desktop, pages: list[Visit]
) -> None:
    frame, window = desktop.frame, desktop.frame.window()
    sizes: dict[str, tuple[int, int]] = {}

    for page in pages:
        if page.name in {"partner-history", "assessment-answering", "consultation-notes"}:
            frame.go(page.place, page.target)
            settle()
            # Pages that were visited before keep theirs, out of sight.
            (move,) = (
                made
                for made in frame.findChildren(QToolButton)
                if made.toolTip() == i18n._("Move to another office…") and made.isVisible()
            )
            move.click()
            settle()
            assert any(card.isVisible() for card in frame.findChildren(MoveCard)), page.name
            sizes[page.name] = (window.width(), window.height())

    assert set(sizes.values()) == {SMALL}, sizes
