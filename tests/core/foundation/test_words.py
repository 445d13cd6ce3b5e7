"""Words, dates and numbers in the reader's language."""

import subprocess
import sys
import threading
from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path

import pytest

from partnerdesk import i18n

ROOT = Path(__file__).resolve().parents[3]


@pytest.fixture(autouse=True)
def english() -> None:
    """Start each test in English."""
    i18n.set_language("en")


@pytest.fixture(scope="session")
def compiled() -> None:
    """Compile the catalogues, as setting up does."""
    subprocess.run([sys.executable, "installer/catalogues.py", "compile"], cwd=ROOT, check=True)


@pytest.mark.usefixtures("compiled")
def test_a_word_is_shown_in_the_language_chosen() -> None:
    shown = {}

    for language in i18n.LANGUAGES:
        i18n.set_language(language)
        shown[language] = i18n._("Partner")

    assert shown["fr"] == "Partenaire"
    assert shown["en"] == "Partner"
    assert len(set(shown.values())) == len(i18n.LANGUAGES)


def test_a_language_without_catalogue_falls_back_to_english() -> None:
    i18n.set_language("xx")

    assert i18n._("Partner") == "Partner"
    assert i18n.ngettext("{n} note", "{n} notes", 2) == "{n} notes"
    assert i18n.pgettext("verb", "Open") == "Open"


@pytest.mark.parametrize("language", i18n.LANGUAGES)
@pytest.mark.usefixtures("compiled")
def test_an_empty_text_stays_empty(language: str) -> None:
    i18n.set_language(language)

    assert i18n._("") == ""


def test_printing_in_arabic_leaves_the_window_in_french() -> None:
    i18n.set_language("fr")
    seen: list[str] = []

    with i18n.using("ar"):
        other = threading.Thread(target=lambda: seen.append(i18n.language()))
        other.start()
        other.join()
        seen.append(i18n.language())
    seen.append(i18n.language())

    assert seen == ["fr", "ar", "fr"]


def test_a_failed_print_gives_the_language_back() -> None:
    with pytest.raises(ZeroDivisionError), i18n.using("ar"):
        raise ZeroDivisionError

    assert i18n.language() == "en"


def test_every_language_has_its_own_name() -> None:
    assert [i18n.endonym(language) for language in i18n.LANGUAGES] == ["Français", "English", "Español", "العربية"]
    assert [language for language in i18n.LANGUAGES if i18n.is_rtl(language)] == ["ar"]


@pytest.mark.parametrize(
    ("variables", "language"),
    [
        ({"LANG": "fr_SN.UTF-8"}, "fr"),
        ({"LANG": "es_CO.UTF-8", "LC_ALL": "ar_LB.UTF-8"}, "ar"),
        ({"LANG": "en_GB.UTF-8", "LANGUAGE": "wo:es:en"}, "es"),
        ({"LANG": "de_CH.UTF-8"}, "en"),
        ({"LANG": "C"}, "en"),
    ],
)
@pytest.mark.skipif(sys.platform == "win32", reason="Windows has its own way to say it")
def test_the_first_run_offers_the_language_of_the_system(
    monkeypatch: pytest.MonkeyPatch, variables: dict[str, str], language: str
) -> None:
    for name in ("LANGUAGE", "LC_ALL", "LC_MESSAGES", "LANG"):
        monkeypatch.delenv(name, raising=False)
    for name, value in variables.items():
        monkeypatch.setenv(name, value)

    assert i18n.preferred_language() == language


@pytest.mark.parametrize(
    ("language", "day", "moment", "number"),
    [
        ("fr", "1 mars 2026", "1 mars 2026, 14:05", "12\u202f345,68"),
        ("en", "1 Mar 2026", "1 Mar 2026, 14:05", "12,345.68"),
        ("es", "1 mar 2026", "1 mar 2026, 14:05", "12.345,68"),
        ("ar", "01\u200f/03\u200f/2026", "01\u200f/03\u200f/2026، 2:05 م", "12,345.68"),
    ],
)
def test_dates_and_numbers_are_written_as_in_the_language(language: str, day: str, moment: str, number: str) -> None:
    i18n.set_language(language)

    assert i18n.format_date(date(2026, 3, 1)) == day
    assert i18n.format_datetime(datetime(2026, 3, 1, 14, 5)) == moment  # noqa: DTZ001  a moment without an offset
    assert i18n.format_decimal(Decimal("12345.675"), places=2) == number


def test_a_number_keeps_all_its_digits_unless_places_are_given() -> None:
    assert i18n.format_decimal(Decimal("0.12345678901234567890")) == "0.1234567890123456789"
    assert i18n.format_decimal(Decimal("2.5"), places=0) == "3"
    assert i18n.format_decimal(3, places=1) == "3.0"


@pytest.mark.parametrize(
    ("language", "done", "total", "words"),
    [
        ("en", 3, 20, "3 of 20"),
        ("fr", 100, 100, "100 sur 100"),
        ("fr", 2000, 3000, "66\xa0%"),
        ("ar", 2999, 3000, "99%"),
        ("es", 3000, 3000, "100\xa0%"),
        ("en", 7, 0, "7"),
    ],
)
def test_steps_are_counted_where_they_are_few_and_told_in_percent_where_they_are_many(
    language: str, done: int, total: int, words: str
) -> None:
    i18n.set_language(language)

    assert i18n.format_steps(done, total).replace("\u202f", "\xa0").replace("\u200e", "") == words


def test_a_moment_with_an_offset_is_told_in_local_time() -> None:
    moment = datetime(2026, 3, 1, 14, 5, tzinfo=UTC)

    assert i18n.format_datetime(moment) == i18n.format_datetime(moment.astimezone().replace(tzinfo=None))
