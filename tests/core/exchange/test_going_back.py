"""Restored, copied and put-back workspaces: never two ops under one number, and what was lost comes back from others."""

import os
import shutil
from pathlib import Path

import pytest

from partnerdesk import backup, receiving, sending, trust, workspace
from partnerdesk.desk import Desk
from partnerdesk.doctor import examine
from partnerdesk.errors import PartnerDeskError
from partnerdesk.store import sqlcipher
from partnerdesk.store.writer import Draft, Writer
from tests.core.devices import FOCAL, OFFICER, PASSPHRASE, device, hand_over, introduce, shown

Pair = tuple[Desk, Desk]


def test_a_restored_device_gets_its_own_lost_changes_back_and_writes_under_a_new_site(
    pair: Pair, tmp_path: Path
) -> None:
    field, region = pair
    hand_over(field, region, tmp_path)
    hand_over(region, field, tmp_path)
    backup.back_up(field, tmp_path / "monday.pdbackup")
    field.create("partner", {"legal_name": "After the backup"})
    hand_over(field, region, tmp_path)
    hand_over(region, field, tmp_path)

    restored = backup.restore(tmp_path / "monday.pdbackup", tmp_path / "restored", PASSPHRASE)
    restored.create("partner", {"legal_name": "After the restore"})
    hand_over(restored, region, tmp_path)
    hand_over(region, restored, tmp_path)

    assert restored.site != field.site
    assert shown(restored)["LBN-TYR"] == shown(region)["LBN-TYR"]
    assert examine(region).problems == examine(restored).problems == []
    restored.close()


def test_a_restored_focal_point_is_sent_everything_again_also_of_offices_it_lost_altogether(tmp_path: Path) -> None:
    field = device(tmp_path / "field")
    region = device(tmp_path / "region", FOCAL)
    introduce(field, region)
    backup.back_up(region, tmp_path / "empty.pdbackup")
    field.create("partner", {"legal_name": "Cèdre"})
    hand_over(field, region, tmp_path)
    hand_over(region, field, tmp_path)

    restored = backup.restore(tmp_path / "empty.pdbackup", tmp_path / "restored", PASSPHRASE)
    hand_over(restored, field, tmp_path)
    receipt = hand_over(field, restored, tmp_path)

    assert receipt.summary.created["partner"] == 1
    for desk in (field, region, restored):
        desk.close()


def test_a_database_file_put_back_from_an_older_copy_is_noticed(field: Desk) -> None:
    field.close()
    older = (field.folder / "partnerdesk.db").read_bytes()
    later = workspace.open_workspace(field.folder, PASSPHRASE)
    later.create("partner", {"legal_name": "Cèdre"})
    later.close()
    with (field.folder / "partnerdesk.db").open("rb+") as file:
        file.truncate(0)
        file.write(older)

    opened = workspace.open_workspace(field.folder, PASSPHRASE)

    assert opened.site != field.site
    opened.close()
    again = workspace.open_workspace(field.folder, PASSPHRASE)
    assert again.site == opened.site
    again.close()


def test_own_changes_that_come_back_from_others_show_that_this_database_is_an_older_one(
    pair: Pair, tmp_path: Path
) -> None:
    field, region = pair
    field.close()
    shutil.copytree(field.folder, tmp_path / "older")
    opened = workspace.open_workspace(field.folder, PASSPHRASE)
    opened.create("partner", {"legal_name": "Cèdre"})
    hand_over(opened, region, tmp_path)
    opened.close()
    (field.folder / "partnerdesk.written").unlink()
    (field.folder / "partnerdesk.db").write_bytes((tmp_path / "older" / "partnerdesk.db").read_bytes())
    older = workspace.open_workspace(field.folder, PASSPHRASE)
    before = older.site
    hand_over(older, region, tmp_path)

    hand_over(region, older, tmp_path)
    older.create("partner", {"legal_name": "Olivier"})
    receipt = hand_over(older, region, tmp_path)

    assert before == field.site != older.site
    assert receipt.summary.forks == 0
    assert shown(older)["LBN-TYR"] == shown(region)["LBN-TYR"]
    older.close()


