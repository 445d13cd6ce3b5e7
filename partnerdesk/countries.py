"""Countries and territories by ISO 3166-1 code, with their names in the language in use."""

from functools import cache

from partnerdesk import cldr
from partnerdesk.i18n import language as language_in_use

# Babel's territories also hold groups of countries, parts of countries that have no code of their own in the standard, and
# codes for tests.
_NO_COUNTRIES = frozenset(["AC", "CP", "CQ", "DG", "EA", "EU", "EZ", "IC", "QO", "TA", "UN", "XA", "XB", "ZZ"])


def codes() -> list[str]:
    """Return every code (ISO 3166-1 alpha-2, and XK for Kosovo), sorted by code."""
    return sorted(_names("en"))


def exists(code: str) -> bool:
    """Tell whether this is the code of a country."""
    return code in _names(language_in_use())


def label(code: str, language: str | None = None) -> str:
    """Return a country's name in a language, by default the one in use; the code itself where it is not known."""
    return _names(language or language_in_use()).get(code, code)


def choices(language: str | None = None) -> list[tuple[str, str]]:
    """Return (code, name) of every country in the order of the names, accents aside."""
    return list(_choices(language or language_in_use()))


@cache
def _choices(language: str) -> tuple[tuple[str, str], ...]:
    from partnerdesk.text import fold

    return tuple(sorted(_names(language).items(), key=lambda country: fold(country[1])))


@cache
def _names(language: str) -> dict[str, str]:
    names = cldr.facts(language)["territories"]
    return {code: name for code, name in names.items() if len(code) == 2 and code not in _NO_COUNTRIES}
