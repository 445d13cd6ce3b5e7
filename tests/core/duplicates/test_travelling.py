"""Verdicts travel in bundles: to offices that hold both partners, one of them, or neither."""

from pathlib import Path

from partnerdesk import conflicts, duplicates, erasure, merging, moving, partners, receiving, sending
from partnerdesk.desk import Desk
from partnerdesk.store import listings, sameness
from partnerdesk.store.engine import rows
from partnerdesk.store.listings import Query
from tests.core.devices import hand_over, introduce, ops_of, take_in


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


def test_a_verdict_goes_along_when_its_partners_move_to_another_office(
    tyre: Desk, sidon: Desk, region: Desk, tmp_path: Path
) -> None:
    for office in (tyre, sidon):
        introduce(office, region)
        hand_over(office, region, tmp_path)
    one, other = (partners.create(tyre, {"legal_name": name}) for name in ("Cèdre", "Cedre"))
    duplicates.join(tyre, one, other, one)
    hand_over(tyre, region, tmp_path)

    for partner in (one, other):
        moving.move(region, "partner", partner, sidon.office, "Nearer to them")
    hand_over(region, sidon, tmp_path)

    assert listed(region) == listed(sidon) == [one]
    assert [member.id for member in duplicates.group_of(sidon, one).members] == [one, other]


def test_erasing_a_joined_partner_leaves_the_other_one_alone(tyre: Desk) -> None:
    one, other = (partners.create(tyre, {"legal_name": name}) for name in ("Cèdre", "Cedre"))
    duplicates.join(tyre, one, other, one)

    erasure.erase(tyre, erasure.plan(tyre, "partner", one), "They asked for it")

    assert listed(tyre) == [other]
    group = duplicates.group_of(tyre, other)
    assert (group.leader, group.others, group.awaited) == (other, (), 0)
    with tyre.reading() as connection:
        assert sameness.is_settled(connection)


def test_a_contradiction_is_named_by_its_partners_among_the_decisions(tyre: Desk, sidon: Desk) -> None:
    one, other = sorted(partners.create(tyre, {"legal_name": name}) for name in ("Cèdre", "Cedre"))
    take_in(sidon, ops_of(tyre))
    duplicates.join(tyre, one, other)
    duplicates.dismiss(sidon, one, other)

    take_in(tyre, ops_of(sidon))

    titles = tyre.titles("partner", [one, other])
    found = [conflict for conflict in conflicts.conflicts(tyre) if conflict.field == "verdict"]
    assert [conflict.title for conflict in found] == [f"{titles[one]} and {titles[other]}"]