def test_a_moved_or_copied_folder_opens_under_a_new_site_and_the_original_keeps_its_own(
    field: Desk, tmp_path: Path
) -> None:
    field.close()
    shutil.copytree(field.folder, tmp_path / "copy")
    sites = []
    for folder in (field.folder, tmp_path / "copy", field.folder):
        desk = workspace.open_workspace(folder, PASSPHRASE)
        sites.append(desk.site)
        desk.close()
    field.folder.rename(tmp_path / "moved")
    moved = workspace.open_workspace(tmp_path / "moved", PASSPHRASE)

    assert sites[0] == sites[2] == field.site
    assert len({*sites, moved.site}) == 3
    moved.close()


def test_devices_of_one_office_hand_bundles_to_each_other(field: Desk, tmp_path: Path) -> None:
    colleague = device(tmp_path / "colleague", OFFICER)
    introduce(field, colleague)
    field.create("partner", {"legal_name": "Cèdre"})
    colleague.create("partner", {"legal_name": "Olivier"})

    hand_over(field, colleague, tmp_path)
    hand_over(colleague, field, tmp_path)

    assert shown(field) == shown(colleague)
    colleague.close()


def test_a_restored_device_can_still_be_revoked_by_the_site_on_its_card(pair: Pair, tmp_path: Path) -> None:
    field, region = pair
    card = field.card()
    field.close()
    field.folder.rename(tmp_path / "moved")
    moved = workspace.open_workspace(tmp_path / "moved", PASSPHRASE)
    hand_over(moved, region, tmp_path)

    trust.revoke(region, card.site)

    assert [peer.state for peer in trust.all_peers(region)] == [trust.REVOKED]
    moved.close()


@pytest.mark.parametrize("keep", [0, 100, 0.5, 0.99])
def test_a_backup_that_was_cut_short_is_refused_and_leaves_nothing(field: Desk, tmp_path: Path, keep: float) -> None:
    backup.back_up(field, tmp_path / "whole.pdbackup")
    content = (tmp_path / "whole.pdbackup").read_bytes()
    cut = tmp_path / "cut.pdbackup"
    cut.write_bytes(content[: int(keep * len(content)) if keep < 1 else int(keep)])

    with pytest.raises(PartnerDeskError, match="no whole backup"):
        backup.restore(cut, tmp_path / "restored", PASSPHRASE)

    assert not [path for path in tmp_path.iterdir() if path.name.startswith("restored")]


