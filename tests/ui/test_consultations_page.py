"""Consultations from planning to follow-up: the list, who took part, what came out, and the minutes."""

from datetime import timedelta
from pathlib import Path

import pypdfium2
import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLineEdit
from pytestqt.qtbot import QtBot

from partnerdesk import actions, consultations, notes
from partnerdesk.desk import Desk
from tests.ui.conftest import Type
from tests.ui.meetings import HIDDEN, SPEAKER, focused, open_page, painted, plan, press, press_keys, said, take_part
from tests.ui.reachable import clipped, settle, unnamed, unreachable
from ui import words
from ui.jobs import Jobs
from ui.pages.consulting import tabs
from ui.widgets.record_form import RecordForm

CTRL = Qt.KeyboardModifier.ControlModifier


def line(form: RecordForm, field: str) -> QLineEdit:
    return form.editor(field).findChildren(QLineEdit)[0]


def test_title_kind_and_date_are_enough_for_a_new_consultation(
    qtbot: QtBot, desk: Desk, jobs: Jobs, typing: Type
) -> None:
    page = open_page(qtbot, desk, jobs)
    press_keys(page.list.search, Qt.Key.Key_N, CTRL)
    form = page.new.form

    typing(line(form, "name"), "Annual meeting")
    form.editor("kind").set_value("annual")
    form.editor("kind")._touched()
    typing(line(form, "dates"), "3/5/2026")
    press_keys(line(form, "dates"), Qt.Key.Key_Return, CTRL)

    view = desk.view("consultation", page.view.record())
    assert (view["name"], view["kind"], view["dates"]) == ("Annual meeting", "annual", {"start": "2026-05-03"})
    assert view["reference"].startswith("LBN-TYR-")
    assert page.view.isVisible()


def test_what_was_typed_of_a_new_consultation_is_there_again(
    qtbot: QtBot, desk: Desk, jobs: Jobs, typing: Type
) -> None:
    page = open_page(qtbot, desk, jobs, "new")
    typing(line(page.new.form, "name"), "Half a ti")
    page.flush()

    again = open_page(qtbot, desk, jobs, "new")

    assert line(again.new.form, "name").text() == "Half a ti"


def test_a_new_consultation_from_a_partners_page_knows_who_takes_part(
    qtbot: QtBot, desk: Desk, jobs: Jobs, typing: Type
) -> None:
    partner = desk.create("partner", {"legal_name": "Association Cèdre", "org_type": ["ngo"]})
    page = open_page(qtbot, desk, jobs, f"new:{partner}")
    told = said(page.new)

    typing(line(page.new.form, "name"), "Bilateral")
    page.show_target("")
    page.show_target("new")
    told_again = said(page.new)
    page.new.form.editor("kind").set_value("bilateral")
    page.new.form.editor("kind")._touched()
    page.new.record_it()

    [participant] = consultations.sheet(desk, page.view.record()).participants
    assert "Association Cèdre will be recorded as taking part." in told
    assert "Association Cèdre will be recorded as taking part." in told_again
    assert (participant["partner_id"], participant["organisation"]) == (partner, "Association Cèdre")


def test_the_list_shows_how_many_came_and_how_many_notes_wait(
    qtbot: QtBot, desk: Desk, jobs: Jobs, meeting: str
) -> None:
    notes.add_note(desk, meeting, None, "Roads are open.")
    plan(desk, name="Later", dates={"start": "2026-05-03"})

    page = open_page(qtbot, desk, jobs)
    model = page.list.model
    keys = model.keys()
    row = model.row_of(meeting)
    shown = {key: model.index(row, number).data() for number, key in enumerate(keys)}

    assert model.rowCount() == 2
    assert model.id_at(0) != meeting
    assert (shown["people"], shown["to_clear"], shown["status"]) == ("2", "1", "Planned")


