"""The value of any field in words, for lists, history, conflicts, paper and command line."""

from collections.abc import Callable, Iterable, Mapping
from contextlib import nullcontext
from datetime import date, datetime
from decimal import Decimal

from partnerdesk import i18n, vocabulary
from partnerdesk.i18n import N_, _, pgettext
from partnerdesk.store.homes import MOVED
from partnerdesk.store.kinds import Field, Kind, kind_named
from partnerdesk.store.merge import DELETED
from partnerdesk.store.ops import Value
from partnerdesk.store.rowvalues import base

_PARTS: Mapping[str, str] = {
    "authority": N_("Authority"),
    "by": N_("Until"),
    "currency": N_("Currency"),
    "end": N_("End"),
    "expires": N_("Expires"),
    "issued": N_("Issued"),
    "kind": N_("Kind"),
    "minor": N_("Amount"),
    "number": N_("No."),
    "organisation": N_("Organisation"),
    "reference": N_("Reference"),
    "role": N_("Role"),
    "safe": N_("Safe to use"),
    "seen_on": N_("Seen on"),
    "start": N_("Start"),
    "type": N_("Type"),
    "value": N_("Value"),
    "what": N_("What"),
}
_PART_CODES: Mapping[tuple[str, str], str] = {
    ("evidence", "type"): "evidence_type",
    ("proof", "type"): "evidence_type",
    ("organisers", "role"): "participant_role",
}
PART_DATES = frozenset(["by", "expires", "issued", "seen_on"])
"""The parts of rows that are dates."""

PART_BOOLS = frozenset(["safe"])
"""The parts of rows that are yes or no."""


def shown(
    kind: str | Kind,
    field_name: str,
    value: Value,
    language: str | None = None,
    titles: Mapping[str, str] | None = None,
) -> str:
    """Return a field's value in words; nothing for no value.

    `field_name` may name one element of a set as the journal does (`themes/access`), or `deleted`. `titles` holds the titles
    of records by id for references; an id stands for itself where there is none. What this version cannot read is
    shown as it is, never refused.
    """
    described = kind_named(kind) if isinstance(kind, str) else kind
    with i18n.using(language) if language else nullcontext():
        if field_name == DELETED:
            return yes_no(value)
        about = described.fields.get(base(field_name))
        if about is None:
            return _plain(value)
        if "/" in field_name:
            return _element(about, field_name.partition("/")[2], value)
        return _shown(about, value, titles or {})


def field_label(kind: str | Kind, field_name: str) -> str:
    """Return what a field is called; its name where this version does not know it."""
    described = kind_named(kind) if isinstance(kind, str) else kind
    if field_name == DELETED:
        return _("Deleted")
    if field_name == MOVED:
        return _("Office")
    about = described.fields.get(base(field_name))
    return _(about.label) if about else field_name


def part_label(part: str) -> str:
    """Return what a part of a row, an amount or a period is called."""
    return _(_PARTS[part]) if part in _PARTS else part


def part_codes(field_name: str, part: str) -> str | None:
    """Return the code list of a part of rows; nothing for free text."""
    return _PART_CODES.get((field_name, part))


def yes_no(value: Value) -> str:
    """Return Yes or No."""
    return _("Yes") if value else _("No")


def joined(items: Iterable[str]) -> str:
    """Return a list of words in one line."""
    # Translators: what stands between the items of a list; keep the space.
    return pgettext("between items", ", ").join(item for item in items if item)


def day(value: Value) -> str:
    """Return a date that a record holds as ISO text in words; text that is no date is returned as it is."""
    try:
        return i18n.format_date(date.fromisoformat(str(value)))
    except ValueError:
        return str(value)


def moment(text: str) -> str:
    """Return a stored moment in words; what is no moment as it is."""
    try:
        return i18n.format_datetime(datetime.fromisoformat(text))
    except ValueError:
        return text


def money(value: Value) -> str:
    """Return an amount of minor units with its currency, such as 1,200.50 EUR."""
    from babel.numbers import get_currency_precision

    minor, currency = _of(value, "minor"), _of(value, "currency")
    if not isinstance(minor, int):
        return _plain(value)
    places = get_currency_precision(str(currency or ""))
    amount = i18n.format_decimal(Decimal(minor).scaleb(-places), places)
    # Translators: an amount of money with the code of its currency, such as 1,200.50 EUR.
    return _("{amount} {currency}").format(amount=amount, currency=currency) if currency else amount


def file_size(size: int) -> str:
    """Return a size in bytes in words, such as 1.4 MB."""
    if size < 1024:
        # Translators: the size of a file in bytes.
        return _("{n} B").format(n=i18n.format_decimal(size))
    if size < 2**20:
        # Translators: the size of a file in kilobytes.
        return _("{n} kB").format(n=i18n.format_decimal(Decimal(size) / 1024, 0))
    # Translators: the size of a file in megabytes.
    return _("{n} MB").format(n=i18n.format_decimal(Decimal(size) / 2**20, 1 if size < 10 * 2**20 else 0))


def period(value: Value) -> str:
    """Return a first and a last day in words; one of them may be open."""
    start, end = _of(value, "start"), _of(value, "end")
    if start and end and start != end:
        # Translators: two dates.
        return _("{start} to {end}").format(start=day(start), end=day(end))
    if start:
        return day(start) if end else _("from {start}").format(start=day(start))
    return _("until {end}").format(end=day(end)) if end else _plain(value)


def _shown(about: Field, value: Value, titles: Mapping[str, str]) -> str:
    if value is None or value in ("", [], {}):
        return ""
    if isinstance(value, bool):
        return yes_no(value)
    if isinstance(value, list) and about.is_set:
        return joined(sorted(_element(about, item) for item in value))
    if isinstance(value, list) and about.type == "rows":
        return "; ".join(_row(about, row) for row in value)
    if about.type == "ref":
        return titles.get(str(value)) or str(value)
    return _code(about, value) if about.type == "code" else _SIMPLE.get(about.type, _plain)(value)


def _element(about: Field, element: str, present: Value = True) -> str:
    label = vocabulary.label(about.codes, element) if about.codes else str(element)
    # Translators: {item} was taken out of a list, such as a theme.
    return label if present else _("without {item}").format(item=label)


def _code(about: Field, value: Value) -> str:
    if about.machine:
        return vocabulary.state_label(about.machine, str(value))
    return vocabulary.label(str(about.codes), str(value))


def _row(about: Field, row: Value) -> str:
    if not isinstance(row, dict):
        return _plain(row)
    return joined(_part(about.name, part, value) for part, value in row.items())


def _part(field_name: str, part: str, value: Value) -> str:
    if isinstance(value, bool):
        # Translators: a property and Yes or No.
        return _("{label}: {value}").format(label=part_label(part), value=yes_no(value))
    if part in PART_DATES and value:
        return _("{label}: {value}").format(label=part_label(part), value=day(value))
    codes = part_codes(field_name, part)
    return vocabulary.label(codes, str(value)) if codes and value else _plain(value)


def _of(value: Value, part: str) -> Value:
    return value.get(part) if isinstance(value, dict) else None


def _plain(value: Value) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return yes_no(value)
    if isinstance(value, dict):
        return joined(
            _("{label}: {value}").format(label=part_label(str(part)), value=_plain(item))
            for part, item in value.items()
        )
    return joined(_plain(item) for item in value) if isinstance(value, list) else str(value)


_SIMPLE: Mapping[str, Callable[[Value], str]] = {"date": day, "money": money, "period": period}
