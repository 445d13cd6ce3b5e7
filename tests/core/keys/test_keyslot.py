"""Opening a workspace: passphrase, recovery key, and a keyslot file that is damaged or hostile."""

import json
import os
import stat
import unicodedata
from pathlib import Path
from typing import Any

import pytest

from partnerdesk import strictjson
from partnerdesk.errors import PartnerDeskError
from partnerdesk.store import keyslot
from partnerdesk.store.keyslot import LIGHT, KeyslotDamaged, WrongPassphrase

PASSPHRASE = "sept mots à retenir pour l'été"


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "keyslot.json"


def resign(path: Path, change: dict[str, Any]) -> None:
    """Change the file as an attacker would: with a checksum that fits."""
    stored = keyslot._read(path)
    fields = json.loads(path.read_bytes())
    for name, value in change.items():
        part, _, field = name.partition(".")
        if field:
            fields[part][field] = value
        else:
            fields[part] = value
    path.write_text(json.dumps(fields))
    try:
        changed = strictjson.decode(path.read_bytes(), type(stored), keyslot.LONGEST_FILE)
    except strictjson.Malformed:
        return
    fields["checksum"] = keyslot._checksum(changed)
    path.write_text(json.dumps(fields))


def test_the_passphrase_opens_the_workspace(path: Path) -> None:
    made = keyslot.create(path, PASSPHRASE, LIGHT)

    assert len(made.key) == 32
    assert keyslot.open_with_passphrase(path, PASSPHRASE) == made.key


def test_the_recovery_key_opens_the_workspace_however_it_is_typed(path: Path) -> None:
    made = keyslot.create(path, PASSPHRASE, LIGHT)

    assert made.recovery.startswith("AGE-SECRET-KEY-1")
    assert keyslot.open_with_recovery(path, f"  {made.recovery.lower()}\n") == made.key


def test_the_passphrase_opens_whichever_way_its_accents_are_encoded(path: Path) -> None:
    made = keyslot.create(path, unicodedata.normalize("NFD", PASSPHRASE), LIGHT)

    assert keyslot.open_with_passphrase(path, unicodedata.normalize("NFC", PASSPHRASE)) == made.key


def test_two_workspaces_with_one_passphrase_have_different_keys(tmp_path: Path) -> None:
    one = keyslot.create(tmp_path / "one.json", PASSPHRASE, LIGHT)

    two = keyslot.create(tmp_path / "two.json", PASSPHRASE, LIGHT)

    assert one.key != two.key
    assert one.recovery != two.recovery


def test_a_wrong_passphrase_is_told_from_a_damaged_file(path: Path) -> None:
    keyslot.create(path, PASSPHRASE, LIGHT)

    with pytest.raises(WrongPassphrase, match="passphrase does not open"):
        keyslot.open_with_passphrase(path, PASSPHRASE + ".")

    path.write_bytes(path.read_bytes().replace(b'"salt": "', b'"salt": "A', 1))
    with pytest.raises(KeyslotDamaged, match="passphrase is not at fault"):
        keyslot.open_with_passphrase(path, PASSPHRASE)


def test_another_recovery_key_and_a_misspelt_one_are_refused(path: Path, tmp_path: Path) -> None:
    keyslot.create(path, PASSPHRASE, LIGHT)
    other = keyslot.create(tmp_path / "other.json", PASSPHRASE, LIGHT)

    for recovery in (other.recovery, other.recovery[:-1], "", "age1", "\ud800"):
        with pytest.raises(WrongPassphrase, match="recovery key does not open"):
            keyslot.open_with_recovery(path, recovery)


def test_every_flipped_bit_is_seen_as_damage(path: Path) -> None:
    keyslot.create(path, PASSPHRASE, LIGHT)
    whole = path.read_bytes()
    stored = keyslot._read(path)

    seen = 0
    for position in range(len(whole)):
        path.write_bytes(whole[:position] + bytes([whole[position] ^ 1]) + whole[position + 1 :])
        try:
            assert keyslot._read(path) == stored, "only what does not count may differ"
        except KeyslotDamaged:
            seen += 1

    assert seen > len(whole) * 0.95


def test_every_truncation_is_seen_as_damage(path: Path) -> None:
    keyslot.create(path, PASSPHRASE, LIGHT)
    whole = path.read_bytes().rstrip()

    for length in range(len(whole)):
        path.write_bytes(whole[:length])
        with pytest.raises(KeyslotDamaged):
            keyslot._read(path)


@pytest.mark.parametrize(
    "change",
    [
        {"passphrase.cost": {"passes": 3, "memory_kib": 100 * 1024 * 1024}},
        {"passphrase.cost": {"passes": 1_000_000, "memory_kib": 64}},
        {"passphrase.cost": {"passes": -1, "memory_kib": 64}},
        {"passphrase.cost": {"passes": True, "memory_kib": 64}},
        {"passphrase.kdf": "none"},
        {"passphrase.salt": "AAAA"},
        {"passphrase.box": ""},
        {"recovery": []},
        {"check": "0" * 64},
        {"format": "partnerdesk-keyslot/x"},
    ],
)
def test_a_hostile_file_asks_for_nothing_and_is_refused(path: Path, change: dict[str, Any]) -> None:
    keyslot.create(path, PASSPHRASE, LIGHT)

    resign(path, change)

    with pytest.raises(KeyslotDamaged):
        keyslot.open_with_passphrase(path, PASSPHRASE)


