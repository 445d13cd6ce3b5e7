"""A meeting to test the pages of consultations with: who speaks, who hides, and the page as the frame leads it."""

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QApplication,
    QLabel,
    QPushButton,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QWidget,
)
from pytestqt.qtbot import QtBot

from partnerdesk import consultations
from partnerdesk.desk import Desk
from tests.ui.reachable import settle
from ui.jobs import Jobs
from ui.pages.consultations import ConsultationsPage
from ui.widgets.link import Link

SPEAKER, HIDDEN = "Amal Haddad", "Karim Nassar"


def plan(desk: Desk, **values: object) -> str:
    """Record a regional consultation under the Chatham House Rule and return its id."""
    given = {"name": "Access in the south", "kind": "regional", "attribution_rule": "chatham", "consent": "oral"}
    return consultations.plan(desk, {**given, **values})


def take_part(desk: Desk, meeting: str) -> str:
    """Record who takes part, one of them hidden, and return who speaks."""
    hidden = {"name": HIDDEN, "organisation": "Secours Fictif", "org_type": "cbo", "confidentiality": "hidden"}
    consultations.add_participant(desk, meeting, hidden)
    return consultations.add_participant(desk, meeting, {"name": SPEAKER, "organisation": "Cèdre", "org_type": "ngo"})


def open_page(qtbot: QtBot, desk: Desk, jobs: Jobs, target: str = "", width: int = 1150) -> ConsultationsPage:
    """Return the page, led by its own wishes as the frame does."""
    page = ConsultationsPage(desk, jobs)
    qtbot.addWidget(page)
    page.wants.connect(lambda place, where: page.show_target(where) if place == "consultations" else None)
    page.resize(width, 720)
    page.show()
    page.activateWindow()
    qtbot.waitActive(page)
    page.show_target(target)
    settle()
    return page


def said(inside: QWidget) -> str:
    """Return every word that can be seen."""
    settle()
    labels = [label.text() for label in inside.findChildren(QLabel) if label.isVisibleTo(inside)]
    return "\n".join(labels + [link.words for link in inside.findChildren(Link) if link.isVisibleTo(inside)])


def press(inside: QWidget, words: str) -> None:
    """Press the button with these words."""
    settle()
    seen = [made for made in inside.findChildren(QPushButton) if made.isVisibleTo(inside)]
    next(made for made in seen if (made.words if isinstance(made, Link) else made.text()) == words).click()
    settle()


def focused() -> QWidget:
    """Return what has the keyboard."""
    found = QApplication.focusWidget()
    assert found is not None
    return found


def painted(table: QTableView, row: int, column: int) -> tuple[str, bool]:
    """Return the words of a cell, and whether an icon stands beside them."""
    delegate = table.itemDelegateForColumn(column)
    assert isinstance(delegate, QStyledItemDelegate)
    option = QStyleOptionViewItem()
    delegate.initStyleOption(option, table.model().index(row, column))
    return option.text, not option.icon.isNull()


def press_keys(on: QWidget, key: Qt.Key, with_: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
    """Press a key as a person does: shortcuts of the page hear it too."""
    QTest.keyClick(on, key, with_)
    settle()
