"""Text as the search sees it: without case, accents and the variants of Arabic letters."""

import unicodedata

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


def fold(text: str) -> str:
    """Return the text by which it is found: case, accents, ligatures, hamza, harakat and tatweel do not matter.

    Decomposing takes the hamza off its carrier, so أ إ آ become ا, ؤ becomes و and ئ becomes ي.
    """
    if text.isascii():
        return text.lower()
    plain = unicodedata.normalize("NFKD", text.casefold().translate(_SAME))
    plain = "".join(character for character in plain if not unicodedata.combining(character))
    return plain.translate(_SAME).translate(_DIGITS)


def words(text: str) -> list[str]:
    """Return the folded words of a text, for a search as typed."""
    return "".join(character if character.isalnum() else " " for character in fold(text)).split()
