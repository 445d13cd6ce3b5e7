"""Partners that were recorded twice, in the window: compared, joined, shown as one, parted, kept apart."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtWidgets import QApplication, QLabel, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from partnerdesk import duplicates, partners
from partnerdesk.desk import Desk
from partnerdesk.store import listings
from partnerdesk.store.listings import Query
from tests.core.devices import FOCAL, OFFICER, device, ops_of, take_in
from tests.ui.reachable import clipped, settle, unnamed, unreachable
from ui import words
from ui.jobs import Jobs
from ui.pages.alike.joined import JoinedCard
from ui.pages.alike.pair_card import PairCard
from ui.pages.partners import PartnersPage
from ui.pages.related import ChildRecords, RelatedTable
from ui.widgets.link import Link

NORTH: dict[str, Any] = {"legal_name": "Association des femmes du Nord", "org_type": ["ngo"], "country": "LB"}
AGAIN: dict[str, Any] = {"legal_name": "FEMMES DU NORD, association", "org_type": ["ngo"], "country": "LB"}


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    """Give the desk of a field officer."""
    made = device(tmp_path / "field", OFFICER)
    yield made
    made.close()


@pytest.fixture
def twice(desk: Desk) -> tuple[str, str]:
    """Give an organisation that was recorded twice, each time with a contact, among others."""
    partners.create(desk, {"legal_name": "Association des femmes du Sud", "org_type": ["ngo"], "country": "LB"})
    one, other = (partners.create(desk, values) for values in (NORTH, AGAIN))
    for partner, name in ((one, "Amal"), (one, "Dima"), (other, "Rana")):
        desk.create("contact", {"partner_id": partner, "name": name})
    return one, other


@pytest.fixture
def page(qtbot: QtBot, desk: Desk, twice: tuple[str, str], jobs: Jobs) -> PartnersPage:
    """Give the page with look-alikes, led by its own wishes as the frame does."""
    assert twice
    return open_page(qtbot, desk, jobs)


def open_page(qtbot: QtBot, desk: Desk, jobs: Jobs) -> PartnersPage:
    made = PartnersPage(desk, jobs)
    qtbot.addWidget(made)
    made.wants.connect(lambda place, target: made.show_target(target) if place == "partners" else None)
    made.resize(1024, 600)
    made.show()
    made.show_target("")
    counted(qtbot, jobs)
    return made


def counted(qtbot: QtBot, jobs: Jobs) -> None:
    qtbot.waitUntil(lambda: not jobs.running())
    settle()


def look(qtbot: QtBot, page: PartnersPage, jobs: Jobs) -> list[PairCard]:
    page.show_target("alike")
    counted(qtbot, jobs)
    return [card for card in page.alike.findChildren(PairCard) if card.isVisible()]


def said(inside: QWidget) -> str:
    labels = [label.text() for label in inside.findChildren(QLabel) if label.isVisibleTo(inside)]
    return "\n".join(labels + [link.words for link in inside.findChildren(Link) if link.isVisibleTo(inside)])


def press(inside: QWidget, words: str) -> None:
    found = [one for one in inside.findChildren(QPushButton) if one.text() == words and one.isVisible()]
    found[0].click()


def listed(desk: Desk) -> list[str]:
    with desk.reading() as connection:
        return listings.ids(connection, Query("partner"))


def test_the_list_tells_how_many_pairs_look_alike(qtbot: QtBot, page: PartnersPage) -> None:
    qtbot.waitUntil(lambda: page.look_alikes.text() == "Look-alikes (1)")


def test_two_look_alikes_are_compared_side_by_side_with_reasons(qtbot: QtBot, page: PartnersPage, jobs: Jobs) -> None:
    (card,) = look(qtbot, page, jobs)

    told = said(card)
    assert "differ only" in told or "another order" in told
    assert "Same country: Lebanon." in told
    assert NORTH["legal_name"] in told
    assert AGAIN["legal_name"] in told
    assert "Contact: 2" in told
    assert card.leads[0 if card.comparison.titles[0] == NORTH["legal_name"] else 1].isChecked()


def test_joined_partners_stand_in_the_list_once_under_the_chosen_name(
    qtbot: QtBot, desk: Desk, twice: tuple[str, str], page: PartnersPage, jobs: Jobs
) -> None:
    (card,) = look(qtbot, page, jobs)
    card.leads[0 if card.comparison.one == twice[1] else 1].setChecked(True)
    card.reason.setText("Same director")
    card.same.click()
    counted(qtbot, jobs)

    assert len(listed(desk)) == 2
    assert duplicates.leader_of(desk, twice[0]) == twice[1]
    assert "No two partners look alike" in said(page.alike)
    press(page.alike.bar, "Undo")
    assert len(listed(desk)) == 3


def test_partners_that_are_not_the_same_are_not_shown_again_until_that_is_taken_back(
    qtbot: QtBot, page: PartnersPage, jobs: Jobs
) -> None:
    (card,) = look(qtbot, page, jobs)
    card.different.click()
    counted(qtbot, jobs)
    without = look(qtbot, page, jobs)
    page.alike.show_judged.click()
    settle()
    press(page.alike, "Take back")
    counted(qtbot, jobs)

    assert without == []
    assert len(look(qtbot, page, jobs)) == 1


def test_what_two_offices_judged_both_ways_comes_first(
    qtbot: QtBot, desk: Desk, twice: tuple[str, str], page: PartnersPage, jobs: Jobs, tmp_path: Path
) -> None:
    region = device(tmp_path / "region", FOCAL)
    take_in(region, ops_of(desk))
    duplicates.dismiss(region, *twice)
    duplicates.join(desk, *twice)
    take_in(desk, ops_of(region))
    region.close()

    (card,) = look(qtbot, page, jobs)
    told = said(page.alike)
    card.same.click()
    counted(qtbot, jobs)

    assert "Judged both ways" in told
    assert "Focal point (MENA-RO): Not the same" in told
    assert "Agente de terrain (LBN-TYR): The same organisation" in told
    assert len(listed(desk)) == 2


def test_opening_a_joined_partner_leads_to_the_page_of_both_and_says_so(
    desk: Desk, twice: tuple[str, str], page: PartnersPage
) -> None:
    one, other = twice
    duplicates.join(desk, one, other, one)

    page.show_target(other)

    assert page.view.partner() == one
    assert "was joined with" in page.bar.text()
    press(page.bar, "Show its own record")
    settle()
    assert page.view.partner() == other
    assert "Shown here is what was noted under it alone" in said(page.view)
    press(page.view, "Page of both")
    assert page.view.partner() == one


def test_the_page_of_both_shows_the_contacts_of_both_and_where_they_come_from(
    desk: Desk, twice: tuple[str, str], page: PartnersPage
) -> None:
    one, other = twice
    duplicates.join(desk, one, other, one)

    page.show_target(f"{one}/contacts")
    settle()

    part = page.view.part("contacts")
    assert isinstance(part, ChildRecords)
    assert origins(part.list) == ["", "", "FEMMES DU NORD, association (LBN-TYR)"]
    assert not part.list.table.isColumnHidden(len(part.list.model.keys()) - 1)


def origins(table: RelatedTable) -> list[str]:
    column = table.model.keys().index("origin")
    return [str(table.model.data(table.model.index(row, column))) for row in range(table.model.rowCount())]


def test_where_nothing_was_joined_no_column_tells_where_records_come_from(
    twice: tuple[str, str], page: PartnersPage
) -> None:
    page.show_target(f"{twice[0]}/contacts")
    settle()

    part = page.view.part("contacts")
    assert isinstance(part, ChildRecords)
    assert part.list.table.isColumnHidden(part.list.model.keys().index("origin"))


def test_a_joined_partner_is_parted_on_the_page_of_both(desk: Desk, twice: tuple[str, str], page: PartnersPage) -> None:
    one, other = twice
    duplicates.join(desk, one, other, one, reason="Same director")
    page.show_target(one)
    settle()
    (card,) = page.view.findChildren(JoinedCard)
    told = said(card)

    press(card, "Let this name lead")
    led = page.view.partner()
    settle()
    press(page.view.findChildren(JoinedCard)[-1], "Separate")
    settle()

    assert AGAIN["legal_name"] in told
    assert "Joined by Agente de terrain (LBN-TYR)\n“Same director”" in told
    assert led == other
    assert len(listed(desk)) == 3


def test_the_histories_of_both_are_read_on_the_page_of_both(
    desk: Desk, twice: tuple[str, str], page: PartnersPage
) -> None:
    one, other = twice
    desk.change("partner", other, {"place": "Saïda"})
    duplicates.join(desk, one, other, one)

    page.show_target(f"{one}/history")
    settle()
    own = said(page.view.part("history"))
    page.view.part("history").findChildren(Link)[0].click()
    settle()
    turned = said(page.view.part("history"))

    assert "History of Association des femmes du Nord (LBN-TYR)" in own
    assert "Saïda" not in own
    assert "History of FEMMES DU NORD, association (LBN-TYR)" in turned
    assert "Saïda" in turned


@pytest.mark.parametrize("language", ["en", "ar"])
def test_every_control_is_named_and_reached_and_no_word_is_cut_off(
    qapp: QApplication, qtbot: QtBot, desk: Desk, twice: tuple[str, str], jobs: Jobs, language: str
) -> None:
    words.use(qapp, language)
    page = open_page(qtbot, desk, jobs)
    assert look(qtbot, page, jobs)
    found = [*unnamed(page), *unreachable(page), *clipped(page)]
    duplicates.join(desk, *twice)

    page.show_target(twice[0])
    settle()

    assert found + unnamed(page) + unreachable(page) + clipped(page) == []
