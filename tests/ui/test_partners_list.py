"""The list of partners: found as people type, narrowed, sorted, opened, taken away and brought back."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPushButton
from pytestqt.qtbot import QtBot

from partnerdesk import partners
from partnerdesk.desk import Desk
from partnerdesk.i18n import N_
from tests.core.devices import FOCAL, OFFICER, device, ops_of, take_in
from tests.ui.conftest import Type
from tests.ui.reachable import settle, unnamed, unreachable
from ui import words
from ui.frame import Frame
from ui.jobs import Jobs
from ui.models import MARK
from ui.page import Place
from ui.pages.partners import PartnersPage


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    """Give the desk of a field officer who knows four partners."""
    made = device(tmp_path / "field", OFFICER)
    for name, types, level, relations, country in (
        ("Association Éclair", ["ngo", "women_led"], "national", ["funded", "advocacy"], "LB"),
        ("École du Fleuve", ["cbo"], "local", ["operational"], "SN"),
        ("جمعيّة الأرز", ["ngo"], "local", ["funded"], "LB"),
        ("Zephyr Network", ["network"], "international", [], None),
    ):
        partners.create(
            made,
            {"legal_name": name, "org_type": types, "level": level, "relation_type": relations, "country": country},
        )
    yield made
    made.close()


@pytest.fixture
def page(qtbot: QtBot, desk: Desk, jobs: Jobs) -> PartnersPage:
    """Give the page, led by its own wishes as the frame does."""
    made = PartnersPage(desk, jobs)
    qtbot.addWidget(made)
    made.wants.connect(lambda place, target: made.show_target(target) if place == "partners" else None)
    made.resize(1200, 720)
    made.show()
    qtbot.waitExposed(made)
    made.show_target("")
    settle()
    return made


def names(page: PartnersPage) -> list[str]:
    model = page.list.model
    return [str(model.data(model.index(row, 0))) for row in range(model.rowCount())]


def search(page: PartnersPage, text: str, typing: Type) -> list[str]:
    page.list.search.clear_search()
    typing(page.list.search, text)
    QTest.keyClick(page.list.search, Qt.Key.Key_Return)
    return names(page)


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("eclair", ["Association Éclair"]),
        ("ÉCOLE fleuve", ["École du Fleuve"]),
        ("ecl", ["Association Éclair"]),
        ("جمعيه الارز", ["جمعيّة الأرز"]),
        ("zzz", []),
    ],
)
def test_accents_case_and_arabic_variants_do_not_matter(
    page: PartnersPage, typing: Type, typed: str, found: list[str]
) -> None:
    assert search(page, typed, typing) == found


def test_the_list_answers_while_somebody_types_without_a_key_to_start(
    qtbot: QtBot, page: PartnersPage, typing: Type
) -> None:
    with qtbot.waitSignal(page.list.search.searched):
        typing(page.list.search, "fleuve")

    assert names(page) == ["École du Fleuve"]
    assert page.list.count.text() == "1 of 4 partners"


def test_filters_combine_and_several_codes_of_one_filter_widen_it(page: PartnersPage) -> None:
    chips = page.list.chips
    chips["relation_type"].set_codes(["funded", "operational"])
    chips["relation_type"].chosen.emit(frozenset(["funded", "operational"]))
    several = names(page)
    chips["level"].chosen.emit(frozenset(["local"]))
    both = names(page)
    chips["org_type"].chosen.emit(frozenset(["ngo"]))

    assert several == ["Association Éclair", "École du Fleuve", "جمعيّة الأرز"]
    assert both == ["École du Fleuve", "جمعيّة الأرز"]
    assert names(page) == ["جمعيّة الأرز"]
    assert page.list.clear_all.isVisible()


def test_where_nothing_fits_one_key_brings_everything_back(page: PartnersPage, typing: Type) -> None:
    search(page, "nobody", typing)
    page.list.chips["level"].chosen.emit(frozenset(["regional"]))
    clear = next(one for one in page.list.findChildren(QPushButton) if one.text() == "Clear search and filters")
    shown = clear.isVisible()

    clear.click()

    assert shown
    assert len(names(page)) == 4
    assert page.list.search.text() == ""


def test_an_office_without_partners_is_told_how_to_begin(qtbot: QtBot, tmp_path: Path, jobs: Jobs) -> None:
    empty = device(tmp_path / "empty", FOCAL)
    page = PartnersPage(empty, jobs)
    qtbot.addWidget(page)
    page.show()
    wished: list[tuple[str, str]] = []
    page.wants.connect(lambda place, target: wished.append((place, target)))
    settle()

    begin = [one for one in page.list.findChildren(QPushButton) if one.isVisible() and one.text() == "New partner"]
    begin[0].click()

    assert wished == [("partners", "new")]
    empty.close()


def test_a_head_sorts_and_sorts_the_other_way_round(page: PartnersPage) -> None:
    table = page.list.table
    head = table.horizontalHeader()
    country = page.list.model.keys().index("country")

    def press() -> list[str]:
        place = QPoint(head.sectionViewportPosition(country) + 10, 8)
        QTest.mouseClick(head.viewport(), Qt.MouseButton.LeftButton, pos=place)
        return names(page)

    up, down = press(), press()

    assert up == ["Association Éclair", "جمعيّة الأرز", "École du Fleuve", "Zephyr Network"]
    assert down == ["École du Fleuve", "Association Éclair", "جمعيّة الأرز", "Zephyr Network"]


def test_conflicts_are_marked_and_can_be_looked_for(tmp_path: Path, desk: Desk, page: PartnersPage) -> None:
    record = page.list.model.id_at(0)
    regional = device(tmp_path / "regional", FOCAL)
    take_in(regional, ops_of(desk))
    regional.change("partner", record, {"place": "Tyr"})
    desk.change("partner", record, {"place": "Sidon"})
    take_in(desk, ops_of(regional))

    page.refresh()
    settle()
    page.list.undecided.click()

    model = page.list.model
    assert [model.id_at(row) for row in range(model.rowCount())] == [record]
    assert model.data(model.index(0, model.keys().index(MARK))) == "Two values"
    regional.close()


def test_a_partner_is_found_opened_and_left_with_the_keyboard_alone(
    qtbot: QtBot, desk: Desk, jobs: Jobs, typing: Type
) -> None:
    frame = Frame(jobs)
    qtbot.addWidget(frame)
    frame.show_places([Place("partners", N_("Partners"), "handshake", lambda: PartnersPage(desk, jobs))])
    frame.resize(1200, 720)
    frame.show()
    frame.activateWindow()
    qtbot.waitActive(frame)
    page = frame.page("partners")
    assert isinstance(page, PartnersPage)

    typing(frame.focusWidget(), "fleuve")
    QTest.keyClick(frame.focusWidget(), Qt.Key.Key_Return)
    QTest.keyClick(frame.focusWidget(), Qt.Key.Key_Return)
    opened = desk.view("partner", page.view.partner())["legal_name"]
    QTest.keyClick(frame.focusWidget(), Qt.Key.Key_Right)
    part = page.view.tabs.tabText(page.view.tabs.currentIndex())
    frame.back()

    assert opened == "École du Fleuve"
    assert part == "Details"
    assert frame.here() == ("partners", "")
    assert page.list.table.selected() == page.view.partner()


def test_ctrl_n_begins_a_new_partner(qtbot: QtBot, page: PartnersPage) -> None:
    page.activateWindow()
    qtbot.waitActive(page)

    QTest.keyClick(page.list.search, Qt.Key.Key_N, Qt.KeyboardModifier.ControlModifier)

    assert page.new.isVisible()


def test_taking_away_asks_first_tells_what_stays_and_can_be_undone(desk: Desk, page: PartnersPage) -> None:
    record = page.list.model.id_at(0)
    desk.create("contact", {"partner_id": record, "name": "Dima"})
    page.list.table.enter()

    QTest.keyClick(page.list.table, Qt.Key.Key_Delete)
    asked = page.bar.text()
    page.bar.yes.click()
    gone = names(page)
    page.bar.yes.click()

    assert asked == (
        "Take “Association Éclair” away? 1 record refers to it and stays (Contact: 1). It can be brought back."
    )
    assert gone == ["École du Fleuve", "Zephyr Network", "جمعيّة الأرز"]
    assert len(names(page)) == 4


def test_escape_keeps_what_was_about_to_be_taken_away(page: PartnersPage) -> None:
    page.list.table.enter()
    QTest.keyClick(page.list.table, Qt.Key.Key_Delete)

    QTest.keyClick(page.bar.no, Qt.Key.Key_Escape)

    assert not page.bar.isVisible()
    assert len(names(page)) == 4


def test_every_control_of_the_list_can_be_named_and_reached(page: PartnersPage) -> None:
    # The cross inside the search field is pressed with Escape.
    missed = [one for one in unreachable(page) if "SearchField" not in one]

    assert unnamed(page) == []
    assert missed == []


@pytest.mark.parametrize(("language", "scope"), [("fr", "National"), ("ar", "وطني")])
def test_the_list_speaks_the_language_in_use(
    qapp: QApplication, qtbot: QtBot, desk: Desk, language: str, scope: str, jobs: Jobs
) -> None:
    words.use(qapp, language)

    page = PartnersPage(desk, jobs)
    qtbot.addWidget(page)

    model = page.list.model
    assert model.data(model.index(0, model.keys().index("level"))) == scope
