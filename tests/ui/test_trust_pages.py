"""Keys, welcome kits, several bundles, forks and the recovery key, as people use them in the window."""

import json
import shutil
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDropEvent, QGuiApplication
from PySide6.QtWidgets import (
    QApplication,
    QCheckBox,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QPushButton,
    QTableWidget,
    QToolButton,
    QWidget,
)
from pytestqt.qtbot import QtBot

from partnerdesk import keycards, keys, receiving, sending, trust, workspace
from partnerdesk.desk import Desk, Identity
from partnerdesk.store.keyslot import WrongPassphrase, open_with_recovery
from tests.core.devices import OFFICER, PASSPHRASE, device, hand_over, introduce
from tests.core.exchange import forged
from tests.ui.reachable import clipped, settle, unnamed, unreachable
from ui import dropping
from ui.jobs import Jobs
from ui.pages.exchange import ExchangePage
from ui.pages.exchanging.forks import ForksPanel
from ui.pages.exchanging.kit import KitPanel
from ui.pages.exchanging.several import SeveralCard
from ui.pages.exchanging.welcome import WelcomePanel
from ui.pages.home import HomePage
from ui.pages.setting.passphrase import PassphraseSection
from ui.pages.tidings import Tidings
from ui.widgets.qr import QrView


@pytest.fixture
def page(qtbot: QtBot, jobs: Jobs, region: Desk) -> ExchangePage:
    return shown(qtbot, ExchangePage(region, jobs))


def shown(qtbot: QtBot, page: ExchangePage) -> ExchangePage:
    qtbot.addWidget(page)
    page.resize(1000, 700)
    page.show()
    return page


def words(page: QWidget) -> str:
    QApplication.processEvents()
    return "\n".join(label.text() for label in page.findChildren(QLabel) if label.isVisibleTo(page))


def press(page: QWidget, text: str) -> None:
    QApplication.processEvents()
    found = [made for made in page.findChildren(QPushButton) if made.text() == text and made.isVisibleTo(page)]
    found[0].click()
    QApplication.processEvents()


def edit(page: QWidget, name: str) -> QLineEdit:
    QApplication.processEvents()
    return next(one for one in page.findChildren(QLineEdit) if one.accessibleName() == name and one.isVisibleTo(page))


def rows(page: QWidget) -> list[list[str]]:
    table = page.findChildren(SeveralCard)[0].findChildren(QTableWidget)[0]
    cells = [[table.item(row, column) for column in range(table.columnCount())] for row in range(table.rowCount())]
    return [[item.text() if item else "" for item in row] for row in cells]


def test_the_own_card_is_shown_as_qr_code_and_copied_as_text(qtbot: QtBot, page: ExchangePage, region: Desk) -> None:
    page.show_target("keys")
    qtbot.waitUntil(lambda: bool(page.findChildren(QrView)))

    press(page, "Copy as text")
    copied = QGuiApplication.clipboard().text()
    picture = page.findChildren(QrView)[0].grab().toImage()

    assert keycards.from_text(copied) == region.card()
    colours = {picture.pixelColor(x, x).name() for x in range(picture.width())}
    assert colours == {"#ffffff", "#000000"}


def test_a_pasted_card_is_compared_like_one_from_a_file(
    qtbot: QtBot, page: ExchangePage, field: Desk, region: Desk
) -> None:
    page.show_target("keys")
    press(page, "Paste a card")
    text = next(one for one in page.findChildren(QPlainTextEdit) if one.accessibleName() == "Text of a key card")

    text.setPlainText("nonsense")
    with qtbot.waitSignal(page.refused):
        press(page, "Use this text")
    text.setPlainText(keycards.as_text(field.card()))
    press(page, "Use this text")
    edit(page, "The code that the other side told you").setText(keys.short_code(field.card()))
    with qtbot.waitSignal(page.told):
        press(page, "The codes are equal: trust this device")

    assert [peer.card for peer in trust.all_peers(region)] == [field.card()]


def test_a_new_key_of_a_known_person_is_pointed_out_and_can_replace_the_former(
    page: ExchangePage, field: Desk, region: Desk, tmp_path: Path
) -> None:
    introduce(field, region)
    new = device(tmp_path / "new", OFFICER)
    page.show_target("keys")
    page._keys.compare(new.card())
    told = words(page)

    next(box for box in page.findChildren(QCheckBox) if "replaces the former" in box.text()).setChecked(True)
    edit(page, "The code that the other side told you").setText(keys.short_code(new.card()))
    press(page, "The codes are equal: trust this device")

    assert "Another key of Agente de terrain is trusted here" in told
    assert "Replaced by a new key." in words(page)
    assert {peer.card.site: peer.state for peer in trust.all_peers(region)} == {
        field.site: trust.REVOKED,
        new.site: trust.TRUSTED,
    }
    new.close()


