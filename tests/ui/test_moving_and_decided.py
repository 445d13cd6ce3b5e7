"""Moving a partner to another office in the window, and reading what others decided."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication, QCheckBox, QLabel, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from partnerdesk import conflicts, decisions, moving, offices
from partnerdesk.desk import Desk
from tests.core.devices import FOCAL, device, hand_over, introduce
from tests.ui.reachable import settle, unnamed
from ui.jobs import Jobs
from ui.pages.assessment import AssessmentView
from ui.pages.conflicts import ConflictsPage
from ui.pages.consultation import ConsultationView
from ui.pages.exchange import ExchangePage
from ui.pages.home import HomePage
from ui.pages.partners import PartnersPage


@pytest.fixture
def region(field: Desk, tmp_path: Path) -> Iterator[Desk]:
    """Give the desk of her focal point, who knows a second office."""
    desk = device(tmp_path / "region", FOCAL)
    introduce(field, desk)
    offices.record(desk, "LBN-SAI", name="Saïda")
    yield desk
    desk.close()


def words(page: QWidget) -> str:
    # Qt shows widgets that were just put into a layout only when it comes back to its events.
    QApplication.processEvents()
    return "\n".join(label.text() for label in page.findChildren(QLabel) if label.isVisibleTo(page))


def press(page: QWidget, text: str) -> None:
    QApplication.processEvents()
    found = [made for made in page.findChildren(QPushButton) if made.text() == text and made.isVisibleTo(page)]
    found[0].click()


def partners_page(qtbot: QtBot, desk: Desk, jobs: Jobs, target: str) -> PartnersPage:
    page = PartnersPage(desk, jobs)
    qtbot.addWidget(page)
    page.show()
    page.show_target(target)
    settle()
    return page


def cedar(desk: Desk) -> str:
    partner = desk.create("partner", {"legal_name": "Cèdre", "acronym": "C"})
    desk.create("contact", {"partner_id": partner, "name": "Nour"})
    return partner


def test_what_goes_along_is_shown_before_a_partner_moves(
    qtbot: QtBot, jobs: Jobs, field: Desk, region: Desk, tmp_path: Path
) -> None:
    partner = cedar(field)
    hand_over(field, region, tmp_path)
    page = partners_page(qtbot, region, jobs, partner)
    card = page.view.moving

    card.ask("partner", partner)
    card.office.setCurrentIndex(card.office.findData("LBN-SAI"))
    before = words(card)
    card.reason.setText("Works there now")
    with qtbot.waitSignal(page.told):
        press(card, "Move")

    assert "2 records move: Partner: 1, Contact: 1." in before
    assert region.view("partner", partner).scope == "LBN-SAI"
    assert not card.isVisible()
    assert unnamed(card) == []


def test_what_moved_away_can_be_read_and_not_changed(
    qtbot: QtBot, jobs: Jobs, field: Desk, region: Desk, tmp_path: Path
) -> None:
    partner = cedar(field)
    hand_over(field, region, tmp_path)
    field.change("partner", partner, {"acronym": "LATE"})
    moving.move(region, "partner", partner, "LBN-SAI", "")
    hand_over(region, field, tmp_path)

    page = partners_page(qtbot, field, jobs, partner)

    told = words(page.view)
    assert "This has moved to LBN-SAI" in told
    assert "Changed here meanwhile: Acronym" in told
    assert not page.view.part("details").isEnabled()
    assert not page.view.start.isVisible()


def test_what_was_left_behind_follows_at_a_press(
    qtbot: QtBot, jobs: Jobs, field: Desk, region: Desk, tmp_path: Path
) -> None:
    partner = cedar(field)
    hand_over(field, region, tmp_path)
    moving.move(region, "partner", partner, "LBN-SAI", "")
    late = field.create("contact", {"partner_id": partner, "name": "Late"})
    hand_over(field, region, tmp_path)
    page = partners_page(qtbot, region, jobs, partner)

    press(page.view, "Let them follow")

    assert region.view("contact", late).scope == "LBN-SAI"
    assert "no longer is" not in words(page.view)


def decided(field: Desk, region: Desk, folder: Path) -> str:
    """Let both change a partner's acronym, and the focal point decide for his."""
    partner = cedar(field)
    hand_over(field, region, folder)
    field.change("partner", partner, {"acronym": "FIELD"})
    region.change("partner", partner, {"acronym": "REGION"})
    hand_over(field, region, folder)
    conflicts.resolve(region, f"{partner}.acronym", "REGION", "As on the stamp")
    return partner


