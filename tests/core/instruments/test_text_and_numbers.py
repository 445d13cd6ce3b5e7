"""Words fall back to the nearest language and say so; numbers are exact."""

from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from partnerdesk import i18n
from partnerdesk.instruments import library
from partnerdesk.instruments.numbers import as_number, displayed, json_number, rounded
from partnerdesk.instruments.text import Shown, Text, filled

POP4 = library.get("pop4")


@pytest.mark.parametrize(
    ("asked", "shown"),
    [("fr", "mot fr"), ("es", "word en"), ("ar", "word en"), ("sw", "word en"), (None, "mot fr")],
)
def test_a_reader_sees_the_nearest_language_and_which_one_it_is(asked: str | None, shown: str) -> None:
    text = Text({"fr": "mot", "en": "word"})

    with i18n.using("fr"):
        nearest = text.nearest(asked)

    assert f"{nearest.words} {nearest.language}" == shown


def test_blank_words_are_passed_over() -> None:
    assert Text({"ar": "  ", "es": "palabra"}).nearest("ar") == Shown("palabra", "es")


def test_names_are_put_in_for_placeholders_and_never_filled_twice() -> None:
    text = next(POP4.criteria()).text

    shown = POP4.filled(text, "en", {"subject": "{counterpart} & {x}", "counterpart": "Beit Nour"})

    assert shown.words.startswith("{counterpart} & {x} negotiates roles")
    assert "with Beit Nour until" in shown.words


def test_without_names_the_general_words_stand_in_and_begin_with_a_capital() -> None:
    criterion = POP4.criterion("acc.balance")
    assert criterion is not None

    shown = POP4.filled(criterion.text, "en", {"subject": " "})

    assert shown.words.startswith("The organisation being rated negotiates")


def test_general_words_are_of_the_language_in_which_the_question_is_shown() -> None:
    text = Text({"en": "{subject} warns {counterpart}.", "fr": "{subject} prévient {counterpart}."})

    shown = POP4.filled(text, "es")

    assert shown == Shown("The organisation being rated warns the other party.", "en")


def test_names_of_any_kind_fit_into_an_arabic_question() -> None:
    criterion = POP4.criterion("acc.balance")
    assert criterion is not None

    shown = POP4.filled(criterion.text, "ar", {"subject": "جمعية النور", "counterpart": "مكتب صور"})

    assert shown.words.startswith("قيام جمعية النور بالتفاوض مع مكتب صور على ")


def test_other_braces_stay_as_they_are() -> None:
    assert filled(Shown("{a} {b {c}}", "en"), {"a": "1", "c": "3"}).words == "1 {b 3}"


@pytest.mark.parametrize(
    ("value", "number"),
    [
        (3, Fraction(3)),
        ("2.50", Fraction(5, 2)),
        (0.6, Fraction(3, 5)),
        (Decimal("59.9"), Fraction(599, 10)),
        (True, None),
        ("NA", None),
        ("", None),
        ("1e999999", None),
        (float("nan"), None),
        (float("inf"), None),
        (None, None),
        ([3], None),
    ],
)
def test_only_numbers_count_as_numbers(value: object, number: Fraction | None) -> None:
    assert as_number(value) == number


@pytest.mark.parametrize(
    ("score", "shown"),
    [
        (Fraction(6125, 100), "61.3"),
        (Fraction(749875, 10000), "75.0"),
        (Fraction(0), "0.0"),
        (Fraction(100), "100.0"),
        (Fraction(-1, 20), "-0.1"),
    ],
)
def test_a_score_is_shown_with_one_decimal_half_up(score: Fraction, shown: str) -> None:
    assert displayed(score) == shown


def test_json_has_four_decimals_and_whole_numbers() -> None:
    assert json_number(Fraction(200, 3)) == 66.6667
    assert json_number(Fraction(75)) == 75
    assert isinstance(json_number(Fraction(75)), int)
    assert json_number(None) is None


@given(st.fractions(min_value=-1000, max_value=1000), st.integers(0, 6))
def test_rounding_moves_a_number_by_half_a_unit_at_most(value: Fraction, places: int) -> None:
    assert abs(Fraction(rounded(value, places)) - value) <= Fraction(1, 2 * 10**places)
