"""Keys, bundles and decisions on the command line, between two devices that share nothing but files."""

import json
import shutil
from pathlib import Path

import pytest

from tests.core.cli.conftest import Command, made


@pytest.fixture
def trusted(partnerdesk: Command, region: Command, tmp_path: Path) -> None:
    """Let each side trust the other after comparing the code."""
    for one, other in ((partnerdesk, region), (region, partnerdesk)):
        card = tmp_path / f"{other.folder.name}.json"
        code = other.json("keys", "show", "--out", card)["code"]
        assert one("keys", "trust", card, "--code", code) == 0


@pytest.fixture
def bundle(partnerdesk: Command, trusted: None, tmp_path: Path) -> Path:
    """Write a bundle with one partner for the region."""
    del trusted
    partnerdesk.new("partner", "legal_name=Amal", "org_type=ngo")
    file = tmp_path / "up.pdbundle"
    partnerdesk.json("bundle", "export", "--to", "MENA-RO", "--out", file, "--note", "From the field")
    return file


@pytest.fixture
def disputed(partnerdesk: Command, region: Command, bundle: Path, tmp_path: Path) -> str:
    """Let both sides change one field, send the field's change up, and return the conflict's id."""
    region.json("bundle", "import", bundle, "--accept")
    (record,) = [one["id"] for one in region.json("record", "list", "partner")]
    partnerdesk.json("record", "set", record, "acronym=FIELD")
    region.json("record", "set", record, "acronym=REGION")
    partnerdesk.json("bundle", "export", "--to", "MENA-RO", "--out", tmp_path / "up2.pdbundle", "--small")
    assert region.json("bundle", "import", tmp_path / "up2.pdbundle", "--accept")["conflicts"] == 1
    return f"{record}.acronym"


def test_a_card_says_who_it_is_and_its_code(partnerdesk: Command) -> None:
    card = partnerdesk.json("keys", "show")

    partnerdesk("keys", "show")

    assert (card["office"], card["person"], card["role"]) == ("LBN-TYR", "Person of LBN-TYR", "field_officer")
    assert card["code"] in partnerdesk.out


def test_a_device_is_trusted_only_with_its_code(partnerdesk: Command, region: Command, tmp_path: Path) -> None:
    card = tmp_path / "card.json"
    card.write_text(json.dumps(region.json("keys", "show")), "utf-8")

    assert "not the one" in partnerdesk.refused("keys", "trust", card, "--code", "0000-0000")
    assert "no code was given" in partnerdesk.refused("keys", "trust", card)
    assert "no key card" in partnerdesk.refused("keys", "trust", __file__, "--code", "0000-0000")
    assert partnerdesk.json("keys", "list") == []


@pytest.mark.usefixtures("trusted")
def test_trust_can_be_taken_back(partnerdesk: Command, tmp_path: Path) -> None:
    (peer,) = partnerdesk.json("keys", "list")

    refusal = partnerdesk.refused("keys", "revoke", "0000")
    done = partnerdesk("keys", "revoke", peer["site"])

    assert (peer["office"], peer["state"]) == ("MENA-RO", "trusted")
    assert peer["site"] in refusal
    assert done == 0
    assert partnerdesk.json("keys", "list")[0]["state"] == "revoked"
    assert "MENA-RO" in partnerdesk.refused("bundle", "export", "--to", "MENA-RO", "--out", tmp_path / "x.pdbundle")
    partnerdesk("keys", "list")
    assert "No longer trusted" in partnerdesk.out


def test_a_bundle_is_looked_into_without_taking_it_in(region: Command, bundle: Path) -> None:
    seen = region.json("bundle", "inspect", bundle)

    region("bundle", "inspect", bundle)

    assert (seen["sender"]["office"], seen["trusted"], seen["ops"]) == ("LBN-TYR", True, 3)
    assert seen["note"] == "From the field"
    assert "Person of LBN-TYR" in region.out
    assert region.json("bundle", "list") == []


def test_an_import_without_a_choice_only_shows_what_it_would_do(region: Command, bundle: Path) -> None:
    shown = region.json("bundle", "import", bundle)
    before = region.json("record", "list", "partner")

    accepted = region.json("bundle", "accept", shown["receipt"])

    assert (shown["state"], shown["new"], shown["created"]["partner"]) == ("staged", 3, 1)
    assert before == []
    assert (accepted["state"], accepted["new"]) == ("applied", 3)
    keys = "new known receipt state conflicts created changed decisions forks waiting sender trusted file"
    assert set(keys.split()) <= set(shown)


