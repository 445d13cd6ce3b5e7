"""The page of decisions: the list, one decision by keyboard, many at once, taking back, and edits at the same time."""

from pathlib import Path

import pytest
from PySide6.QtCore import QItemSelectionModel, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QComboBox, QLabel, QPlainTextEdit, QPushButton
from pytestqt.qtbot import QtBot

from partnerdesk import conflicts, parallel, showing
from partnerdesk.conflicts import Take
from partnerdesk.desk import Desk
from partnerdesk.textmerge import Piece
from tests.core.devices import hand_over, introduce, ops_of, take_in
from tests.ui.reachable import unnamed, unreachable
from ui.pages.conflicts import ConflictsPage
from ui.widgets.marked_text import MarkedText

FIELDS = ("acronym", "local_name", "place")
TEXT = "They train their staff every year. The board meets twice. Accounts are audited by a third party."


@pytest.fixture
def record(field: Desk, region: Desk) -> str:
    """Let both sides change three fields of one partner; the region hears of it."""
    record = field.create("partner", {"legal_name": "Cèdre", "acronym": "OLD"})
    take_in(region, ops_of(field))
    field.change("partner", record, dict.fromkeys(FIELDS, "FIELD"))
    region.change("partner", record, dict.fromkeys(FIELDS, "REGION"))
    take_in(region, ops_of(field))
    return record


@pytest.fixture
def page(qtbot: QtBot, region: Desk, record: str) -> ConflictsPage:
    """Give the page of the region."""
    assert record
    made = ConflictsPage(region)
    qtbot.addWidget(made)
    made.resize(1150, 700)
    made.show()
    qtbot.waitExposed(made)
    return made


def choices(page: ConflictsPage) -> list[QPushButton]:
    # Qt shows widgets that were just put into a layout only when it comes back to its events.
    QApplication.processEvents()
    return [made for made in page.findChildren(QPushButton, "choose") if made.isVisible()]


def fields(page: ConflictsPage) -> list[str]:
    return [made.accessibleName().partition(":")[0] for made in choices(page)]


def test_every_open_decision_stands_in_one_list_with_its_values(page: ConflictsPage) -> None:
    model = page.deciding.model

    shown = [[str(model.index(row, column).data()) for column in range(5)] for row in range(model.rowCount())]

    assert [line[1] for line in shown] == [showing.field_label("partner", name) for name in FIELDS]
    assert all("FIELD" in line[2] and "REGION" in line[2] for line in shown)
    assert all("Focal point" in line[3] for line in shown)


def test_a_digit_chooses_a_value_enter_decides_and_the_next_one_comes_up(
    page: ConflictsPage, region: Desk, record: str
) -> None:
    wanted = next(n for n, made in enumerate(choices(page), 1) if "“FIELD”" in made.accessibleName())
    page.deciding.table.setFocus()

    QTest.keyClick(page.deciding.table, Qt.Key(Qt.Key.Key_0 + wanted))
    chosen = choices(page)[wanted - 1]
    told = chosen.accessibleName()
    chosen.click()

    assert told.startswith("Acronym")
    assert region.view("partner", record)["acronym"] == "FIELD"
    assert fields(page) == [showing.field_label("partner", "local_name")] * 2


def test_what_was_decided_last_is_taken_back(page: ConflictsPage, region: Desk) -> None:
    choices(page)[0].click()
    assert conflicts.count(region) == 2

    QTest.keyClick(page.deciding.table, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)

    assert conflicts.count(region) == 3
    assert page.deciding.model.rowCount() == 3


def test_leaving_one_for_later_goes_on_to_the_next_and_decides_nothing(page: ConflictsPage, region: Desk) -> None:
    first = page.deciding.table.selected()

    page.deciding.one.left.emit()

    assert page.deciding.table.selected() != first
    assert conflicts.count(region) == 3


