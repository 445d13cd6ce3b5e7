"""The main window: places, the way back, notices, and keys."""

from typing import TypeVar

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from partnerdesk.errors import PartnerDeskError
from tests.ui.reachable import settle, unnamed, unreachable
from ui.frame import Frame
from ui.jobs import Jobs
from ui.navigation import NavItem
from ui.notices import Banner, HelpPanel
from ui.page import Page, Place
from ui.strip import StatusLine
from ui.window import Window


class FakePage(Page):
    """A page with one field; it remembers what the frame asked of it."""

    made = 0

    def __init__(self) -> None:
        super().__init__()
        FakePage.made += 1
        self.targets: list[str] = []
        self.saves = True
        self.field = QLineEdit()
        self.field.setAccessibleName("Name")
        QVBoxLayout(self).addWidget(self.field)

    def show_target(self, target: str) -> None:
        self.targets.append(target)

    def flush(self) -> bool:
        return self.saves


def open_frame(qtbot: QtBot, jobs: Jobs) -> tuple[Window, Frame]:
    window, frame = Window(), Frame(jobs)
    qtbot.addWidget(window)
    window.setCentralWidget(frame)
    window.may_close = frame.may_close
    names = [("home", "Home"), ("partners", "Partners"), ("conflicts", "Conflicts")]
    places = [Place(key, label, "house", FakePage, f"Help about {label}.") for key, label in names]
    frame.show_places([*places, Place("settings", "Settings", "settings", FakePage, at_end=True)])
    with qtbot.waitExposed(window):
        window.show()
    window.activateWindow()
    settle()
    return window, frame


Part = TypeVar("Part", bound=QWidget)


def child(window: QWidget, kind: type[Part]) -> Part:
    return window.findChildren(kind)[0]


def nav(window: QWidget, name: str) -> NavItem:
    return next(item for item in window.findChildren(NavItem) if item.objectName() == name)


def test_a_page_is_made_at_its_first_visit_only(qtbot: QtBot, jobs: Jobs) -> None:
    FakePage.made = 0
    _window, frame = open_frame(qtbot, jobs)

    frame.go("partners")
    frame.go("home")
    frame.go("partners")

    assert FakePage.made == 2


def test_alt_left_goes_back_to_what_was_open(qtbot: QtBot, jobs: Jobs) -> None:
    window, frame = open_frame(qtbot, jobs)
    frame.go("partners", "a1")
    frame.go("conflicts")

    QTest.keyClick(window, Qt.Key.Key_Left, Qt.KeyboardModifier.AltModifier)

    assert frame.here() == ("partners", "a1")


def test_ctrl_and_a_number_open_a_place(qtbot: QtBot, jobs: Jobs) -> None:
    window, frame = open_frame(qtbot, jobs)

    QTest.keyClick(window, Qt.Key.Key_2, Qt.KeyboardModifier.ControlModifier)

    assert frame.here()[0] == "partners"
    assert window.windowTitle().startswith("Partners")


def test_a_page_can_ask_for_another_place(qtbot: QtBot, jobs: Jobs) -> None:
    _window, frame = open_frame(qtbot, jobs)
    home = frame.page("home")
    assert home is not None

    home.wants.emit("partners", "b2")

    assert frame.here() == ("partners", "b2")


def test_the_arrows_walk_along_the_navigation(qtbot: QtBot, jobs: Jobs) -> None:
    window, _frame = open_frame(qtbot, jobs)
    first = nav(window, "nav-home")
    second = nav(window, "nav-partners")
    first.setFocus()

    QTest.keyClick(first, Qt.Key.Key_Down)

    assert second.hasFocus()


def test_the_badge_is_also_said(qtbot: QtBot, jobs: Jobs) -> None:
    window, frame = open_frame(qtbot, jobs)

    frame.set_badge("conflicts", 3)

    assert nav(window, "nav-conflicts").accessibleName() == "Conflicts, 3 waiting"


def test_f1_shows_the_help_of_the_page_and_hides_it(qtbot: QtBot, jobs: Jobs) -> None:
    window, frame = open_frame(qtbot, jobs)
    frame.go("partners")

    QTest.keyClick(window, Qt.Key.Key_F1)
    shown = child(window, HelpPanel)
    text = shown.text()
    QTest.keyClick(window, Qt.Key.Key_F1)

    assert text.startswith("Help about Partners.")
    assert not shown.isVisible()


def test_an_error_stands_in_the_banner_until_another_page_is_opened(qtbot: QtBot, jobs: Jobs) -> None:
    window, frame = open_frame(qtbot, jobs)
    banner = child(window, Banner)

    frame.warn(PartnerDeskError("The stick is full. Nothing was changed."))
    shown = banner.text() if banner.isVisible() else ""
    frame.go("partners")

    assert shown == "The stick is full. Nothing was changed."
    assert not banner.isVisible()


def test_the_window_stays_once_when_something_could_not_be_saved(qtbot: QtBot, jobs: Jobs) -> None:
    window, frame = open_frame(qtbot, jobs)
    home = frame.page("home")
    assert isinstance(home, FakePage)
    home.saves = False

    window.close()
    stayed = window.isVisible()
    window.close()

    assert stayed
    assert not window.isVisible()


def test_pages_are_made_anew_only_when_asked_again_where_something_could_not_be_saved(qtbot: QtBot, jobs: Jobs) -> None:
    window, frame = open_frame(qtbot, jobs)
    home = frame.page("home")
    assert isinstance(home, FakePage)
    home.saves = False

    asked = [frame.may_rebuild(), frame.may_rebuild()]
    window.close()
    stayed = window.isVisible()
    home.saves = True

    assert asked == [False, True]
    assert stayed
    assert frame.may_rebuild()


def test_rebuilding_makes_the_pages_anew_and_keeps_the_place(qtbot: QtBot, jobs: Jobs) -> None:
    _window, frame = open_frame(qtbot, jobs)
    frame.go("partners", "a1")
    before = frame.page("partners")

    frame.rebuild()

    assert frame.page("partners") is not before
    assert frame.here() == ("partners", "a1")


def test_everything_in_the_frame_is_named_and_reachable(qtbot: QtBot, jobs: Jobs) -> None:
    window, frame = open_frame(qtbot, jobs)
    frame.warn(PartnerDeskError("Something to read."))
    frame.toggle_help()
    settle()

    assert unnamed(window) == []
    assert unreachable(window) == []


def test_a_narrow_window_shows_icons_only(qtbot: QtBot, jobs: Jobs) -> None:
    window, _frame = open_frame(qtbot, jobs)
    item = nav(window, "nav-home")
    window.resize(1300, 700)
    settle()
    wide = item.width()

    window.resize(1024, 600)
    settle()

    assert item.width() < wide
    assert item.accessibleName() == "Home"


def test_the_status_line_says_how_saving_stands(qtbot: QtBot) -> None:
    line = StatusLine()
    qtbot.addWidget(line)
    told = [line.saving()]

    line.set_saving("pending")
    told.append(line.saving())
    line.set_saving("problem", "The disk is full.")
    told.append(line.saving())

    assert told == ["All changes saved", "Saving…", "Not saved yet · The disk is full."]
