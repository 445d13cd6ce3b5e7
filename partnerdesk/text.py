"""Text as the search sees it: without case, accents and the variants of Arabic letters."""

import re
import unicodedata
from collections.abc import Callable
from functools import lru_cache

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
_BEYOND_ASCII = re.compile("([^\x00-\x7f]+)")
_LONGEST_KEPT = 30
"""Single letters between others, and words of other scripts, come again and again; so long ones do not."""

_APART = _Once(lambda character: character if character.isalnum() else " ")


def fold(text: str) -> str:
    """Return the text by which it is found: case, accents, ligatures, hamza, harakat and tatweel do not matter.

    Decomposing takes the hamza off its carrier, so أ إ آ become ا, ؤ becomes و and ئ becomes ي. What becomes of a character does
    not depend on its neighbours: marks go, so their order does not matter.
    """
    if text.isascii():
        return text.lower()
    parts = _BEYOND_ASCII.split(text.lower())
    parts[1::2] = [_folded_run(run) if len(run) <= _LONGEST_KEPT else run.translate(_FOLDED) for run in parts[1::2]]
    return "".join(parts)


@lru_cache(maxsize=4096)
def _folded_run(run: str) -> str:
    return run.translate(_FOLDED)


def words(text: str) -> list[str]:
    """Return the folded words of a text, for a search as typed."""
    return fold(text).translate(_APART).split()