def test_a_consultation_taken_away_can_be_brought_back(qtbot: QtBot, desk: Desk, jobs: Jobs, meeting: str) -> None:
    page = open_page(qtbot, desk, jobs)
    page.list.table.enter()

    press_keys(page.list.table, Qt.Key.Key_Delete)
    press(page.bar, "Take away")
    gone = page.list.model.rowCount()
    press(page.bar, "Bring back")

    assert gone == 0
    assert page.list.model.row_of(meeting) == 0


# Where it stands


def test_what_is_missing_for_the_next_step_leads_to_where_it_is_mended(qtbot: QtBot, desk: Desk, jobs: Jobs) -> None:
    meeting = plan(desk, consent=None)
    page = open_page(qtbot, desk, jobs, f"{meeting}/{tabs.RECOMMENDATIONS}")
    head = page.view.head

    head.steps.press("hold")
    told = head.steps.sentences()
    head.place_asked.emit(head._place("hold", told[0])[0])
    settle()
    at = page.view.part()
    consent = page.view.about.editor.form_of("consent").editor("consent")
    has_keyboard = consent.isAncestorOf(focused())
    consent.set_value("oral")
    consent._touched()
    consent.flush()
    settle()
    page.view._show_head()
    head.steps.press("hold")

    assert told == ["Consent to notes is not recorded: ask those present and write down their answer."]
    assert (at, has_keyboard) == (tabs.ABOUT, True)
    assert desk.view("consultation", meeting)["status"] == "held"
    assert "Held, stage 2 of 6" in head.track.accessibleName()


def test_notes_that_wait_lead_to_the_notes(qtbot: QtBot, desk: Desk, jobs: Jobs, meeting: str) -> None:
    for step in ("hold", "write"):
        consultations.take(desk, meeting, step)
    note = notes.add_note(desk, meeting, None, "Roads are open.")
    page = open_page(qtbot, desk, jobs, f"{meeting}/{tabs.ABOUT}")
    head = page.view.head

    places = {sentence: head._place("clear", sentence)[0] for sentence in head.steps.sentences()}
    head.place_asked.emit(tabs.NOTES)
    settle()

    assert sorted(places.values()) == [tabs.ABOUT, tabs.NOTES]
    assert page.view.notes.notes.ids() == [note]
    assert page.view.notes.only_open.isChecked()


def test_cancelling_asks_for_the_reason(qtbot: QtBot, desk: Desk, jobs: Jobs, meeting: str, typing: Type) -> None:
    page = open_page(qtbot, desk, jobs, meeting)

    page.view.head.steps.press("cancel")
    reason = page.view.head.steps.reason.line
    press_keys(reason, Qt.Key.Key_Return)
    before = desk.view("consultation", meeting)["status"]
    typing(reason, "Roads closed")
    press_keys(reason, Qt.Key.Key_Return)

    assert before == "planned"
    assert desk.view("consultation", meeting)["status"] == "cancelled"


def test_what_is_typed_about_a_meeting_is_saved_when_the_page_is_left(
    qtbot: QtBot, desk: Desk, jobs: Jobs, meeting: str, typing: Type
) -> None:
    page = open_page(qtbot, desk, jobs, f"{meeting}/{tabs.ABOUT}")

    typing(line(page.view.about.editor.form_of("place"), "place"), "Tyr")
    page.show_target("")

    assert desk.view("consultation", meeting)["place"] == "Tyr"


# Who took part


def test_participants_are_added_one_after_the_other_with_enter(
    qtbot: QtBot, desk: Desk, jobs: Jobs, typing: Type
) -> None:
    meeting = plan(desk)
    page = open_page(qtbot, desk, jobs, f"{meeting}/{tabs.PARTICIPANTS}")
    quick = page.view.participants.quick

    typing(quick.name, "Amal")
    typing(quick.organisation, "Cèdre")
    press_keys(quick.organisation, Qt.Key.Key_Return)
    back_at_name = quick.name.hasFocus()
    typing(quick.organisation, "Secours Fictif")
    number = quick.number.findChildren(QLineEdit)[0]
    typing(number, "12")
    press_keys(number, Qt.Key.Key_Return)

    counts = consultations.sheet(desk, meeting).counts
    assert back_at_name
    assert (counts.people, counts.organisations) == (13, 2)
    assert "13 people" in said(page.view.participants.totals)
    assert quick.organisation.text() == ""


