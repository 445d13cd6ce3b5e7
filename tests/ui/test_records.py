"""Parts that serve any kind of record: lists from the store, forms over one draft, tables and questions above a page."""

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit, QPushButton
from pytestqt.qtbot import QtBot

from partnerdesk.desk import Desk
from partnerdesk.store.listings import ListRow, Query
from tests.core.devices import OFFICER, device
from tests.ui.conftest import Type
from tests.ui.reachable import settle
from ui import binding
from ui.listing import CHANGED, DeskListing, columns
from ui.models import MARK, PAGE, RecordListModel, Row
from ui.pages.record_editor import Group, RecordEditor
from ui.widgets.asking import AskBar
from ui.widgets.link import Link
from ui.widgets.record_table import RecordTable, Width


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    """Give the desk of a field officer."""
    made = device(tmp_path / "field", OFFICER)
    yield made
    made.close()


@pytest.fixture
def cedar(desk: Desk) -> str:
    """Give a partner."""
    return desk.create("partner", {"legal_name": "Association Cèdre", "org_type": ["ngo"]})


def line(editor: RecordEditor, name: str) -> QLineEdit:
    return editor.form_of(name).editor(name).findChildren(QLineEdit)[0]


def test_a_list_tells_codes_references_amounts_and_dates_in_words(desk: Desk, cedar: str) -> None:
    record = desk.create(
        "agreement",
        {"partner_id": cedar, "name": "Letter", "status": "signed", "amount": {"minor": 120050, "currency": "EUR"}},
    )
    listing = DeskListing(desk, "agreement", ["partner_id", "status", "amount"])

    row = listing.rows([record])[record]

    assert (row["partner_id"], row["status"], row["amount"]) == ("Association Cèdre", "Signed", "1,200.50 EUR")
    assert row[CHANGED]


def test_a_list_marks_what_breaks_a_rule_of_its_kind(desk: Desk) -> None:
    record = desk.create("partner", {"legal_name": "Without a type"})

    assert DeskListing(desk, "partner", ["legal_name"]).rows([record])[record][MARK] == "review"


def test_computed_columns_are_asked_for_one_page_at_a_time(desk: Desk, cedar: str) -> None:
    asked: list[int] = []

    def more(rows: Sequence[ListRow]) -> Mapping[str, Row]:
        asked.append(len(rows))
        return {row.id: {"letters": len(str(row.values["legal_name"]))} for row in rows}

    for number in range(99):
        desk.create("partner", {"legal_name": f"Partner {number:02}", "org_type": ["ngo"]})
    model = RecordListModel(DeskListing(desk, "partner", ["legal_name"], more), columns("partner", ["legal_name"]))

    model.set_query(Query("partner"))
    first = model.data(model.index(0, 0))

    assert (model.rowCount(), first, asked) == (100, "Association Cèdre", [PAGE])
    assert cedar == model.id_at(0)


def test_a_long_text_stands_in_a_cell_as_one_line(desk: Desk) -> None:
    record = desk.create("action", {"description": "First line\nSecond line", "responsible": "Rana"})

    assert (
        DeskListing(desk, "action", ["description"]).rows([record])[record]["description"] == "First line Second line"
    )


def test_a_field_that_no_group_names_stands_in_the_last_one(qtbot: QtBot, desk: Desk) -> None:
    editor = RecordEditor(desk, "contact", [Group("Who", ("name",)), Group("More", ("function",))], ("partner_id",))
    qtbot.addWidget(editor)

    assert editor.names()[:2] == ["name", "function"]
    assert editor.form_of("channels") is editor.form_of("function")
    assert "partner_id" not in editor.names()


def test_two_forms_over_one_record_save_each_what_was_typed_into_it(
    qtbot: QtBot, desk: Desk, cedar: str, typing: Type
) -> None:
    editor = RecordEditor(desk, "partner", [Group("Name", ("legal_name",)), Group("Rest", ("acronym", "place"))])
    qtbot.addWidget(editor)
    editor.show_record(desk.view("partner", cedar))

    typing(line(editor, "legal_name"), " de Tyr")
    typing(line(editor, "place"), "Tyr")
    saved = editor.flush()

    stored = desk.view("partner", cedar)
    assert saved
    assert (stored["legal_name"], stored["place"]) == ("Association Cèdre de Tyr", "Tyr")


def test_a_mark_goes_away_with_what_it_marked(qtbot: QtBot, desk: Desk, typing: Type) -> None:
    record = desk.create("contact", {"partner_id": "0" * 32, "function": "Director"})
    editor = RecordEditor(desk, "contact")
    qtbot.addWidget(editor)
    editor.show_record(desk.view("contact", record))
    before = binding.marks(desk.view("contact", record))

    typing(line(editor, "name"), "Dima")
    editor.flush()

    marks = [one.text() for one in editor.form_of("name").row("name").findChildren(QPushButton)]
    assert before == {"name": "review"}
    assert marks == [""]


def test_enter_opens_and_delete_asks(qtbot: QtBot, desk: Desk, cedar: str) -> None:
    model = RecordListModel(DeskListing(desk, "partner", ["legal_name"]), columns("partner", ["legal_name"]))
    model.set_query(Query("partner"))
    table = RecordTable(model, [Width(1)])
    qtbot.addWidget(table)
    table.show()
    opened: list[str] = []
    asked: list[str] = []
    table.opened.connect(opened.append)
    table.delete_asked.connect(asked.append)

    table.enter()
    QTest.keyClick(table, Qt.Key.Key_Return)
    QTest.keyClick(table, Qt.Key.Key_Delete)

    assert (opened, asked) == ([cedar], [cedar])


def test_columns_give_way_where_there_is_no_room(qtbot: QtBot, desk: Desk) -> None:
    model = RecordListModel(
        DeskListing(desk, "partner", ["legal_name", "acronym"]), columns("partner", ["legal_name", "acronym"])
    )
    table = RecordTable(model, [Width(2), Width(1, 500)])
    qtbot.addWidget(table)
    table.show()

    hidden = []
    for width in (800, 400):
        table.resize(width, 300)
        settle()
        hidden.append(table.isColumnHidden(1))

    assert hidden == [False, True]


def test_a_question_puts_the_keyboard_on_the_answer_that_changes_nothing(qtbot: QtBot) -> None:
    bar = AskBar()
    qtbot.addWidget(bar)
    done: list[str] = []

    bar.ask("Take it away?", "Take away", lambda: done.append("away"))
    bar.activateWindow()
    qtbot.waitActive(bar)
    QTest.keyClick(bar.focusWidget(), Qt.Key.Key_Return)

    assert done == []
    assert not bar.isVisible()


def test_what_stays_cannot_be_closed_and_is_done_once(qtbot: QtBot) -> None:
    bar = AskBar()
    qtbot.addWidget(bar)
    done: list[str] = []
    bar.offer("Two values.", "Compare", lambda: done.append("compared"), "warning", stays=True)

    QTest.keyClick(bar, Qt.Key.Key_Escape)
    bar.yes.click()

    assert bar.isVisible()
    assert not bar.no.isVisible()
    assert done == ["compared"]


def test_a_link_that_is_cut_off_tells_all_its_words(qtbot: QtBot) -> None:
    link = Link("A name that needs much more room than there is")
    qtbot.addWidget(link)

    link.resize(120, 30)
    link.show()

    assert "…" in link.text()
    assert link.toolTip() == link.accessibleName() == "A name that needs much more room than there is"
