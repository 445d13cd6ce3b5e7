"""Lists that know every id and read rows a page at a time."""

from collections.abc import Mapping, Sequence

from PySide6.QtCore import QAbstractItemModel, Qt
from PySide6.QtTest import QAbstractItemModelTester
from PySide6.QtWidgets import QTableView
from pytestqt.qtbot import QtBot

from tests.ui.reachable import settle
from ui.models import PAGE, Column, RecordListModel, Row


class Listing:
    """A listing of numbers that counts what it is asked."""

    def __init__(self, total: int) -> None:
        self.total = total
        self.pages: list[int] = []
        self.gone: set[str] = set()
        self.asked: list[tuple[object, str, bool]] = []

    def ids(self, query: object, sort: str, descending: bool) -> Sequence[str]:
        self.asked.append((query, sort, descending))
        ids = [str(number) for number in range(self.total) if query is None or str(query) in str(number)]
        return ids[::-1] if descending else ids

    def rows(self, ids: Sequence[str]) -> Mapping[str, Row]:
        self.pages.append(len(ids))
        return {one: {"name": f"Partner {one}", "n": int(one), "mark": ""} for one in ids if one not in self.gone}


COLUMNS = [Column("name", "Name"), Column("n", "Assessments", lambda value: f"{value}.", at_end=True)]


def shown(model: QAbstractItemModel, row: int, column: int = 0) -> object:
    return model.data(model.index(row, column))


def test_only_the_rows_in_sight_are_read(qtbot: QtBot) -> None:
    listing = Listing(13_000)
    model = RecordListModel(listing, COLUMNS)
    view = QTableView()
    qtbot.addWidget(view)
    model.set_query(None)

    view.setModel(model)
    view.resize(600, 400)
    view.show()
    settle()

    assert model.rowCount() == 13_000
    assert sum(listing.pages) <= 2 * PAGE


def test_the_last_row_costs_one_page() -> None:
    listing = Listing(1000)
    model = RecordListModel(listing, COLUMNS)
    model.set_query(None)

    last = shown(model, 999)

    assert last == "Partner 999"
    assert listing.pages == [1000 % PAGE]


def test_a_row_that_was_deleted_meanwhile_is_empty_and_asked_for_once() -> None:
    listing = Listing(3)
    listing.gone = {"1"}
    model = RecordListModel(listing, COLUMNS)
    model.set_query(None)

    seen = [shown(model, row) for row in (0, 1, 1, 2)]

    assert seen == ["Partner 0", None, None, "Partner 2"]
    assert len(listing.pages) == 1


def test_sorting_asks_the_listing_by_the_column_s_key() -> None:
    listing = Listing(3)
    model = RecordListModel(listing, COLUMNS)
    model.set_query("q")

    model.sort(1, Qt.SortOrder.DescendingOrder)

    assert listing.asked[-1] == ("q", "n", True)


def test_a_query_narrows_the_list_and_a_record_is_found_in_it() -> None:
    model = RecordListModel(Listing(30), COLUMNS)

    model.set_query("2")

    assert model.rowCount() == 12
    assert model.id_at(model.row_of("21")) == "21"
    assert model.row_of("1") == -1


def test_values_are_written_as_their_column_says() -> None:
    model = RecordListModel(Listing(3), COLUMNS)
    model.set_query(None)

    assert shown(model, 2, 1) == "2."
    assert model.headerData(1, Qt.Orientation.Horizontal) == "Assessments"


def test_memory_stays_small_however_far_somebody_scrolls() -> None:
    model = RecordListModel(Listing(50 * PAGE), COLUMNS)
    model.set_query(None)

    for row in range(0, 50 * PAGE, PAGE):
        shown(model, row)

    assert len(model._rows) <= 49 * PAGE


def test_the_model_keeps_qt_s_rules() -> None:
    model = RecordListModel(Listing(200), COLUMNS)
    tester = QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Fatal)

    model.set_query("1")
    model.sort(0)

    assert tester.model() is model
