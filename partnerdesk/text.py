"""Text as the search sees it: without case, accents and the variants of Arabic letters."""

import re
import unicodedata
from collections.abc import Callable

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
_BEYOND_ASCII = re.compile("[^\x00-\x7f]+")
_FEW = 12
"""So many letters with accents are replaced one after the other, which is quicker than looking at every letter of a text."""

_APART = _Once(lambda character: character if character.isalnum() else " ")


def fold(text: str) -> str:
    """Return the text by which it is found: case, accents, ligatures, hamza, harakat and tatweel do not matter.

    Decomposing takes the hamza off its carrier, so أ إ آ become ا, ؤ becomes و and ئ becomes ي. What becomes of a character does
    not depend on its neighbours: marks go, so their order does not matter.
    """
    if text.isascii():
        return text.lower()
    result = lower = text.lower()
    characters = set("".join(_BEYOND_ASCII.findall(lower)))
    if len(characters) > _FEW:
        return lower.translate(_FOLDED)
    for character in characters:
        folded = _FOLDED[ord(character)]
        if not folded.isascii() and folded != character:
            # It may be one that is still to be replaced.
            return lower.translate(_FOLDED)
        result = result.replace(character, folded)
    return result


def words(text: str) -> list[str]:
    """Return the folded words of a text, for a search as typed."""
    return fold(text).translate(_APART).split()
