"""Erasing for good: gone from everywhere, the chain still whole, and nobody can bring it back by any order of things."""

from pathlib import Path

import pytest

from partnerdesk import attachments, backup, conflicts, erasure, moving, receiving, sending
from partnerdesk.bundles import container
from partnerdesk.desk import Desk
from partnerdesk.doctor import examine
from partnerdesk.errors import PartnerDeskError
from partnerdesk.history import history
from partnerdesk.store.ops import decode
from tests.core.devices import PASSPHRASE, hand_over, ops_of, shown
from tests.core.erasing.looking import in_bundles, on_disk

Pair = tuple[Desk, Desk]
WORDS = (b"Salwa", b"salwa", b"Qabbani", b"qabbani")


def erase(desk: Desk, kind: str, record: str, *fields: str, asked_by: str = "") -> erasure.Erased:
    return erasure.erase(desk, erasure.plan(desk, kind, record, fields), "She asked for it", asked_by=asked_by)


def test_what_is_erased_is_in_no_page_of_the_files_and_in_no_bundle(pair: Pair, tmp_path: Path) -> None:
    field, region = pair
    partner = field.create("partner", {"legal_name": "Salwa Qabbani", "aliases": ["Salwa"], "mandate": "Salwa " * 2000})
    contact = field.create("contact", {"partner_id": partner, "name": "Salwa Qabbani"})
    field.change("partner", partner, {"legal_name": "Renamed", "notes": "by Salwa"}, note="Salwa said so")
    assert any(word in on_disk(field) for word in WORDS)

    erased = erase(field, "partner", partner)

    assert [part.id for part in erased.parts] == [partner, contact]
    assert erased.is_clean
    assert not [word for word in WORDS if word in on_disk(field)]
    assert not [word for word in WORDS if word in in_bundles(field, region, tmp_path / "up.pdbundle")]
    assert examine(field, rebuild=True).problems == []


def test_an_erasure_reaches_everybody_who_holds_the_record(pair: Pair, tmp_path: Path) -> None:
    field, region = pair
    partner = field.create("partner", {"legal_name": "Salwa Qabbani"})
    hand_over(field, region, tmp_path)
    erase(field, "partner", partner)

    receipt = hand_over(field, region, tmp_path)

    (told,) = receipt.summary.erased
    assert (told["record"], told["fields"], told["note"]) == (partner, [], "She asked for it")
    assert receipt.summary.changed == {}
    assert region.view("partner", partner).deleted
    assert not [word for word in WORDS if word in on_disk(region)]
    assert examine(region, rebuild=True).problems == []
    assert shown(region)["LBN-TYR"] == shown(field)["LBN-TYR"]


def test_an_edit_that_knew_nothing_of_the_erasure_is_taken_in_without_its_words(pair: Pair, tmp_path: Path) -> None:
    field, region = pair
    partner = field.create("partner", {"legal_name": "Cèdre"})
    hand_over(field, region, tmp_path)
    erase(field, "partner", partner)
    region.change("partner", partner, {"acronym": "Salwa"})
    late = receiving.receive(field, sending.export(region, ["LBN-TYR"], tmp_path / "late.pdbundle").file)
    assert not [word for word in WORDS if word in on_disk(field)]

    receiving.accept(field, late.id)
    hand_over(field, region, tmp_path)

    assert conflicts.count(field) == conflicts.count(region) == 0
    assert shown(region)["LBN-TYR"] == shown(field)["LBN-TYR"]
    assert not [word for word in WORDS if word in on_disk(region) + on_disk(field)]


def test_a_field_is_erased_and_the_rest_stays_and_a_new_value_can_be_given(pair: Pair, tmp_path: Path) -> None:
    field, region = pair
    partner = field.create("partner", {"legal_name": "Cèdre", "notes": "Salwa", "aliases": ["Salwa", "C"]})
    hand_over(field, region, tmp_path)
    region.change("partner", partner, {"notes": "of Salwa Qabbani", "place": "Tyr"})

    erase(field, "partner", partner, "notes", "aliases")
    field.change("partner", partner, {"notes": "Nothing to tell", "aliases": ["Chêne"]})
    hand_over(field, region, tmp_path)
    hand_over(region, field, tmp_path)

    for desk in pair:
        view = desk.view("partner", partner)
        assert (view["legal_name"], view["notes"], view["place"]) == ("Cèdre", "Nothing to tell", "Tyr")
        assert view["aliases"] == ["Chêne"]
        assert examine(desk, rebuild=True).problems == []
        assert not [word for word in WORDS if word in on_disk(desk)]
    assert conflicts.count(field) == conflicts.count(region) == 0
    assert shown(region)["LBN-TYR"] == shown(field)["LBN-TYR"]


