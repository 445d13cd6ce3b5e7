"""Words in the reader's language: gettext catalogues, reading direction, dates and numbers."""

import gettext as _gettext
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Literal, NamedTuple

if TYPE_CHECKING:
    # Loaded where a date or a number is written: every command and the window's first paint wait for this module.
    from datetime import date, datetime
    from decimal import Decimal

LANGUAGES = ("fr", "en", "es", "ar")
"""The languages of the program, French first: it is the reference for proof-reading."""

CATALOGUES = Path(__file__).resolve().parent.parent / "translations"

_ENDONYMS = {"fr": "Français", "en": "English", "es": "Español", "ar": "العربية"}
_MOST_COUNTED = 100
"""So many steps people follow one by one."""
# Day before month and a 24-hour clock, as offices outside the United States write English.
_LOCALES = {"en": "en_GB"}


class _Words(NamedTuple):
    language: str
    catalogue: _gettext.NullTranslations


_window = _Words("en", _gettext.NullTranslations())
# Set only inside `using`; a context variable, so that a job printing in Arabic leaves the window's thread alone.
_elsewhere: ContextVar[_Words | None] = ContextVar("partnerdesk_language", default=None)


def set_language(language: str) -> None:
    """Show words in this language from now on, in every thread; English where a catalogue is not there."""
    global _window  # noqa: PLW0603  one language for the process, as gettext has it
    _window = _words(language)


@contextmanager
def using(language: str) -> Iterator[None]:
    """Use another language within a `with` block of this thread, for instance to print a form in Arabic."""
    token = _elsewhere.set(_words(language))
    try:
        yield
    finally:
        _elsewhere.reset(token)


def language() -> str:
    """Return the language in use, such as ``fr``."""
    return _current().language


def endonym(language: str) -> str:
    """Return what a language calls itself, such as ``Français``; its code where that is not known."""
    return _ENDONYMS.get(language, language)


def is_rtl(language: str) -> bool:
    """Tell whether this language is written from right to left."""
    return language == "ar"


def preferred_language() -> str:
    """Return the language that the system's user prefers among those of the program, else English."""
    for wish in _system_languages():
        code = wish.replace("-", "_").split("_")[0].split(".")[0].lower()
        if code in LANGUAGES:
            return code
    return "en"


def _(message: str) -> str:
    """Translate one message."""
    # gettext answers the empty message with the catalogue's header.
    return _current().catalogue.gettext(message) if message else ""


def ngettext(singular: str, plural: str, n: int) -> str:
    """Translate a message that depends on a number."""
    return _current().catalogue.ngettext(singular, plural, n)


def pgettext(context: str, message: str) -> str:
    """Translate a message that means different things in different places; `context` is never shown."""
    return _current().catalogue.pgettext(context, message)


def N_(message: str) -> str:
    """Mark a message for extraction; it is translated where it is shown."""
    return message


def format_date(value: "date", length: Literal["short", "medium", "long", "full"] = "medium") -> str:
    """Write a date as the language in use does, such as ``1 mars 2026``."""
    from partnerdesk import cldr

    said = cldr.facts(_locale_name())
    parts = {
        "d": str(value.day),
        "dd": f"{value.day:02}",
        "M": str(value.month),
        "MM": f"{value.month:02}",
        **{width: names[value.month - 1] for width, names in said["months"].items()},
        "y": str(value.year),
        "yy": f"{value.year % 100:02}",
        "EEEE": said["days"][value.weekday()],
    }
    return said["dates"][length] % parts


def format_datetime(value: "datetime") -> str:
    """Write a date and a time to the minute; a moment with an offset is told in this computer's time zone."""
    from babel.dates import format_time, get_datetime_format

    local = value.astimezone() if value.tzinfo else value
    name = _locale_name()
    pattern = str(get_datetime_format("medium", locale=name)).replace("'", "")
    time = format_time(local, format="short", tzinfo=local.tzinfo, locale=name)
    return pattern.replace("{1}", format_date(local)).replace("{0}", time)


def format_decimal(value: "Decimal | int", places: int | None = None) -> str:
    """Write a number with the separators of the language in use, with exactly `places` decimals where given.

    Halves are rounded away from zero, as on paper.
    """
    from decimal import ROUND_HALF_UP, Decimal

    from babel.numbers import format_decimal as write

    exact = Decimal(value)
    if places is None:
        return write(exact, locale=_locale_name(), decimal_quantization=False)
    rounded = exact.quantize(Decimal(1).scaleb(-places), rounding=ROUND_HALF_UP)
    pattern = "#,##0" + ("." + "0" * places if places else "")
    return write(rounded, format=pattern, locale=_locale_name())


def format_steps(done: int, total: int) -> str:
    """Write how far some work has come: counted where there is little to count, else in percent.

    Where the total is not known, and so 0, what is done stands alone.
    """
    if not total:
        return str(done)
    if total <= _MOST_COUNTED:
        # Translators: steps of a running job.
        return _("{done} of {total}").format(done=done, total=total)
    from decimal import Decimal

    from babel.numbers import format_percent

    # Rounded down: all is done when it is done.
    return format_percent(Decimal(done * 100 // total).scaleb(-2), locale=_locale_name())


def _current() -> _Words:
    return _elsewhere.get() or _window


def _locale_name() -> str:
    language = _current().language
    return _LOCALES.get(language, language)


@cache
def _words(language: str) -> _Words:
    return _Words(language, _gettext.translation("partnerdesk", CATALOGUES, [language], fallback=True))


def _system_languages() -> Iterator[str]:
    for name in ("LANGUAGE", "LC_ALL", "LC_MESSAGES", "LANG"):
        yield from os.environ.get(name, "").split(":")
    if sys.platform == "win32":
        import ctypes
        import locale

        yield locale.windows_locale.get(ctypes.windll.kernel32.GetUserDefaultUILanguage(), "")
        return
    import locale

    if known := locale.getlocale()[0]:
        yield known
