"""Short vowels on paper stand over their letters, above one another, and in nobody's way who searches."""

import unicodedata
from collections.abc import Callable
from pathlib import Path

import pytest
from reportlab.pdfgen.canvas import Canvas

from partnerdesk.printing import fonts
from partnerdesk.printing.bidi import shaped, visual
from partnerdesk.printing.signs import parted
from partnerdesk.printing.text import Style, Text

SIZE = 9
HALF = 0.25 * SIZE * fonts.NARROW / 100
FATHA, KASRA, SHADDA = "\u064e", "\u0650", "\u0651"


def drawn(text: str) -> str:
    return visual(shaped(text), right_to_left=True)


@pytest.mark.parametrize("text", ["", "Réunion", "بيت", "2026 ☐"])
def test_a_line_without_signs_stays_whole(text: str) -> None:
    assert parted(drawn(text), SIZE, bold=False) == (drawn(text), [])


@pytest.mark.parametrize("bold", [True, False])
def test_a_sign_stands_over_the_middle_of_its_letter(bold: bool) -> None:
    letters, signs = parted(drawn("سبَت"), SIZE, bold=bold)

    before, letter = letters[0], letters[1]
    middle = fonts.width(before, SIZE, bold=bold) + fonts.width(letter, SIZE, bold=bold) / 2
    assert unicodedata.normalize("NFKC", letter) == "ب"
    assert [(one.character, one.up) for one in signs] == [(FATHA, 0)]
    assert signs[0].right + HALF == pytest.approx(middle)


def test_a_vowel_stands_above_the_sign_that_doubles_its_letter() -> None:
    _letters, signs = parted(drawn("مطبَّق"), SIZE, bold=False)

    assert [one.character for one in signs] == [SHADDA, FATHA]
    assert signs[0].up < signs[1].up
    assert signs[0].right == signs[1].right


def test_a_sign_clears_a_tall_letter() -> None:
    _letters, signs = parted(drawn("سُلَّم"), SIZE, bold=False)

    assert min(one.up for one in signs if one.character != "\u064f") > 0


def test_a_vowel_below_stays_below() -> None:
    _letters, signs = parted(drawn("لِ"), SIZE, bold=False)

    assert [(one.character, one.up) for one in signs] == [(KASRA, 0)]


def test_a_sign_without_a_letter_does_no_harm() -> None:
    letters, signs = parted(FATHA, SIZE, bold=False)

    assert (letters, [one.character for one in signs]) == ("", [FATHA])


def test_printed_words_are_found_without_their_short_vowels(tmp_path: Path, read: Callable[[Path], str]) -> None:
    canvas = Canvas(str(tmp_path / "signs.pdf"))
    text = Text("السياسة مطبَّقة في كل مكان", Style())
    text.wrapOn(canvas, 300, 100)

    text.drawOn(canvas, 50, 500)
    canvas.save()

    assert "السياسة مطبقة في كل مكان" in unicodedata.normalize("NFKC", read(tmp_path / "signs.pdf"))
