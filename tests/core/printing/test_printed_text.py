"""Text as it is drawn: direction, shaping, wrapping, and nothing of it taken for mark-up."""

import unicodedata

import pytest

from partnerdesk import i18n
from partnerdesk.printing import fonts
from partnerdesk.printing.bidi import isolated, runs_right_to_left, shaped, visual
from partnerdesk.printing.text import MOST_CHARACTERS, MOST_LINES, Style, Text, one_line, wrapped

STYLE = Style(size=9, leading=12)


def plain(text: str) -> str:
    """Return drawn text with Arabic letters in their ordinary form."""
    return unicodedata.normalize("NFKC", text)


def test_arabic_letters_are_joined() -> None:
    assert shaped("بيت") == "\ufe91\ufef4\ufe96"


def test_lam_and_alef_are_drawn_as_one_glyph() -> None:
    assert shaped("لا") == "\ufefb"


def test_short_vowels_stay() -> None:
    assert "\u064e" in shaped("ثِقَة")


def test_an_arabic_line_is_drawn_from_right_to_left() -> None:
    assert plain(visual(shaped("ثقة بيننا"), right_to_left=True)) == "اننيب ةقث"


@pytest.mark.parametrize(
    ("logical", "drawn"),
    [
        ("ميزانية UNHCR لعام 2026", "2026 ماعل UNHCR ةينازيم"),
        ("أجاب 12/17 شخص", "صخش 12/17 باجأ"),
        ("(أربعة مبادئ)", "(ئدابم ةعبرأ)"),
        ("قائمة [أ] و {ب}", "{ب} و [أ] ةمئاق"),
    ],
)
def test_latin_words_numbers_and_brackets_stand_right_within_arabic(logical: str, drawn: str) -> None:
    assert plain(visual(shaped(logical), right_to_left=True)) == plain(drawn)


def test_an_arabic_name_within_a_french_line_is_turned_alone() -> None:
    drawn = plain(visual(shaped("Le partenaire جمعية النور signe."), right_to_left=False))

    assert drawn == "Le partenaire رونلا ةيعمج signe."


def test_words_in_latin_keep_their_closing_bracket_behind_a_box_on_an_arabic_page() -> None:
    line = shaped("☐ " + isolated("Closed sites (camps)"))

    assert visual(line, right_to_left=True) == "Closed sites (camps) ☐"


def test_most_letters_decide_the_direction_not_the_first_word() -> None:
    assert runs_right_to_left("OCHA تنسق العمل الإنساني", default=False)
    assert not runs_right_to_left("جمعية signed the agreement with us", default=True)


@pytest.mark.parametrize("default", [True, False])
def test_a_text_without_letters_runs_as_the_page_does(default: bool) -> None:
    assert runs_right_to_left("12 / 17", default=default) is default


def test_a_character_that_the_font_lacks_becomes_a_visible_box() -> None:
    assert shaped("ok 漢 🙂") == "ok ▯ ▯"


def test_lone_surrogates_and_control_characters_do_no_harm() -> None:
    assert shaped("a\ud800b\x00c\u202ed\r\ne") == "a▯bcd\ne"


def test_every_character_of_the_four_languages_has_a_glyph() -> None:
    letters = "àâæçéèêëîïôœùûüÿ’«»… áíñóúü¿¡ ابتثجحخدذرزسشصضطظعغفقكلمنهوي ءآأؤإئةى،؛؟ ☐☑•–"

    assert fonts.MISSING not in shaped(letters)


def test_no_line_is_wider_than_its_room() -> None:
    text = "Une façon de faire est convenue ; des points importants manquent encore. " * 20

    lines = wrapped(text, STYLE, 120, page_rtl=False)

    assert max(fonts.width(line.text, STYLE.size) for line in lines) <= 120
    assert " ".join(line.text for line in lines) == text.strip()


def test_arabic_is_wrapped_in_reading_order() -> None:
    lines = wrapped("الكلمة الأولى ثم الكلمة الثانية ثم الكلمة الأخيرة", STYLE, 90, page_rtl=True)

    assert len(lines) > 1
    assert plain(lines[0].text).startswith("الكلمة الأولى")
    assert plain(lines[-1].text).endswith("الأخيرة")


def test_a_word_that_is_wider_than_the_line_is_broken_and_loses_nothing() -> None:
    word = "https://example.org/" + "a" * 5_000

    lines = wrapped(word, STYLE, 200, page_rtl=False)

    assert "".join(line.text for line in lines) == word


def test_a_very_long_text_is_cut_and_says_so() -> None:
    lines = wrapped("mot " * MOST_CHARACTERS, STYLE, 500, page_rtl=False)

    assert lines[-1].text.startswith("[The rest of this text is not printed.")


def test_very_many_line_ends_are_cut_too() -> None:
    assert len(wrapped("a\n" * 40_000, STYLE, 500, page_rtl=False)) <= MOST_LINES + 2


def test_each_paragraph_of_a_text_has_its_own_direction() -> None:
    lines = wrapped("Bonjour à tous\nمرحبا بالجميع", STYLE, 300, page_rtl=False)

    assert [line.right_to_left for line in lines] == [False, True]


def test_text_splits_over_pages_without_losing_a_line() -> None:
    text = Text("mot " * 900, STYLE)
    text.wrap(200, 1_000)

    head, rest = text.split(200, 100)

    assert head.wrap(200, 100)[1] <= 100
    assert head.wrap(200, 100)[1] + rest.wrap(200, 10_000)[1] == text.wrap(200, 10_000)[1]


def test_a_title_that_is_too_wide_ends_in_an_ellipsis() -> None:
    line = one_line("Principes de partenariat " * 20, STYLE, 200, page_rtl=False)

    assert line.text.endswith("…")
    assert fonts.width(line.text, STYLE.size) <= 200


def test_a_text_without_letters_is_aligned_with_an_arabic_page() -> None:
    with i18n.using("ar"):
        assert wrapped("12", STYLE, 100, page_rtl=True)[0].right_to_left
