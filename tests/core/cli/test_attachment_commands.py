"""Attachments on the command line: added, listed, saved, removed, and handed over with bundles or later."""

from pathlib import Path

import pytest

from tests.core.cli.conftest import Command


@pytest.fixture
def scan(tmp_path: Path) -> Path:
    """Give a file to attach."""
    file = tmp_path / "Procès-verbal.pdf"
    file.write_bytes(b"%PDF-1.7 minutes" * 200)
    return file


@pytest.fixture
def partner(partnerdesk: Command) -> str:
    """Record a partner and return its id."""
    return partnerdesk.new("partner", "legal_name=Amal")


def trust(one: Command, other: Command, folder: Path) -> None:
    """Let one device trust another."""
    card = folder / f"{other.folder.name}.pdkey"
    code = other.json("keys", "show", "--out", card)["code"]
    assert one("keys", "trust", card, "--code", code) == 0, one.err


def test_a_file_is_attached_listed_saved_and_removed(
    partnerdesk: Command, partner: str, scan: Path, tmp_path: Path
) -> None:
    (made,) = partnerdesk.json(
        "attachment", "add", partner, scan, "--caption", "Réunion", "--kind", "minutes", "--stays"
    )
    listed = partnerdesk.json("attachment", "list", partner)
    saved = partnerdesk.json("attachment", "save", made["id"], "--out", tmp_path)
    partnerdesk("attachment", "remove", made["id"], "--reason", "Mauvais partenaire")

    assert listed == [made]
    assert (made["name"], made["state"], made["bytes"]) == (scan.name, "here", scan.stat().st_size)
    assert (made["kind"], made["caption"], made["include_in_bundle"]) == ("minutes", "Réunion", False)
    assert Path(saved["file"]).read_bytes() == scan.read_bytes()
    assert partnerdesk.json("attachment", "list", partner) == []
    assert partnerdesk("record", "restore", made["id"]) == 0
    assert partnerdesk.json("attachment", "list", partner)[0]["id"] == made["id"]


def test_a_list_for_people_tells_size_and_state(partnerdesk: Command, partner: str, scan: Path) -> None:
    partnerdesk("attachment", "add", partner, scan)

    partnerdesk("attachment", "list", partner)

    assert "3 kB" in partnerdesk.out
    assert "here" in partnerdesk.out
    assert "1 file" in partnerdesk.out


def test_what_cannot_be_attached_is_refused(partnerdesk: Command, partner: str, scan: Path, tmp_path: Path) -> None:
    assert "no such file" in partnerdesk.refused("attachment", "add", partner, tmp_path / "nothing.pdf")
    assert "galactic" in partnerdesk.refused("attachment", "add", partner, scan, "--sensitivity", "galactic")
    assert "attachment add" in partnerdesk.refused("record", "new", "attachment", "name=x")


def test_files_are_handed_over_with_a_bundle_or_later(
    partnerdesk: Command, region: Command, partner: str, scan: Path, tmp_path: Path
) -> None:
    trust(partnerdesk, region, tmp_path)
    trust(region, partnerdesk, tmp_path)
    partnerdesk("attachment", "add", partner, scan)
    up, down = tmp_path / "up.pdbundle", tmp_path / "down.pdbundle"

    without = partnerdesk.json("bundle", "export", "--to", "MENA-RO", "--out", up, "--without-attachments")
    later = region.json("bundle", "inspect", up)["attachments"]
    region("bundle", "import", up, "--accept")
    missing = region.json("attachment", "list", partner)[0]
    refusal = region.refused("attachment", "save", missing["id"], "--out", tmp_path / "copy.pdf")
    region("bundle", "export", "--to", "LBN-TYR", "--out", down)
    partnerdesk("bundle", "import", down, "--accept")
    asked = partnerdesk.json("bundle", "export", "--to", "MENA-RO", "--out", up)
    region("bundle", "inspect", up)
    told = region.out
    region("bundle", "import", up, "--accept")

    assert (without["attachments"], without["attachments_left"], asked["attachments"]) == (0, 1, 1)
    assert [file["here"] for file in later] == [False]
    assert missing["state"] == "missing"
    assert "not been received yet" in refusal
    assert "1 file, 3 kB" in told
    assert region.json("attachment", "list", partner)[0]["state"] == "here"