def test_several_are_decided_at_once_after_a_look_and_taken_back_as_one(
    page: ConflictsPage, region: Desk, record: str
) -> None:
    deciding = page.deciding
    deciding.table.selectAll()
    deciding.many.take(Take(office="LBN-TYR"))
    (decide,) = deciding.many.findChildren(QPushButton, "decide-all")
    told = [label.text() for label in deciding.many.findChildren(QLabel)]

    decide.click()

    assert "3 would be decided. 0 stay open." in told
    assert {region.view("partner", record)[name] for name in FIELDS} == {"FIELD"}
    deciding.take_back()
    assert conflicts.count(region) == 3


def test_the_list_is_narrowed_by_what_there_is(page: ConflictsPage) -> None:
    narrowing = page.deciding.narrowing
    narrowing.chips["fields"].pressed.emit()

    narrowing.chips["fields"].chosen.emit(frozenset())
    narrowing.chips["fields"].set_codes({"place"})
    narrowing.changed.emit()

    assert page.deciding.model.rowCount() == 1


def test_texts_are_shown_word_by_word_and_put_together(qtbot: QtBot, field: Desk, region: Desk) -> None:
    record = field.create("partner", {"legal_name": TEXT})
    take_in(region, ops_of(field))
    field.change("partner", record, {"legal_name": TEXT.replace("every year", "each spring")})
    region.change("partner", record, {"legal_name": TEXT.replace("twice", "four times")})
    take_in(region, ops_of(field))
    page = ConflictsPage(region)
    qtbot.addWidget(page)
    page.resize(1150, 700)
    page.show()
    marks = [view.accessibleName() for view in page.findChildren(MarkedText)]
    combined = page.findChildren(QPlainTextEdit)[0]

    choices(page)[2].click()

    assert any("[added: each spring]" in text for text in marks)
    assert any("[removed: twice]" in text for text in marks)
    assert combined.toPlainText() == region.view("partner", record)["legal_name"]
    assert region.view("partner", record)["legal_name"] == TEXT.replace("every year", "each spring").replace(
        "twice", "four times"
    )


def test_words_of_people_are_never_taken_for_mark_up(qtbot: QtBot) -> None:
    view = MarkedText([Piece("<b>bold</b> &amp; ", "same"), Piece("<script>", "added")])
    qtbot.addWidget(view)

    assert view.toPlainText() == "<b>bold</b> &amp; <script>"


def test_edits_at_the_same_time_are_shown_apart_and_go_once_somebody_looked(
    qtbot: QtBot, field: Desk, region: Desk, tmp_path: Path
) -> None:
    introduce(field, region)
    record = field.create("partner", {"legal_name": "Cèdre"})
    hand_over(field, region, tmp_path)
    field.change("partner", record, {"acronym": "C"})
    region.change("partner", record, {"place": "Sour"})
    hand_over(field, region, tmp_path)
    page = ConflictsPage(region)
    qtbot.addWidget(page)
    page.show_target("beside")
    page.resize(1150, 700)
    page.show()
    QApplication.processEvents()
    told = " ".join(label.text() for label in page.beside.findChildren(QLabel) if label.isVisible())

    page.beside.looked.click()

    assert "Sour" in told
    assert "handed-over.pdbundle" in told
    assert parallel.count(region) == 0
    assert page.beside.model.rowCount() == 0


def test_everything_on_the_page_has_a_name_and_is_reached_by_keyboard(page: ConflictsPage) -> None:
    one = (unnamed(page), unreachable(page.deciding))
    page.deciding.table.selectAll()

    assert one == ([], [])
    assert (unnamed(page), unreachable(page.deciding)) == ([], [])
    assert page.deciding.many.findChildren(QComboBox)[0].accessibleName()


def test_an_arrow_key_moves_on_to_the_next_decision(page: ConflictsPage) -> None:
    table = page.deciding.table
    flags = QItemSelectionModel.SelectionFlag.ClearAndSelect | QItemSelectionModel.SelectionFlag.Rows

    table.selectionModel().setCurrentIndex(page.deciding.model.index(2, 0), flags)

    assert fields(page) == [showing.field_label("partner", "place")] * 2
