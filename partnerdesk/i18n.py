"""Words in the reader's language: gettext catalogues, reading direction, dates and numbers."""

import gettext as _gettext
from pathlib import Path

LANGUAGES = ("fr", "en", "es", "ar")
"""The languages of the program, French first: it is the reference for proof-reading."""

CATALOGUES = Path(__file__).resolve().parent.parent / "translations"

_language = "en"
_translations: _gettext.NullTranslations = _gettext.NullTranslations()


def set_language(language: str) -> None:
    """Show words in this language from now on; English where a catalogue is not there."""
    global _language, _translations  # noqa: PLW0603  one language for the process, as gettext has it
    _language = language
    _translations = _gettext.translation("partnerdesk", CATALOGUES, [language], fallback=True)


def language() -> str:
    """Return the language in use, such as ``fr``."""
    return _language


def is_rtl(language: str) -> bool:
    """Tell whether this language is written from right to left."""
    return language == "ar"


def _(message: str) -> str:
    """Translate one message."""
    return _translations.gettext(message)


def ngettext(singular: str, plural: str, n: int) -> str:
    """Translate a message that depends on a number."""
    return _translations.ngettext(singular, plural, n)


def N_(message: str) -> str:  # noqa: N802  the name that gettext's extraction knows
    """Mark a message for extraction; it is translated where it is shown."""
    return message
