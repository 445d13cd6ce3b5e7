"""Open decisions and edits at the same time as the table model wants them: ids first, rows by page, in words."""

from collections.abc import Iterable, Mapping, Sequence

from partnerdesk import conflicts, parallel, showing
from partnerdesk.conflicts import Conflict, Key, Narrow, Side
from partnerdesk.desk import Desk
from partnerdesk.i18n import _
from partnerdesk.naming import Names, value_words
from partnerdesk.parallel import Parallel, Save, Spot
from ui.listing import day_of, one_line
from ui.models import Column, Row

_SHORT = 60


class ConflictListing:
    """Lists the decisions that fit a `Narrow`; `only` keeps to those of one record."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._keys: dict[str, Key] = {}
        self.only = ""

    def ids(self, query: object, _sort: str, _descending: bool) -> Sequence[str]:
        """Return every id that fits, by office, kind and record."""
        narrow = query if isinstance(query, Narrow) else Narrow()
        self._keys = {key.id: key for key in conflicts.keys(self._desk, narrow, self.only)}
        return list(self._keys)

    def rows(self, ids: Sequence[str]) -> Mapping[str, Row]:
        """Return the rows of those that are still open, in words."""
        found = conflicts.page(self._desk, self.keys(ids))
        with self._desk.reading() as connection:
            names = Names(connection)
            return {key: _row(names, conflict) for key, conflict in found.items()}

    def keys(self, ids: Sequence[str]) -> list[Key]:
        """Return where these decisions are."""
        return [self._keys[one] for one in ids if one in self._keys]


def conflict_columns() -> list[Column]:
    """Return the columns of the list of decisions, headed in the language in use."""
    return [
        Column("record", _("Record"), sortable=False),
        Column("field", _("Field"), sortable=False),
        Column("values", _("Values"), sortable=False),
        Column("who", _("Who and when"), sortable=False),
        Column("bundle", _("Since the bundle"), sortable=False),
    ]


def _row(names: Names, conflict: Conflict) -> Row:
    return {
        "record": one_line(title_of(conflict)),
        "field": showing.field_label(conflict.kind, conflict.field),
        "values": apart(side_words(names, conflict, side)[:_SHORT] or _("(empty)") for side in conflict.values),
        "who": apart(_who_when(giver) for side in conflict.values for giver in side.givers),
        "bundle": conflict.since.file if conflict.since else "",
    }


def title_of(conflict: Conflict) -> str:
    """Return what names the record of a conflict."""
    return conflict.title or _("without a name")


def side_words(names: Names, conflict: Conflict, side: Side) -> str:
    """Return a side's value in words."""
    return value_words(names, conflict.kind, conflict.record, conflict.field, side.value, side.changes)


def _who_when(side: Side) -> str:
    # Translators: who changed a field, and when.
    return _("{person}, {when}").format(person=apart([who(side)]), when=day_of(side.at))


def who(side: Side | Save) -> str:
    """Return who wrote something, with the office."""
    # Translators: a person and the code of an office.
    return _("{person} ({office})").format(person=side.by, office=side.office)


def apart(texts: Iterable[str]) -> str:
    """Return several texts in one line; each keeps its own direction of reading."""
    return " | ".join(f"\u2068{one_line(one)}\u2069" for one in texts)


class ParallelListing:
    """Lists what was edited at the same time and not looked at; the query says whether to show the others too."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._spots: dict[str, Spot] = {}

    def ids(self, query: object, _sort: str, _descending: bool) -> Sequence[str]:
        """Return every id, the newest bundle first."""
        found = parallel.spots(self._desk, all_of_them=query is True)
        self._spots = {f"{receipt}.{record}": (receipt, kind, record) for receipt, kind, record in found}
        return list(self._spots)

    def rows(self, ids: Sequence[str]) -> Mapping[str, Row]:
        """Return these rows, in words."""
        return {one.id: _parallel_row(one) for one in self.found(ids)}

    def found(self, ids: Sequence[str]) -> list[Parallel]:
        """Return these with both sides."""
        return parallel.page(self._desk, self.spots(ids))

    def spots(self, ids: Sequence[str]) -> list[Spot]:
        """Return where these are."""
        return [self._spots[one] for one in ids if one in self._spots]


def parallel_columns() -> list[Column]:
    """Return the columns of the list of edits at the same time."""
    return [
        Column("record", _("Record"), sortable=False),
        Column("arrived", _("Came with the bundle"), sortable=False),
        Column("here", _("Was here"), sortable=False),
        Column("bundle", _("Bundle"), sortable=False),
    ]


def _parallel_row(one: Parallel) -> Row:
    return {
        "record": one_line(one.title or _("without a name")),
        "arrived": _fields_by_person(one.arrived) or _("changed since"),
        "here": _fields_by_person(one.here) or _("changed since"),
        "bundle": one.bundle.file,
    }


def _fields_by_person(saves: Sequence[Save]) -> str:
    fields: dict[str, dict[tuple[str, str], None]] = {}
    for save in saves:
        fields.setdefault(who(save), {}).update(dict.fromkeys((save.kind, name) for name in save.values))
    return apart(
        # Translators: who changed which fields.
        _("{person}: {fields}").format(
            person=person, fields=showing.joined(showing.field_label(kind, name) for kind, name in names)
        )
        for person, names in fields.items()
    )


_PLACES = {"partner": "partners", "assessment": "assessments", "consultation": "consultations", "action": "actions"}


def place_of(desk: Desk, kind: str, record: str) -> tuple[str, str] | None:
    """Return the place in the window where a record is shown, or what it is a part of, and its id; None where there is none."""
    if kind in _PLACES:
        return _PLACES[kind], record
    if kind == "sameness":
        return "partners", "alike"
    values = desk.view(kind, record).values
    owner = next((owner for owner in ("assessment", "consultation", "partner") if values.get(f"{owner}_id")), None)
    return None if owner is None else (_PLACES[owner], str(values[f"{owner}_id"]))
