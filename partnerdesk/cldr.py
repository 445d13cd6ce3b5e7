"""What Unicode's CLDR says of dates and countries, taken out of Babel once and kept.

Loading Babel and a language takes a tenth of the time in which the window shows its first list.
"""

from functools import cache
from importlib.util import find_spec
from typing import Any, Literal, TypedDict

from partnerdesk import kept

Length = Literal["short", "medium", "long", "full"]


class Facts(TypedDict):
    """Of one language: how dates are put together (as for the % of Python), names of months and days, and of countries."""

    dates: dict[Length, str]
    months: dict[str, list[str]]
    days: list[str]
    territories: dict[str, str]


@cache
def facts(locale: str) -> Facts:
    """Return what is said for a locale such as ``fr`` or ``en_GB``."""
    spec = find_spec("babel")
    stamp = kept.stamp_of(spec.origin) if spec and spec.origin else "0"
    found: Facts = kept.made(f"cldr-{locale}", stamp, lambda: _from_babel(locale))
    return found


def _from_babel(locale: str) -> Any:
    from babel import Locale

    said = Locale.parse(locale)
    months = said.months["format"]
    days = said.days["format"]["wide"]
    return {
        "dates": {length: pattern.format for length, pattern in said.date_formats.items()},
        "months": {
            "MMM": [months["abbreviated"][number] for number in range(1, 13)],
            "MMMM": [months["wide"][number] for number in range(1, 13)],
        },
        "days": [days[number] for number in range(7)],
        "territories": {str(code): str(name) for code, name in said.territories.items()},
    }
