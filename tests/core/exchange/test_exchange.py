"""Bundles between two devices: nothing lost, nothing decided behind anybody's back, the same records at the end."""

import shutil
from pathlib import Path

import pytest

from partnerdesk import conflicts, receiving, sending, trust, workspace
from partnerdesk.desk import Desk
from partnerdesk.doctor import examine
from partnerdesk.errors import PartnerDeskError
from partnerdesk.history import history
from partnerdesk.progress import Cancelled
from tests.core.devices import FOCAL, PASSPHRASE, device, hand_over, ops_of, shown

Pair = tuple[Desk, Desk]


def test_the_same_bundle_twice_brings_nothing_new(pair: Pair, tmp_path: Path) -> None:
    field, region = pair
    field.create("partner", {"legal_name": "Association Cèdre"})

    first = hand_over(field, region, tmp_path)
    second = receiving.accept(region, receiving.receive(region, tmp_path / "handed-over.pdbundle").id)

    assert first.summary.created["partner"] == 1
    assert (second.summary.new, second.summary.known) == (0, first.summary.new)


def test_two_values_for_one_field_are_both_kept_until_a_person_decides(pair: Pair, tmp_path: Path) -> None:
    field, region = pair
    partner = field.create("partner", {"legal_name": "Cèdre", "acronym": "C"})
    hand_over(field, region, tmp_path)
    field.change("partner", partner, {"acronym": "TERRAIN"})
    region.change("partner", partner, {"acronym": "REGION"})

    receipt = hand_over(field, region, tmp_path)

    (conflict,) = conflicts.conflicts(region)
    assert receipt.summary.conflicts == 1
    assert {side.value for side in conflict.values} == {"TERRAIN", "REGION"}
    assert conflict.base is not None
    assert conflict.base.value == "C"


def test_a_decision_travels_back_and_nobody_is_asked_twice(pair: Pair, tmp_path: Path) -> None:
    field, region = pair
    partner = field.create("partner", {"legal_name": "Cèdre"})
    hand_over(field, region, tmp_path)
    field.change("partner", partner, {"acronym": "TERRAIN"})
    region.change("partner", partner, {"acronym": "REGION"})
    hand_over(field, region, tmp_path)
    conflicts.resolve(region, f"{partner}.acronym", "TERRAIN", "The office knows its partner")

    receipt = hand_over(region, field, tmp_path)

    decided = history(field, partner)[0]
    assert receipt.summary.decisions == 1
    assert conflicts.conflicts(field) == []
    assert (decided.reason, decided.by, decided.note) == ("resolve", "Focal point", "The office knows its partner")
    assert any(entry.values.get("acronym") == "REGION" for entry in history(field, partner))
    assert shown(field)["LBN-TYR"] == shown(region)["LBN-TYR"]


def test_a_decision_for_a_third_value_covers_both_sides(pair: Pair, tmp_path: Path) -> None:
    field, region = pair
    partner = field.create("partner", {"legal_name": "Cèdre"})
    hand_over(field, region, tmp_path)
    field.change("partner", partner, {"acronym": "A"})
    region.change("partner", partner, {"acronym": "B"})
    hand_over(field, region, tmp_path)

    conflicts.resolve(region, f"{partner}.acronym", "AB")

    assert region.view("partner", partner)["acronym"] == "AB"
    assert conflicts.count(region) == 0


def test_different_fields_and_elements_of_sets_merge_by_themselves(pair: Pair, tmp_path: Path) -> None:
    field, region = pair
    partner = field.create("partner", {"legal_name": "Cèdre", "org_type": ["ngo", "cbo"]})
    hand_over(field, region, tmp_path)
    field.change("partner", partner, {"acronym": "C", "org_type": ["ngo", "cbo", "women_led"]})
    region.change("partner", partner, {"year_founded": 1999, "org_type": ["ngo", "network"]})

    hand_over(field, region, tmp_path)

    merged = region.view("partner", partner)
    assert (merged["acronym"], merged["year_founded"]) == ("C", 1999)
    assert merged["org_type"] == ["network", "ngo", "women_led"]
    assert conflicts.count(region) == 0


def test_the_same_value_on_both_sides_is_no_conflict(pair: Pair, tmp_path: Path) -> None:
    field, region = pair
    partner = field.create("partner", {"legal_name": "Cèdre"})
    hand_over(field, region, tmp_path)
    field.change("partner", partner, {"acronym": "C"})
    region.change("partner", partner, {"acronym": "C"})

    hand_over(field, region, tmp_path)

    assert conflicts.count(region) == 0