def test_the_same_bundle_again_brings_nothing_new(region: Command, bundle: Path) -> None:
    region.json("bundle", "import", bundle, "--accept")

    again = region.json("bundle", "import", bundle, "--accept")
    looked_at = region.json("bundle", "import", bundle)

    assert (again["new"], again["known"]) == (0, 3)
    assert looked_at["new"] == 0


def test_a_bundle_can_be_kept_aside_undone_and_thrown_away(region: Command, bundle: Path) -> None:
    kept = region.json("bundle", "import", bundle, "--aside")
    assert kept["state"] == "aside"

    region.json("bundle", "accept", kept["receipt"])
    undone = region.json("bundle", "undo", kept["receipt"])

    assert undone["state"] == "undone"
    assert region.json("record", "list", "partner") == []
    assert region("bundle", "discard", kept["receipt"]) == 0
    assert region.json("bundle", "list") == []
    assert "no receipt" in region.refused("bundle", "undo", kept["receipt"])


def test_the_bundle_of_a_stranger_is_kept_aside(region: Command, bundle: Path) -> None:
    (peer,) = region.json("keys", "list")
    region("keys", "revoke", peer["site"])

    refusal = region.refused("bundle", "import", bundle, "--accept")

    assert "not trusted" in refusal
    (waiting,) = region.json("bundle", "list")
    assert waiting["state"] == "aside"
    region("bundle", "list")
    assert "kept aside" in region.out


def test_what_is_no_bundle_is_refused(region: Command, bundle: Path, tmp_path: Path) -> None:
    cut = tmp_path / "cut.pdbundle"
    cut.write_bytes(bundle.read_bytes()[:-100])

    assert "Nothing was changed" in region.refused("bundle", "import", cut, "--accept")
    assert "Nothing was changed" in region.refused("bundle", "import", tmp_path / "none.pdbundle", "--accept")
    assert "Nothing was changed" in region.refused("bundle", "inspect", __file__)


def test_a_folder_of_bundles_is_taken_in_and_one_bad_one_does_not_stop_the_others(
    region: Command, bundle: Path, tmp_path: Path
) -> None:
    stick = tmp_path / "stick"
    stick.mkdir()
    assert "no bundle" in region.refused("bundle", "import", stick, "--accept")
    (stick / "a.pdbundle").write_text("no bundle", "utf-8")
    shutil.copy(bundle, stick / "b.pdbundle")

    refusal = region.refused("bundle", "import", stick, "--accept", "--json")

    bad, good = json.loads(region.out)
    assert "a.pdbundle" in refusal
    assert "refused" in bad
    assert (good["file"], good["new"]) == ("b.pdbundle", 3)


def test_a_decision_names_both_values_and_what_stood_before(region: Command, disputed: str) -> None:
    (conflict,) = region.json("conflicts", "list")

    region("conflicts", "list")

    assert conflict["id"] == disputed
    assert sorted(side["value"] for side in conflict["values"]) == ["FIELD", "REGION"]
    assert (conflict["field"], conflict["label"], conflict["title"]) == ("acronym", "Acronym", "Amal")
    assert {side["office"] for side in conflict["values"]} >= {"LBN-TYR"}
    assert "FIELD" in region.out
    assert "1 field is to be decided." in region.out
    (listed,) = region.json("record", "list", "partner", "--conflicts")
    assert listed["conflicts"] == 1


def test_a_decision_is_made_with_a_number_of_the_list(region: Command, disputed: str) -> None:
    (conflict,) = region.json("conflicts", "list")
    wanted = [side["value"] for side in conflict["values"]].index("FIELD") + 1

    assert "from 1 to 2" in region.refused("conflicts", "resolve", disputed, "--pick", "3")
    assert region("conflicts", "resolve", disputed, "--pick", wanted, "--reason", "Asked the partner") == 0

    record = disputed.partition(".")[0]
    assert region.json("record", "show", record)["acronym"] == "FIELD"
    assert region.json("record", "history", record)[0]["note"] == "Asked the partner"
    assert region.json("conflicts", "list") == []
    assert "no open decision" in region.refused("conflicts", "resolve", disputed, "--value", "X")


def test_a_decision_may_be_a_third_value(region: Command, disputed: str) -> None:
    assert region("conflicts", "resolve", disputed, "--value", "THIRD") == 0

    assert "THIRD" in region.out
    assert region.json("record", "show", disputed.partition(".")[0])["acronym"] == "THIRD"


