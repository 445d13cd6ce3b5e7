"""All follow-up actions: what is overdue is marked, and each is worked on beside the list."""

from datetime import timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLineEdit, QPlainTextEdit, QPushButton
from pytestqt.qtbot import QtBot

from partnerdesk import actions, consultations
from partnerdesk.desk import Desk
from tests.ui.conftest import Type
from tests.ui.meetings import painted, plan, press, press_keys, said
from tests.ui.reachable import settle, unnamed, unreachable
from ui import words
from ui.pages.actions import OVERDUE, ActionsPage
from ui.widgets.editors import Editor

CTRL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def page(qtbot: QtBot, desk: Desk) -> ActionsPage:
    """Give the page, led by its own wishes as the frame does."""
    return open_page(qtbot, desk)


def open_page(qtbot: QtBot, desk: Desk, target: str = "", width: int = 1150) -> ActionsPage:
    made = ActionsPage(desk)
    qtbot.addWidget(made)
    made.wants.connect(lambda place, where: made.show_target(where) if place == "actions" else None)
    made.resize(width, 720)
    made.show()
    made.activateWindow()
    qtbot.waitActive(made)
    made.show_target(target)
    settle()
    return made


def act(desk: Desk, what: str, days: int, **values: object) -> str:
    """Record an action that falls due so many days from now."""
    due = (actions.today() + timedelta(days=days)).isoformat()
    return actions.create(desk, {"description": what, "responsible": "Rana", "due": due, **values})


def listed(page: ActionsPage) -> list[str]:
    model = page.list.model
    return [model.id_at(row) for row in range(model.rowCount())]


def editor(page: ActionsPage, field: str) -> Editor:
    return page.panel.editor.form_of(field).editor(field)


def refresh(page: ActionsPage) -> None:
    page.refresh()
    settle()


def test_the_next_due_date_stands_first_and_what_is_over_is_left_out(page: ActionsPage, desk: Desk) -> None:
    later, sooner, late = act(desk, "Later", 30), act(desk, "Sooner", 3), act(desk, "Late", -12)
    over = act(desk, "Over", -40)
    actions.take(desk, over, "cancel", note="Not needed")

    refresh(page)
    unfinished = listed(page)
    page.list.show_all()

    assert unfinished == [late, sooner, later]
    assert over in listed(page)


def test_what_is_overdue_is_told_in_words_and_with_an_icon(page: ActionsPage, desk: Desk) -> None:
    late, soon = act(desk, "Late", -12), act(desk, "Soon", 3)
    refresh(page)
    model, table = page.list.model, page.list.table
    column = model.keys().index(OVERDUE)

    cells = {action: painted(table, model.row_of(action), column) for action in (late, soon)}
    page.open(late)

    assert cells == {late: ("12 days", True), soon: ("", False)}
    assert "Overdue by 12 days" in said(page.panel)


def test_links_from_the_first_page_narrow_the_list(page: ActionsPage, desk: Desk) -> None:
    late, soon, later = act(desk, "Late", -12), act(desk, "Soon", 3), act(desk, "Later", 30)
    refresh(page)

    page.show_target("overdue")
    overdue = listed(page)
    page.show_target("soon")
    due_soon = listed(page)
    page.show_target("")
    press(page, "Clear filters")

    assert (overdue, due_soon) == ([late], [soon])
    assert listed(page) == [late, soon, later]


def test_enter_opens_an_action_beside_the_list_and_escape_closes_it(page: ActionsPage, desk: Desk) -> None:
    action = act(desk, "Call the ministry", 3)
    refresh(page)
    page.list.table.enter()

    press_keys(page.list.table, Qt.Key.Key_Return)
    opened = (page.panel.isVisible(), page.list.isVisible(), page.panel.record())
    press_keys(page.list.table, Qt.Key.Key_Escape)

    assert opened == (True, True, action)
    assert not page.panel.isVisible()


def test_escape_leaves_the_reason_and_the_search_before_it_closes_the_action(
    page: ActionsPage, desk: Desk, typing: Type
) -> None:
    action = act(desk, "Call the ministry", 3)
    refresh(page)
    page.open(action)
    settle()
    page.panel.steps.press("cancel")
    typing(page.panel.steps.reason.line, "Not nee")

    press_keys(page.panel.steps.reason.line, Qt.Key.Key_Escape)
    reason_left = not page.panel.steps.reason.isVisible()
    typing(page.list.search, "ministry")
    press_keys(page.list.search, Qt.Key.Key_Escape)

    assert reason_left
    assert page.list.search.text() == ""
    assert page.panel.isVisible()
    assert desk.view("action", action)["status"] == "open"


def test_in_a_small_window_the_action_takes_the_place_of_the_list(qtbot: QtBot, desk: Desk) -> None:
    action = act(desk, "Call the ministry", 3)
    page = open_page(qtbot, desk, action, width=940)
    covered = page.list.isVisible()

    press_keys(page.panel, Qt.Key.Key_Escape)

    assert not covered
    assert page.list.isVisible()


