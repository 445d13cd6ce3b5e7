"""The words as noted in the window: whether they leave the device is said beside them, and chosen after a question."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from partnerdesk import notes
from partnerdesk.desk import Desk
from tests.core.devices import FOCAL, device, hand_over, introduce
from tests.ui.meetings import focused, open_page, press, press_keys, said
from tests.ui.reachable import settle, unnamed, unreachable
from ui.jobs import Jobs
from ui.pages.consultations import ConsultationsPage
from ui.pages.consulting.as_noted import AsNoted
from ui.pages.consulting.note_card import NoteCard
from ui.pages.consulting.note_editor import NoteEditor
from ui.pages.history_view import HistoryView

STAYS, TRAVELS = "Stays on this device", "Travels with bundles"
ELSEWHERE = "The words as noted are kept on the device that took them."


@pytest.fixture
def region(tmp_path: Path, desk: Desk) -> Iterator[Desk]:
    made = device(tmp_path / "region", FOCAL)
    introduce(desk, made)
    yield made
    made.close()


def opened(page: ConsultationsPage, note: str) -> tuple[NoteCard, NoteEditor]:
    page.view.notes.notes.open(note)
    settle()
    card = page.view.notes.notes.card(note)
    assert card.editor is not None
    return card, card.editor


def test_the_card_and_the_editor_say_that_the_words_stay(qtbot: QtBot, desk: Desk, jobs: Jobs, meeting: str) -> None:
    note = notes.add_note(desk, meeting, None, "Roads are closed.")
    page = open_page(qtbot, desk, jobs, f"{meeting}/notes")
    closed = said(page.view.notes.notes.card(note))

    _card, editor = opened(page, note)

    assert f"As noted · {STAYS}" in closed
    assert STAYS in said(editor.as_noted)
    assert not unnamed(page)
    assert not unreachable(page)


def test_sharing_asks_first_and_cancelling_changes_nothing(qtbot: QtBot, desk: Desk, jobs: Jobs, meeting: str) -> None:
    note = notes.add_note(desk, meeting, None, "Roads are closed.")
    page = open_page(qtbot, desk, jobs, f"{meeting}/notes")
    _card, editor = opened(page, note)
    bar = page.view.notes.bar

    press(editor.as_noted, "Share…")
    asked, on_cancel = bar.text(), focused() is bar.no
    press_keys(focused(), Qt.Key.Key_Space)

    assert "cannot be taken back" in asked
    assert on_cancel
    assert not bar.isVisible()
    assert desk.view("note", note).stays == ("raw_text",)


def test_what_is_shared_says_so_and_goes_on_being_edited(qtbot: QtBot, desk: Desk, jobs: Jobs, meeting: str) -> None:
    note = notes.add_note(desk, meeting, None, "Roads are closed.")
    page = open_page(qtbot, desk, jobs, f"{meeting}/notes")
    card, editor = opened(page, note)

    press(editor.as_noted, "Share…")
    editor.rows["raw_text"].editor.set_value("Roads are closed at noon.")
    editor._put("raw_text", "Roads are closed at noon.")
    press(page.view.notes.bar, "Share these words")

    assert desk.view("note", note).stays == ()
    assert desk.view("note", note)["raw_text"] == "Roads are closed at noon."
    assert TRAVELS in said(editor.as_noted)
    assert not editor.as_noted.share.isVisibleTo(editor)
    editor._put("raw_text", "Roads are open.")
    assert card.close_editor()
    assert desk.view("note", note)["raw_text"] == "Roads are open."
    assert desk.view("note", note).conflicts == ()


def test_a_note_that_is_never_shared_offers_no_sharing(qtbot: QtBot, desk: Desk, jobs: Jobs, meeting: str) -> None:
    note = notes.add_note(desk, meeting, None, "Not for others.", values={"attribution": "off_record"})
    page = open_page(qtbot, desk, jobs, f"{meeting}/notes")

    _card, editor = opened(page, note)

    assert not editor.as_noted.share.isVisibleTo(editor)


def test_a_note_that_came_without_its_words_reads_well(
    qtbot: QtBot, desk: Desk, region: Desk, jobs: Jobs, meeting: str, tmp_path: Path
) -> None:
    note = notes.add_note(desk, meeting, None, "Roads are closed.")
    hand_over(desk, region, tmp_path)
    page = open_page(qtbot, region, jobs, f"{meeting}/notes")
    closed = said(page.view.notes.notes.card(note))

    _card, editor = opened(page, note)

    assert ELSEWHERE in closed
    assert "No text to share yet." in closed
    assert ELSEWHERE in said(editor)
    assert not editor.rows["raw_text"].isVisibleTo(editor)
    assert focused() in editor.rows["shareable_text"].findChildren(type(focused()))
    assert "Needs review" not in said(editor)
    assert "There is no text to share yet" in " ".join(editor.steps.sentences())
    assert editor.findChildren(AsNoted)


def test_clearing_a_note_shows_the_words_that_are_shared(qtbot: QtBot, desk: Desk, jobs: Jobs, meeting: str) -> None:
    note = notes.add_note(desk, meeting, None, "Roads are open.")
    page = open_page(qtbot, desk, jobs, f"{meeting}/notes")
    card, editor = opened(page, note)

    editor.steps.press("clear")
    settle()
    shown = editor.rows["shareable_text"].editor.value()
    editor._put("shareable_text", "Roads are mostly open.")
    assert card.close_editor()

    assert shown == "Roads are open."
    view = desk.view("note", note)
    assert (view["shareable_text"], view.conflicts) == ("Roads are mostly open.", ())


def test_the_history_says_what_is_only_here(qtbot: QtBot, desk: Desk, meeting: str) -> None:
    note = notes.add_note(desk, meeting, None, "Roads are open.")
    shown = HistoryView(desk)
    qtbot.addWidget(shown)
    shown.show_record("note", note)
    shown.show()
    settle()

    assert said(shown).count("Only on this device") == 1