def test_a_record_shows_that_a_field_is_to_be_decided(region: Command, disputed: str) -> None:
    record = disputed.partition(".")[0]

    region("record", "show", record)

    assert "(to be decided)" in region.out
    assert region.json("record", "show", record)["conflicts"] == ["acronym"]


def test_the_office_sees_what_was_decided_by_whom_and_why(
    partnerdesk: Command, region: Command, disputed: str, tmp_path: Path
) -> None:
    region("conflicts", "resolve", disputed, "--value", "REGION", "--reason", "As registered")
    region.json("bundle", "export", "--to", "LBN-TYR", "--out", tmp_path / "down.pdbundle")

    assert partnerdesk.json("bundle", "import", tmp_path / "down.pdbundle", "--accept")["decisions"] == 1

    (decided,) = partnerdesk.json("conflicts", "decided")
    assert decided["values"] == {"acronym": "REGION"}
    assert (decided["by"], decided["note"], decided["title"]) == ("Person of MENA-RO", "As registered", "Amal")
    partnerdesk("conflicts", "decided")
    assert "As registered" in partnerdesk.out


def test_a_key_travels_as_text_and_as_a_sheet_and_is_revoked_with_a_reason(
    partnerdesk: Command, region: Command, tmp_path: Path
) -> None:
    partnerdesk("keys", "show", "--text", "--qr", tmp_path / "sheet.pdf")
    text = partnerdesk.out
    shown = partnerdesk.json("keys", "show")

    trusted = region.json("keys", "trust", "--text", text, "--code", shown["code"])
    region("keys", "revoke", trusted["site"], "--reason", "Stolen")
    listed = region.json("keys", "list")

    assert (tmp_path / "sheet.pdf").read_bytes().startswith(b"%PDF")
    assert text.strip() == shown["text"]
    assert [(one["state"], one["reason"]) for one in listed] == [("revoked", "Stolen")]
    assert "Name a file" in region.refused("keys", "trust", "--code", shown["code"])


def test_the_sender_of_a_bundle_that_came_can_be_trusted_by_its_receipt(
    partnerdesk: Command, region: Command, tmp_path: Path
) -> None:
    partnerdesk.json("keys", "show", "--out", tmp_path / "field.json")
    card = region.json("keys", "show", "--out", tmp_path / "region.json")
    partnerdesk.json("keys", "trust", tmp_path / "region.json", "--code", card["code"])
    partnerdesk.json("bundle", "export", "--to", "MENA-RO", "--out", tmp_path / "up.pdbundle")
    receipt = region.json("bundle", "import", tmp_path / "up.pdbundle")
    region("keys", "list")
    unknown = region.out

    code = partnerdesk.json("keys", "show")["code"]
    region.json("keys", "trust", "--receipt", receipt["receipt"], "--code", code)

    assert "Unknown" in unknown
    assert region.json("bundle", "accept", receipt["receipt"])["state"] == "applied"


def test_a_new_device_is_welcomed_with_a_kit(
    partnerdesk: Command, region: Command, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    newcomer = made(tmp_path / "newcomer", "LBN-TYR", "Bureau de Tyr", "field_officer", capsys)
    cards = {}
    for who, command in (("field", partnerdesk), ("region", region), ("newcomer", newcomer)):
        cards[who] = command.json("keys", "show", "--out", tmp_path / f"{who}.json")
    for who in ("field", "newcomer"):
        region.json("keys", "trust", tmp_path / f"{who}.json", "--code", cards[who]["code"])
    region.new("partner", "legal_name=Cedar", "org_type=ngo")

    kit = region.json("bundle", "welcome", "--to", cards["newcomer"]["site"], tmp_path / "kit.pdbundle")
    refused = newcomer.refused("bundle", "open-welcome", tmp_path / "kit.pdbundle")
    opened = newcomer.json("bundle", "open-welcome", tmp_path / "kit.pdbundle", "--code", cards["region"]["code"])
    accepted = newcomer.json("keys", "accept-vouched")

    assert kit["vouched"] == [cards["field"]["site"]]
    assert "no code was given" in refused
    assert opened["vouched"] == [{"site": cards["field"]["site"], "state": "vouched"}]
    assert [(one["site"], one["state"]) for one in accepted] == [(cards["field"]["site"], "trusted")]