def test_cheaper_parameters_beside_the_box_do_not_open_it(path: Path) -> None:
    keyslot.create(path, PASSPHRASE, keyslot.Cost(2, 16))

    resign(path, {"passphrase.cost": {"passes": 1, "memory_kib": 16}})

    with pytest.raises(WrongPassphrase):
        keyslot.open_with_passphrase(path, PASSPHRASE)


def test_a_huge_file_is_not_read(path: Path) -> None:
    path.write_bytes(b"[" * 10_000_000)

    with pytest.raises(KeyslotDamaged):
        keyslot.open_with_passphrase(path, PASSPHRASE)


def test_a_newer_format_asks_for_an_update(path: Path) -> None:
    path.write_text('{"format": "partnerdesk-keyslot/2", "slots": []}')

    with pytest.raises(KeyslotDamaged, match="Update PartnerDesk"):
        keyslot.open_with_passphrase(path, PASSPHRASE)


def test_a_folder_without_a_workspace_is_named(path: Path) -> None:
    with pytest.raises(KeyslotDamaged, match=r"keyslot\.json is missing"):
        keyslot.open_with_passphrase(path, PASSPHRASE)


def test_a_new_passphrase_replaces_the_old_one_and_keeps_the_recovery_key(path: Path) -> None:
    made = keyslot.create(path, PASSPHRASE, LIGHT)

    keyslot.change_passphrase(path, made.key, "une autre phrase", LIGHT)

    assert keyslot.open_with_passphrase(path, "une autre phrase") == made.key
    assert keyslot.open_with_recovery(path, made.recovery) == made.key
    with pytest.raises(WrongPassphrase):
        keyslot.open_with_passphrase(path, PASSPHRASE)


def test_a_new_recovery_key_replaces_the_old_one_and_keeps_the_passphrase(path: Path) -> None:
    made = keyslot.create(path, PASSPHRASE, LIGHT)

    recovery = keyslot.replace_recovery(path, made.key)

    assert keyslot.open_with_recovery(path, recovery) == made.key
    assert keyslot.open_with_passphrase(path, PASSPHRASE) == made.key
    with pytest.raises(WrongPassphrase):
        keyslot.open_with_recovery(path, made.recovery)


def test_a_key_of_another_store_is_never_locked_into_this_file(path: Path) -> None:
    keyslot.create(path, PASSPHRASE, LIGHT)
    before = path.read_bytes()

    with pytest.raises(ValueError, match="not the key"):
        keyslot.change_passphrase(path, bytes(32), "une autre phrase", LIGHT)

    assert path.read_bytes() == before


@pytest.mark.parametrize("passphrase", ["", "   ", "\n", "x" * 2000, "mot \udcff"])
def test_an_empty_or_impossible_passphrase_is_refused_and_writes_nothing(path: Path, passphrase: str) -> None:
    with pytest.raises(PartnerDeskError, match="passphrase"):
        keyslot.create(path, passphrase, LIGHT)

    assert list(path.parent.iterdir()) == []


def test_an_existing_workspace_is_never_overwritten(path: Path) -> None:
    made = keyslot.create(path, PASSPHRASE, LIGHT)

    with pytest.raises(PartnerDeskError, match="already"):
        keyslot.create(path, "une autre phrase", LIGHT)

    assert keyslot.open_with_passphrase(path, PASSPHRASE) == made.key


def test_a_folder_that_is_not_there_is_told(tmp_path: Path) -> None:
    with pytest.raises(PartnerDeskError, match="Check the folder"):
        keyslot.create(tmp_path / "missing" / "keyslot.json", PASSPHRASE, LIGHT)


@pytest.mark.skipif(os.name != "posix", reason="file modes are a matter of POSIX systems")
def test_nobody_else_may_read_the_file_and_nothing_lies_beside_it(path: Path) -> None:
    made = keyslot.create(path, PASSPHRASE, LIGHT)

    keyslot.change_passphrase(path, made.key, "une autre phrase", LIGHT)

    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert list(path.parent.iterdir()) == [path]


def test_neither_key_nor_recovery_key_shows_in_a_message(path: Path) -> None:
    made = keyslot.create(path, PASSPHRASE, LIGHT)

    assert made.recovery not in repr(made)
    assert made.recovery not in path.read_text()
    assert repr(made.key) not in repr(made)


def test_a_passphrase_of_ordinary_cost_opens_too(path: Path) -> None:
    made = keyslot.create(path, PASSPHRASE)

    assert json.loads(path.read_bytes())["passphrase"]["cost"] == {"passes": 3, "memory_kib": 65536}
    assert keyslot.open_with_passphrase(path, PASSPHRASE) == made.key


@pytest.mark.parametrize(
    ("passphrase", "word"),
    [
        ("azerty", "short"),
        ("aaaaaaaaaaaaaaaa", "repeats"),
        ("12 08 1979 654321", "digits"),
        ("٠١٢٣٤٥٦٧٨٩٠١٢", "digits"),
    ],
)
def test_a_weak_passphrase_is_warned_of(passphrase: str, word: str) -> None:
    assert word in (keyslot.weakness(passphrase) or "")


@pytest.mark.parametrize("passphrase", [PASSPHRASE, "ست كلمات لا علاقة بينها", "correct horse battery"])
def test_several_words_are_not_warned_of(passphrase: str) -> None:
    assert keyslot.weakness(passphrase) is None
