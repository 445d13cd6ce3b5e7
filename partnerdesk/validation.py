"""Whether a record's values keep to the description of its kind; it never stops a merge, only tells people."""

import re
from collections.abc import Iterator, Mapping
from datetime import UTC, date, datetime
from functools import cache

import msgspec

from partnerdesk import showing, vocabulary
from partnerdesk.errors import PartnerDeskError
from partnerdesk.i18n import _
from partnerdesk.store.kinds import Field, Kind, kind_named
from partnerdesk.store.ops import Value
from partnerdesk.views import View

EARLIEST_YEAR = 1500
"""The oldest charity still at work is hardly older (house convention)."""

_ORDER: Mapping[str, tuple[tuple[str, str], ...]] = {
    "contact": (("consent_on", "consent_withdrawn_on"),),
    "flag": (("noted_on", "closed_on"),),
}
"""Pairs of date fields of which the first cannot lie after the second."""

_PART_ORDER = (("issued", "expires"), ("start", "end"))
_AT_LEAST_ONE = frozenset(["number", "revision"])
_MAY_BE_NEGATIVE = frozenset(["budget_change"])
_ID = re.compile(r"[0-9a-f]{32}")


class Problem(msgspec.Struct, frozen=True):
    """What is wrong with a field, in one whole sentence."""

    field: str
    sentence: str


def problems(kind: str | Kind, values: Mapping[str, Value]) -> list[Problem]:
    """Return everything that is wrong with a record's values, in the order of its fields."""
    described = kind_named(kind) if isinstance(kind, str) else kind
    found = [
        Problem(name, sentence)
        for name, about in described.fields.items()
        for sentence in _wrong(about, values.get(name))
    ]
    return found + list(_disorder(described, values))


def standing_problems(kind: Kind, values: Mapping[str, Value]) -> list[Problem]:
    """Return what is wrong with a record as it stands: what stays on another device is not missing."""
    return [one for one in problems(kind, values) if one.field not in kind.stays or values.get(one.field)]


def needs_review(view: View) -> bool:
    """Tell whether a record breaks a rule of its kind, as a merge of two correct records may."""
    return not view.deleted and bool(standing_problems(view.kind, view.values))


def check_change(kind: str, values: Mapping[str, Value]) -> list[Problem]:
    """Return what is wrong with the fields that are about to change, leaving the others out of account."""
    return [problem for problem in problems(kind, values) if problem.field in values]


def require(kind: str, values: Mapping[str, Value]) -> None:
    """Raise PartnerDeskError that names everything wrong with the fields that are about to be written."""
    if found := check_change(kind, values):
        raise PartnerDeskError(" ".join([*(problem.sentence for problem in found), _("Nothing was changed.")]))


def _wrong(about: Field, value: Value) -> Iterator[str]:
    if value in (None, "", [], {}) or (isinstance(value, str) and not value.strip()):
        if about.required:
            yield _("“{field}” is missing.").format(field=_(about.label))
        return
    if (check := _CHECKS.get(about.type)) is not None:
        yield from check(about, value)


def _text(about: Field, value: Value) -> Iterator[str]:
    if not isinstance(value, str):
        yield _("“{field}” must be a text.").format(field=_(about.label))


def _number(about: Field, value: Value) -> Iterator[str]:
    if not isinstance(value, int) or isinstance(value, bool):
        yield _("“{field}” must be a whole number.").format(field=_(about.label))
    elif about.name == "year_founded" and not EARLIEST_YEAR <= value <= datetime.now(UTC).year + 1:
        yield _("“{field}” is {year}, which cannot be the year meant.").format(field=_(about.label), year=value)
    elif about.name in _AT_LEAST_ONE and value < 1:
        yield _("“{field}” must be 1 or more.").format(field=_(about.label))


def _bool(about: Field, value: Value) -> Iterator[str]:
    if not isinstance(value, bool):
        yield _("“{field}” must be yes or no.").format(field=_(about.label))


def _date(about: Field, value: Value) -> Iterator[str]:
    if _day(value) is None:
        yield _("“{field}” is no date of the calendar.").format(field=_(about.label))


