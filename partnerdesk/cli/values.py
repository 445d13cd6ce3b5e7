"""Values as they are typed, read by the description of their field."""

import json
from collections.abc import Callable, Mapping, Sequence
from datetime import date
from decimal import Decimal
from pathlib import Path

from partnerdesk import vocabulary
from partnerdesk.errors import PartnerDeskError
from partnerdesk.i18n import _
from partnerdesk.store.kinds import Field, Kind, kinds
from partnerdesk.store.ops import Value

LARGEST_TEXT = 2**20
LARGEST_AMOUNT = 17
"""Digits after the first one of an amount in minor units."""
_YES = frozenset({"yes", "true", "1", "oui", "sí", "si", "نعم"})
_NO = frozenset({"no", "false", "0", "non", "لا"})
_MANY = 40


def kind_called(name: str) -> Kind:
    """Return a kind of record; PartnerDeskError that names the kinds there are."""
    found = kinds().get(name.replace("-", "_"))
    if found is None:
        raise refused(_("kind of record"), name, list(kinds()))
    return found


def field_called(kind: Kind, name: str) -> Field:
    """Return a field of a kind; PartnerDeskError that names its fields."""
    if name not in kind.fields:
        raise refused(_("field of this kind of record"), name, list(kind.fields))
    return kind.fields[name]


def refused(what: str, name: str, possible: Sequence[str]) -> PartnerDeskError:
    """Return the refusal of a name that is not known, with the names that are."""
    shown = ", ".join(possible[:_MANY]) + (" …" if len(possible) > _MANY else "")
    return PartnerDeskError(
        # Translators: {what} is for instance “field of this kind of record” or “code of Type”.
        _("“{name}” is no {what}. Nothing was changed. Possible are: {possible}.").format(
            name=name, what=what, possible=shown
        )
    )


def assignments(typed: Sequence[str]) -> dict[str, str]:
    """Split `name=value` words; PartnerDeskError for one without a sign of equality, and for a name given twice."""
    found: dict[str, str] = {}
    for word in typed:
        name, equals, value = word.partition("=")
        if not equals or not name:
            raise PartnerDeskError(_("“{word}” is not of the form name=value. Nothing was changed.").format(word=word))
        if name in found:
            raise PartnerDeskError(_("“{name}” is given twice. Nothing was changed.").format(name=name))
        found[name] = value
    return found


def read(about: Field, typed: str, before: Value = None) -> Value:
    """Return the value that was typed for a field, None for nothing; `before` is what +x and -x change.

    Raises PartnerDeskError that says how the value is written.
    """
    if about.is_set:
        return _several(about, typed, before)
    if not typed.strip():
        return None
    return _READERS.get(about.type, _text)(about, typed.strip() if about.type in _READERS else typed)


def text_of(typed: str) -> str:
    """Return what was typed, or what stands in the file named after @; @@ begins a text with @."""
    if typed.startswith("@@") or not typed.startswith("@"):
        return typed.removeprefix("@") if typed.startswith("@@") else typed
    file = Path(typed[1:])
    try:
        with file.open("rb") as opened:
            content = opened.read(LARGEST_TEXT + 1)
        if len(content) > LARGEST_TEXT:
            raise PartnerDeskError(
                _("The file {file} is longer than a field can hold. Nothing was changed.").format(file=file)
            )
        return content.decode("utf-8-sig").replace("\r\n", "\n").rstrip("\n")
    except UnicodeDecodeError:
        raise PartnerDeskError(
            _("The file {file} holds no text in UTF-8. Nothing was changed. Name another file.").format(file=file)
        ) from None


def read_json(label: str, typed: str) -> Value:
    """Return JSON as it was typed or stands in the file named after @; numbers with a point are refused."""
    try:
        found: Value = json.loads(text_of(typed), parse_float=_no_float, parse_constant=_no_float)
    except (ValueError, RecursionError):
        raise _unreadable(label, typed, '[{"number": "12"}]') from None
    return found


