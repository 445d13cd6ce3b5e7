"""The exchange page and the page of decisions, as two people use them with real bundles."""

import json
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication, QCheckBox, QLabel, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from partnerdesk import conflicts, keys, receiving, sending, trust
from partnerdesk.desk import Desk
from tests.core.devices import hand_over, introduce
from tests.ui.reachable import unnamed
from ui.jobs import Jobs
from ui.page import Page
from ui.pages.conflicts import ConflictsPage
from ui.pages.exchange import ExchangePage


def words(page: QWidget) -> str:
    # Qt shows widgets that were just put into a layout only when it comes back to its events.
    QApplication.processEvents()
    return "\n".join(label.text() for label in page.findChildren(QLabel) if label.isVisibleTo(page))


def press(page: QWidget, text: str) -> None:
    QApplication.processEvents()
    found = [made for made in page.findChildren(QPushButton) if made.text() == text and made.isVisibleTo(page)]
    found[0].click()


def shown(qtbot: QtBot, page: Page) -> Page:
    qtbot.addWidget(page)
    page.show()
    return page


def test_a_bundle_is_shown_before_it_is_merged_and_can_be_undone(
    qtbot: QtBot, jobs: Jobs, field: Desk, region: Desk, tmp_path: Path
) -> None:
    introduce(field, region)
    partner = field.create("partner", {"legal_name": "Cèdre"})
    sending.export(field, ["MENA-RO"], tmp_path / "up.pdbundle")
    page = shown(qtbot, ExchangePage(region, jobs))

    page.show_target(f"file:{tmp_path / 'up.pdbundle'}")
    qtbot.waitUntil(lambda: "Waiting for your decision" in words(page))
    press(page, "What would change?")
    qtbot.waitUntil(lambda: "Partner 1" in words(page))
    before = region.find("partner", partner)
    press(page, "Accept")
    qtbot.waitUntil(lambda: "Merged" in words(page))
    merged = region.find("partner", partner)
    press(page, "Undo")
    qtbot.waitUntil(lambda: "Undone" in words(page))

    assert before is None
    assert merged is not None
    assert region.find("partner", partner) is None


def test_an_unknown_senders_bundle_offers_to_take_the_key_and_not_to_accept(
    qtbot: QtBot, jobs: Jobs, field: Desk, region: Desk, tmp_path: Path
) -> None:
    trust.trust_card(field, region.card())
    sending.export(field, ["MENA-RO"], tmp_path / "up.pdbundle")
    page = shown(qtbot, ExchangePage(region, jobs))

    page.show_target(f"file:{tmp_path / 'up.pdbundle'}")
    qtbot.waitUntil(lambda: "not trusted" in words(page))

    assert not [made for made in page.findChildren(QPushButton) if made.text() == "Accept" and made.isVisibleTo(page)]


def test_a_damaged_bundle_is_refused_with_a_sentence(qtbot: QtBot, jobs: Jobs, region: Desk, tmp_path: Path) -> None:
    (tmp_path / "bad.pdbundle").write_bytes(b"age-encryption.org/v1\nnothing")
    page = shown(qtbot, ExchangePage(region, jobs))

    with qtbot.waitSignal(page.refused) as refused:
        page.show_target(f"file:{tmp_path / 'bad.pdbundle'}")

    assert "Nothing was changed" in str(refused.args[0])
    assert receiving.receipts(region) == []


def test_trusting_a_device_needs_the_code_that_its_owner_told(
    qtbot: QtBot, jobs: Jobs, field: Desk, region: Desk, tmp_path: Path
) -> None:
    page = ExchangePage(region, jobs)
    shown(qtbot, page)
    page.show_target("keys")
    panel = page._keys
    (tmp_path / "card.json").write_bytes(_card(field))
    panel.show_card(tmp_path / "card.json")

    panel._comparing._code.setText("0000-0000-0000-0000")
    with qtbot.waitSignal(page.refused):
        press(page, "The codes are equal: trust this device")
    untrusted = trust.all_peers(region)
    panel._comparing._code.setText(keys.short_code(field.card()))
    with qtbot.waitSignal(page.told):
        press(page, "The codes are equal: trust this device")

    assert untrusted == []
    assert [peer.card.office for peer in trust.all_peers(region)] == ["LBN-TYR"]


def _card(desk: Desk) -> bytes:
    return json.dumps(trust.shown_card(desk)).encode()


def test_handing_over_writes_a_bundle_for_the_offices_that_are_ticked(
    qtbot: QtBot, jobs: Jobs, field: Desk, region: Desk, tmp_path: Path
) -> None:
    introduce(field, region)
    field.create("partner", {"legal_name": "Cèdre"})
    page = ExchangePage(field, jobs)
    shown(qtbot, page)
    page.show_target("give")

    with qtbot.waitSignal(page.told):
        page._give.export(tmp_path / "up.pdbundle")

    assert [box.isChecked() for box in page._give.findChildren(QCheckBox)][:1] == [True]
    assert receiving.inspect(region, tmp_path / "up.pdbundle").kinds["partner"] == 1


def test_a_decision_is_made_side_by_side_and_told_to_the_officer(
    qtbot: QtBot, jobs: Jobs, field: Desk, region: Desk, tmp_path: Path
) -> None:
    introduce(field, region)
    partner = field.create("partner", {"legal_name": "Cèdre", "acronym": "C"})
    hand_over(field, region, tmp_path)
    field.change("partner", partner, {"acronym": "TERRAIN"})
    region.change("partner", partner, {"acronym": "REGION"})
    hand_over(field, region, tmp_path)
    page = shown(qtbot, ConflictsPage(region))
    page.resize(1150, 700)
    sides = words(page)

    keep = next(made for made in page.findChildren(QPushButton, "choose") if "TERRAIN" in made.accessibleName())
    keep.click()
    hand_over(region, field, tmp_path)
    told = shown(qtbot, ExchangePage(field, jobs))

    assert all(word in sides for word in ("TERRAIN", "REGION", "Agente de terrain", "MENA-RO"))
    assert conflicts.count(region) == 0
    assert "No decision is open" in words(page)
    assert "Decided by Focal point (MENA-RO)" in words(told)


@pytest.mark.parametrize("make", [ExchangePage, lambda desk, _jobs: ConflictsPage(desk)])
def test_every_control_has_a_name_for_screen_readers(
    qtbot: QtBot, jobs: Jobs, field: Desk, region: Desk, tmp_path: Path, make: object
) -> None:
    introduce(field, region)
    partner = field.create("partner", {"legal_name": "Cèdre"})
    hand_over(field, region, tmp_path)
    field.change("partner", partner, {"acronym": "A"})
    region.change("partner", partner, {"acronym": "B"})
    hand_over(field, region, tmp_path)

    page = shown(qtbot, make(region, jobs))  # type: ignore[operator]  # one of the two above

    assert unnamed(page) == []
