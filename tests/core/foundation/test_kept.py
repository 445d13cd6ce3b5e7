"""What is kept ready in the user's cache: the same as made anew, whatever happened to the cache."""

import stat
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

import pytest
from babel import Locale
from babel.dates import format_date

from partnerdesk import cldr, countries, i18n, kept

LOCALES = {"fr": "fr", "en": "en_GB", "es": "es", "ar": "ar"}


@pytest.fixture(autouse=True)
def cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """Keep everything in a folder of the test, and know nothing beforehand."""
    monkeypatch.setattr(kept, "_folder", lambda: tmp_path / "cache")
    cldr.facts.cache_clear()
    yield tmp_path / "cache"
    cldr.facts.cache_clear()


@pytest.mark.parametrize("language", i18n.LANGUAGES)
def test_dates_are_written_as_babel_writes_them(language: str) -> None:
    days = [date(2026, 1, 1) + timedelta(days=number) for number in range(0, 366, 9)]

    with i18n.using(language):
        ours = [i18n.format_date(day, length) for day in days for length in ("short", "medium", "long", "full")]

    assert ours == [
        format_date(day, length, LOCALES[language]) for day in days for length in ("short", "medium", "long", "full")
    ]


@pytest.mark.parametrize("language", i18n.LANGUAGES)
def test_countries_have_the_names_that_babel_gives_them(language: str) -> None:
    said = Locale(language).territories

    assert all(name == said[code] for code, name in countries.choices(language))


def test_what_was_made_is_not_made_again() -> None:
    times: list[int] = []

    def make() -> list[str]:
        times.append(1)
        return ["é", "جيم"]

    told = [kept.made("words", "1", make), kept.made("words", "1", make)]

    assert told == [["é", "جيم"]] * 2
    assert len(times) == 1


def test_another_stamp_is_made_anew_and_takes_the_place_of_the_former(cache: Path) -> None:
    kept.made("words", "1", lambda: ["old"])

    told = kept.made("words", "2", lambda: ["new"])

    assert told == ["new"]
    assert [file.name for file in cache.iterdir()] == ["words-2.json"]


@pytest.mark.parametrize("damage", [b"", b'["ol', b"\xff\xfe"])
def test_a_damaged_cache_only_costs_time(cache: Path, damage: bytes) -> None:
    kept.made("words", "1", lambda: ["old"])
    (cache / "words-1.json").write_bytes(damage)

    assert kept.made("words", "1", lambda: ["new"]) == ["new"]


def test_a_cache_that_cannot_be_written_only_costs_time(cache: Path) -> None:
    cache.write_text("a file where the folder should be")

    assert kept.made("words", "1", lambda: ["new"]) == ["new"]
    assert stat.S_ISREG(cache.stat().st_mode)
