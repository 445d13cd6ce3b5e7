"""Lists narrowed by words, and by the code on a sheet of paper."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from partnerdesk import papercodes
from partnerdesk.desk import Desk
from partnerdesk.store import listings
from partnerdesk.store.engine import many, rows, writing
from partnerdesk.store.listings import Query
from partnerdesk.store.sqlcipher import FileEngine
from partnerdesk.text import words
from tests.core.devices import device


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    """Give a desk with three partners."""
    made = device(tmp_path / "w")
    for name in ("Amel", "Basmeh", "Zeitooneh"):
        made.create("partner", {"legal_name": name})
    yield made
    made.close()


def found(desk: Desk, text: str) -> list[str]:
    """Return the names that a search finds."""
    with desk.reading() as connection:
        return list(desk.titles("partner", listings.ids(connection, Query("partner", text=text))).values())


def record(desk: Desk, name: str) -> str:
    with desk.reading() as connection:
        return str(rows(connection, "SELECT id FROM partner WHERE legal_name = ?", (name,))[0][0])


def test_the_code_on_paper_finds_its_record_alone(desk: Desk) -> None:
    basmeh = record(desk, "Basmeh")

    assert found(desk, papercodes.form_code("profile", basmeh, "3")) == ["Basmeh"]
    assert found(desk, papercodes.payload("profile", "1.0.0", basmeh, "3")) == ["Basmeh"]


def test_a_code_that_an_earlier_version_printed_finds_its_record_too(desk: Desk) -> None:
    made = desk.create("partner", {"legal_name": "Amel Association"}, record="7f3a91c2" + "b" * 24)

    assert made.startswith("7f3a91c2")
    assert found(desk, "PROFILE-7F3A91C2-3") == ["Amel Association"]


def test_a_number_of_an_offices_own_that_looks_like_a_code_is_found_by_its_words(desk: Desk) -> None:
    desk.create("partner", {"legal_name": "Amel PCA-20231204-01"})

    assert found(desk, "PCA-20231204-01") == ["Amel PCA-20231204-01"]


def test_a_code_of_no_record_here_finds_nothing(desk: Desk) -> None:
    assert found(desk, "PROFILE-00000000-3") == []


def test_no_letter_parts_a_word_of_the_index(engine: FileEngine) -> None:
    letters = [chr(code) for code in range(128, 0x20000) if words(f"a{chr(code)}b") == [f"a{chr(code)}b"]]
    with writing(engine) as connection:
        entries = [(number, f"a{letter}b") for number, letter in enumerate(letters)]
        many(connection, "INSERT INTO partner_words (rowid, find) VALUES (?, ?)", entries)

        parted = rows(connection, "SELECT rowid FROM partner_words WHERE partner_words MATCH ?", ('"b"*',))
        listings.ids(connection, Query("partner", text="aᦰb"))

    assert len(letters) > 50_000
    assert parted == []
