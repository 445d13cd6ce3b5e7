"""What a kind of record is: its table and, beside each column, everything the program needs to know about the field."""

import builtins
from collections.abc import Iterator, Mapping
from functools import cached_property
from typing import Any, ClassVar, Literal

import msgspec

from partnerdesk.i18n import N_

FieldType = Literal[
    "text", "longtext", "int", "bool", "date", "code", "codes", "words", "rows", "ref", "money", "period", "json"
]
"""codes and words are sets that merge by element; rows, money and period are several parts that move as one value."""

SETS = frozenset({"codes", "words"})


class Field(msgspec.Struct, frozen=True):
    """Everything known about one field of a kind: validation, journal, merge, forms, lists and export read it."""

    name: str
    label: str
    type: FieldType = "text"
    help: str = ""
    codes: str | None = None
    machine: str | None = None
    refers_to: str | None = None
    required: bool = False
    sensitivity: str = "low"
    searched: bool = False
    fixed: bool = False
    parts: tuple[str, ...] = ()
    default: Any = None
    index: bool = False
    part_of: bool = False
    stays: bool = False

    @property
    def is_set(self) -> bool:
        return self.type in SETS


def field(*, label: str, type: FieldType = "text", **about: Any) -> Field:  # noqa: A002  the word of the description
    """Declare a column together with its description (see `Field`).

    `codes` names a code list of the vocabulary, `machine` a state machine there, `refers_to` the kind that a reference
    points to, `required` asks for a value when people write, `fixed` keeps the field out of editing forms, `searched`
    puts its words into the search, `default` is what a new record begins with, `index` is for columns that lists sort by.
    What is `part_of` the record that it refers to stands in the same office's journal and moves along with it; where several
    fields are, the first one with a value counts.
    What `stays` is kept on the device that wrote it: no bundle carries it until somebody chooses to share it, with this very
    record; what was shared once travels from then on. Sets cannot stay.
    """
    if ("codes" in about or "machine" in about) and type == "text":
        type = "code"  # noqa: A001
    if "refers_to" in about:
        return Field("", label, "ref", index=True, **about)
    return Field("", label, type, **about)


class Record:
    """A kind of record: one line for each field.

    Its table has these columns and those of `HOUSEKEEPING`; its rows are a cache of the journal, written by the fold alone.
    """

    __tablename__: ClassVar[str]
    label: ClassVar[str]
    title: ClassVar[tuple[str, ...]] = ()
    """The fields that name a record to people, in the order tried."""
    untitled: ClassVar[str] = ""
    """What a record is called of which none of these is here."""
    listed: ClassVar[bool] = False
    """Whether a page lists all records of this kind, so that their order is kept ready in indexes."""


HOUSEKEEPING = (
    "n",
    "id",
    "scope",
    "heads",
    "deleted",
    "conflicts",
    "extra",
    "created_at",
    "created_by",
    "changed_at",
    "find",
    "sort",
)
"""The columns that every table of records has besides its fields."""


class Kind(msgspec.Struct, frozen=True, dict=True):
    """One kind of record: its name in the journal and of its table, and its fields in the order declared."""

    name: str
    fields: dict[str, Field]
    label: str
    title: tuple[str, ...]
    defaults: dict[str, Any] = msgspec.field(default_factory=dict)
    listed: bool = False
    untitled: str = ""

    @cached_property
    def stays(self) -> frozenset[str]:
        """Return the fields that stay on the device that wrote them."""
        return frozenset(name for name, about in self.fields.items() if about.stays)

    @cached_property
    def searched(self) -> tuple[str, ...]:
        """Return the fields whose words the search knows."""
        return tuple(name for name, about in self.fields.items() if about.searched)

    @cached_property
    def owners(self) -> tuple[str, ...]:
        """Return the fields that name the record of which this one is a part; the first one with a value counts."""
        return tuple(name for name, about in self.fields.items() if about.part_of)

    def owner(self, values: Mapping[str, Any]) -> tuple[str, str] | None:
        """Return (kind, record) of what a record with these values is part of; None when it stands alone."""
        found = ((self.fields[name].refers_to, values.get(name)) for name in self.owners)
        return next(((kind, record) for kind, record in found if kind and isinstance(record, str) and record), None)

    def children(self) -> Iterator[tuple["Kind", str]]:
        """Yield (kind, field) for each reference of another kind to this one."""
        for other in kinds().values():
            for about in other.fields.values():
                if about.refers_to == self.name:
                    yield other, about.name


_kinds: dict[str, Kind] = {}


def kinds() -> dict[str, Kind]:
    """Return every kind by name, described from its table."""
    if not _kinds:
        from partnerdesk.store import tables

        _kinds.update({kind.name: kind for kind in map(_described, tables.ALL)})
    return _kinds


def kind_named(name: str) -> Kind:
    """Return a kind; KeyError for a kind this version does not know."""
    return kinds()[name]


def _described(table: builtins.type[Record]) -> Kind:
    fields = {
        name: msgspec.structs.replace(about, name=name)
        for name, about in vars(table).items()
        if isinstance(about, Field)
    }
    defaults = {name: about.default for name, about in fields.items() if about.default is not None}
    return Kind(table.__tablename__, fields, table.label, table.title, defaults, table.listed, table.untitled)


def retain_until() -> Field:
    """Declare the day until which a record is kept, in place of what the rules of retention say."""
    return field(label=N_("Keep until"), type="date", fixed=True)


SENSITIVITY = N_("Sensitivity")


def sensitivity() -> Field:
    """Declare the mark of how much harm disclosure could do; every kind that people write has it."""
    return field(label=SENSITIVITY, codes="sensitivity", default="low")
