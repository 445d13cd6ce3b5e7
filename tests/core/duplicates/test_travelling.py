"""Verdicts travel in bundles: to offices that hold both partners, one of them, or neither."""

from pathlib import Path

from partnerdesk import duplicates, merging, partners, receiving, sending
from partnerdesk.desk import Desk
from partnerdesk.store import listings, sameness
from partnerdesk.store.engine import rows
from partnerdesk.store.listings import Query
from tests.core.devices import hand_over, introduce


def listed(desk: Desk) -> list[str]:
    with desk.reading() as connection:
        return listings.ids(connection, Query("partner"))


def test_what_the_region_joins_is_shown_as_one_by_both_offices_that_hold_one_of_them(
    tyre: Desk, sidon: Desk, region: Desk, tmp_path: Path
) -> None:
    for office in (tyre, sidon):
        introduce(office, region)
    mine = partners.create(tyre, {"legal_name": "Association des femmes du Nord"})
    theirs = partners.create(sidon, {"legal_name": "ASSOCIATION FEMMES DU NORD"})
    for office in (tyre, sidon):
        hand_over(office, region, tmp_path)

    match = duplicates.candidates(region)[0]
    duplicates.join(region, match.one, match.other, theirs)
    for office in (tyre, sidon):
        hand_over(region, office, tmp_path)

    assert listed(region) == [theirs]
    assert (listed(tyre), listed(sidon)) == ([mine], [theirs])
    for office, partner in ((tyre, mine), (sidon, theirs)):
        group = duplicates.group_of(office, partner)
        assert (group.leader, group.others, group.awaited) == (partner, (), 1)
        assert duplicates.candidates(office) == []


def test_a_verdict_on_partners_of_one_office_stays_in_its_journal(tyre: Desk, region: Desk, tmp_path: Path) -> None:
    introduce(tyre, region)
    one, other = (partners.create(tyre, {"legal_name": name}) for name in ("Cèdre", "Cedre"))
    hand_over(tyre, region, tmp_path)

    duplicates.join(region, one, other)

    with region.reading() as connection:
        assert rows(connection, "SELECT scope FROM sameness") == [("LBN-TYR",)]


def test_undoing_a_bundle_parts_what_it_joined(tyre: Desk, region: Desk, tmp_path: Path) -> None:
    introduce(tyre, region)
    one, other = (partners.create(tyre, {"legal_name": name}) for name in ("Cèdre", "Cedre"))
    hand_over(tyre, region, tmp_path)
    duplicates.join(tyre, one, other)
    receipt = hand_over(tyre, region, tmp_path)
    assert len(listed(region)) == 1

    merging.undo(region, receipt.id)

    assert len(listed(region)) == 2


def test_a_partner_that_arrives_after_the_verdict_takes_its_place(
    tyre: Desk, sidon: Desk, region: Desk, tmp_path: Path
) -> None:
    for office in (tyre, sidon):
        introduce(office, region)
    mine = partners.create(tyre, {"legal_name": "Cèdre"})
    theirs = partners.create(sidon, {"legal_name": "Cedre"})
    receipts = [hand_over(office, region, tmp_path) for office in (tyre, sidon)]
    duplicates.join(region, mine, theirs, theirs)

    merging.undo(region, receipts[1].id)
    without = listed(region)
    receiving.accept(region, receipts[1].id)

    assert without == [mine]
    assert listed(region) == [theirs]
    with region.reading() as connection:
        assert sameness.is_settled(connection)
    assert sending.export(region, [tyre.office], tmp_path / "last.pdbundle").ops > 0
