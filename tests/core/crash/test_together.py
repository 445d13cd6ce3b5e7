"""Window and command line at work on one workspace at the same time: two processes, one journal."""

import os
import subprocess
import sys
import time
from pathlib import Path

import pytest

from partnerdesk import receiving, sending, workspace
from partnerdesk.doctor import examine
from partnerdesk.errors import PartnerDeskError
from partnerdesk.store import database, sqlcipher
from partnerdesk.store.engine import Connection, rows
from tests.core.devices import FOCAL, OFFICER, PASSPHRASE, device, hand_over, introduce

SAVES = 60
ROOT = Path(__file__).parents[3]

WRITER = """
import sys
from pathlib import Path
from partnerdesk import workspace
desk = workspace.open_workspace(Path(sys.argv[1]), sys.argv[2])
shared, name = sys.argv[3], sys.argv[4]
print("ready", flush=True)
sys.stdin.readline()
for number in range(int(sys.argv[5])):
    partner = desk.create("partner", {"legal_name": f"{name} {number}"})
    seen = desk.view("partner", shared)
    desk.change("partner", shared, {"aliases": [*seen["aliases"], f"{name} {number}"]}, seen.seen)
    print(partner, flush=True)
desk.close()
"""


def start(folder: Path, shared: str, name: str) -> subprocess.Popen[str]:
    command = [sys.executable, "-c", WRITER, str(folder), PASSPHRASE, shared, name, str(SAVES)]
    pipe = subprocess.PIPE
    return subprocess.Popen(command, stdin=pipe, stdout=pipe, text=True, cwd=ROOT, env={**os.environ})


def test_two_processes_that_save_at_once_lose_nothing_and_share_no_number(tmp_path: Path) -> None:
    desk = device(tmp_path / "w", OFFICER)
    shared = desk.create("partner", {"legal_name": "Cèdre"})
    writers = [start(desk.folder, shared, name) for name in ("window", "command")]
    for writer in writers:
        assert writer.stdout is not None
        assert writer.stdout.readline() == "ready\n"

    saved = [line for words in _all(writers) for line in words.split()]

    with desk.reading() as connection:
        there = {row[0] for row in rows(connection, "SELECT id FROM partner")}
        numbers = [row[0] for row in rows(connection, "SELECT seq FROM op ORDER BY seq")]
    assert len(saved) == 2 * SAVES
    assert there == {*saved, shared}
    assert numbers == list(range(1, len(numbers) + 1))
    assert len(desk.view("partner", shared)["aliases"]) == 2 * SAVES
    assert examine(desk, rebuild=True).problems == []
    desk.close()


def _all(writers: list[subprocess.Popen[str]]) -> list[str]:
    """Let both begin at once, and return what each says until it ends well."""
    for writer in writers:
        assert writer.stdin is not None
        writer.stdin.write("go\n")
        writer.stdin.flush()
    words = [writer.communicate(timeout=120)[0] for writer in writers]
    assert [writer.returncode for writer in writers] == [0, 0]
    return words


def test_whoever_waits_too_long_for_another_program_is_told_in_a_sentence(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sqlcipher, "PATIENCE_MS", 50)
    desk = device(tmp_path / "w", OFFICER)
    other = workspace.open_workspace(desk.folder, PASSPHRASE)

    with other.writing(), pytest.raises(PartnerDeskError, match="Another program is writing"):
        desk.create("partner", {"legal_name": "Cèdre"})

    desk.create("partner", {"legal_name": "Cèdre"})
    other.close()
    desk.close()


def test_records_can_be_read_and_the_workspace_opened_while_another_program_writes(tmp_path: Path) -> None:
    desk = device(tmp_path / "w", OFFICER)
    partner = desk.create("partner", {"legal_name": "Cèdre"})

    with desk.writing():
        began = time.monotonic()
        other = workspace.open_workspace(desk.folder, PASSPHRASE)
        seen = other.view("partner", partner)
        waited = time.monotonic() - began

    assert seen["legal_name"] == "Cèdre"
    assert waited < sqlcipher.PATIENCE_MS / 2000
    other.close()
    desk.close()


def test_an_update_waits_until_no_other_program_uses_the_workspace(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sqlcipher, "PATIENCE_MS", 50)
    desk = device(tmp_path / "w", OFFICER)
    with desk.writing() as connection:
        connection.execute("UPDATE alembic_version SET version_num = '0000'")

    with pytest.raises(PartnerDeskError, match="Another program"):
        workspace.open_workspace(desk.folder, PASSPHRASE)

    partner = desk.create("partner", {"legal_name": "Cèdre"})
    desk.close()
    _pretend_there_is_a_migration(monkeypatch)
    updated = workspace.open_workspace(desk.folder, PASSPHRASE)
    assert updated.site == desk.site
    assert updated.view("partner", partner)["legal_name"] == "Cèdre"
    updated.close()


def _pretend_there_is_a_migration(monkeypatch: pytest.MonkeyPatch) -> None:
    def upgrade(connection: Connection) -> None:
        connection.execute("UPDATE alembic_version SET version_num = ?", (database.SCHEMA,))

    monkeypatch.setattr(database, "_upgrade", upgrade)


def test_an_import_in_one_process_and_saves_in_another_both_arrive(tmp_path: Path) -> None:
    office, region = device(tmp_path / "office", OFFICER), device(tmp_path / "region", FOCAL)
    introduce(office, region)
    shared = office.create("partner", {"legal_name": "Cèdre"})
    hand_over(office, region, tmp_path)
    for number in range(200):
        office.create("partner", {"legal_name": f"Office {number}"})
    sending.export(office, [FOCAL.office], tmp_path / "up.pdbundle")
    writer = start(region.folder, shared, "region")
    assert writer.stdout is not None
    assert writer.stdout.readline() == "ready\n"

    assert writer.stdin is not None
    writer.stdin.write("go\n")
    writer.stdin.flush()
    receipt = receiving.accept(region, receiving.receive(region, tmp_path / "up.pdbundle").id)
    words = writer.communicate(timeout=120)[0]

    assert receipt.summary.created["partner"] == 200
    assert len(words.split()) == SAVES
    with region.reading() as connection:
        assert rows(connection, "SELECT count(*) FROM partner") == [(201 + SAVES,)]
    assert examine(region, rebuild=True).problems == []
    office.close()
    region.close()