def yes_or_no(label: str, typed: str) -> bool:
    """Return whether yes or no was typed, in any language of the program."""
    word = typed.strip().casefold()
    if word in _YES | _NO:
        return word in _YES
    raise _unreadable(label, typed, "yes, no")


def _no_float(typed: str) -> Value:
    # A binary fraction has no exact value to merge by; whoever needs one writes it as text.
    raise ValueError(typed)


def _unreadable(label: str, typed: str, example: str) -> PartnerDeskError:
    return PartnerDeskError(
        # Translators: {field} is a label; {example} shows how a value is written.
        _("“{value}” cannot be read as “{field}”. Nothing was changed. It is written like this: {example}.").format(
            value=typed[:60], field=label, example=example
        )
    )


def _several(about: Field, typed: str, before: Value) -> Value:
    items = [item.strip() for item in typed.split(",") if item.strip()]
    signed = [item for item in items if item[0] in "+-"]
    if signed and len(signed) < len(items):
        raise _unreadable(_(about.label), typed, "+x,-y")
    if not signed:
        return [_code(about, item) for item in items]
    kept = list(before) if isinstance(before, list) else []
    for item in signed:
        # What is taken away need not be a code that is known here: a newer version may have put it there.
        name = item[1:].strip()
        kept = [other for other in kept if other != name] + ([_code(about, name)] if item[0] == "+" else [])
    return kept


def _code(about: Field, typed: str) -> str:
    """Refuse a code that is not listed, of an extensible list too: it is more often a slip than a new code."""
    if about.codes is None or typed in vocabulary.codes(about.codes):
        return typed
    raise refused(_("code of “{field}”").format(field=_(about.label)), typed, vocabulary.codes(about.codes))


def _text(_about: Field, typed: str) -> Value:
    return text_of(typed)


def _whole(about: Field, typed: str) -> Value:
    try:
        return int(typed)
    except ValueError:
        raise _unreadable(_(about.label), typed, "1999") from None


def _bool(about: Field, typed: str) -> Value:
    return yes_or_no(_(about.label), typed)


def _day(about: Field, typed: str) -> Value:
    try:
        return date.fromisoformat(typed).isoformat()
    except ValueError:
        raise _unreadable(_(about.label), typed, "2026-03-31") from None


def _money(about: Field, typed: str) -> Value:
    from babel.numbers import get_currency_precision

    amount, _space, currency = typed.rpartition(" ")
    try:
        exact = Decimal(amount.replace(" ", "")).scaleb(get_currency_precision(currency.upper()))
    except ArithmeticError:
        raise _unreadable(_(about.label), typed, "1200.50 EUR") from None
    if not exact.is_finite() or exact.adjusted() > LARGEST_AMOUNT or exact != exact.to_integral_value():
        raise _unreadable(_(about.label), typed, "1200.50 EUR")
    return {"minor": int(exact), "currency": currency.upper()}


def _period(about: Field, typed: str) -> Value:
    start, dots, end = typed.partition("..")
    parts = {"start": start.strip(), "end": end.strip() if dots else start.strip()}
    try:
        return {name: date.fromisoformat(day).isoformat() for name, day in parts.items() if day}
    except ValueError:
        raise _unreadable(_(about.label), typed, "2026-01-01..2026-12-31") from None


def _rows(about: Field, typed: str) -> Value:
    found = read_json(_(about.label), typed)
    rows = found if isinstance(found, list) else [found]
    for row in rows:
        if not isinstance(row, Mapping):
            raise _unreadable(_(about.label), typed, f'[{{"{about.parts[0]}": "…"}}]')
        for part in row:
            if part not in about.parts:
                raise refused(_("part of “{field}”").format(field=_(about.label)), part, about.parts)
    return rows


def _json(about: Field, typed: str) -> Value:
    return read_json(_(about.label), typed)


_READERS: Mapping[str, Callable[[Field, str], Value]] = {
    "int": _whole,
    "bool": _bool,
    "date": _day,
    "code": _code,
    "ref": _text,
    "money": _money,
    "period": _period,
    "rows": _rows,
    "json": _json,
}
