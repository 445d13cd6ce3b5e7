"""A partner moves from one field office to another: three devices, told from the command line, through files alone."""

from pathlib import Path

import pytest

from tests.core.cli.conftest import Command, made

pytestmark = pytest.mark.usefixtures("english")


@pytest.fixture
def devices(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> tuple[Command, Command, Command]:
    """Give the commands of two field offices and of their focal point, who trust each other."""
    tyre = made(tmp_path / "tyre", "LBN-TYR", "Bureau de Tyr", "field_officer", capsys)
    saida = made(tmp_path / "saida", "LBN-SAI", "Bureau de Saïda", "field_officer", capsys)
    region = made(tmp_path / "region", "MENA-RO", "Regional office", "focal_point", capsys)
    for field in (tyre, saida):
        for one, other in ((field, region), (region, field)):
            card = tmp_path / f"{other.folder.name}.json"
            code = other.json("keys", "show", "--out", card)["code"]
            assert one("keys", "trust", card, "--code", code) == 0
    return tyre, region, saida


def handed_over(sender: Command, to: str, receiver: Command) -> dict[str, object]:
    """Carry a bundle from one device to another, and return its receipt."""
    bundle = sender.folder.parent / f"{sender.folder.name}-{receiver.folder.name}.pdbundle"
    sender.json("bundle", "export", "--to", to, "--out", bundle)
    receipt: dict[str, object] = receiver.json("bundle", "import", bundle, "--accept")
    return receipt


def test_a_partner_moves_with_all_its_records_and_nothing_is_left_or_lost(
    devices: tuple[Command, Command, Command],
) -> None:
    tyre, region, saida = devices
    handed_over(saida, "MENA-RO", region)
    partner = tyre.new("partner", "legal_name=Amal", "org_type=ngo", "acronym=AM")
    contact = tyre.new("contact", f"partner_id={partner}", "name=Nour")
    handed_over(tyre, "MENA-RO", region)

    # The focal point moves it, while Tyr, who does not know, goes on working on it.
    planned = region.json("record", "move", "partner", partner, "--to", "LBN-SAI", "--dry-run")
    region.json("record", "move", "partner", partner, "--to", "LBN-SAI", "--why", "Works in Saïda now")
    tyre.json("record", "set", partner, "acronym=AMAL")
    late = tyre.new("contact", f"partner_id={partner}", "name=Rima")
    handed_over(region, "LBN-TYR", tyre)
    handed_over(region, "LBN-SAI", saida)
    handed_over(tyre, "MENA-RO", region)

    # Tyr sees where it went; what it changed waits for the focal point, who lets it stand, and lets the contact follow.
    there = tyre.json("record", "show", partner)
    assert (planned["along"], there["away"], there["scope"]) == ({"partner": 1, "contact": 1}, True, "LBN-SAI")
    assert there["late"] == ["acronym"]
    assert "has moved to LBN-SAI" in tyre.refused("record", "set", contact, "name=X")
    (open_one,) = region.json("conflicts", "list")
    region.json("conflicts", "resolve", open_one["id"], "--value", "AMAL", "--reason", "As they call themselves")
    (left,) = region.json("record", "left-behind")
    assert left["record"] == late
    region.json("record", "move", "partner", partner, "--to", "LBN-SAI")
    handed_over(region, "LBN-TYR", tyre)
    handed_over(region, "LBN-SAI", saida)

    # Saïda has all of it and works on; the region sees the same; Tyr has nothing open and nothing half there.
    saida.json("record", "set", partner, "place=Saïda")
    handed_over(saida, "MENA-RO", region)
    for command in (saida, region):
        shown = command.json("record", "show", partner)
        assert (shown["acronym"], shown["place"], shown["conflicts"]) == ("AMAL", "Saïda", [])
        assert {one["id"] for one in command.json("record", "list", "contact")} == {contact, late}
    assert tyre.json("record", "show", partner)["late"] == []
    assert tyre.json("record", "list", "partner") == tyre.json("record", "list", "contact") == []
    (told,) = tyre.json("conflicts", "decided")
    assert (told["note"], told["office"]) == ("As they call themselves", "MENA-RO")
    first = saida.json("record", "history", partner)[-1]
    assert (first["left"], first["elsewhere"], first["note"]) == (["LBN-TYR"], ["LBN-TYR"], "Works in Saïda now")
    for command in devices:
        assert command("doctor") == 0, command.err

    # And it comes back, with what Saïda did.
    saida.json("record", "move", "partner", partner, "--to", "LBN-TYR", "--why", "Back again")
    handed_over(saida, "MENA-RO", region)
    handed_over(region, "LBN-TYR", tyre)
    assert tyre.json("record", "show", partner)["place"] == "Saïda"
    assert region.json("conflicts", "list") == tyre.json("conflicts", "list") == []
    assert saida.json("record", "list", "partner") == []
