"""The settings: what is shown of the workspace, passphrase, backup, check-up, language and look."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QLabel, QLineEdit, QPlainTextEdit, QPushButton, QTableWidget, QWidget
from pytestqt.qtbot import QtBot

from partnerdesk import workspace
from partnerdesk.desk import Desk
from partnerdesk.store.keyslot import WrongPassphrase
from tests.core.devices import PASSPHRASE, device
from tests.ui.conftest import Type
from tests.ui.reachable import clipped, settle, unnamed, unreachable
from ui.jobs import Jobs
from ui.pages.settings import SettingsPage
from ui.preferences import Preferences

PATIENCE_MS = 20_000


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    made = device(tmp_path / "work")
    yield made
    made.close()


@pytest.fixture
def page(qtbot: QtBot, desk: Desk, jobs: Jobs, preferences: Preferences) -> SettingsPage:
    made = SettingsPage(desk, jobs, preferences)
    qtbot.addWidget(made)
    made.resize(1100, 700)
    made.show()
    settle()
    return made


def press(page: QWidget, text: str) -> None:
    next(one for one in page.findChildren(QPushButton) if one.text() == text and one.isVisible()).click()
    settle()


def says(page: QWidget) -> str:
    return "\n".join(one.text() for one in page.findChildren(QLabel) if one.isVisible()).replace("\u200b", "")


def fill(page: QWidget, values: dict[str, str], typing: Type) -> None:
    for name, text in values.items():
        typing(next(one for one in page.findChildren(QLineEdit) if one.accessibleName() == name), text)


def test_the_workspace_is_described(page: SettingsPage, desk: Desk) -> None:
    told = says(page)

    assert "Bureau de Tyr (LBN-TYR)" in told
    assert "Agente de terrain" in told
    assert "Field officer" in told
    assert str(desk.folder) in told


def test_the_passphrase_can_be_changed(qtbot: QtBot, page: SettingsPage, desk: Desk, typing: Type) -> None:
    new = "another row of words to open it"
    fill(
        page,
        {"Present passphrase": PASSPHRASE, "New passphrase": new, "New passphrase once more": new},
        typing,
    )

    with qtbot.waitSignal(page.told, timeout=PATIENCE_MS):
        press(page, "Change the passphrase")

    workspace.open_workspace(desk.folder, new).close()
    with pytest.raises(WrongPassphrase):
        workspace.open_workspace(desk.folder, PASSPHRASE)


def test_a_wrong_present_passphrase_changes_nothing_and_is_told(
    qtbot: QtBot, page: SettingsPage, desk: Desk, typing: Type
) -> None:
    new = "another row of words to open it"
    fill(page, {"Present passphrase": "wrong", "New passphrase": new, "New passphrase once more": new}, typing)

    press(page, "Change the passphrase")

    qtbot.waitUntil(lambda: "This passphrase does not open the workspace." in says(page), timeout=PATIENCE_MS)
    workspace.open_workspace(desk.folder, PASSPHRASE).close()


def test_a_backup_is_written_and_its_day_is_shown(qtbot: QtBot, page: SettingsPage, tmp_path: Path) -> None:
    before = says(page)

    with qtbot.waitSignal(page.told, timeout=PATIENCE_MS):
        page.backups.back_up(tmp_path / "first.pdbackup")

    assert "No backup was made on this computer yet." in before
    assert f"Last backup: today, {tmp_path / 'first.pdbackup'}" in says(page)
    assert (tmp_path / "first.pdbackup").stat().st_size > 10_000


def test_a_backup_is_restored_beside_the_workspace_and_opened(
    qtbot: QtBot, page: SettingsPage, desk: Desk, tmp_path: Path, typing: Type
) -> None:
    partner = desk.create("partner", {"legal_name": "Cèdre", "org_type": ["ngo"]})
    with qtbot.waitSignal(page.told, timeout=PATIENCE_MS):
        page.backups.back_up(tmp_path / "first.pdbackup")
    desk.change("partner", partner, {"legal_name": "Cèdre bleu"})

    page.backups.show_source(tmp_path / "first.pdbackup")
    fill(page, {"Passphrase of the backup": PASSPHRASE}, typing)
    with qtbot.waitSignal(page.restored, timeout=PATIENCE_MS) as restored:
        page.backups.restore(tmp_path / "restored")

    other = restored.args[0]
    assert other.view("partner", partner).title == "Cèdre"
    assert desk.view("partner", partner).title == "Cèdre bleu"
    assert other.site != desk.site
    other.close()


def test_a_file_that_is_no_backup_is_refused(qtbot: QtBot, page: SettingsPage, tmp_path: Path) -> None:
    (tmp_path / "letter.pdbackup").write_text("Dear all,")
    page.backups.show_source(tmp_path / "letter.pdbackup")

    with qtbot.waitSignal(page.refused, timeout=PATIENCE_MS) as refused:
        page.backups.restore(tmp_path / "restored")

    assert "no whole backup" in str(refused.args[0])


@pytest.mark.parametrize("button", ["Check now", "Check and rebuild"])
def test_the_check_up_says_that_all_is_well_and_shows_digests(qtbot: QtBot, page: SettingsPage, button: str) -> None:
    press(page, button)

    qtbot.waitUntil(lambda: "All is well." in says(page), timeout=PATIENCE_MS)
    press(page.checkup, "Details")
    table = page.findChildren(QTableWidget)[0]
    assert table.isVisible()
    office, digest = table.item(0, 0), table.item(0, 2)
    assert office is not None
    assert office.text() == "LBN-TYR"
    assert digest is not None
    assert len(digest.text()) == 16


def test_the_licences_can_be_read(page: SettingsPage) -> None:
    press(page, "Licences of its parts")

    box = next(one for one in page.findChildren(QPlainTextEdit) if one.isVisible())
    assert "PySide6" in box.toPlainText()


@pytest.mark.parametrize("width", [700, 1100])
def test_everything_can_be_named_reached_and_read(page: SettingsPage, width: int) -> None:
    page.resize(width, 560)
    page.backups.show_source(Path("some.pdbackup"))
    settle()

    assert unnamed(page) == []
    assert unreachable(page) == []
    assert clipped(page) == []