def test_somebody_hidden_is_marked_with_words_and_an_icon(qtbot: QtBot, desk: Desk, jobs: Jobs, meeting: str) -> None:
    page = open_page(qtbot, desk, jobs, f"{meeting}/{tabs.PARTICIPANTS}")
    table = page.view.participants.records.list.table
    model = page.view.participants.records.list.model
    column = model.keys().index("confidentiality")
    rows = {model.index(row, 0).data(): row for row in range(model.rowCount())}

    cells = {name: painted(table, row, column) for name, row in rows.items()}

    assert cells == {HIDDEN: ("Hidden", True), SPEAKER: ("Named", False)}
    assert "1 hidden, never named" in said(page.view.participants.totals)


def test_a_participant_half_typed_is_there_again(
    qtbot: QtBot, desk: Desk, jobs: Jobs, meeting: str, typing: Type
) -> None:
    page = open_page(qtbot, desk, jobs, f"{meeting}/{tabs.PARTICIPANTS}")
    typing(page.view.participants.quick.name, "Sal")
    page.flush()

    again = open_page(qtbot, desk, jobs, f"{meeting}/{tabs.PARTICIPANTS}")

    assert again.view.participants.quick.name.text() == "Sal"


# What came out


def test_a_recommendation_becomes_an_action_with_owner_and_day(
    qtbot: QtBot, desk: Desk, jobs: Jobs, meeting: str, typing: Type
) -> None:
    page = open_page(qtbot, desk, jobs, f"{meeting}/{tabs.RECOMMENDATIONS}")
    part = page.view.recommendations
    typing(part.add.line, "One desk for permits")
    press_keys(part.add.line, Qt.Key.Key_Return)
    [card] = part.cards.values()

    press(card, "Make a follow-up action")
    form = card.follow_up
    assert form is not None
    owner, due = (form.editors[name].findChildren(QLineEdit)[0] for name in ("responsible", "due"))
    has_keyboard = owner.hasFocus()
    typing(owner, "Rana")
    press_keys(owner, Qt.Key.Key_Return)
    refused = form.problem.text()
    typing(due, "30/9/2030")
    press_keys(due, Qt.Key.Key_Return)

    [action] = consultations.sheet(desk, meeting).actions
    assert has_keyboard
    assert "needs an owner and a day" in refused
    assert (action["responsible"], action["due"]) == ("Rana", "2030-09-30")
    assert action["description"] == "One desk for permits"
    assert "Open" in said(card.followed_by)


def test_an_overdue_action_is_marked_in_words_at_its_recommendation(
    qtbot: QtBot, desk: Desk, jobs: Jobs, meeting: str
) -> None:
    asked = consultations.add_recommendation(desk, meeting, {"text": "One desk"})
    made = consultations.follow_up(desk, asked, "Rana", actions.today() - timedelta(days=2))
    page = open_page(qtbot, desk, jobs, f"{meeting}/{tabs.RECOMMENDATIONS}")
    card = page.view.recommendations.cards[asked]

    with qtbot.waitSignal(page.wants) as wanted:
        press(card.followed_by, "Rana")

    assert "Overdue" in said(card)
    assert wanted.args == ["actions", made]


def test_a_recommendation_is_answered_where_it_stands(qtbot: QtBot, desk: Desk, jobs: Jobs, meeting: str) -> None:
    asked = consultations.add_recommendation(desk, meeting, {"text": "One desk"})
    page = open_page(qtbot, desk, jobs, f"{meeting}/{tabs.RECOMMENDATIONS}")
    card = page.view.recommendations.cards[asked]
    card.setFocus()

    press_keys(card, Qt.Key.Key_Return)
    editor = card.editor
    assert editor is not None
    response = editor.form_of("response").editor("response")
    response.set_value("accepted")
    response._touched()
    press_keys(card, Qt.Key.Key_Escape)

    assert desk.view("recommendation", asked)["response"] == "accepted"
    assert card.editor is None
    assert "Accepted" in said(card)


