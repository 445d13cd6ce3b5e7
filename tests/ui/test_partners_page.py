"""One partner's page and recording a new one: what is typed stays, what is known is shown."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QPushButton, QToolButton, QWidget
from pytestqt.qtbot import QtBot

from partnerdesk import assessments, partners
from partnerdesk.desk import Desk
from tests.core.devices import FOCAL, OFFICER, device, ops_of, take_in
from tests.ui.conftest import Type
from tests.ui.reachable import settle, unnamed, unreachable
from ui import words
from ui.jobs import Jobs
from ui.pages.history_view import HistoryView
from ui.pages.partner_details import DetailsPart
from ui.pages.partners import PartnersPage
from ui.pages.record_editor import RecordEditor
from ui.pages.related import ChildRecords
from ui.widgets.asking import AskBar
from ui.widgets.link import Link
from ui.widgets.record_form import RecordForm


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    """Give the desk of a field officer."""
    made = device(tmp_path / "field", OFFICER)
    yield made
    made.close()


@pytest.fixture
def cedar(desk: Desk) -> str:
    """Give a partner that the field officer knows."""
    return partners.create(
        desk, {"legal_name": "Association Cèdre", "acronym": "AC", "org_type": ["ngo"], "relation_status": "active"}
    )


@pytest.fixture
def page(qtbot: QtBot, desk: Desk, jobs: Jobs) -> PartnersPage:
    """Give the page, led by its own wishes as the frame does."""
    return open_page(qtbot, desk, jobs)


def open_page(qtbot: QtBot, desk: Desk, jobs: Jobs) -> PartnersPage:
    made = PartnersPage(desk, jobs)
    qtbot.addWidget(made)
    made.wants.connect(lambda place, target: made.show_target(target) if place == "partners" else None)
    made.resize(1100, 720)
    made.show()
    qtbot.waitExposed(made)
    settle()
    return made


def line(form: RecordForm, name: str) -> QLineEdit:
    return form.editor(name).findChildren(QLineEdit)[0]


def said(inside: QWidget) -> str:
    """Return every word that can be seen."""
    settle()
    labels = [label.text() for label in inside.findChildren(QLabel) if label.isVisibleTo(inside)]
    return "\n".join(labels + [link.words for link in inside.findChildren(Link) if link.isVisibleTo(inside)])


def contacts_of(page: PartnersPage) -> ChildRecords:
    part = page.view.part("contacts")
    assert isinstance(part, ChildRecords)
    return part


def details(page: PartnersPage) -> RecordEditor:
    part = page.view.part("details")
    assert isinstance(part, DetailsPart)
    return part.editor


# Details


def test_what_is_typed_into_the_details_is_there_again_after_opening_anew(
    qtbot: QtBot, desk: Desk, cedar: str, page: PartnersPage, typing: Type, jobs: Jobs
) -> None:
    page.show_target(f"{cedar}/details")
    typing(line(details(page).form_of("place"), "place"), "صور")

    saved = page.flush()

    again = open_page(qtbot, desk, jobs)
    again.show_target(f"{cedar}/details")
    assert saved
    assert line(details(again).form_of("place"), "place").text() == "صور"


def test_going_to_another_partner_saves_what_was_typed(
    desk: Desk, cedar: str, page: PartnersPage, typing: Type
) -> None:
    other = partners.create(desk, {"legal_name": "Fondation Olivier"})
    page.show_target(f"{cedar}/details")
    typing(line(details(page).form_of("place"), "place"), "Tyr")

    page.show_target(f"{other}/details")

    assert desk.view("partner", cedar)["place"] == "Tyr"
    assert line(details(page).form_of("place"), "place").text() == ""


def test_an_empty_name_is_not_saved_and_waits_with_the_reason_while_other_fields_are(
    desk: Desk, cedar: str, page: PartnersPage, typing: Type
) -> None:
    states: list[tuple[str, str]] = []
    page.saving.connect(lambda state, sentence: states.append((state, sentence)))
    page.show_target(f"{cedar}/details")
    form = details(page).form_of("legal_name")
    line(form, "legal_name").selectAll()
    QTest.keyClick(line(form, "legal_name"), Qt.Key.Key_Backspace)
    typing(line(form, "local_name"), "الأرز")

    saved = page.flush()

    stored = desk.view("partner", cedar)
    assert not saved
    assert (stored["legal_name"], stored["local_name"]) == ("Association Cèdre", "الأرز")
    assert states[-1] == ("problem", "“Legal name” is missing.")
    assert "“Legal name” is missing." in said(form)


def test_what_cannot_be_saved_is_still_there_after_a_look_at_another_partner(
    desk: Desk, cedar: str, page: PartnersPage
) -> None:
    other = partners.create(desk, {"legal_name": "Fondation Olivier"})
    page.show_target(f"{cedar}/details")
    form = details(page).form_of("legal_name")
    line(form, "legal_name").selectAll()
    QTest.keyClick(line(form, "legal_name"), Qt.Key.Key_Backspace)

    page.show_target(f"{other}/details")
    on_the_way = page.flush()
    page.show_target(f"{cedar}/details")

    assert not on_the_way
    assert line(form, "legal_name").text() == ""
    assert "“Legal name” is missing." in said(form)


def test_the_head_follows_what_is_saved(cedar: str, page: PartnersPage, typing: Type) -> None:
    page.show_target(f"{cedar}/details")
    form = details(page).form_of("acronym")

    typing(line(form, "acronym"), "L")
    page.flush()

    assert "Association Cèdre (ACL)" in said(page.view)


def test_a_form_claims_to_have_seen_only_what_stood_when_it_was_opened(
    tmp_path: Path, desk: Desk, cedar: str, page: PartnersPage, typing: Type
) -> None:
    regional = device(tmp_path / "regional", FOCAL)
    take_in(regional, ops_of(desk))
    regional.change("partner", cedar, {"place": "Sidon"})
    page.show_target(f"{cedar}/details")
    take_in(desk, ops_of(regional))

    typing(line(details(page).form_of("place"), "place"), "Tyr")
    page.flush()

    assert desk.view("partner", cedar).conflicts == ("place",)
    regional.close()


# What is known


def test_the_overview_tells_results_open_actions_and_facts(desk: Desk, cedar: str, page: PartnersPage) -> None:
    rated = assessments.start(desk, cedar, "pulse", perspectives=["ours"])
    desk.create(
        "action",
        {"description": "Share the budget", "partner_id": cedar, "responsible": "Rana", "due": "2020-01-31"},
    )
    desk.create("contact", {"partner_id": cedar, "name": "Dima", "function": "Director", "is_focal_point": True})

    page.show_target(cedar)

    told = said(page.view)
    assert "Partnership pulse" in told
    assert "1 action is overdue." in told
    assert "Rana, until 31 Jan 2020" in told
    assert "Dima (Director)" in told
    wished: list[tuple[str, str]] = []
    page.wants.connect(lambda place, target: wished.append((place, target)))
    next(link for link in page.view.findChildren(Link) if link.words.startswith("Partnership pulse")).click()
    assert wished == [("assessments", rated)]


def test_a_conflict_is_marked_in_head_overview_details_and_history(
    tmp_path: Path, desk: Desk, cedar: str, page: PartnersPage
) -> None:
    regional = device(tmp_path / "regional", FOCAL)
    take_in(regional, ops_of(desk))
    regional.change("partner", cedar, {"acronym": "CED"})
    desk.change("partner", cedar, {"acronym": "ACL"})
    take_in(desk, ops_of(regional))
    wished: list[tuple[str, str]] = []
    page.wants.connect(lambda place, target: wished.append((place, target)))

    page.show_target(cedar)
    overview = said(page.view)
    page.show_target(f"{cedar}/details")
    row = details(page).form_of("acronym").row("acronym")
    page.show_target(f"{cedar}/history")
    history = said(page.view.part("history"))
    page.view.part("history").findChildren(AskBar)[0].yes.click()

    assert "two values to decide" in overview
    assert "Two values stand against each other: Acronym." in overview
    assert any(button.text() == "Two values: compare" for button in row.findChildren(QPushButton))
    assert history.count("to decide") == 2
    assert wished == [("conflicts", cedar)]
    regional.close()


def test_the_history_tells_every_value_who_gave_it_and_which_one_stands(
    desk: Desk, cedar: str, page: PartnersPage
) -> None:
    desk.change("partner", cedar, {"place": "Tyr"})
    desk.change("partner", cedar, {"place": "Sidon"}, note="They moved")

    page.show_target(f"{cedar}/history")

    told = said(page.view.part("history"))
    assert told.index("Sidon") < told.index("Tyr") < told.index("Association Cèdre")
    assert "Reason: They moved" in told
    assert told.count("replaced since") == 1
    assert told.count("Agente de terrain (LBN-TYR)") == 3
    assert "Recorded" in told


def test_an_earlier_value_is_restored_from_the_history(desk: Desk, cedar: str, page: PartnersPage) -> None:
    desk.change("partner", cedar, {"place": "Tyr"})
    desk.change("partner", cedar, {"place": "Sidon"})
    page.show_target(f"{cedar}/history")
    part = page.view.part("history")
    (restore,) = [
        made for made in part.findChildren(QToolButton) if made.accessibleName().endswith("restore this value")
    ]

    restore.click()

    assert desk.view("partner", cedar)["place"] == "Tyr"
    assert "Set back" in said(part)


def test_the_history_is_narrowed_to_a_field_and_widened_to_what_is_part_of_it(
    desk: Desk, cedar: str, page: PartnersPage
) -> None:
    desk.change("partner", cedar, {"place": "Tyr"})
    desk.create("contact", {"partner_id": cedar, "name": "Dima Nasri"})
    page.show_target(f"{cedar}/history")
    part = page.view.part("history")
    assert isinstance(part, HistoryView)

    part.fields.set_codes({"place"})
    part.refresh()
    narrowed = said(part)
    part.fields.set_codes(())
    part.parts.setChecked(True)

    assert "Tyr" in narrowed
    assert "Association Cèdre" not in narrowed
    assert "Dima Nasri" in said(part)


# What belongs to it


def test_a_contact_is_kept_from_the_first_value_on(desk: Desk, cedar: str, page: PartnersPage, typing: Type) -> None:
    page.show_target(f"{cedar}/contacts")
    contacts = contacts_of(page)
    contacts.start_new()
    editor = contacts.panel.editor

    typing(line(editor.form_of("name"), "name"), "Dima Nasri")
    page.flush()
    typing(line(editor.form_of("function"), "function"), "Directrice")
    page.flush()

    (found,) = desk.children("contact", partner_id=cedar)
    assert (found["name"], found["function"], found["sensitivity"]) == ("Dima Nasri", "Directrice", "moderate")
    assert contacts.list.model.rowCount() == 1
    assert "Contacts (1)" in [page.view.tabs.tabText(number) for number in range(page.view.tabs.count())]


def test_nothing_is_recorded_when_a_new_contact_is_left_empty(desk: Desk, cedar: str, page: PartnersPage) -> None:
    page.show_target(f"{cedar}/contacts")

    contacts_of(page).start_new()
    contacts_of(page).close_panel()

    assert desk.children("contact", partner_id=cedar) == []
    assert not contacts_of(page).panel.isVisible()


def test_a_contact_that_was_taken_away_can_be_brought_back(desk: Desk, cedar: str, page: PartnersPage) -> None:
    record = desk.create("contact", {"partner_id": cedar, "name": "Dima"})
    page.show_target(f"{cedar}/contacts")
    contacts = contacts_of(page)
    contacts.list.table.enter()

    QTest.keyClick(contacts.list.table, Qt.Key.Key_Delete)
    asked = contacts.bar.text()
    contacts.bar.yes.click()
    gone = contacts.list.model.rowCount()
    contacts.bar.yes.click()

    assert asked == "Take “Dima” away? It can be brought back."
    assert gone == 0
    assert contacts.list.model.id_at(0) == record


def test_an_agreement_is_moved_on_from_its_panel(desk: Desk, cedar: str, page: PartnersPage) -> None:
    record = desk.create("agreement", {"partner_id": cedar, "name": "Letter of 2026"})
    page.show_target(f"{cedar}/agreements")
    part = page.view.part("agreements")
    assert isinstance(part, ChildRecords)
    part.open(record)

    next(one for one in part.panel.findChildren(QPushButton) if one.text() == "Sign").click()

    assert desk.view("agreement", record)["status"] == "signed"
    assert "Signed" in said(part.panel)


def test_an_assessment_is_begun_for_the_partner_that_is_open(cedar: str, page: PartnersPage) -> None:
    wished: list[tuple[str, str]] = []
    page.wants.connect(lambda place, target: wished.append((place, target)))
    page.show_target(cedar)

    page.view.start.click()

    assert wished == [("assessments", f"new:{cedar}")]


# A new partner


def test_a_name_that_is_known_already_is_told_while_it_is_typed(
    qtbot: QtBot, cedar: str, page: PartnersPage, jobs: Jobs, typing: Type
) -> None:
    page.show_target("new")
    qtbot.waitUntil(lambda: not jobs.running())
    typing(line(page.new.form, "legal_name"), "ASSOCIATION CEDR")

    told = said(page.new.similar)
    page.new.similar.findChildren(QPushButton)[0].click()

    assert "Looks like Association Cèdre of office LBN-TYR" in told
    assert page.view.partner() == cedar
    page.show_target("new")
    assert line(page.new.form, "legal_name").text() == "ASSOCIATION CEDR"


def test_an_unknown_name_brings_up_nothing(
    qtbot: QtBot, cedar: str, page: PartnersPage, jobs: Jobs, typing: Type
) -> None:
    page.show_target("new")
    qtbot.waitUntil(lambda: not jobs.running())

    typing(line(page.new.form, "legal_name"), "Fondation Olivier")

    assert cedar
    assert not page.new.similar.isVisible()


def test_a_new_partner_that_is_not_recorded_yet_survives_closing(
    qtbot: QtBot, desk: Desk, page: PartnersPage, typing: Type, jobs: Jobs
) -> None:
    page.show_target("new")
    typing(line(page.new.form, "legal_name"), "Fondation Olivier")
    page.flush()

    again = open_page(qtbot, desk, jobs)
    again.show_target("new")
    typed = line(again.new.form, "legal_name").text()
    again.new.record.click()

    assert typed == "Fondation Olivier"
    assert desk.view("partner", again.view.partner())["legal_name"] == "Fondation Olivier"
    assert desk.view("partner", again.view.partner())["relation_status"] == "prospective"


def test_a_partner_without_a_name_is_refused_in_a_sentence(page: PartnersPage) -> None:
    told: list[str] = []
    page.refused.connect(lambda error: told.append(str(error)))
    page.show_target("new")

    page.new.record.click()

    assert told == ["A partner needs a legal name. Nothing was changed. Write the name."]


# For everybody


@pytest.mark.parametrize("part", ["overview", "details", "contacts", "agreements", "flags", "assessments", "history"])
def test_every_part_can_be_named_and_reached(desk: Desk, cedar: str, page: PartnersPage, part: str) -> None:
    desk.create("contact", {"partner_id": cedar, "name": "Dima"})

    page.show_target(f"{cedar}/{part}")
    settle()

    assert unnamed(page) == []
    assert unreachable(page) == []


def test_in_arabic_the_page_reads_from_the_right(
    qapp: QApplication, qtbot: QtBot, desk: Desk, cedar: str, jobs: Jobs
) -> None:
    words.use(qapp, "ar")
    page = open_page(qtbot, desk, jobs)
    page.show_target(cedar)
    settle()

    title = next(label for label in page.view.findChildren(QLabel) if label.property("role") == "title")

    assert (
        title.mapTo(page, title.rect().center()).x() > page.view.start.mapTo(page, page.view.start.rect().center()).x()
    )
    assert "نشط" in said(page.view)
