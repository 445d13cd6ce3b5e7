"""The whole window with a real workspace: made, closed, opened, refused."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QCheckBox, QLabel, QLineEdit, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from partnerdesk import folders, receiving, sending, workspace
from partnerdesk.unlocking import Unlocking
from tests.core.devices import FOCAL, device, hand_over, introduce
from tests.core.devices import PASSPHRASE as KNOWN
from tests.ui.conftest import Type
from tests.ui.reachable import settle, unnamed, unreachable
from ui import doors, theme
from ui.desktop import Desktop
from ui.doors import CoreDoors
from ui.navigation import NavItem
from ui.pages.first_run import FirstRunPage
from ui.pages.settings import SettingsPage
from ui.pages.unlock import UnlockPage
from ui.preferences import Preferences
from ui.strip import StatusLine
from ui.theme.colours import LIGHT
from ui.widgets.record_table import RecordTable
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


def test_another_look_is_put_over_the_open_page_and_the_others_are_made_anew(
    qtbot: QtBot, opened: list[Desktop], typing: Type
) -> None:
    make_workspace(qtbot, opened[0], typing)
    frame = opened[0].frame
    for place in ("partners", "actions", "settings"):
        frame.go(place)
    hidden, shown = frame.page("partners"), frame.page("settings")
    assert hidden is not None
    gone: list[bool] = []
    hidden.destroyed.connect(lambda: gone.append(True))
    before = theme.colours()

    opened[0].use_theme("dark" if before == LIGHT else "light")
    settle()

    assert gone == [True]
    assert (frame.page("partners"), frame.page("settings")) == (None, shown)
    assert theme.colours() != before
    frame.go("partners")
    assert frame.here()[0] == "partners"


def test_choosing_a_look_is_kept(opened: list[Desktop], preferences: Preferences) -> None:
    opened[0].use_theme("dark")

    assert preferences.theme == "dark"


def test_a_passphrase_that_is_known_opens_without_asking_where_the_window_was_last(
    qtbot: QtBot, qapp: QApplication, preferences: Preferences, tmp_path: Path
) -> None:
    device(tmp_path / "known").close()
    preferences.place = "partners"
    window = Window()
    qtbot.addWidget(window)

    desktop = Desktop(
        qapp, window, preferences, CoreDoors(), tmp_path / "known", "en", Unlocking(tmp_path / "known", KNOWN)
    )
    window.show()
    with qtbot.waitSignal(desktop.entrance.opened, timeout=20_000):
        pass
    settle()

    assert desktop.frame.here()[0] == "partners"
    assert window.windowTitle() == "Partners – Bureau de Tyr – PartnerDesk"
    window.close()
    assert preferences.workspace == tmp_path / "known"


def test_a_known_passphrase_that_is_wrong_is_refused_at_the_gate(
    qtbot: QtBot, qapp: QApplication, preferences: Preferences, tmp_path: Path
) -> None:
    device(tmp_path / "known").close()
    window = Window()
    qtbot.addWidget(window)

    desktop = Desktop(
        qapp, window, preferences, CoreDoors(), tmp_path / "known", "en", Unlocking(tmp_path / "known", "wrong")
    )
    window.show()

    qtbot.waitUntil(lambda: shown(desktop.frame, "Open your workspace"), timeout=20_000)
    sentence = "This passphrase does not open the workspace. Nothing was changed. Try again, or use the recovery key."
    assert shown(desktop.frame, sentence)
    window.close()


def test_what_waits_for_a_decision_is_counted_at_its_place(
    qtbot: QtBot, qapp: QApplication, preferences: Preferences, tmp_path: Path
) -> None:
    officer, focal = device(tmp_path / "officer"), device(tmp_path / "focal", FOCAL)
    introduce(officer, focal)
    partner = officer.create("partner", {"legal_name": "Cèdre", "org_type": ["ngo"]})
    hand_over(officer, focal, tmp_path)
    officer.change("partner", partner, {"place": "Tyr"})
    focal.change("partner", partner, {"place": "Sour"})
    hand_over(officer, focal, tmp_path)
    officer.create("partner", {"legal_name": "Olivier", "org_type": ["ngo"]})
    sending.export(officer, ["MENA-RO"], tmp_path / "more.pdbundle")
    receiving.receive(focal, tmp_path / "more.pdbundle")
    officer.close()
    focal.close()
    window = Window()
    qtbot.addWidget(window)

    desktop = Desktop(
        qapp, window, preferences, CoreDoors(), tmp_path / "focal", "en", Unlocking(tmp_path / "focal", KNOWN)
    )
    window.show()

    qtbot.waitUntil(lambda: badges(desktop) == {"nav-conflicts": 1, "nav-exchange": 1}, timeout=20_000)
    desk = desktop.frame.page("home")
    assert desk is not None
    window.close()


def test_one_click_makes_sample_data_in_a_folder_of_its_own_and_the_next_start_asks_again(
    qtbot: QtBot,
    opened: list[Desktop],
    preferences: Preferences,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(folders, "sample_folder", lambda: tmp_path / "sample")
    monkeypatch.setattr(doors, "_SAMPLE_SIZE", "S")
    page = opened[0].frame.findChildren(FirstRunPage)[0]

    with qtbot.waitSignal(opened[0].entrance.opened, timeout=60_000):
        press(page, "Look around with sample data")
    opened[0].frame.go("partners")
    settle()

    table = opened[0].frame.findChildren(RecordTable)[0]
    assert table.model().rowCount() >= 12
    assert "KEN-NBO" in opened[0].frame.window().findChildren(StatusLine)[0].facts()
    assert preferences.workspace is None
    workspace.open_workspace(tmp_path / "sample", doors.SAMPLE_PASSPHRASE).close()


def badges(desktop: Desktop) -> dict[str, int]:
    items = desktop.frame.findChildren(NavItem)
    return {item.objectName(): item.badge for item in items if item.badge}
