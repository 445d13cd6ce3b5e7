"""In which order lists show records."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from partnerdesk import i18n
from partnerdesk.desk import Desk
from partnerdesk.store import listings
from partnerdesk.store.listings import Query
from tests.core.devices import device


@pytest.fixture
def partners(tmp_path: Path) -> Iterator[Desk]:
    """Give a desk with four partners, recorded in no order."""
    i18n.set_language("en")
    desk = device(tmp_path / "w")
    for name, country, level, types in (
        ("Zahra", "CH", "international", ["ngo"]),
        ("« Élan »", "DE", "local", ["cbo", "government"]),
        ("banyan", None, None, []),
        ("Elara", "TD", "national", ["other"]),
    ):
        desk.create("partner", {"legal_name": name, "country": country, "level": level, "org_type": types})
    yield desk
    desk.close()


def in_order(desk: Desk, order: str = "", *, descending: bool = False) -> list[str]:
    with desk.reading() as connection:
        found = listings.ids(connection, Query("partner", order=order, descending=descending))
    names = desk.titles("partner", found)
    return [names[record] for record in found]


def test_names_sort_as_people_read_them(partners: Desk) -> None:
    assert in_order(partners) == ["banyan", "« Élan »", "Elara", "Zahra"]


def test_countries_sort_by_their_names_in_the_language_in_use(partners: Desk) -> None:
    english = in_order(partners, "country")

    with i18n.using("fr"):
        french = in_order(partners, "country")

    assert english == ["Elara", "« Élan »", "Zahra", "banyan"]
    assert french == ["« Élan »", "Zahra", "Elara", "banyan"]


def test_codes_sort_as_their_list_shows_them_and_what_is_empty_comes_last(partners: Desk) -> None:
    assert in_order(partners, "level") == ["« Élan »", "Elara", "Zahra", "banyan"]
    assert in_order(partners, "level", descending=True) == ["Zahra", "Elara", "« Élan »", "banyan"]
    assert in_order(partners, "org_type") == ["Zahra", "« Élan »", "Elara", "banyan"]
