"""Between journal values and the columns of a row."""

from collections.abc import Mapping
from functools import cache
from typing import Any, NamedTuple

from partnerdesk.i18n import _
from partnerdesk.store.homes import ABOUT_RECORD
from partnerdesk.store.jsontext import from_text, to_text
from partnerdesk.store.kinds import HOUSEKEEPING, Field, Kind, kind_named
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


@cache
def _empty(kind: str) -> dict[str, Any]:
    return dict.fromkeys(_columns(kind))


def empty(kind: Kind) -> dict[str, Any]:
    """Return a row that says nothing, to be copied."""
    return _empty(kind.name)


@cache
def names(wanted: tuple[str, ...]) -> str:
    return ", ".join(f'"{name}"' for name in wanted)


def upsert(kind: Kind) -> str:
    """Return the statement that writes a whole row, for the driver's `executemany`."""
    return _upsert(kind.name)


@cache
def _upsert(kind: str) -> str:
    wanted = _columns(kind)
    marks = ", ".join("?" * len(wanted))
    sets = ", ".join(f'"{name}" = excluded."{name}"' for name in wanted if name != "id")
    return f"INSERT INTO {kind} ({names(wanted)}) VALUES ({marks}) ON CONFLICT (id) DO UPDATE SET {sets}"


def update(kind: Kind, wanted: tuple[str, ...]) -> str:
    """Return the statement that writes some columns of the row whose id comes last."""
    sets = ", ".join(f'"{name}" = ?' for name in wanted)
    return f"UPDATE {kind.name} SET {sets} WHERE id = ?"


def put(kind: Kind, row: dict[str, Any], values: dict[str, Value]) -> None:
    """Write journal values into a row; what this version does not know is kept in `extra`."""
    plan = _plan(kind.name)
    sets: dict[str, dict[str, bool]] = {}
    unknown: dict[str, Value] = {}
    for name, value in values.items():
        if type(value) is str and name in plan.texts:
            row[name] = value
            continue
        if (about := plan.single.get(name)) is not None:
            row[name] = to_column(about, value)
            continue
        field_name, slash, element = name.partition("/")
        if field_name not in plan.sets or (not slash and value is not None):
            if name not in ABOUT_RECORD:
                unknown[name] = value
        elif slash:
            sets.setdefault(field_name, {})[element] = bool(value)
        # Without an element it is an erased set: its elements are gone from the journal.
    for field_name, elements in sets.items():
        current = set(from_text(row[field_name]) or ())
        current |= {element for element, present in elements.items() if present}
        current -= {element for element, present in elements.items() if not present}
        row[field_name] = to_text(sorted(current)) if current else None
    if unknown:
        row["extra"] = to_text({**(from_text(row["extra"]) or {}), **unknown})
    if not (plan.naming.isdisjoint(values) and plan.naming.isdisjoint(sets)):
        held = [(row[name], is_set) for name, is_set in plan.searched if row[name]]
        row["find"] = " ".join([fold(" ".join(from_text(text)) if is_set else text) for text, is_set in held]) or None
        row["sort"] = " ".join(words(title(kind, row)[:LONGEST_SORT])) or None


class _Plan(NamedTuple):
    """What `put` has to know of a kind's fields, looked up once."""

    single: dict[str, Field]
    texts: frozenset[str]
    """The fields of which a text is kept as it is."""
    sets: frozenset[str]
    searched: tuple[tuple[str, bool], ...]
    """The fields whose words are found, and whether each is a set."""
    naming: frozenset[str]
    """The fields from which `find` and `sort` are made."""


@cache
def _plan(name: str) -> _Plan:
    kind = kind_named(name)
    single = {name: about for name, about in kind.fields.items() if not about.is_set}
    return _Plan(
        single,
        frozenset(name for name, about in single.items() if about.type not in _JSON_TYPES | {"int", "bool"}),
        frozenset(kind.fields) - frozenset(single),
        tuple((name, kind.fields[name].is_set) for name in kind.searched),
        frozenset((*kind.searched, *kind.title)),
    )


def title(kind: Kind, row: Mapping[str, Any]) -> str:
    """Return what names a record to people: the first of its kind's title fields that holds something."""
    for name in kind.title:
        if row[name]:
            return str(row[name])
    return ""


def called(kind: Kind, row: Mapping[str, Any]) -> str:
    """Return what a record is called where people read it: its title, or what its kind says of one whose title is not here."""
    return title(kind, row) or (_(kind.untitled) if kind.untitled else "")


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
        return int(value) if isinstance(value, int) and -WIDEST <= value < WIDEST else None
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
