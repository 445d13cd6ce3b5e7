"""The main job through the real window: an officer's first weeks, a bundle there and back, a decision, and a new language."""

import json
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from partnerdesk import conflicts, receiving, sending, trust
from partnerdesk.desk import Desk
from partnerdesk.i18n import _
from partnerdesk.receiving import Summary
from partnerdesk.store.listings import Query, ids
from tests.core.devices import FOCAL, device
from tests.journeys.somebody import Somebody
from ui import words
from ui.desktop import Desktop
from ui.doors import CoreDoors
from ui.navigation import Navigation
from ui.pages.exchanging.give import GivePanel
from ui.pages.exchanging.keys import KeysPanel
from ui.pages.exchanging.take import TakePanel
from ui.pages.partners import PartnersPage
from ui.pages.print_preview import PrintPreview
from ui.preferences import Preferences
from ui.window import Window

PASSPHRASE = "sept mots pour ouvrir cet ordinateur ici"
PARTNER = "Association du Cèdre"
INSTRUMENT = "Principes de partenariat - évaluation mutuelle (quatre principes)"
MEETING = "Consultation sur l’accès"
NOTE = "Les permis arrivent trop tard."
CTRL = Qt.KeyboardModifier.ControlModifier

OpenWindow = Callable[[], Somebody]


@pytest.fixture
def open_window(qtbot: QtBot, qapp: QApplication, tmp_path: Path) -> Iterator[OpenWindow]:
    """Open the program as a person does who starts it on this computer: again on the same workspace."""
    preferences = Preferences(tmp_path / "preferences.ini")
    preferences.language = "en"
    desktops: list[Desktop] = []

    def open_it() -> Somebody:
        window = Window()
        qtbot.addWidget(window)
        desktops.append(Desktop(qapp, window, preferences, CoreDoors(), tmp_path / "field"))
        window.resize(1366, 768)
        window.show()
        qtbot.waitActive(window)
        return Somebody(qtbot, window)

    yield open_it
    for desktop in desktops:
        desktop.frame.window().close()
        assert desktop.jobs.shut_down()
    words.use(qapp, "en")


@pytest.fixture
def region(tmp_path: Path) -> Iterator[Desk]:
    """Give the other laptop, which shares nothing with the window but files."""
    desk = device(tmp_path / "region", FOCAL)
    yield desk
    desk.close()


def test_from_the_first_run_to_a_decision_and_back_in_another_language(
    open_window: OpenWindow, region: Desk, qapp: QApplication, tmp_path: Path
) -> None:
    officer = open_window()
    set_up(officer)
    record_a_partner(officer)
    assess_it(officer)
    print_it(officer, tmp_path / "assessment.pdf")
    consult(officer)
    trust_each_other(officer, region, tmp_path)
    brought = hand_over(officer, region, tmp_path / "up.pdbundle").created

    assert (brought["partner"], brought["answer"], brought["note"], brought["action"]) == (1, 16, 1, 1)

    partner = answer_from(region, tmp_path / "down.pdbundle")
    change_the_acronym(officer)
    take_in(officer, tmp_path / "down.pdbundle")
    decide(officer)
    hand_over(officer, region, tmp_path / "decided.pdbundle")

    assert region.view("partner", partner)["acronym"] == "CEDRE"
    assert conflicts.count(region) == 0

    officer.closes()
    officer = open_window()
    come_back(officer)
    read_in_arabic(officer, qapp)


def set_up(officer: Somebody) -> None:
    """First run: the language, who works here, a passphrase, and the recovery key on paper."""
    officer.presses("Français")
    officer.presses("Set up my workspace")
    officer.fills("Office code", "lbn-tyr")
    officer.fills("Office name", "Bureau de Tyr")
    officer.fills("Your name", "Nadia")
    officer.presses("Continue")
    officer.fills("Passphrase", PASSPHRASE)
    officer.fills("Passphrase once more", PASSPHRASE)
    officer.presses("Make the workspace")

    officer.sees("Keep this recovery key")
    assert not officer.can_press("Start")
    officer.presses("I wrote it down or printed it")
    officer.presses("Start")

    officer.sees("Welcome, {person}", person="Nadia")
    officer.sees("Bureau de Tyr (LBN-TYR)")


def record_a_partner(officer: Somebody) -> None:
    """Record an organisation, add a field that saves itself, and find it without its accents."""
    officer.presses("New partner")
    officer.fills("Legal name", PARTNER)
    officer.presses("Type")
    officer.presses("Organisation non gouvernementale")
    officer.presses_keys(Qt.Key.Key_Escape)
    officer.presses("Record this partner")
    officer.turns_to("Details")
    officer.fills("Acronym", "ASC")
    officer.sees("All changes saved")

    officer.goes_to("Partners")
    officer.fills("Search partners: name, acronym, place, remarks", "cedre")
    officer.sees(PARTNER)
    officer.fills("Search partners: name, acronym, place, remarks", "olivier")
    officer.sees("Nothing fits")
    officer.presses("Clear search and filters")
    officer.opens(PARTNER)
    officer.sees(f"{PARTNER} (ASC)")


def assess_it(officer: Somebody) -> None:
    """Answer the four principles by digits; an unfinished form shows no rating."""
    officer.presses("Start an assessment")
    officer.presses(INSTRUMENT)
    officer.presses("Begin")

    for answered in (3, 7, 11):
        officer.rates("333")
        officer.sees_number(answered, "{answered} of {total} answered", answered=answered, total=16)
        assert "Solide" not in officer.screen()
        explain(officer)
    officer.rates("333")
    explain(officer)
    officer.sees("Solide")

    officer.presses("Submit")
    officer.presses_keys(Qt.Key.Key_Return)
    officer.sees("Handed in: the answers are closed. To correct one, send the assessment back.")


