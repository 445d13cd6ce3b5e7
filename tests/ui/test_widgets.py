"""Search, filters, conflicts, comparison, empty pages and the passphrase field."""

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QCheckBox, QLabel, QLineEdit, QPushButton, QToolButton, QWidget
from pytestqt.qtbot import QtBot

from tests.ui.conftest import Type
from tests.ui.reachable import settle, unnamed, unreachable
from ui.widgets.basics import Choice, PageHeader, label
from ui.widgets.chips import FilterChip
from ui.widgets.compare import Compared, Comparison
from ui.widgets.conflict import ConflictView, Version
from ui.widgets.empty import EmptyState
from ui.widgets.passphrase import PassphraseField
from ui.widgets.search import SearchField

SCOPES = [Choice("local", "Local"), Choice("national", "National & regional"), Choice("world", "World")]


def test_search_waits_for_a_pause_in_typing(qtbot: QtBot, typing: Type) -> None:
    field = SearchField("Search partners")
    qtbot.addWidget(field)
    asked: list[str] = []
    field.searched.connect(asked.append)

    with qtbot.waitSignal(field.searched):
        typing(field, "œuvré")

    assert asked == ["œuvré"]


def test_escape_empties_the_search_at_once(qtbot: QtBot, typing: Type) -> None:
    field = SearchField("Search partners")
    qtbot.addWidget(field)
    asked: list[str] = []
    field.searched.connect(asked.append)
    typing(field, "abc")
    QTest.keyClick(field, Qt.Key.Key_Return)

    QTest.keyClick(field, Qt.Key.Key_Escape)

    assert asked == ["abc", ""]


def test_several_codes_of_a_filter_can_be_on(qtbot: QtBot) -> None:
    chip = FilterChip("Scope", SCOPES)
    qtbot.addWidget(chip)
    chip.show()
    told: list[frozenset[str]] = []
    chip.chosen.connect(told.append)

    chip.click()
    popup = chip.popup()
    assert popup is not None
    QTest.keyClick(popup.boxes["local"], Qt.Key.Key_Space)
    QTest.keyClick(popup.boxes["local"], Qt.Key.Key_Down)
    QTest.keyClick(popup.boxes["national"], Qt.Key.Key_Space)
    reached = popup.boxes["national"].hasFocus() or popup.focusWidget() is popup.boxes["national"]
    popup.close()

    assert told == [frozenset({"local"}), frozenset({"local", "national"})]
    assert reached
    assert chip.text() == "Scope: 2 chosen"
    assert chip.isChecked()


def test_a_filter_with_one_value_names_it(qtbot: QtBot) -> None:
    chip = FilterChip("Scope", SCOPES)
    qtbot.addWidget(chip)

    chip.set_codes({"national"})

    assert chip.accessibleName() == "Scope: National & regional"
    assert chip.text() == "Scope: National && regional"


def test_clearing_a_filter_tells_once(qtbot: QtBot) -> None:
    chip = FilterChip("Scope", SCOPES)
    qtbot.addWidget(chip)
    chip.show()
    chip.set_codes({"local", "world"})
    told: list[frozenset[str]] = []
    chip.chosen.connect(told.append)

    chip.click()
    popup = chip.popup()
    assert popup is not None
    next(made for made in popup.findChildren(QPushButton) if made.text() == "Clear").click()
    boxes = [box.isChecked() for box in popup.findChildren(QCheckBox)]
    popup.close()

    assert told == [frozenset()]
    assert boxes == [False, False, False]


def test_a_conflict_shows_all_values_and_who_gave_them(qtbot: QtBot) -> None:
    versions = [
        Version("x", "TERRAIN", "Field officer", "3 May", provisional=True),
        Version("y", "REGION", "Focal point", "4 May"),
    ]
    view = ConflictView("Acronym", "OLD", versions)
    qtbot.addWidget(view)
    view.show()
    told: list[tuple[str, str]] = []
    view.chosen.connect(lambda key, reason: told.append((key, reason)))
    words = [label.text() for label in view.findChildren(QLabel)]
    view.findChildren(QLineEdit)[0].setText("The office knows")

    keep = [made for made in view.findChildren(QPushButton) if made.objectName() == "choose"]
    keep[0].click()

    assert {"Acronym", "OLD", "TERRAIN", "REGION", "\u2068Field officer\u2069, 3 May"} <= set(words)
    assert keep[1].accessibleName() == "Acronym: keep “REGION” of Focal point"
    assert told == [("x", "The office knows")]
    assert unnamed(view) == []
    assert unreachable(view) == []


def test_a_comparison_reads_each_line_as_a_sentence(qtbot: QtBot) -> None:
    table = Comparison()
    qtbot.addWidget(table)

    table.show_lines([Compared("Balance of power", "Consistent (3)", "", "")])

    spoken = [label.accessibleName() for label in table.findChildren(QLabel) if label.accessibleName()]
    assert spoken == ["Balance of power: ours Consistent (3), partner’s not answered. "]


def test_an_empty_page_offers_what_to_do(qtbot: QtBot) -> None:
    page = EmptyState("inbox", "No bundle yet", "Import one.", "Import…")
    qtbot.addWidget(page)

    with qtbot.waitSignal(page.asked):
        page.findChildren(QPushButton)[0].click()

    assert page.accessibleName() == "No bundle yet"


def test_a_passphrase_is_hidden_until_somebody_wants_to_see_it(qtbot: QtBot, typing: Type) -> None:
    field = PassphraseField("Passphrase")
    qtbot.addWidget(field)
    field.show()
    line = field.findChildren(QLineEdit)[0]

    typing(line, "sept mots")
    hidden = line.displayText()
    field.findChildren(QToolButton)[0].click()

    assert "sept" not in hidden
    assert line.displayText() == "sept mots"
    assert field.text() == "sept mots"


def test_the_search_field_speaks(qtbot: QtBot) -> None:
    field = SearchField("Search partners")
    qtbot.addWidget(field)
    field.setText("x")
    field.show()
    settle()

    assert field.accessibleName() == "Search partners"
    assert unnamed(field) == []


def test_the_head_of_a_page_leaves_the_keyboard_in_the_window(qtbot: QtBot) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    window.show()
    qtbot.waitActive(window)

    header = PageHeader("Exchange", "Bundles are encrypted files")
    qtbot.addWidget(header)
    settle()

    assert window.isActiveWindow()


def test_no_letter_is_cut_where_a_line_from_the_right_is_full(qtbot: QtBot, qapp: QApplication) -> None:
    qapp.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
    words = label("من أصل 4 شكاوى طُلب الإعلان عن تغيير الحصص قبل التوزيع.")
    qapp.setLayoutDirection(Qt.LayoutDirection.LeftToRight)
    qtbot.addWidget(words)
    line = words.fontMetrics().horizontalAdvance("من أصل 4 شكاوى طُلب الإعلان")

    for width in range(line, line + 12):
        words.resize(width, words.heightForWidth(width))
        picture = words.grab().toImage()
        edge = {picture.pixel(0, y) for y in range(picture.height())}
        assert len(edge) == 1, width
