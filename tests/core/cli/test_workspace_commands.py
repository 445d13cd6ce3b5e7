"""Workspaces on the command line: made, filled with sample data, passphrases, check-up, backup."""

import json
import os
import select
import sys
from pathlib import Path

import pytest

from partnerdesk.__main__ import main
from tests.core.cli.conftest import PASSPHRASE, Command

IDENTITY = ("--office", "LBN-TYR", "--office-name", "Bureau de Tyr", "--person", "Agente")
OTHER = "several other words that open it as well"


@pytest.fixture
def nowhere(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Command:
    """Return the command for a folder in which there is no workspace yet."""
    return Command(tmp_path / "new", capsys)


def test_a_new_workspace_shows_its_recovery_key_once(nowhere: Command) -> None:
    made = nowhere.json("init", *IDENTITY, "--language", "fr")

    assert made["recovery_key"].startswith("AGE-SECRET-KEY-1")
    assert (made["office"], made["language"]) == ("LBN-TYR", "fr")
    assert [one["name"] for one in nowhere.json("record", "list", "person")] == ["Agente"]
    assert "not empty" in nowhere.refused("init", *IDENTITY) or "n’est pas vide" in nowhere.err


def test_a_new_workspace_for_people(nowhere: Command) -> None:
    assert nowhere("init", *IDENTITY, "--role", "focal_point") == 0

    assert str(nowhere.folder) in nowhere.out
    assert nowhere.out.splitlines()[-1].startswith("AGE-SECRET-KEY-1")


def test_what_cannot_be_a_workspace_is_refused_and_leaves_nothing(
    nowhere: Command, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert "focal_point" in nowhere.refused("init", *IDENTITY, "--role", "king")
    assert "LBN-TYR" in nowhere.refused("init", "--office", "Tyr!", "--office-name", "x", "--person", "y")
    monkeypatch.setenv("PARTNERDESK_PASSPHRASE", "")
    assert "empty" in nowhere.refused("init", *IDENTITY)
    assert not nowhere.folder.exists()
    assert nowhere("init", "--office", "LBN-TYR") == 2


def test_a_weak_passphrase_is_taken_with_advice(nowhere: Command, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PARTNERDESK_PASSPHRASE", "short")

    assert nowhere("init", *IDENTITY) == 0

    assert "words" in nowhere.err


def test_sample_data_fill_a_new_workspace(nowhere: Command) -> None:
    made = nowhere.json("demo", "--size", "S", "--seed", "7", *IDENTITY)

    assert made["counts"]["partner"] >= 12
    assert made["seconds"] > 0
    assert len(nowhere.json("record", "list", "partner")) == made["counts"]["partner"]


def test_a_workspace_that_is_not_there_is_refused_without_asking_for_a_passphrase(
    nowhere: Command, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("PARTNERDESK_PASSPHRASE")

    assert "partnerdesk init" in nowhere.refused("record", "list", "partner")
    assert "partnerdesk init" in nowhere.refused("passphrase", "change")
    assert "partnerdesk init" in nowhere.refused("recover")


def test_the_workspace_can_be_named_in_the_environment(
    partnerdesk: Command, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("PARTNERDESK_WORKSPACE", str(partnerdesk.folder))

    assert main(["record", "list", "office", "--json"]) == 0

    assert json.loads(capsys.readouterr().out)[0]["name"] == "Bureau de Tyr"


def test_the_passphrase_comes_from_a_file(
    partnerdesk: Command, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "passphrase.txt"
    file.write_bytes(b"\xef\xbb\xbf" + PASSPHRASE.encode() + b"\r\nnot this line\r\n")
    monkeypatch.setenv("PARTNERDESK_PASSPHRASE", "wrong")
    words = ["--workspace", str(partnerdesk.folder)]

    assert main([*words, "--passphrase-file", str(file), "record", "list", "partner"]) == 0
    assert main([*words, "record", "list", "partner"]) == 1
    assert main([*words, "--passphrase-file", str(tmp_path / "none.txt"), "record", "list", "partner"]) == 1
    assert "none.txt" in capsys.readouterr().err


def test_without_a_passphrase_and_a_terminal_the_command_says_what_to_do(
    partnerdesk: Command, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("PARTNERDESK_PASSPHRASE")

    assert "--passphrase-file" in partnerdesk.refused("record", "list", "partner")


@pytest.mark.skipif(sys.platform == "win32", reason="needs a pseudo-terminal")
def test_at_a_terminal_the_passphrase_is_asked_for_twice_and_not_shown(tmp_path: Path) -> None:
    said = at_a_terminal(tmp_path / "new", ["init", *IDENTITY], [PASSPHRASE, PASSPHRASE])

    assert "Again:" in said
    assert "AGE-SECRET-KEY-1" in said
    assert PASSPHRASE not in said


@pytest.mark.skipif(sys.platform == "win32", reason="needs a pseudo-terminal")
def test_two_different_passphrases_make_no_workspace(tmp_path: Path) -> None:
    said = at_a_terminal(tmp_path / "new", ["init", *IDENTITY], [PASSPHRASE, OTHER])

    assert "differ" in said
    assert not (tmp_path / "new").exists()


def at_a_terminal(folder: Path, words: list[str], typed: list[str]) -> str:
    """Run the command at a pseudo-terminal, type an answer to each prompt, and return all that was shown."""
    import pty

    variables = {name: value for name, value in os.environ.items() if name != "PARTNERDESK_PASSPHRASE"}
    command = [sys.executable, "-m", "partnerdesk", "--workspace", str(folder), *words]
    process, terminal = pty.fork()
    if process == 0:
        os.execve(sys.executable, command, variables)  # noqa: S606  the child becomes the command
    said = b""
    answers = list(typed)
    while select.select([terminal], [], [], 60)[0]:
        try:
            part = os.read(terminal, 4096)
        except OSError:  # the other end is closed
            break
        if not part:
            break
        said += part
        if answers and said.endswith(b": "):
            os.write(terminal, answers.pop(0).encode() + b"\n")
    os.waitpid(process, 0)
    os.close(terminal)
    return said.decode()


def test_a_new_passphrase_takes_the_place_of_the_old_one(partnerdesk: Command, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PARTNERDESK_NEW_PASSPHRASE", OTHER)

    assert partnerdesk("passphrase", "change") == 0

    assert "does not open" in partnerdesk.refused("record", "list", "partner")
    monkeypatch.setenv("PARTNERDESK_PASSPHRASE", OTHER)
    assert partnerdesk("record", "list", "partner") == 0


def test_the_recovery_key_sets_a_new_passphrase(nowhere: Command, monkeypatch: pytest.MonkeyPatch) -> None:
    key = nowhere.json("init", *IDENTITY)["recovery_key"]
    monkeypatch.setenv("PARTNERDESK_NEW_PASSPHRASE", OTHER)
    monkeypatch.setenv("PARTNERDESK_RECOVERY_KEY", f" {key}\n")

    assert nowhere("recover") == 0

    monkeypatch.setenv("PARTNERDESK_PASSPHRASE", OTHER)
    assert nowhere("record", "list", "partner") == 0
    monkeypatch.setenv("PARTNERDESK_RECOVERY_KEY", "AGE-SECRET-KEY-1")
    assert "recovery key" in nowhere.refused("recover")


def test_the_check_up_digests_what_each_office_shows(partnerdesk: Command) -> None:
    partnerdesk.new("partner", "legal_name=Amal", "org_type=ngo")

    found = partnerdesk.json("doctor", "--rebuild")

    assert found["problems"] == []
    assert found["scopes"]["LBN-TYR"]["ops"] == 3
    assert len(found["scopes"]["LBN-TYR"]["digest"]) == 64
    assert partnerdesk("doctor") == 0
    assert "No problem" in partnerdesk.out
    assert found["scopes"]["LBN-TYR"]["digest"][:16] in partnerdesk.out


def test_a_backup_comes_back_in_another_folder(
    partnerdesk: Command, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    record = partnerdesk.new("partner", "legal_name=Amal", "org_type=ngo")
    kept = partnerdesk.json("backup", tmp_path / "copy.pdbackup")

    restored = Command(tmp_path / "again", capsys)

    assert restored("restore", kept["file"], restored.folder) == 0
    assert restored.json("record", "show", record)["legal_name"] == "Amal"
    assert kept["bytes"] == (tmp_path / "copy.pdbackup").stat().st_size
    assert "not empty" in partnerdesk.refused("restore", kept["file"], partnerdesk.folder)
    assert "no whole backup" in partnerdesk.refused("restore", __file__, tmp_path / "other")


def test_a_backup_that_cannot_be_written_is_refused(partnerdesk: Command, tmp_path: Path) -> None:
    assert "Choose another place" in partnerdesk.refused("backup", tmp_path / "missing" / "copy.pdbackup")


def test_a_new_recovery_key_takes_the_place_of_one_that_nobody_saw(
    partnerdesk: Command, monkeypatch: pytest.MonkeyPatch
) -> None:
    refusal = partnerdesk.refused("keys", "recovery")
    first = partnerdesk.json("keys", "recovery", "--new")["recovery_key"]
    second = partnerdesk.json("keys", "recovery", "--new")["recovery_key"]

    monkeypatch.setenv("PARTNERDESK_NEW_PASSPHRASE", "another row of words to open it")
    monkeypatch.setenv("PARTNERDESK_RECOVERY_KEY", first)
    stale = partnerdesk.refused("recover")
    monkeypatch.setenv("PARTNERDESK_RECOVERY_KEY", second)

    assert "--new" in refusal
    assert "does not open" in stale
    assert partnerdesk("recover") == 0
    assert partnerdesk("record", "list", "partner") == 1  # the former passphrase