def test_a_device_is_revoked_with_a_reason_and_its_bundle_says_what_to_do(
    qtbot: QtBot, page: ExchangePage, field: Desk, region: Desk, tmp_path: Path
) -> None:
    introduce(field, region)
    page.show_target("keys")
    page.refresh()
    press(page, "No longer trust")
    edit(page, "Why Agente de terrain is no longer trusted").setText("The laptop was stolen.")

    press(page, "Trust no longer")
    told = words(page)
    sending.export(field, ["MENA-RO"], tmp_path / "up.pdbundle")
    page.show_target(f"file:{tmp_path / 'up.pdbundle'}")
    qtbot.waitUntil(lambda: "no longer trusted here" in words(page))

    assert "“The laptop was stolen.”" in told
    assert "compare its code anew" in words(page)
    press(page, "Compare the sender's code")
    assert "The card of Agente de terrain, Field officer" in words(page)


def test_several_bundles_are_seen_in_one_table_and_accepted_together(
    qtbot: QtBot, page: ExchangePage, region: Desk, tmp_path: Path
) -> None:
    stick = tmp_path / "stick"
    stick.mkdir()
    offices = [
        device(tmp_path / name, Identity(name, f"Office {name}", f"Officer {name}")) for name in ("A-1", "B-2", "C-3")
    ]
    for desk in offices:
        trust.trust_card(desk, region.card())
        desk.create("partner", {"legal_name": f"Partner of {desk.office}"})
        sending.export(desk, ["MENA-RO"], stick / f"{desk.office}.pdbundle")
    for desk in offices[:2]:
        trust.trust_card(region, desk.card())
    for desk in offices:
        desk.close()
    (stick / "bad.pdbundle").write_bytes(b"age-encryption.org/v1\nnothing")

    page.show_target("files:" + json.dumps([str(stick)]))
    qtbot.waitUntil(lambda: "4 bundles" in words(page), timeout=20_000)
    before = rows(page)
    told = words(page)
    press(page, "Accept all 2 that are trusted")
    qtbot.waitUntil(lambda: "2 merged" in words(page), timeout=20_000)

    assert [row[6] for row in before] == ["waits", "waits", "waits", "refused"]
    assert [row[2] for row in before] == ["Yes", "Yes", "Unknown", ""]
    assert "2 can be accepted" in told
    assert "bad.pdbundle: " in told
    assert [row[6] for row in rows(page)] == ["merged", "merged", "waits", "refused"]
    assert len([one for one in receiving.receipts(region) if one.state == receiving.APPLIED]) == 2


def test_fields_to_decide_are_told_in_the_table_and_lead_to_the_decisions(
    qtbot: QtBot, page: ExchangePage, field: Desk, region: Desk, tmp_path: Path
) -> None:
    introduce(field, region)
    partner = field.create("partner", {"legal_name": "Cèdre", "acronym": "C"})
    hand_over(field, region, tmp_path)
    field.change("partner", partner, {"acronym": "FIELD"})
    region.change("partner", partner, {"acronym": "REGION"})
    for name in ("one", "two"):
        field.create("partner", {"legal_name": name})
        sending.export(field, ["MENA-RO"], tmp_path / f"{name}.pdbundle")
    page.show_target("files:" + json.dumps([str(tmp_path / f"{name}.pdbundle") for name in ("one", "two")]))
    qtbot.waitUntil(lambda: "1 field to decide" in words(page), timeout=20_000)
    press(page, "Accept all 2 that are trusted")
    qtbot.waitUntil(lambda: "2 merged" in words(page), timeout=20_000)

    with qtbot.waitSignal(page.wants) as asked:
        press(page.findChildren(SeveralCard)[0], "Decide now")

    assert asked.args[0] == "conflicts"


def test_bundles_of_an_earlier_start_are_offered_together(
    qtbot: QtBot, jobs: Jobs, field: Desk, region: Desk, tmp_path: Path
) -> None:
    introduce(field, region)
    for number in range(2):
        field.create("partner", {"legal_name": f"Partner {number}"})
        sent = sending.export(field, ["MENA-RO"], tmp_path / f"{number}.pdbundle").file
        receiving.receive(region, sent)
    page = shown(qtbot, ExchangePage(region, jobs))

    press(page, "Look at all that wait")
    qtbot.waitUntil(page.findChildren(SeveralCard)[0].isVisible, timeout=20_000)

    # Which of two that came within one second is the older is not known; together they bring four changes.
    assert sum(int(row[3]) for row in rows(page)) == 4


def test_files_dropped_on_the_first_page_are_taken_in_on_the_exchange_page(
    qtbot: QtBot, jobs: Jobs, region: Desk, tmp_path: Path
) -> None:
    home = HomePage(region, jobs)
    qtbot.addWidget(home)
    home.show()
    dropped = QMimeData()
    dropped.setUrls([QUrl.fromLocalFile(str(tmp_path / name)) for name in ("été.pdbundle", "b")])
    event = QDropEvent(
        QPointF(5, 5), Qt.DropAction.CopyAction, dropped, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    )

    with qtbot.waitSignal(home.wants) as asked:
        home.dropEvent(event)

    assert asked.args[0] == "exchange"
    assert dropping.paths_in(asked.args[1]) == [tmp_path / "été.pdbundle", tmp_path / "b"]


