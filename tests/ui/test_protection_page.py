"""Data protection in the window: what is due, erasing with a typed word, and consent that is withdrawn."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from partnerdesk.desk import Desk
from tests.core.devices import device
from tests.ui.conftest import Type
from tests.ui.reachable import settle, unnamed, unreachable
from ui.jobs import Jobs
from ui.pages.protection import ProtectionPage

PATIENCE_MS = 20_000


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    made = device(tmp_path / "work")
    yield made
    made.close()


@pytest.fixture
def page(qtbot: QtBot, desk: Desk, jobs: Jobs) -> ProtectionPage:
    made = ProtectionPage(desk, jobs)
    qtbot.addWidget(made)
    made.resize(1000, 600)
    made.show()
    settle()
    return made


def says(page: ProtectionPage) -> str:
    return "\n".join(one.text() for one in page.findChildren(QLabel) if one.isVisible())


def check(page: ProtectionPage, number: int, state: Qt.CheckState = Qt.CheckState.Checked) -> None:
    item = page.erasing.table.item(number, 0)
    assert item is not None
    item.setCheckState(state)


def old_note(desk: Desk) -> str:
    meeting = desk.create("consultation", {"name": "Forum", "dates": {"start": "2022-01-01", "end": "2022-01-01"}})
    return desk.create("note", {"consultation_id": meeting, "raw_text": "Salwa said"})


def erase(qtbot: QtBot, page: ProtectionPage, typing: Type, reason: str = "") -> None:
    typing(page.erasing.reason, reason)
    typing(page.erasing.word, "erase")
    with qtbot.waitSignal(page.erasing.done, timeout=PATIENCE_MS):
        page.erasing.erase.click()
    settle()


def test_erasing_shows_what_goes_and_needs_the_word_and_a_reason(
    qtbot: QtBot, page: ProtectionPage, desk: Desk, typing: Type
) -> None:
    partner = desk.create("partner", {"legal_name": "Salwa"})
    contact = desk.create("contact", {"partner_id": partner, "name": "Qabbani"})

    page.show_target(f"erase:partner:{partner}")
    before = page.erasing.erase.isEnabled()
    typing(page.erasing.word, "erase")
    without_reason = page.erasing.erase.isEnabled()
    page.erasing.word.clear()
    erase(qtbot, page, typing, "She asked for it")

    assert (before, without_reason) == (False, False)
    assert desk.view("partner", partner).deleted
    assert desk.view("contact", contact).deleted
    assert "2 records were erased for good" in says(page)
    assert "Other backups" in says(page)
    page.show_target("register")
    cells = [page.register.table.item(row, 4) for row in range(page.register.table.rowCount())]
    assert [cell.text() for cell in cells if cell is not None] == ["She asked for it"] * 2


def test_single_fields_can_be_chosen_also_what_only_the_history_knows(
    qtbot: QtBot, page: ProtectionPage, desk: Desk, typing: Type
) -> None:
    partner = desk.create("partner", {"legal_name": "Cèdre", "notes": "Salwa"})
    desk.change("partner", partner, {"notes": None})

    page.show_target(f"erase:partner:{partner}")
    page.erasing.other.click()
    names = [page.erasing.table.item(row, 2) for row in range(page.erasing.table.rowCount())]
    check(page, [item.text() for item in names if item is not None].index("Remarks"))
    erase(qtbot, page, typing, "Not needed")

    view = desk.view("partner", partner)
    assert (view.deleted, view["legal_name"]) == (False, "Cèdre")
    assert "1 record was erased" in says(page)


def test_what_is_due_is_kept_or_erased(qtbot: QtBot, page: ProtectionPage, desk: Desk, typing: Type) -> None:
    note = old_note(desk)
    page.refresh()
    qtbot.waitUntil(lambda: page.due.table.rowCount() == 1, timeout=PATIENCE_MS)

    nothing_chosen = page.due.erase.isEnabled()
    page.due.all.click()
    page.due.erase.click()
    erase(qtbot, page, typing)
    page.erasing.leave.click()

    assert not nothing_chosen
    qtbot.waitUntil(lambda: "Nothing is due" in says(page), timeout=PATIENCE_MS)
    assert desk.view("note", note)["raw_text"] is None


def test_keeping_needs_a_reason(qtbot: QtBot, page: ProtectionPage, desk: Desk, typing: Type) -> None:
    note = old_note(desk)
    page.refresh()
    qtbot.waitUntil(lambda: page.due.table.rowCount() == 1, timeout=PATIENCE_MS)
    page.due.all.click()

    with qtbot.waitSignal(page.refused, timeout=PATIENCE_MS):
        page.due.keep.click()
    typing(page.due.reason, "Audit")
    page.due.keep.click()

    qtbot.waitUntil(lambda: "Nothing is due" in says(page), timeout=PATIENCE_MS)
    assert desk.view("note", note)["retain_until"] is not None


def test_withdrawing_consent_chooses_what_is_sure(qtbot: QtBot, page: ProtectionPage, desk: Desk, typing: Type) -> None:
    partner = desk.create("partner", {"legal_name": "Cèdre"})
    contact = desk.create("contact", {"partner_id": partner, "name": "Salwa Qabbani"})
    action = desk.create("action", {"description": "Call Salwa Qabbani", "responsible": "Us", "due": "2030-01-01"})

    page.show_target(f"withdraw:contact:{contact}")
    chosen = [part.id for part in page.erasing.chosen()]
    erase(qtbot, page, typing)

    assert chosen == [contact]
    view = desk.view("contact", contact)
    assert (view["name"], bool(view["consent_withdrawn_on"])) == (None, True)
    assert desk.view("action", action)["description"] == "Call Salwa Qabbani"


def test_another_offices_record_needs_who_asked(qtbot: QtBot, tmp_path: Path, jobs: Jobs, typing: Type) -> None:
    from tests.core.devices import FOCAL, hand_over, introduce

    field, region = device(tmp_path / "field"), device(tmp_path / "region", FOCAL)
    introduce(field, region)
    partner = field.create("partner", {"legal_name": "Cèdre"})
    hand_over(field, region, tmp_path)
    page = ProtectionPage(region, jobs)
    qtbot.addWidget(page)
    page.show()
    page.show_target(f"erase:partner:{partner}")

    typing(page.erasing.reason, "Asked")
    typing(page.erasing.word, "erase")
    page.erasing.erase.click()
    settle()
    refused = says(page)
    typing(page.erasing.asked_by, "Agente")
    with qtbot.waitSignal(page.erasing.done, timeout=PATIENCE_MS):
        page.erasing.erase.click()

    assert "Say who there asked" in refused
    assert region.view("partner", partner).deleted
    field.close()
    region.close()


def test_everything_is_named_and_reached_by_keyboard(qtbot: QtBot, page: ProtectionPage, desk: Desk) -> None:
    old_note(desk)
    page.refresh()
    qtbot.waitUntil(lambda: page.due.table.rowCount() == 1, timeout=PATIENCE_MS)

    assert unnamed(page) == []
    assert unreachable(page) == []
