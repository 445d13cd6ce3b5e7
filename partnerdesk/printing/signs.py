"""Where the short vowels and other signs of Arabic stand: over the middle of their letter, above one another."""

import re
import unicodedata
from collections.abc import Iterator
from typing import NamedTuple

from partnerdesk.printing import fonts

_SIGNS = "\u064b\u064c\u064d\u064e\u064f\u0650\u0651\u0652\u0653\u0654\u0670"
_SIGNED = re.compile(f"([{_SIGNS}]+)(.?)")
_BELOW = frozenset("\u064d\u0650")
_DOUBLED = "\u0651"
_TALL = frozenset("اأإآلكطظ")

# In shares of the font's size. DejaVu gives a sign no width and draws it at one place, right for a letter of
# middling width and height that has no second sign.
_MIDDLE = 0.25
_OVER_TALL = 0.18
_STACKED = 0.26


class Sign(NamedTuple):
    """A sign and its place: points to the right of the line's start and above its baseline."""

    character: str
    right: float
    up: float


def parted(drawn: str, size: float, *, bold: bool) -> tuple[str, list[Sign]]:
    """Return a line in visual order without its Arabic signs, and the signs with their places."""
    placed: list[Sign] = []
    for found in _SIGNED.finditer(drawn):
        # In visual order the signs of a letter come before it; they take no room.
        signs, letter = found.groups()
        middle = fonts.width(drawn[: found.start()], size, bold=bold) + fonts.width(letter, size, bold=bold) / 2
        placed += _placed(signs, letter, middle, size)
    return re.sub(f"[{_SIGNS}]", "", drawn), placed


def _placed(signs: str, letter: str, middle: float, size: float) -> Iterator[Sign]:
    """Place the signs of one letter; what doubles it stands next to it, its vowel beyond that."""
    right = middle - _MIDDLE * size * fonts.NARROW / 100
    tall = not _TALL.isdisjoint(unicodedata.normalize("NFKC", letter))
    above = _OVER_TALL * size if tall else 0.0
    for sign in sorted(signs, key=lambda one: one != _DOUBLED):
        if sign in _BELOW:
            yield Sign(sign, right, 0.0)
        else:
            yield Sign(sign, right, above)
            above += _STACKED * size
