"""Joining a shared database from the window: the step of the first start, and another address when its server is away."""

from pathlib import Path

import pytest
from PySide6.QtWidgets import QLineEdit
from pytestqt.qtbot import QtBot

from partnerdesk.errors import HubNotReached
from partnerdesk.progress import unwatched
from tests.core.devices import PASSPHRASE
from tests.ui.conftest import Type
from tests.ui.reachable import settle, unnamed, unreachable
from tests.ui.test_gates import ROLES, fill, press, says
from ui.doors import CoreDoors
from ui.pages.first_run import FirstRun, FirstRunPage
from ui.pages.unlock import UnlockPage

ADDRESS = "postgresql+psycopg://rana:secret@db.example.org/partners"
FIELD = "Address of the shared database"


@pytest.fixture
def locking(qtbot: QtBot, tmp_path: Path) -> FirstRunPage:
    """Give the first start at the step where the passphrase is asked for."""
    page = FirstRunPage(tmp_path / "here", lambda: ROLES)
    qtbot.addWidget(page)
    page.wish.office, page.wish.office_name, page.wish.person = "MENA-RO", "Region", "Rana"
    page.show_form(2)
    page.show()
    settle()
    return page


def test_records_lie_on_this_computer_unless_a_shared_database_is_joined(locking: FirstRunPage, typing: Type) -> None:
    wanted: list[FirstRun] = []
    locking.wanted.connect(wanted.append)
    assert "On this computer" in says(locking)

    press(locking, "Shared database…")
    fill(locking, {FIELD: ADDRESS}, typing)
    press(locking, "Use this database")
    fill(locking, {"Passphrase": "seven words open this", "Passphrase once more": "seven words open this"}, typing)
    press(locking, "Make the workspace")

    assert [wish.hub for wish in wanted] == [ADDRESS]


def test_what_is_no_address_is_told_and_the_password_is_hidden(locking: FirstRunPage, typing: Type) -> None:
    press(locking, "Shared database…")
    fill(locking, {FIELD: "our server"}, typing)
    press(locking, "Use this database")

    assert "no address of a shared database" in says(locking)
    typed = next(one for one in locking.findChildren(QLineEdit) if one.accessibleName() == FIELD)
    assert typed.echoMode() == QLineEdit.EchoMode.Password
    assert not unnamed(locking)
    assert not unreachable(locking)
    press(locking, "Keep records on this computer")
    assert locking.wish.hub == ""


def test_a_server_that_is_away_leaves_no_workspace_and_a_sentence(tmp_path: Path) -> None:
    wish = FirstRun(tmp_path / "here", "en", "MENA-RO", "Region", "Rana", passphrase=PASSPHRASE)
    wish.hub = f"postgresql:///partners?host={tmp_path}"

    with pytest.raises(HubNotReached, match="cannot be reached"):
        CoreDoors().make(wish, unwatched)

    assert not wish.folder.exists()


def test_when_the_server_does_not_answer_another_address_can_be_given(
    qtbot: QtBot, typing: Type, tmp_path: Path
) -> None:
    page = UnlockPage(tmp_path)
    qtbot.addWidget(page)
    page.show()
    fill(page, {"Passphrase": PASSPHRASE}, typing)
    asked: list[tuple[str, str]] = []
    page.readdressed.connect(lambda *words: asked.append(words))
    page.entered.connect(lambda passphrase: asked.append((passphrase, "")))

    page.offer_address()
    page.refuse("The shared database cannot be reached.")
    settle()
    press(page, "Open")
    page.show_busy(False)
    fill(page, {FIELD: ADDRESS}, typing)
    press(page, "Open")

    assert "cannot be reached" not in says(page)
    assert asked == [(PASSPHRASE, ""), (PASSPHRASE, ADDRESS)]