def test_a_new_device_is_welcomed_and_opens_its_kit(
    qtbot: QtBot, jobs: Jobs, page: ExchangePage, field: Desk, region: Desk, tmp_path: Path
) -> None:
    introduce(field, region)
    partner = field.create("partner", {"legal_name": "Cèdre"})
    hand_over(field, region, tmp_path)
    newcomer = device(tmp_path / "newcomer", Identity("LBN-TYR", "Bureau de Tyr", "Nouvelle agente"))
    page.show_target("welcome")
    welcoming = page.findChildren(WelcomePanel)[0]

    welcoming.compare(newcomer.card())
    edit(page, "The code that the other side told you").setText(keys.short_code(newcomer.card()))
    press(page, "The codes are equal: trust this device")
    planned = words(page)
    welcoming.write(tmp_path / "kit.pdbundle")
    qtbot.waitUntil(lambda: "The kit was written" in words(page), timeout=20_000)
    other = shown(qtbot, ExchangePage(newcomer, jobs))
    other.show_target("kit")
    other.findChildren(KitPanel)[0].receive(tmp_path / "kit.pdbundle")
    qtbot.waitUntil(lambda: "The kit says it comes from Focal point" in words(other), timeout=20_000)
    edit(other, "The code that the other side told you").setText("1234")
    with qtbot.waitSignal(other.refused):
        press(other, "The codes are equal: open the kit")
    edit(other, "The code that the other side told you").setText(keys.short_code(region.card()))
    press(other, "The codes are equal: open the kit")
    qtbot.waitUntil(lambda: "Known through Focal point" in words(other), timeout=20_000)
    press(other, "Trust this device")

    assert "You vouch for 1 device that you trust: Agente de terrain (Field officer)." in planned
    assert newcomer.find("partner", partner) is not None
    assert {peer.card.person: peer.state for peer in trust.all_peers(newcomer)} == {
        "Focal point": trust.TRUSTED,
        "Agente de terrain": trust.TRUSTED,
    }
    assert unnamed(other) == unreachable(other) == clipped(other) == []
    newcomer.close()


def test_what_a_copied_workspace_wrote_is_shown_and_taken_over(
    qtbot: QtBot, jobs: Jobs, field: Desk, region: Desk, tmp_path: Path
) -> None:
    introduce(field, region)
    partner = field.create("partner", {"legal_name": "Cèdre"})
    hand_over(field, region, tmp_path)
    other = forged.op(2, site=field.site, id=partner, set={"acronym": "CLONE"}, by="Agente de terrain")
    sent = forged.bundle(field, region, tmp_path / "copy.pdbundle", [other])
    receiving.accept(region, receiving.receive(region, sent).id)
    page = shown(qtbot, ExchangePage(region, jobs))
    qtbot.waitUntil(lambda: "1 change was kept out" in words(page))

    press(page, "Look at it")
    told = words(page)
    panel = page.findChildren(ForksPanel)[0]
    press(panel, "Take over as my edit")

    assert "was copied and used in two places" in told
    assert all(part in told for part in ("CLONE", "Cèdre", "(empty)"))
    assert region.view("partner", partner)["acronym"] == "CLONE"
    assert "taken over" in words(panel)
    assert unnamed(page) == clipped(page) == []


def test_a_copied_workspace_says_so_until_it_was_read(qtbot: QtBot, jobs: Jobs, field: Desk, tmp_path: Path) -> None:
    field.close()
    shutil.copytree(field.folder, tmp_path / "copy")
    copy = workspace.open_workspace(tmp_path / "copy", PASSPHRASE)
    told = Tidings(copy, jobs)
    qtbot.addWidget(told)
    told.refresh()
    qtbot.waitUntil(lambda: "device of its own" in words(told))

    told.findChildren(QToolButton)[0].click()
    again = Tidings(copy, jobs)
    qtbot.addWidget(again)
    again.refresh()
    qtbot.waitUntil(lambda: not jobs.running())
    settle()

    assert words(again) == ""
    copy.close()


def test_a_new_recovery_key_is_made_with_the_passphrase_and_shown_once(qtbot: QtBot, jobs: Jobs, field: Desk) -> None:
    section = PassphraseSection(field, jobs)
    qtbot.addWidget(section)
    section.show()
    press(section, "Make a new recovery key")
    asked = words(section)

    edit(section, "Present passphrase").setText(PASSPHRASE)
    press(section, "Make a new recovery key")
    qtbot.waitUntil(lambda: bool(section.findChildren(QLabel, "recovery")), timeout=20_000)
    key = section.findChildren(QLabel, "recovery")[0].text().replace(" ", "")
    next(box for box in section.findChildren(QCheckBox)).setChecked(True)
    press(section, "Done")

    assert "type the present passphrase" in asked
    assert open_with_recovery(field.folder / workspace.KEYSLOT, key)
    QApplication.processEvents()
    assert not [one for one in section.findChildren(QLabel, "recovery") if one.isVisibleTo(section)]
    with pytest.raises(WrongPassphrase):
        open_with_recovery(field.folder / workspace.KEYSLOT, "AGE-SECRET-KEY-1" + "Q" * 58)
