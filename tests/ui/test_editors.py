"""Editors of single values."""

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QFocusEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QComboBox, QLineEdit, QPlainTextEdit, QPushButton
from pytestqt.qtbot import QtBot

from tests.ui.conftest import Type
from ui.widgets.basics import Choice
from ui.widgets.coded import CodeEditor, CodesEditor
from ui.widgets.compound import DateEditor, MoneyEditor, PeriodEditor, read_date
from ui.widgets.editors import BoolEditor, Editor, IntEditor, LongTextEditor, TextEditor, WordsEditor
from ui.widgets.linked import RefEditor, RowsEditor

SCOPES = [Choice("local", "Local"), Choice("national", "National")]
MANY = [Choice(f"t{number}", f"Theme {number}") for number in range(20)]


def line(editor: Editor, number: int = 0) -> QLineEdit:
    return editor.findChildren(QLineEdit)[number]


def leave(editor: Editor) -> None:
    """Take the keyboard away from an editor, as Tab does."""
    for inner in (*editor.findChildren(QLineEdit), *editor.findChildren(QPlainTextEdit)):
        QApplication.sendEvent(inner, QFocusEvent(QEvent.Type.FocusOut))


def test_every_letter_is_told_and_a_pause_saves(qtbot: QtBot, typing: Type) -> None:
    editor = TextEditor("Name")
    qtbot.addWidget(editor)
    told: list[object] = []
    editor.edited.connect(told.append)

    with qtbot.waitSignal(editor.changed) as changed:
        typing(line(editor), "Été ")

    assert told == ["É", "Ét", "Été", "Été"]
    assert changed.args == ["Été"]


def test_leaving_the_field_saves_at_once(qtbot: QtBot, typing: Type) -> None:
    editor = LongTextEditor("Notes")
    qtbot.addWidget(editor)
    told: list[object] = []
    editor.changed.connect(told.append)

    typing(editor.findChildren(QPlainTextEdit)[0], "كتب")
    leave(editor)
    leave(editor)

    assert told == ["كتب"]


def test_showing_a_value_tells_nobody(qtbot: QtBot) -> None:
    told: list[object] = []
    editors: list[tuple[Editor, object]] = [
        (TextEditor("a"), "x"),
        (LongTextEditor("b"), "x\ny"),
        (WordsEditor("c"), ["a", "b"]),
        (IntEditor("d"), 12),
        (BoolEditor("e"), False),
        (CodeEditor("f", SCOPES), "local"),
        (CodesEditor("g", SCOPES), ["local"]),
        (CodesEditor("h", MANY), ["t1", "t3"]),
        (DateEditor("i"), "2026-05-03"),
        (PeriodEditor("j"), {"start": "2026-01-01", "end": "2026-12-31"}),
        (MoneyEditor("k"), {"minor": 120050, "currency": "EUR"}),
        (RowsEditor("l", ("number", "authority"), {}), [{"number": "7", "authority": "Tyr"}]),
        (RefEditor("m", lambda _text: [], lambda one: f"Title of {one}"), "0" * 32),
    ]

    for editor, value in editors:
        qtbot.addWidget(editor)
        editor.edited.connect(told.append)
        editor.set_value(value)
        editor.flush()

    assert [editor.value() for editor, _value in editors] == [value for _editor, value in editors]
    assert told == []


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("3/5/2026", "2026-05-03"),
        ("03.05.26", "2026-05-03"),
        ("2026-05-03", "2026-05-03"),
        ("٣/٥/٢٠٢٦", "2026-05-03"),
        ("31/02/2026", None),
        ("May", None),
    ],
)
def test_dates_are_understood_day_first_in_any_digits(typed: str, expected: str | None) -> None:
    day = read_date(typed)

    assert (day.isoformat() if day else None) == expected


def test_half_a_date_is_no_value_and_says_how_to_write_it(qtbot: QtBot, typing: Type) -> None:
    editor = DateEditor("Done on")
    qtbot.addWidget(editor)
    told: list[object] = []
    editor.changed.connect(told.append)

    typing(line(editor), "31/02")
    leave(editor)

    assert told == []
    assert "31/12/2026" in editor.problem()


def test_a_number_in_letters_is_not_saved_until_it_is_one(qtbot: QtBot, typing: Type) -> None:
    editor = IntEditor("Year")
    qtbot.addWidget(editor)
    told: list[object] = []
    editor.changed.connect(told.append)

    typing(line(editor), "19x")
    editor.flush()
    problem = editor.problem()
    line(editor).clear()
    typing(line(editor), "١٩٩٩")
    editor.flush()

    assert problem
    assert told == [1999]