def test_erasing_fields_of_a_deleted_record_does_not_bring_it_back(pair: Pair, tmp_path: Path) -> None:
    field, region = pair
    partner = field.create("partner", {"legal_name": "Cèdre", "notes": "Salwa"})
    hand_over(field, region, tmp_path)
    region.delete("partner", partner)

    erase(field, "partner", partner, "notes")
    hand_over(field, region, tmp_path)
    hand_over(region, field, tmp_path)

    assert [desk.view("partner", partner).deleted for desk in pair] == [True, True]
    assert conflicts.count(field) == conflicts.count(region) == 0
    assert shown(region)["LBN-TYR"] == shown(field)["LBN-TYR"]


def test_somebody_elses_new_value_after_an_erasure_stands(pair: Pair, tmp_path: Path) -> None:
    field, region = pair
    partner = field.create("partner", {"legal_name": "Cèdre", "notes": "Salwa", "aliases": ["Salwa"]})
    erase(field, "partner", partner, "notes", "aliases")
    hand_over(field, region, tmp_path)

    region.change("partner", partner, {"notes": "New", "aliases": ["Chêne"]})
    hand_over(region, field, tmp_path)

    assert (field.view("partner", partner)["notes"], field.view("partner", partner)["aliases"]) == ("New", ["Chêne"])


def test_a_new_device_gets_what_is_left_and_can_verify_it(pair: Pair, tmp_path: Path) -> None:
    field, region = pair
    partner = field.create("partner", {"legal_name": "Salwa Qabbani"})
    field.create("partner", {"legal_name": "Olivier"})
    erase(field, "partner", partner)
    field.create("partner", {"legal_name": "Figuier"})

    receipt = hand_over(field, region, tmp_path)

    opened = container.read(tmp_path / "handed-over.pdbundle", region.keys())
    assert opened.manifest.needs == {"ops/1": "0.1.0", "redact/1": "0.2.0"}
    assert receipt.summary.forks == 0
    assert set(ops_of(field)) <= set(ops_of(region))
    assert examine(region, rebuild=True).problems == []


def test_a_bundle_without_erasures_can_be_read_by_the_first_version(pair: Pair, tmp_path: Path) -> None:
    field, region = pair
    field.create("partner", {"legal_name": "Olivier"})

    hand_over(field, region, tmp_path)

    opened = container.read(tmp_path / "handed-over.pdbundle", region.keys())
    assert opened.manifest.needs == {"ops/1": "0.1.0"}


def test_an_original_that_comes_after_its_tombstone_is_no_fork_and_brings_nothing_back(
    pair: Pair, tmp_path: Path
) -> None:
    field, region = pair
    partner = field.create("partner", {"legal_name": "Salwa Qabbani"})
    before = sending.export(field, ["MENA-RO"], tmp_path / "before.pdbundle").file
    erase(field, "partner", partner)
    hand_over(field, region, tmp_path)

    late = receiving.accept(region, receiving.receive(region, before).id)

    assert (late.summary.forks, late.summary.new) == (0, 0)
    assert not [word for word in WORDS if word in on_disk(region)]


def test_a_bundle_that_waits_holds_nothing_of_what_is_erased_meanwhile(pair: Pair, tmp_path: Path) -> None:
    field, region = pair
    partner = field.create("partner", {"legal_name": "Cèdre"})
    hand_over(field, region, tmp_path)
    field.change("partner", partner, {"acronym": "Salwa"})
    waits = receiving.receive(region, sending.export(field, ["MENA-RO"], tmp_path / "waits.pdbundle").file)
    receiving.keep_aside(region, waits.id)

    erase(region, "partner", partner, asked_by="Agente de terrain")
    gone = on_disk(region)
    accepted = receiving.accept(region, waits.id)

    assert not [word for word in WORDS if word in gone]
    assert accepted.summary.forks == 0
    assert examine(region, rebuild=True).problems == []


