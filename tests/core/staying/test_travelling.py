"""What others get of a note: everything but the words as noted, until somebody chooses to share them."""

from pathlib import Path

import msgspec
import pytest

from partnerdesk import conflicts, erasure, moving, notes, offices, receiving, returning, sending, welcome
from partnerdesk.bundles import container, slices
from partnerdesk.bundles import manifest as manifests
from partnerdesk.bundles.manifest import Manifest, Vectors
from partnerdesk.desk import Desk, Identity
from partnerdesk.doctor import examine
from partnerdesk.errors import PartnerDeskError
from partnerdesk.history import history
from partnerdesk.store.ops import PRIVATE, encode
from partnerdesk.store.streams import Streams
from partnerdesk.trust import peers
from tests.core.devices import device, hand_over, introduce, ops_of, shown
from tests.core.erasing.looking import on_disk
from tests.core.exchange.forged import bundle, op
from tests.core.staying.saying import SECRET, apart, meeting, taken

Pair = tuple[Desk, Desk]


def in_bundle(path: Path, receiver: Desk) -> bytes:
    """Return everything that a bundle says, decrypted and decompressed."""
    opened = container.read(path, receiver.keys())
    return manifests.encode(opened.manifest) + b"\n".join(opened.lines)


def test_a_bundle_holds_the_note_without_its_words(pair: Pair, tmp_path: Path) -> None:
    field, region = pair
    note = taken(field)
    notes.save_text(field, note, f"{SECRET} said it again")
    out = tmp_path / "up.pdbundle"

    sent = sending.export(field, ["MENA-RO"], out)

    held = in_bundle(out, region)
    assert sent.offices == ("LBN-TYR",)
    assert note.encode() in held
    assert SECRET.encode() not in held
    assert b'"~"' not in held
    assert b" ~" not in held
    assert SECRET not in str(receiving.inspect(region, out))
    receipt = receiving.receive(region, out)
    assert SECRET not in str(receiving.preview(region, receipt.id))
    receiving.accept(region, receipt.id)
    assert receipt.summary.new == sent.ops
    assert SECRET.encode() not in on_disk(region)
    assert shown(region)["LBN-TYR"] == shown(field)["LBN-TYR"]
    assert conflicts.count(region) == conflicts.count(field) == 0


def test_a_recipient_hears_nothing_of_what_stays_on_a_copy_of_its_own_workspace(field: Desk) -> None:
    taken(field)

    with field.reading() as connection:
        told = slices.with_own_words(Streams(connection), {}, {field.site})

    assert told.keys() == {"LBN-TYR"}


def test_a_note_that_came_without_its_words_reads_well_and_is_worked_on(pair: Pair, tmp_path: Path) -> None:
    field, region = pair
    note = taken(field)
    hand_over(field, region, tmp_path)
    view = region.view("note", note)
    told = (view["raw_text"], view.elsewhere, view.title)

    region.change("note", note, {"kind": "quote"}, view.seen)
    hand_over(region, field, tmp_path)

    assert told[:2] == (None, ("raw_text",))
    assert told[2]
    assert field.view("note", note)["kind"] == "quote"
    assert field.view("note", note)["raw_text"] == f"{SECRET} said"
    assert field.view("note", note).conflicts == ()
    assert examine(region, rebuild=True).problems == examine(field, rebuild=True).problems == []


def test_an_acknowledged_bundle_sends_nothing_more_and_nothing_waits(pair: Pair, tmp_path: Path) -> None:
    field, region = pair
    note = taken(field)
    hand_over(field, region, tmp_path)
    hand_over(region, field, tmp_path)
    notes.save_text(field, note, "Other words")

    sent = sending.export(field, ["MENA-RO"], tmp_path / "none.pdbundle")

    assert (sent.ops, sent.offices) == (0, ())
    assert receiving.waiting is not None
    assert hand_over(field, region, tmp_path).summary.waiting == []


def test_welcome_kits_and_headquarters_get_none_of_it(pair: Pair, tmp_path: Path) -> None:
    field, region = pair
    taken(field)
    own = taken(region, f"{SECRET} said to the region")
    hand_over(field, region, tmp_path)
    head = device(tmp_path / "head", Identity("HQ", "Siège", "Siège", "hq_steward", "fr"))
    introduce(region, head)
    with region.reading() as connection:
        (peer,) = peers(connection, "HQ")

    welcome.write(region, peer.verify, tmp_path / "kit.pdbundle")
    receiving.accept(head, receiving.receive(head, tmp_path / "kit.pdbundle").id)

    assert SECRET.encode() not in in_bundle(tmp_path / "kit.pdbundle", head)
    assert head.view("note", own).elsewhere == ("raw_text",)
    for desk in (region, head):
        assert {office.code for office in offices.known(desk)} == {"HQ", "LBN-TYR", "MENA-RO"}
    assert set(examine(head).scopes) == {"HQ", "LBN-TYR", "MENA-RO"}
    head.close()