@pytest.mark.parametrize(("decision", "deleted"), [(True, True), (False, False)])
def test_deleting_against_editing_is_a_conflict_that_leaves_the_record_visible(
    pair: Pair, tmp_path: Path, decision: bool, deleted: bool
) -> None:
    field, region = pair
    partner = field.create("partner", {"legal_name": "Cèdre"})
    hand_over(field, region, tmp_path)
    field.delete("partner", partner)
    region.change("partner", partner, {"place": "Tyr"})
    hand_over(field, region, tmp_path)
    before = region.view("partner", partner)

    conflicts.resolve(region, f"{partner}.deleted", decision)
    hand_over(region, field, tmp_path)

    assert (before.deleted, before.conflicts) == (False, ("deleted",))
    assert field.view("partner", partner).deleted is deleted
    assert conflicts.count(region) == conflicts.count(field) == 0


def test_until_it_is_acknowledged_everything_is_sent_again(pair: Pair, tmp_path: Path) -> None:
    field, region = pair
    field.create("partner", {"legal_name": "Cèdre"})
    lost = sending.export(field, ["MENA-RO"], tmp_path / "lost.pdbundle")
    again = sending.export(field, ["MENA-RO"], tmp_path / "again.pdbundle")
    receiving.accept(region, receiving.receive(region, again.file).id)
    hand_over(region, field, tmp_path)

    after = sending.export(field, ["MENA-RO"], tmp_path / "after.pdbundle")

    assert lost.ops == again.ops > 0
    assert after.ops == 0


def test_undo_brings_back_what_was_and_the_bundle_can_be_taken_in_again(pair: Pair, tmp_path: Path) -> None:
    field, region = pair
    partner = field.create("partner", {"legal_name": "Cèdre"})
    hand_over(field, region, tmp_path)
    field.change("partner", partner, {"acronym": "C"})
    field.create("partner", {"legal_name": "Olivier"})
    before = shown(region)
    receipt = hand_over(field, region, tmp_path)
    merged = shown(region)

    receiving.undo(region, receipt.id)
    undone = shown(region)
    receiving.accept(region, receipt.id)

    assert undone == before != merged
    assert shown(region) == merged


def test_a_preview_tells_exactly_what_accepting_does_and_changes_nothing(pair: Pair, tmp_path: Path) -> None:
    field, region = pair
    partner = field.create("partner", {"legal_name": "Cèdre"})
    hand_over(field, region, tmp_path)
    field.change("partner", partner, {"acronym": "A"})
    region.change("partner", partner, {"acronym": "B"})
    sending.export(field, ["MENA-RO"], tmp_path / "next.pdbundle")
    receipt = receiving.receive(region, tmp_path / "next.pdbundle")
    before = shown(region)

    preview = receiving.preview(region, receipt.id)

    assert shown(region) == before
    assert receiving.accept(region, receipt.id).summary == preview.summary


def test_looking_into_a_bundle_writes_nothing(pair: Pair, tmp_path: Path) -> None:
    field, region = pair
    field.create("partner", {"legal_name": "Cèdre"})
    sending.export(field, ["MENA-RO"], tmp_path / "up.pdbundle", note="Pour lundi")

    seen = receiving.inspect(region, tmp_path / "up.pdbundle")

    assert (seen.sender["office"], seen.trusted, seen.kinds["partner"]) == ("LBN-TYR", True, 1)
    assert seen.note == "Pour lundi"
    assert receiving.receipts(region) == []


def test_an_unknown_senders_bundle_can_only_be_kept_aside_until_its_key_is_trusted(
    field: Desk, region: Desk, tmp_path: Path
) -> None:
    trust.trust_card(field, region.card())
    field.create("partner", {"legal_name": "Cèdre"})
    sending.export(field, ["MENA-RO"], tmp_path / "up.pdbundle")
    receipt = receiving.receive(region, tmp_path / "up.pdbundle")

    with pytest.raises(PartnerDeskError, match="not trusted"):
        receiving.accept(region, receipt.id)
    aside = receiving.keep_aside(region, receipt.id)
    trust.trust_card(region, field.card())
    accepted = receiving.accept(region, receipt.id)

    assert (aside.state, aside.trusted) == ("aside", False)
    assert accepted.summary.created["partner"] == 1


