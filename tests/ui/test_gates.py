"""What stands before an open workspace: the first run and the page that asks for the passphrase."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QCheckBox, QLabel, QLineEdit, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from tests.ui.conftest import Type
from tests.ui.reachable import settle, unnamed, unreachable
from ui import words
from ui.pages.first_run import FirstRun, FirstRunPage
from ui.pages.passphrase_hint import strength
from ui.pages.unlock import UnlockPage
from ui.widgets.basics import Choice

ROLES = [Choice("field_officer", "Field officer"), Choice("focal_point", "Focal point")]


@pytest.fixture
def first(qtbot: QtBot, qapp: QApplication, tmp_path: Path) -> FirstRunPage:
    page = FirstRunPage(tmp_path / "here", lambda: ROLES, "sample words", lambda _parent, _start: tmp_path / "there")
    qtbot.addWidget(page)

    def use(language: str) -> None:
        words.use(qapp, language)
        page.rebuild()

    page.language_chosen.connect(use)
    page.show()
    settle()
    return page


def press(page: QWidget, text: str) -> None:
    made = next(one for one in page.findChildren(QPushButton) if one.text() == text and one.isVisible())
    made.click()
    settle()


def says(page: QWidget) -> str:
    return "\n".join(label.text() for label in page.findChildren(QLabel) if label.isVisible())


def fill(page: QWidget, values: dict[str, str], typing: Type) -> None:
    for name, text in values.items():
        field = next(one for one in page.findChildren(QLineEdit) if name in {one.objectName(), one.accessibleName()})
        field.clear()
        typing(field, text)


def test_the_first_run_asks_for_all_that_a_workspace_needs(first: FirstRunPage, typing: Type, tmp_path: Path) -> None:
    wanted: list[FirstRun] = []
    first.wanted.connect(wanted.append)

    press(first, "Set up my workspace")
    fill(first, {"office": "lbn-tyr", "office_name": "Bureau de Tyr", "person": "Nadia"}, typing)
    press(first, "Continue")
    fill(first, {"Passphrase": "seven words open this", "Passphrase once more": "seven words open this"}, typing)
    press(first, "Make the workspace")

    assert wanted == [
        FirstRun(tmp_path / "here", "en", "LBN-TYR", "Bureau de Tyr", "Nadia", "field_officer", "seven words open this")
    ]


def test_choosing_a_language_changes_the_words_and_keeps_the_answers(
    first: FirstRunPage, typing: Type, qapp: QApplication
) -> None:
    press(first, "Set up my workspace")
    fill(first, {"office": "LBN-TYR"}, typing)

    first.language_chosen.emit("ar")

    office = next(one for one in first.findChildren(QLineEdit) if one.objectName() == "office")
    assert office.text() == "LBN-TYR"
    assert qapp.layoutDirection() == Qt.LayoutDirection.RightToLeft
    assert first.wish.language == "ar"


def test_two_different_passphrases_are_refused(first: FirstRunPage, typing: Type) -> None:
    wanted: list[FirstRun] = []
    first.wanted.connect(wanted.append)
    press(first, "Set up my workspace")
    fill(first, {"office": "A", "office_name": "B", "person": "C"}, typing)
    press(first, "Continue")

    fill(first, {"Passphrase": "seven words open this", "Passphrase once more": "seven words"}, typing)
    press(first, "Make the workspace")

    assert wanted == []
    assert "The two passphrases differ" in says(first)


def test_another_place_can_be_chosen(first: FirstRunPage, typing: Type, tmp_path: Path) -> None:
    press(first, "Set up my workspace")
    fill(first, {"office": "A", "office_name": "B", "person": "C"}, typing)
    press(first, "Continue")

    press(first, "Elsewhere…")

    assert first.wish.folder == tmp_path / "there"
    assert str(tmp_path / "there") in says(first)


def test_one_click_leads_to_sample_data(first: FirstRunPage) -> None:
    wanted: list[FirstRun] = []
    first.wanted.connect(wanted.append)
    explained = says(first)

    press(first, "Look around with sample data")

    assert "sample words" in explained
    assert wanted[0].sample


def test_the_recovery_key_must_be_kept_before_going_on(first: FirstRunPage) -> None:
    finished: list[bool] = []
    first.finished.connect(lambda: finished.append(True))
    first.show_recovery("AGE-SECRET-KEY-1XYZ")
    settle()
    onwards = next(made for made in first.findChildren(QPushButton) if made.text() == "Start")

    before = onwards.isEnabled()
    first.findChildren(QCheckBox)[0].click()
    onwards.click()

    shown = next(one for one in first.findChildren(QLabel) if one.objectName() == "recovery")
    assert shown.text().replace(" ", "") == "AGE-SECRET-KEY-1XYZ"
    assert not before
    assert finished == [True]


def test_a_refusal_is_told_where_it_can_be_mended(first: FirstRunPage, typing: Type) -> None:
    press(first, "Set up my workspace")
    fill(first, {"office": "A", "office_name": "B", "person": "C"}, typing)
    press(first, "Continue")
    fill(first, {"Passphrase": "seven words open this", "Passphrase once more": "seven words open this"}, typing)
    press(first, "Make the workspace")

    first.refuse("The folder is not empty.")
    settle()

    assert "The folder is not empty." in says(first)
    assert "Protect your workspace" in says(first)


def test_the_keyboard_begins_where_something_is_to_be_typed(first: FirstRunPage) -> None:
    first.activateWindow()
    settle()

    press(first, "Set up my workspace")

    focused = QApplication.focusWidget()
    assert isinstance(focused, QLineEdit)
    assert focused.objectName() == "office"


@pytest.mark.parametrize("step", [0, 1, 2, 3, 4])
def test_every_step_can_be_named_and_reached(first: FirstRunPage, step: int) -> None:
    first.show_form(step)
    settle()

    assert unnamed(first) == []
    assert unreachable(first) == []


@pytest.mark.parametrize(
    ("passphrase", "hint"),
    [
        ("", "Several words"),
        ("abc", "Too short"),
        ("aaaaaaaaaaaaaaaa", "Too short"),
        ("Tr0ub4dor", "Weak"),
        ("three words here", "Fair"),
        ("correct horse battery staple", "Good"),
    ],
)
def test_the_hint_says_in_plain_words_how_good_a_passphrase_is(passphrase: str, hint: str) -> None:
    assert strength(passphrase).startswith(hint)


@pytest.fixture
def unlock(qtbot: QtBot, tmp_path: Path) -> UnlockPage:
    page = UnlockPage(tmp_path)
    qtbot.addWidget(page)
    page.show()
    settle()
    return page


def test_enter_opens_with_the_passphrase(qtbot: QtBot, unlock: UnlockPage, typing: Type) -> None:
    with qtbot.waitSignal(unlock.entered) as entered:
        fill(unlock, {"Passphrase": "كلمة السر الطويلة"}, typing)
        press(unlock, "Open")

    assert entered.args == ["كلمة السر الطويلة"]
    assert "Opening…" in [made.text() for made in unlock.findChildren(QPushButton)]


def test_a_wrong_passphrase_is_told_and_can_be_tried_again(unlock: UnlockPage, typing: Type) -> None:
    fill(unlock, {"Passphrase": "wrong"}, typing)
    press(unlock, "Open")

    unlock.refuse("This passphrase does not open the workspace.")

    assert "This passphrase does not open the workspace." in says(unlock)
    assert next(made for made in unlock.findChildren(QPushButton) if made.text() == "Open").isEnabled()


def test_the_recovery_key_opens_with_a_new_passphrase(qtbot: QtBot, unlock: UnlockPage, typing: Type) -> None:
    press(unlock, "Forgotten? Use the recovery key")

    with qtbot.waitSignal(unlock.recovered) as recovered:
        fill(unlock, {"Recovery key": "age-secret-key-1 abc", "New passphrase": "a new passphrase"}, typing)
        press(unlock, "Open")

    assert recovered.args == ["AGE-SECRET-KEY-1ABC", "a new passphrase"]


def test_a_workspace_on_its_way_to_this_version_says_so_and_can_be_stopped(qtbot: QtBot, unlock: UnlockPage) -> None:
    unlock.show_step(0, 0)
    assert "Open your workspace" in says(unlock)

    unlock.show_step(1, 4)
    settle()
    assert "Bringing your records to this version…" in says(unlock)
    assert "Step 2 of 4" in says(unlock)
    with qtbot.waitSignal(unlock.stopped):
        press(unlock, "Stop")
    assert "It stops after this step…" in says(unlock)

    unlock.rebuild()
    settle()
    assert "Open your workspace" in says(unlock)


def test_a_workspace_that_cannot_be_brought_to_this_version_can_be_tried_again(
    unlock: UnlockPage, typing: Type
) -> None:
    fill(unlock, {"Passphrase": "seven words"}, typing)
    unlock.show_step(3, 4)

    unlock.refuse("The disk is full.")
    settle()

    assert "The disk is full." in says(unlock)
    assert unlock.findChildren(QLineEdit)[0].text() == "seven words"


def test_what_was_typed_survives_a_change_of_language(unlock: UnlockPage, typing: Type) -> None:
    fill(unlock, {"Passphrase": "seven words"}, typing)

    unlock.rebuild()
    settle()

    assert unlock.findChildren(QLineEdit)[0].text() == "seven words"
    assert unnamed(unlock) == []
    assert unreachable(unlock) == []
