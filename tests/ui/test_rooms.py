"""Pages in each other's place: only the one that shows says how large it has to be."""

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from ui.widgets.basics import label
from ui.widgets.flow import FlowLayout
from ui.widgets.rooms import Rooms, Tabs


def sized(width: int, height: int) -> QWidget:
    """Return a page that needs this much room."""
    page = QWidget()
    page.setMinimumSize(width, height)
    return page


def test_a_room_is_as_large_as_the_page_that_shows(qtbot: QtBot) -> None:
    rooms, small, large = Rooms(), sized(100, 50), sized(900, 700)
    qtbot.addWidget(rooms)
    rooms.addWidget(small)
    rooms.addWidget(large)

    before = rooms.minimumSizeHint()
    rooms.setCurrentWidget(large)

    assert (before, rooms.minimumSizeHint()) == (QSize(100, 50), QSize(900, 700))
    assert rooms.currentWidget() is large


def test_what_flows_on_the_page_that_shows_gets_the_height_it_needs(qtbot: QtBot) -> None:
    rooms, page = Rooms(), QWidget()
    qtbot.addWidget(rooms)
    flow = FlowLayout(page)
    for number in range(12):
        flow.addWidget(label(f"theme {number}", "tag"))
    rooms.addWidget(sized(10, 10))
    rooms.addWidget(page)

    before = rooms.hasHeightForWidth()
    rooms.setCurrentIndex(1)

    assert not before
    assert rooms.heightForWidth(120) > rooms.heightForWidth(2000)


def test_tabs_are_as_large_as_their_bar_and_the_page_that_shows(qtbot: QtBot) -> None:
    tabs, large = Tabs(), sized(900, 700)
    qtbot.addWidget(tabs)
    tabs.addTab(sized(10, 50), "A")
    tabs.addTab(large, "B")

    before = tabs.minimumSizeHint()
    tabs.setCurrentWidget(large)

    assert before.height() < 200
    assert tabs.minimumSizeHint().height() >= 700
    assert not tabs.hasHeightForWidth()
