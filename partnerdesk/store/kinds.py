"""What a kind of record is: its table and, beside each column, everything the program needs to know about the field."""

import builtins
from collections.abc import Iterator
from dataclasses import dataclass
from dataclasses import field as dataclass_field
from functools import cached_property
from typing import Any, ClassVar, Literal

from sqlalchemy import Boolean, Integer, String, Text
from sqlalchemy.orm import DeclarativeBase, Mapped, MappedColumn, mapped_column
from sqlalchemy.types import TypeEngine

from partnerdesk.i18n import N_
from partnerdesk.store.jsontext import JsonText

FieldType = Literal[
    "text", "longtext", "int", "bool", "date", "code", "codes", "words", "rows", "ref", "money", "period", "json"
]
"""codes and words are sets that merge by element; rows, money and period are several parts that move as one value."""

SETS = frozenset({"codes", "words"})
_COLUMN_TYPES: dict[str, type[TypeEngine[Any]]] = {"longtext": Text, "text": Text, "int": Integer, "bool": Boolean}


@dataclass(frozen=True)
class Field:
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

    @property
    def is_set(self) -> bool:
        return self.type in SETS


def field(
    *,
    label: str,
    type: FieldType = "text",  # noqa: A002  the word of the field's description
    default: Any = None,
    index: bool = False,
    **about: Any,
) -> MappedColumn[Any]:
    """Declare a column together with its description (see `Field`).

    `codes` names a code list of the vocabulary, `machine` a state machine there, `refers_to` the kind that a reference
    points to, `required` asks for a value when people write, `fixed` keeps the field out of editing forms, `searched`
    puts its words into the search.
    """
    if ("codes" in about or "machine" in about) and type == "text":
        type = "code"  # noqa: A001
    if "refers_to" in about:
        type, index = "ref", True  # noqa: A001
    column = _COLUMN_TYPES.get(type, JsonText if type in SETS | {"rows", "money", "period", "json"} else String)
    return mapped_column(
        column, nullable=True, default=default, index=index, info={"field": {"label": label, "type": type, **about}}
    )


class Base(DeclarativeBase):
    """All tables of the store."""


class Record(Base):
    """A row of a kind: a cache of the journal, written by the fold alone."""

    __abstract__ = True
    label: ClassVar[str]
    title: ClassVar[tuple[str, ...]] = ()
    """The fields that name a record to people, in the order tried."""

    n: Mapped[int] = mapped_column(primary_key=True)
    id: Mapped[str] = mapped_column(String(32), unique=True)
    scope: Mapped[str] = mapped_column(String, index=True)
    heads: Mapped[str] = mapped_column(Text)
    deleted: Mapped[bool] = mapped_column(Boolean, default=False)
    conflicts: Mapped[int] = mapped_column(Integer, default=0)
    extra: Mapped[dict[str, Any] | None] = mapped_column(JsonText)
    created_at: Mapped[str] = mapped_column(String)
    created_by: Mapped[str] = mapped_column(String)
    changed_at: Mapped[str] = mapped_column(String, index=True)
    find: Mapped[str | None] = mapped_column(Text)
    sort: Mapped[str | None] = mapped_column(Text, index=True)


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


@dataclass(frozen=True)
class Kind:
    """One kind of record: its name in the journal, its table class and its fields in the order declared."""

    name: str
    table: builtins.type[Record]
    fields: dict[str, Field]
    label: str
    title: tuple[str, ...]
    defaults: dict[str, Any] = dataclass_field(default_factory=dict)

    @cached_property
    def searched(self) -> tuple[str, ...]:
        """Return the fields whose words the search knows."""
        return tuple(name for name, about in self.fields.items() if about.searched)

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
    fields, defaults = {}, {}
    # Not through the mapper: its configuration would cost a tenth of a second that no list needs.
    for column in table.__table__.columns:
        if (about := column.info.get("field")) is not None:
            fields[column.name] = Field(name=column.name, **about)
            if column.default is not None and column.default.is_scalar:
                defaults[column.name] = column.default.arg
    return Kind(table.__tablename__, table, fields, table.label, table.title, defaults)


SENSITIVITY = N_("Sensitivity")


def sensitivity() -> MappedColumn[Any]:
    """Declare the mark of how much harm disclosure could do; every kind that people write has it."""
    return field(label=SENSITIVITY, codes="sensitivity", default="low")