def test_sharing_lets_it_travel_and_be_edited_on_both_sides(pair: Pair, tmp_path: Path) -> None:
    field, region = pair
    note = taken(field)
    hand_over(field, region, tmp_path)

    notes.share_raw(field, note)
    hand_over(field, region, tmp_path)
    read = region.view("note", note)["raw_text"]
    notes.save_text(region, note, "As the region has it")
    hand_over(region, field, tmp_path)

    assert read == f"{SECRET} said"
    assert field.view("note", note)["raw_text"] == "As the region has it"
    assert conflicts.count(field) == conflicts.count(region) == 0
    assert shown(region)["LBN-TYR"] == shown(field)["LBN-TYR"]
    assert examine(field, rebuild=True).problems == []


def test_what_somebody_wrote_for_herself_gives_way_to_what_is_shared_and_stays_in_the_history(
    pair: Pair, tmp_path: Path
) -> None:
    field, region = pair
    note = taken(field)
    hand_over(field, region, tmp_path)
    notes.save_text(region, note, "For my eyes")
    notes.share_raw(field, note)

    hand_over(field, region, tmp_path)
    hand_over(region, field, tmp_path)

    assert region.view("note", note)["raw_text"] == f"{SECRET} said"
    assert "For my eyes" in str([entry.values for entry in history(region, note)])
    assert conflicts.count(region) == 0
    assert b"For my eyes" not in on_disk(field)
    assert examine(region, rebuild=True).problems == []


def test_a_note_deleted_by_either_device_is_deleted_and_comes_back_with_its_words(pair: Pair, tmp_path: Path) -> None:
    field, region = pair
    here, there = taken(field), taken(field)
    hand_over(field, region, tmp_path)
    notes.save_text(field, there, "Unknown to the region")

    field.delete("note", here)
    region.delete("note", there)
    hand_over(region, field, tmp_path)

    deleted = [field.view("note", note).deleted for note in (here, there)]
    assert (deleted, conflicts.count(field)) == ([True, True], 0)
    for note in (here, there):
        field.change("note", note, {"deleted": False}, why="revert")
    hand_over(field, region, tmp_path)
    assert field.view("note", there)["raw_text"] == "Unknown to the region"
    assert field.view("note", here)["raw_text"] == f"{SECRET} said"
    assert shown(region)["LBN-TYR"] == shown(field)["LBN-TYR"]
    assert examine(field, rebuild=True).problems == []


@pytest.mark.parametrize("fields", [(), ("raw_text",)], ids=["the note", "its words"])
@pytest.mark.parametrize("by", ["here", "there"])
def test_erasing_takes_the_words_from_the_device_that_holds_them(
    pair: Pair, tmp_path: Path, by: str, fields: tuple[str, ...]
) -> None:
    field, region = pair
    note = taken(field)
    notes.save_text(field, note, f"{SECRET} said more")
    hand_over(field, region, tmp_path)
    assert SECRET.encode() in on_disk(field)
    desk = field if by == "here" else region

    plan = erasure.plan(desk, "note", note, fields)
    erasure.erase(desk, plan, "She asked for it", asked_by="" if by == "here" else "She")
    for one, other in ((region, field), (field, region)):
        hand_over(one, other, tmp_path)

    assert SECRET.encode() not in on_disk(field)
    assert not any(one.redact for one in apart(field, note)[1])
    assert conflicts.count(field) == conflicts.count(region) == 0
    assert shown(region)["LBN-TYR"] == shown(field)["LBN-TYR"]
    for each in pair:
        assert examine(each, rebuild=True).problems == []
    if fields:
        assert field.view("note", note).elsewhere == region.view("note", note).elsewhere == ()
        notes.save_text(field, note, "New words")
        hand_over(field, region, tmp_path)
        assert field.view("note", note)["raw_text"] == "New words"
        assert region.view("note", note)["raw_text"] is None


def test_words_erased_from_a_deleted_note_do_not_bring_it_back(pair: Pair, tmp_path: Path) -> None:
    field, region = pair
    note = taken(field)
    field.delete("note", note)
    erasure.erase(field, erasure.plan(field, "note", note, ("raw_text",)), "She asked for it")
    notes.save_text(field, note, "New words")

    hand_over(field, region, tmp_path)

    assert [desk.view("note", note).deleted for desk in pair] == [True, True]
    assert conflicts.count(field) == conflicts.count(region) == 0
    assert shown(region)["LBN-TYR"] == shown(field)["LBN-TYR"]