def test_the_offices_concerned_are_ticked_when_decisions_wait_to_be_sent_back(
    qtbot: QtBot, jobs: Jobs, field: Desk, region: Desk, tmp_path: Path
) -> None:
    introduce(region, device(tmp_path / "other", FOCAL))
    decided(field, region, tmp_path)
    page = ExchangePage(region, jobs)
    qtbot.addWidget(page)
    page.show()

    page.show_target("give")

    assert "1 decision has not been confirmed" in words(page)
    ticked = {box.text().partition(":")[0] for box in page.findChildren(QCheckBox) if box.isChecked()}
    assert "LBN-TYR" in ticked
    assert "MENA-RO" not in ticked


def test_a_decision_is_read_with_what_it_replaced_and_the_record_can_be_opened(
    qtbot: QtBot, jobs: Jobs, field: Desk, region: Desk, tmp_path: Path
) -> None:
    partner = decided(field, region, tmp_path)
    hand_over(region, field, tmp_path)
    page = ExchangePage(field, jobs)
    qtbot.addWidget(page)
    page.show()
    page.show_target("decided")
    told = words(page)

    with qtbot.waitSignal(page.wants) as asked:
        press(page, "I disagree: change it")
    press(page, "Read")

    for sentence in ("Acronym: REGION", "instead of ours: FIELD", "Reason: As on the stamp", "Focal point (MENA-RO)"):
        assert sentence in told
    assert asked.args == ["partners", f"{partner}/details"]
    assert decisions.unread(field) == 0
    assert "No decision to read" in words(page)
    assert unnamed(page) == []


def test_home_tells_of_decisions_to_send_back_and_to_read(
    qtbot: QtBot, jobs: Jobs, field: Desk, region: Desk, tmp_path: Path
) -> None:
    decided(field, region, tmp_path)
    home = HomePage(region, jobs)
    qtbot.addWidget(home)
    home.show()
    qtbot.waitUntil(lambda: "1 decision is to be sent back" in _links(home))
    hand_over(region, field, tmp_path)

    other = HomePage(field, jobs)
    qtbot.addWidget(other)
    other.show()

    qtbot.waitUntil(lambda: "1 decision of somebody else to read" in _links(other))


def test_one_assessment_or_consultation_moves_from_its_page(
    qtbot: QtBot, jobs: Jobs, field: Desk, region: Desk, tmp_path: Path
) -> None:
    partner = cedar(field)
    assessment = field.create("assessment", {"partner_id": partner, "instrument": "pop4 1.0.0"})
    meeting = field.create("consultation", {"name": "Round table", "kind": "bilateral"})
    hand_over(field, region, tmp_path)
    views = (AssessmentView(region, jobs), ConsultationView(region, jobs))
    for view in views:
        qtbot.addWidget(view)
        view.show()
    views[0].show_assessment(assessment)
    views[1].show_consultation(meeting)

    for view in views:
        view.head.move_asked.emit()
        card = view.moving.card
        card.office.setCurrentIndex(card.office.findData("LBN-SAI"))
        with qtbot.waitSignal(view.told):
            press(card, "Move")

    assert region.view("assessment", assessment).scope == "LBN-SAI"
    assert region.view("consultation", meeting).scope == "LBN-SAI"
    assert region.view("partner", partner).scope == "LBN-TYR"


def test_the_page_of_decisions_offers_to_send_them_back(
    qtbot: QtBot, field: Desk, region: Desk, tmp_path: Path
) -> None:
    page = ConflictsPage(region)
    qtbot.addWidget(page)
    page.show()
    before = [made.text() for made in page.findChildren(QPushButton) if made.isVisibleTo(page)]
    decided(field, region, tmp_path)
    page.refresh()

    with qtbot.waitSignal(page.wants) as asked:
        press(page, "Send decisions back…")

    assert "Send decisions back…" not in before
    assert asked.args == ["exchange", "give"]


def _links(page: QWidget) -> str:
    from ui.widgets.link import Link

    return "\n".join(link.words for link in page.findChildren(Link))
