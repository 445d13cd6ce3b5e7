"""Values as they are typed, by the type of their field."""

from pathlib import Path
from typing import Any

import pytest

from partnerdesk.cli import values
from partnerdesk.errors import PartnerDeskError
from partnerdesk.store.kinds import kind_named
from partnerdesk.store.ops import Value


def read(place: str, typed: str, before: Value = None) -> Value:
    """Read what was typed for a field named `kind.field`."""
    kind, _dot, name = place.partition(".")
    return values.read(kind_named(kind).fields[name], typed, before)


@pytest.mark.parametrize(
    ("place", "typed", "value"),
    [
        ("partner.acronym", "OEUVR", "OEUVR"),
        ("partner.acronym", "", None),
        ("partner.acronym", "@@home", "@home"),
        ("partner.year_founded", " 1999 ", 1999),
        ("partner.holds_stock", "yes", True),
        ("partner.holds_stock", "Non", False),
        ("partner.holds_stock", "نعم", True),
        ("partner.level", "national", "national"),
        ("partner.sectors", "health, wash", ["health", "wash"]),
        ("partner.sectors", "", []),
        ("partner.aliases", "Cedar Aid,Cèdre", ["Cedar Aid", "Cèdre"]),
        ("partner.registration", '[{"number": "12"}]', [{"number": "12"}]),
        ("partner.registration", '{"number": "12"}', [{"number": "12"}]),
        ("action.due", "2026-03-31", "2026-03-31"),
        ("agreement.amount", "1200.50 EUR", {"minor": 120050, "currency": "EUR"}),
        ("agreement.amount", "1 200 jpy", {"minor": 1200, "currency": "JPY"}),
        ("agreement.duration", "2026-01-01..2026-12-31", {"start": "2026-01-01", "end": "2026-12-31"}),
        ("agreement.duration", "2026-01-01..", {"start": "2026-01-01"}),
        ("agreement.duration", "2026-01-01", {"start": "2026-01-01", "end": "2026-01-01"}),
    ],
)
def test_a_value_is_read_by_its_field(place: str, typed: str, value: Any) -> None:
    assert read(place, typed) == value


@pytest.mark.parametrize(
    ("typed", "value"),
    [
        ("+health", ["wash", "health"]),
        ("-wash,+health", ["health"]),
        ("+wash", ["wash"]),
        ("-unheard-of", ["wash"]),
    ],
)
def test_signs_change_a_list_that_is_there(typed: str, value: list[str]) -> None:
    assert read("partner.sectors", typed, ["wash"]) == value


@pytest.mark.parametrize(
    ("place", "typed", "hint"),
    [
        ("partner.year_founded", "last year", "1999"),
        ("partner.year_founded", "1999.5", "1999"),
        ("partner.holds_stock", "perhaps", "yes, no"),
        ("partner.level", "galactic", "national"),
        ("partner.sectors", "health,galactic", "wash"),
        ("partner.sectors", "health,+wash", "+x,-y"),
        ("partner.registration", "no. 12", '"number"'),
        ("partner.registration", '[{"colour": "red"}]', "authority"),
        ("partner.registration", '["12"]', "number"),
        ("action.due", "31.3.2026", "2026-03-31"),
        ("agreement.amount", "1200.505 EUR", "1200.50 EUR"),
        ("agreement.amount", "1200", "1200.50 EUR"),
        ("agreement.amount", "1e999999999 EUR", "1200.50 EUR"),
        ("agreement.amount", "NaN EUR", "1200.50 EUR"),
        ("agreement.duration", "2026..2027", "2026-01-01..2026-12-31"),
        ("answer.value", "1.5", "[{"),
    ],
)
def test_a_value_that_cannot_be_read_is_refused_with_an_example(place: str, typed: str, hint: str) -> None:
    with pytest.raises(PartnerDeskError, match="Nothing was changed") as refusal:
        read(place, typed)

    assert hint in str(refusal.value)


def test_a_long_text_is_read_from_a_file(tmp_path: Path) -> None:
    file = tmp_path / "mandate.txt"
    file.write_bytes("\ufeffÉcouter,\r\nagir.\r\n".encode())

    assert read("partner.mandate", f"@{file}") == "Écouter,\nagir."


def test_a_file_that_is_no_text_is_refused(tmp_path: Path) -> None:
    file = tmp_path / "photo.jpg"
    file.write_bytes(b"\xff\xd8\xff")

    with pytest.raises(PartnerDeskError, match=r"photo\.jpg"):
        read("partner.mandate", f"@{file}")


def test_names_that_are_not_known_are_refused_with_those_that_are() -> None:
    with pytest.raises(PartnerDeskError, match="consultation"):
        values.kind_called("partners")
    with pytest.raises(PartnerDeskError, match="legal_name"):
        values.field_called(kind_named("partner"), "name")


@pytest.mark.parametrize("typed", [["acronym"], ["=x"], ["acronym=A", "acronym=B"]])
def test_assignments_that_say_nothing_clear_are_refused(typed: list[str]) -> None:
    with pytest.raises(PartnerDeskError, match="Nothing was changed"):
        values.assignments(typed)