def test_undoing_a_bundle_does_not_bring_back_what_it_erased(pair: Pair, tmp_path: Path) -> None:
    field, region = pair
    partner = field.create("partner", {"legal_name": "Salwa Qabbani"})
    hand_over(field, region, tmp_path)
    erase(field, "partner", partner)
    other = field.create("partner", {"legal_name": "Olivier"})
    receipt = hand_over(field, region, tmp_path)
    merged = shown(region)

    receiving.undo(region, receipt.id)
    undone = region.view("partner", partner)
    gone = region.find("partner", other)
    problems = examine(region, rebuild=True).problems
    receiving.accept(region, receipt.id)

    assert (undone.deleted, undone["legal_name"], gone) == (True, None, None)
    assert problems == []
    assert shown(region) == merged
    assert not [word for word in WORDS if word in on_disk(region)]


def test_undoing_what_brought_record_and_erasure_leaves_a_journal_that_can_be_sent_on(
    pair: Pair, tmp_path: Path
) -> None:
    field, region = pair
    partner = field.create("partner", {"legal_name": "Salwa Qabbani"})
    erase(field, "partner", partner)
    receipt = hand_over(field, region, tmp_path)

    receiving.undo(region, receipt.id)
    receiving.discard(region, receipt.id)
    problems = examine(region, rebuild=True).problems
    hand_over(region, field, tmp_path)
    again = hand_over(field, region, tmp_path)

    assert problems == []
    assert again.summary.forks == 0
    assert shown(region)["LBN-TYR"] == shown(field)["LBN-TYR"]


def test_an_erased_record_cannot_be_written_to_any_more(field: Desk) -> None:
    partner = field.create("partner", {"legal_name": "Cèdre", "notes": "Salwa"})
    opened = field.view("partner", partner)
    erase(field, "partner", partner, "notes")

    with pytest.raises(PartnerDeskError, match="erased for good"):
        field.change("partner", partner, {"notes": "Salwa again"}, opened.seen)
    field.change("partner", partner, {"place": "Tyr"}, opened.seen)
    erase(field, "partner", partner)
    with pytest.raises(PartnerDeskError, match="erased for good"):
        field.change("partner", partner, {"place": "Saida"})
    with pytest.raises(PartnerDeskError, match="erased already"):
        erase(field, "partner", partner)


def test_decisions_and_open_conflicts_about_it_vanish(pair: Pair, tmp_path: Path) -> None:
    field, region = pair
    partner = field.create("partner", {"legal_name": "Cèdre"})
    hand_over(field, region, tmp_path)
    field.change("partner", partner, {"acronym": "Salwa"})
    region.change("partner", partner, {"acronym": "Qabbani"})
    hand_over(field, region, tmp_path)
    asked = conflicts.count(region)

    erase(region, "partner", partner, asked_by="Agente de terrain")

    assert (asked, conflicts.count(region)) == (1, 0)
    assert not [word for word in WORDS if word in on_disk(region)]


def test_the_history_says_that_it_was_erased_by_whom_and_why(field: Desk) -> None:
    partner = field.create("partner", {"legal_name": "Salwa Qabbani"})

    erase(field, "partner", partner)

    last, first = history(field, partner)
    assert (last.reason, last.by, last.note) == ("redact", "Agente de terrain", "She asked for it")
    assert (dict(first.values), first.by) == ({}, "")


def test_a_backup_made_afterwards_holds_nothing_and_the_one_before_is_named(field: Desk, tmp_path: Path) -> None:
    partner = field.create("partner", {"legal_name": "Salwa Qabbani"})
    backup.back_up(field, tmp_path / "before.pdbackup")

    erased = erase(field, "partner", partner)
    backup.back_up(field, tmp_path / "after.pdbackup")
    restored = backup.restore(tmp_path / "after.pdbackup", tmp_path / "restored", PASSPHRASE)

    assert erased.copies == (tmp_path / "before.pdbackup",)
    assert any("before.pdbackup" in warning for warning in erasure.warnings(erased))
    assert not [word for word in WORDS if word in on_disk(restored)]
    restored.close()


