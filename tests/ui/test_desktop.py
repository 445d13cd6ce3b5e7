"""The whole window with a real workspace: made, closed, opened, refused."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QCheckBox, QLabel, QLineEdit, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from tests.ui.conftest import Type
from tests.ui.reachable import settle, unnamed, unreachable
from ui.desktop import Desktop
from ui.doors import CoreDoors
from ui.pages.first_run import FirstRunPage
from ui.pages.settings import SettingsPage
from ui.pages.unlock import UnlockPage
from ui.preferences import Preferences
from ui.window import Window

PASSPHRASE = "sept mots pour ouvrir"


@pytest.fixture
def opened(qtbot: QtBot, qapp: QApplication, preferences: Preferences, tmp_path: Path) -> Iterator[list[Desktop]]:
    """Return a list with one desktop that is open on a folder without a workspace."""
    desktops = [open_desktop(qtbot, qapp, preferences, tmp_path / "work")]
    yield desktops
    for desktop in desktops:
        desktop.frame.window().close()
        assert desktop.jobs.shut_down()


def open_desktop(qtbot: QtBot, qapp: QApplication, preferences: Preferences, folder: Path) -> Desktop:
    window = Window()
    qtbot.addWidget(window)
    desktop = Desktop(qapp, window, preferences, CoreDoors(), folder, "en")
    window.show()
    settle()
    return desktop


def press(page: QWidget, text: str) -> None:
    next(one for one in page.findChildren(QPushButton) if one.text() == text and one.isVisible()).click()
    settle()


def fill(page: QWidget, name: str, text: str, typing: Type) -> None:
    typing(next(one for one in page.findChildren(QLineEdit) if name in {one.objectName(), one.accessibleName()}), text)


def shown(page: QWidget, text: str) -> bool:
    return any(label.text() == text and label.isVisible() for label in page.findChildren(QLabel))


def make_workspace(qtbot: QtBot, desktop: Desktop, typing: Type) -> None:
    page = desktop.frame.findChildren(FirstRunPage)[0]
    press(page, "Set up my workspace")
    for name, text in (("office", "LBN-TYR"), ("office_name", "Bureau de Tyr"), ("person", "Nadia")):
        fill(page, name, text, typing)
    press(page, "Continue")
    fill(page, "Passphrase", PASSPHRASE, typing)
    fill(page, "Passphrase once more", PASSPHRASE, typing)
    press(page, "Make the workspace")
    qtbot.waitUntil(lambda: shown(page, "Keep this recovery key"), timeout=20_000)
    page.findChildren(QCheckBox)[0].click()
    press(page, "Start")


def test_from_the_first_run_to_an_open_workspace_and_back_in_with_the_passphrase(
    qtbot: QtBot, qapp: QApplication, preferences: Preferences, opened: list[Desktop], typing: Type, tmp_path: Path
) -> None:
    make_workspace(qtbot, opened[0], typing)
    first_place = opened[0].frame.here()[0]
    opened[0].frame.window().close()

    again = open_desktop(qtbot, qapp, preferences, tmp_path / "work")
    opened.append(again)
    page = again.frame.findChildren(UnlockPage)[0]
    fill(page, "Passphrase", PASSPHRASE, typing)
    with qtbot.waitSignal(again.entrance.opened, timeout=20_000):
        press(page, "Open")
    settle()

    assert first_place == "home"
    assert again.frame.here()[0] == "home"
    assert shown(again.frame, "Bureau de Tyr (LBN-TYR)   ·   Nadia")
    assert preferences.workspace == tmp_path / "work"


def test_a_wrong_passphrase_is_refused_in_a_sentence(
    qtbot: QtBot, qapp: QApplication, preferences: Preferences, opened: list[Desktop], typing: Type, tmp_path: Path
) -> None:
    make_workspace(qtbot, opened[0], typing)
    opened[0].frame.window().close()
    again = open_desktop(qtbot, qapp, preferences, tmp_path / "work")
    opened.append(again)
    page = again.frame.findChildren(UnlockPage)[0]

    fill(page, "Passphrase", "wrong", typing)
    press(page, "Open")
    sentence = "This passphrase does not open the workspace. Nothing was changed. Try again, or use the recovery key."

    qtbot.waitUntil(lambda: shown(page, sentence), timeout=20_000)
    assert again.frame.here() == ("", "")


def test_the_language_changes_while_everything_stays_open(
    qtbot: QtBot, qapp: QApplication, preferences: Preferences, opened: list[Desktop], typing: Type
) -> None:
    make_workspace(qtbot, opened[0], typing)
    frame = opened[0].frame
    frame.go("settings")

    settings = frame.page("settings")
    assert isinstance(settings, SettingsPage)
    settings.language_chosen.emit("ar")
    settle()

    assert frame.here()[0] == "settings"
    assert preferences.language == "ar"
    assert qapp.layoutDirection() == Qt.LayoutDirection.RightToLeft
    assert frame.findChildren(SettingsPage)[-1].layoutDirection() == Qt.LayoutDirection.RightToLeft


def test_every_place_can_be_named_and_reached(qtbot: QtBot, opened: list[Desktop], typing: Type) -> None:
    make_workspace(qtbot, opened[0], typing)
    frame = opened[0].frame
    found: list[str] = []

    for key in ("home", "partners", "assessments", "consultations", "actions", "exchange", "conflicts", "instruments"):
        frame.go(key)
        settle()
        found += [f"{key}: {control}" for control in (*unnamed(frame), *unreachable(frame))]

    assert found == []


def test_choosing_a_look_is_kept(opened: list[Desktop], preferences: Preferences) -> None:
    opened[0].use_theme("dark")

    assert preferences.theme == "dark"
