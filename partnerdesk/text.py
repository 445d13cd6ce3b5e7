"""Text as the search sees it: without case, accents and the variants of Arabic letters."""

import unicodedata
from collections.abc import Callable
from functools import cache

_SAME = str.maketrans(
    {
        "œ": "oe",
        "æ": "ae",
        "ø": "o",
        "đ": "d",
        "ł": "l",
        "ı": "i",
        "ʼ": "'",
        "’": "'",
        "ٱ": "ا",
        "ى": "ي",
        "ی": "ي",
        "ې": "ي",
        "ک": "ك",
        "ة": "ه",
        "ە": "ه",
        "ء": None,
        "ـ": None,
    }
)
_DIGITS = {ord(character): str(unicodedata.decimal(character)) for character in "٠١٢٣٤٥٦٧٨٩۰۱۲۳۴۵۶۷۸۹"}


class _Once(dict[int, str]):
    """A translation table that works out what becomes of a character when it first meets it."""

    def __init__(self, become: Callable[[str], str]) -> None:
        super().__init__()
        self._become = become

    def __missing__(self, code: int) -> str:
        self[code] = self._become(chr(code))
        return self[code]


def _folded(character: str) -> str:
    apart = unicodedata.normalize("NFKD", character.casefold().translate(_SAME))
    return "".join(part for part in apart if not unicodedata.combining(part)).translate(_SAME).translate(_DIGITS)


_FOLDED = _Once(_folded)
_BEYOND_LATIN_1 = (("œ", "oe"), ("’", "'"))
"""What French texts hold beside the letters of Latin-1."""


@cache
def _latin_1() -> bytes:
    """Return what becomes of each letter of Latin-1; 0, which no text holds, where it does not become one of them."""
    folded = [_FOLDED[code] for code in range(256)]
    return bytes(ord(one) if len(one) == 1 and ord(one) < len(folded) else 0 for one in folded)


_APART = _Once(lambda character: character if character.isalnum() else " ")


def fold(text: str) -> str:
    """Return the text by which it is found: case, accents, ligatures, hamza, harakat and tatweel do not matter.

    Decomposing takes the hamza off its carrier, so أ إ آ become ا, ؤ becomes و and ئ becomes ي. What becomes of a character does
    not depend on its neighbours: marks go, so their order does not matter.
    """
    lower = text.lower()
    if lower.isascii():
        return lower
    latin = lower
    for character, folded in _BEYOND_LATIN_1:
        latin = latin.replace(character, folded)
    try:
        letters = latin.encode("latin-1").translate(_latin_1())
    except UnicodeEncodeError:
        return lower.translate(_FOLDED)
    # Letter by letter is ten times as slow, and only needed where one becomes several.
    return lower.translate(_FOLDED) if 0 in letters else letters.decode("latin-1")


def words(text: str) -> list[str]:
    """Return the folded words of a text, for a search as typed."""
    return fold(text).translate(_APART).split()
