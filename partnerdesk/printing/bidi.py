"""Which way text runs, and how a line of it is drawn: Arabic letters joined, brackets mirrored, in visual order."""

import unicodedata
from functools import cache
from itertools import islice

from arabic_reshaper import ArabicReshaper

# The pure-Python algorithm: the package's other one does not mirror brackets.
from bidi.algorithm import get_display

from partnerdesk.printing import fonts

_RIGHT_TO_LEFT = frozenset({"R", "AL"})
# Marks that steer joining and order; they are obeyed, then taken out because no font draws them.
_STEERING = frozenset("\u200c\u200d\u200e\u200f\u061c")
_JUDGED = 2_000


@cache
def _reshaper() -> ArabicReshaper:
    return ArabicReshaper({"delete_harakat": False, "delete_tatweel": False})


def runs_right_to_left(text: str, *, default: bool) -> bool:
    """Tell whether most letters of a text belong to a right-to-left script; `default` where it has no letters.

    The majority decides, not the first letter: Arabic sentences often start with a Latin acronym.
    """
    left = right = 0
    for character in islice(text, _JUDGED):
        kind = unicodedata.bidirectional(character)
        left += kind == "L"
        right += kind in _RIGHT_TO_LEFT
    return default if left == right else right > left


def isolated(text: str) -> str:
    """Return words that keep their own order, brackets and all, inside a line of the other direction."""
    mark = "\u200f" if runs_right_to_left(text, default=False) else "\u200e"
    return f"{mark}{text}{mark}"


def shaped(text: str) -> str:
    """Return text in logical order, ready to be measured: letters joined, one character for each glyph.

    Line ends stay. Control characters go; what the font lacks becomes a visible box.
    """
    composed = unicodedata.normalize("NFC", text.replace("\r\n", "\n"))
    if _has_right_to_left(composed):
        composed = _reshaper().reshape(composed)
    table = {ord(character): drawn for character in set(composed) if (drawn := _drawn(character)) != character}
    return composed.translate(table)


def visual(line: str, *, right_to_left: bool) -> str:
    """Return one line of shaped text in the order in which its glyphs stand on paper, from left to right."""
    if right_to_left or _has_right_to_left(line):
        line = get_display(line, base_dir="R" if right_to_left else "L")
    return "".join(character for character in line if character not in _STEERING)


def _has_right_to_left(text: str) -> bool:
    return not text.isascii() and any(unicodedata.bidirectional(c) in _RIGHT_TO_LEFT for c in set(text))


@cache
def _drawn(character: str) -> str:
    if character == "\n" or character in _STEERING:
        return character
    if character in "\u2028\u2029\x0b\x0c\r\x85":
        return "\n"
    category = unicodedata.category(character)
    if category == "Zs" or character == "\t":
        return character if character in "\u00a0\u202f" else " "
    if category in {"Cc", "Cf"} or "\ufe00" <= character <= "\ufe0f":
        return ""
    return character if fonts.has(character) else fonts.MISSING
