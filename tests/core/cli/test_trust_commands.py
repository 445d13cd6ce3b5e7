"""Several bundles, what a copied workspace wrote, and a new site, on the command line."""

import shutil
from pathlib import Path

import pytest

from partnerdesk import sending, trust, workspace
from partnerdesk.desk import Desk
from tests.core.cli.conftest import PASSPHRASE, Command, made
from tests.core.exchange import forged


def opened(command: Command) -> Desk:
    return workspace.open_workspace(command.folder, PASSPHRASE)


@pytest.fixture
def stick(partnerdesk: Command, region: Command, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Path:
    """Give a folder with the bundles of a trusted and of an unknown office, and a file that is no bundle."""
    other = made(tmp_path / "other", "KEN-NBO", "Nairobi", "field_officer", capsys)
    folder = tmp_path / "stick"
    folder.mkdir()
    focal = opened(region)
    for command in (partnerdesk, other):
        desk = opened(command)
        trust.trust_card(desk, focal.card())
        if command is partnerdesk:
            trust.trust_card(focal, desk.card())
        desk.create("partner", {"legal_name": f"Partner of {desk.office}"})
        sending.export(desk, ["MENA-RO"], folder / f"{desk.office}.pdbundle")
        desk.close()
    focal.close()
    (folder / "a.pdbundle").write_text("no bundle", "utf-8")
    return folder


def test_several_bundles_are_one_table_before_and_after_they_are_merged(region: Command, stick: Path) -> None:
    code = region("bundle", "import", stick)
    looked_at, reasons = region.out, region.err
    refusal = region.refused("bundle", "import", stick, "--accept")

    assert code == 1
    assert all(word in looked_at for word in ("KEN-NBO", "LBN-TYR", "refused"))
    assert "waits" in looked_at
    assert "a.pdbundle" in reasons
    assert "KEN-NBO.pdbundle: its sender" in refusal
    assert "merged" in region.out
    assert "kept aside" in region.out
    assert {one["file"]: one["state"] for one in region.json("bundle", "list")} == {
        "LBN-TYR.pdbundle": "applied",
        "KEN-NBO.pdbundle": "aside",
    }


@pytest.fixture
def kept_out(partnerdesk: Command, region: Command, stick: Path, tmp_path: Path) -> str:
    """Merge a bundle of a copied workspace at the region and return the name of the change that was kept out."""
    field, focal = opened(partnerdesk), opened(region)
    other = forged.op(1, site=field.site, id="b" * 32, set={"legal_name": "Clone"}, by="Rima")
    forged.bundle(field, focal, tmp_path / "copy.pdbundle", [other])
    field.close()
    focal.close()
    region("bundle", "import", stick / "LBN-TYR.pdbundle", "--accept")
    region.json("bundle", "import", tmp_path / "copy.pdbundle", "--accept")
    (fork,) = region.json("forks", "list")
    (change,) = fork["changes"]
    return str(change["change"])


def test_what_was_kept_out_is_listed_shown_and_taken_over(region: Command, kept_out: str) -> None:
    problem = region.refused("doctor")
    region("forks", "list")
    listed = region.out
    region("forks", "show", kept_out[:8])
    compared = region.out

    assert region("forks", "adopt", kept_out[:8]) == 0

    assert "was copied and used in two places" in problem
    assert "copy.pdbundle" in listed
    assert "Clone" in compared
    assert region.json("record", "show", "b" * 32)["legal_name"] == "Clone"
    assert region("doctor") == 0
    assert "taken over already" in region.refused("forks", "adopt", kept_out)


def test_what_was_kept_out_can_be_left_out(region: Command, kept_out: str) -> None:
    assert region("forks", "leave") == 0

    assert region("doctor") == 0
    region("forks", "list")
    assert "left out" in region.out
    assert "no such change" in region.refused("forks", "show", "ffff")
    assert region.json("forks", "show", kept_out)["title"] == "Clone"


def test_the_first_command_in_a_copy_says_that_it_counts_as_another_device(
    partnerdesk: Command, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    shutil.copytree(partnerdesk.folder, tmp_path / "copy")
    copy = Command(tmp_path / "copy", capsys)

    copy("keys", "show")
    first = copy.err
    copy("keys", "show")

    assert "device of its own" in first
    assert copy.err == ""
