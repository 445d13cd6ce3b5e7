"""Lists of the store as the table model wants them: ids first, rows by page, every value already in words."""

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from typing import TYPE_CHECKING

import msgspec

from partnerdesk import showing, validation
from partnerdesk.i18n import _, format_date
from partnerdesk.store import listings
from partnerdesk.store.kinds import kind_named
from partnerdesk.store.listings import ListRow, Query
from ui.models import MARK, Column, Row

if TYPE_CHECKING:
    from partnerdesk.desk import Desk

CHANGED = "changed_at"
OFFICE = "scope"
_MOST_LETTERS = 240
_AT_END = frozenset({"int", "money"})
_ORDERS = {MARK: "conflicts"}

More = Callable[[Sequence[ListRow]], Mapping[str, Row]]
"""Adds what is computed, such as results, to one page of rows: row id -> values by column key."""


class DeskListing:
    """Lists one kind of record.

    The query that a page hands to the model is a `partnerdesk.store.listings.Query`, or the ids themselves where a use
    case has chosen them.
    """

    def __init__(self, desk: "Desk", kind: str, fields: Sequence[str], more: More | None = None) -> None:
        self._desk, self._kind, self._more = desk, kind_named(kind), more
        self._fields = [name for name in fields if name in self._kind.fields]

    def ids(self, query: object, sort: str, descending: bool) -> Sequence[str]:
        """Return every id that fits, in order; without a sort the query's own order stands."""
        if isinstance(query, list | tuple):
            return query
        wanted = query if isinstance(query, Query) else Query(self._kind.name)
        if sort:
            wanted = msgspec.structs.replace(wanted, order=_ORDERS.get(sort, sort), descending=descending)
        with self._desk.reading() as connection:
            return listings.ids(connection, wanted)

    def count(self, query: Query) -> int:
        """Return how many records fit."""
        with self._desk.reading() as connection:
            return listings.count(connection, query)

    def rows(self, ids: Sequence[str]) -> Mapping[str, Row]:
        """Return the rows of these ids that still exist, in words."""
        with self._desk.reading() as connection:
            found = listings.page(connection, self._kind.name, ids)
        more = self._more(list(found.values())) if self._more is not None else {}
        return {record: {**self._words(row), **more.get(record, {})} for record, row in found.items()}

    def _words(self, row: ListRow) -> dict[str, object]:
        words: dict[str, object] = {name: self._field(row, name) for name in self._fields}
        words[CHANGED] = day_of(row.changed_at)
        words[OFFICE] = row.scope
        words[MARK] = self._mark(row)
        return words

    def _field(self, row: ListRow, name: str) -> str:
        titles = {str(row.values[name]): row.titles[name]} if name in row.titles else None
        return one_line(showing.shown(self._kind, name, row.values[name], titles=titles))

    def _mark(self, row: ListRow) -> str:
        if row.conflicts:
            return "conflict"
        return "review" if validation.standing_problems(self._kind, row.values) else ""


def columns(kind: str, keys: Sequence[str]) -> list[Column]:
    """Return columns for fields of a kind, `CHANGED`, `OFFICE` and `MARK`, headed in the language in use."""
    return [_column(kind, key) for key in keys]


def _column(kind: str, key: str) -> Column:
    special = {CHANGED: _("Last change"), OFFICE: _("Office")}
    if key in special:
        return Column(key, special[key])
    if key == MARK:
        return Column(key, _("To check"), mark_words)
    about = kind_named(kind).fields[key]
    return Column(key, showing.field_label(kind, key), at_end=about.type in _AT_END)


def mark_words(mark: object) -> str:
    """Return a row's mark in words."""
    return {"conflict": _("Two values"), "review": _("Needs review")}.get(str(mark), "")


def day_of(moment: str) -> str:
    """Return the day of a moment that a record holds, by this computer's calendar, in words."""
    return format_date(datetime.fromisoformat(moment).astimezone().date()) if moment else ""


def one_line(text: str) -> str:
    """Return a text as one line that a cell can hold."""
    return " ".join(text[:_MOST_LETTERS].split())
