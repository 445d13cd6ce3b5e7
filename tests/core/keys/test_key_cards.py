"""Key cards and the short code that two people compare."""

import json
from pathlib import Path
from typing import Any

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from partnerdesk import keys
from partnerdesk.errors import PartnerDeskError
from partnerdesk.keys import BadCard, DeviceKeys, KeyCard

DEVICE = DeviceKeys(
    "AGE-SECRET-KEY-1WH0K8ZL9W7GR94T476ZP3T2L7KTES0R9Y8G8LXWQ3JS68XA9Y88SR2EJMN",
    bytes(range(32)),
)


def card_of(device: DeviceKeys, **changes: str) -> KeyCard:
    names = {"office_name": "Bureau de Tyr", "person": "Agente de terrain", "role": "field_officer"}
    return device.card(**({"site": "1a" * 16, "office": "LBN-TYR"} | names | changes))


def as_json(card: KeyCard, **changes: Any) -> bytes:
    return json.dumps(msgspec.to_builtins(card) | changes).encode()


def test_a_card_is_read_as_it_was_written() -> None:
    card = card_of(keys.generate())

    assert keys.read_card(msgspec.json.encode(card)) == card


def test_the_printed_card_has_the_code_and_can_be_read_back(tmp_path: Path) -> None:
    card = card_of(DEVICE)
    path = tmp_path / "key.json"

    path.write_text(json.dumps(keys.to_dict(card)))

    assert keys.load_card(path) == card
    assert json.loads(path.read_text())["code"] == keys.short_code(card)


def test_a_false_code_in_the_card_changes_nothing() -> None:
    card = card_of(DEVICE)

    read = keys.read_card(as_json(card, code="0000-0000-0000-0000"))

    assert keys.short_code(read) == keys.short_code(card)


def test_the_code_of_a_card_never_changes_between_versions() -> None:
    assert keys.short_code(card_of(DEVICE)) == "8532-3589-8754-6109"


def test_the_code_has_four_groups_of_four_digits_and_stands_for_every_field() -> None:
    codes = [
        keys.short_code(card) for card in (card_of(DEVICE), card_of(DEVICE, person="Autre"), card_of(keys.generate()))
    ]

    assert all([len(group) for group in code.split("-")] == [4, 4, 4, 4] for code in codes)
    assert len(set(codes)) == 3


@pytest.mark.parametrize("digits", ["0123456789", "٠١٢٣٤٥٦٧٨٩", "۰۱۲۳۴۵۶۷۸۹"])
def test_a_code_is_compared_whatever_its_spaces_dashes_and_digits(digits: str) -> None:
    card = card_of(DEVICE)
    typed = keys.short_code(card).replace("-", " – ").translate(str.maketrans("0123456789", digits))

    keys.compare_code(card, f"\u200f {typed}\n")


@pytest.mark.parametrize("typed", ["0000-0000", "", "0000-0000-0000-0000", "x", "9" * 100_000])
def test_a_wrong_code_is_refused(typed: str) -> None:
    with pytest.raises(PartnerDeskError, match="The key was not trusted"):
        keys.compare_code(card_of(DEVICE), typed)


def test_letters_between_the_digits_are_not_overlooked() -> None:
    card = card_of(DEVICE)

    with pytest.raises(PartnerDeskError):
        keys.compare_code(card, keys.short_code(card) + "x")


@pytest.mark.parametrize(
    "change",
    [
        {"office": "MENA-RO"},
        {"office_name": "Autre bureau"},
        {"person": ""},
        {"role": "focal_point"},
        {"site": "2b" * 16},
        {"age": keys.generate().recipient},
        {"ed25519": msgspec.to_builtins(keys.generate().verify_key)},
    ],
)
def test_a_changed_card_is_refused(change: dict[str, str]) -> None:
    with pytest.raises(BadCard, match="Somebody changed this key card"):
        keys.read_card(as_json(card_of(DEVICE), **change))


@pytest.mark.parametrize(
    "change",
    [
        {"age": "age1" + "q" * 58},
        {"age": keys.generate().recipient.upper()},
        {"age": None},
        {"ed25519": "AAAA"},
        {"signature": 5},
        {"site": ""},
        {"site": "a b"},
        {"site": "1a\n"},
        {"office": "../../etc"},
        {"office": "X" * 41},
        {"office_name": "x" * 201},
        {"office_name": "\ud800"},
        {"person": ["Agente"]},
        {"role": "Chef!"},
        {"extra": [[[[[[[[[[[[[[[[[[[[[[[]]]]]]]]]]]]]]]]]]]]]]]},
        {"extra": float("nan")},
        {"extra": "x" * 20_000},
    ],
)
def test_wrong_types_and_hostile_values_are_refused(change: dict[str, Any]) -> None:
    with pytest.raises(BadCard):
        keys.read_card(as_json(card_of(DEVICE), **change))


def test_a_key_that_is_no_age_key_is_refused_even_when_signed() -> None:
    card = msgspec.structs.replace(card_of(DEVICE), age="age1" + "q" * 58)

    signed = msgspec.structs.replace(card, signature=DEVICE.sign(card.public_bytes()))

    with pytest.raises(BadCard, match="no key card"):
        signed.check()


def test_a_card_of_a_newer_format_asks_for_an_update() -> None:
    with pytest.raises(BadCard, match="newer PartnerDesk"):
        keys.read_card(as_json(card_of(DEVICE), format="partnerdesk-key/2"))


@pytest.mark.parametrize("text", [b"", b"{}", b"[]", b"null", b"\xff", b'{"format"', b"[" * 100_000])
def test_another_file_is_refused(text: bytes) -> None:
    with pytest.raises(BadCard, match="no key card"):
        keys.read_card(text)


@given(st.binary(max_size=200))
def test_any_bytes_are_refused_with_a_sentence(text: bytes) -> None:
    with pytest.raises(BadCard):
        keys.read_card(text)


def test_a_missing_file_is_told(tmp_path: Path) -> None:
    with pytest.raises(BadCard, match=r"key\.json cannot be read"):
        keys.load_card(tmp_path / "key.json")


@pytest.mark.parametrize("name", ["Bureau\u202eryT ed", "Bureau\nde Tyr", "Bureau\x00", "Bureau\u2067"])
def test_a_name_that_would_disguise_itself_is_refused_on_both_ends(name: str) -> None:
    with pytest.raises(BadCard, match="control characters"):
        card_of(DEVICE, office_name=name)

    with pytest.raises(BadCard, match="control characters"):
        keys.read_card(as_json(card_of(DEVICE), person=name))


@pytest.mark.parametrize("office", ["", "bureau de Tyr", "صور", "X" * 41])
def test_an_office_code_that_cannot_travel_is_refused_at_once(office: str) -> None:
    with pytest.raises(BadCard, match="LBN-TYR"):
        card_of(DEVICE, office=office)


@given(
    st.text(st.characters(categories=["L", "N", "P", "Zs"]), max_size=60),
    st.text(st.characters(categories=["L", "N", "P", "Zs"]), max_size=60),
)
def test_names_of_every_script_travel(office_name: str, person: str) -> None:
    card = card_of(DEVICE, office_name=office_name, person=person)

    assert keys.read_card(msgspec.json.encode(card)) == card


def test_device_keys_survive_their_way_through_the_store() -> None:
    device = keys.generate()

    again = DeviceKeys.from_dict(json.loads(json.dumps(device.to_dict())))

    assert again == device
    assert again.recipient == device.recipient
    assert again.verify_key == device.verify_key


def test_secret_keys_do_not_show_in_a_message() -> None:
    assert "AGE" not in f"{DEVICE} {DEVICE!r}"