def test_a_period_cannot_end_before_it_begins(qtbot: QtBot, typing: Type) -> None:
    editor = PeriodEditor("Duration")
    qtbot.addWidget(editor)
    told: list[object] = []
    editor.changed.connect(told.append)
    editor.set_value({"start": "2026-05-03"})

    typing(line(editor, 1), "1/1/2026")
    editor.flush()

    assert told == []
    assert editor.problem() == "The last day lies before the first."


def test_an_amount_is_exact_with_a_comma_too(qtbot: QtBot, typing: Type) -> None:
    editor = MoneyEditor("Amount")
    qtbot.addWidget(editor)
    editor.set_value({"currency": "eur"})

    typing(line(editor), "1 200,10")

    assert editor.value() == {"minor": 120010, "currency": "EUR"}


def test_an_amount_has_as_many_decimals_as_its_currency(qtbot: QtBot, typing: Type) -> None:
    editor = MoneyEditor("Amount")
    qtbot.addWidget(editor)
    editor.set_value({"minor": -1200, "currency": "XOF"})
    shown = line(editor).text()

    typing(line(editor), ".50")

    assert shown == "-1200"
    assert "no unit so small" in editor.problem()


def test_yes_can_be_taken_back(qtbot: QtBot) -> None:
    editor = BoolEditor("Has branches")
    qtbot.addWidget(editor)
    yes = editor.findChildren(QPushButton)[0]
    told: list[object] = []
    editor.changed.connect(told.append)

    yes.click()
    yes.click()

    assert told == [True, None]


def test_a_code_that_is_not_known_here_is_shown_and_kept(qtbot: QtBot) -> None:
    one, several = CodeEditor("Scope", SCOPES), CodesEditor("Themes", MANY)
    qtbot.addWidget(one)
    qtbot.addWidget(several)

    one.set_value("galactic")
    several.set_value(["t1", "from_elsewhere"])

    assert one.value() == "galactic"
    assert several.value() == ["from_elsewhere", "t1"]


def test_the_keyboard_chooses_a_code(qtbot: QtBot) -> None:
    editor = CodeEditor("Scope", SCOPES)
    qtbot.addWidget(editor)
    told: list[object] = []
    editor.changed.connect(told.append)

    QTest.keyClick(editor.findChildren(QComboBox)[0], Qt.Key.Key_Down)

    assert told == ["local"]


def test_a_line_can_be_added_to_a_small_table_and_removed(qtbot: QtBot, typing: Type) -> None:
    editor = RowsEditor("Registrations", ("number", "authority"), {"number": "Number"})
    qtbot.addWidget(editor)
    editor.set_value(None)

    add = next(made for made in editor.findChildren(QPushButton) if made.text() == "Add a line")
    add.click()
    typing(line(editor._lines[0]["number"]), "42")
    filled = editor.value()
    editor._remove(0)

    assert filled == [{"number": "42"}]
    assert editor.value() is None


def test_a_small_table_takes_dates_as_people_write_them(qtbot: QtBot, typing: Type) -> None:
    editor = RowsEditor(
        "Timetable", ("what", "by"), {}, lambda part, name: (DateEditor if part == "by" else TextEditor)(name)
    )
    qtbot.addWidget(editor)
    told: list[object] = []
    editor.changed.connect(told.append)
    editor.set_value([{"what": "Visit", "by": "2026-05-03"}])
    shown = line(editor._lines[0]["by"]).text()

    typing(line(editor._lines[0]["what"]), "s")
    line(editor._lines[0]["by"]).clear()
    typing(line(editor._lines[0]["by"]), "4/5/2026")
    editor.flush()

    assert shown == "03/05/2026"
    assert told[-1] == [{"what": "Visits", "by": "2026-05-04"}]


def test_another_record_is_found_by_typing_its_name(qtbot: QtBot, typing: Type) -> None:
    found = {"a" * 32: "Network of the North", "b" * 32: "Network of the South"}
    editor = RefEditor(
        "Partner",
        lambda text: [Choice(one, name) for one, name in found.items() if text.lower() in name.lower()],
        lambda one: found.get(one, ""),
    )
    qtbot.addWidget(editor)
    editor.show()

    typing(line(editor), "south")
    editor._picked(editor._names.index(0))

    assert editor.value() == "b" * 32