def test_who_may_erase(pair: Pair, tmp_path: Path) -> None:
    field, region = pair
    theirs = region.create("partner", {"legal_name": "Région"})
    partner = field.create("partner", {"legal_name": "Cèdre"})
    hand_over(field, region, tmp_path)

    with pytest.raises(PartnerDeskError, match="Say who there asked"):
        erase(region, "partner", partner)
    erase(region, "partner", partner, asked_by="Agente de terrain")
    erase(region, "partner", theirs)

    assert history(region, partner)[0].note == "She asked for it (asked for by Agente de terrain)"
    with pytest.raises(PartnerDeskError, match="reason"):
        erasure.erase(field, erasure.plan(field, "partner", partner), " ")


def test_tombstones_keep_the_shape_of_the_journal(field: Desk) -> None:
    partner = field.create("partner", {"legal_name": "Salwa Qabbani"})
    field.change("partner", partner, {"place": "Tyr"})
    before = [decode(body) for body in ops_of(field)]

    erase(field, "partner", partner)

    after = [decode(body) for body in ops_of(field)]
    assert [(op.dot, op.prev, op.at, op.id) for op in before] == [(op.dot, op.prev, op.at, op.id) for op in after][:-1]
    assert [bool(op.was) for op in after if op.id == partner] == [True, True, False]


def test_the_files_of_an_erased_record_are_gone_and_do_not_come_back_with_a_late_bundle(
    pair: Pair, tmp_path: Path
) -> None:
    field, region = pair
    (tmp_path / "Salwa.txt").write_text("A letter by Qabbani", "utf-8")
    partner = field.create("partner", {"legal_name": "Cèdre"})
    attachments.add(field, partner, tmp_path / "Salwa.txt")
    early = sending.export(field, ["MENA-RO"], tmp_path / "early.pdbundle").file
    hand_over(field, region, tmp_path)
    held = on_disk(region)

    erase(field, "partner", partner)
    hand_over(field, region, tmp_path)
    receiving.accept(region, receiving.receive(region, early).id)

    assert b"Qabbani" in held
    for desk in pair:
        assert not [word for word in WORDS if word in on_disk(desk)]
        assert examine(desk, rebuild=True).problems == []


def test_a_file_that_another_record_has_as_well_stays(field: Desk, tmp_path: Path) -> None:
    (tmp_path / "letter.txt").write_text("A letter", "utf-8")
    gone, stays = (field.create("partner", {"legal_name": name}) for name in ("Cèdre", "Olivier"))
    attachments.add(field, gone, tmp_path / "letter.txt")
    kept = attachments.add(field, stays, tmp_path / "letter.txt")

    erase(field, "partner", gone)

    assert attachments.content(field, kept) == b"A letter"


def test_an_erasure_follows_a_record_that_had_moved_to_another_office(pair: Pair, tmp_path: Path) -> None:
    field, region = pair
    partner, other = (field.create("partner", {"legal_name": "Salwa", "notes": "Qabbani"}) for _number in range(2))
    hand_over(field, region, tmp_path)
    for record in (partner, other):
        moving.move(region, "partner", record, "MENA-RO", "Its office closed")
    erase(field, "partner", partner)
    erase(field, "partner", other, "notes")

    hand_over(field, region, tmp_path)

    erasures = [decode(body) for body in ops_of(region) if decode(body).redact]
    assert sorted((op.scope, op.id == partner) for op in erasures) == [
        ("LBN-TYR", False),
        ("LBN-TYR", True),
        ("MENA-RO", False),
        ("MENA-RO", True),
    ]
    assert region.view("partner", other)["legal_name"] == "Salwa"
    assert b"Qabbani" not in on_disk(region)
    assert conflicts.count(region) == 0
    assert examine(region, rebuild=True).problems == []
    assert hand_over(region, field, tmp_path).summary.forks == 0


def test_what_moved_to_another_office_is_erased_in_the_journals_of_both(pair: Pair, tmp_path: Path) -> None:
    field, region = pair
    partner = field.create("partner", {"legal_name": "Cèdre", "notes": "Salwa"})
    hand_over(field, region, tmp_path)
    moving.move(region, "partner", partner, "MENA-RO", "Its office closed")

    erase(region, "partner", partner, "notes")
    some = (conflicts.count(region), region.view("partner", partner)["notes"])
    erase(region, "partner", partner)
    hand_over(region, field, tmp_path)

    assert some == (0, None)
    for desk in pair:
        assert not [word for word in WORDS if word in on_disk(desk)]
        assert examine(desk, rebuild=True).problems == []