def test_what_is_typed_is_saved_when_the_page_is_left(page: ActionsPage, desk: Desk, typing: Type) -> None:
    action = act(desk, "Call the ministry", 3)
    page.open(action)
    settle()

    typing(editor(page, "action_taken").findChildren(QPlainTextEdit)[0], "Called tw")
    page.flush()

    assert desk.view("action", action)["action_taken"] == "Called tw"


def test_an_action_goes_its_way_and_each_step_tells_what_it_waits_for(
    page: ActionsPage, desk: Desk, typing: Type
) -> None:
    action = act(desk, "Call the ministry", 3, priority="high")
    page.open(action)
    settle()
    steps = page.panel.steps

    steps.press("start")
    steps.press("report")
    waiting = steps.sentences()
    typing(editor(page, "action_taken").findChildren(QPlainTextEdit)[0], "Called twice")
    editor(page, "action_taken").flush()
    proof = editor(page, "proof")
    press(proof, "Add a line")
    typing(next(one for one in proof.findChildren(QLineEdit) if "Reference" in one.accessibleName()), "Letter 12")
    proof.flush()
    settle()
    steps.press("report")
    reported = desk.view("action", action)["status"]
    steps.press("verify")
    stopped = steps.sentences()
    adequate = next(one for one in editor(page, "adequate").findChildren(QPushButton) if one.text() == "Yes")
    adequate.click()
    settle()
    steps.press("verify")

    view = desk.view("action", action)
    assert [sentence.split(":")[0] for sentence in waiting] == [
        "The action taken is not described",
        "An action of high priority needs a proof",
    ]
    assert reported == "reported_done"
    assert "has not been found adequate" in stopped[0]
    assert (view["status"], view["verified_by"]) == ("verified", "Agente de terrain")


def test_sending_back_asks_what_is_missing(page: ActionsPage, desk: Desk, typing: Type) -> None:
    action = act(desk, "Call the ministry", 3)
    actions.take(desk, action, "report", values={"action_taken": "Called"})
    page.open(action)
    settle()

    page.panel.steps.press("return")
    line = page.panel.steps.reason.line
    asked = line.hasFocus()
    typing(line, "No answer yet")
    press_keys(line, Qt.Key.Key_Return)

    view = desk.view("action", action)
    assert asked
    assert (view["status"], view["status_note"]) == ("returned", "No answer yet")
    assert "No answer yet" in said(page.panel)


def test_an_action_leads_to_where_it_comes_from(qtbot: QtBot, page: ActionsPage, desk: Desk) -> None:
    meeting = plan(desk)
    asked = consultations.add_recommendation(desk, meeting, {"text": "One desk"})
    page.open(consultations.follow_up(desk, asked, "Rana", actions.today()))

    with qtbot.waitSignal(page.wants) as wanted:
        press(page.panel, "Access in the south")

    assert wanted.args == ["consultations", meeting]


def test_a_new_action_is_recorded_with_the_keyboard(page: ActionsPage, desk: Desk, typing: Type) -> None:
    press_keys(page.list.search, Qt.Key.Key_N, CTRL)
    box = page.new.form.editor("description").findChildren(QPlainTextEdit)[0]
    has_keyboard = box.hasFocus()

    typing(box, "Call the ministry")
    press_keys(box, Qt.Key.Key_Return, CTRL)

    view = desk.view("action", page.panel.record())
    assert has_keyboard
    assert (view["description"], view["status"]) == ("Call the ministry", "open")
    assert view["reference"].startswith("LBN-TYR-")
    assert page.panel.isVisible()


def test_a_new_action_from_a_partners_page_belongs_to_the_partner(qtbot: QtBot, desk: Desk, typing: Type) -> None:
    partner = desk.create("partner", {"legal_name": "Association Cèdre"})
    page = open_page(qtbot, desk, f"new:{partner}")

    typing(page.new.form.editor("description").findChildren(QPlainTextEdit)[0], "Visit")
    page.new.record_it()

    assert desk.view("action", page.panel.record())["partner_id"] == partner


def test_an_action_taken_away_can_be_brought_back(page: ActionsPage, desk: Desk) -> None:
    action = act(desk, "Call the ministry", 3)
    refresh(page)
    page.list.table.enter()

    press_keys(page.list.table, Qt.Key.Key_Delete)
    press(page.bar, "Take away")
    gone = listed(page)
    press(page.bar, "Bring back")

    assert gone == []
    assert listed(page) == [action]


@pytest.mark.parametrize("language", ["en", "ar"])
def test_every_control_can_be_reached_and_has_a_name(
    qtbot: QtBot, qapp: QApplication, desk: Desk, language: str
) -> None:
    action = act(desk, "Call the ministry", -3, milestones=[{"what": "Letter", "by": "2026-05-03"}])
    words.use(qapp, language)

    page = open_page(qtbot, desk, action)

    assert page.layoutDirection() == (
        Qt.LayoutDirection.RightToLeft if language == "ar" else Qt.LayoutDirection.LeftToRight
    )
    assert unnamed(page) == []
    assert unreachable(page) == []