def test_a_backup_with_a_changed_byte_is_refused(field: Desk, tmp_path: Path) -> None:
    backup.back_up(field, tmp_path / "whole.pdbackup")
    content = bytearray((tmp_path / "whole.pdbackup").read_bytes())
    content[len(content) // 2] ^= 1
    (tmp_path / "changed.pdbackup").write_bytes(content)

    with pytest.raises(PartnerDeskError, match="no whole backup"):
        backup.restore(tmp_path / "changed.pdbackup", tmp_path / "restored", PASSPHRASE)


def test_a_wrong_passphrase_restores_nothing_and_leaves_nothing(field: Desk, tmp_path: Path) -> None:
    backup.back_up(field, tmp_path / "whole.pdbackup")

    with pytest.raises(PartnerDeskError, match="passphrase"):
        backup.restore(tmp_path / "whole.pdbackup", tmp_path / "restored", "another one altogether, seven words")

    assert not [path for path in tmp_path.iterdir() if path.name.startswith("restored")]


def test_a_backup_never_replaces_the_workspace_itself(field: Desk) -> None:
    with pytest.raises(PartnerDeskError, match="workspace itself"):
        backup.back_up(field, field.folder / "partnerdesk.db")

    assert examine(field).problems == []


def test_left_overs_of_a_killed_program_are_gone_after_the_next_start(field: Desk) -> None:
    field.close()
    left_overs = [
        field.folder / "inbox" / ".partnerdesk-000000000000.scratch",
        field.folder / "backups" / ".partnerdesk-000000000000.partial",
        field.folder / ".partnerdesk-000000000000.partial",
    ]
    for path in left_overs:
        path.write_bytes(b"half")

    workspace.open_workspace(field.folder, PASSPHRASE).close()

    assert [path for path in left_overs if path.exists()] == []


@pytest.mark.parametrize("name", ["été 100% #1? &x=y", "-flag", "a'b\"c", "مكتب"])
def test_a_workspace_may_lie_under_any_name(tmp_path: Path, name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)

    desk = device(Path(name), OFFICER)
    monkeypatch.chdir("/")
    partner = desk.create("partner", {"legal_name": "Cèdre"})
    desk.close()

    again = workspace.open_workspace(tmp_path / name, PASSPHRASE)
    assert again.view("partner", partner)["legal_name"] == "Cèdre"
    again.close()


def test_a_workspace_can_be_made_in_the_folder_where_one_stands(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "here").mkdir()
    monkeypatch.chdir(tmp_path / "here")

    device(Path(), OFFICER).close()

    assert workspace.exists(tmp_path / "here")


def test_an_empty_database_file_is_refused_and_not_filled(field: Desk) -> None:
    field.close()
    (field.folder / "partnerdesk.db").write_bytes(b"")

    with pytest.raises(PartnerDeskError, match="empty or not ours"):
        workspace.open_workspace(field.folder, PASSPHRASE)


def test_a_bundle_may_have_a_name_that_is_no_text(pair: Pair, tmp_path: Path) -> None:
    field, region = pair
    sent = sending.export(field, ["MENA-RO"], tmp_path / "up.pdbundle").file
    strange = sent.rename(tmp_path / "\udcff.pdbundle")

    receipt = receiving.accept(region, receiving.receive(region, strange).id)

    assert receipt.state == receiving.APPLIED
    assert [found.id for found in receiving.receipts(region)] == [receipt.id]


def test_a_backup_holds_what_was_saved_when_another_program_is_in_the_middle_of_a_save(
    field: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sqlcipher, "PATIENCE_MS", 50)
    partner = field.create("partner", {"legal_name": "Cèdre"})

    with field.writing() as connection:
        Writer(connection, field.author).write([Draft("partner", {"legal_name": "Not yet saved"})])
        backup.back_up(field, tmp_path / "now.pdbackup")

    restored = backup.restore(tmp_path / "now.pdbackup", tmp_path / "restored", PASSPHRASE)
    with restored.reading() as connection:
        assert connection.execute("SELECT id FROM partner").fetchall() == [(partner,)]
    restored.close()


def test_a_bundle_is_not_taken_in_when_the_disk_is_nearly_full(
    pair: Pair, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    field, region = pair
    sent = sending.export(field, ["MENA-RO"], tmp_path / "up.pdbundle").file
    monkeypatch.setattr(shutil, "disk_usage", lambda _folder: shutil._ntuple_diskusage(100, 99, 1))

    with pytest.raises(PartnerDeskError, match="nearly full"):
        receiving.receive(region, sent)

    assert receiving.receipts(region) == []
    assert list((region.folder / "inbox").iterdir()) == []


@pytest.mark.skipif(os.name != "posix", reason="links need rights elsewhere")
def test_workspaces_and_bundles_may_be_reached_by_links(pair: Pair, tmp_path: Path) -> None:
    field, region = pair
    (tmp_path / "real").mkdir()
    (tmp_path / "link").symlink_to(tmp_path / "real")
    sent = sending.export(field, ["MENA-RO"], tmp_path / "up.pdbundle").file
    (tmp_path / "linked.pdbundle").symlink_to(sent)

    device(tmp_path / "link", OFFICER).close()
    receipt = receiving.receive(region, tmp_path / "linked.pdbundle")

    assert workspace.exists(tmp_path / "real")
    assert receipt.state == receiving.STAGED


def test_another_file_in_the_place_of_a_bundle_is_refused_with_a_sentence(field: Desk, tmp_path: Path) -> None:
    for source in (tmp_path, tmp_path / "missing", Path("/dev/null")):
        with pytest.raises(PartnerDeskError):
            receiving.receive(field, source)

    assert list((field.folder / "inbox").iterdir()) == []