def test_a_revoked_device_gets_no_bundles_and_its_bundles_are_not_merged(pair: Pair, tmp_path: Path) -> None:
    field, region = pair
    field.create("partner", {"legal_name": "Cèdre"})
    sending.export(field, ["MENA-RO"], tmp_path / "up.pdbundle")
    trust.revoke(region, field.site)
    receipt = receiving.receive(region, tmp_path / "up.pdbundle")

    with pytest.raises(PartnerDeskError, match="not trusted"):
        receiving.accept(region, receipt.id)
    with pytest.raises(PartnerDeskError, match="No device of LBN-TYR"):
        sending.export(region, ["LBN-TYR"], tmp_path / "down.pdbundle")


def test_a_field_office_receives_its_own_office_only(pair: Pair, tmp_path: Path) -> None:
    field, region = pair
    region.create("partner", {"legal_name": "Nur für die Region"})

    hand_over(region, field, tmp_path)

    assert set(shown(field)) == {"LBN-TYR"}


def test_a_copied_workspace_counts_its_changes_under_a_new_site(field: Desk, tmp_path: Path) -> None:
    field.close()
    shutil.copytree(tmp_path / "field", tmp_path / "copy")

    copy = workspace.open_workspace(tmp_path / "copy", PASSPHRASE)
    original = workspace.open_workspace(tmp_path / "field", PASSPHRASE)

    assert original.site == field.site != copy.site
    copy.close()
    original.close()


def test_an_op_that_claims_anothers_place_is_kept_out_and_reported(pair: Pair, tmp_path: Path) -> None:
    field, region = pair
    field.close()
    shutil.copytree(tmp_path / "field", tmp_path / "twin")
    twin = workspace.open_workspace(tmp_path / "twin", PASSPHRASE)
    # As if the program had not noticed that it works on a copy.
    twin.site = field.site
    field.create("partner", {"legal_name": "Original"})
    twin.create("partner", {"legal_name": "Doppelgänger"})
    twin.create("partner", {"legal_name": "Another one after it"})
    hand_over(field, region, tmp_path)

    receipt = hand_over(twin, region, tmp_path)

    assert (receipt.summary.forks, receipt.summary.new) == (2, 0)
    assert "copied" in examine(region).problems[0]
    twin.close()


def test_stopping_an_import_leaves_everything_as_it_was(pair: Pair, tmp_path: Path) -> None:
    field, region = pair
    field.create("partner", {"legal_name": "Cèdre"})
    sending.export(field, ["MENA-RO"], tmp_path / "up.pdbundle")
    receipt = receiving.receive(region, tmp_path / "up.pdbundle")
    before = ops_of(region)

    def stop(_done: int, _total: int) -> None:
        raise Cancelled

    with pytest.raises(Cancelled):
        receiving.accept(region, receipt.id, stop)

    assert ops_of(region) == before
    assert receiving.accept(region, receipt.id).summary.new > 0


def test_two_focal_points_and_an_officer_end_up_with_the_same(pair: Pair, tmp_path: Path) -> None:
    field, region = pair
    second = device(tmp_path / "second", FOCAL)
    introduce_all = [(field, second), (region, second)]
    for one, other in introduce_all:
        trust.trust_card(one, other.card())
        trust.trust_card(other, one.card())
    partner = field.create("partner", {"legal_name": "Cèdre"})
    bundle = tmp_path / "to-both.pdbundle"
    sending.export(field, ["MENA-RO"], bundle)
    for desk in (region, second):
        receiving.accept(desk, receiving.receive(desk, bundle).id)
    region.change("partner", partner, {"acronym": "A"})
    second.change("partner", partner, {"acronym": "B"})

    for desk in (region, second):
        hand_over(desk, field, tmp_path)
    sending.export(field, ["MENA-RO"], bundle)
    for desk in (region, second):
        receiving.accept(desk, receiving.receive(desk, bundle).id)

    assert shown(field)["LBN-TYR"] == shown(region)["LBN-TYR"] == shown(second)["LBN-TYR"]
    assert conflicts.count(field) == conflicts.count(region) == conflicts.count(second) == 1
    second.close()


def test_the_bundle_that_came_last_comes_first_also_within_a_second(pair: Pair, tmp_path: Path) -> None:
    field, region = pair
    came = []
    for number in range(3):
        field.create("partner", {"legal_name": f"Partner {number}"})
        sending.export(field, [region.office], tmp_path / f"{number}.pdbundle")
        came.append(receiving.receive(region, tmp_path / f"{number}.pdbundle").id)

    assert [receipt.id for receipt in receiving.receipts(region)] == came[::-1]