def _code(about: Field, value: Value) -> Iterator[str]:
    if about.machine:
        known = value in vocabulary.states(about.machine)
    elif about.codes is None or vocabulary.is_extensible(about.codes):
        return
    else:
        known = isinstance(value, str) and vocabulary.has(about.codes, value)
    if not known:
        # Translators: {value} is a code that the field's list does not hold.
        yield _("“{field}” has the value “{value}”, which its list does not hold.").format(
            field=_(about.label), value=value
        )


def _codes(about: Field, value: Value) -> Iterator[str]:
    if not isinstance(value, list):
        yield _("“{field}” must be a list.").format(field=_(about.label))
        return
    for item in value:
        yield from _code(about, item)


def _words(about: Field, value: Value) -> Iterator[str]:
    if not isinstance(value, list) or not all(isinstance(item, str) for item in value):
        yield _("“{field}” must be a list of words.").format(field=_(about.label))


def _reference(about: Field, value: Value) -> Iterator[str]:
    if not isinstance(value, str) or not _ID.fullmatch(value):
        yield _("“{field}” does not name a record.").format(field=_(about.label))


def _money(about: Field, value: Value) -> Iterator[str]:
    minor = value.get("minor") if isinstance(value, dict) else None
    if not isinstance(minor, int) or isinstance(minor, bool):
        yield _("“{field}” has no amount.").format(field=_(about.label))
        return
    if minor < 0 and about.name not in _MAY_BE_NEGATIVE:
        yield _("“{field}” cannot be less than nothing.").format(field=_(about.label))
    currency = value.get("currency")
    if not currency:
        yield _("“{field}” has an amount without a currency.").format(field=_(about.label))
    elif currency not in _currencies():
        yield _("“{field}” has the currency “{currency}”, which is no code of ISO 4217.").format(
            field=_(about.label), currency=currency
        )


def _period(about: Field, value: Value) -> Iterator[str]:
    if not isinstance(value, dict):
        yield _("“{field}” must be a first and a last day.").format(field=_(about.label))
        return
    yield from _dates_of(about, value, ("start", "end"))


def _rows(about: Field, value: Value) -> Iterator[str]:
    if not isinstance(value, list) or not all(isinstance(row, dict) for row in value):
        yield _("“{field}” must be a list of lines.").format(field=_(about.label))
        return
    for row in value:
        yield from _dates_of(about, row, tuple(showing.PART_DATES))


def _dates_of(about: Field, row: Mapping[str, Value], parts: tuple[str, ...]) -> Iterator[str]:
    if any(row.get(part) and _day(row[part]) is None for part in parts):
        yield _("“{field}” holds something that is no date of the calendar.").format(field=_(about.label))
        return
    for first, last in _PART_ORDER:
        if _reversed(row.get(first), row.get(last)):
            yield _("“{field}” ends before it begins.").format(field=_(about.label))


def _disorder(kind: Kind, values: Mapping[str, Value]) -> Iterator[Problem]:
    for first, last in _ORDER.get(kind.name, ()):
        if _reversed(values.get(first), values.get(last)):
            # Translators: {last} and {first} are names of dates.
            words = _("“{last}” lies before “{first}”.")
            yield Problem(last, words.format(first=_(kind.fields[first].label), last=_(kind.fields[last].label)))


def _reversed(first: Value, last: Value) -> bool:
    start, end = _day(first), _day(last)
    return start is not None and end is not None and end < start


def _day(value: Value) -> date | None:
    try:
        return date.fromisoformat(value) if isinstance(value, str) else None
    except ValueError:
        return None


@cache
def _currencies() -> frozenset[str]:
    from babel.numbers import list_currencies

    return frozenset(list_currencies())


_CHECKS = {
    "text": _text,
    "longtext": _text,
    "int": _number,
    "bool": _bool,
    "date": _date,
    "code": _code,
    "codes": _codes,
    "words": _words,
    "ref": _reference,
    "money": _money,
    "period": _period,
    "rows": _rows,
}