def test_a_good_practice_is_kept_with_one_line(
    qtbot: QtBot, desk: Desk, jobs: Jobs, meeting: str, typing: Type
) -> None:
    page = open_page(qtbot, desk, jobs, f"{meeting}/{tabs.PRACTICES}")
    part = page.view.practices

    typing(part.add.line, "A weekly map")
    press_keys(part.add.line, Qt.Key.Key_Return)

    [practice] = consultations.sheet(desk, meeting).good_practices
    assert practice["name"] == "A weekly map"
    assert part.add.line.hasFocus()


# Minutes


def test_minutes_as_pdf_do_not_hold_who_is_hidden(qtbot: QtBot, desk: Desk, jobs: Jobs, tmp_path: Path) -> None:
    meeting = plan(desk, attribution_rule="attributed")
    take_part(desk, meeting)
    for text in ("Roads are open.", f"{HIDDEN} pays for fuel."):
        notes.add_note(desk, meeting, None, text)
    page = open_page(qtbot, desk, jobs, f"{meeting}/{tabs.MINUTES}")
    told = page.view.minutes.told_words()

    with qtbot.waitSignal(page.paper.ready, timeout=20_000):
        press(page.view.minutes, "Preview, save or print")
    page.paper.save_as(tmp_path / "minutes.pdf")

    text = _text_of(tmp_path / "minutes.pdf")
    assert "1 of 2 people is named." in told or "1 of 2 people are named." in told
    assert "Roads are open." in text
    assert SPEAKER in text
    assert HIDDEN not in text
    assert "Nassar" not in text
    assert "Secours Fictif" not in text


def test_a_wider_audience_than_allowed_is_refused_before_anything_is_printed(
    qtbot: QtBot, desk: Desk, jobs: Jobs
) -> None:
    meeting = plan(desk, audience="office")
    page = open_page(qtbot, desk, jobs, f"{meeting}/{tabs.MINUTES}")
    part = page.view.minutes

    part.audience.set_value("public")
    part.audience._picked()

    assert "wider" in part.told_words()[0]
    assert not part.preview.isEnabled()


# For everybody


@pytest.mark.parametrize("language", ["en", "ar"])
@pytest.mark.parametrize("part", [tabs.ABOUT, tabs.PARTICIPANTS, tabs.PRACTICES, tabs.RECOMMENDATIONS, tabs.MINUTES])
def test_every_control_can_be_reached_and_has_a_name(
    qtbot: QtBot, qapp: QApplication, desk: Desk, jobs: Jobs, meeting: str, language: str, part: str
) -> None:
    asked = consultations.add_recommendation(desk, meeting, {"text": "One desk"})
    words.use(qapp, language)

    page = open_page(qtbot, desk, jobs, f"{meeting}/{part}", width=960)
    if part == tabs.RECOMMENDATIONS:
        page.view.recommendations.open(asked)
        page.view.recommendations.cards[asked].start_follow_up()
    settle()

    assert unnamed(page) == []
    assert unreachable(page) == []
    assert clipped(page.view.head) == []


def test_in_arabic_the_page_runs_from_right_to_left(
    qtbot: QtBot, qapp: QApplication, desk: Desk, jobs: Jobs, meeting: str
) -> None:
    words.use(qapp, "ar")

    page = open_page(qtbot, desk, jobs, f"{meeting}/{tabs.NOTES}")
    part = page.view.notes
    sessions, box = part.sessions, part.capture
    left_of = box.mapToGlobal(box.rect().topLeft()).x() < sessions.mapToGlobal(sessions.rect().topLeft()).x()

    assert page.layoutDirection() == Qt.LayoutDirection.RightToLeft
    assert left_of


def _text_of(file: Path) -> str:
    document = pypdfium2.PdfDocument(file)
    try:
        return "\n".join(page.get_textpage().get_text_bounded() for page in document)
    finally:
        document.close()
