"""A note's words stay with the officer who took it, until she chooses otherwise: two devices, through files alone."""

from pathlib import Path

import pytest

from tests.core.cli.conftest import Command, made

WORDS = "Salwa Qabbani says that the checkpoint asks for money"


pytestmark = pytest.mark.usefixtures("english")


@pytest.fixture
def devices(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> tuple[Command, Command]:
    """Give the commands of a field office and of its focal point, who trust each other."""
    field = made(tmp_path / "field", "LBN-TYR", "Bureau de Tyr", "field_officer", capsys)
    region = made(tmp_path / "region", "MENA-RO", "Regional office", "focal_point", capsys)
    for one, other in ((field, region), (region, field)):
        card = tmp_path / f"{other.folder.name}.json"
        code = other.json("keys", "show", "--out", card)["code"]
        assert one("keys", "trust", card, "--code", code) == 0
    return field, region


def handed_over(sender: Command, to: str, receiver: Command) -> None:
    """Carry a bundle from one device to another."""
    bundle = sender.folder.parent / f"{sender.folder.name}.pdbundle"
    sender.json("bundle", "export", "--to", to, "--out", bundle)
    receiver.json("bundle", "import", bundle, "--accept")


def test_an_officer_keeps_her_words_while_the_note_goes_its_way(devices: tuple[Command, Command]) -> None:
    field, region = devices
    meeting = field.new("consultation", "name=Access", "kind=workshop", "attribution_rule=chatham", "consent=oral")
    first = field.new("note", f"consultation_id={meeting}", f"raw_text={WORDS}")
    second = field.new("note", f"consultation_id={meeting}", "raw_text=Permits take three weeks.")
    handed_over(field, "MENA-RO", region)

    # The focal point sees that there are two notes, and no word of them; he asks for a text.
    assert [region.json("record", "show", note)["raw_text"] for note in (first, second)] == [None, None]
    assert "no text to share yet" in region.refused("record", "step", first, "clear")
    region.json("record", "set", first, "kind=risk")
    handed_over(region, "LBN-TYR", field)

    # The officer writes one, clears the other as it is, and hands both over.
    there = field.json("record", "show", first)
    assert (there["raw_text"], there["kind"], there["conflicts"]) == (WORDS, "risk", [])
    field.json("record", "set", first, "shareable_text=Passing a checkpoint may cost money.")
    field.json("record", "step", first, "redact")
    field.json("record", "step", second, "clear")
    handed_over(field, "MENA-RO", region)
    region.json("record", "step", first, "clear")
    assert region.json("record", "show", second)["shareable_text"] == "Permits take three weeks."
    handed_over(region, "LBN-TYR", field)
    states = [field.json("record", "show", note)["status"] for note in (first, second)]
    assert states == ["cleared", "cleared"]

    # Later she chooses that the region may have her words as well, and then that nobody has them.
    field.json("record", "share", first, "--yes")
    handed_over(field, "MENA-RO", region)
    assert region.json("record", "show", first)["raw_text"] == WORDS
    field.json("erase", first, "--fields", "raw_text", "--reason", "She asked for it", "--yes")
    handed_over(field, "MENA-RO", region)
    for command in devices:
        assert command.json("record", "show", first)["raw_text"] is None
        assert WORDS not in str(command.json("record", "history", first))
        assert command.json("doctor")["problems"] == []
    digests = [command.json("doctor")["scopes"]["LBN-TYR"]["digest"] for command in devices]
    assert digests[0] == digests[1]