def test_a_decision_that_stays_is_not_sent_back(pair: Pair, tmp_path: Path) -> None:
    field, region = pair
    note = taken(field)
    hand_over(field, region, tmp_path)
    region.change("note", note, {"kind": "quote"})
    hand_over(region, field, tmp_path)
    views = [field.view("note", note) for _window in range(2)]
    for number, view in enumerate(views):
        field.change("note", note, {"raw_text": f"Window {number}"}, view.seen)

    conflicts.resolve(field, f"{note}.raw_text", "Window 1", "Mine")

    assert returning.to_return(field) == []
    sent = sending.export(field, ["MENA-RO"], tmp_path / "up.pdbundle")
    assert (sent.decisions, sent.ops) == (0, 0)
    assert b"Window" not in in_bundle(sent.file, region)


def test_words_that_may_be_elsewhere_can_be_chosen_for_erasure(pair: Pair, tmp_path: Path) -> None:
    field, region = pair
    note = taken(field)
    hand_over(field, region, tmp_path)

    assert "raw_text" in erasure.held_fields(region, "note", note)


def test_after_a_move_the_words_are_still_here_and_still_nowhere_else(
    three: tuple[Desk, Desk, Desk], tmp_path: Path
) -> None:
    tyre, region, saida = three
    held = meeting(tyre)
    kept, shared = taken(tyre, held=held), taken(tyre, "Everybody may read this", held)
    notes.share_raw(tyre, shared)
    hand_over(tyre, region, tmp_path)

    introduce(tyre, saida)

    moving.move(tyre, "consultation", held, "LBN-SAI", "Saïda works there now")
    hand_over(tyre, region, tmp_path)
    hand_over(region, saida, tmp_path)

    assert saida.view("note", kept).elsewhere == ("raw_text",)
    assert saida.view("note", shared)["raw_text"] == "Everybody may read this"
    assert tyre.view("note", kept)["raw_text"] == f"{SECRET} said"
    assert tyre.view("note", kept).scope == saida.view("note", kept).scope == "LBN-SAI"
    assert [set(one.set) for one in apart(tyre, kept)[1]] == [{"raw_text"}]
    assert SECRET.encode() not in on_disk(region) + on_disk(saida)
    assert tyre.view("note", kept).late == region.view("note", kept).late == ()
    assert conflicts.count(region) == conflicts.count(tyre) == 0
    for desk in three:
        assert examine(desk, rebuild=True).problems == []


def test_words_written_for_a_note_that_moves_meanwhile_ask_nobody(
    three: tuple[Desk, Desk, Desk], tmp_path: Path
) -> None:
    tyre, region, _saida = three
    held = meeting(tyre)
    note = taken(tyre, held=held)
    hand_over(tyre, region, tmp_path)
    notes.save_text(tyre, note, "Unknown to whoever moves it")
    moving.move(region, "consultation", held, "MENA-RO", "")

    hand_over(region, tyre, tmp_path)
    hand_over(tyre, region, tmp_path)

    assert tyre.view("note", note).late == ()
    assert conflicts.count(region) == 0
    assert PRIVATE not in shown(tyre)


def test_undoing_a_bundle_leaves_what_was_written_here_for_when_it_comes_again(pair: Pair, tmp_path: Path) -> None:
    field, region = pair
    note = taken(field)
    receipt = hand_over(field, region, tmp_path)
    notes.save_text(region, note, "For my eyes")

    receiving.undo(region, receipt.id)
    alone = region.view("note", note)
    problems = examine(region, rebuild=True).problems
    receiving.accept(region, receipt.id)

    assert (alone.scope, problems) == ("MENA-RO", [])
    again = region.view("note", note)
    assert (again.scope, again["raw_text"], again["consultation_id"] is None) == ("LBN-TYR", "For my eyes", False)
    assert PRIVATE not in shown(region)


def test_ops_of_such_a_stream_are_refused_from_a_bundle(pair: Pair, tmp_path: Path) -> None:
    field, region = pair
    before = ops_of(region)
    forged = msgspec.structs.replace(op(1, kind="note", set={"raw_text": "Forged"}), scope=PRIVATE)
    vectors = Vectors(upto={forged.site: 1})
    manifest = Manifest(sender=field.card(), created="2026-01-01T00:00:00+00:00", scopes={PRIVATE: vectors})
    sent = tmp_path / "bad.pdbundle"
    container.write(sent, manifest, [encode(forged)], field.keys(), [region.keys().recipient])

    with pytest.raises(PartnerDeskError):
        receiving.receive(region, sent)

    assert ops_of(region) == before
    assert receiving.receipts(region) == []


def test_a_strange_context_cannot_reach_what_is_written_here(pair: Pair, tmp_path: Path) -> None:
    field, region = pair
    note = taken(region)
    seen = {f"{region.site} {PRIVATE}": 10**6}
    strange = op(1, kind="note", id=note, ctx=seen, set={"raw_text": None}, why="redact", redact=["raw_text"])
    receiving.accept(region, receiving.receive(region, bundle(field, region, tmp_path / "x.pdbundle", [strange])).id)

    notes.save_text(region, note, "Written after that")

    assert region.view("note", note)["raw_text"] == "Written after that"
    assert examine(region, rebuild=True).problems == []
