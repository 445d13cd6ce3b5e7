"""Text as the search sees it: the quick way by characters says what the whole text says."""

import unicodedata

from hypothesis import given
from hypothesis import strategies as st

from partnerdesk.text import fold, words


def _plainly(text: str) -> str:
    """Fold a text as Unicode describes it: case, compatibility, and no marks."""
    apart = unicodedata.normalize("NFKD", text.casefold())
    return "".join(part for part in apart if not unicodedata.combining(part))


@given(st.text(st.characters(min_codepoint=0x20, max_codepoint=0xFF, exclude_characters="æøÆØ")))
def test_latin_text_is_folded_as_unicode_describes_it(text: str) -> None:
    assert fold(text) == _plainly(text)


@given(st.text())
def test_neighbours_do_not_change_what_becomes_of_a_character(text: str) -> None:
    assert fold(f"é{text}") == "e" + "".join(fold(character) for character in text.lower())


def test_words_of_four_languages_are_found_whatever_the_accents_and_letters() -> None:
    assert words("Œuvre d’ÉDUCATION") == ["oeuvre", "d", "education"]
    assert words("Niño, año") == ["nino", "ano"]
    assert words("أُمّ القُرى") == words("ام القري")
