"""Between journal values and the columns of a row."""

from collections.abc import Mapping
from functools import cache
from typing import Any

from partnerdesk.store.jsontext import from_text, to_text
from partnerdesk.store.kinds import HOUSEKEEPING, Field, Kind, kind_named
from partnerdesk.store.merge import DELETED
from partnerdesk.store.ops import Value
from partnerdesk.text import fold, words

WIDEST = 2**63
LONGEST_SORT = 80
"""So many letters of a title decide where a record stands in a list."""

_JSON_TYPES = frozenset({"codes", "words", "rows", "money", "period", "json"})


def base(name: str) -> str:
    """Return the field that a journal name belongs to: `themes/access` is an element of `themes`."""
    return name.partition("/")[0]


@cache
def _columns(kind: str) -> tuple[str, ...]:
    return (*(name for name in HOUSEKEEPING if name != "n"), *kind_named(kind).fields)


def columns(kind: Kind) -> tuple[str, ...]:
    """Return the columns that the fold reads and writes, in the order of `upsert`."""
    return _columns(kind.name)


def names(wanted: tuple[str, ...]) -> str:
    return ", ".join(f'"{name}"' for name in wanted)


def upsert(kind: Kind) -> str:
    """Return the statement that writes a whole row, for the driver's `executemany`."""
    wanted = columns(kind)
    marks = ", ".join("?" * len(wanted))
    sets = ", ".join(f'"{name}" = excluded."{name}"' for name in wanted if name != "id")
    return f"INSERT INTO {kind.name} ({names(wanted)}) VALUES ({marks}) ON CONFLICT (id) DO UPDATE SET {sets}"


def put(kind: Kind, row: dict[str, Any], values: dict[str, Value]) -> None:
    """Write journal values into a row; what this version does not know is kept in `extra`."""
    kept_as_text = _kept_as_text(kind.name)
    sets: dict[str, dict[str, bool]] = {}
    unknown: dict[str, Value] = {}
    for name, value in values.items():
        if type(value) is str and name in kept_as_text:
            row[name] = value
            continue
        field_name, slash, element = name.partition("/")
        about = kind.fields.get(field_name)
        if about is not None and about.is_set and not slash and value is None:
            # An erased set: its elements are gone from the journal.
            continue
        if about is None or about.is_set != bool(slash):
            if name != DELETED:
                unknown[name] = value
        elif about.is_set:
            sets.setdefault(field_name, {})[element] = bool(value)
        else:
            row[field_name] = to_column(about, value)
    for field_name, elements in sets.items():
        current = set(from_text(row[field_name]) or ())
        current |= {element for element, present in elements.items() if present}
        current -= {element for element, present in elements.items() if not present}
        row[field_name] = to_text(sorted(current)) if current else None
    if unknown:
        row["extra"] = to_text({**(from_text(row["extra"]) or {}), **unknown})
    if not all(map({*values, *sets}.isdisjoint, (kind.searched, kind.title))):
        row["find"] = _found_by(kind, row)
        row["sort"] = " ".join(words(title(kind, row)[:LONGEST_SORT])) or None


@cache
def _kept_as_text(kind: str) -> frozenset[str]:
    """Return the fields of which a text is kept as it is."""
    fields = kind_named(kind).fields.values()
    return frozenset(about.name for about in fields if about.type not in _JSON_TYPES | {"int", "bool"})


def _found_by(kind: Kind, row: Mapping[str, Any]) -> str | None:
    """Return the words by which a record is found."""
    return " ".join(fold(text) for name in kind.searched if (text := _text(kind.fields[name], row[name]))) or None


def title(kind: Kind, row: Mapping[str, Any]) -> str:
    """Return what names a record to people: the first of its kind's title fields that holds something."""
    return next((str(row[name]) for name in kind.title if row[name]), "")


def _text(about: Field, value: Any) -> str:
    if about.is_set:
        return " ".join(from_text(value) or ())
    return value or ""


def to_column(about: Field, value: Value) -> Any:
    """Return a journal value as the column keeps it.

    A value of an unexpected type must not stop a merge: it is kept as text where text fits, and left out elsewhere. The
    journal has it all the same.
    """
    if value is None:
        return None
    if about.type in _JSON_TYPES:
        return to_text(value) if _has_shape(about, value) else None
    if about.type == "int":
        return value if isinstance(value, int) and -WIDEST <= value < WIDEST else None
    if about.type == "bool":
        return bool(value)
    return value if isinstance(value, str) else to_text(value)


def _has_shape(about: Field, value: Value) -> bool:
    """Tell whether a value of several parts has parts, so that whoever shows it can take it apart."""
    if about.type == "rows":
        return isinstance(value, list) and all(isinstance(row, dict) for row in value)
    return about.type == "json" or isinstance(value, dict)


def from_column(about: Field, value: Any) -> Value:
    """Return a column as the value that people and the journal know."""
    if value is None:
        return [] if about.is_set else None
    if about.type in _JSON_TYPES:
        return from_text(value)
    return bool(value) if about.type == "bool" else value
