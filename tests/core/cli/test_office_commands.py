"""Moving records, offices and decisions sent back, on the command line."""

from pathlib import Path

import pytest

from tests.core.cli.conftest import Command


@pytest.fixture
def trusted(partnerdesk: Command, region: Command, tmp_path: Path) -> None:
    """Let each side trust the other after comparing the code."""
    for one, other in ((partnerdesk, region), (region, partnerdesk)):
        card = tmp_path / f"{other.folder.name}.json"
        code = other.json("keys", "show", "--out", card)["code"]
        assert one("keys", "trust", card, "--code", code) == 0


@pytest.mark.usefixtures("trusted")
def test_a_partner_is_moved_after_a_look_at_what_goes_along(partnerdesk: Command) -> None:
    partner = partnerdesk.new("partner", "legal_name=Amal", "org_type=ngo")
    partnerdesk.new("contact", f"partner_id={partner}", "name=Nour")

    preview = partnerdesk.json("record", "move", "partner", partner, "--to", "MENA-RO", "--dry-run")
    done = partnerdesk.json("record", "move", "partner", partner, "--to", "MENA-RO", "--why", "Regional now")

    assert (preview["done"], preview["along"]) == (False, {"partner": 1, "contact": 1})
    assert (done["done"], done["number"], done["office"], done["to"]) == (True, 2, "LBN-TYR", "MENA-RO")
    assert partnerdesk.json("record", "list", "partner") == []
    assert "has moved to MENA-RO" in partnerdesk.refused("record", "set", partner, "acronym=X")
    partnerdesk("record", "show", partner)
    assert "moved to MENA-RO" in partnerdesk.out
    partnerdesk("record", "history", partner)
    assert "Moved to another office" in partnerdesk.out
    assert "Regional now" in partnerdesk.out


def test_a_move_to_an_unknown_office_or_of_a_part_is_refused(partnerdesk: Command) -> None:
    partner = partnerdesk.new("partner", "legal_name=Amal", "org_type=ngo")
    contact = partnerdesk.new("contact", f"partner_id={partner}", "name=Nour")

    assert "not known here" in partnerdesk.refused("record", "move", "partner", partner, "--to", "NOWHERE")
    assert "can be moved" in partnerdesk.refused("record", "move", "contact", contact, "--to", "LBN-TYR")
    assert "already" in partnerdesk.refused("record", "move", "partner", partner, "--to", "LBN-TYR")


def test_a_focal_point_records_offices_and_what_was_left_behind_is_listed(region: Command) -> None:
    assert region("office", "record", "LBN-SAI", "--name", "Saïda", "--parent", "MENA-RO") == 0

    listed = region.json("office", "list")
    region("office", "list")

    assert {"code": "LBN-SAI", "name": "Saïda", "parent": "MENA-RO"} in listed
    assert "Saïda" in region.out
    assert region.json("record", "left-behind") == []


@pytest.mark.usefixtures("trusted")
def test_decisions_are_sent_back_and_read_with_what_they_replaced(
    partnerdesk: Command, region: Command, tmp_path: Path
) -> None:
    partner = partnerdesk.new("partner", "legal_name=Amal", "org_type=ngo")
    up, back = tmp_path / "up.pdbundle", tmp_path / "back.pdbundle"
    partnerdesk.json("bundle", "export", "--to", "MENA-RO", "--out", up)
    region.json("bundle", "import", up, "--accept")
    partnerdesk.json("record", "set", partner, "acronym=FIELD")
    region.json("record", "set", partner, "acronym=REGION")
    partnerdesk.json("bundle", "export", "--to", "MENA-RO", "--out", up)
    region.json("bundle", "import", up, "--accept")
    region("conflicts", "resolve", f"{partner}.acronym", "--value", "REGION", "--reason", "As on the stamp")

    sent = region.json("bundle", "export", "--decided", "--out", back)
    partnerdesk.json("bundle", "import", back, "--accept")
    partnerdesk("conflicts", "decided")

    assert (sent["decisions"], sent["to"]) == (1, ["LBN-TYR: Person of LBN-TYR"])
    for words in ("Acronym: REGION", "instead of FIELD, written here", "As on the stamp"):
        assert words in partnerdesk.out
    (found,) = partnerdesk.json("conflicts", "decided", "--unread", "--read")
    assert found["fields"][0]["lost"][0]["value"] == "FIELD"
    assert partnerdesk.json("conflicts", "decided", "--unread") == []
    partnerdesk.json("bundle", "export", "--to", "MENA-RO", "--out", up)
    region.json("bundle", "import", up, "--accept")
    assert "has confirmed" in region.refused("bundle", "export", "--decided", "--out", back)
