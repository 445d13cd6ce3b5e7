"""Notes on the command line: where their words are, sharing them after a yes, and a note that came without them."""

from pathlib import Path

from tests.core.cli.conftest import Command

ELSEWHERE = "The words as noted are kept on the device that took them."


def noted(partnerdesk: Command) -> str:
    meeting = partnerdesk.new("consultation", "name=Forum", "kind=workshop")
    return partnerdesk.new("note", f"consultation_id={meeting}", "raw_text=Salwa said")


def hand_over(sender: Command, to: str, receiver: Command) -> None:
    for one, other in ((sender, receiver), (receiver, sender)):
        card = one.folder.parent / f"{other.folder.name}.json"
        code = other.json("keys", "show", "--out", card)["code"]
        one("keys", "trust", card, "--code", code)
    bundle = sender.folder.parent / "up.pdbundle"
    sender.json("bundle", "export", "--to", to, "--out", bundle)
    assert b"Salwa" not in bundle.read_bytes()
    receiver.json("bundle", "import", bundle, "--accept")


def test_words_are_shared_after_a_yes(partnerdesk: Command) -> None:
    note = noted(partnerdesk)

    partnerdesk("record", "show", note)
    before = partnerdesk.out
    refused = partnerdesk.refused("record", "share", note)
    stays = partnerdesk.json("record", "show", note)["stays"]
    shared = partnerdesk.json("record", "share", note, "--yes")
    partnerdesk("record", "show", note)

    assert "(Stays on this device)" in before
    assert "--yes" in refused
    assert "cannot be taken back" in refused
    assert (stays, shared["stays"]) == (["raw_text"], [])
    assert "(Travels with bundles)" in partnerdesk.out
    assert "Nothing of this record stays" in partnerdesk.refused("record", "share", note, "--yes")
    partnerdesk("record", "history", note)
    assert partnerdesk.out.count("Only on this device") == 1
    assert [one["stays"] for one in partnerdesk.json("record", "history", note)] == [False, True, False]


def test_other_records_have_nothing_to_share(partnerdesk: Command) -> None:
    partner = partnerdesk.new("partner", "legal_name=Cèdre", "org_type=ngo")

    assert "Nothing of this record stays" in partnerdesk.refused("record", "share", partner, "--yes")
    assert partnerdesk.json("record", "show", partner)["stays"] == []


def test_a_note_that_came_without_its_words_reads_well(partnerdesk: Command, region: Command, tmp_path: Path) -> None:
    assert tmp_path in partnerdesk.folder.parents
    note = noted(partnerdesk)
    hand_over(partnerdesk, "MENA-RO", region)

    region("record", "show", note)
    shown = region.out
    region("record", "list", "note")
    listed = region.out
    region.json("record", "set", note, "themes=access")
    told = region.json("record", "show", note)

    assert ELSEWHERE in shown
    assert "(the words are not on this device)" in listed
    assert (told["raw_text"], told["title"], told["themes"]) == (None, "", ["access"])
    assert region("doctor") == 0
    assert "~" not in region.out
    region("office", "list")
    assert "~" not in region.out