def explain(officer: Somebody) -> None:
    """Give the example that follows the ratings of a principle."""
    officer.writes("Nous avons décidé ensemble en mai.")
    officer.presses_keys(Qt.Key.Key_Return, held=CTRL)


def print_it(officer: Somebody, paper: Path) -> None:
    """Look at the form as paper and save it."""
    officer.presses("Print…")
    officer.waits_for("Save as…")
    officer.finds(PrintPreview).save_as(paper)

    assert paper.read_bytes().startswith(b"%PDF-")


def consult(officer: Somebody) -> None:
    """Plan a meeting, take a note while somebody speaks, and follow up what is recommended."""
    officer.goes_to("Consultations")
    officer.presses("New consultation")
    officer.fills("Title", MEETING)
    officer.chooses("Kind", "Consultation régionale")
    officer.fills("{field}: first day", "02/03/2026", field=_("First and last day"))
    officer.presses("Record this consultation")

    officer.turns_to("Notes")
    officer.writes(NOTE)
    officer.presses_keys(Qt.Key.Key_Return, held=CTRL)
    assert officer.holds("New note") == ""
    officer.sees(NOTE)

    officer.turns_to("Recommendations")
    officer.fills("What should be done?", "Demander les permis ensemble")
    officer.presses_keys(Qt.Key.Key_Return)
    officer.presses("Make a follow-up action")
    officer.fills("Owner", "Équipe d’accès")
    officer.fills("Due", "01/05/2026")
    officer.presses("Make the action")

    officer.goes_to("Actions")
    officer.sees("Demander les permis ensemble")
    officer.sees("Équipe d’accès")


def trust_each_other(officer: Somebody, region: Desk, folder: Path) -> None:
    """Exchange key cards as files, and the codes by voice."""
    officer.goes_to("Exchange")
    officer.turns_to("Keys and trust")
    officer.finds(KeysPanel).save_card(folder / "field.json")
    trust.trust(region, folder / "field.json", officer.reads("The code of this device"))

    theirs = trust.shown_card(region)
    (folder / "region.json").write_text(json.dumps(theirs), encoding="utf-8")
    officer.finds(KeysPanel).show_card(folder / "region.json")
    officer.fills("The code that the other side told you", theirs["code"])
    officer.presses("The codes are equal: trust this device")
    officer.sees("{person} is trusted from now on.", person="Focal point")


def hand_over(officer: Somebody, region: Desk, bundle: Path) -> Summary:
    """Write a bundle in the window; the other laptop accepts it."""
    officer.goes_to("Exchange")
    officer.turns_to("Hand over")
    officer.finds(GivePanel).export(bundle)
    officer.sees(str(bundle))
    return receiving.accept(region, receiving.receive(region, bundle).id).summary


def answer_from(region: Desk, bundle: Path) -> str:
    """Change a field on the other laptop and write the bundle that goes back; return the partner's id."""
    with region.reading() as connection:
        (partner,) = ids(connection, Query("partner", text="cedre"))
    region.change("partner", partner, {"acronym": "ADC"})
    sending.export(region, ["LBN-TYR"], bundle)
    return partner


def change_the_acronym(officer: Somebody) -> None:
    """Meanwhile the officer changes the same field."""
    officer.goes_to("Partners")
    officer.opens(PARTNER)
    officer.turns_to("Details")
    officer.fills("Acronym", "CEDRE")
    officer.goes_to("Home")
    officer.sees("All changes saved")


def take_in(officer: Somebody, bundle: Path) -> None:
    """See what the bundle changes before it is merged."""
    officer.goes_to("Exchange")
    officer.turns_to("Take in")
    officer.finds(TakePanel).receive([bundle])
    officer.sees("Waiting for your decision")
    officer.presses("What would change?")
    officer.sees("Changed: {list}", list=_("{kind} {n}").format(kind=_("Partner"), n=1))
    officer.presses("Accept")
    officer.sees("Merged")
    officer.waits_at("Decisions", 1)


def decide(officer: Somebody) -> None:
    """Look at both values side by side and keep the officer's own."""
    officer.presses("Decide now")
    officer.sees("ADC")
    officer.sees("CEDRE")
    officer.fills("Reason (kept in the history)", "Le partenaire l’écrit ainsi")
    officer.presses("{field}: keep “{value}” of {person}", field=_("Acronym"), value="CEDRE", person="Nadia (LBN-TYR)")
    officer.sees("No decision is open")
    officer.waits_at("Decisions", 0)


def come_back(officer: Somebody) -> None:
    """Open the workspace with the passphrase: everything is as it was left."""
    officer.fills("Passphrase", PASSPHRASE)
    officer.presses("Open")
    officer.goes_to("Partners")
    officer.sees("CEDRE")
    officer.goes_to("Assessments")
    officer.sees("Soumis")
    officer.sees("Solide")
    officer.goes_to("Consultations")
    officer.opens(MEETING)
    officer.turns_to("Notes")
    officer.sees(NOTE)
    officer.goes_to("Actions")
    officer.sees("Équipe d’accès")


def read_in_arabic(officer: Somebody, qapp: QApplication) -> None:
    """Change the language while everything stays open: the words and the whole layout follow."""
    officer.goes_to("Settings")
    officer.presses("العربية")
    officer.sees("الإعدادات")
    officer.goes_to("Partners")
    officer.sees(PARTNER)

    assert qapp.layoutDirection() == Qt.LayoutDirection.RightToLeft
    assert officer.finds(Navigation).x() > officer.finds(PartnersPage).x()
