"""Sending decisions back: to whom, with the reasons and the values that lost, until they are confirmed."""

from pathlib import Path

from partnerdesk import conflicts, decisions, receiving, returning, sending
from partnerdesk.bundles import container
from partnerdesk.desk import Desk
from partnerdesk.returning import ToReturn
from tests.core.devices import hand_over

Pair = tuple[Desk, Desk]
Three = tuple[Desk, Desk, Desk]


def decided(field: Desk, region: Desk, folder: Path) -> str:
    """Let both change a partner's acronym and the focal point decide for his."""
    partner = field.create("partner", {"legal_name": "Cèdre"})
    hand_over(field, region, folder)
    field.change("partner", partner, {"acronym": "FIELD"})
    region.change("partner", partner, {"acronym": "REGION"})
    hand_over(field, region, folder)
    conflicts.resolve(region, f"{partner}.acronym", "REGION", "As on the stamp")
    return partner


def test_decisions_wait_to_be_sent_back_to_the_office_concerned_until_it_confirms(three: Three, tmp_path: Path) -> None:
    tyre, region, _saida = three
    decided(tyre, region, tmp_path)
    before = returning.to_return(region)

    sent = sending.export(region, ["LBN-TYR"], tmp_path / "back.pdbundle")
    receiving.accept(tyre, receiving.receive(tyre, sent.file).id)
    unconfirmed = returning.to_return(region)
    hand_over(tyre, region, tmp_path)

    assert before == unconfirmed == [ToReturn("LBN-TYR", 1)]
    assert sent.decisions == 1
    assert container.read(sent.file, tyre.keys()).manifest.purpose == "return"
    assert returning.to_return(region) == []
    assert returning.to_return(tyre) == []


def test_the_officer_reads_what_was_decided_instead_of_her_value_and_why(pair: Pair, tmp_path: Path) -> None:
    field, region = pair
    partner = decided(field, region, tmp_path)
    receipt = hand_over(region, field, tmp_path)

    (found,) = decisions.decisions(field, unread_only=True)

    assert (found.record, found.title, found.receipt) == (partner, "Cèdre", receipt.id)
    assert (found.by, found.office, found.note) == ("Focal point", "MENA-RO", "As on the stamp")
    assert [(one.label, one.words) for one in found.fields] == [("Acronym", "REGION")]
    assert [(lost.value, lost.ours) for lost in found.fields[0].lost] == [("FIELD", True)]


def test_a_decision_is_marked_as_read_and_stays_in_the_list(pair: Pair, tmp_path: Path) -> None:
    field, region = pair
    decided(field, region, tmp_path)
    decided(field, region, tmp_path)
    hand_over(region, field, tmp_path)
    first, second = decisions.decisions(field)

    decisions.mark_read(field, [first.id])
    left = decisions.decisions(field, unread_only=True)
    decisions.mark_read(field)

    assert [one.id for one in left] == [second.id]
    assert decisions.unread(field) == 0
    assert len(decisions.decisions(field)) == 2


def test_who_disagrees_edits_again_and_the_focal_point_sees_it_as_the_newest_value(pair: Pair, tmp_path: Path) -> None:
    field, region = pair
    partner = decided(field, region, tmp_path)
    hand_over(region, field, tmp_path)

    field.change("partner", partner, {"acronym": "FIELD"}, note="The stamp is old")
    hand_over(field, region, tmp_path)

    assert conflicts.count(region) == 0
    assert region.view("partner", partner)["acronym"] == "FIELD"


def test_a_deletion_that_was_decided_says_what_lost(pair: Pair, tmp_path: Path) -> None:
    field, region = pair
    partner = field.create("partner", {"legal_name": "Cèdre"})
    hand_over(field, region, tmp_path)
    field.delete("partner", partner)
    region.change("partner", partner, {"place": "Tyr"})
    hand_over(field, region, tmp_path)
    conflicts.resolve(region, f"{partner}.deleted", False, "They still work there")

    hand_over(region, field, tmp_path)

    (found,) = decisions.decisions(field)
    assert [(one.words, [lost.words for lost in one.lost]) for one in found.fields] == [("Kept", ["Deleted"])]
