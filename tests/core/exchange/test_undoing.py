"""Undo: what it takes out is missing again, for us and for those we tell, and comes back by whatever way is open."""

from pathlib import Path

from partnerdesk import conflicts, receiving, sending
from partnerdesk.desk import Desk
from partnerdesk.doctor import examine
from partnerdesk.receipts import waiting
from tests.core.devices import hand_over, shown

Pair = tuple[Desk, Desk]


def acknowledged(sender: Desk, peer: Desk) -> dict[str, int]:
    from partnerdesk.bundles.slices import acknowledged as told

    with sender.reading() as connection:
        return {site: upto for (site, _scope), upto in told(connection, peer.site).items()}


def two_bundles(pair: Pair, folder: Path) -> list[receiving.Receipt]:
    """Let the region take in two bundles, the second of which goes on where the first ends."""
    field, region = pair
    receipts = []
    for name in ("Cèdre", "Olivier"):
        field.create("partner", {"legal_name": name})
        receipts.append(hand_over(field, region, folder))
        hand_over(region, field, folder)
    return receipts


def test_undoing_the_older_of_two_bundles_makes_its_changes_missing_again(pair: Pair, tmp_path: Path) -> None:
    field, region = pair
    first, _second = two_bundles(pair, tmp_path)

    receiving.undo(region, first.id)

    with region.reading() as connection:
        assert [gap["from"] for gap in waiting(connection)] == [1]
    hand_over(region, field, tmp_path)
    assert acknowledged(field, region)[field.site] == 0


def test_what_was_undone_and_thrown_away_is_sent_again(pair: Pair, tmp_path: Path) -> None:
    field, region = pair
    first, _second = two_bundles(pair, tmp_path)
    whole = shown(region)["LBN-TYR"]
    receiving.undo(region, first.id)
    receiving.discard(region, first.id)
    hand_over(region, field, tmp_path)

    hand_over(field, region, tmp_path)

    assert shown(region)["LBN-TYR"] == whole
    assert examine(region).problems == []


def test_a_merged_bundle_is_read_again_when_an_undo_took_part_of_it_away(pair: Pair, tmp_path: Path) -> None:
    field, region = pair
    field.create("partner", {"legal_name": "Cèdre"})
    small = sending.export(field, ["MENA-RO"], tmp_path / "small.pdbundle").file
    field.create("partner", {"legal_name": "Olivier"})
    large = sending.export(field, ["MENA-RO"], tmp_path / "large.pdbundle").file
    first = receiving.accept(region, receiving.receive(region, small).id)
    receiving.accept(region, receiving.receive(region, large).id)
    whole = shown(region)
    receiving.undo(region, first.id)

    again = receiving.accept(region, receiving.receive(region, large).id)

    assert again.summary.new == first.summary.new
    assert shown(region) == whole


def test_a_bundle_kept_aside_brings_nothing_once_its_changes_came_another_way(pair: Pair, tmp_path: Path) -> None:
    field, region = pair
    field.create("partner", {"legal_name": "Cèdre"})
    early = receiving.receive(region, sending.export(field, ["MENA-RO"], tmp_path / "early.pdbundle").file)
    receiving.keep_aside(region, early.id)
    field.create("partner", {"legal_name": "Olivier"})
    hand_over(field, region, tmp_path)
    whole = shown(region)

    accepted = receiving.accept(region, early.id)

    assert (accepted.summary.new, accepted.summary.known) == (0, early.summary.new)
    assert shown(region) == whole


def test_edits_made_after_a_merge_survive_its_undo_and_stand_when_it_is_redone(pair: Pair, tmp_path: Path) -> None:
    field, region = pair
    partner = field.create("partner", {"legal_name": "Cèdre", "acronym": "C"})
    receipt = hand_over(field, region, tmp_path)
    region.change("partner", partner, {"acronym": "LATER"})

    receiving.undo(region, receipt.id)
    undone = region.view("partner", partner)
    receiving.accept(region, receipt.id)

    assert (undone["acronym"], undone["legal_name"]) == ("LATER", None)
    assert region.view("partner", partner)["acronym"] == "LATER"
    assert region.view("partner", partner)["legal_name"] == "Cèdre"
    assert conflicts.count(region) == 0


def test_undoing_does_not_shuffle_a_list_in_order_of_arrival(pair: Pair, tmp_path: Path) -> None:
    field, region = pair
    partners = [field.create("partner", {"legal_name": name}) for name in ("Cèdre", "Olivier", "Figuier")]
    hand_over(field, region, tmp_path)
    field.change("partner", partners[0], {"place": "Tyr"})
    receipt = hand_over(field, region, tmp_path)

    receiving.undo(region, receipt.id)

    with region.reading() as connection:
        found = connection.execute("SELECT id FROM partner ORDER BY n").fetchall()
    assert [row[0] for row in found] == partners


def test_a_decision_covers_what_was_shown_and_not_what_arrived_since(pair: Pair, tmp_path: Path) -> None:
    field, region = pair
    partner = field.create("partner", {"legal_name": "Cèdre"})
    hand_over(field, region, tmp_path)
    field.change("partner", partner, {"acronym": "TERRAIN"})
    region.change("partner", partner, {"acronym": "REGION"})
    hand_over(field, region, tmp_path)
    (on_the_screen,) = conflicts.conflicts(region)
    field.change("partner", partner, {"acronym": "NEWER"})
    hand_over(field, region, tmp_path)

    conflicts.resolve(region, on_the_screen, "REGION")

    (left,) = conflicts.conflicts(region)
    assert {side.value for side in left.values} == {"NEWER", "REGION"}


def test_deciding_a_field_and_a_deletion_of_one_record_together_leaves_nothing_open(pair: Pair, tmp_path: Path) -> None:
    field, region = pair
    partner = field.create("partner", {"legal_name": "Cèdre"})
    hand_over(field, region, tmp_path)
    field.change("partner", partner, {"acronym": "TERRAIN"})
    field.delete("partner", partner)
    region.change("partner", partner, {"acronym": "REGION"})
    hand_over(field, region, tmp_path)
    found = conflicts.conflicts(region)

    conflicts.resolve_many(region, [(one, one.field == "deleted" or "REGION") for one in found])

    assert [one.field for one in found] == ["acronym", "deleted"]
    assert conflicts.count(region) == 0
    assert region.view("partner", partner).deleted


def test_of_two_bundles_with_the_same_changes_the_one_that_was_accepted_can_be_undone(
    pair: Pair, tmp_path: Path
) -> None:
    field, region = pair
    before = shown(region)
    field.create("partner", {"legal_name": "Cèdre"})
    waiting_bundles = [
        receiving.receive(region, sending.export(field, ["MENA-RO"], tmp_path / name).file).id
        for name in ("one.pdbundle", "two.pdbundle")
    ]
    receiving.accept(region, waiting_bundles[0])

    receiving.undo(region, waiting_bundles[0])

    assert shown(region) == before
