"""Taking notes while people speak, with the keyboard, and clearing them: nothing that was typed is lost."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from partnerdesk import consultations, notes
from partnerdesk.desk import Desk
from partnerdesk.views import View
from tests.ui.conftest import Type
from tests.ui.meetings import SPEAKER, focused, open_page, press, press_keys, said
from tests.ui.reachable import settle, unnamed, unreachable
from ui import words
from ui.jobs import Jobs
from ui.pages.consultations import ConsultationsPage
from ui.pages.consulting.notes_part import NotesPart

CTRL, ALT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.AltModifier


@pytest.fixture
def page(qtbot: QtBot, desk: Desk, jobs: Jobs, meeting: str) -> ConsultationsPage:
    """Give the page with the notes of the meeting."""
    return open_page(qtbot, desk, jobs, f"{meeting}/notes")


def taken(desk: Desk, meeting: str) -> list[View]:
    return consultations.sheet(desk, meeting).notes


def part_of(page: ConsultationsPage) -> NotesPart:
    return page.view.notes


def refresh(page: ConsultationsPage) -> None:
    page.refresh()
    settle()


def open_note(page: ConsultationsPage, note: str) -> None:
    part_of(page).notes.open(note)
    settle()


def test_the_keyboard_stands_in_the_box_and_ctrl_enter_adds_a_note(
    page: ConsultationsPage, desk: Desk, meeting: str, typing: Type
) -> None:
    box = part_of(page).capture.box
    has_keyboard = box.hasFocus()

    typing(box, "Les permis prennent trois semaines.")
    press_keys(box, Qt.Key.Key_Return, CTRL)

    assert has_keyboard
    assert [note["raw_text"] for note in taken(desk, meeting)] == ["Les permis prennent trois semaines."]
    assert box.toPlainText() == ""
    assert box.hasFocus()
    assert "Les permis prennent trois semaines." in said(part_of(page).notes)


def test_alt_and_a_digit_chooses_the_kind_of_this_note_only(
    page: ConsultationsPage, desk: Desk, meeting: str, typing: Type
) -> None:
    box = part_of(page).capture.box

    typing(box, "Who pays?")
    press_keys(box, Qt.Key.Key_3, ALT)
    press_keys(box, Qt.Key.Key_Return, CTRL)
    typing(box, "We do.")
    press_keys(box, Qt.Key.Key_Return, CTRL)

    assert [note["kind"] for note in taken(desk, meeting)] == ["question", "statement"]


def test_half_a_sentence_outlives_a_power_cut_and_can_be_finished(
    qtbot: QtBot, page: ConsultationsPage, desk: Desk, jobs: Jobs, meeting: str, typing: Type
) -> None:
    typing(part_of(page).capture.box, "The road is")
    qtbot.waitUntil(lambda: len(taken(desk, meeting)) == 1)

    again = open_page(qtbot, desk, jobs, f"{meeting}/notes")
    box = part_of(again).capture.box
    shown = box.toPlainText()
    typing(box, " open.")
    press_keys(box, Qt.Key.Key_Return, CTRL)

    assert shown == "The road is"
    assert [note["raw_text"] for note in taken(desk, meeting)] == ["The road is open."]


@pytest.mark.parametrize("leave", ["another page", "another part", "the list"])
def test_leaving_in_the_middle_of_a_word_loses_nothing(
    page: ConsultationsPage, desk: Desk, meeting: str, typing: Type, leave: str
) -> None:
    typing(part_of(page).capture.box, "Fuel is sho")

    if leave == "another page":
        page.flush()
    else:
        page.show_target("" if leave == "the list" else f"{meeting}/minutes")

    assert [note["raw_text"] for note in taken(desk, meeting)] == ["Fuel is sho"]


def test_a_note_that_is_emptied_again_leaves_nothing_behind(
    page: ConsultationsPage, desk: Desk, meeting: str, typing: Type
) -> None:
    box = part_of(page).capture.box
    typing(box, "No.")
    page.flush()

    box.selectAll()
    press_keys(box, Qt.Key.Key_Backspace)
    page.flush()

    assert taken(desk, meeting) == []


def test_the_speaker_is_found_by_part_of_the_name(
    page: ConsultationsPage, desk: Desk, meeting: str, typing: Type
) -> None:
    capture = part_of(page).capture
    typing(capture.box, "Three weeks.")

    found = capture.speaker._find("hadd")
    capture.speaker.set_value(found[0].code)
    capture.speaker._touched()
    press_keys(capture.box, Qt.Key.Key_Return, CTRL)

    assert found[0].label == f"\u2068{SPEAKER}\u2069 (\u2068Cèdre\u2069)"
    assert taken(desk, meeting)[0]["speaker_id"] == found[0].code
    assert capture.speaker.value() is None


def test_a_new_session_is_noted_from_then_on(page: ConsultationsPage, desk: Desk, meeting: str, typing: Type) -> None:
    part = part_of(page)
    typing(part.sessions.add.line, "Opening")
    press_keys(part.sessions.add.line, Qt.Key.Key_Return)

    typing(part.capture.box, "Welcome.")
    press_keys(part.capture.box, Qt.Key.Key_Return, CTRL)

    note = taken(desk, meeting)[0]
    assert desk.view("session", str(note["session_id"]))["name"] == "Opening"
    assert part.sessions.list.currentItem().text() == "Opening (1)"


def test_sessions_change_places_with_alt_and_an_arrow(page: ConsultationsPage, desk: Desk, meeting: str) -> None:
    for name in ("Opening", "Closing"):
        consultations.add_session(desk, meeting, name)
    refresh(page)
    sessions = part_of(page).sessions
    sessions.select(sessions.ids()[1])

    press_keys(sessions.list, Qt.Key.Key_Up, ALT)

    names = [part.session["name"] for part in consultations.sheet(desk, meeting).sessions if part.session]
    assert names == ["Closing", "Opening"]
    assert sessions.list.currentItem().text() == "Closing"


def test_a_note_is_rephrased_in_its_place_and_cleared_with_the_keyboard(
    page: ConsultationsPage, desk: Desk, meeting: str, typing: Type
) -> None:
    note = notes.add_note(desk, meeting, None, f"{SPEAKER} waits three weeks.")
    refresh(page)
    card = part_of(page).notes.card(note)
    card.setFocus()

    press_keys(card, Qt.Key.Key_Return)
    editor = card.editor
    assert editor is not None
    stopped = editor.steps.sentences()
    typing(focused(), "Permits take three weeks.")
    editor.flush()
    settle()
    free = editor.steps.sentences()
    editor.steps.press("redact")
    editor.steps.press("clear")
    press_keys(focused(), Qt.Key.Key_Escape)

    view = desk.view("note", note)
    assert "There is no text to share yet" in stopped[0]
    assert free == []
    assert (view["status"], view["shareable_text"]) == ("cleared", "Permits take three weeks.")
    assert "Cleared" in said(card)
    assert card.editor is None


def test_a_name_that_must_not_be_shown_stops_the_clearing(page: ConsultationsPage, desk: Desk, meeting: str) -> None:
    note = notes.add_note(desk, meeting, None, f"{SPEAKER} waits three weeks.")
    refresh(page)
    open_note(page, note)
    editor = part_of(page).notes.card(note).editor
    assert editor is not None

    editor.steps.press("clear")

    assert SPEAKER in editor.steps.sentences()[0]
    assert desk.view("note", note)["status"] == "raw"


def test_reopening_a_cleared_note_asks_why(page: ConsultationsPage, desk: Desk, meeting: str, typing: Type) -> None:
    note = notes.add_note(desk, meeting, None, "Roads are open.")
    notes.clear(desk, note)
    refresh(page)
    open_note(page, note)
    editor = part_of(page).notes.card(note).editor
    assert editor is not None

    editor.steps.press("reopen")
    line = editor.steps.reason.line
    asked = line.isVisible() and line.hasFocus()
    typing(line, "Wrong road")
    press_keys(line, Qt.Key.Key_Return)

    view = desk.view("note", note)
    assert asked
    assert (view["status"], view["status_note"]) == ("redacted", "Wrong road")


def test_only_the_notes_that_wait_are_shown_when_asked_for(page: ConsultationsPage, desk: Desk, meeting: str) -> None:
    session = consultations.add_session(desk, meeting, "Opening")
    cleared = notes.add_note(desk, meeting, session, "Roads are open.")
    notes.clear(desk, cleared)
    waiting = [notes.add_note(desk, meeting, where, "Fuel is short.") for where in (session, None)]
    refresh(page)

    press(page, "2 notes to clear")

    assert sorted(part_of(page).notes.ids()) == sorted(waiting)


def test_lowering_the_mark_of_a_note_asks_why(page: ConsultationsPage, desk: Desk, meeting: str, typing: Type) -> None:
    note = notes.add_note(desk, meeting, None, "Roads are open.", values={"sensitivity": "high"})
    refresh(page)
    open_note(page, note)
    editor = part_of(page).notes.card(note).editor
    assert editor is not None

    editor.mark.level.set_value("low")
    editor.mark.level._picked()
    before = desk.view("note", note)["sensitivity"]
    typing(editor.mark.why, "Known to all")
    press_keys(editor.mark.why, Qt.Key.Key_Return)

    assert before == "high"
    assert desk.view("note", note)["sensitivity"] == "low"


def test_a_note_taken_away_can_be_brought_back(page: ConsultationsPage, desk: Desk, meeting: str) -> None:
    note = notes.add_note(desk, meeting, None, "Roads are open.")
    refresh(page)
    open_note(page, note)

    press(part_of(page).notes, "Take away")
    press(part_of(page).bar, "Take away")
    gone = taken(desk, meeting)
    press(part_of(page).bar, "Bring back")

    assert gone == []
    assert [one.id for one in taken(desk, meeting)] == [note]
    assert part_of(page).notes.ids() == [note]


def test_earlier_notes_of_a_long_session_follow_when_asked_for(
    page: ConsultationsPage, desk: Desk, meeting: str
) -> None:
    for number in range(25):
        notes.add_note(desk, meeting, None, f"Point {number}")
    refresh(page)
    at_first = part_of(page).notes.ids()

    press(part_of(page).notes, "Show 5 earlier notes")

    assert len(at_first) == 20
    assert len(part_of(page).notes.ids()) == 25


def test_arrows_walk_along_the_notes_and_back_to_the_box(page: ConsultationsPage, desk: Desk, meeting: str) -> None:
    first, second = (notes.add_note(desk, meeting, None, text) for text in ("One.", "Two."))
    refresh(page)
    cards = part_of(page).notes
    cards.card(first).setFocus()

    press_keys(cards.card(first), Qt.Key.Key_Down)
    on_second = cards.card(second).hasFocus()
    press_keys(cards.card(second), Qt.Key.Key_Down)

    assert on_second
    assert part_of(page).capture.box.hasFocus()


@pytest.mark.parametrize("language", ["en", "ar"])
def test_every_control_of_the_notes_can_be_reached_and_has_a_name(
    qtbot: QtBot, qapp: QApplication, desk: Desk, jobs: Jobs, meeting: str, language: str
) -> None:
    note = notes.add_note(desk, meeting, None, "Roads are open.")
    words.use(qapp, language)

    page = open_page(qtbot, desk, jobs, f"{meeting}/notes", width=960)
    open_note(page, note)

    assert unnamed(page) == []
    assert unreachable(page) == []
